"""Which bodies, states and groups of a sentence may act in an event, and whether it says that they came."""

from collections.abc import Iterable, Iterator, Sequence

from cakg.curate.lists import is_item
from cakg.curate.mentions import Mention, alike, within
from cakg.curate.naming import Naming
from cakg.curate.offices import Office
from cakg.curate.prose import Prose, Sentence, holds_exactly, phrase_at
from cakg.curate.register import Register
from cakg.curate.wordlists import bag
from cakg.read import inflection
from cakg.read.text import Range
from cakg.words.namespaces import BASE

_ASIDE = {
    "en": (
        "on behalf of",
        "thanked",
        "according to",
        "attributable to",
        "sovereignty",
        "territory of",
        "neighbouring",
        "exception of",
        "except",
        "without",
        "absence of",
    ),
    "ru": ("по словам", "поблагодарил", "территория", "суверенитет", "кроме", "за исключением", "без участия"),
}

_SENT = {
    "en": ("sent a message", "sent greetings", "sent his greetings", "sent a letter", "sent a telegram"),
    "ru": ("направил послание", "направил приветствие", "направил телеграмму"),
}  # by whom is not there
_ADDRESSED = {  # words right before an office or a name that tell that something was sent there
    "en": ("letter to", "letters to", "message to", "messages to", "telegram to", "telegrams to", "note to",
           "greetings to", "condolences to", "congratulations to", "wrote to"),
    "ru": ("письмо", "письме", "послание", "послании", "телеграмму", "телеграмме", "в адрес", "на имя",
           "соболезнования", "поздравления"),
}  # fmt: skip
_HEADS = bag(
    "chairman chair chairperson director secretary president minister chief head commander coordinator "
    "spokesman spokesperson rector председатель директор секретарь начальник командующий руководитель ректор"
)
_OF_HEAD = 3  # words between a head and the body that it heads, and between it and a name
_TO_NAME = 5  # words after that body before a name
_GAP = 5  # words between two names of a list
_NAME = 8  # words of an office and a name with the verb after them
_GATHERINGS = {
    "en": bag("summit summits conference conferences forum session sessions congress"),
    "ru": bag("саммит саммита саммите саммитом конференция конференции форум форума форуме"),
}
_RELATIONS = {
    "en": bag("relations ties partnership cooperation operation friendship border differences interaction"),
    "ru": bag("отношения отношений отношениях сотрудничество сотрудничества сотрудничестве дружбе граница границе"),
}
_GOING = bag("travel travels traveled visits visited arrives arrived прибыл прибыла посетил посетит отправился")
_NEAR = 8  # words between "relations between" and a name
_ABOUT = bag("for on about against")
_SITTING = bag(
    "council councils committee commission assembly совет комитет комиссия ассамблея совета комиссии комитета"
)
_SAT = bag("met gathered convened собрался собралась заседает")
_MEMBERS = ("member", "members", "states", "countries", "участник", "член", "государство", "страна")


