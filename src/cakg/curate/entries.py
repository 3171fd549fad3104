"""Events that are new: the IRI that a curator would give, and the entry for the register, put together."""

from collections.abc import Sequence

from cakg.curate.desk import PREFERRED, Desk, family
from cakg.curate.event import Happening
from cakg.curate.part import Part
from cakg.curate.sheet import Node, text_of
from cakg.curate.slugs import slug, to_cyrillic, to_latin
from cakg.read.claims import TYPE
from cakg.words.namespaces import BASE, CAKG, kind_of, local_name
from cakg.words.wording import wording

_LANGUAGES = ("en", "ru")
_SORTS = {"Meeting": ("Meeting", "Встреча"), "Visit": ("Visit", "Визит"), "Exercise": ("Exercise", "Учения"),
          "Election": ("Election", "Выборы"), "Adoption": ("Adoption", "Принятие"),
          "Establishment": ("Establishment", "Учреждение")}  # fmt: skip


def _gist(desk: Desk, one: Happening, parts: Sequence[Part], place: str | None, series: set[str]) -> str:
    if one.pair:
        names = [family(desk, naming.person, desk.prose.text[naming.own : naming.own_end]) for naming in one.pair]
        return "-".join(dict.fromkeys(names))
    noun = slug(_english(desk, one))
    if series:
        return local_name(min(series))
    visitor = next((part for part in parts if part.naming is not None), None)
    if one.sort == "Visit" and visitor is not None and visitor.naming is not None:
        text = desk.prose.text[visitor.naming.own : visitor.naming.own_end]
        rest = [local_name(place)] if place else []
        return "-".join([family(desk, visitor.actor, text), "visit", *rest])
    bodies = [local_name(part.actor) for part in parts if part.actor and kind_of(part.actor) == "org"]
    return "-".join([*bodies[:1], noun, *([local_name(place)] if place else [])])


def _english(desk: Desk, one: Happening) -> str:
    if one.form:
        return desk.register.label(f"{BASE}format/{one.form}", "en")
    return _SORTS.get(one.sort, (one.sort, ""))[0]


def iri_of(
    desk: Desk, one: Happening, edtf: str | None, parts: Sequence[Part], place: str | None, series: set[str]
) -> str:
    day = (edtf or (desk.issued or "")[:4]).strip("/").split("/")[0]
    day = day.strip("[.")[:4] if day.startswith("[") else day  # of one of several days no more than the year is told
    gist = _gist(desk, one, parts, place, series)
    iri = f"{BASE}event/{day}-{gist}" if day else f"{BASE}event/{gist}"
    number, found = 2, iri
    while found in desk.register.facts or any(node.iri == found for node in desk.nodes):
        found, number = f"{iri}-{number}", number + 1
    return found


def entry_of(
    desk: Desk, iri: str, one: Happening, edtf: str | None, parts: Sequence[Part], place: str | None, series: set[str]
) -> Node:
    stub = Node(iri)
    stub.say(TYPE.value, CAKG + one.sort)
    for number, language in enumerate(_LANGUAGES):
        noun = (
            desk.register.label(f"{BASE}format/{one.form}", language)
            if one.form
            else _SORTS.get(one.sort, (one.sort,) * 2)[number]
        )
        names = [_shown(desk, part, language) for part in parts if part.naming is not None][:2] if one.pair else []
        spot = [desk.register.label(place, language)] if place else []
        day = [wording(edtf, language)] if edtf else []
        text = ", ".join([noun[:1].upper() + noun[1:] + (": " + ", ".join(names) if names else ""), *spot, *day])
        stub.say(PREFERRED, text_of(text, language), False, "put together")
    for each in sorted(series):
        stub.say("inSeries", each, False)
    return stub


def _shown(desk: Desk, part: Part, language: str) -> str:
    if part.actor is not None and part.actor in desk.register.names:
        return desk.register.label(part.actor, language)
    naming = part.naming
    text = desk.prose.text[naming.own : naming.own_end] if naming is not None else ""
    return text if language == desk.prose.language else to_cyrillic(text) if language == "ru" else to_latin(text)
