"""Events as nodes: the IRI that a curator would give, their day, place, status and parts, and their entries."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cakg.curate.desk import PREFERRED, Desk, family, shared
from cakg.curate.event import Happening, edtf_of
from cakg.curate.matching import Clues, Days
from cakg.curate.mentions import within
from cakg.curate.parts import Part
from cakg.curate.roster import file_part
from cakg.curate.sheet import Node, date_of, number_of, text_of
from cakg.curate.slugs import slug, to_cyrillic, to_latin
from cakg.read import inflection
from cakg.read.claims import TYPE, UNFINISHED
from cakg.read.text import Range
from cakg.words import dates
from cakg.words.namespaces import BASE, CAKG, compact, kind_of, local_name
from cakg.words.wording import wording

_LANGUAGES = ("en", "ru")
_RUN = 5  # words in which those of the name of a group stand
_SORTS = {"Meeting": ("Meeting", "Встреча"), "Visit": ("Visit", "Визит"), "Exercise": ("Exercise", "Учения"),
          "Election": ("Election", "Выборы"), "Adoption": ("Adoption", "Принятие"),
          "Establishment": ("Establishment", "Учреждение")}  # fmt: skip


def file_event(desk: Desk, calendar: Days, one: Happening, parts: Sequence[Part]) -> str | None:
    _prose, _register, heading = desk.prose, desk.register, desk.found.heading
    edtf = edtf_of(one)
    sure, why = (one.day.sure, one.day.how) if one.day is not None else (False, "")
    if (
        edtf is None
        and one.is_main
        and heading.issued is not None
        and heading.dateline is not None
        and one.ahead is None
    ):
        edtf, sure, why = desk.issued, False, "the day of issue; the text names none"
    elif edtf is None and one.sort == "Visit" and desk.issued is not None and one.ahead is None:
        edtf, sure, why = desk.issued[:7], False, "the month of issue; the text names no day"
    place = one.place.of("place") if one.place is not None else None
    place_sure, place_why = place is not None and not one.place.of("state"), ""  # type: ignore[union-attr]
    if place is None and heading.place is not None and (one.is_main or edtf == desk.issued) and one.sort != "Election":
        place, place_sure, place_why = heading.place.value, False, "the place of the dateline"
    series = {
        iri
        for sentence in one.told
        for m in within(desk.found.mentions, sentence.place.start, sentence.place.end)
        if (iri := m.of("series"))
    }
    clues = Clues(
        one.sort,
        dates.span(edtf) if edtf else None,
        edtf,
        frozenset([place] if place else ()),
        frozenset(part.actor for part in parts if part.actor)
        | frozenset(part.representing for part in parts if part.representing),
        frozenset(series),
        one.ordinal[0] if one.ordinal else None,
        frozenset(word for sentence in one.told for word in sentence.words),
        "" if one.pair else one.form,
    )
    concerned = _concerned(desk, one) if one.sort == "Establishment" else []
    clues = replace(clues, actors=clues.actors | set(concerned))
    known = calendar.best(clues)
    if one.sort == "Establishment" and (not concerned or edtf is None):
        return None
    if (
        known is None
        and not concerned
        and not parts
        and not one.is_main
        and (edtf is None or place is None)
        and one.ordinal is None
    ):
        return None  # no more than a word
    iri = known[0] if known is not None else _new_iri(desk, one, edtf, parts, place, series)
    if any(node.iri == iri for node in desk.nodes):
        return None
    node = Node(iri)
    if edtf is not None:
        node.say("date", date_of(edtf), sure and one.day is not None, why or ("" if sure else "reckoned"))
    else:
        node.notes.append("The document gives no date.")
    if place is not None:
        node.say("place", place, place_sure, place_why)
    status, status_sure, status_why = _status(desk, one, edtf)
    node.say("status", f"{BASE}status/{status}", status_sure, status_why)
    if one.form and one.sort == "Meeting":
        node.say("format", f"{BASE}format/{one.form}", False, "by the noun")
    if one.ordinal is not None:
        node.say("ordinal", number_of(one.ordinal[0]), False, "its number in a series, or in a year")
    for org in concerned:
        node.say("concerns", org, False, "named with it")
    begun = "inauguration" if "inaugurat" in desk.prose.text[one.noun.start : one.noun.end] else "founding"
    if concerned:
        node.say(
            "kind",
            f"{BASE}kind/{begun}",
            False,
        )
    if one.whole is not None and desk.iris.get(id(one.whole)):
        node.say("partOf", desk.iris[id(one.whole)], False, "on one of its days")
    desk.iris[id(one)] = iri
    if known is not None:
        node.notes.append(f"{UNFINISHED}To be read: the register has this event; they share {known[1]}.")
    if not parts:
        node.say("participantList", f"{BASE}completeness/unknown", False, "no list was found")
    else:
        node.say("participantList", f"{BASE}completeness/partial", False, "those that were found")
    places = [one.noun] if one.day is None else desk.quoting.joined(one.noun, Range(one.day.start, one.day.end))
    if one.place is not None and place_sure:
        spot = Range(one.place.start, one.place.end)
        places = [*places[:-1], *desk.quoting.joined(places[-1], spot)]
    if one.ordinal is not None:
        places = [*desk.quoting.joined(places[0], one.ordinal[1]), *places[1:]]
    if one.ahead is not None and status == "announced":
        places.append(one.ahead)
    if not desk.put(node, *places, less=(one.noun if one.day is None else Range(one.day.start, one.day.end),)):
        desk.left.append(f"{compact(iri)}: no room is left to quote")
        return None
    if known is None:
        desk.stubs.append(_stub_of_event(desk, iri, one, edtf, parts, place, series))
    attendance = "expected" if status == "announced" else None
    for group, where in _groups_of_the_day(desk, one, edtf):
        if all(part.actor != group for part in parts):
            why_group = "a group of that day in the register"
            extra = Part(group, None, where, (("participant", False),), sure=False, why=why_group)
            file_part(desk, node, one, extra, edtf, attendance, where)
    for part, shown in zip(parts, shared(desk, parts), strict=True):
        file_part(desk, node, one, part, edtf, attendance, shown)
    return iri


def _groups_of_the_day(desk: Desk, one: Happening, edtf: str | None) -> Iterator[tuple[str, Range]]:
    """Yield the groups of the register whose slug has a day of an event and whose name is told in its sentences."""
    span = dates.span(edtf) if edtf else None
    for iri in sorted(desk.register.dated_groups) if span is not None and span.begin is not None else ():
        own = dates.span(desk.register.dated_groups[iri])
        if own is None or own.begin != own.end or own.begin != span.begin:  # type: ignore[union-attr]
            continue
        for text, tag in desk.register.names.get(iri, ()):
            wanted = [
                word for word in inflection.words(text, desk.prose.language) if word not in desk.prose.wording.light
            ]
            if inflection.primary(tag) != desk.prose.language or len(wanted) < 2:
                continue
            place = _run_of(desk, one, wanted)
            if place is not None:
                yield iri, place
                break


def _run_of(desk: Desk, one: Happening, wanted: Sequence[str]) -> Range | None:
    """Return where the first words of a name stand close together in the sentences on an event."""
    for sentence in one.told:
        hits = [
            token
            for token in sentence.tokens
            if any(inflection.share_stem(word, token.word, desk.prose.language) for word in wanted[:5])
        ]
        for number, first in enumerate(hits):
            near = [one for one in hits[number:] if one.number - first.number <= _RUN]
            heads = any(inflection.share_stem(wanted[0], one.word, desk.prose.language) for one in near)
            words = {one.word for one in near}
            if len(words) >= (2 if heads else 3):
                return Range(first.start, near[-1].end)
    return None


def _concerned(desk: Desk, one: Happening) -> list[str]:
    """Return the organization of which a sentence says that it was founded: the last one named before the words."""
    inside = within(desk.found.mentions, one.told[0].place.start, one.noun.start)
    orgs = [org for mention in inside if (org := mention.of("org")) is not None]
    return orgs[-1:]


def _status(desk: Desk, one: Happening, edtf: str | None) -> tuple[str, bool, str]:
    words = " ".join(token.word for sentence in one.told for token in sentence.tokens)
    if any(stem in words for stem in ("postponed", "перенес", "отложен")):
        return "postponed", False, "by its words"
    if any(stem in words for stem in ("cancelled", "canceled", "отменен")):
        return "cancelled", False, "by its words"
    issued = dates.span(desk.issued) if desk.issued else None
    own = dates.span(edtf) if edtf else None
    if issued is not None and own is not None and issued.begin and own.begin and own.end and issued.end:
        if own.begin > issued.end:
            return "announced", one.ahead is not None, "its day is later than the issue"
        if own.end < issued.begin:
            return "held", True, "its day is earlier than the issue"
        if own.begin < issued.begin:
            return "held", False, "it had begun when this was issued"
    if one.ahead is not None and one.told[0].place.start <= one.ahead.start < one.told[0].place.end:
        return "announced", False, "by its words"
    return "held", False, "told as past"


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


def _new_iri(
    desk: Desk, one: Happening, edtf: str | None, parts: Sequence[Part], place: str | None, series: set[str]
) -> str:
    day = (edtf or (desk.issued or "")[:4]).split("/")[0].strip("[]")
    gist = _gist(desk, one, parts, place, series)
    iri = f"{BASE}event/{day}-{gist}" if day else f"{BASE}event/{gist}"
    number, found = 2, iri
    while found in desk.register.facts or any(node.iri == found for node in desk.nodes):
        found, number = f"{iri}-{number}", number + 1
    return found


def _stub_of_event(
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
