"""Where an event takes place: the city after its noun, else that which its sentence names, else a country."""

from collections.abc import Sequence

from cakg.curate.event import Happening
from cakg.curate.heading import Heading
from cakg.curate.mentions import Mention, within
from cakg.curate.prose import Prose, Sentence
from cakg.curate.register import Register
from cakg.curate.wordlists import bag
from cakg.read.text import Range
from cakg.words.namespaces import BASE

_SPOTS = frozenset(
    f"{BASE}kind/{slug}" for slug in ("city", "building", "venue", "town", "district", "village", "site")
)
_HELD = bag("held hosted convened took состоялись прошли прошел прошла")
_TO = bag("to visit visits visited visiting посетил посетила посетит в")
_TOWN = bag("г город города городе")
_REGION = BASE + "kind/region"
_CLOSE = 5  # words between a noun and the country in which it takes place


def beside(
    prose: Prose, one: Happening, sentence: Sentence, mentions: Sequence[Mention], register: Register
) -> Mention | None:
    """Return the city that stands right after the noun of an event, or right before it: the Astana summit."""
    last = _number(prose, one.noun)
    for mention in within(mentions, sentence.place.start, one.noun.start):
        place = mention.of("place")
        named = mention.last == last - 1 and prose.text[mention.end : one.noun.start] == " " and one.sort == "Meeting"
        if place is not None and named and set(register.all(place, "kind")) & _SPOTS:
            return mention
    for mention in within(mentions, one.noun.end, sentence.place.end):
        place = mention.of("place")
        near = mention.first - last <= _CLOSE and "," not in prose.text[one.noun.end : mention.start]
        stands = prose.tokens[mention.first - 1].word in prose.wording.within
        if place is not None and near and stands and set(register.all(place, "kind")) & _SPOTS:
            return mention
    return None


def place_in_title(
    prose: Prose, one: Happening, heading: Heading, mentions: Sequence[Mention], register: Register
) -> Mention | None:
    """Return the only city in which the title of a text says that something is."""
    title = None if heading.title is None else heading.title.place
    if one.sort != "Meeting" or title is None:
        return None
    found: dict[str, Mention] = {}
    for mention in within(mentions, title.start, title.end):
        place = mention.of("place")
        stands = mention.first and prose.tokens[mention.first - 1].word in prose.wording.within
        if place is not None and stands and set(register.all(place, "kind")) & _SPOTS:
            found.setdefault(place, mention)
    return next(iter(found.values())) if len(found) == 1 else None


def _number(prose: Prose, place: Range) -> int:
    """Return the number of the first word at a place."""
    return prose.between(place.start, place.end)[0].number


def place_in(
    prose: Prose, one: Happening, sentence: Sentence, mentions: Sequence[Mention], heading: Heading, register: Register
) -> None:
    """Give an event the place that its sentence names: a city before a country."""
    if one.place is not None and not one.place.of("state"):
        return
    best: tuple[int, int, Mention] | None = None
    for mention in within(mentions, sentence.place.start, sentence.place.end):
        place = mention.of("place")
        if place is None or mention.of("post", "series"):
            continue
        if heading.dateline is not None and heading.dateline.start <= mention.start < heading.dateline.end:
            continue
        before = prose.tokens[mention.first - 1].word if mention.first else ""
        is_country = mention.of("state") is not None
        kinds = set(register.all(place, "kind"))
        is_region = one.sort == "Visit" and _REGION in kinds
        if not is_country and not is_region and not kinds & _SPOTS:
            continue
        stands = before in prose.wording.within or (
            before in ("the", "городе", "г") and prose.tokens[mention.first - 2].word in prose.wording.within
        )
        held = before in prose.wording.within and prose.tokens[mention.first - 2].word in _HELD
        if _is_elsewhere(one, sentence, place, is_country, heading) or not _is_name(prose, mention, register):
            continue
        far = abs(mention.first - _number(prose, one.noun)) > _CLOSE
        if is_country and one.sort not in ("Visit", "Exercise", "Election") and far and not held:
            continue
        if is_country and one.sort != "Visit" and one.is_first and heading.place is not None:
            continue
        ahead = prose.tokens[mention.first - 2].word if before == "the" else before
        following = {token.word for token in prose.between(mention.end, sentence.place.end)[:_CLOSE]}
        stands = stands or _is_cell(prose, mention) or (one.sort == "Visit" and before in _TOWN)
        stands = stands or (one.sort == "Visit" and ahead in _TO) or (ahead == "to" and "where" in following)
        if not stands:
            continue
        rank = int(is_country) + 2 * is_region, abs(mention.start - one.noun.start)
        if best is None or rank < best[:2]:
            best = *rank, mention
    land = None if one.place is None else one.place.of("place")
    if best is not None and (land is None or (not best[0] and land in set(register.around(best[2].of("place") or "")))):
        one.place = best[2]


def _is_cell(prose: Prose, mention: Mention) -> bool:
    """Tell whether a place is all that a cell of a table holds."""
    before, after = prose.text[: mention.start].rstrip(), prose.text[mention.end : mention.end + 2].lstrip()
    return before.endswith("|") and after.startswith("|")


def _is_elsewhere(one: Happening, sentence: Sentence, place: str, is_country: bool, heading: Heading) -> bool:
    """Tell whether a city is only spoken of: one that a later sentence names, where a document was issued in another
    at the event that it is about.
    """
    is_later = sentence.place.start > one.told[0].place.start and sentence not in one.told[:2]
    return heading.place is not None and one.is_first and is_later and not is_country and place != heading.place.value


def _is_name(prose: Prose, mention: Mention, register: Register) -> bool:
    """Tell whether a word that names a country is its name, and no adjective of it: in Russian schools."""
    if prose.language != "en" or mention.first != mention.last or mention.of("state") is None:
        return True
    names = {name.casefold() for iri in mention.things for name, _ in register.names.get(iri, ())}
    written = prose.text[mention.start : mention.end].casefold()
    return written in names or prose.tokens[mention.first].word in names
