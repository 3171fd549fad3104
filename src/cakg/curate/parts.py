"""Who has a part in an event, as what: those named in its sentences, by the words that say who came and what each did."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Literal

from cakg.curate.happenings import Happening
from cakg.curate.heading import Heading, speeches
from cakg.curate.mentions import Mention, within
from cakg.curate.offices import Office
from cakg.curate.persons import Naming
from cakg.curate.prose import Prose, Sentence, Token, holds, holds_exactly
from cakg.curate.register import Register
from cakg.read import inflection
from cakg.read.cues import Cues, mentions_cue
from cakg.read.text import Range
from cakg.words.dates import Span
from cakg.words.namespaces import BASE, kind_of

_ROLES = (  # what is looked for, the closer said before the wider
    "co-chair", "chair", "co-organizer", "organizer", "host", "convener", "funder", "moderator", "facilitator",
    "observer", "supporter",
)  # fmt: skip
_BEFORE, _AFTER = 6, 3  # words beside a name among which its role is said
_OF_THEM = {  # after the name of an organization: those and that which are of it, and not it
    "en": frozenset("member members countries states observer observers summit council heads leaders presidency chairmanship "
                    "summits meeting participating charter forces secretary".split()),
    "ru": frozenset("саммит совет".split()),
}  # fmt: skip
_BY = {"en": frozenset(("by", "of", "from", "with"))}
_ASIDE = {
    "en": ("on behalf of", "thanked", "according to", "attributable to", "sovereignty", "territory of", "neighbouring"),
    "ru": ("по словам", "поблагодарил", "территория", "суверенитет"),
}


@dataclass(frozen=True)
class Part:
    """Hold a part: who, as what, in which office, for whom, with the places that show the name and the role."""

    actor: str | None
    naming: Naming | None
    place: Range
    roles: tuple[tuple[str, bool], ...]
    shown: tuple[Range, ...] = ()
    post: str | None = None
    post_sure: bool = False
    representing: str | None = None
    sure: bool = True
    why: str = ""
    attendance: str | None = None


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
    found: dict[str, Part] = {}
    for sentence in one.told:
        if one.pair and one.told.index(sentence) == 0:
            named: Iterable[Naming] = one.pair
        else:
            named = [each for each in namings if sentence.place.start <= each.own < sentence.place.end]
        for naming in named:
            if _is_aside(prose, naming.own, sentence):
                continue
            part = _person(prose, naming, register, cues, sentence, on)
            _put(found, part)
        if not one.pair:
            for office in offices:
                if sentence.place.start <= office.start < sentence.place.end and not _beside_name(office, namings):
                    held = _holder(prose, office, register, cues, sentence, on)
                    if held is not None:
                        _put(found, held)
        for mention, strong in _bodies(prose, sentence, mentions, namings, offices, register):
            body = _body(prose, mention, cues, sentence, strong, register)
            if body is not None:
                _put(found, body)
    if one.is_main and heading.end < len(prose.text):
        for naming in _speaking(prose, heading, namings):
            sentence = prose.sentence_at(naming.own)
            _put(found, _person(prose, naming, register, cues, sentence, on))
    sides = {part.representing for part in found.values() if part.naming is not None or part.post is not None}
    plain = (("participant", False),)
    return [part for part in found.values() if part.actor not in sides or part.roles != plain]


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
    roles, shown = _roles(prose, Range(start, end), sentence, cues, is_person=True)
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
    """Return the only office that other documents say a person held on a day."""
    held = {post for post, *_ in register.offices.get(person, ()) if register.holder(post, on) == person}
    return held.pop() if len(held) == 1 else None


def _usual_side(register: Register, person: str, on: Span | None) -> str | None:
    """Return for whom a person speaks whose office a text does not name: the side of the offices held on the day."""
    sides = set()
    for post, *_ in register.offices.get(person, ()):
        if register.holder(post, on) == person:
            side = register.spoken_for(post)
            if side is not None:
                sides.add(side)
    return sides.pop() if len(sides) == 1 else None


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
    if _is_aside(prose, office.start, sentence):
        return None
    roles, shown = _roles(prose, place, sentence, cues, is_person=True)
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


def _beside_name(office: Office, namings: Iterable[Naming]) -> bool:
    return any(
        one.office is not None and one.office.start <= office.end and office.start <= one.office.end for one in namings
    )


def _bodies(
    prose: Prose,
    sentence: Sentence,
    mentions: Sequence[Mention],
    namings: Sequence[Naming],
    offices: Sequence[Office],
    register: Register,
) -> Iterator[tuple[Mention, bool]]:
    """Yield the bodies, states and groups of a sentence that may act in it, and whether it says that they came."""
    inside = within(mentions, sentence.place.start, sentence.place.end)
    taken = [(one.start, one.end) for one in offices if not one.is_body]
    taken += [(one.office.start, one.office.end) for one in namings if one.office is not None]
    listed = _listed(prose, sentence, inside)
    attending = _attending(prose, sentence)
    for one in inside:
        if any(start <= one.start and one.end <= end for start, end in taken) or one.of("series"):
            continue
        if one.of("org", "state", "group") is None or _is_aside(prose, one.start, sentence):
            continue
        if one.of("post") is not None and not any(each.is_body and each.start == one.start for each in offices):
            continue
        org = one.of("org")
        if org is not None and (_is_medium(register, org) or _is_whole_of(prose, one, inside, register)):
            continue
        strong = one in listed
        if not strong and attending is not None:
            verb, passive = attending
            strong = one.start > verb.end if passive else one.end < verb.start and one.of("state") is None
        yield one, strong


def _is_medium(register: Register, org: str) -> bool:
    return f"{BASE}kind/media" in register.all(org, "kind")


def _is_whole_of(prose: Prose, one: Mention, inside: Sequence[Mention], register: Register) -> bool:
    """Tell whether an organization is named only as that to which another belongs: of the UN, the UN (UNHCR, IAEA)."""
    org = one.of("org") or ""
    for other in inside:
        part = other.of("org")
        if part is None or part == org or org not in set(register.above(part)):
            continue
        between = prose.text[other.end : one.start] if other.end <= one.start else prose.text[one.end : other.start]
        if other.end <= one.start and len(between) < 12 and "," not in between:
            return True
        if one.end <= other.start and between.strip() in ("(", ""):
            return True
    return False


def _listed(prose: Prose, sentence: Sentence, inside: Sequence[Mention]) -> set[Mention]:
    """Return the mentions in a list after or before words such as "representatives of"."""
    found: set[Mention] = set()
    gathered, sent = prose.wording.gathered, prose.wording.sent
    for token in sentence.tokens:
        word = token.word
        if not (
            word in gathered
            or (
                prose.language == "ru"
                and any(inflection.is_form_of(one, word, "ru") for one in gathered if len(one) > 4)
            )
        ):
            continue
        at = token.end
        is_sent = word in sent or (
            prose.language == "ru" and any(inflection.is_form_of(one, word, "ru") for one in sent)
        )
        for one in inside:
            if not is_sent and one.of("state", "group") is None:
                continue
            if one.start < token.start or (one.start <= token.start < one.end):
                continue
            between = prose.between(at, one.start)
            text = prose.text[at : one.start]
            if (
                ";" in text
                or (":" in text and at != token.end)
                or not all(_is_between(prose, t.word) for t in between)
                or len(between) > 5
            ):
                break
            found.add(one)
            at = one.end
        for one in reversed([each for each in inside if each.end <= token.start]):
            if one.of("state", "group") is None and not is_sent:
                break
            between = prose.between(one.end, token.start)
            if (
                len(between) <= 1
                and all(_is_between(prose, t.word) or t.is_capital for t in between)
                and "," not in prose.text[one.end : token.start]
            ):
                found.add(one)
                token = prose.tokens[one.first]
                continue
            break
    return found


def _is_between(prose: Prose, word: str) -> bool:
    wording = prose.wording
    if word in wording.light or word in wording.joined or word in wording.gathered:
        return True
    more = {
        "en": "republic kingdom commonwealth countries eight seven four three nine twelve eleven neighbouring other all five six ten member participating states government governments security foreign "
        "senior heads agencies special international regional organizations organisations major current",
        "ru": "республика государство страна все правительство министерство другие",
    }[prose.language].split()
    return word in more or (
        prose.language == "ru" and any(inflection.is_form_of(one, word, "ru") for one in (*more, *wording.gathered))
    )


def _attending(prose: Prose, sentence: Sentence) -> tuple[Range, bool] | None:
    """Return the words that say that somebody came, and whether those who came follow them."""
    for phrase in prose.wording.attending:
        at = _phrase(prose, sentence, phrase)
        if at >= 0:
            first, last = sentence.tokens[at], sentence.tokens[at + len(phrase.split()) - 1]
            after = prose.tokens[last.number + 1].word if last.number + 1 < len(prose.tokens) else ""
            passive = after == "by" or phrase.endswith(
                ("by", "included", "с участием", "приняли участие", "присутствовали", "участвовали")
            )
            return Range(first.start, last.end), passive
    return None


def _phrase(prose: Prose, sentence: Sentence, phrase: str) -> int:
    return holds_exactly(sentence.words, phrase) if prose.language == "en" else holds(sentence.words, phrase, "ru")


def _is_aside(prose: Prose, place: int, sentence: Sentence) -> bool:
    """Tell whether the words right before a name say that it is spoken of, and does not act."""
    before = tuple(token.word for token in prose.between(sentence.place.start, place)[-4:])
    return any(holds_exactly(before, phrase) >= 0 for phrase in _ASIDE[prose.language])


def _body(
    prose: Prose, mention: Mention, cues: Cues, sentence: Sentence, strong: bool, register: Register
) -> Part | None:
    actor = mention.of("org", "group", "state")
    place = Range(mention.start, mention.end)
    roles, shown = _roles(prose, place, sentence, cues, is_state=kind_of(actor or "") == "state")
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
    if actor is not None and kind_of(actor) == "org" and following in _OF_THEM[prose.language]:
        return None
    sure = mention.sure and len([iri for iri in mention.things if kind_of(iri) in ("org", "group", "state")]) == 1
    return Part(actor, None, place, roles or (("participant", False),), shown, sure=sure)


def _roles(
    prose: Prose, place: Range, sentence: Sentence, cues: Cues, *, is_person: bool = False, is_state: bool = False
) -> tuple[tuple[tuple[str, bool], ...], tuple[Range, ...]]:
    """Return the roles that the words before and after a name say, and where the words stand."""
    before = prose.between(sentence.place.start, place.start)[-_BEFORE:]
    after = prose.between(place.end, sentence.place.end)[: _AFTER + 3]
    before = _clause(prose, before, place, ahead=False)
    aside = place.end
    if is_person and after and prose.text[place.end : after[0].start].strip() == ",":
        relative = after[0].word in ("who", "который", "которая")
        if relative or prose.tokens[after[0].number - 1].word not in prose.wording.joined:
            aside = after[0].end if relative else after[0].start
            after = after[1:] if relative else after
    after = _clause(prose, after[: _AFTER + 2 * (aside != place.end)], Range(place.start, aside), ahead=True)
    found: list[tuple[str, bool]] = []
    shown: list[Range] = []
    for role in _ROLES:
        for window, is_before in ((before, True), (after, False)):
            if not window:
                continue
            start, end = window[0].start, window[-1].end
            said = Literal(prose.text[start:end], language=prose.language)
            if mentions_cue(said, f"{BASE}role/{role}", cues) != "shown":
                continue
            if prose.language == "en" and is_before and not {t.word for t in window} & _BY["en"]:
                continue
            if not is_before and (any(t.word == "by" for t in window) or _is_noun(prose, window[0].word)):
                continue
            passive = is_before and (prose.language != "en" or "by" in {token.word for token in window})
            if role == "organizer" and (is_person or is_state) and not passive:
                continue
            if role in ("chair", "co-chair") and not is_person and not passive:
                continue
            if any(broader.endswith(role) for broader, _ in found):
                continue
            found.append((role, True))
            shown.append(Range(start, place.end) if is_before else Range(place.start, end))
    return tuple(dict(found).items()), tuple(shown)


def _is_noun(prose: Prose, word: str) -> bool:
    """Tell whether a word after a name makes a compound of the two: a summit, members."""
    return word in _OF_THEM[prose.language] or word in prose.wording.happenings


def _clause(prose: Prose, window: Sequence[Token], place: Range, *, ahead: bool) -> tuple[Token, ...]:
    """Return the words of a window that stand in the same clause as a name."""
    kept: list[Token] = []
    at = place.end if ahead else place.start
    for token in window if ahead else reversed(window):
        between = prose.text[at : token.start] if ahead else prose.text[token.end : at]
        if any(mark in between for mark in ",;:()–—"):
            break
        kept.append(token)
        at = token.end if ahead else token.start
    return tuple(kept if ahead else kept[::-1])
