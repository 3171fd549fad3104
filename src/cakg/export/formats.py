"""The formats of files: those that hold rows, graphs and networks, and the endings of their names."""

from collections.abc import Mapping
from typing import NamedTuple

from cakg.words.errors import UsageError


class Format(NamedTuple):
    """Hold one format: the endings of its files, the usual one first, and whether it holds the report graphs, too."""

    endings: tuple[str, ...]
    all_graphs: bool = False


FORMATS: Mapping[str, Mapping[str, Format]] = {
    "rows": {
        "table": Format((".txt",)),
        "csv": Format((".csv",)),
        "tsv": Format((".tsv",)),
        "json": Format((".json",)),
        "md": Format((".md",)),
    },
    "graph": {
        "turtle": Format((".ttl",)),
        "trig": Format((".trig",), all_graphs=True),
        "nquads": Format((".nq",), all_graphs=True),
        "ntriples": Format((".nt",)),
        "jsonld": Format((".jsonld",), all_graphs=True),
        "rdfxml": Format((".rdf", ".xml")),
        "csv": Format((".csv",), all_graphs=True),
    },
    "network": {
        "gexf": Format((".gexf",)),
        "graphml": Format((".graphml",)),
        "pajek": Format((".net",)),
        "json": Format((".json",)),
        "cytoscape": Format((".cyjs",)),
        "graphology": Format((".graphology.json",)),
        "sigma": Format((".sigma.json",)),
        "hif": Format((".hif.json",)),
        "csv": Format((".csv",)),
        "nodes": Format((".nodes.csv",)),
        "attendance": Format((".attendance.csv",)),
    },
}
_OF = {"rows": " of rows", "graph": "", "network": " of a network"}


def demand(form: str, what: str) -> Format:
    """Return a format of rows, of a graph or of a network. Errors: UsageError for an unknown one."""
    return FORMATS[what][named(form, what)]


def named(form: str, what: str) -> str:
    """Return the name of a format that its name, or the ending of its files, stands for: `nt` is `ntriples`.

    Errors: UsageError for an unknown one.
    """
    if form in FORMATS[what]:
        return form
    for name, one in FORMATS[what].items():
        if f".{form}" in one.endings:
            return name
    raise UsageError(f"{form!r} is no format{_OF[what]}; use {', '.join(FORMATS[what])}")


def format_of(path: str, what: str) -> str:
    """Return the format that the ending of a file name stands for. Errors: UsageError for an unknown ending."""
    endings = {ending: name for name, form in FORMATS[what].items() for ending in form.endings}
    for ending in sorted(endings, key=len, reverse=True):
        if path.lower().endswith(ending):
            return endings[ending]
    problem = f"{path}: the ending names no format{_OF[what]}"
    raise UsageError(f"{problem}; use {', '.join(endings)}, or name the format: {', '.join(FORMATS[what])}")
