"""Which tables hold the accepted view: a table for each class, its columns and links, drawn from the vocabulary."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cakg.words.namespaces import CAKG, DCTERMS, EDTF, GEO, OWL, PREFIXES, RDF, RDFS, SCHEMA, SKOS, XSD, expand
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.ask.term import Term, Terms

THINGS, NAMES, TEXTS, OTHER = "things", "names", "texts", "other_statements"
TOPICS, CONCEPTS, SCHEMES = "topics", "concepts", "concept_schemes"
_ENTITIES = (  # table, one of it, its class, what it has once though the vocabulary allows more
    ("events", "event", "cakg:Event", "cakg:inMarginsOf cakg:inSeries cakg:partOf cakg:presumedPlace"),
    ("participations", "participation", "cakg:Participation", "cakg:satIn"),
    ("persons", "person", "cakg:Person", ""),
    ("states", "state", "cakg:State", "cakg:capital cakg:territory"),
    ("organizations", "organization", "cakg:Organization", "cakg:kind w3org:subOrganizationOf"),
    ("groups", "group", "cakg:Group", ""),
    ("posts", "post", "cakg:Post", "cakg:level w3org:postIn"),
    ("tenures", "tenure", "cakg:Tenure", "cakg:kind"),
    ("memberships", "membership", "cakg:Membership", ""),
    ("statements", "statement", "cakg:Statement", ""),
    ("instruments", "instrument", "cakg:Instrument", "cakg:kind"),
    ("treaty_actions", "treaty_action", "cakg:TreatyAction", "cakg:kind"),
    ("initiatives", "initiative", "cakg:Initiative", "cakg:kind cakg:partOf"),
    ("amounts", "amount", "cakg:Amount", "cakg:value"),
    ("series", "series", "cakg:Series", ""),
    ("places", "place", "cakg:Place", "cakg:kind cakg:within geo:lat geo:long"),
    (
        "documents",
        "document",
        "cakg:Report",
        "cakg:kind dcterms:issued dcterms:language dcterms:license dcterms:publisher dcterms:title",
    ),
    ("evidence", "evidence", "cakg:Evidence", "cakg:quote cakg:report cakg:row"),
    ("disagreements", "disagreement", "cakg:Disagreement", "cakg:onProperty cakg:rationale"),
    ("readings", "reading", "cakg:Reading", ""),
    ("rulings", "ruling", "cakg:Ruling", "cakg:accepts cakg:onProperty cakg:rationale dcterms:created"),
    (TOPICS, "topic", "skos:Concept", "skos:definition skos:inScheme skos:notation skos:topConceptOf"),
    (CONCEPTS, "concept", "skos:Concept", "skos:definition skos:inScheme skos:notation skos:topConceptOf"),
    (SCHEMES, "concept_scheme", "skos:ConceptScheme", "skos:definition"),
)
_TOPIC = PREFIXES["topic"]
_OF_CONCEPTS = (SKOS + "notation", SKOS + "related", SKOS + "topConceptOf")  # of which the vocabulary does not say it
INVERSE = {  # what is said of the owner stands in the row of what it owns: owning table -> column there
    CAKG + "participation": ("participations", {"events": "event", "initiatives": "initiative"}),
    CAKG + "reading": ("readings", {"disagreements": "disagreement"}),
}
_NAMED = (SKOS + "prefLabel", SKOS + "altLabel", CAKG + "nameForm")
_SHARED = {  # of things of any table: table -> property, what its value is
    "reported_in": (CAKG + "reportedIn", "thing"),
    "counts_for": (CAKG + "countsFor", "thing"),
    "same_as": (SCHEMA + "sameAs", "name"),
    "sources": (DCTERMS + "source", "text"),
}
_SORTS = {  # what the vocabulary does not say, or says of another class: what values are, by property or range
    CAKG + "about": "thing",
    CAKG + "supports": "thing",
    CAKG + "onSubject": "thing",
    SKOS + "broader": "thing",
    SKOS + "related": "thing",
    CAKG + "onProperty": "name",
    CAKG + "shows": "name",
    CAKG + "appliesTo": "name",
    DCTERMS + "license": "name",
    CAKG + "mentions": "value",
    CAKG + "accepts": "value",
    GEO + "lat": "number",
    GEO + "long": "number",
    SKOS + "notation": "integer",
    EDTF + "EDTF": "edtf",
    XSD + "date": "day",
    XSD + "integer": "integer",
    XSD + "boolean": "boolean",
    XSD + "anyURI": "address",
    XSD + "string": "text",
    RDF + "langString": "worded",
    RDF + "PlainLiteral": "worded",
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
_RESERVED = {"from": "from_date", "until": "until_date"}  # FROM is a word of SQL, and its fellow goes with it
_FIRST = ("class", "kind", "title", "date", "from_date", "until_date", "begin", "end", "status")
_CAPITAL = regex("([A-Z])")
_SAID = {
    "id": "The prefixed name of the thing: https://w3id.org/cakg/person/x is person:x.",
    "name_en": "The name in English.",
    "name_ru": "The name in Russian.",
    "language": "The tag of the language of the text (BCP 47).",
    "datatype": "The datatype of the value; IRI for a prefixed name or an address, @en for a text in English.",
}


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
        found = {}
        for one in self.relations:
            if one.property is not None:
                owners = (table for table, *_ in _ENTITIES) if one.of == THINGS else (one.of or "",)
                found |= {(owner, one.property): one for owner in owners}
        return found

    def table_of(self, iri: str, classes: Iterable[str]) -> Relation | None:
        """Return the table of a thing, told by its classes; None where there is none."""
        known = {cls for given in classes for cls in (given, *self.above.get(given, ()))}
        for one in self.relations:
            if one.cls in known and (one.name != TOPICS or iri.startswith(_TOPIC)):
                return one
        return None


def schema(terms: "Terms") -> Schema:
    """Return the tables of a vocabulary: a term that it gains is a column, or a table of its own, without more."""
    below, above = _hierarchy(terms)
    home = {cls: table for table, _, name, _ in reversed(_ENTITIES) for cls in below.get(expand(name), {expand(name)})}
    entities, links = [], []
    for table, singular, name, once in _ENTITIES:
        cls = expand(name)
        family = below.get(cls, frozenset({cls})) | above.get(cls, frozenset())
        columns, many = [], []
        for term in _said_of(terms, family, table):
            single = term.functional or term.iri in {expand(one) for one in once.split()}
            sort, target = _kind(term, table, home)
            if single:
                columns.append(Column(column_name(term.iri), sort, _meaning(term), target, term.iri))
            elif sort != "worded":
                many.append(_link(table, singular, term, sort, target))
        columns += _owners(terms, table)
        has_kinds = len(below.get(cls, ())) > 1
        columns += [Column("class", "text", "The most special class of the event.")] if has_kinds else []
        entities.append(_entity(terms, table, cls, columns))
        links += many
    shared = [_shared_link(terms, name, *what, home) for name, what in _SHARED.items()]
    return Schema((_things(), *entities, _names(), _texts(), *shared, *links, _other()), above)


def column_name(iri: str) -> str:
    """Return the name of the column that holds a property: `inSeries` is `in_series`."""
    name = _CAPITAL.sub(r"_\1", iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]).lower()
    return _RESERVED.get(name, name)


def _hierarchy(terms: "Terms") -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return for each class those below it with itself, and those above it."""
    parents = {one.iri: one.parents for one in terms if one.sort == "class"}
    above: dict[str, frozenset[str]] = {}
    for cls in parents:
        found, waiting = set[str](), list(parents[cls])
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += parents.get(one, ())
        above[cls] = frozenset(found)
    below = {cls: frozenset(one for one in parents if one == cls or cls in above[one]) for cls in parents}
    return below, above


