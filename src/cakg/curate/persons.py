"""The persons that a text names: in full, by initials, by their family name alone, or spelt otherwise than is known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cakg.ask.likeness import quality, words
from cakg.curate.mentions import Mention
from cakg.curate.offices import Heads, Office
from cakg.curate.prose import Prose, Token
from cakg.curate.register import Register
from cakg.curate.wordlists import WORDINGS
from cakg.read import inflection
from cakg.read.text import Range
from cakg.words.dates import Span
from cakg.words.namespaces import kind_of

_ALIKE = 74.0  # of 100: a given name less like one that is known is another
_COVERED = 0.75  # of the words of an office that must stand before a name
_NO_NAMES = frozenset(
    "republic kingdom federation united nations structure affairs foreign january february march april may june july august "
    "september october november december monday tuesday wednesday thursday friday saturday sunday deputy vice first "
    "республика федерация королевство января февраля марта апреля мая июня июля августа сентября октября ноября декабря "
    "федерации республики республике".split()
)
_REACH = 16  # words before a name among which its office is looked for


@dataclass(frozen=True)
class Naming:
    """Hold where a text names a person: who it is (None for one who is new), in which office, for sure or not.

    `start` and `end` take in the office where it stands beside the name, `own` and `own_end` the name alone.
    """

    own: int
    own_end: int
    first: int
    last: int
    person: str | None
    sure: bool
    why: str = ""
    office: Office | None = None
    post: str | None = None
    post_sure: bool = False
    elsewhere: Range | None = None  # where the document names the office, if not here


class People:
    """Hold the names of persons in a language, by their first and by their last words."""

    def __init__(self, register: Register, language: str) -> None:
        self.register, self.language = register, language
        self._by_word: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._by_family: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._by_sound: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for iri, names in register.names.items():
            if kind_of(iri) == "person":
                for text, tag in names:
                    self._add(iri, text, tag)

    def _add(self, iri: str, text: str, tag: str) -> None:
        own = inflection.words(text, self.language)
        if inflection.primary(tag) == self.language and own:
            self._by_word.setdefault(own[0][:2], []).append((iri, own))
            self._by_family.setdefault(own[-1][:2], []).append((iri, own))
        sounds = words(text)
        if len(sounds) > 1:
            self._by_sound.setdefault(sounds[-1].sound[:3], []).append((iri, own))
            self._sounding[iri, own] = sounds

    @property
    def _sounding(self) -> dict[tuple[str, tuple[str, ...]], tuple[object, ...]]:
        if not hasattr(self, "_sounds"):
            self._sounds: dict[tuple[str, tuple[str, ...]], tuple[object, ...]] = {}
        return self._sounds

    def whole_at(self, prose: Prose, number: int) -> tuple[int, str, bool] | None:
        """Return last word, person and whether it is sure, of the longest name that stands whole at a word."""
        best: tuple[int, str, bool] | None = None
        for iri, own in self._by_word.get(prose.tokens[number].word[:2], ()):
            last = self._runs(prose, number, own)
            if last is not None and len(own) > 1 and (best is None or last > best[0]):
                best = last, iri, True
        return best or self._reversed_at(prose, number) or self._by_initial(prose, number)

    def _runs(self, prose: Prose, number: int, own: Sequence[str]) -> int | None:
        at = number
        for order, word in enumerate(own):
            if order:
                at += 1
                if not _joined(prose, at - 1, at):
                    return None
                if not self._is(word, prose.tokens[at]) and order == len(own) - 1 and len(own) > 1:
                    at += 1  # a second given name or a patronymic between
                    if at >= len(prose.tokens) or not _joined(prose, at - 1, at):
                        return None
            if at >= len(prose.tokens) or not self._is(word, prose.tokens[at]):
                return None
        return at

    def _reversed_at(self, prose: Prose, number: int) -> tuple[int, str, bool] | None:
        """Return a name whose family name stands first."""
        for iri, own in self._by_family.get(prose.tokens[number].word[:2], ()):
            if len(own) == 2 and number + 1 < len(prose.tokens) and _joined(prose, number, number + 1):
                given = prose.tokens[number + 1]
                if self._is(own[1], prose.tokens[number]) and self._is(own[0], given) and len(given.word) > 1:
                    return number + 1, iri, True
        return None

    def _by_initial(self, prose: Prose, number: int) -> tuple[int, str, bool] | None:
        """Return the only person whose initials and family name stand at a word."""
        at, initials = number, []
        while at < len(prose.tokens) and len(prose.tokens[at].written) == 1 and prose.tokens[at].written.isupper():
            if prose.text[prose.tokens[at].end : prose.tokens[at].end + 1] != ".":
                return None
            initials.append(prose.tokens[at].word)
            at += 1
        if not initials or at >= len(prose.tokens) or not prose.tokens[at].is_capital:
            return None
        found = {
            iri
            for iri, own in self._by_family.get(prose.tokens[at].word[:2], ())
            if len(own) > 1 and self._is(own[-1], prose.tokens[at]) and own[0][0] == initials[0]
        }
        return (at, found.pop(), True) if len(found) == 1 else None

    def of_family(self, token: Token) -> list[str]:
        """Return the persons whose family name a word is."""
        found = (iri for iri, own in self._by_family.get(token.word[:2], ()) if self._is(own[-1], token))
        return list(dict.fromkeys(found))

    def sounding_like(self, given: str, family: str) -> tuple[str, float] | None:
        """Return the person whose name is most like another spelling, and how like the given names are."""
        wanted = words(f"{given} {family}")
        if len(wanted) < 2:
            return None
        best: tuple[float, str] | None = None
        for iri, own in self._by_sound.get(wanted[-1].sound[:3], ()):
            sounds = self._sounding[iri, own]
            last = quality(wanted[-1], sounds[-1], self.language, True)  # type: ignore[arg-type]
            first = max(quality(wanted[0], one, self.language, True) for one in sounds[:-1])  # type: ignore[arg-type]
            if last >= 90 and first >= _ALIKE and (best is None or (-(last + first), iri) < best):
                best = -(last + first), iri
        return None if best is None else (best[1], -best[0] / 2)

    def _is(self, name: str, token: Token) -> bool:
        return token.is_capital and inflection.is_form_of(name, token.word, self.language, True)


def persons_of(
    prose: Prose, people: People, offices: Sequence[Office], mentions: Sequence[Mention], heads: Heads, on: Span | None
) -> tuple[Naming, ...]:
    """Return the persons that a text names, in its order, each with the office that stands beside the name."""
    whole = list(_whole(prose, people, mentions, offices))
    known = {naming.person for naming in whole if naming.person}
    taken = {n for one in whole for n in range(one.first, one.last + 1)}
    singles = _single(prose, people, mentions, offices, taken, known, on)
    named = sorted((*whole, *singles), key=lambda one: one.own)
    placed = [_in_office(prose, people.register, heads, offices, one, on) for one in named]
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
        and _joined(prose, run[-1], run[-1] + 1)
        and _is_namelike(prose.tokens[run[-1] + 1])
        and len(run) < 4
    ):
        run.append(run[-1] + 1)
    titles, wording = prose.wording.titles, prose.wording
    while run and (prose.tokens[run[0]].word in titles or _is_title(prose, run[0])):
        run.pop(0)
    if any(people.whole_at(prose, at) is not None for at in run[1:]):
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
    if first and (_is_title(prose, first - 1) or first - 1 in ends):
        return Naming(
            prose.tokens[first].start, prose.tokens[last].end, first, last, None, False, "not in the register"
        )
    return None


def _is_title(prose: Prose, number: int) -> bool:
    word = prose.tokens[number].word
    if word in prose.wording.titles:
        return True
    return prose.language == "ru" and any(
        inflection.share_stem(one, word, "ru") for one in prose.wording.titles if len(one) > 3
    )


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
        if number and _is_title(prose, number - 1) and len(bearers) == 1:
            yield Naming(token.start, token.end, number, number, bearers[0], False, "by the family name alone")


def _in_office(
    prose: Prose, register: Register, heads: Heads, offices: Sequence[Office], naming: Naming, on: Span | None
) -> Naming:
    """Return a naming with the office that stands right before or after the name."""
    beside = _beside(prose, offices, naming)
    if beside is not None:
        chosen = _chosen(register, beside, naming.person, on)
        if chosen is not None:
            sure = beside.sure or (naming.person is not None and chosen in _held(register, naming.person))
            return replace(naming, office=beside, post=chosen, post_sure=sure and naming.sure)
        return replace(naming, office=beside)
    loose = _loosely(prose, heads, naming, register)
    if loose is not None:
        return replace(naming, office=loose, post=loose.posts[0], post_sure=False)
    return naming


def _beside(prose: Prose, offices: Sequence[Office], naming: Naming) -> Office | None:
    titles = prose.wording.titles
    light = prose.wording.light
    before = [one for one in offices if one.last < naming.first and naming.first - one.last <= 5]
    for one in reversed(before):
        between = prose.tokens[one.last + 1 : naming.first]
        text = prose.text[one.end : naming.own]
        if all(token.word in titles or token.word in light or _is_title(prose, token.number) for token in between):
            if not any(mark in text for mark in ";:()") and "." not in text.replace("Mr.", "").replace(
                "Ms.", ""
            ).replace("H.E.", "").replace("Dr.", "").replace("Mrs.", "").replace("г.", ""):
                if not (("," in text or any(t.word in prose.wording.joined for t in between)) and not one.has_owner):
                    return one
    after = [one for one in offices if one.first > naming.last and one.first - naming.last <= 3]
    for one in after:
        between = prose.tokens[naming.last + 1 : one.first]
        text = prose.text[naming.own_end : one.start]
        if (
            text.lstrip().startswith((",", "(", "–", "—", "-"))
            and all(token.word in light for token in between)
            and not any(mark in text for mark in ".;:")
        ):
            return one
    return None


def _held(register: Register, person: str) -> frozenset[str]:
    return frozenset(post for post, *_ in register.offices.get(person, ()))


def _chosen(register: Register, office: Office, person: str | None, on: Span | None) -> str | None:
    """Return which of the posts of an office is meant: the only one, else the one that the person is known to hold."""
    if len(office.posts) == 1:
        return office.posts[0]
    held = [post for post in office.posts if person is not None and post in _held(register, person)]
    if len(held) > 1:
        held = [post for post in held if register.holder(post, on) == person] or held
    return held[0] if held else None


def _loosely(prose: Prose, heads: Heads, naming: Naming, register: Register) -> Office | None:
    """Return the office nearly all of whose words stand right before a name."""
    sentence = prose.sentence_at(naming.own)
    first = naming.first
    while first > sentence.tokens[0].number and naming.first - first < _REACH:
        token = prose.tokens[first - 1]
        between = prose.text[token.end : prose.tokens[first].start]
        if any(mark in between for mark in ";:()") or (
            not token.is_capital and token.word not in prose.wording.light and not _is_title(prose, token.number)
        ):
            break
        first -= 1
    before = [
        heads.usual(token.word) for token in prose.tokens[first : naming.first] if token.word not in prose.wording.light
    ]
    if len(before) < 2:
        return None
    held = _held(register, naming.person) if naming.person else frozenset()
    best: tuple[float, int, str] | None = None
    for post, names in heads.names.items():
        for own in names:
            if not any(_like(own[0], word, prose.language) for word in before):
                continue
            met = sum(any(_like(one, word, prose.language) for word in before) for one in own)
            said = sum(any(_like(one, word, prose.language) for one in own) for word in before)
            share = met / len(own)
            if (
                share >= (0.6 if post in held else 0.99) and said >= len(before) * (0.5 if post in held else 0.6)
            ) and len(own) > 1:
                rank = (-share - (post in held), -said, post)
                if best is None or rank < best:
                    best = rank
    if best is None:
        return None
    start = prose.tokens[first]
    return Office(start.start, prose.tokens[naming.first - 1].end, first, naming.first - 1, (best[2],), False)


def _like(one: str, word: str, language: str) -> bool:
    return one == word or (one[:2] == word[:2] and inflection.share_stem(one, word, language))


def _joined(prose: Prose, one: int, other: int) -> bool:
    """Tell whether nothing but a blank, a hyphen or the dot of an initial stands between two words."""
    if other >= len(prose.tokens) or other in prose.firsts:
        return False
    between = prose.text[prose.tokens[one].end : prose.tokens[other].start]
    return (
        between.strip() in ("", "-", "‑", ".")
        if len(prose.tokens[one].written) <= 2
        else between.strip() in ("", "-", "‑")
    )


def initials_of(namings: Sequence[Naming]) -> Mapping[str, int]:
    """Return how often each known person is named."""
    found: dict[str, int] = {}
    for one in namings:
        if one.person is not None:
            found[one.person] = found.get(one.person, 0) + 1
    return found
