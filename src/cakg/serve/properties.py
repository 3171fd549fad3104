"""The properties of the reconciliation service: what is asked of candidates and with what a table is extended."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cakg.ask.language import ENGLISH, named
from cakg.ask.names import folded
from cakg.engine.store import select
from cakg.serve.reply import Problem
from cakg.words.errors import hint
from cakg.words.namespaces import BASE

if TYPE_CHECKING:
    from cakg.engine.store import Source

_VALUES = f"""
SELECT DISTINCT ?value ?label ?name WHERE {{
    VALUES ?thing {{ UNDEF }}
    ?thing %s ?value .
    {named("value", "label", ENGLISH)}
    OPTIONAL {{ ?value skos:prefLabel|skos:altLabel ?name }}
}}
ORDER BY ?label ?value ?name
"""


@dataclass(frozen=True)
class Property:
    """Hold a property: its name, the path that leads to its values, what it means, of which kinds it is."""

    name: str
    path: str
    said: str
    kinds: tuple[str, ...] = ()


_EVENTS = ("event",)
_ACTORS = ("person", "org", "state", "group")
PROPERTIES = {
    "name": Property("names", "skos:prefLabel|skos:altLabel", "every name, in every language"),
    "post": Property("posts held", "^cakg:holder/cakg:post", "the posts that documents say it held", _ACTORS),
    "organization": Property(
        "organizations", "^cakg:holder/cakg:post/w3org:postIn", "those in which it held a post", ("person",)
    ),
    "representing": Property(
        "whom it represented", "^cakg:actor/cakg:representing", "for whom it took part in events", ("person", "org")
    ),
    "events": Property("events", "^cakg:actor/^cakg:participation", "those in which it took part, or was to", _ACTORS),
    "memberOf": Property("member of", "^cakg:member/cakg:organization", "the organizations of which it is", _ACTORS),
    "partOf": Property("part of", "w3org:subOrganizationOf|cakg:organOf", "the body above it", ("org",)),
    "seat": Property("seat", "cakg:seat", "where it sits", ("org",)),
    "postIn": Property("post in", "w3org:postIn", "the organization of a post", ("post",)),
    "holders": Property("holders", "^cakg:post/cakg:holder", "who is known to have held it", ("post",)),
    "date": Property("date", "cakg:date", "when it was, as precise as the documents", _EVENTS),
    "begin": Property("first day", "cakg:begin", "the first day that the date allows", _EVENTS),
    "place": Property("place", "cakg:place", "where it was", _EVENTS),
    "series": Property("series", "cakg:inSeries", "the series of which it is an edition", _EVENTS),
    "participants": Property("participants", "cakg:participation/cakg:actor", "who took part, or was to", _EVENTS),
    "status": Property("status", "cakg:status", "what became of it", ("event", "initiative", "instrument")),
    "kind": Property("kind", "cakg:kind", "its sort"),
    "isoCode": Property("ISO code", "cakg:isoCode", "of three letters (ISO 3166)", ("state",)),
    "within": Property("lies in", "cakg:within", "the place around it", ("place",)),
    "publisher": Property("publisher", "dcterms:publisher", "who published it", ("report",)),
    "issued": Property("issued", "dcterms:issued", "the day of issue", ("report",)),
    "documents": Property("documents", "cakg:reportedIn", "those that speak of it"),
    "sameAs": Property("the same in", "schema:sameAs", "its identifier elsewhere, such as in Wikidata"),
}


@dataclass(frozen=True)
class Value:
    """Hold a value of a property: the IRI of a thing of ours or None, its text, and all that it is called."""

    thing: str | None
    text: str
    names: frozenset[str]

    def is_called(self, text: str) -> bool:
        """Tell whether a text names it: a name in any case, its identifier, its text."""
        return folded(text) in self.names or text == self.thing

    def cell(self) -> dict[str, Any]:
        """Return it as a cell of a table that is extended."""
        return {"str": self.text} if self.thing is None else {"id": self.thing, "name": self.text}


def named_property(pid: str) -> str:
    """Return the identifier of a property that there is. Errors: Problem 400 for another."""
    if pid not in PROPERTIES:
        raise Problem(
            400, f"there is no property {pid[:60]!r}; {hint(pid, PROPERTIES, 'use ' + ', '.join(PROPERTIES))}"
        )
    return pid


def values_of(source: "Source", iri: str, pid: str) -> list[Value]:
    """Return the values of a property of a thing, by name."""
    found: dict[str, tuple[str | None, str, set[str]]] = {}
    for value, label, name in select(source, _VALUES % PROPERTIES[pid].path, thing=iri).terms:
        assert value is not None
        thing = value.value.removeprefix(BASE) if value.value.startswith(BASE) else None
        text = value.value if label is None else label.value
        _, _, names = found.setdefault(str(value), (thing, text, {folded(text), folded(value.value)}))
        if name is not None:
            names.add(folded(name.value))
    return [Value(thing, text, frozenset(names)) for thing, text, names in found.values()]


def extended(source: "Source", iri: str, pid: str) -> list[dict[str, Any]]:
    """Return the values of a property as cells."""
    return [value.cell() for value in values_of(source, iri, pid)]
