"""What tells things apart that one name may mean: what they are called, who held which office, and when."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cakg.ask.language import ENGLISH, named
from cakg.engine.store import pieces, select
from cakg.words.errors import NotFoundError
from cakg.words.namespaces import compact, kind_of

if TYPE_CHECKING:
    from cakg.engine.store import Source

_LABELS = "SELECT DISTINCT ?thing ?label WHERE { VALUES ?thing { %s } %s }"
_OFFICES = """
SELECT DISTINCT ?person ?label ?day WHERE {
    VALUES ?person { %s }
    %s
    { ?tenure cakg:holder ?person ; cakg:post ?post . OPTIONAL { ?tenure cakg:begin|cakg:end ?day } }
    UNION
    { ?part cakg:actor ?person ; cakg:capacity ?post . ?event cakg:participation ?part ; cakg:begin ?day }
    %s
}
ORDER BY ?person ?label ?day
"""
_HOLDERS = """
SELECT DISTINCT ?person WHERE {
    VALUES ?post { %s }
    { ?tenure cakg:post ?post ; cakg:holder ?person } UNION { ?part cakg:capacity ?post ; cakg:actor ?person }
    ?person a cakg:Person .
}
ORDER BY ?person
"""


def labels_of(dataset: "Source", things: Iterable[str], lang: str) -> dict[str, str]:
    """Return the label of each of some things, in a language, else in English, else in any."""
    asked = (select(dataset, _LABELS % (listed, named("thing", "label", lang))) for listed in pieces(things))
    return {thing: label for found in asked for thing, label in found.texts()}


def holders_of(dataset: "Source", posts: Iterable[str]) -> list[str]:
    """Return the persons that are known to have held some posts."""
    listed = " ".join(f"<{post}>" for post in posts)
    return [person for (person,) in select(dataset, _HOLDERS % listed).texts()] if listed else []


def ambiguous(dataset: "Source", problem: str, found: Sequence[str], posts: Sequence[str] = ()) -> NotFoundError:
    """Return the error that says of several things what tells them apart: names, offices and their years.

    Of persons that are meant by posts it is these posts, and who held one last comes first.
    """
    labels = labels_of(dataset, found, ENGLISH)
    persons = " ".join(f"<{iri}>" for iri in found if kind_of(iri) == "person")
    restricted = f"VALUES ?post {{ {' '.join(f'<{post}>' for post in posts)} }}" if posts else ""
    query = _OFFICES % (persons, restricted, named("post", "label", ENGLISH))
    days: dict[tuple[str, str], list[str]] = {}
    for person, label, day in select(dataset, query).texts() if persons else ():
        days.setdefault((person, label or ""), []).extend([day] if day else [])
    offices: dict[str, list[tuple[str, str]]] = {}
    for (person, label), on in days.items():
        years = "–".join(dict.fromkeys(day[:4] for day in (min(on), max(on)))) if on else ""
        offices.setdefault(person, []).append((max(on, default=""), f"{label} {years}".strip()))
    last = {iri: max(held) for iri, held in offices.items()} if posts else {}
    ordered = sorted(found, key=lambda iri: last.get(iri, ("", ""))[0], reverse=True)
    told = []
    for iri in ordered:
        held = sorted(offices.get(iri, ()), key=lambda one: one[0], reverse=True)
        told.append("; ".join([labels.get(iri, ""), *(office for _, office in held[:2])]))
    return NotFoundError(problem, [compact(iri) for iri in ordered], told)
