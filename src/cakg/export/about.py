"""What a file says of itself: its licence and version, the day of the data, whom they hear, what was asked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from cakg.engine.cells import as_json
from cakg.engine.store import derived, select
from cakg.words.namespaces import BASE, DCTERMS, EDTF, OWL, RDF
from cakg.words.version import version

if TYPE_CHECKING:
    from cakg.ask.question import Question
    from cakg.engine.store import Source

TITLE = "The knowledge graph of Central Asian security diplomacy"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CREATOR = "The cakg authors"
GRAPH, ONTOLOGY = BASE + "graph", BASE + "ontology"
_TERMS = {  # CSVW knows the prefixes: dc is that of DCMI terms
    "title": "dc:title",
    "asked": "schema:query",
    "meaning": "dc:abstract",
    "heard": "dc:description",
    "source": "dc:source",
    "creator": "dc:creator",
    "license": "dc:license",
    "version": "schema:version",
    "date": "dc:modified",
}
_WHOLE = "occasions"  # what a network keeps to be drawn again, which no reader of a table needs
_LAST_DAY = """
SELECT (MAX(STR(?day)) AS ?last) WHERE {
    ?thing cakg:retrieved|dcterms:created ?day .
    FILTER(REGEX(STR(?day), "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))
}
"""


@dataclass(frozen=True)
class About:
    """Hold what is said of a file: the version, the last day on which a curator worked on what it holds (None where
    no day is known), whom it hears, and for answers what was asked, as it is typed, in words, and with which
    meaning of its words."""

    version: str
    date: str | None
    heard: str = "all reports"
    command: str | None = None
    summary: str | None = None
    note: str | None = None

    def texts(self) -> dict[str, str]:
        """Return it as texts by name, what is unknown left out."""
        found = {
            "title": TITLE if self.summary is None else self.summary,
            "asked": self.command,
            "meaning": self.note,
            "heard": self.heard,
            "source": f"{TITLE}, cakg {self.version}",
            "creator": CREATOR,
            "license": LICENCE,
            "version": self.version,
            "date": self.date,
        }
        return {name: text for name, text in found.items() if text is not None}


def about(dataset: "Source", heard: object = "all reports") -> About:
    """Return what a file with a dataset says of itself."""

    def last() -> str:
        return next((day for (day,) in select(dataset, _LAST_DAY).texts()), None) or ""  # rdflib: no row for no day

    kept = derived(dataset, f"answer to {_LAST_DAY}", lambda: last().encode())
    return About(version(), (last() if kept is None else kept.decode()) or None, str(heard))


def told(said: Iterable[Triple]) -> About:
    """Return what a file said of itself by `head`, as far as it did."""
    held = {triple.predicate.value: triple.object.value for triple in said if isinstance(triple.object, Literal)}
    heard = held.get(DCTERMS + "description", "").removeprefix("Hears ").removesuffix(".")
    return About(held.get(OWL + "versionInfo", version()), held.get(DCTERMS + "modified"), heard or "all reports")


def asked(
    one: About, question: "Question", values: Mapping[str, object], lang: str, more: Mapping[str, object] | None = None
) -> About:
    """Return what a file says of itself that holds the answer to a question with parameters, or a network of a view.

    `more` are other options of the command: flags that are True, lists given one by one.
    """
    names = (one.name for one in question.parameters if values.get(one.name) not in (None, ""))
    given = {name: values[name] for name in names}
    if any(parameter.name == "lang" for parameter in question.parameters) or question.shape is not None:
        given["lang"] = lang
    several = [(name, each) for name, value in (more or {}).items() for each in _each(value)]
    pairs = [*given.items(), *several]
    words = " ".join(f"--{name}" if value is True else f"--{name} {_quoted(str(value))}" for name, value in pairs)
    verb = "network" if question.folder == "view" else "ask"
    command = f"cakg {verb} {question.name} {words}".rstrip()
    return About(one.version, one.date, one.heard, command, question.summary, question.note or None)


def as_words(value: object) -> str:
    """Return the value of an option as it is typed."""
    return " ".join(_quoted(str(one)) for one in _each(value))


def _each(value: object) -> Sequence[object]:
    return value if isinstance(value, tuple | list) else [value]


def _quoted(word: str) -> str:
    return word if re.fullmatch(r"[\w.,:/@+-]+", word) else "'" + word.replace("'", "'\\''") + "'"


def head(one: About) -> list[Triple]:
    """Return what a graph says of itself: an ontology that imports ours, with licence, version and the day of the data.

    *Source*: OWL 2, ontology documents and their imports.
    """
    said: list[tuple[str, NamedNode | Literal]] = [
        (RDF + "type", NamedNode(OWL + "Ontology")),
        (DCTERMS + "title", Literal(TITLE, language="en")),
        (DCTERMS + "description", Literal(f"Hears {one.heard}.", language="en")),
        (DCTERMS + "creator", Literal(CREATOR)),
        (DCTERMS + "license", NamedNode(LICENCE)),
        (OWL + "imports", NamedNode(ONTOLOGY)),
        (OWL + "versionInfo", Literal(one.version)),
        (OWL + "versionIRI", NamedNode(f"{GRAPH}/{one.version}")),
    ]
    if one.date is not None:
        said.append((DCTERMS + "modified", Literal(one.date, datatype=NamedNode(EDTF + "EDTF"))))
    return [Triple(NamedNode(GRAPH), NamedNode(predicate), value) for predicate, value in said]


def line(texts: Mapping[str, str]) -> str:
    """Return it as one line of plain text."""
    return "; ".join(f"{name}: {text}" for name, text in texts.items())


def described(texts: Mapping[str, str], url: str, columns: Mapping[str, str], form: str = "csv") -> dict[str, object]:
    """Return the description of a table in a file beside this one: its columns with their meaning, and `texts`.

    Texts for which there is no term, such as what was chosen for a network, are its notes. *Source*: W3C, Metadata
    Vocabulary for Tabular Data (CSVW).
    """
    found: dict[str, object] = {"url": url}
    for name, text in texts.items():
        if name in _TERMS:
            found[_TERMS[name]] = {"@id": text} if name == "license" else text
    notes = {name: text for name, text in texts.items() if name not in (*_TERMS, _WHOLE)}
    found |= {"notes": [notes]} if notes else {}
    found |= {"dialect": {"delimiter": "\t", "lineTerminators": ["\n"]}} if form == "tsv" else {}
    listed = [{"titles": name, **({"dc:description": meaning} if meaning else {})} for name, meaning in columns.items()]
    return found | {"tableSchema": {"columns": listed}}


def metadata(tables: Sequence[Mapping[str, object]]) -> bytes:
    """Return the metadata file (CSVW) of one table, or of all tables of a folder."""
    context = {"@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}]}
    whole = context | (dict(tables[0]) if len(tables) == 1 else {"tables": list(tables)})
    return as_json(whole, 1).encode("utf-8")
