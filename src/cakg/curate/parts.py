"""Who has a part in an event, as what: those named in its sentences, by what these say that each did."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cakg.curate.comers import bodies_of, is_addressed, is_aside
from cakg.curate.company import alongside, among
from cakg.curate.encounters import PRONOUNS, subject_of
from cakg.curate.event import Happening
from cakg.curate.genre import speeches
from cakg.curate.heading import Heading
from cakg.curate.mentions import Mention, within
from cakg.curate.naming import Naming
from cakg.curate.offices import Office
from cakg.curate.part import Part
from cakg.curate.prose import Prose, Sentence
from cakg.curate.register import Register
from cakg.curate.roles import OF_THEM, roles_of
from cakg.curate.wordlists import bag
from cakg.read import inflection
from cakg.read.cues import Cues
from cakg.read.text import Range
from cakg.words.dates import Span
from cakg.words.namespaces import kind_of

_TALKS = ("negotiation", "bilateral", "trilateral")
_OF_OTHERS = {
    "en": bag("representative representatives envoy envoys adviser advisor assistant aide deputy office spokesman "
              "spokesperson spokeswoman secretary administration executive message letter"),
    "ru": bag("представитель спецпредставитель посланник советник помощник заместитель администрация послание"),
}  # fmt: skip
_SIDES = 3  # of talks


def parts_of(
    prose: Prose,
    one: Happening,
    heading: Heading,
    mentions: Sequence[Mention],
    namings: Sequence[Naming],
    offices: Sequence[Office],
    register: Register,
    cues: Cues,
    on: Span | None,
) -> list[Part]:
    """Return who takes part in an event, each once, in the order of the text."""
    if one.orator is not None:
        place = Range(one.orator.start, one.orator.end)
        why = "the state that a speech without a speaker names most often"
        return [Part(one.orator.of("state"), None, place, (("speaker", False),), sure=False, why=why)]
    found: dict[str, Part] = {}
    for sentence in one.told:
        if one.pair and one.told.index(sentence) == 0:
            named: Iterable[Naming] = one.pair
        else:
            named = [each for each in namings if sentence.place.start <= each.own < sentence.place.end]
        if one.sort == "Visit" and one.told.index(sentence) == 0:
            named = _traveller(prose, one, list(named))
        spoken_of = _spoken_of(prose, namings, sentence)
        acting = [each for each in (*spoken_of, *named) if not _is_spoken_of(prose, each, sentence)]
        persons = [_person(prose, naming, register, cues, sentence, on) for naming in acting]
        is_line = sentence.is_heading and heading.body <= sentence.place.start and len(persons) == 1
        side = _side_of_line(sentence, mentions) if is_line else None
        for part in among(prose, persons):
            _put(found, part if part.representing or side is None else replace(part, representing=side))
        if not one.pair:
            for office in offices:
                if sentence.place.start <= office.start < sentence.place.end and not _beside_name(office, namings):
                    held = _holder(prose, office, register, cues, sentence, on)
                    if held is not None:
                        _put(found, held)
        bodies: list[tuple[Mention, Part | None]] = []
        for mention, strong in bodies_of(prose, sentence, mentions, namings, offices, register):
            bodies.append((mention, _body(prose, mention, cues, sentence, strong, register)))
        for body in alongside(prose, bodies):
            _put(found, body)
    if one.is_main and heading.end < len(prose.text):
        for naming in _speaking(prose, heading, namings):
            sentence = prose.sentence_at(naming.own)
            _put(found, _person(prose, naming, register, cues, sentence, on))
    if one.form in _TALKS or one.pair:
        _by_name(found, namings, register, on)
    sides = {part.representing for part in found.values() if part.naming is not None or part.post is not None}
    plain = (("participant", False),)
    return [part for part in found.values() if part.actor not in sides or part.roles != plain]


def _side_of_line(sentence: Sentence, mentions: Sequence[Mention]) -> str | None:
    """Return the only state or organization that a line of a list names, for which the one whom it names has come."""
    inside = within(mentions, sentence.place.start, sentence.place.end)
    sides = {side for one in inside if (side := one.of("state", "org")) is not None}
    return sides.pop() if len(sides) == 1 else None


def _is_spoken_of(prose: Prose, naming: Naming, sentence: Sentence) -> bool:
    """Tell whether a person is only spoken of, or written to."""
    start = naming.own if naming.office is None else min(naming.own, naming.office.start)
    return is_aside(prose, naming.own, sentence) or is_addressed(prose, start, sentence)


def _by_name(found: dict[str, Part], namings: Sequence[Naming], register: Register, on: Span | None) -> None:
    """Put into the place of each of two or three states that hold talks the only person of its side that is named."""
    states = [key for key, part in found.items() if kind_of(key) == "state" and part.roles == (("participant", False),)]
    if not 1 < len(states) <= _SIDES or any(kind_of(key) == "person" for key in found):
        return
    sides: dict[str, dict[str, Naming]] = {}
    for naming in namings:
        if naming.person is not None:
            side = register.spoken_for(naming.post) if naming.post else _usual_side(register, naming.person, on)
            sides.setdefault(side or "", {}).setdefault(naming.person, naming)
    if not all(len(sides.get(state, {})) == 1 for state in states):
        return
    for state in states:
        ((person, naming),) = sides[state].items()
        post = naming.post or _usual_post(register, person, on)
        place = Range(naming.own, naming.own_end)
        why = "the only one of that side who is named"
        plain = (("participant", False),)
        found[state] = Part(person, naming, place, plain, (), post, False, state, False, why)


def _traveller(prose: Prose, one: Happening, named: list[Naming]) -> list[Naming]:
    """Return those who travel: with "on a visit" whoever is named last before it, else all."""
    before = [token.word for token in prose.between(one.noun.start - 30, one.noun.start)[-3:]]
    last = [each for each in named if each.own_end <= one.noun.start][-1:]
    return last if last and {"с", "со", "on", "for"} & set(before) else named


def _spoken_of(prose: Prose, namings: Sequence[Naming], sentence: Sentence) -> list[Naming]:
    """Return the person of whom a sentence that begins with a pronoun goes on to tell."""
    if sentence.tokens[0].word not in PRONOUNS:
        return []
    subject = subject_of(prose, sentence, namings)
    return [] if subject is None else [subject]


def _speaking(prose: Prose, heading: Heading, namings: Sequence[Naming]) -> Iterator[Naming]:
    """Yield those whose words a text gives: each is named where a paragraph of speech begins."""
    for place in speeches(prose):
        colon = prose.text.find(":", place.start, place.end)
        if place.start >= heading.end:
            yield from (one for one in namings if place.start <= one.own and one.own_end <= colon)


def _put(found: dict[str, Part], part: Part) -> None:
    key = part.actor or f"new {part.place.start}"
    old = found.get(key)
    if old is None:
        found[key] = part
        return
    roles = dict(old.roles)
    roles.update({role: sure or roles.get(role, False) for role, sure in part.roles})
    if any(role != "participant" and sure for role, sure in roles.items()):
        roles.pop("participant", None)
    found[key] = replace(
        old,
        roles=tuple(roles.items()),
        shown=tuple(dict.fromkeys((*old.shown, *part.shown))),
        post=old.post or part.post,
        post_sure=old.post_sure or part.post_sure,
        representing=old.representing or part.representing,
        naming=old.naming if old.naming is not None and (old.post or not part.post) else part.naming,
        place=old.place if old.post or not part.post else part.place,
        sure=old.sure or part.sure,
    )


def _person(prose: Prose, naming: Naming, register: Register, cues: Cues, sentence: Sentence, on: Span | None) -> Part:
    start = naming.own if naming.office is None else min(naming.own, naming.office.start)
    end = naming.own_end if naming.office is None else max(naming.own_end, naming.office.end)
    roles, shown = roles_of(prose, Range(start, end), sentence, cues, is_person=True)
    post = naming.post
    if naming.elsewhere is not None:
        start, end = naming.elsewhere.start, naming.elsewhere.end
        if not naming.elsewhere.start <= naming.own < naming.elsewhere.end:
            shown = (*shown, Range(naming.own, naming.own_end)) if shown else shown
    representing = None if post is None else register.spoken_for(post)
    known = None
    if post is None and naming.person is not None:
        known = _usual_post(register, naming.person, on)
    if representing is None and naming.person is not None:
        representing = _usual_side(register, naming.person, on)
    return Part(
        naming.person,
        naming,
        Range(start, end),
        roles or (("participant", False),),
        shown,
        post or known,
        naming.post_sure and post is not None,
        representing,
        naming.sure,
        naming.why,
    )


def _usual_post(register: Register, person: str, on: Span | None) -> str | None:
    """Return the only office that other documents say a person held on a day, else the only one in a state."""
    held = {post for post, *_ in register.offices.get(person, ()) if register.holder(post, on) == person}
    own = {post for post in held if kind_of(register.spoken_for(post) or "") == "state"}
    only = held if len(held) == 1 else own  # who presides over a council of states is of one of them
    return next(iter(only)) if len(only) == 1 else None


def _usual_side(register: Register, person: str, on: Span | None) -> str | None:
    """Return for whom a person speaks whose office a text does not name: the side of the offices held on the day, the
    state where there are others.
    """
    sides = set()
    for post, *_ in register.offices.get(person, ()):
        if register.holder(post, on) == person:
            side = register.spoken_for(post)
            if side is not None:
                sides.add(side)
    only = sides if len(sides) == 1 else {side for side in sides if kind_of(side) == "state"}
    return next(iter(only)) if len(only) == 1 else None


def _holder(
    prose: Prose, office: Office, register: Register, cues: Cues, sentence: Sentence, on: Span | None
) -> Part | None:
    """Return the part of whoever held an office that is named without its holder."""
    if not office.has_owner or len(office.posts) != 1 or office.is_body:
        return None
    post = office.posts[0]
    person = register.holder(post, on)
    if person is None or kind_of(person) != "person":
        return None
    place = Range(office.start, office.end)
    aside = is_aside(prose, office.start, sentence) or is_addressed(prose, office.start, sentence)
    if aside or _is_of_another(prose, office):
        return None
    roles, shown = roles_of(prose, place, sentence, cues, is_person=True)
    why = "the office is named, not who held it"
    return Part(
        person,
        None,
        place,
        roles or (("participant", False),),
        shown,
        post,
        True,
        register.spoken_for(post),
        False,
        why,
    )


def _is_of_another(prose: Prose, office: Office) -> bool:
    """Tell whether an office is named only as that whose envoy or deputy another is: Special Representative of the UN
    Secretary-General.
    """
    before = [token.word for token in prose.tokens[max(0, office.first - 3) : office.first]]
    plain = [word for word in before if word != "the"][-2:]
    if prose.language == "ru":
        return any(inflection.is_form_of(one, before[-1], "ru") for one in _OF_OTHERS["ru"]) if before else False
    return len(plain) == 2 and plain[1] in ("of", "to") and plain[0] in _OF_OTHERS["en"]


def _beside_name(office: Office, namings: Iterable[Naming]) -> bool:
    return any(
        one.office is not None and one.office.start <= office.end and office.start <= one.office.end for one in namings
    )


def _body(
    prose: Prose, mention: Mention, cues: Cues, sentence: Sentence, strong: bool, register: Register
) -> Part | None:
    actor = mention.of("org", "group", "state")
    place = Range(mention.start, mention.end)
    roles, shown = roles_of(prose, place, sentence, cues, is_state=kind_of(actor or "") == "state")
    if not roles and not strong:
        return None
    if actor is not None and kind_of(actor) in ("state", "org") and not (strong and roles):
        before = prose.tokens[mention.first - 1].word if mention.first else ""
        if before == "the" and mention.first > 1:
            before = prose.tokens[mention.first - 2].word
        if (before in prose.wording.within and not shown) or (
            kind_of(actor) == "state" and not strong and before in ("to", "between", *prose.wording.within)
        ):
            return None
    rest = prose.between(mention.end, sentence.place.end)[:1]
    following = rest[0].word if rest else ""
    if actor is not None and kind_of(actor) == "org" and following in OF_THEM[prose.language]:
        return None
    sure = mention.sure and len([iri for iri in mention.things if kind_of(iri) in ("org", "group", "state")]) == 1
    return Part(actor, None, place, roles or (("participant", False),), shown, sure=sure)
