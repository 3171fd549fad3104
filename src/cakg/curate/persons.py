"""The persons that a text names: in full, by initials, by their family name alone, or spelt otherwise than is known."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cakg.curate.incumbents import apposed_to, in_office, office_before
from cakg.curate.mentions import Mention
from cakg.curate.naming import Naming, is_title
from cakg.curate.offices import Heads, Office
from cakg.curate.people import People, joined
from cakg.curate.prose import Prose, Token
from cakg.curate.register import Register
from cakg.curate.wordlists import bag
from cakg.read.text import Range
from cakg.words.dates import Span

_NO_NAMES = bag(
    "republic kingdom federation united nations structure affairs foreign january february march april may june july "
    "august "
    "september october november december monday tuesday wednesday thursday friday saturday sunday deputy vice first "
    "республика федерация королевство января февраля марта апреля мая июня июля августа сентября октября ноября "
    "декабря "
    "федерации республики республике"
)


def persons_of(
    prose: Prose, people: People, offices: Sequence[Office], mentions: Sequence[Mention], heads: Heads, on: Span | None
) -> tuple[Naming, ...]:
    """Return the persons that a text names, in its order, each with the office that stands beside the name."""
    whole = list(_whole(prose, people, mentions, offices))
    known = {naming.person for naming in whole if naming.person}
    taken = {n for one in whole for n in range(one.first, one.last + 1)}
    singles = _single(prose, people, mentions, offices, taken, known, on)
    named = sorted((*whole, *singles), key=lambda one: one.own)
    apposed = apposed_to(prose, offices, named)
    before = (office_before(prose, offices, one, apposed) for one in named)
    claimed = frozenset(office for office in before if office is not None)
    placed = [in_office(prose, people.register, heads, offices, one, on, claimed, apposed) for one in named]
    return tuple(_as_elsewhere(placed, people.register, offices, on))


def _as_elsewhere(
    namings: Sequence[Naming], register: Register, offices: Sequence[Office], on: Span | None
) -> Iterator[Naming]:
    """Yield namings, those without an office with that which the document gives to the person in another place."""
    said: dict[str, Naming] = {}
    for one in namings:
        if one.person is not None and one.post is not None and one.office is not None:
            said.setdefault(one.person, one)
    beside = {one.office for one in namings}
    held: dict[str, Office] = {}
    for office in offices:
        if office not in beside and office.has_owner and len(office.posts) == 1:
            holder = register.holder(office.posts[0], on)
            if holder is not None:
                held.setdefault(holder, office)
    for one in namings:
        if one.post is None and one.person in said:
            other = said[one.person]
            assert other.office is not None
            place = Range(min(other.own, other.office.start), max(other.own_end, other.office.end))
            yield replace(one, post=other.post, post_sure=other.post_sure, elsewhere=place)
        elif one.post is None and one.person in held:
            office = held[one.person]
            yield replace(one, post=office.posts[0], elsewhere=Range(office.start, office.end))
        else:
            yield one


def _whole(prose: Prose, people: People, mentions: Sequence[Mention], offices: Sequence[Office]) -> Iterator[Naming]:
    covered = {n for one in mentions for n in range(one.first, one.last + 1)}
    covered |= {n for one in offices for n in range(one.first, one.last + 1)}
    number = 0
    while number < len(prose.tokens):
        token = prose.tokens[number]
        if not token.written[0].isupper():
            number += 1
            continue
        found = people.whole_at(prose, number)
        if found is not None:
            last, iri, sure = found
            yield Naming(token.start, prose.tokens[last].end, number, last, iri, sure)
            number = last + 1
            continue
        if number not in covered:
            other = _other_spelling(prose, people, covered, {one.last for one in offices}, number)
            if other is not None:
                yield other
                number = other.last + 1
                continue
        number += 1


def _other_spelling(prose: Prose, people: People, covered: set[int], ends: set[int], number: int) -> Naming | None:
    """Return a run of capitalized words that is a known name in another spelling, or after a title a new name."""
    run = [number]
    while (
        run[-1] + 1 < len(prose.tokens)
        and run[-1] + 1 not in covered
        and joined(prose, run[-1], run[-1] + 1)
        and _is_namelike(prose.tokens[run[-1] + 1])
        and len(run) < 4
    ):
        run.append(run[-1] + 1)
    titles, wording = prose.wording.titles, prose.wording
    while run and (prose.tokens[run[0]].word in titles or is_title(prose, run[0])):
        run.pop(0)
    if any(people.whole_at(prose, at) is not None for at in run if at != number):
        return None
    said = [prose.tokens[at].word for at in run]
    if any(
        word in wording.light or word in wording.bodies or word in wording.gathered or word in _NO_NAMES
        for word in said
    ):
        return None
    if len(run) < 2 or not _is_namelike(prose.tokens[run[0]]):
        return None
    first, last = run[0], run[-1]
    near = people.sounding_like(prose.tokens[first].written, prose.tokens[last].written)
    if near is not None:
        why = f"spelt otherwise than {people.register.label(near[0], prose.language)}"
        return Naming(prose.tokens[first].start, prose.tokens[last].end, first, last, near[0], False, why)
    if first and (is_title(prose, first - 1) or first - 1 in ends):
        return Naming(
            prose.tokens[first].start, prose.tokens[last].end, first, last, None, False, "not in the register"
        )
    return None


def _is_namelike(token: Token) -> bool:
    return (
        len(token.written) > 1
        and token.written[0].isupper()
        and token.written.isalpha()
        and not token.written.isupper()
    )


def _single(
    prose: Prose,
    people: People,
    mentions: Sequence[Mention],
    offices: Sequence[Office],
    taken: set[int],
    known: set[str],
    on: Span | None,
) -> Iterator[Naming]:
    """Yield family names that stand alone: of whom was named before, or right after a title or an office."""
    covered = {n for one in mentions for n in range(one.first, one.last + 1)}
    ends = {one.last: one for one in offices}
    for number, token in enumerate(prose.tokens):
        if number in taken or number in covered or len(token.word) < 2:
            continue
        speaks = token.written.isupper() and len(token.written) > 2 and prose.text[token.end : token.end + 1] == ":"
        if not (_is_namelike(token) or speaks):
            continue
        bearers = people.of_family(token)
        if not bearers:
            continue
        before = [one for one in bearers if one in known]
        if len(before) == 1:
            yield Naming(token.start, token.end, number, number, before[0], True)
            continue
        office = ends.get(number - 1)
        if office is not None:
            holding = [
                one
                for one in bearers
                if {post for post, *_ in people.register.offices.get(one, ())} & set(office.posts)
            ]
            if len(holding) > 1:
                holding = [
                    one for one in holding if any(people.register.holder(post, on) == one for post in office.posts)
                ]
            if len(holding) == 1:
                yield Naming(token.start, token.end, number, number, holding[0], False, "by family name and office")
                continue
        if number and is_title(prose, number - 1) and len(bearers) == 1:
            yield Naming(token.start, token.end, number, number, bearers[0], False, "by the family name alone")