def _said_of(terms: "Terms", family: frozenset[str], table: str) -> "Iterator[Term]":
    """Yield the properties that things of a table can have and that no table shares with others."""
    shared = {*_NAMED, *INVERSE, *(iri for iri, _ in _SHARED.values())}
    for term in terms:
        is_property = term.sort not in ("class", "datatype") and term.iri not in shared
        ours = family & {*term.domains, *term.used_on} or (table in (TOPICS, CONCEPTS) and term.iri in _OF_CONCEPTS)
        if is_property and ours:
            yield term


def _kind(term: "Term", table: str, home: Mapping[str, str]) -> tuple[str, str | None]:
    """Return of what sort the values of a property are, and to which table they point."""
    if term.iri == CAKG + "value":  # the number of an amount, whatever a reading offers
        return ("integer", None) if table == "amounts" else ("value", None)
    if term.iri in _SORTS:
        return _SORTS[term.iri], THINGS if _SORTS[term.iri] == "thing" else None
    reached = [one for one in (*term.values, *term.ranges) if one not in (SKOS + "Concept", OWL + "Thing")]
    for one in reached:
        if one in _SORTS:
            return _SORTS[one], None
    scheme = PREFIXES["scheme"]
    if any(one.startswith(scheme) for one in reached):
        return "thing", TOPICS if reached == [scheme + "topic"] else CONCEPTS
    targets = {home.get(one, THINGS) for one in reached} or {THINGS}
    return "thing", targets.pop() if len(targets) == 1 else THINGS


def _meaning(term: "Term") -> str:
    return term.definition or " ".join(term.notes) or f"{term.label.capitalize()}."


def _owners(terms: "Terms", table: str) -> Iterator[Column]:
    for iri, (owned, columns) in INVERSE.items():
        term = terms.get(iri)
        if owned == table and term is not None:
            for owner, name in columns.items():
                yield Column(name, "thing", f"The {name} that has it ({term.label}).", owner)


