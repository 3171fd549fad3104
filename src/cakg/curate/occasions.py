"""Events as nodes: the IRI that a curator would give, their day, place, status and parts, and their entries."""

from collections.abc import Sequence
from dataclasses import replace

from cakg.curate.collectives import groups_of_the_day
from cakg.curate.desk import Desk, shared
from cakg.curate.entries import entry_of, iri_of
from cakg.curate.event import Happening, edtf_of
from cakg.curate.matching import Clues, Days
from cakg.curate.mentions import within
from cakg.curate.part import Part
from cakg.curate.roster import file_part
from cakg.curate.sheet import Node, date_of, number_of
from cakg.curate.undated import date_without_day
from cakg.read.claims import UNFINISHED
from cakg.read.text import Range
from cakg.words import dates
from cakg.words.namespaces import BASE, compact


def file_event(desk: Desk, calendar: Days, one: Happening, parts: Sequence[Part]) -> str | None:
    _prose, _register, heading = desk.prose, desk.register, desk.found.heading
    edtf = edtf_of(one)
    sure, why = (one.day.sure, one.day.how) if one.day is not None else (False, "")
    if edtf is None:
        reckoned = date_without_day(_prose, heading, one, desk.found.happenings)
        edtf, why = reckoned if reckoned is not None else (None, "")
        sure = False
    place = one.place.of("place") if one.place is not None else None
    place_sure, place_why = place is not None and not one.place.of("state"), ""  # type: ignore[union-attr]
    is_tour = any(each.whole is one and each.sort == "Visit" for each in desk.found.happenings)
    is_here = edtf == desk.issued or (one.is_main and one.ahead is None)  # what is still to come may be elsewhere
    dateline = heading.place is not None and is_here
    if place is None and heading.place is not None and dateline and one.sort != "Election" and not is_tour:
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
        bool(one.pair),
    )
    if one.sort == "Visit" and one.day is None and not parts and not one.is_main:
        return None  # no more than a word
    concerned = _concerned(desk, one) if one.sort == "Establishment" else []
    clues = replace(clues, actors=clues.actors | set(concerned))
    known = calendar.best(clues)
    if known is not None and one.whole is not None and any(node.iri == known[0] for node in desk.nodes):
        known = None  # a stop is not the tour itself
    if one.sort == "Establishment" and (not concerned or edtf is None):
        return None
    if (
        known is None
        and not concerned
        and not parts
        and not one.is_main
        and (edtf is None or place is None)
        and one.ordinal is None
        and not (one.sort == "Election" and place is not None)
    ):
        return None  # no more than a word
    iri = known[0] if known is not None else iri_of(desk, one, edtf, parts, place, series)
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
        why = "a stop of it" if one.sort == "Visit" else "on one of its days"
        node.say("partOf", desk.iris[id(one.whole)], False, why)
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
    ahead = one.ahead
    if ahead is not None and status == "announced":
        is_shown = any(place.start <= ahead.start and ahead.end <= place.end for place in places)
        places += [] if is_shown else [ahead]
    if not desk.put(node, *places, less=(one.noun if one.day is None else Range(one.day.start, one.day.end),)):
        desk.left.append(f"{compact(iri)}: no room is left to quote")
        return None
    if known is None:
        desk.stubs.append(entry_of(desk, iri, one, edtf, parts, place, series))
    attendance = "expected" if status == "announced" else None
    for group, where in groups_of_the_day(desk, one, edtf):
        if all(part.actor != group for part in parts):
            why_group = "a group of that day in the register"
            extra = Part(group, None, where, (("participant", False),), sure=False, why=why_group)
            file_part(desk, node, one, extra, edtf, attendance, where)
    for part, shown in zip(parts, shared(desk, parts), strict=True):
        file_part(desk, node, one, part, edtf, attendance, shown)
    return iri


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
    first = None if own is None else own.begin or own.end
    last = None if own is None else own.end or own.begin
    if issued is not None and issued.begin and issued.end and first and last:
        if first > issued.end:
            return "announced", one.ahead is not None, "its day is later than the issue"
        if last < issued.begin:
            return "held", True, "its day is earlier than the issue"
        if first < issued.begin:
            return "held", False, "it had begun when this was issued"
    if one.ahead is not None and one.told[0].place.start <= one.ahead.start < one.told[0].place.end:
        return "announced", False, "by its words"
    return "held", False, "told as past"
