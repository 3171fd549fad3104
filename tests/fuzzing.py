"""What the tests by chance share: texts put together of pieces, sound texts that accidents befall, and refusals.

With CAKG_FUZZ=20000 in the environment each test tries as many examples of its own choice (a slow one a hundredth);
without it, the same few.
"""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import yaml
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from tests.sampling import few

from cakg.words.errors import CakgError

TESTS = Path(__file__).parent
PIECES: dict[str, list[str]] = yaml.safe_load((TESTS / "fuzz" / "pieces.yaml").read_text("utf-8"))
EXAMPLES = int(os.environ.get("CAKG_FUZZ", "0"))
fuzz = settings(
    max_examples=EXAMPLES or few(50, whole=150),
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
slow = settings(fuzz, max_examples=EXAMPLES // 100 or 4)
ANY = st.text(alphabet=st.characters(exclude_categories=[]), max_size=6)  # surrogates as well

_ODD = (
    "\x00\x01\x0b\x1b\x7f\x85\xa0\xad\u0301\u0660\u200b\u202e\u2028\u2066\ud800\ufeff\uffff\U0001f600"
    "\t\r\n\\\"'`<>{}[]()|^@#%&?;"
)
_HUGE = ("0" * 50, "9" * 19, "9" * 5000, "1" * 400 + ".5", "1e999999999", "-1", "99999-01-01", "0000", "2147483648")
_OPENING = ("[", "(", "{", "<<", "<<(", "!", "-", "^", '"', "'", "- ", "? ", "<b>", "&amp;", "#+ ")
_TOKEN = re.compile(r'"[^"\n]*"\S*|\S+')
_OWN_BUGS = re.compile("Exceeds the limit|invalid literal|codec can't|NoneType|object (?:has no|is not)|out of range")


def mixture(kind: str, most: int = 25) -> st.SearchStrategy[str]:
    """Return texts put together of pieces that a language is made of, with anything between."""
    pieces = st.sampled_from(PIECES[kind])
    return st.lists(st.one_of(pieces, pieces, pieces, ANY), max_size=most).map("".join)


def spoilt(kind: str, sound: Sequence[str]) -> st.SearchStrategy[str]:
    """Return sound texts that some accidents have befallen."""
    chances = st.randoms(use_true_random=bool(EXAMPLES))
    return st.builds(lambda text, chance: spoil(text, chance, PIECES[kind]), st.sampled_from(sound), chances)


def spoil(text: str, chance: Random, pieces: Sequence[str]) -> str:
    """Return a text after some accidents: parts lost, doubled, exchanged, pasted into, nested, garbled or grown."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(text))
        end = start + chance.choice((0, 3, 12, 60, len(text)))
        accident = chance.choice(_ACCIDENTS)
        text = text[:start] + accident(text[start:end], chance, pieces) + text[end:]
        text = exchange(text, chance) if chance.random() < 0.5 else text
    return text


def exchange(text: str, chance: Random) -> str:
    """Return a text in which one word stands in the place of another, so that it may still be sound."""
    words = list(_TOKEN.finditer(text))
    if not words:
        return text
    gone, put = chance.choice(words), chance.choice(words)
    return text[: gone.start()] + put[0] + text[gone.end() :]


def _garbled(part: str, chance: Random, _: Sequence[str]) -> str:
    """Return a part of a text as it is where one program writes it and another reads it."""
    wrote, read = (chance.choice(("utf-8", "cp1251", "latin-1", "utf-16", "utf-7")) for _ in range(2))
    return part.encode(wrote, "replace").decode(read, "replace")


_ACCIDENTS: tuple[Callable[[str, Random, Sequence[str]], str], ...] = (
    lambda part, chance, pieces: "",
    lambda part, chance, pieces: part * 2,
    lambda part, chance, pieces: part.upper(),
    lambda part, chance, pieces: chance.choice(pieces),
    lambda part, chance, pieces: part + chance.choice(pieces) + part,
    lambda part, chance, pieces: chance.choice(_ODD) + part + chance.choice(_ODD),
    lambda part, chance, pieces: part.replace("\n", chance.choice(("\r\n", "\r", "\u2028", "", "\n\n"))),
    lambda part, chance, pieces: re.sub("[0-9]+", chance.choice(_HUGE), part, count=1),
    lambda part, chance, pieces: chance.choice(_OPENING) * chance.choice((3, 70, 2000)) + part,
    _garbled,
)


def quiet(work: Callable[[], object], *kinds: type[Exception]) -> bool:
    """Tell whether work was done; what refuses it says why in one line, and not in the words of Python."""
    try:
        work()
    except (CakgError, *kinds) as refusal:
        assert str(refusal).strip() and "\n" not in str(refusal), refusal
        assert not _OWN_BUGS.search(str(refusal)), refusal
        return False
    return True