def _entity(terms: "Terms", name: str, cls: str, columns: Iterable[Column]) -> Relation:
    def place(column: Column) -> tuple[int, str]:
        return (_FIRST.index(column.name) if column.name in _FIRST else len(_FIRST)), column.name

    listed: list[Column] = []
    for column in sorted(columns, key=place):
        listed += [column, *_beside(column)]
    named = [] if name in ("documents", "evidence") else ["name_en", "name_ru"]  # theirs are the title and the quote
    first = [Column("id", "thing", _SAID["id"], None if name == "evidence" else THINGS)]
    first += [Column(one, "text", _SAID[one]) for one in named]
    term = terms.get(cls)
    meaning = "" if term is None else _meaning(term)
    return Relation(name, name.replace("_", " ").capitalize(), meaning, (*first, *listed), ("id",), cls)


def _beside(column: Column) -> Iterator[Column]:
    what = {"value": "datatype", "worded": "language"}.get(column.sort)
    if what is not None:
        yield Column(f"{column.name}_{what}", "text", _SAID[what])


def _link(table: str, singular: str, term: "Term", sort: str, target: str | None) -> Relation:
    name = column_name(term.iri)
    value = Column(name if name != singular else f"other_{name}", sort, _meaning(term), target)
    owner = Column(singular, "thing", f"The {singular.replace('_', ' ')}.", table)
    columns = (owner, value, *_beside(value))
    title = f"{term.label.capitalize()} of {table.replace('_', ' ')}"
    key = tuple(one.name for one in columns)
    return Relation(f"{singular}_{name}", title, _meaning(term), columns, key, None, term.iri, table)


def _shared_link(terms: "Terms", name: str, iri: str, sort: str, home: Mapping[str, str]) -> Relation:
    term = terms.get(iri)
    meaning = iri if term is None else _meaning(term)
    reached = () if term is None else term.ranges
    target = next((home.get(one, THINGS) for one in reached), THINGS) if sort == "thing" else None
    value = {"reported_in": "document", "counts_for": "actor", "same_as": "address", "sources": "source"}[name]
    columns = (Column("thing", "thing", "The thing.", THINGS), Column(value, sort, meaning, target))
    return Relation(name, name.replace("_", " ").capitalize(), meaning, columns, ("thing", value), None, iri, THINGS)


def _things() -> Relation:
    columns = (
        Column("id", "thing", _SAID["id"]),
        Column("iri", "address", "The address that names the thing everywhere."),
        Column("in_table", "text", "The table that holds the thing."),
        Column("name", "text", "The name in English; where it has none, in Russian, else in any language."),
    )
    meaning = "Everything that has a table but evidence: what points to things of several tables points here."
    return Relation(THINGS, "Things", meaning, columns, ("id",))


def _names() -> Relation:
    columns = (
        Column("thing", "thing", "The thing that is so called.", THINGS),
        Column("property", "name", "skos:prefLabel, skos:altLabel or cakg:nameForm; rdfs:label where it is none."),
        Column("language", "text", _SAID["language"]),
        Column("name", "text", "The name."),
        Column("latin", "text", "Its words in small Latin letters, to be searched in any script."),
    )
    key = ("thing", "property", "language", "name")
    return Relation(NAMES, "Names", "What things are called, in every language.", columns, key)


def _texts() -> Relation:
    columns = (
        Column("thing", "thing", "The thing of which it is said.", THINGS),
        Column("property", "name", "What it is: cakg:content of a statement, skos:editorialNote of anything …"),
        Column("language", "text", _SAID["language"]),
        Column("text", "text", "The text, in the words of the curators."),
    )
    meaning = "Texts of which a thing can have several: contents of statements, purposes, notes, cues."
    return Relation(TEXTS, "Texts", meaning, columns, ("thing", "property", "language", "text"))


def _other() -> Relation:
    columns = (
        Column("thing", "name", "The thing of which it is said."),
        Column("property", "name", "The property."),
        Column("value", "value", "The value."),
        Column("value_datatype", "text", _SAID["datatype"]),
    )
    meaning = "Statements for which no column has room: a second value of what usually has one, and what no table knows."
    key = tuple(column.name for column in columns)
    return Relation(OTHER, "Other statements", meaning, columns, key)


LABEL = RDFS + "label"
LEFT_OUT = (
    "the superclasses of a class (that a meeting is an event, a person an actor): the table says so",
    "the label of a document, which is its title, and of evidence, which is its quote in quotation marks",
    "labels that are skos:prefLabel of the same thing in a language other than English and Russian",
    "what each document says by itself (the named graphs); the table `reported_in` says which documents describe a "
    "thing, `evidence` which of its properties a quote shows, `readings` where documents differ",
)
