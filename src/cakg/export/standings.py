"""What was found of a network as tables: rankings, windows of them, comparisons, communities over time, structure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cakg.engine.cells import Cell
from cakg.export.about import as_words
from cakg.export.results import table_files
from cakg.export.table import Table, comparison_table, score_table
from cakg.networks.certainty import naming
from cakg.networks.ranking import Score, unit
from cakg.networks.spread import Comparison
from cakg.networks.structure import Structure
from cakg.networks.trajectory import Membership
from cakg.words.namespaces import compact

if TYPE_CHECKING:
    import networkx

Found = Sequence[Score] | Mapping[str, Sequence[Score]] | Sequence[Comparison] | Sequence[Membership] | Structure
_IRIS = ("actor", "other")


def standing_table(found: Found) -> Table:
    """Return what was found of a network as columns and rows; rankings by window have the window first."""
    if isinstance(found, Structure):
        named = [name in _IRIS for name in found.columns]
        rows: list[tuple[Cell, ...]] = [
            tuple(compact(str(cell)) if iri else cell for cell, iri in zip(row, named, strict=True))
            for row in found.rows
        ]
        return found.columns, rows
    if isinstance(found, Mapping):
        ranked = [(window, score) for window, scores in found.items() for score in scores]
        columns, cells = score_table([score for _, score in ranked])
        return ("window", *columns), [(window, *row) for (window, _), row in zip(ranked, cells, strict=True)]
    if any(isinstance(one, Comparison) for one in found):
        return comparison_table([one for one in found if isinstance(one, Comparison)])
    if any(isinstance(one, Membership) for one in found):
        members = [one for one in found if isinstance(one, Membership)]
        told: list[tuple[Cell, ...]] = [
            (one.window, one.community, one.label, one.share, compact(str(one.actor))) for one in members
        ]
        return ("window", "community", "label", "share", "actor"), told
    return score_table([one for one in found if isinstance(one, Score)])


def standing_files(
    found: Found, net: "networkx.Graph", name: str, form: str, how: Mapping[str, object], *, excel: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Yield what was found of a network as a file and what goes beside it: what follows its name, and the content.

    It says what `net.graph` does, and `how` it was found, option by option as on the command line: beside CSV, TSV and
    JSON in a file of its own (CSVW), in a table and Markdown as the last line.
    """
    columns, rows = standing_table(found)
    told = {option: value for option, value in how.items() if value not in (None, False, "", ())}
    texts = {key: str(value) for key, value in net.graph.items() if key != "occasions"}
    texts |= {option: as_words(value) for option, value in told.items()}
    if "asked" in texts:
        verb = "structure" if isinstance(found, Structure) or _over_time(found) else "rank"
        texts["asked"] = _asked(texts["asked"], verb, told)
    if "measure" in told:
        texts["values"] = unit(net, str(told["measure"]))
    remarks = found.remarks if isinstance(found, Structure) else ()
    if _has(told.get("intervals"), "detection"):
        remarks = (*remarks, *naming(net))
    texts |= {"remarks": "; ".join(remarks)} if remarks else {}
    yield from table_files(dict.fromkeys(columns, ""), rows, texts, name, form, excel=excel)


def _has(intervals: object, layer: str) -> bool:
    words = intervals.split(",") if isinstance(intervals, str) else intervals if isinstance(intervals, Sequence) else []
    return intervals is True or any(str(word).strip() in (layer, "all") for word in words)


def _over_time(found: Found) -> bool:
    return not isinstance(found, Mapping | Structure) and any(isinstance(one, Membership) for one in found)


def _asked(command: str, verb: str, told: Mapping[str, object]) -> str:
    """Return the command that finds it: of a network of two modes --two-mode is how rank is told to take it so."""
    words = command.replace("cakg network", f"cakg {verb}", 1).replace(" --two-mode", " --mode two-mode")
    given = (f" --{name}" if value is True else f" --{name} {as_words(value)}" for name, value in told.items())
    return words + "".join(given)
