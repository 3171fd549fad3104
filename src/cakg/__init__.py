"""A knowledge graph of Central Asian security diplomacy: who met whom, when, in what capacity, and how do we know?

    graph = cakg.load()                    an rdflib.Dataset that knows its corpus; as_known_on=, publisher=, root=
    rows = cakg.ask("meetings-of-series", graph, series="RECCA")         rows[0], rows.to_dicts(), rows.to_pandas()
    net = cakg.network("delegations-by-events", graph, since="2010")     a networkx.Graph; cakg.rank(net, "degree")

Without a graph, each function asks the whole corpus: the shipped one, or that of the folder in CAKG_ROOT.

*To ask*: load, saved (the questions, views and checks), ask, query (SPARQL), search, show, info (counts), disputes.
*To curate*: draft (a report, from a text), review (what is to be done), release (a version made ready).
*To judge*: check (the rules), evidence (the quotes), diff (two corpora), coverage (what is there and what is not).
*To make*: network, partition, rank, windows (of years), compare (two actors), naming (how often reports name who was
there), structure, timeline (of communities), draw, tabulate (what was found of a network), export, brief (two pages on
a thing), save (an answer), metadata (of a table), build (everything, into a folder), fmt (Turtle in its canonical
form), serve (a site, an endpoint, pages to order).
*What bounds a query*: Bounds(seconds=, megabytes=, rows=), for ask, network, save, check and build.
*What they return*: Graph, Perspective, Rows, Triples, Question, Hit, Description, Count, Dispute, Finding,
Examination, Difference, Score, Comparison, Structure, Membership, Built, Rewriting, Draft, Task, Release.
*What they raise*: CakgError, and by kind NotFoundError, UsageError, InputError, LimitError, OutputError.
What was mended in a name that was typed is said by a GuessWarning, that a text was not used by a TextWarning, why an
answer is empty by an EmptyWarning, what a file lost that is read back by a LossWarning, and that values are estimates
by an ApproximationWarning.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cakg.api import (
        ask,
        brief,
        build,
        check,
        compare,
        coverage,
        diff,
        disputes,
        draft,
        draw,
        evidence,
        export,
        fmt,
        info,
        load,
        metadata,
        naming,
        network,
        partition,
        query,
        rank,
        release,
        review,
        save,
        saved,
        search,
        show,
        structure,
        tabulate,
        timeline,
        windows,
    )
    from cakg.ask.counts import Count
    from cakg.ask.describe import Description
    from cakg.ask.find import Hit
    from cakg.ask.ledger import Dispute
    from cakg.ask.question import Question
    from cakg.compile.diff import Difference
    from cakg.compile.graph import Graph
    from cakg.compile.perspective import Perspective
    from cakg.curate.filing import Draft
    from cakg.engine.bounds import Bounds
    from cakg.engine.rows import Rows, Triples
    from cakg.export.bundle import Built
    from cakg.judge.evidence import Examination
    from cakg.judge.findings import Finding
    from cakg.networks.ranking import Score
    from cakg.networks.spread import Comparison
    from cakg.networks.structure import Structure
    from cakg.networks.trajectory import Membership
    from cakg.read.canonical import Rewriting
    from cakg.serve.server import serve
    from cakg.steward.release import Release
    from cakg.steward.tasks import Task
    from cakg.words.errors import (
        ApproximationWarning,
        CakgError,
        EmptyWarning,
        GuessWarning,
        InputError,
        LimitError,
        LossWarning,
        NotFoundError,
        OutputError,
        TextWarning,
        UsageError,
    )

__all__ = [
    "ApproximationWarning",
    "Bounds",
    "Built",
    "CakgError",
    "Comparison",
    "Count",
    "Description",
    "Difference",
    "Dispute",
    "Draft",
    "EmptyWarning",
    "Examination",
    "Finding",
    "Graph",
    "GuessWarning",
    "Hit",
    "InputError",
    "LimitError",
    "LossWarning",
    "Membership",
    "NotFoundError",
    "OutputError",
    "Perspective",
    "Question",
    "Release",
    "Rewriting",
    "Rows",
    "Score",
    "Structure",
    "Task",
    "TextWarning",
    "Triples",
    "UsageError",
    "ask",
    "brief",
    "build",
    "check",
    "compare",
    "coverage",
    "diff",
    "disputes",
    "draft",
    "draw",
    "evidence",
    "export",
    "fmt",
    "info",
    "load",
    "metadata",
    "naming",
    "network",
    "partition",
    "query",
    "rank",
    "release",
    "review",
    "save",
    "saved",
    "search",
    "serve",
    "show",
    "structure",
    "tabulate",
    "timeline",
    "windows",
]

_HOMES = {  # of types and of one function; the others are those of cakg.api, all errors those of cakg.words.errors
    "Bounds": "cakg.engine.bounds",
    "Built": "cakg.export.bundle",
    "Comparison": "cakg.networks.spread",
    "Count": "cakg.ask.counts",
    "Description": "cakg.ask.describe",
    "Difference": "cakg.compile.diff",
    "Dispute": "cakg.ask.ledger",
    "Draft": "cakg.curate.filing",
    "Examination": "cakg.judge.evidence",
    "Finding": "cakg.judge.findings",
    "Graph": "cakg.compile.graph",
    "Hit": "cakg.ask.find",
    "Membership": "cakg.networks.trajectory",
    "Perspective": "cakg.compile.perspective",
    "Question": "cakg.ask.question",
    "Release": "cakg.steward.release",
    "Rewriting": "cakg.read.canonical",
    "Rows": "cakg.engine.rows",
    "Score": "cakg.networks.ranking",
    "Structure": "cakg.networks.structure",
    "Task": "cakg.steward.tasks",
    "Triples": "cakg.engine.rows",
    "serve": "cakg.serve.server",
}


class _Face(ModuleType):
    """Import what is asked for only then, so that the command line starts at once.

    Three functions bear the names of rooms, `ask`, `export` and `serve`: importing such a room must not hide it.
    """

    def __getattr__(self, name: str) -> Any:
        from importlib import import_module

        if name == "__version__":
            from cakg.words.version import version

            return version()
        if name in __all__:
            room = "cakg.words.errors" if name.endswith(("Error", "Warning")) else _HOMES.get(name, "cakg.api")
            return getattr(import_module(room), name)
        raise AttributeError(f"module 'cakg' has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return [*__all__, "__version__"]


sys.modules[__name__].__class__ = _Face
