"""What `import cakg` offers: the rooms bound to a corpus, a function for each command of the command line.

Where a function takes `graph`, it is what `load` returns or an `rdflib.Dataset` of one's own; without one, the whole of
a corpus is asked, read anew where its files have changed. A graph of `load` goes with the saved queries, shapes and
terms of its own corpus; all else goes with those of `root`, a folder: by default that of CAKG_ROOT, or the shipped one.
`lang` is the language of names: en, ru or any other in which something has a name (else NotFoundError); what has none
in it is named in English, or else in any language.
The module is long because it is a list: a function holds no more than the calls that it binds together.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from cakg.read import corpus as files
from cakg.read.garbage import uncollected
from cakg.words.errors import InputError, NotFoundError, TextWarning, UsageError

if TYPE_CHECKING:
    from contextlib import ExitStack

    import networkx
    from pyoxigraph import Store
    from rdflib import Dataset

    from cakg.ask.counts import Count
    from cakg.ask.describe import Description
    from cakg.ask.find import Hit
    from cakg.ask.ledger import Dispute
    from cakg.ask.question import Question
    from cakg.ask.term import Terms
    from cakg.compile.diff import Difference
    from cakg.compile.graph import Graph
    from cakg.compile.opened import Opened
    from cakg.compile.perspective import Perspective
    from cakg.compile.texts import Texts
    from cakg.curate.filing import Draft
    from cakg.engine.bounds import Bounds
    from cakg.engine.rows import Answer, Rows, Triples
    from cakg.export.about import About
    from cakg.export.bundle import Built
    from cakg.export.standings import Found
    from cakg.judge.conformance import Rulebook
    from cakg.judge.evidence import Examination
    from cakg.judge.findings import Finding
    from cakg.networks.ranking import Score
    from cakg.networks.spread import Comparison
    from cakg.networks.structure import Structure
    from cakg.networks.trajectory import Membership
    from cakg.read.canonical import Rewriting
    from cakg.read.claims import Claims
    from cakg.read.corpus import Corpus
    from cakg.read.fetch import Manners
    from cakg.steward.promises import Promises
    from cakg.steward.release import Release
    from cakg.steward.tasks import Task

T = TypeVar("T")
Root = str | Path | None


def load(
    root: Root = None,
    *,
    as_known_on: str | None = None,
    publisher: str | None = None,
    verified_only: bool = False,
    without_imports: bool = False,
    endpoint: str | None = None,
    file: str | Path | None = None,
    as_released: str | None = None,
) -> "Graph":
    """Return the graph of a corpus: the accepted view as default graph and a graph for each report.

    `as_known_on` hears only reports issued on or before that day, `publisher` only those of one publisher (by any of
    its names, its slug or its IRI), `verified_only` only those whose text was checked, `without_imports` all but the
    tables of other registers. With `endpoint` the graph lies at the URL of a SPARQL 1.1 endpoint, and only its saved
    queries come from the corpus. So it is with `file`, or where `root` is no corpus but such a file: what was exported
    into it, or into a folder by `cakg build`. With `as_released` it is what the corpus said in that version, and the
    saved queries and terms are those of that day.

    *Shapes*: an `rdflib.Dataset` that knows its corpus and whom it hears.
    *Errors*: InputError for a corpus or a file that is not there or cannot be read; UsageError for a day or a URL that
    is none, and for an endpoint, a file or a release that is to say less than it holds; NotFoundError for a publisher
    of no report and for a release that is not archived. A LossWarning says what a file has lost.
    """
    from cakg.compile import dataset
    from cakg.compile.graph import Graph

    heard = as_known_on, publisher, verified_only, without_imports
    found = _opened(dataset.opened, root, endpoint, file, heard, as_released)
    if as_released is not None:
        found.in_memory()
    return Graph.of(found)


def opened(
    root: Root = None,
    *,
    as_known_on: str | None = None,
    publisher: str | None = None,
    verified_only: bool = False,
    without_imports: bool = False,
    endpoint: str | None = None,
    file: str | Path | None = None,
    as_released: str | None = None,
) -> "Opened":
    """Return what `load` does for who asks once, as the command line: on the disk, without rdflib, not to be changed.

    *Errors*: those of `load`.
    """
    from cakg.compile.origin import open_corpus

    heard = as_known_on, publisher, verified_only, without_imports
    return _opened(open_corpus, root, endpoint, file, heard, as_released)


def saved(
    folder: str = "question", root: Root = None, *, graph: "Dataset | Opened | None" = None
) -> "dict[str, Question]":
    """Return the saved queries of a folder (`question`, `check` or `view`), by name. *Errors*: InputError."""
    from cakg.ask.saved import saved as found
    from cakg.compile.origin import root_of
    from cakg.compile.texts import kept

    return found(folder, root_of(graph, root), kept)


def ask(
    name: str,
    graph: "Dataset | Opened | None" = None,
    *,
    root: Root = None,
    lang: str = "en",
    bounds: "Bounds | None" = None,
    **parameters: object,
) -> "Rows":
    """Return the answer to a saved question, its parameters given by name: `ask("meetings-of-series", series="RECCA")`.

    Where there is no row, an EmptyWarning says which parameters leave none. `bounds` are those of the query:
    `Bounds(seconds=60, megabytes=1024, rows=1_000_000)`.

    *Shapes*: the columns that the question documents, its rows in its order.
    *Errors*: NotFoundError for a question or a thing that is not there; UsageError for a parameter that is none;
    InputError for a query that is none, reaches out or writes; LimitError for one beyond bounds.
    """
    from cakg.ask.question import answer
    from cakg.ask.saved import find_saved
    from cakg.compile.origin import refuse_lost, root_of, source_of
    from cakg.compile.texts import kept

    question = find_saved(name, "question", root_of(graph, root), kept)
    refuse_lost(graph, name, question.text)
    source = source_of(graph, root)
    parameters = {key: _followed(value, graph, root) for key, value in parameters.items()}
    rows = answer(source, question, parameters, lang, bounds)
    if not len(rows):
        from cakg.ask.emptiness import explain_question

        explain_question(source, question, parameters, lang, bounds)
    return rows


def query(
    text: str,
    graph: "Dataset | Opened | None" = None,
    *,
    root: Root = None,
    seconds: float = 10.0,
    megabytes: int = 1024,
    rows: int = 1_000_000,
) -> "Answer":
    """Return what a SPARQL query yields: rows, a truth value or triples; the usual prefixes need not be written.

    Where that is nothing, an EmptyWarning says of each thing, term or graph named that the graph does not know it, with
    what may be meant, and of comparisons that nothing can pass.

    *Errors*: InputError for bad syntax; LimitError for what is too deep or too large, takes more than `seconds`,
    needs more than `megabytes` or finds more than `rows` (an endpoint guards itself); UsageError for bounds beyond
    their ceilings.
    """
    from cakg.compile.opened import Opened
    from cakg.compile.origin import source_of, store_at_hand
    from cakg.engine import guard
    from cakg.engine.elsewhere import Distant
    from cakg.engine.rows import is_empty

    source = source_of(graph, root)
    asked = source if isinstance(source, Distant | Opened) else store_at_hand(source)
    found = guard.run(asked, text, seconds=seconds, megabytes=megabytes, rows=rows)
    if is_empty(found):
        from cakg.ask.emptiness import explain

        explain(asked, text, _terms(graph, root))
    return found


def search(
    text: str, graph: "Dataset | Opened | None" = None, limit: int = 20, *, root: Root = None, lang: str = "en"
) -> "list[Hit]":
    """Return the things, concepts and terms of the vocabulary whose names are like a text, in any script, best first.

    *Errors*: UsageError for no text.
    """
    from cakg.ask.find import search as found
    from cakg.compile.origin import source_of

    return found(source_of(graph, root), text, limit, _terms(graph, root), lang)


def show(
    name: str,
    graph: "Dataset | Opened | None" = None,
    *,
    root: Root = None,
    lang: str = "en",
    sections_only: bool = False,
) -> "Description":
    """Return everything known of one thing, by any of its names, its slug or its IRI; of a term what it means.

    With `sections_only`, what is known by respects (`sections`) is not told statement by statement as well.
    *Errors*: NotFoundError.
    """
    from cakg.ask.describe import describe
    from cakg.ask.find import resolve
    from cakg.ask.language import spoken
    from cakg.compile.origin import source_of

    source, terms = source_of(graph, root), _terms(graph, root)
    iri = resolve(source, _followed(name, graph, root), terms=terms)
    if terms.get(iri) is not None:
        return terms.describe(iri, spoken(source, lang))
    return describe(source, iri, lang, sections_only=sections_only)


def info(graph: "Dataset | Opened | None" = None, *, root: Root = None) -> "list[Count]":
    """Return how much the graph holds: the things of each class, of how many the reports speak, the statements."""
    from cakg.ask.counts import counts
    from cakg.compile.origin import source_of

    return counts(source_of(graph, root))


def disputes(
    about: str | None = None, graph: "Dataset | Opened | None" = None, *, root: Root = None, lang: str = "en"
) -> "list[Dispute]":
    """Return the ledger of disagreements, all or those that concern one thing. *Errors*: NotFoundError."""
    from cakg.ask.find import resolve
    from cakg.ask.ledger import disputes as found
    from cakg.compile.origin import source_of

    source = source_of(graph, root)
    return found(source, None if about is None else resolve(source, _followed(about, graph, root)), lang)


def coverage(graph: "Dataset | Opened | None" = None, *, root: Root = None, lang: str = "en") -> str:
    """Return what is present, missing, disputed and verified, as a page of Markdown in English."""
    from cakg.ask.coverage import coverage as page
    from cakg.compile.origin import source_of

    return page(source_of(graph, root), lang)


def check(
    graph: "Dataset | Opened | None" = None,
    root: Root = None,
    *,
    files: Iterable[str | Path] = (),
    shacl_engine: str = "shacl",
    bounds: "Bounds | None" = None,
) -> "list[Finding]":
    """Return what breaks the rules, worst first, each with the file and line of the statement that is wrong.

    With `files`, return of these, as if they were added to the corpus, the findings on what they describe and those
    that were not there without them. `shacl_engine` is shacl, or pyshacl for a second opinion; `bounds` are
    those of each check query.
    *Errors*: InputError for what cannot be read; LimitError for a check query beyond bounds; UsageError for a graph
    that hears only a part of the reports, for one at an endpoint and for one to which files are to be added.
    """
    from cakg.compile.opened import Provenance
    from cakg.compile.origin import judged, refuse_part, root_of
    from cakg.judge.conformance import Rulebook, in_order
    from cakg.judge.conformance import check as judge
    from cakg.judge.filing import misfiled
    from cakg.read.corpus import read

    refuse_part(graph)
    files = tuple(files)
    if files and graph is not None:
        raise UsageError("files are added to a corpus, not to a graph; leave out one of the two")
    folder = root_of(graph, root)
    corpus = graph.corpus if isinstance(graph, Provenance) and graph.root is not None else read(folder, files)
    book = Rulebook.of(corpus)
    if files:
        found = _added(corpus, book, shacl_engine, bounds)
    else:
        source = graph if graph is not None else judged(corpus)
        found = judge(source, book, corpus.sources, engine=shacl_engine, bounds=bounds)
    return in_order((*found, *misfiled(corpus)))


def _added(corpus: "Corpus", book: "Rulebook", engine: str, bounds: "Bounds | None") -> "list[Finding]":
    """Return the findings on what is added to a corpus: of what lies beside it as much is judged as it may concern.

    Errors: those of `check`.
    """
    from cakg.compile.origin import beside, judged
    from cakg.judge.conformance import check as judge
    from cakg.judge.conformance import fresh

    rest = replace(corpus, sources=tuple(source for source in corpus.sources if not source.added))
    both = beside(corpus, rest)
    differing = None if both is None else both.differing

    def found(graph: "Opened", of: "Corpus", rules: frozenset[str] | None = None) -> "list[Finding]":
        return judge(graph, book, of.sources, engine=engine, only=rules, bounds=bounds, differing=differing)

    def without(rules: frozenset[str]) -> "list[Finding]":
        return found(judged(rest) if both is None else both.rest, rest, rules)

    return fresh(found(judged(corpus) if both is None else both.grown, corpus), corpus.sources, without)


def evidence(
    graph: "Graph | None" = None,
    texts: str | Path | Mapping[str, str] | None = None,
    *,
    root: Root = None,
    record: bool = False,
    fetch: "bool | Manners" = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> "list[Examination]":
    """Return what the evidence of each report is worth: its quotes found again, its faults, what no quote shows.

    `texts` are documents by path, or the folder that holds them (*.txt). With `fetch`, the pages of reports that are
    not verified and whose text is not at hand are fetched: from their publisher, else from a web archive. With
    `record`, the digest of each text in which every quote was found is written into its report, and of a fetched one
    the day, the extent and the address of the stored copy; that is `unrecorded` which did not bear it before. A text
    that is used for no report is said by a TextWarning. Imports quote nothing and are passed over. `progress` is told
    how many of how many reports were sought, and which comes next.

    *Shapes*: an examination for each report but imports that the graph hears, sorted by IRI.
    *Errors*: InputError for a folder without texts, and where no host can be reached; UsageError for `record` without
    texts and for `fetch` without its libraries; OutputError.
    """
    import warnings

    from cakg.compile.origin import corpus_of, root_of
    from cakg.judge.evidence import examine, unused_texts
    from cakg.judge.record import placed, recorded
    from cakg.read import files as edge
    from cakg.read.claims import gather
    from cakg.read.cues import cues_of
    from cakg.read.grounding import names_of
    from cakg.read.temporary import sweep

    if record and texts is None and not fetch:
        raise UsageError("a text is recorded only where it is at hand; name the folder with the texts, or fetch them")
    corpus = corpus_of(graph, root)
    if record:  # what is written must be made of what stands there now
        for folder in files.folders(root_of(graph, root)):
            sweep(folder, deep=True)
        corpus = files.read(root_of(graph, root))
    claims = gather(corpus)
    heard = claims.reports if graph is None else graph.perspective.narrow(claims.reports)
    heard = tuple(report for report in heard if not report.imported)
    held = texts if isinstance(texts, Mapping) else {} if texts is None else edge.texts(Path(texts))
    names, cues = names_of(claims.curated), cues_of(claims.curated)
    examined = examine(heard, held, names, cues)
    for said in unused_texts(examined, held):
        warnings.warn(said, TextWarning, stacklevel=2)
    if fetch:
        from cakg.judge.cited import seek_all
        from cakg.read.extract import demand_libraries
        from cakg.read.fetch import Fetcher, Manners

        demand_libraries()
        manners = Manners() if isinstance(fetch, bool) else fetch
        examined = seek_all(
            examined, Fetcher(manners), manners.archive, names, cues, archived=record, progress=progress
        )
    examined = [placed(corpus, one) for one in examined]
    for path, text in recorded(corpus, examined) if record else ():
        edge.write_text(corpus.root / path, text)
    return examined


def draft(
    source: str,
    *,
    root: Root = None,
    again: bool = False,
    address: str | None = None,
    issued: str | None = None,
    retrieved: str | None = None,
    archived: str | None = None,
    fetch: "Manners | None" = None,
) -> "Draft":
    """Return a draft of the report on a document, for a curator to finish: each value is marked as sure or to be read.

    `source` is a file (HTML, PDF or plain text; - is stdin) or an address; of a file, `address` is where it was found,
    `retrieved` on which day, `archived` where a copy is stored; `issued` is the day of issue, where the text does not
    tell it. What reports on this document or copies of it say is
    not heard. One that the corpus has a report on is drafted only `again`; a TextWarning then names the report.

    *Shapes*: the Turtle of the report in canonical form, that of entries for the register, and what was left out.
    *Errors*: InputError for what cannot be read, holds no text, is in a language that is not served, is a copy at
    another's address, or holds two documents; UsageError for a document that has a report.
    """
    import warnings

    from cakg.curate.draft import Drafter
    from cakg.curate.findings import Given
    from cakg.curate.known import others, recognize
    from cakg.curate.refusals import refuse_mirror
    from cakg.curate.register import Register
    from cakg.curate.source import is_address, is_day
    from cakg.curate.source import load as loaded
    from cakg.read import files as edge
    from cakg.read.claims import gather
    from cakg.read.fetch import Fetcher

    for name, day in (("day of issue", issued), ("day on which it was read", retrieved)):
        if day is not None and not is_day(day):
            raise UsageError(f"the {name} {day!r} is no day; write it as 2015-11-23")
    data = None if is_address(source) else edge.read_bytes(Path(source), given=True)
    found = loaded(source, data, address, None if fetch is None else Fetcher(fetch))
    claims = gather(files.read(files.find_root(root)), strict=False)
    known = recognize(claims, found.document, found.address)
    if not known:
        refuse_mirror(claims, found.address, found.meta.get("address"), source)
    if known:
        said = f"{source} is in the graph already: {', '.join(map(str, known))}"
        if not again:
            raise UsageError(f"{said}; read that report, or draft it once more with --again")
        warnings.warn(said, TextWarning, stacklevel=2)
    if found.guess:
        warnings.warn(f"{source} was read as {found.guess}, which nothing in it says", TextWarning, stacklevel=2)
    meta = found.meta if issued is None else {**found.meta, "issued": issued}
    given = Given(found.address, retrieved or found.retrieved, archived, meta, found.whole, found.guess)
    return Drafter(Register(claims, others(claims, known))).draft(found.document, given)


def diff(
    old: "Root | Graph", new: "Root | Graph", *, answers: bool = False, rankings: bool = False
) -> "list[Difference]":
    """Return what changed from one state of the graph to another: claims, then terms, shapes, links to other
    vocabularies and saved queries.

    Each is a folder, a tag or commit of the repository of git in which the corpus lies, the version of a release that
    is archived, an exported file or the folder of a bundle, the address of an endpoint, or a graph of `load`. Of one
    that hears a part of the reports these alone are compared; where one of the two has no texts, what the graphs hold
    is, and neither terms nor queries are. Files are compared as streams: neither is held whole.
    With `answers` also the rows that the questions without required parameters gained and lost, with `rankings` who
    moved in the views, by degree, and whether within the interval of both places; views that have both persons and
    organizations are not ranked.
    *Shapes*: statements added and retracted by speaker, claims of which another value is accepted, lines of queries;
    sorted; then rows and moves.
    *Errors*: InputError for what cannot be read; UsageError for a graph that belongs to no corpus.
    """
    from contextlib import ExitStack

    from cakg.compile.origin import source_of
    from cakg.export.bundle import view_all
    from cakg.networks.ranking import mixed
    from cakg.networks.worlds import obstacle
    from cakg.steward import changes

    def ranked(side: "Opened | Graph") -> "dict[str, list[Score]]":
        nets = view_all(source_of(side, None), saved("view", graph=side))
        return {name: rank(net, "degree", intervals=obstacle(net) is None) for name, net in nets if not mixed(net)}

    with ExitStack() as stack:
        sides = [_side(one, stack) for one in (old, new)]
        found = _revised(*sides)
        told: list[dict[str, Rows]] = []
        moved: list[dict[str, list[Score]]] = []
        for side in sides if answers or rankings else ():  # one after the other: neither is held for the other
            graph = _asked(side)
            told += [_answered(graph)] if answers else []
            moved += [ranked(graph)] if rankings else []
        found += changes.answers(told[0], told[1]) if answers else ()
        found += changes.rankings(moved[0], moved[1], "degree") if rankings else ()
    return found


def review(
    about: str | None = None,
    *,
    kinds: "str | Sequence[str]" = (),
    texts: str | Path | Mapping[str, str] | None = None,
    root: Root = None,
) -> "list[Task]":
    """Return what is to be done on a corpus, by effect: how many records of the accepted view rest on it.

    `kinds` are some of those in `cakg.steward.tasks.KINDS`, all by default: not-shown, not-found, single-source,
    opening, open, duplicate, gap, no-end; `about` is a thing that tasks are to concern. Quotes are looked for only
    where there are `texts`, as in `evidence`. Where nothing is to be done, an EmptyWarning says what was looked for.

    *Shapes*: tasks by effect, largest first, each with file, line and what to do.
    *Errors*: NotFoundError for a thing that is not there; UsageError for a kind that is none; InputError.
    """
    import warnings

    from cakg.ask.find import resolve
    from cakg.ask.ledger import disputes as ledger
    from cakg.compile.origin import root_of
    from cakg.steward import tasks
    from cakg.steward.effects import Effects
    from cakg.steward.namesakes import namesakes
    from cakg.steward.review import concerning, demand_kinds, explained, ordered
    from cakg.steward.whereabouts import Whereabouts
    from cakg.words.errors import EmptyWarning

    chosen = demand_kinds([kinds] if isinstance(kinds, str) else kinds)
    folder = root_of(None, root)
    graph, corpus = opened(folder), files.read(folder)
    thing = None if about is None else resolve(graph, _followed(about, graph, None))
    effects, where = Effects(graph), Whereabouts(corpus)

    def asked(name: str) -> "list[dict[str, Any]]":
        rows = ask(name, graph)
        return [dict(zip(rows.columns, row, strict=True)) for row in rows.texts()]

    makers: dict[str, Callable[[], Iterable[Task]]] = {
        "not-shown": lambda: tasks.not_shown(graph, effects, where),
        "not-found": lambda: tasks.not_found(evidence(texts=texts, root=folder) if texts else (), effects),
        "single-source": lambda: tasks.single_sources(asked("single-source-claims"), effects, where),
        "opening": lambda: tasks.openings(graph, effects, where),
        "open": lambda: tasks.undecided(ledger(graph), effects, where),
        "duplicate": lambda: tasks.duplicates(namesakes(graph), effects, where),
        "gap": lambda: tasks.missing_editions(graph, effects, where),
        "no-end": lambda: tasks.endless(asked("career-of-post"), effects, where),
    }
    found = [task for kind in chosen for task in makers[kind]()]
    found = found if thing is None else concerning(found, graph, thing)
    if not found:
        warnings.warn(explained(chosen, texts is not None, about), EmptyWarning, stacklevel=2)
    return ordered(found)


def release(version: str | None = None, *, root: Root = None, write: bool = False, counts: bool = False) -> "Release":
    """Return a release of a corpus made ready: the sort of change since the last one, the least version that says so,
    its notes, and the files that the repository keeps of it; with `write`, write these where nothing speaks against it,
    with `counts` only how much there is, where nothing has shrunk.

    The version is that which the ontology states, unless another is given. What is compared is the last archive in
    `releases/`, in names, counts, claims and answers; where there is none, this is the first release. A release is
    refused (`problems`) that has too small a version, fewer things of a class or a series than before without a stated
    reason, or lost identifiers without a successor.
    *Errors*: InputError for what cannot be read; UsageError for what is no version; OutputError.
    """
    from cakg.compile.dataset import opened as compiled
    from cakg.compile.origin import root_of
    from cakg.compile.perspective import Perspective
    from cakg.compile.released import open_archive
    from cakg.compile.texts import Texts
    from cakg.export.about import about, head
    from cakg.export.graph import statements
    from cakg.read.files import read_bytes, read_text, write_bytes
    from cakg.read.packing import ENDING
    from cakg.read.releases import ABOUT, FOLDER, LARGEST_ARCHIVE, NQUADS, archive_of, released, unpacked
    from cakg.steward import changes, citation
    from cakg.steward.promises import promises
    from cakg.steward.release import KEPT, Last, prepare
    from cakg.steward.tally import COUNTS, tally

    def names(graph: "Opened", corpus: "Corpus") -> "Promises":
        queries = [*saved("question", graph=graph).values(), *saved("view", graph=graph).values()]
        return promises(corpus, queries, graph)

    folder = root_of(None, root)
    texts = {path: read_text(folder / path) for path in KEPT if (folder / path).is_file()}
    version = version or citation.stated(citation.ONTOLOGY, texts.get(citation.ONTOLOGY, "")) or ""
    corpus = files.read(folder)
    graph = compiled(Texts(folder, corpus), Perspective())
    before = [one for one in released(folder) if one != version]
    last = None
    if before:
        path = archive_of(folder, before[-1])
        old, texts_then = open_archive(path), unpacked(path)
        found = _revised(_Aside(path, texts_then), folder)
        found += changes.answers(_answered(old), _answered(graph))
        last = Last(before[-1], names(old, files.read(texts_then)), tally(old), found)
    said = replace(about(graph), version=version)
    held = statements(graph, ())
    archived = {NQUADS: held.accepted + held.reports}
    archived[ABOUT] = "".join(sorted(f"{triple} .\n" for triple in head(said))).encode()
    archived |= {one.path: one.text.encode() for one in corpus.sources if one.path.startswith("ontology/")}
    archived |= {"ontology/alignment.sssom.tsv": corpus.alignment.encode()} if corpus.alignment else {}
    archived |= {f"queries/{path}": text.encode() for path, text in files.all_queries(folder).items()}
    own = folder / FOLDER / (version + ENDING)
    there = read_bytes(own, largest=LARGEST_ARCHIVE) if own.is_file() else None
    made = prepare(version, names(graph, corpus), tally(graph), texts, archived, last, there)
    chosen = made.files if write and not made.problems else {}
    if counts and not made.shrunk:
        chosen = {COUNTS: made.files[COUNTS]}
    for name, data in chosen.items():
        write_bytes(folder / name, data)
    return made


def fmt(paths: Iterable[str | Path] = (), *, root: Root = None, check: bool = False) -> "list[Rewriting]":
    """Write Turtle in its canonical form: the files named, else all of a corpus; with `check`, change nothing.

    *Shapes*: each file with its canonical text and whether that is another; `-` is stdin and is never written.
    *Errors*: InputError, before anything is written; OutputError.
    """
    from cakg.read.canonical import rewritings, rewritings_of
    from cakg.read.files import write_text
    from cakg.read.temporary import sweep

    paths = tuple(paths)
    if not check:
        for folder in () if paths else files.folders(files.find_root(root)):
            sweep(folder, deep=True)
    found = rewritings(paths) if paths else rewritings_of(files.read(files.find_root(root)))
    for one in found:
        if one.changed and not check and str(one.path) != "-":
            write_text(one.path, one.text)
    return found


def network(
    view: str,
    graph: "Dataset | Opened | None" = None,
    *,
    root: Root = None,
    lang: str = "en",
    bipartite: bool = False,
    undirected: bool = False,
    level: str | None = None,
    collectives: str | None = None,
    weight: str | None = None,
    window: str | None = None,
    layers: "str | Sequence[str] | None" = None,
    minimum: float | None = None,
    kinds: "str | Sequence[str] | None" = None,
    ego: str | None = None,
    radius: int | None = None,
    backbone: float | None = None,
    conditioned: str | None = None,
    bounds: "Bounds | None" = None,
    **parameters: object,
) -> "networkx.Graph":
    """Return the network that a saved view yields, with labels, kinds and dates on nodes and edges.

    The parameters of the view are given by name. `bipartite` has actors and occasions as nodes, else actors are tied;
    what the options from `level` to `conditioned` choose is said by `cakg.networks.choices.Choices`, what nodes and
    edges bear by `cakg.networks.build.build`. `graph` bears licence, version, day of the data, how the network was
    asked for, what was chosen and what is left out. Nodes bear `label`, which GML calls the node: networkx writes into
    it the IRI alone. Where there is no row, an EmptyWarning says which parameters leave none. `bounds` are those of the
    query.
    *Errors*: NotFoundError for a view or a thing that is not there; UsageError for an option that does not fit; those
    of `ask` for its query.
    """
    from cakg.ask.emptiness import explain_question
    from cakg.ask.saved import find_saved
    from cakg.compile.origin import refuse_lost, root_of, source_of
    from cakg.compile.texts import kept
    from cakg.export.about import asked
    from cakg.networks.view import view_network

    chosen, source = find_saved(view, "view", root_of(graph, root), kept), source_of(graph, root)
    made: dict[str, object] = {
        "level": level,
        "collectives": collectives,
        "weight": weight,
        "window": window,
        "layers": layers,
    }
    made |= {"minimum": minimum, "kinds": kinds, "ego": ego, "radius": radius}
    made |= {"backbone": backbone, "conditioned": conditioned}
    given = {name: value for name, value in made.items() if value is not None}
    refuse_lost(graph, view, chosen.text)
    parameters = {key: _followed(value, graph, root) for key, value in parameters.items()}
    options = {"bipartite": bipartite, "undirected": undirected, **given}
    net = view_network(source, chosen, parameters, lang, bounds=bounds, **options)
    more: dict[str, object] = {"two-mode": True} if bipartite else {}
    more |= {"layer" if name == "layers" else name: value for name, value in given.items()}
    net.graph.update(asked(_about(graph, root), chosen, parameters, lang, more).texts())
    if not len(net):
        explain_question(source, chosen, parameters, lang, bounds)
    return net


def rank(
    net: "networkx.Graph",
    measure: str = "degree",
    *,
    weighted: bool = False,
    intervals: "bool | str | Sequence[str]" = False,
    draws: int = 200,
    seed: int = 1,
    pivots: int | None = None,
    partition: "Mapping[Hashable, str] | None" = None,
    occasions: bool = False,
    null: bool = False,
) -> "list[Score]":
    """Return the actors of a network by a measure, the first place first.

    `cakg.networks.measures.MEASURES` says of each what its values are. Brokerage needs a `partition`, the group of each
    actor, as `cakg.partition` returns it. Of a network of actors and events `occasions` ranks the events.
    The options are those of `cakg.networks.ranking.rank`, which says what the layers of `intervals` are (detection,
    sampling, choices, all), what `null` adds, and when betweenness is an estimate, of which an ApproximationWarning
    tells.
    *Errors*: UsageError for a measure that is none, and for intervals of a network that can have none.
    """
    from cakg.networks.ranking import rank as ranked

    how = {"weighted": weighted, "intervals": intervals, "draws": draws, "seed": seed, "pivots": pivots}
    return ranked(net, measure, **how, partition=partition, occasions=occasions, null=null)  # type: ignore[arg-type]


def compare(
    net: "networkx.Graph",
    one: str,
    other: str,
    measure: str = "degree",
    *,
    weighted: bool = False,
    intervals: "bool | str | Sequence[str]" = True,
    draws: int = 200,
    seed: int = 1,
    partition: "Mapping[Hashable, str] | None" = None,
) -> "list[Comparison]":
    """Return for each layer of uncertainty in which share of draws one actor is above another; a tie counts half.

    *Errors*: those of `rank`; UsageError for an actor who is not in the network.
    """
    from cakg.networks.certainty import compared

    how = {"weighted": weighted, "intervals": intervals, "draws": draws, "seed": seed, "partition": partition}
    return compared(net, one, other, measure, **how)  # type: ignore[arg-type]


def windows(
    net: "networkx.Graph", years: int, step: int = 1, *, expanding: bool = False
) -> "Iterator[tuple[str, networkx.Graph]]":
    """Return the networks of spans of so many years, each with its span, which slides by `step` years or grows.

    *Errors*: UsageError for a network that does not say from which occasions it is.
    """
    from cakg.networks.windows import windows as spans

    return spans(net, years, step, expanding=expanding)


def naming(net: "networkx.Graph") -> list[str]:
    """Return how often reports name somebody who was at an occasion of a network, as sentences with their intervals.

    *Errors*: UsageError for a network that does not say from which occasions it is.
    """
    from cakg.networks.certainty import naming as named

    return named(net)


def structure(
    net: "networkx.Graph",
    show: str = "whole",
    *,
    partition: "Mapping[Hashable, str] | None" = None,
    between: "Sequence[str] | None" = None,
    **found: object,
) -> "Structure":
    """Return what a network shows beyond one number for each actor, as a table with remarks on the whole.

    `whole` (figures of the network), `communities` (with `method`, `resolution`, `runs`, `seed`, and `intervals` and
    `draws`: whether they are found again in the network as it may have been), `brokerage`, `mixing` and `bridges`
    (`between` two groups) by a `partition`, `reciprocity` of a directed network.
    *Errors*: UsageError for what a network cannot show.
    """
    from cakg.networks.structure import structure as shown

    return shown(net, show, partition=partition, between=between, **found)


def timeline(
    net: "networkx.Graph", years: int = 5, step: int = 1, *, expanding: bool = False, **found: object
) -> "list[Membership]":
    """Return who is of which community in each window of so many years; a community that goes on keeps its number.

    Windows are those of `windows`, the other options those of communities in `structure`; with one layer of
    `intervals`, `share` is that of draws instead of runs. *Errors*: UsageError.
    """
    from cakg.networks.trajectory import timeline as told

    return told(windows(net, years, step, expanding=expanding), **found)


def draw(
    shown: "networkx.Graph | Sequence[Score] | Mapping[str, Sequence[Score]] | Sequence[Membership]",
    title: str = "",
    form: str = "svg",
    notes: "Sequence[str]" = (),
) -> bytes:
    """Return a picture, as svg or png: of a network, of a ranking with its intervals, or of what changes over time.

    Equal values give equal pictures. A network is drawn by its backbone, where it knows its occasions or its ties bear
    `q`, else, and where too few are beyond chance, by its strongest ties; the picture says what it leaves out.
    *Errors*: UsageError for another form, and for png where the library for it is not installed.
    """
    from cakg.networks.ranking import Score
    from cakg.web import figures
    from cakg.web.picture import picture
    from cakg.web.raster import png

    if form not in ("svg", "png"):
        raise UsageError(f"{form!r} is no form of a picture; use svg or png")
    if hasattr(shown, "edges"):
        text = picture(None, shown, title)
    elif isinstance(shown, Mapping):
        text = figures.trajectories(shown, title, notes)
    elif all(isinstance(one, Score) for one in shown):
        text = figures.ranks(shown, title, notes)  # type: ignore[arg-type]
    else:
        text = figures.timeline(shown, title, notes)  # type: ignore[arg-type]
    return png(text) if form == "png" else text.encode("utf-8")


def partition(
    net: "networkx.Graph",
    by: str | Path,
    graph: "Dataset | Opened | None" = None,
    *,
    root: Root = None,
) -> "dict[Hashable, str]":
    """Return the group of each actor of a network: by `blocs` or `kind`, or by a CSV file with the columns actor,group.

    `blocs` tells Central Asian states, other states, and the large organizations with their bodies apart. In a file,
    which ends in `.csv`, an actor is named as on the command line, and `*` stands for all others.
    *Errors*: UsageError for a name that is neither; InputError with the line of the file.
    """
    from cakg.ask.find import resolve
    from cakg.compile.origin import source_of
    from cakg.networks.partition import derived, given
    from cakg.read.files import read_text

    source = source_of(graph, root)
    if str(by).lower().endswith(".csv"):
        text = read_text(Path(by), given=True)
        return given(text, str(by), net, lambda name: resolve(source, name))
    return derived(source, net, str(by))


def export(
    graph: "Dataset | Opened | Triples | networkx.Graph | None" = None,
    form: str | None = None,
    *,
    what: str = "graph",
    root: Root = None,
    excel: bool = False,
    named_view: bool = False,
) -> bytes:
    """Return a graph, what CONSTRUCT yields, or a network, as a file for other tools; equal values give equal bytes.

    `form` is turtle (the default), trig, nquads, ntriples, jsonld, rdfxml or csv; of a network it is gexf (the
    default), graphml, pajek, json (that of networkx), cytoscape, graphology, sigma, csv (its ties), nodes, or, where
    its occasions are known, hif (a hypergraph) and attendance. `excel` makes CSV one that Excel opens. With `what` it
    is not the graph but what goes with its corpus: the `ontology` (all modules and concepts as one), its `alignment`
    with other vocabularies, or the `shapes`; or it is the `tables`, the accepted view as one SQLite database. A graph
    of `load` says of itself its licence, its version, the day of its data and whom it hears, and a network of
    `network` as well. With `named_view` the accepted view of a graph is a named graph, for stores whose default graph
    is the union of all.
    *Errors*: UsageError for another; OutputError for what a format cannot hold.
    """
    from cakg.compile.opened import Provenance
    from cakg.compile.origin import is_graph, source_of, store_at_hand
    from cakg.engine.rows import Triples
    from cakg.export.about import head
    from cakg.export.graph import export as exported
    from cakg.export.graph import write_triples

    is_other = graph is not None and not is_graph(graph)
    if is_other and what != "graph":
        raise UsageError("only a graph has a vocabulary; leave out the network or what is asked for")
    if isinstance(graph, Triples):
        return write_triples(graph, form or "turtle", excel=excel)
    if is_other:
        from cakg.export.network import write

        return write(graph, form or "gexf", excel=excel)
    if what == "tables":
        if form not in (None, "sqlite"):
            raise UsageError(f"{form!r} is no format of tables; use sqlite, or take the CSV files of cakg build")
        return _database(store_at_hand(source_of(graph, root)), _terms(graph, root))
    if what != "graph":
        from cakg.export import ontology

        return ontology.export(_corpus(graph, root), what, form or "turtle", excel=excel)
    own = graph is None or isinstance(graph, Provenance)
    store = store_at_hand(source_of(graph, root))
    said = head(_about(graph, root)) if own else ()
    return exported(store, form or "turtle", said, excel=excel, named_view=named_view)


def save(
    output: str | Path,
    name: str,
    graph: "Dataset | Opened | None" = None,
    form: str | None = None,
    *,
    root: Root = None,
    lang: str = "en",
    excel: bool = False,
    bounds: "Bounds | None" = None,
    **parameters: object,
) -> "Rows":
    """Write the answer to a saved question into a file, and return it; the format by `form` or the ending of the file.

    Beside CSV, TSV and JSON lies `FILE-metadata.json`, which says what was asked, what the columns mean, licence,
    version and day of the data (CSVW); a table and Markdown end with that in a line.
    *Errors*: those of `ask`; UsageError for an ending that names no format; OutputError.
    """
    from cakg.ask.saved import find_saved
    from cakg.compile.origin import root_of
    from cakg.compile.texts import kept
    from cakg.export.about import asked
    from cakg.export.formats import format_of, named
    from cakg.export.results import answer_files
    from cakg.read.files import write_described

    path = Path(output)
    chosen = format_of(path.name, "rows") if form is None else named(form, "rows")
    parameters = {key: _followed(value, graph, root) for key, value in parameters.items()}
    rows = ask(name, graph, root=root, lang=lang, bounds=bounds, **parameters)
    question = find_saved(name, "question", root_of(graph, root), kept)
    one = asked(_about(graph, root), question, parameters, lang)
    write_described(path, answer_files(rows, question, one, path.name, chosen, excel=excel))
    return rows


def tabulate(
    output: str | Path,
    found: "Found",
    net: "networkx.Graph",
    form: str | None = None,
    *,
    excel: bool = False,
    **how: object,
) -> None:
    """Write what was found of a network into a file: a ranking, rankings by window, comparisons, structure, a timeline.

    The format is by `form` or the ending of the file. What the network is made of is said with it, as by `save`, and so
    is `how` it was found, by the names of the command line: measure, intervals, draws, seed ….
    *Errors*: UsageError for an ending that names no format; OutputError.
    """
    from cakg.export.formats import format_of, named
    from cakg.export.standings import standing_files
    from cakg.read.files import write_described

    path = Path(output)
    chosen = format_of(path.name, "rows") if form is None else named(form, "rows")
    write_described(path, standing_files(found, net, path.name, chosen, how, excel=excel))


def metadata(net: "networkx.Graph", url: str | Path, form: str = "csv") -> bytes:
    """Return what goes beside a network as `csv`, `nodes` or `attendance` in a file: what `net.graph` says, as CSVW.

    *Errors*: UsageError for a form that is no table.
    """
    from cakg.export.about import described, metadata
    from cakg.export.network import columns

    if form not in ("csv", "nodes", "attendance"):
        raise UsageError(f"{form!r} is no table of a network; use csv, nodes or attendance")
    said = {name: str(value) for name, value in net.graph.items()}
    return metadata([described(said, Path(url).name, dict.fromkeys(columns(net, form), ""))])


def brief(
    name: str,
    graph: "Dataset | Opened | None" = None,
    form: str = "md",
    *,
    root: Root = None,
    lang: str = "en",
    topic: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> bytes:
    """Return a brief on a thing, at most two pages: who, when, what was said and promised, what is disputed.

    Each sentence has notes with document, quote and address; what has no room, or is left out by `topic`, `since` and
    `until` (dates; a span covers the whole of what they name), is counted. `form` is md, html or docx, which needs
    the extra `cakg[docx]`.
    *Errors*: NotFoundError for a thing or a topic that is not there; UsageError for a form or a date that is none, for
    what no brief is written of or no document tells of, and for docx without its library.
    """
    from cakg.ask.find import resolve
    from cakg.ask.language import spoken
    from cakg.ask.ledger import disputes as found
    from cakg.compile.origin import refuse_lost, source_of
    from cakg.web.brief_forms import briefed, demand_form
    from cakg.web.briefing import brief as made
    from cakg.web.briefing import wanted
    from cakg.words.namespaces import compact

    demand_form(form)
    source, texts = source_of(graph, root), _about(graph, root).texts()
    iri = resolve(source, _followed(name, graph, root))
    of = None if topic is None else resolve(source, topic, ("topic",))
    lang = spoken(source, lang)
    refuse_lost(graph, "brief", "GRAPH")
    asked = wanted(source, of, since, until, lang)
    terms = {compact(one.iri): one.name(lang) for one in _terms(graph, root)}
    return briefed(made(source, iri, texts, found(source, iri, lang), terms, asked, lang), form)


class Step(Protocol):
    """Run a step of a long work, item by item, and tell whoever waits how far it is.

    `total` is how many items there will be, where that is known.
    """

    def __call__(self, name: str, work: Callable[[], Iterable[T]], total: int | None = None) -> Iterable[T]: ...


@uncollected()
def build(
    output: str | Path = "build",
    graph: "Graph | None" = None,
    *,
    root: Root = None,
    lang: str = "en",
    bounds: "Bounds | None" = None,
    step: Step | None = None,
    contact: str = "",
    site: bool = True,
) -> "Built":
    """Write everything that can be said of a graph into a folder: answers, networks, rankings, exports, a site.

    The folder is replaced as a whole once all is made, so that what an earlier build wrote is gone; one that holds
    anything else is refused, and where the work is broken off, nothing is left of it. `SHA256SUMS` lists its files.
    The rules judge the whole corpus, whatever the graph hears. Names in tables and networks are in a language, the
    site is in English and Russian. `step` runs each step, for whoever would see progress. `contact` is where readers of
    the site report errors: a mail address, or the address of a form for new issues. Without `site` all else is
    written, which takes a fraction of the time.
    *Shapes*: what was made, with the findings; `site/index.html` is where to begin reading.
    *Errors*: InputError for a corpus that cannot be read or has no views; OutputError; UsageError for a `contact` that
    is neither.
    """
    from cakg.ask.counts import counts
    from cakg.ask.question import askable
    from cakg.ask.term import Terms
    from cakg.compile.dataset import compile
    from cakg.compile.origin import corpus_of, root_of
    from cakg.export import bundle, catalog, ontology
    from cakg.read.files import documents
    from cakg.read.folders import demand_own, write_folder
    from cakg.web.edition import Imprint, Material, demand_contact
    from cakg.web.picture import picture
    from cakg.web.site import Site

    demand_contact(contact)
    demand_own(Path(output))
    step = step or (lambda _, work, total=None: work())
    folder, corpus = root_of(graph, root), corpus_of(graph, root)
    views = saved("view", folder)
    if not views:
        raise InputError("there are no views to draw", "put some into queries/view/", path=str(folder))
    (heard,) = [graph] if graph is not None else step("compiling", lambda: [compile(corpus)], 1)
    judged = step("checking", lambda: check(heard if heard.perspective.is_whole else compile(corpus), bounds=bounds))
    findings = tuple(judged)
    bundle.demand_writable(findings)
    said = _about(heard, None)

    questions, terms = saved("question", folder), Terms.of(corpus)

    def told(lang: str) -> bundle.Bundle:
        chosen = askable(questions)
        answers = step("answering", lambda: bundle.answer_all(heard, chosen, lang, bounds), len(chosen))
        asked = dict(answers)
        drawn = step("drawing networks", lambda: bundle.view_all(heard, views, lang, said, bounds), len(views))
        nets = dict(drawn)
        return bundle.Bundle(asked, nets, dict(step("ranking", lambda: bundle.rank_all(nets), len(nets))))

    made = told(lang)
    shown = made if lang == "en" or not site else told("en")

    written: list[tuple[str, int]] = []  # what lies beside the site, which lists it
    ranked = shown.answers, shown.networks, shown.rankings
    docs = documents(folder)
    material = Material(*ranked, questions, views, terms, written, docs)
    imprint = Imprint(said.version, said.date, said.heard, contact=contact, has_docs=bool(docs))
    pages = Site(heard, imprint, material)

    def files() -> Iterator[tuple[str, bytes]]:
        yield from step(
            "exporting", lambda: bundle.files(heard, made, findings, said, terms, questions, lang, site=site)
        )
        yield from step("exporting the vocabulary", lambda: ontology.files(corpus))
        title, net = next(iter(shown.networks.items()))
        for text in step("drawing the picture", lambda: [picture(pages.stock.index, net, title.replace("-", " "))]):
            yield "network.svg", text.encode("utf-8")

    def listed() -> Iterator[tuple[str, bytes]]:
        sizes: dict[str, int] = {}
        for name, data in files():
            sizes[name] = len(data)
            yield name, data
        found = catalog.summary(heard, counts(heard))
        yield "void.ttl", catalog.turtle(said, found, sizes)
        yield "dataset.jsonld", catalog.schema_org(said, found, paths=sizes).encode()

    def with_site() -> Iterator[tuple[str, bytes]]:
        for path, data in listed():
            written.append((path, len(data)))
            yield path, data
        for path, made_page in step("writing the site", pages.pages, pages.count()):
            yield f"site/{path}", made_page if isinstance(made_page, bytes) else made_page.encode("utf-8")

    paths = write_folder(Path(output), with_site() if site else listed())
    return bundle.Built(Path(output), tuple(paths), made, findings)


class _Aside(NamedTuple):
    """Be a side of a comparison that is read as a stream: a file, or a release with the folder of its queries."""

    path: Path
    folder: Path | None = None


def _side(side: "Root | Graph", stack: "ExitStack") -> "Path | _Aside | Opened | Graph":
    """Return a side of a comparison: a folder of texts, a file, a release or a graph; what is checked out goes with
    the stack.
    """
    from cakg.export.reading import is_exported
    from cakg.read.releases import archive_of, checked_out, released, unpacked

    if side is None:
        return files.find_root(None)
    if not isinstance(side, str | Path):
        return side
    if str(side).startswith(("http://", "https://")):
        return opened(endpoint=str(side))
    if is_exported(Path(side)):
        return _Aside(Path(side))
    if Path(side).exists():
        return Path(side)
    root = files.find_root(None)
    if str(side) in released(root):
        path = archive_of(root, str(side))
        return _Aside(path, unpacked(path))
    return stack.enter_context(checked_out(root, str(side)))


def _asked(side: "Path | _Aside | Opened | Graph") -> "Opened | Graph":
    """Return a side of a comparison as a graph that is asked. Errors: those of `opened`."""
    if isinstance(side, _Aside):
        if side.folder is None:
            return opened(file=side.path)
        from cakg.compile.released import open_archive

        return open_archive(side.path)
    return opened(side) if isinstance(side, Path) else side


def _revised(old: "Path | _Aside | Opened | Graph", new: "Path | _Aside | Opened | Graph") -> "list[Difference]":
    """Return what changed in the texts of two sides, or in their graphs where one of them has no texts."""
    from cakg.compile.diff import differences
    from cakg.compile.origin import corpus_of
    from cakg.compile.revision import revisions
    from cakg.read.claims import gather
    from cakg.steward.changes import statements
    from cakg.steward.streams import differing

    def corpus(side: "Path | _Aside | Opened | Graph") -> "Corpus | None":
        if isinstance(side, _Aside):
            return None if side.folder is None else files.read(side.folder)
        if getattr(side, "elsewhere", None) is not None:
            return None
        return corpus_of(None, side) if isinstance(side, Path) else corpus_of(side, None)

    def heard(side: "Path | Opened | Graph", corpus: "Corpus") -> "Claims":
        found = gather(corpus, strict=False)
        if isinstance(side, Path):
            return found
        return replace(found, reports=side.perspective.narrow(found.reports))

    before, after = corpus(old), corpus(new)
    if before is None or after is None or isinstance(old, _Aside) or isinstance(new, _Aside):
        found = statements(*differing(_lines(old), _lines(new)))
    else:
        found = differences(heard(old, before), heard(new, after))
    if before is None or after is None:
        return found
    queries = (files.all_queries(one.root) for one in (before, after))
    return [*found, *revisions(before, after, *queries)]


def _answered(graph: "Opened | Graph") -> "dict[str, Rows]":
    """Return the answers of a graph to its questions that need no parameter."""
    from cakg.ask.question import askable
    from cakg.compile.origin import source_of
    from cakg.export.bundle import answer_all

    return {name: rows for name, (_, rows) in answer_all(source_of(graph, None), askable(saved(graph=graph)))}


def _lines(side: "Path | _Aside | Opened | Graph") -> Iterator[bytes]:
    """Yield what a side of a comparison says, as lines of N-Quads."""
    from cakg.compile.origin import source_of
    from cakg.compile.released import lines_of_release
    from cakg.engine.lines import lines
    from cakg.export import reading

    if isinstance(side, _Aside):
        return reading.lines(side.path) if side.folder is None else lines_of_release(side.path)
    return lines(source_of(opened(side) if isinstance(side, Path) else side, None))


def _opened(
    of_corpus: "Callable[[Texts, Perspective], Opened]",
    root: Root,
    endpoint: str | None,
    file: str | Path | None,
    heard: tuple[str | None, str | None, bool, bool],
    as_released: str | None = None,
) -> "Opened":
    """Return what is at an endpoint, in a file, in a release or, by `of_corpus`, in a corpus. Errors: as `load`."""
    from cakg.compile.opened import Opened
    from cakg.compile.perspective import Perspective
    from cakg.compile.texts import Texts
    from cakg.export.reading import is_exported

    if file is None and root is not None and is_exported(Path(root)):
        file, root = root, None
    places = {"in a file": file, "at an endpoint": endpoint, "in a release": as_released}
    given = [place for place, value in places.items() if value is not None]
    if len(given) > 1:
        raise UsageError(f"the graph is either {' or '.join(given)}; leave out one of the two")
    if given and any(heard):
        place = given[0].partition(" ")[2]
        raise UsageError(
            f"{place} holds one view; leave out the day, the publisher, whether it was verified, and imports"
        )
    folder = files.find_root(root)
    if as_released is not None:
        from cakg.compile.released import open_release

        return open_release(folder, as_released)
    if file is not None:
        from cakg.export.reading import read

        return read(Path(file), folder)
    if endpoint is not None:
        from cakg.engine.remote import open_endpoint

        return Opened(folder, endpoint=open_endpoint(endpoint))
    texts, (as_known_on, publisher, *rest) = Texts(folder), heard
    named = None if publisher is None else _publisher(texts, publisher)
    return of_corpus(texts, Perspective(as_known_on, named, *rest))


def _corpus(graph: "Dataset | Opened | None", root: Root) -> "Corpus":
    """Return the texts that go with a graph: those it was compiled from, else those of its folder or of `root`."""
    from cakg.compile.opened import Provenance
    from cakg.compile.origin import root_of

    folder = root_of(graph, root)
    return graph.corpus if isinstance(graph, Provenance) and graph.root is not None else files.read(folder)


def _database(store: "Store", terms: "Terms") -> bytes:
    """Return the accepted view of a store as a SQLite database."""
    from cakg.export import blueprint, database
    from cakg.export.statements import of_store

    held = of_store(store, reports=False)
    return database.as_bytes(database.database(held.triples(), blueprint.schema(terms)))


def _about(graph: "Dataset | Opened | None", root: Root) -> "About":
    """Return what files say of themselves that hold a graph or answers of it."""
    from cakg.compile.opened import Provenance
    from cakg.compile.origin import source_of
    from cakg.export.about import about, told

    if isinstance(graph, Provenance) and graph.said:
        return told(graph.said)
    return about(source_of(graph, root), graph.perspective if isinstance(graph, Provenance) else "all reports")


def _terms(graph: "Dataset | Opened | None", root: Root) -> "Terms":
    """Return the terms of the vocabulary that goes with a graph. Errors: those of `_corpus`."""
    from cakg.ask.term import Terms
    from cakg.compile.opened import Provenance
    from cakg.compile.origin import root_of
    from cakg.compile.texts import Texts

    folder = root_of(graph, root)
    own = graph.texts if isinstance(graph, Provenance) else None
    texts = own or Texts(folder)
    return Terms.from_json(texts.derived("terms", lambda: Terms.of(texts.corpus).to_json()))


def _followed(name: T, graph: "Dataset | Opened | None", root: Root) -> T | str:
    """Return what took the place of an identifier that was replaced, and say so; whatever else is given, as it is."""
    if not isinstance(name, str) or ":" not in name:
        return name
    from cakg.compile.origin import root_of
    from cakg.read.files import read_text
    from cakg.steward.successors import REPLACED, read_replaced
    from cakg.words.errors import GuessWarning
    from cakg.words.namespaces import PREFIXES, compact, expand

    path = root_of(graph, root) / REPLACED
    if name.partition(":")[0] not in {*PREFIXES, "https"} or not path.is_file():
        return name
    found = read_replaced(read_text(path)).get(expand(name))
    if found is None or found.successor is None:
        return name
    import warnings

    new = compact(found.successor)
    warnings.warn(GuessWarning(f"{name} was replaced by {new}: {found.reason}"), stacklevel=3)
    return new


def _publisher(texts: "Texts", name: str) -> str:
    """Return the IRI of the publisher that a name stands for among those of some texts. Errors: NotFoundError."""
    from cakg.ask.find import resolve
    from cakg.compile.dataset import publishers
    from cakg.words.namespaces import ACTOR_KINDS

    try:
        return resolve(publishers(texts), str(name), ACTOR_KINDS)
    except NotFoundError as error:
        remedy = "cakg ask reports-by-publisher lists who published some"
        raise NotFoundError(f"no report is published by {name}", error.suggestions, remedy=remedy) from error
