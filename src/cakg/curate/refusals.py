"""What no draft is made of: a copy at an address of others, and two documents in one text."""

from itertools import pairwise

from cakg.curate.days import days_of
from cakg.curate.known import mirrors
from cakg.curate.prose import Prose
from cakg.curate.publishers import host_of
from cakg.read.claims import Claims
from cakg.read.text import Document
from cakg.words.errors import InputError

_COPIES = {  # hosts, with all below them, that show the pages of others, as they were or in another language
    "copies": (
        "archive.org", "archive.ph", "archive.is", "archive.today", "archive.fo", "archive.li", "archive.md",
        "archive.vn", "ghostarchive.org", "perma.cc", "webcache.googleusercontent.com", "cc.bingj.com",
        "yandexwebcache.net",
    ),
    "translations": (
        "translate.google.com", "translate.google.ru", "translate.goog", "translate.yandex.com",
        "translate.yandex.ru", "translated.turbopages.org",
    ),
}  # fmt: skip
_BODY = 40  # words that each of two documents has at least
_HEADING = 12  # words of a heading with a date


def refuse_mirror(claims: Claims, address: str | None, canonical: str | None, name: str) -> None:
    """Errors: InputError where an address is that of a copy, by its host, or as the page itself says."""
    if address is None:
        return
    host = host_of(address)
    shown = [what for what, hosts in _COPIES.items() if any(f".{host}".endswith(f".{one}") for one in hosts)]
    if shown or host in mirrors(claims):
        problem = f"{host} holds {shown[0] if shown else 'copies'} of the pages of others"
        raise InputError(problem, "draft from the publisher's address, and name the copy by --archived", path=name)
    if canonical is not None and host_of(canonical) and host_of(canonical) != host:
        raise InputError(f"the page says that it is a copy of {canonical}", "draft from that address", path=name)


def refuse_languages(document: Document) -> None:
    """Errors: InputError where a text goes on in letters of another script: a document and its translation."""
    found: dict[str, tuple[int, int]] = {}
    for number, paragraph in enumerate(document.paragraphs, 1):
        text = document.text[paragraph.start : paragraph.end]
        cyrillic = sum("\u0400" <= letter <= "\u052f" for letter in text)
        latin = sum(letter.isascii() and letter.isalpha() for letter in text)
        script = "Cyrillic" if cyrillic > latin else "Latin"
        first, words = found.get(script, (number, 0))
        found[script] = first, words + len(text.split())
    long = sorted((first, script) for script, (first, words) in found.items() if words >= _BODY)
    if len(long) > 1:
        each = ", ".join(f"one in {script} letters from paragraph {first}" for first, script in long)
        raise InputError(
            f"two documents stand in it: {each}", "give each language a file of its own", path=document.path
        )


def refuse_two(prose: Prose) -> None:
    """Errors: InputError where two headings with a day of issue each begin a document of some length."""
    starts = []
    days = [day for day in days_of(prose, None) if day.is_day and "/" not in day.edtf and not day.borrowed]
    for number, paragraph in enumerate(prose.document.paragraphs, 1):
        text = prose.text[paragraph.start : paragraph.end]
        tokens = prose.between(paragraph.start, paragraph.end)
        own = [day for day in days if paragraph.start <= day.start < paragraph.end]
        opening = text[:90]
        dashed = any(f" {dash} " in opening for dash in "–—-") and any(
            day.end <= paragraph.start + 80 for day in own if prose.text[day.end : day.end + 3].strip()[:1] in "–—-"
        )
        alone = (
            bool(own) and len(tokens) <= _HEADING and len(tokens) - len(prose.between(own[0].start, own[0].end)) <= 6
        )
        if own and (dashed or alone):
            starts.append((number, paragraph.start, own[0].edtf))
    if len(starts) < 2:
        return
    ends = [*(start for _, start, _ in starts[1:]), len(prose.text)]
    parts = [
        (number, day, len(prose.between(start, end))) for (number, start, day), end in zip(starts, ends, strict=True)
    ]
    long = [(number, day) for number, day, words in parts if words >= _BODY]
    for (first, one), (second, other) in pairwise(long):
        if _is_headed(prose, second):
            each = f"one of {one} from paragraph {first}, one of {other} from paragraph {second}"
            problem = f"two documents stand in it: {each}"
            raise InputError(problem, "give each a file of its own", path=prose.document.path)


def _is_headed(prose: Prose, number: int) -> bool:
    """Tell whether a heading stands at or right around a paragraph, or it begins with a dateline of its own."""
    near = [one for one in prose.sentences if number - 2 <= one.paragraph <= number + 1]
    return any(one.is_heading for one in near) or any(
        one.paragraph == number and one.tokens[0].written.isupper() for one in near
    )