def bodies_of(
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
    listed = {one for one in _listed(prose, sentence, inside) if not _is_related(prose, one.start, sentence)}
    attending = _attending(prose, sentence)
    known: tuple[Mention | Naming | Office, ...] = (*mentions, *namings, *offices)
    is_listed = is_item(prose, sentence, mentions, namings) and not any(
        token.word in prose.wording.happenings or token.word in _GOING for token in sentence.tokens
    )  # nor is it a title
    for one in inside:
        if any(start <= one.start and one.end <= end for start, end in taken) or one.of("series"):
            continue
        if org_before(prose, one, inside):
            continue
        if one.of("org", "state", "group") is None or is_aside(prose, one.start, sentence):
            continue
        if one.of("post") is not None and not any(each.is_body and each.start == one.start for each in offices):
            continue
        org = one.of("org")
        if org is not None and (_sits(prose, one, sentence) or _is_whose(prose, one, inside)):
            continue
        if one.of("state") is not None and _is_where(prose, one, inside, register):
            continue
        if org is not None and (_is_medium(register, org) or _is_whole_of(prose, one, inside, register)):
            continue
        if org is not None and (_is_headed(prose, one, sentence, namings) or _begins_name(prose, one, sentence, known)):
            continue
        of_an_office = any(0 < one.first - office.last <= 2 for office in offices)
        if of_an_office and any(naming.first == one.last + 1 for naming in namings):
            continue  # whose office it is: Deputy Prime Minister of Turkmenistan Purli Agamyradov
        if any(naming.last + 2 == one.first and prose.tokens[naming.last + 1].word == "of" for naming in namings):
            continue  # whose office it is: Minister Quill of Tajikistan
        before = [t.word for t in prose.between(sentence.place.start, one.start) if t.word not in prose.wording.light][
            -1:
        ]
        if org is not None and before and any(alike(word, before[0], prose.language) for word in _MEMBERS):
            continue  # the states that belong to it
        strong = one in listed or is_listed
        if not strong and attending is not None:
            verb, passive = attending
            strong = one.start > verb.end if passive else one.end < verb.start and one.of("state") is None
        yield one, strong


def _sits(prose: Prose, one: Mention, sentence: Sentence) -> bool:
    """Tell whether a body is that which sits: a meeting of the Council, the Council met."""
    if not _SITTING & {token.word for token in prose.tokens[one.first : one.last + 1]}:
        return False
    before = [token.word for token in prose.between(sentence.place.start, one.start)][-_GAP:]
    after = [token.word for token in prose.between(one.end, sentence.place.end)][:_GAP]
    return any(word in prose.wording.happenings for word in (*before, *after)) or bool(_SAT & set(after[:2]))


def _is_whose(prose: Prose, one: Mention, inside: Sequence[Mention]) -> bool:
    """Tell whether a body is that whose gathering is named: the SCO Dushanbe summit, a summit of the CIS (CIS)."""
    if prose.text[one.start - 1 : one.start] == "(":
        named = [each for each in inside if each.last == one.first - 1 and each.of("org") == one.of("org")]
        if named:
            return _is_whose(prose, named[0], inside)
    gatherings = _GATHERINGS[prose.language]
    before = [token.word for token in prose.tokens[max(0, one.first - 3) : one.first]]
    if prose.language == "en" and before[-1:] == ["the"]:
        before.pop()
    if before[-2:-1] and before[-2] in gatherings and before[-1] == "of":
        return True
    if prose.language == "ru" and before[-1:] and before[-1] in gatherings:
        return True
    covered = {n for each in inside if each.of("place", "state") for n in range(each.first, each.last + 1)}
    for token in prose.tokens[one.last + 1 : one.last + 1 + _GAP]:
        if set(prose.text[one.end : token.start]) & set(",.;:()\n"):
            return False
        if token.word in gatherings:
            return True
        ordinal = token.word in prose.wording.ordinals or token.written[0].isdigit()
        if prose.language != "en" or not (token.number in covered or ordinal):
            return False
    return False


def _is_where(prose: Prose, one: Mention, inside: Sequence[Mention], register: Register) -> bool:
    """Tell whether a state is named only as that in which the place before it lies: in Doha, Qatar."""
    land = {land for land, state in register.states_of_places.items() if state == one.of("state")}
    for other in inside:
        city = other.of("place")
        if other.last == one.first - 1 and city is not None and prose.text[other.end : one.start].strip() == ",":
            return bool(land & set(register.around(city))) and city not in land
    return False


def org_before(prose: Prose, one: Mention, inside: Sequence[Mention]) -> bool:
    """Tell whether a body is but a part of the name of that before it, of which it is none: UNODC Regional Office."""
    if one.of("org") is None:
        return False
    before = next((each for each in inside if each.last == one.first - 1 and each.of("org") is not None), None)
    return before is not None and prose.text[before.end : one.start] == " " and one.of("org") != before.of("org")


def _is_headed(prose: Prose, one: Mention, sentence: Sentence, namings: Sequence[Naming]) -> bool:
    """Tell whether a body is named only in the office of a person: Chairman of its committee – A, B, its director."""
    before = prose.between(sentence.place.start, one.start)[-_OF_HEAD:]
    heads = [token for token in before if _is_head(prose, token.word)]
    if not heads or any(token.word not in prose.wording.light for token in before if token.number > heads[-1].number):
        return False
    after = (naming for naming in namings if 0 < naming.first - one.last <= _TO_NAME)
    if any(not set(prose.text[one.end : naming.own]) & set(".;:()") for naming in after):
        return True
    ahead = (naming for naming in namings if 0 < heads[-1].number - naming.last <= _OF_HEAD)
    return any(
        prose.text[naming.own_end : heads[-1].start].lstrip().startswith((",", "(", "–", "—")) for naming in ahead
    )


def _is_head(prose: Prose, word: str) -> bool:
    if prose.language == "en":
        return word in _HEADS
    return any(inflection.is_form_of(one, word, prose.language) for one in _HEADS)


def _begins_name(prose: Prose, one: Mention, sentence: Sentence, known: Iterable[Mention | Naming | Office]) -> bool:
    """Tell whether a body is but the first word of a longer name: the White House National Security Council."""
    following = prose.tokens[one.last + 1 : one.last + 2]
    if prose.language != "en" or sentence.is_heading or not following:
        return False
    token = following[0]
    if not token.written[0].isupper() or prose.text[one.end : token.start] != " " or token.end > sentence.place.end:
        return False
    if token.word in prose.wording.gathered or token.word in prose.wording.happenings:
        return False
    return not any(each.first <= token.number <= each.last for each in known)


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
            loose = is_sent and at == token.end and "," not in text  # of the defence ministries of …
            loose = loose and (prose.language != "en" or [t.word for t in between[:1]] in (["of"], ["from"]))
            if at == token.end and _ABOUT & {t.word for t in between}:
                break  # an envoy for them is not theirs
            fits = all(_is_between(prose, t.word) or (loose and not t.is_capital) for t in between)
            if ";" in text or (":" in text and at != token.end) or not fits or len(between) > _GAP:
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
    return word in wording.between or (
        prose.language == "ru"
        and any(inflection.is_form_of(one, word, "ru") for one in wording.between | wording.gathered)
    )


def _attending(prose: Prose, sentence: Sentence) -> tuple[Range, bool] | None:
    """Return the words that say that somebody came, and whether those who came follow them."""
    for phrase in prose.wording.attending:
        at = phrase_at(prose, sentence, phrase)
        if at >= 0:
            first, last = sentence.tokens[at], sentence.tokens[at + len(phrase.split()) - 1]
            after = prose.tokens[last.number + 1].word if last.number + 1 < len(prose.tokens) else ""
            passive = after == "by" or phrase.endswith(
                ("by", "included", "с участием", "приняли участие", "присутствовали", "участвовали")
            )
            return Range(first.start, last.end), passive
    return None


def _is_related(prose: Prose, place: int, sentence: Sentence) -> bool:
    """Tell whether a name is one of those between which relations are spoken of."""
    before = [token.word for token in prose.between(sentence.place.start, place)][-_NEAR:]
    between = [at for at, word in enumerate(before) if word in ("between", "между")]
    return bool(between) and between[-1] > 0 and before[between[-1] - 1] in _RELATIONS[prose.language]


def is_addressed(prose: Prose, place: int, sentence: Sentence) -> bool:
    """Tell whether the words right before an office or a name say that something was sent to whoever bears it."""
    before = tuple(token.word for token in prose.between(sentence.place.start, place) if token.word != "the")[-3:]
    found = ((holds_exactly(before, phrase), len(phrase.split())) for phrase in _ADDRESSED[prose.language])
    return any(at >= 0 and at + width == len(before) for at, width in found)


def is_aside(prose: Prose, place: int, sentence: Sentence) -> bool:
    """Tell whether the words right before a name say that it is spoken of, and does not act."""
    before = tuple(token.word for token in prose.between(sentence.place.start, place)[-4:])
    if any(holds_exactly(before, phrase) >= 0 for phrase in _ASIDE[prose.language]):
        return True
    after = tuple(token.word for token in prose.between(place, sentence.place.end)[:_NAME])
    return any(holds_exactly(after, phrase) >= 0 for phrase in _SENT[prose.language])
