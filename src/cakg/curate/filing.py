"""Findings as the files that curators write: the report with its nodes, and entries for the register, to be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pyoxigraph import Literal, NamedNode

from cakg.curate.findings import Findings, Given
from cakg.curate.happenings import Happening, edtf_of
from cakg.curate.matching import Clues, Days
from cakg.curate.mentions import Mention, within
from cakg.curate.parts import Part
from cakg.curate.prose import Prose
from cakg.curate.quoting import Quoting
from cakg.curate.register import Register
from cakg.curate.sheet import Node, date_of, listed, number_of, text_of, written
from cakg.curate.slugs import slug, to_cyrillic, to_latin
from cakg.read import inflection
from cakg.read.claims import TYPE, UNFINISHED
from cakg.read.text import Range
from cakg.words import dates
from cakg.words.namespaces import BASE, CAKG, DCTERMS, SKOS, XSD, compact, kind_of, local_name
from cakg.words.wording import wording

_PREFERRED = SKOS + "prefLabel"
_LANGUAGES = ("en", "ru")
_CLOSE = 12  # characters between two names that one phrase shows
_RUN = 5  # words in which those of the name of a group stand
_SORTS = {"Meeting": ("Meeting", "Встреча"), "Visit": ("Visit", "Визит"), "Exercise": ("Exercise", "Учения"),
          "Election": ("Election", "Выборы"), "Adoption": ("Adoption", "Принятие"),
          "Establishment": ("Establishment", "Учреждение")}  # fmt: skip


@dataclass(frozen=True)
class File:
    """Hold a draft: the IRI of its report, its language, its Turtle, that of the entries for the register, and what was
    left out.
    """

    iri: str
    language: str
    text: str
    stubs: str
    left: tuple[str, ...]


@dataclass
class _Desk:
    """Hold what is under way while a draft is filed."""

    prose: Prose
    register: Register
    found: Findings
    quoting: Quoting
    issued: str | None
    nodes: list[Node] = field(default_factory=list)
    stubs: list[Node] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    iris: dict[int, str] = field(default_factory=dict)
    days_of_persons: dict[tuple[str, str], tuple[str, bool, list[str]]] = field(default_factory=dict)

    def put(self, node: Node, *places: Range, less: Sequence[Range] = ()) -> bool:
        """Take a node with the phrases at some places, if they fit what may be quoted, else with the first, or with
        what shows less, the last of which is the least; what was cut is said.
        """
        self.quoting.release(*less[-1:])
        full = self.quoting.phrases(*places)
        choices = [full, full[:1], *(self.quoting.phrases(one) for one in less)]
        phrases = next((each for each in choices if each and self.quoting.take(each)), None)
        if phrases is None:
            return False
        if phrases != full:
            cut = "; ".join(f"“{one}”" for one in full if one not in phrases)
            node.notes.append(f"{UNFINISHED}To be read: no room was left to quote {cut}.")
        node.quotes = [*node.quotes, *(one for one in phrases if one not in node.quotes)]
        self.nodes.append(node)
        return True


def file_of(prose: Prose, register: Register, found: Findings, given: Given) -> File:
    """Return a draft of what was found in a text."""
    issued = None if found.heading.issued is None else found.heading.issued.value
    desk = _Desk(prose, register, found, Quoting(prose), issued)
    report = _report(desk, given)
    desk.nodes.append(report)
    calendar = Days(register)
    for one in found.happenings:
        desk.quoting.keep(one.noun if one.day is None else Range(one.day.start, one.day.end))
    for parts in found.parts:
        for part in parts:
            desk.quoting.keep(_least(part))
    iris = [_event(desk, calendar, one, parts) for one, parts in zip(found.happenings, found.parts, strict=True)]
    _tenures(desk)
    _things(desk, iris)
    _sayings(desk)
    _remark(desk, report)
    text = written(desk.nodes, prose.language)
    stubs = written(desk.stubs, prose.language) if desk.stubs else ""
    return File(report.iri, prose.language, text, stubs, tuple(desk.left))


def _least(part: Part) -> Range:
    """Return the least that shows a part: the name alone."""
    naming = part.naming
    return part.place if naming is None else Range(naming.own, naming.own_end)


def _report(desk: _Desk, given: Given) -> Node:
    heading, prose, register = desk.found.heading, desk.prose, desk.register
    publisher = heading.publisher
    house = slug(local_name(publisher.value)) if publisher is not None else "unknown-publisher"
    title = heading.title.value if heading.title is not None else ""
    about = slug(title, 4) if title else "untitled"
    node = Node(f"{BASE}report/{desk.issued or 'undated'}-{house}-{about}")
    node.say(TYPE.value, CAKG + "Report")
    places: list[Range] = []
    if heading.title is not None:
        node.say(DCTERMS + "title", text_of(heading.title.value, prose.language), heading.title.sure, heading.title.why)
    else:
        first = " ".join(prose.text.split()[:10])
        node.say(
            DCTERMS + "title",
            text_of(first, prose.language),
            False,
            "the text has no headline; these are its first words",
        )
    if heading.issued is not None:
        node.say(DCTERMS + "issued", date_of(heading.issued.value), heading.issued.sure, heading.issued.why)
        places += [heading.issued.place] if heading.issued.place is not None else []
    else:
        node.missing.append("dcterms:issued")
    node.say(DCTERMS + "language", Literal(prose.language))
    if publisher is not None:
        node.say(DCTERMS + "publisher", publisher.value, publisher.sure, publisher.why)
        places += [publisher.place] if publisher.place is not None else []
    else:
        node.missing.append("dcterms:publisher")
    node.say("kind", f"{BASE}kind/{heading.kind.value}", heading.kind.sure, heading.kind.why)
    places += [heading.kind.place] if heading.kind.place is not None else []
    if heading.place is not None:
        node.say("place", heading.place.value, heading.place.sure)
        places += [heading.place.place] if heading.place.place is not None else []
    extent = "whole" if given.whole else "opening"
    node.say("extent", f"{BASE}extent/{extent}", False, "of the text that was given")
    node.say("textDigest", Literal(prose.document.digest))
    anyuri = NamedNode(XSD + "anyURI")
    for name, value in (("url", given.address), ("archivedAt", given.archived)):
        if value is not None:
            node.say(name, Literal(value, datatype=anyuri))
        elif name == "url":
            node.missing.append("cakg:url")
    if given.retrieved is not None:
        node.say("retrieved", date_of(given.retrieved))
    else:
        node.missing.append("cakg:retrieved")
    if not places and prose.sentences:
        first_tokens = prose.sentences[0].tokens[:3]
        places = [Range(first_tokens[0].start, first_tokens[-1].end)]
    for phrase in desk.quoting.phrases(*_merged(desk, places)):
        if desk.quoting.take([phrase]) or not node.quotes:
            node.quotes.append(phrase)
    return node


def _merged(desk: _Desk, places: Sequence[Range]) -> list[Range]:
    """Return places with those that stand close together taken as one."""
    merged: list[Range] = []
    for place in sorted(set(places), key=lambda one: (one.start, one.end)):
        if merged and place.start - merged[-1].end <= 3:
            merged[-1:] = desk.quoting.joined(merged[-1], place)
        else:
            merged.append(place)
    return merged


def _event(desk: _Desk, calendar: Days, one: Happening, parts: Sequence[Part]) -> str | None:
    prose, register, heading = desk.prose, desk.register, desk.found.heading
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
    elif edtf is None and not one.is_main and one.pair and not one.ahead:
        why = ""
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
    if concerned:
        node.say(
            "kind",
            f"{BASE}kind/{'inauguration' if 'inaugurat' in desk.prose.text[one.noun.start : one.noun.end] else 'founding'}",
            False,
        )
    if one.whole is not None and desk.iris.get(id(one.whole)):
        node.say("partOf", desk.iris[id(one.whole)], False, "on one of its days")
    desk.iris[id(one)] = iri
    if known is not None:
        node.notes.append(f"{UNFINISHED}To be read: the register has this event; they share {known[1]}.")
    if not given_list(parts):
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
            _part(desk, node, one, extra, edtf, attendance, where)
    for part, shown in zip(parts, _shared(desk, parts), strict=True):
        _part(desk, node, one, part, edtf, attendance, shown)
    return iri


def _groups_of_the_day(desk: _Desk, one: Happening, edtf: str | None) -> Iterator[tuple[str, Range]]:
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


def _run_of(desk: _Desk, one: Happening, wanted: Sequence[str]) -> Range | None:
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


def _shared(desk: _Desk, parts: Sequence[Part]) -> list[Range]:
    """Return what shows each part: of names that stand close together one stretch shows them all."""
    order = sorted(range(len(parts)), key=lambda at: parts[at].place.start)
    found: dict[int, Range] = {}
    group: list[int] = []
    stretch: Range | None = None
    for at in order:
        place = parts[at].place
        joined = None
        if stretch is not None and 0 <= place.start - stretch.end <= _CLOSE:
            both = desk.quoting.joined(stretch, place)
            joined = both[0] if len(both) == 1 else None
        if joined is None:
            group, joined = [], place
        group.append(at)
        stretch = joined
        found.update(dict.fromkeys(group, stretch))
    return [found[at] for at in range(len(parts))]


def _concerned(desk: _Desk, one: Happening) -> list[str]:
    """Return the organization of which a sentence says that it was founded: the last one named before the words."""
    inside = within(desk.found.mentions, one.told[0].place.start, one.noun.start)
    orgs = [org for mention in inside if (org := mention.of("org")) is not None]
    return orgs[-1:]


def given_list(parts: Sequence[Part]) -> bool:
    """Tell whether there is anything to list."""
    return bool(parts)


def _status(desk: _Desk, one: Happening, edtf: str | None) -> tuple[str, bool, str]:
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
    if one.ahead is not None and one.told[0].place.start <= one.ahead.start < one.told[0].place.end:
        return "announced", False, "by its words"
    return "held", False, "told as past"


def _gist(desk: _Desk, one: Happening, parts: Sequence[Part], place: str | None, series: set[str]) -> str:
    if one.pair:
        names = [_family(desk, naming.person, desk.prose.text[naming.own : naming.own_end]) for naming in one.pair]
        return "-".join(dict.fromkeys(names))
    noun = slug(_english(desk, one))
    if series:
        return local_name(min(series))
    visitor = next((part for part in parts if part.naming is not None), None)
    if one.sort == "Visit" and visitor is not None and visitor.naming is not None:
        text = desk.prose.text[visitor.naming.own : visitor.naming.own_end]
        rest = [local_name(place)] if place else []
        return "-".join([_family(desk, visitor.actor, text), "visit", *rest])
    bodies = [local_name(part.actor) for part in parts if part.actor and kind_of(part.actor) == "org"]
    return "-".join([*bodies[:1], noun, *([local_name(place)] if place else [])])


def _english(desk: _Desk, one: Happening) -> str:
    if one.form:
        return desk.register.label(f"{BASE}format/{one.form}", "en")
    return _SORTS.get(one.sort, (one.sort, ""))[0]


def _family(desk: _Desk, person: str | None, text: str) -> str:
    return local_name(person).split("-")[-1] if person else slug(text.split()[-1])


def _new_iri(
    desk: _Desk, one: Happening, edtf: str | None, parts: Sequence[Part], place: str | None, series: set[str]
) -> str:
    day = (edtf or (desk.issued or "")[:4]).split("/")[0].strip("[]")
    gist = _gist(desk, one, parts, place, series)
    iri = f"{BASE}event/{day}-{gist}" if day else f"{BASE}event/{gist}"
    number, found = 2, iri
    while found in desk.register.facts or any(node.iri == found for node in desk.nodes):
        found, number = f"{iri}-{number}", number + 1
    return found


def _stub_of_event(
    desk: _Desk, iri: str, one: Happening, edtf: str | None, parts: Sequence[Part], place: str | None, series: set[str]
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
        stub.say(_PREFERRED, text_of(text, language), False, "put together")
    for each in sorted(series):
        stub.say("inSeries", each, False)
    return stub


def _shown(desk: _Desk, part: Part, language: str) -> str:
    if part.actor is not None and part.actor in desk.register.names:
        return desk.register.label(part.actor, language)
    naming = part.naming
    text = desk.prose.text[naming.own : naming.own_end] if naming is not None else ""
    return text if language == desk.prose.language else to_cyrillic(text) if language == "ru" else to_latin(text)


def _part(
    desk: _Desk, event: Node, one: Happening, part: Part, edtf: str | None, attendance: str | None, place: Range
) -> None:
    actor = part.actor or _stub_of_person(desk, part)
    iri = f"{BASE}part/{local_name(event.iri)}--{local_name(actor)}"
    if any(node.iri == iri for node in desk.nodes):
        return
    node = Node(iri)
    node.say(TYPE.value, CAKG + "Participation")
    node.say("actor", actor, part.sure and part.actor is not None, part.why)
    visitor = one.sort == "Visit" and part.naming is not None and part.roles == (("participant", False),)
    for role, sure in part.roles:
        chosen = "visitor" if visitor else role
        node.say("role", f"{BASE}role/{chosen}", sure, "" if sure else "no word says it")
    if part.post is not None:
        said = part.naming is None or part.naming.post is not None
        why = "" if said else "held then as other documents say; this one does not name it"
        node.say("capacity", part.post, part.post_sure, why)
    if part.representing is not None:
        node.say(
            "representing",
            part.representing,
            part.post is not None and part.post_sure,
            "" if part.post else "by the office held then",
        )
    if attendance is not None:
        node.say("attendance", f"{BASE}attendance/{attendance}", False, "the event is still to come")
    places = [place]
    for shown in part.shown:
        if not (place.start <= shown.start and shown.end <= place.end):
            places = [*places[:-1], *desk.quoting.joined(places[-1], shown)]
    if not desk.put(node, *places, less=(part.place, _least(part))):
        desk.left.append(f"{compact(iri)}: no room is left to quote")
        return
    event.say("participation", iri, part.sure)
    desk.used.add(actor)
    if part.naming is not None and part.naming.why.startswith("spelt") and part.actor is not None:
        _form(desk, part)
    if part.post is not None and (part.naming is None or part.naming.post is not None):
        day = edtf or desk.issued
        if day is not None and (actor, part.post) not in desk.days_of_persons:
            desk.days_of_persons[actor, part.post] = day, part.post_sure, node.quotes


def _form(desk: _Desk, part: Part) -> None:
    """Give a person the form of the name that the document has."""
    naming = part.naming
    assert naming is not None and part.actor is not None
    if any(node.iri == part.actor for node in desk.nodes):
        return
    node = Node(part.actor)
    text = desk.prose.text[naming.own : naming.own_end]
    node.say("nameForm", text_of(text, desk.prose.language), False, naming.why)
    desk.put(node, part.place)


def _stub_of_person(desk: _Desk, part: Part) -> str:
    naming = part.naming
    assert naming is not None
    text = desk.prose.text[naming.own : naming.own_end]
    latin = text if desk.prose.language == "en" else to_latin(text)
    iri = f"{BASE}person/{slug(latin)}"
    if all(stub.iri != iri for stub in desk.stubs):
        stub = Node(iri)
        stub.say(TYPE.value, CAKG + "Person")
        cyrillic = to_cyrillic(text) if desk.prose.language == "en" else text
        stub.say(
            _PREFERRED,
            text_of(latin, "en"),
            desk.prose.language == "en",
            "as the document has it" if desk.prose.language == "en" else "by its letters",
        )
        stub.say(
            _PREFERRED,
            text_of(cyrillic, "ru"),
            False,
            "by its letters" if desk.prose.language == "en" else "as the document has it, in its case",
        )
        desk.stubs.append(stub)
    return iri


def _tenures(desk: _Desk) -> None:
    """Add a tenure for everyone who takes part in an office."""
    for (person, post), (day, sure, quotes) in sorted(desk.days_of_persons.items()):
        node = Node(f"{BASE}tenure/{local_name(person)}--{local_name(post)}")
        node.say(TYPE.value, CAKG + "Tenure")
        node.say("holder", person, sure)
        node.say("post", post, sure)
        node.say("attestedOn", date_of(day), False, "the day of the event, or of issue")
        node.quotes = list(quotes)
        desk.nodes.append(node)


def _things(desk: _Desk, events: Sequence[str | None]) -> None:
    """Add the instruments and initiatives that a text names, and say of which event each is spoken of."""
    for mention in desk.found.mentions:
        iri = mention.of("instrument", "initiative")
        if iri is None or any(node.iri == iri for node in desk.nodes):
            continue
        node = Node(iri)
        if not desk.put(node, Range(mention.start, mention.end)):
            continue
        desk.used.add(iri)
        if kind_of(iri) == "initiative":
            _partners(desk, node, mention)
        for one, event in zip(desk.found.happenings, events, strict=True):
            if event is not None and any(s.place.start <= mention.start < s.place.end for s in one.told):
                next(each for each in desk.nodes if each.iri == event).say("concerns", iri, False, "named with it")


def _partners(desk: _Desk, node: Node, mention: Mention) -> None:
    """Add the states and organizations that stand in the name of an initiative, or are joined to it by strokes."""
    for actor in desk.found.inner.get(mention.start, ()):
        part = Node(f"{BASE}part/{local_name(node.iri)}--{local_name(actor)}")
        part.say(TYPE.value, CAKG + "Participation")
        part.say("actor", actor, False, "in the name of the initiative")
        part.say("role", f"{BASE}role/partner", False, "no word says it")
        part.quotes = list(node.quotes)
        desk.nodes.append(part)
        desk.used.add(actor)
        node.say("participation", part.iri, False)


def _sayings(desk: _Desk) -> None:
    """Add statements as far as there is room to quote."""
    day = desk.issued or "undated"
    for saying in desk.found.sayings:
        person = local_name(saying.speaker)
        gist = slug(desk.prose.text[saying.place.end : saying.sentence.place.end], 3)
        node = Node(f"{BASE}statement/{day}-{_family(desk, saying.speaker, person)}-{gist}")
        if any(each.iri == node.iri for each in desk.nodes):
            continue
        node.say(TYPE.value, CAKG + "Statement")
        node.say("speaker", saying.speaker, saying.naming is None or saying.naming.sure)
        node.say("act", saying.act, False, "by its cue")
        post = next((post for (who, post) in sorted(desk.days_of_persons) if who == saying.speaker), None)
        if post is not None:
            side = desk.register.spoken_for(post)
            node.say("capacity", post, False, "as elsewhere in the document")
            if side is not None:
                node.say("representing", side, False)
        node.missing.append("cakg:content")
        if not desk.put(node, saying.place):
            desk.left.append(f"{compact(node.iri)}: no room is left to quote")


def _remark(desk: _Desk, report: Node) -> None:
    """Say on the report what was named and not used, what is probably new, and what found no room."""
    named: dict[str, str] = {}
    for mention in desk.found.mentions:
        for iri in mention.things:
            if iri not in desk.used and iri not in named and all(node.iri != iri for node in desk.nodes):
                named[iri] = desk.prose.text[mention.start : mention.end]
    values = {one.value.value for node in desk.nodes for one in node.claims if isinstance(one.value, NamedNode)}
    rest = [f"{compact(iri)} “{text}”" for iri, text in sorted(named.items()) if iri not in values]
    if rest:
        report.notes.append(f"{UNFINISHED}Named and not used: {listed(rest, 60)}.")
    if desk.found.strangers:
        report.notes.append(f"{UNFINISHED}Probably new: {listed([str(one) for one in desk.found.strangers])}.")
    if desk.left:
        report.notes.append(f"{UNFINISHED}Left out: {listed(desk.left)}.")
