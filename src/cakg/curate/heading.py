"""What a document says of itself before it begins: title, day and place of issue, publisher, kind."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cakg.curate.days import days_of
from cakg.curate.mentions import Mention, within
from cakg.curate.prose import Prose, Sentence, Token
from cakg.curate.register import Register
from cakg.curate.wordlists import bag
from cakg.read import inflection
from cakg.read.text import Range
from cakg.words.namespaces import BASE, CAKG, kind_of
from cakg.words.patterns import regex

_BODY = 7  # words of a sentence with which the text itself begins
_HEAD = 12  # paragraphs among which the heading is looked for
_TITLE = 3  # words of the shortest title
_PLAIN = 6  # words of a heading that may hold nothing but names
_DATELINE = 110  # characters from the start of the text in which a dateline ends
CITY = BASE + "kind/city"
_ASIDE = 6  # words beside a city in a heading that tells where a document was issued
_MARKS = " \t#*_>|~`"
_RE = regex(r"^(?:Re|Subject|Тема)\s*:\s*", re.IGNORECASE)
_KINDS = (  # what a heading says, and the kind of document that it is
    ("press-release", ("press release", "news release", "readout", "пресс-релиз", "сообщение для сми")),
    ("official-report", ("summary report", "report of the secretary", "доклад")),
    ("transcript", ("transcript", "стенограмма", "press statements", "joint news conference", "remarks")),
    ("interview-text", ("interview", "интервью")),
    ("decision-text", ("resolution", "decision no", "решение №", "резолюция")),
)
_SPEECH = regex(r"^(?:[A-ZА-ЯЁ][^:.,;“”\"«»]{2,90}|Mr\.? [A-Z][\w.]+|MR\. [A-Z]+|Q|Question|Вопрос):\s+\S")
_SPOKEN = {
    "en": bag("i we our my us"),
    "ru": bag("я мы наш наша наше наши мой моя нас нам"),
}
_SPEECHES = 3  # paragraphs of speech, from which on a text is a transcript


@dataclass(frozen=True)
class Told:
    """Hold a value of the heading with its place in the text, if it stands there; not `sure` where it is to be read."""

    value: str
    place: Range | None
    sure: bool
    why: str = ""


@dataclass(frozen=True)
class Heading:
    """Hold what a document says of itself; `body` is where its text begins, `end` where speech does."""

    title: Told | None
    issued: Told | None
    place: Told | None
    publisher: Told | None
    kind: Told
    body: int
    end: int
    dateline: Range | None


def heading_of(
    prose: Prose, mentions: Sequence[Mention], register: Register, meta: Mapping[str, str], address: str | None
) -> Heading:
    """Return what a document says of itself; `meta` are the particulars of its page, `address` is where it lies."""
    head, body = _parted(prose)
    title = _title(prose, head, mentions, meta)
    dateline = _dateline(prose, head, mentions, body, title)
    issued = _issued(prose, dateline, meta)
    place = _place(mentions, dateline) or _place_alone(prose, head, mentions, register)
    publisher = _publisher(prose, head, dateline, mentions, register, meta, address)
    kind = _kind(prose, head, title, publisher, register)
    return Heading(title, issued, place, publisher, kind, body, _end(prose, body), dateline)


def speeches(prose: Prose) -> list[Range]:
    """Return the paragraphs of speech: those that begin with who speaks."""
    found = []
    for one in prose.document.paragraphs:
        if _SPEECH.match(prose.text[one.start : one.end]):
            name = prose.between(one.start, prose.text.find(":", one.start))
            light = prose.wording.light
            if all(token.is_capital or token.word in light or _is_office(prose, token) for token in name):
                found.append(one)
    return found


def _is_office(prose: Prose, token: Token) -> bool:
    """Tell whether a word is one of those for offices, which Russian writes small."""
    wording = prose.wording
    if token.word in wording.titles or token.word in wording.gathered:
        return True
    return prose.language == "ru" and any(inflection.is_form_of(one, token.word, "ru") for one in wording.gathered)


def _end(prose: Prose, body: int) -> int:
    """Return where what is told ends, and what was said begins word by word."""
    said = [one for one in speeches(prose) if one.start >= body or one.start < body <= one.end]
    if not said:
        return len(prose.text)
    rest = len(prose.text) - said[0].start
    return said[0].start if len(said) > 1 or rest > 0.5 * len(prose.text) else len(prose.text)


def _parted(prose: Prose) -> tuple[list[Sentence], int]:
    """Return the sentences before the text itself, and where that begins."""
    head: list[Sentence] = []
    for sentence in prose.sentences:
        if sentence.paragraph > _HEAD or (not sentence.is_heading and len(sentence.tokens) >= _BODY):
            return head, sentence.place.start
        head.append(sentence)
    return [one for one in head if one.is_heading], head[0].place.start if head else 0


def _title(prose: Prose, head: Sequence[Sentence], mentions: Sequence[Mention], meta: Mapping[str, str]) -> Told | None:
    best: tuple[int, int, str, Range] | None = None
    for sentence in head:
        if not sentence.is_heading:
            continue
        text = prose.text[sentence.place.start : sentence.place.end]
        bare = _RE.sub("", text.strip(_MARKS)).strip(_MARKS)
        words = len(_title_words(bare))
        named = sum(one.last - one.first + 1 for one in within(mentions, sentence.place.start, sentence.place.end))
        if words < _PLAIN and named >= words - 1:
            continue  # a publisher, or a place
        if (
            words < _TITLE
            or _is_dateline(prose, sentence, mentions)
            or bare.lower().startswith(("http", "www", "for information"))
        ):
            continue
        start = prose.text.find(bare, sentence.place.start)
        if best is None or words > best[0]:
            best = words, -sentence.place.start, bare, Range(start, start + len(bare))
    if best is not None and meta.get("title") and meta["title"] not in best[2] and best[2] not in meta["title"]:
        return Told(meta["title"], None, False, "as the page has it")
    if best is not None:
        return Told(best[2], best[3], True)
    return Told(meta["title"], None, False, "as the page has it") if meta.get("title") else None


def _is_dateline(prose: Prose, sentence: Sentence, mentions: Sequence[Mention]) -> bool:
    """Tell whether a heading is hardly more than a date: beside it stand a place, a publisher, or what begins large."""
    found = [day for day in days_of(prose, "2000-01-01") if sentence.place.start <= day.start < sentence.place.end]
    covered = [(one.start, one.end) for one in found] + [(one.start, one.end) for one in mentions]
    return (
        any(day.sure and day.is_day for day in found)
        and len(sentence.tokens) <= 10
        and not any(
            len(token.written) > 3 and token.written[0].islower() and not token.written[0].isdigit()
            for token in sentence.tokens
            if not any(start <= token.start < end for start, end in covered)
        )
    )


def _dateline(
    prose: Prose, head: Sequence[Sentence], mentions: Sequence[Mention], body: int, title: Told | None
) -> Range | None:
    """Return the heading that is a dateline, else the opening of the text up to its dash."""
    opening = prose.text[body : body + _DATELINE]
    dash = re.search(r"\s[–—-]{1,2}\s|\s?/[^/]{2,40}/\s?[.–—-]", opening)
    if dash is not None and _opens(prose, body, body + dash.start()):
        return Range(body, body + dash.end())
    for sentence in head:
        if _is_dateline(prose, sentence, mentions) and (
            title is None or title.place is None or sentence.place != title.place
        ):
            return sentence.place
    return None


def _opens(prose: Prose, start: int, end: int) -> bool:
    """Tell whether an opening is a dateline: a place in capitals or a date."""
    tokens = prose.between(start, end)
    if not tokens or len(tokens) > 10:
        return False
    dated = any(start <= day.start < end and day.is_day for day in days_of(prose, "2000-01-01"))
    return dated or tokens[0].written.isupper()


def _issued(prose: Prose, dateline: Range | None, meta: Mapping[str, str]) -> Told | None:
    days = [day for day in days_of(prose, None) if day.is_day and "/" not in day.edtf]
    if dateline is not None:
        for day in days:
            if dateline.start <= day.start < dateline.end:
                return Told(day.edtf, Range(day.start, day.end), True)
    if meta.get("issued"):
        return Told(meta["issued"], None, False, "as the page has it")
    first = [day for day in days if day.start < len(prose.text) // 10 or day.start < 300]
    last = [day for day in days if day.start > len(prose.text) - 150]
    for day in (*first, *last):
        return Told(day.edtf, Range(day.start, day.end), False, "the first date, not in a dateline")
    return None


def _place(mentions: Sequence[Mention], dateline: Range | None) -> Told | None:
    if dateline is None:
        return None
    for one in within(mentions, dateline.start, dateline.end):
        place = one.of("place")
        if place is not None:
            return Told(place, Range(one.start, one.end), len(one.things) == 1)
    return None


def _place_alone(
    prose: Prose, head: Sequence[Sentence], mentions: Sequence[Mention], register: Register
) -> Told | None:
    """Return the city that a heading names which is hardly longer."""
    for sentence in head:
        for one in within(mentions, sentence.place.start, sentence.place.end):
            place = one.of("place")
            short = len(sentence.tokens) <= one.last - one.first + 1 + _ASIDE and sentence.is_heading
            if place is not None and short and CITY in register.all(place, "kind"):
                return Told(place, Range(one.start, one.end), False, "a heading of its own")
    return None


def _publisher(
    prose: Prose,
    head: Sequence[Sentence],
    dateline: Range | None,
    mentions: Sequence[Mention],
    register: Register,
    meta: Mapping[str, str],
    address: str | None,
) -> Told | None:
    if address is not None:
        found = publishers_at(register).get(host_of(address))
        if found is not None:
            return Told(found, None, False, f"other documents at {host_of(address)} are of this publisher")
    named = meta.get("publisher", "").casefold()
    for iri, names in register.names.items() if named else ():
        if kind_of(iri) == "org" and any(text.casefold() == named for text, _ in names):
            return Told(iri, None, False, "as the page has it")
    if dateline is not None:
        for one in within(mentions, dateline.start, dateline.end):
            if (org := one.of("org")) is not None and one.of("post", "place") is None:
                return Told(org, Range(one.start, one.end), True)
    alone = []
    for sentence in head:
        for one in within(mentions, sentence.place.start, sentence.place.end):
            org = one.of("org")
            if org is not None and one.of("post") is None and len(sentence.tokens) <= one.last - one.first + 4:
                alone.append((org, Range(one.start, one.end)))
    below = [(org, place) for org, place in alone if {other for other, _ in alone} & set(register.above(org))]
    for org, place in below or alone:
        return Told(org, place, True)
    counted = Counter(org for one in mentions if (org := one.of("org")) is not None and one.of("post") is None)
    for org, often in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:1]:
        if often >= 2:
            return Told(org, None, False, "the body that it names most often")
    return None


def _kind(
    prose: Prose, head: Sequence[Sentence], title: Told | None, publisher: Told | None, register: Register
) -> Told:
    top = " ".join(prose.text[one.place.start : one.place.end] for one in head).lower()
    if len(speeches(prose)) >= _SPEECHES:
        return Told("transcript", None, False, "most of it is speech")
    words = [token.word for token in prose.tokens]
    if sum(word in _SPOKEN[prose.language] for word in words) > len(words) / 50:
        return Told("speech-text", None, False, "who speaks says I and we")
    for kind, phrases in _KINDS:
        for phrase in phrases:
            at = prose.text.lower().find(phrase)
            if phrase in top and at >= 0:
                return Told(kind, Range(at, at + len(phrase)), True)
    if publisher is not None and "media" in " ".join(register.all(publisher.value, "kind")):
        return Told("news-article", None, False, "the publisher is a medium")
    return Told("press-release", None, False, "what a body that is no medium says of itself")


def host_of(address: str) -> str:
    """Return the host of an address without `www.`."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def publishers_at(register: Register) -> Mapping[str, str]:
    """Return the publisher of other documents at each host, where all have one."""
    found: dict[str, set[str]] = {}
    for report in register.reports:
        for triple in report.triples:
            if triple.subject == report.iri and triple.predicate.value == CAKG + "url":
                found.setdefault(host_of(triple.object.value), set()).update(report.publishers)
    return {host: next(iter(each)) for host, each in found.items() if len(each) == 1}


def _title_words(title: str) -> list[str]:
    """Return the words of a title."""
    return re.findall(r"[^\W_]+", title)
