"""The tables of a vocabulary: one for each class, its columns and links drawn from the terms."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from cakg.export.schema import (
    CONCEPTS,
    INVERSE,
    NAMES,
    OTHER,
    SCHEMES,
    TEXTS,
    THINGS,
    TOPICS,
    Column,
    Relation,
    Schema,
)
from cakg.read.claims import closure
from cakg.words.namespaces import CAKG, DCTERMS, EDTF, GEO, OWL, PREFIXES, RDF, SCHEMA, SKOS, XSD, expand
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.ask.term import Term, Terms

_OF_CONCEPT = "dcterms:isReplacedBy skos:definition skos:inScheme skos:notation skos:topConceptOf"
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
    (TOPICS, "topic", "skos:Concept", _OF_CONCEPT),
    (CONCEPTS, "concept", "skos:Concept", _OF_CONCEPT),
    (SCHEMES, "concept_scheme", "skos:ConceptScheme", "skos:definition"),
)
_OF_CONCEPTS = {  # of which the vocabulary does not say it
    expand(name) for name in ("dcterms:isReplacedBy", "skos:notation", "skos:related", "skos:topConceptOf")
}
_DEPRECATED = Column(  # no vocabulary but that of OWL itself has the term
    "deprecated", "boolean", "Whether it stays for old data alone, and nothing new uses it.", None, OWL + "deprecated"
)
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
        columns += [_DEPRECATED] if table in (TOPICS, CONCEPTS) else []
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
    above = closure({one.iri: one.parents for one in terms if one.sort == "class"})
    below = {cls: frozenset(one for one in above if one == cls or cls in above[one]) for cls in above}
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
    meaning = "What no column has room for: a second value of what usually has one, and what no table knows."
    key = tuple(column.name for column in columns)
    return Relation(OTHER, "Other statements", meaning, columns, key)
