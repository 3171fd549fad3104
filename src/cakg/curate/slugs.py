"""Slugs and names as curators would give them: of persons, events, statements; in both scripts, to be read."""

import re

from cakg.words.patterns import regex

_WORDS = regex(r"[a-z0-9]+")
_TO_CYRILLIC = (
    "shch>щ sch>щ kh>х zh>ж ch>ч sh>ш ts>ц yu>ю ya>я yo>ё ye>е dj>дж ph>ф th>т ck>к oo>у ee>и "
    "a>а b>б c>к d>д e>е f>ф g>г h>х i>и j>дж k>к l>л m>м n>н o>о p>п q>к r>р s>с t>т u>у v>в w>в x>кс y>й z>з"
)
_PAIRS = tuple(tuple(one.split(">")) for one in _TO_CYRILLIC.split())
_LATIN = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya"
_FROM_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        _LATIN.split(),
        strict=True,
    )
)


def slug(text: str, most: int = 6) -> str:
    """Return a text as a slug of at most so many words."""
    from anyascii import anyascii

    plain = anyascii(text.replace("’", "").replace("'", "")).lower()
    return "-".join(_WORDS.findall(plain)[:most]) or "unnamed"


def to_cyrillic(name: str) -> str:
    """Return a name as its letters sound in Russian: not its usual form, but one to begin with."""
    from anyascii import anyascii

    found = []
    for word in re.findall(r"[^\W_]+|[\W_]+", anyascii(name)):
        small, at, made = word.lower(), 0, ""
        while at < len(small):
            old, new = next(((o, n) for o, n in _PAIRS if small.startswith(o, at)), (small[at], small[at]))
            made, at = made + new, at + len(old)
        made = re.sub("й$", "и", made) if made.endswith("й") and len(made) > 2 and made[-2] not in "аеиоуыэюя" else made
        found.append(made.capitalize() if word[:1].isupper() else made)
    return "".join(found)


def to_latin(name: str) -> str:
    """Return a Russian name in Latin letters: not its usual form, but one to begin with."""
    found = []
    for letter in name:
        latin = _FROM_CYRILLIC.get(letter.lower())
        made = letter if latin is None else latin.replace("_", "")
        found.append(made.capitalize() if letter.isupper() else made)
    return "".join(found)
