"""Tables: their columns and keys, what they point to, and where each statement of the accepted view goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from cakg.words.namespaces import CAKG, EDTF, PREFIXES, RDFS, XSD

THINGS, NAMES, TEXTS, OTHER = "things", "names", "texts", "other_statements"
TOPICS, CONCEPTS, SCHEMES = "topics", "concepts", "concept_schemes"
LABEL = RDFS + "label"
_TOPIC = PREFIXES["topic"]
INVERSE = {  # what is said of the owner stands in the row of what it owns: owning table -> column there
    CAKG + "participation": ("participations", {"events": "event", "initiatives": "initiative"}),
    CAKG + "reading": ("readings", {"disagreements": "disagreement"}),
}
DATATYPES = {  # of the literals that a column holds
    "edtf": EDTF + "EDTF",
    "day": XSD + "date",
    "integer": XSD + "integer",
    "number": XSD + "decimal",
    "boolean": XSD + "boolean",
    "address": XSD + "anyURI",
    "text": XSD + "string",
}
LEFT_OUT = (
    "the superclasses of a class (that a meeting is an event, a person an actor): the table says so",
    "the label of a document, which is its title, and of evidence, which is its quote in quotation marks",
    "labels that are skos:prefLabel of the same thing in a language other than English and Russian",
    "what each document says by itself (the named graphs); the table `reported_in` says which documents describe a "
    "thing, `evidence` which of its properties a quote shows, `readings` where documents differ",
)


@dataclass(frozen=True)
class Column:
    """Hold a column: its name, of what sort its cells are, what they mean, the table to which they point, if to one.

    The sorts are those of `DATATYPES`; `thing`, which points to a table; `name`, a prefixed name or address; `value`,
    which can be any of these and has its datatype in a column beside it; `worded`, a text with its language beside it.
    """

    name: str
    sort: str
    meaning: str
    target: str | None = None
    property: str | None = None


@dataclass(frozen=True)
class Relation:
    """Hold a table: its columns and key, what it holds, of which class its rows are, or of which property and table."""

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    cls: str | None = None
    property: str | None = None
    of: str | None = None

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Return where each property stands in a row."""
        return {column.property: at for at, column in enumerate(self.columns) if column.property is not None}


@dataclass(frozen=True)
class Schema:
    """Hold the tables, in the order in which one reads them, and the superclasses of each class."""

    relations: tuple[Relation, ...]
    above: Mapping[str, frozenset[str]]

    @cached_property
    def by_name(self) -> Mapping[str, Relation]:
        """Return the tables by name."""
        return {one.name: one for one in self.relations}

    @cached_property
    def links(self) -> Mapping[tuple[str, str], Relation]:
        """Return the tables that hold many values of one property, by the table of what has them and the property."""
        entities = [one.name for one in self.relations if one.cls is not None]
        found: dict[tuple[str, str], Relation] = {}
        for one in self.relations:
            if one.property is not None:
                owners = entities if one.of == THINGS else [one.of or ""]
                found |= {(owner, one.property): one for owner in owners}
        return found

    def table_of(self, iri: str, classes: Iterable[str]) -> Relation | None:
        """Return the table of a thing, told by its classes; None where there is none."""
        known = {cls for given in classes for cls in (given, *self.above.get(given, ()))}
        for one in self.relations:
            if one.cls in known and (one.name != TOPICS or iri.startswith(_TOPIC)):
                return one
        return None
