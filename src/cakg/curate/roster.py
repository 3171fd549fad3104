"""Those who take part as nodes: participations, tenures, forms of names, and entries of persons who are new."""

from cakg.curate.desk import PREFERRED, Desk, least_of
from cakg.curate.event import Happening
from cakg.curate.part import Part
from cakg.curate.sheet import Node, date_of, text_of
from cakg.curate.slugs import slug, to_cyrillic, to_latin
from cakg.read.claims import TYPE
from cakg.read.text import Range
from cakg.words.namespaces import BASE, CAKG, compact, local_name


def file_part(
    desk: Desk, event: Node, one: Happening, part: Part, edtf: str | None, attendance: str | None, place: Range
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
    if not desk.put(node, *places, less=(part.place, least_of(part))):
        desk.left.append(f"{compact(iri)}: no room is left to quote")
        return
    event.say("participation", iri, part.sure)
    desk.used.add(actor)
    if part.naming is not None and part.naming.why.startswith("spelt") and part.actor is not None:
        _form(desk, part)
    if part.post is not None and (part.naming is None or part.naming.post is not None):
        known = "" if edtf is None or edtf.startswith("[") else edtf.strip("/")
        day = known or desk.issued  # of what has but a beginning or an end, that day
        if day is not None and (actor, part.post) not in desk.days_of_persons:
            desk.days_of_persons[actor, part.post] = day, part.post_sure, node.quotes


def _form(desk: Desk, part: Part) -> None:
    """Give a person the form of the name that the document has."""
    naming = part.naming
    assert naming is not None and part.actor is not None
    if any(node.iri == part.actor for node in desk.nodes):
        return
    node = Node(part.actor)
    text = desk.prose.text[naming.own : naming.own_end]
    node.say("nameForm", text_of(text, desk.prose.language), False, naming.why)
    desk.put(node, part.place)


def _stub_of_person(desk: Desk, part: Part) -> str:
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
            PREFERRED,
            text_of(latin, "en"),
            desk.prose.language == "en",
            "as the document has it" if desk.prose.language == "en" else "by its letters",
        )
        stub.say(
            PREFERRED,
            text_of(cyrillic, "ru"),
            False,
            "by its letters" if desk.prose.language == "en" else "as the document has it, in its case",
        )
        desk.stubs.append(stub)
    return iri


def file_tenures(desk: Desk) -> None:
    """Add a tenure for everyone who takes part in an office."""
    for (person, post), (day, sure, quotes) in sorted(desk.days_of_persons.items()):
        node = Node(f"{BASE}tenure/{local_name(person)}--{local_name(post)}")
        node.say(TYPE.value, CAKG + "Tenure")
        node.say("holder", person, sure)
        node.say("post", post, sure)
        node.say("attestedOn", date_of(day), False, "the day of the event, or of issue")
        node.quotes = list(quotes)
        desk.nodes.append(node)
    _appointments(desk)


def _appointments(desk: Desk) -> None:
    """Say of tenures that the document makes them public, on the day of issue."""
    for one in desk.found.appointments if desk.issued is not None else ():
        assert desk.issued is not None
        iri = f"{BASE}tenure/{local_name(one.person)}--{local_name(one.post)}"
        node = next((each for each in desk.nodes if each.iri == iri), None)
        if node is None:
            node = Node(iri)
            node.say(TYPE.value, CAKG + "Tenure")
            node.say("holder", one.person, one.is_sure)
            node.say("post", one.post, one.is_sure)
            if not desk.put(node, *desk.quoting.joined(one.name, one.verb), less=(one.name,)):
                desk.left.append(f"{compact(iri)}: no room is left to quote")
                continue
            desk.used.update((one.person, one.post))
        node.say("announcedOn", date_of(desk.issued), False, f"“{desk.prose.text[one.verb.start : one.verb.end]}”")
