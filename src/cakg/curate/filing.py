"""Findings as the files that curators write: the report with its nodes, and entries for the register, to be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from cakg.curate.desk import Desk, family, least_of, merged
from cakg.curate.findings import Findings, Given
from cakg.curate.matching import Days
from cakg.curate.mentions import Mention
from cakg.curate.occasions import file_event
from cakg.curate.outcomes import file_steps, file_topics, occasion_of
from cakg.curate.prose import Prose
from cakg.curate.quoting import Quoting
from cakg.curate.register import Register
from cakg.curate.roster import file_tenures
from cakg.curate.sheet import Node, date_of, listed, text_of, written
from cakg.curate.slugs import slug
from cakg.read.claims import TYPE, UNFINISHED
from cakg.read.text import Range
from cakg.words.namespaces import BASE, CAKG, DCTERMS, XSD, compact, kind_of, local_name


@dataclass(frozen=True)
class Draft:
    """Hold a draft: the IRI of its report, its language, its Turtle, that of the entries for the register, and what was
    left out.
    """

    iri: str
    language: str
    text: str
    stubs: str
    left: tuple[str, ...]


def file_of(prose: Prose, register: Register, found: Findings, given: Given) -> Draft:
    """Return a draft of what was found in a text."""
    issued = None if found.heading.issued is None else found.heading.issued.value
    desk = Desk(prose, register, found, Quoting(prose), issued)
    report = _report(desk, given)
    desk.nodes.append(report)
    calendar = Days(register)
    for one in found.happenings:
        desk.quoting.keep(one.noun if one.day is None else Range(one.day.start, one.day.end))
    for parts in found.parts:
        for part in parts:
            desk.quoting.keep(least_of(part))
    iris = [file_event(desk, calendar, one, parts) for one, parts in zip(found.happenings, found.parts, strict=True)]
    _clashes(desk)
    file_tenures(desk)
    _things(desk, iris)
    file_steps(desk)
    _sayings(desk)
    file_topics(desk)
    _remark(desk, report)
    text = written(desk.nodes, prose.language)
    stubs = written(desk.stubs, prose.language) if desk.stubs else ""
    return Draft(report.iri, prose.language, text, stubs, tuple(desk.left))


def _report(desk: Desk, given: Given) -> Node:
    heading, prose, _register = desk.found.heading, desk.prose, desk.register
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
    if given.guess:
        node.notes.append(f"{UNFINISHED}To be read: the text was read as {given.guess}, which nothing in it says.")
    if not places and prose.sentences:
        first_tokens = prose.sentences[0].tokens[:3]
        places = [Range(first_tokens[0].start, first_tokens[-1].end)]
    for phrase in desk.quoting.phrases(*merged(desk, places)):
        if desk.quoting.take([phrase]) or not node.quotes:
            node.quotes.append(phrase)
    return node


def _things(desk: Desk, events: Sequence[str | None]) -> None:
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
                signed = any(step.instrument == iri and occasion_of(desk, step) is one for step in desk.found.steps)
                desk.node(event).say("outcome" if signed else "concerns", iri, False, "named with it")


def _clashes(desk: Desk) -> None:
    """Say on events where the document contradicts itself."""
    for one, clashes in zip(desk.found.happenings, desk.found.clashes, strict=True):
        iri = desk.iris.get(id(one))
        if iri is not None and clashes:
            desk.node(iri).notes.append(f"{UNFINISHED}To be read: {listed(clashes)}.")


def _partners(desk: Desk, node: Node, mention: Mention) -> None:
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


def _sayings(desk: Desk) -> None:
    """Add statements as far as there is room to quote."""
    day = desk.issued or "undated"
    for saying in desk.found.sayings:
        person = local_name(saying.speaker)
        gist = slug(desk.prose.text[saying.place.end : saying.sentence.place.end], 3)
        node = Node(f"{BASE}statement/{day}-{family(desk, saying.speaker, person)}-{gist}")
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


def _remark(desk: Desk, report: Node) -> None:
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
