"""All names as data for the search in the browser: the words, keys and rules by which `cakg search` finds things."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cakg.ask import likeness, matches, names, numerals, shorthand
from cakg.ask.candidates import labels_of
from cakg.ask.language import ENGLISH
from cakg.read.endings import INFLECTIONS
from cakg.words.collation import order
from cakg.words.namespaces import BASE, CAKG, KINDS, kind_of, local_name, split

if TYPE_CHECKING:
    from cakg.ask.term import Terms
    from cakg.engine.store import Source

ADDRESSES = "search-addresses.js"
_LARGEST = 240_000  # bytes of a file of data, about
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SCRIPTS = ((0xA1, 0x2FF), (0x370, 0x6FF), (0x900, 0x97F), (0x10A0, 0x10FF), (0x1E00, 0x1EFF), (0x3040, 0x30FF))
_OTHER = "ru"  # the second language of the pages


def files(dataset: "Source", terms: "Terms | None") -> Iterator[tuple[str, str]]:
    """Yield the data that the search needs as classic scripts: the name of a file in the folder of data, its text.

    No file is much longer than others, so that a browser reads them side by side. Each calls `cakg.give(name, part)`.
    `search.js` lists those that are needed for every search; the addresses are needed for an address alone.
    """
    listed = []
    for name, text in _parts(dataset, terms):
        listed.append(name)
        yield name, text
    yield "search.js", script("search", [name for name in listed if name != ADDRESSES])


def _parts(dataset: "Source", terms: "Terms | None") -> Iterator[tuple[str, str]]:
    read = json.loads(names.lexicon(dataset, terms).to_json())
    labels = _labels(dataset, terms, {name[0] for name in read["names"]})
    texts = sorted(
        {name[1] for name in read["names"]} | {text for own in labels.values() for text in own if text}, key=order
    )
    place = {text: _short(number) for number, text in enumerate(texts)}
    things, files = sorted(labels), {} if terms is None else term_files(terms)
    number = {iri: _short(n) for n, iri in enumerate(things)}
    languages = sorted({name[2] for name in read["names"]})
    used = Counter(n for name in read["names"] for n in name[3])
    ranked = sorted(range(len(read["words"])), key=lambda n: (-used[n], n))
    renumbered = {old: _short(new) for new, old in enumerate(ranked)}
    yield "search-rules.js", script("rules", _rules([likeness.Word(*word) for word in read["words"]]))
    yield "search-codes.js", script("codes", _codes(dataset))
    yield "search-languages.js", script("languages", languages)
    parts: dict[str, list[str]] = {
        "words": [_word(likeness.Word(*read["words"][old])) for old in ranked],
        "texts": texts,
        "things": [_thing(iri, *labels[iri], place, files) for iri in things],
        "names": [
            " ".join(
                [
                    number[iri],
                    place[text],
                    _short(languages.index(language)),
                    _short(whole + 2 * loose + 4 * titled),
                    _short(own),
                    *(renumbered[n] for n in words),
                ]
            )
            for iri, text, language, words, whole, loose, titled, own in read["names"]
        ],
    }
    for name, lines in parts.items():
        yield from _split(name, lines)
    addresses = [[names.address(url), things.index(iri)] for iri, url in names.addresses(dataset) if iri in number]
    yield ADDRESSES, script("addresses", addresses)


def _split(name: str, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield lines in files of like sizes, none larger than allowed but by a line."""
    sizes = [len(line.encode("utf-8")) + 3 for line in lines]
    most = sum(sizes) // (1 + sum(sizes) // _LARGEST) + 1
    parts: list[list[str]] = [[]]
    filled = 0
    for line, size in zip(lines, sizes, strict=True):
        if filled >= most:
            parts.append([])
            filled = 0
        parts[-1].append(line)
        filled += size
    for number, part in enumerate(parts):
        yield f"search-{name}-{number}.js", script(f"{name}-{number}", part)


def script(name: str, value: Any) -> str:
    """Return data as a classic script: from files, browsers read no other kind."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"cakg.give({json.dumps(name)},{written});\n"


def _short(number: int) -> str:
    """Return a number in 36 digits."""
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits


def _word(word: likeness.Word) -> str:
    """Return a word as it is written, with its keys where they do not follow from that."""
    follows = likeness.latin(word.written) == word.latin and likeness.sounded(word.latin) == word.sound
    return "." * word.initial + (word.written if follows else "|".join((word.written, word.latin, word.sound)))


def _labels(dataset: "Source", terms: "Terms | None", iris: set[str]) -> dict[str, tuple[str, str]]:
    english, other = (labels_of(dataset, sorted(iris), lang) for lang in (ENGLISH, _OTHER))
    found = {}
    for iri in iris:
        term = None if terms is None else terms.get(iri)
        label = english.get(iri) or (iri if term is None else term.name(ENGLISH))
        translated = other.get(iri) or (iri if term is None else term.name(_OTHER))
        found[iri] = label, "" if translated == label else translated
    return found


def term_files(terms: "Terms") -> dict[str, str]:
    """Return the name of the page of each term by its IRI: its local name, that of other vocabularies after a prefix.

    Where two differ in case alone (`Place`, `place`), which some file systems do not tell apart, the property says so.
    """
    names = {one.iri: _term_name(one.iri) for one in terms}
    taken = Counter(name.lower() for name in names.values())
    return {
        iri: f"{name}-property" if taken[name.lower()] > 1 and name[0].islower() else name
        for iri, name in names.items()
    }


def _term_name(iri: str) -> str:
    parts = split(iri)
    return local_name(iri) if iri.startswith(CAKG) or parts is None else "-".join(parts)


def _thing(iri: str, label: str, other: str, place: dict[str, str], files: dict[str, str]) -> str:
    kind = kind_of(iri)
    slug = f"{files.get(iri, local_name(iri))}|{iri}" if kind is None else iri.removeprefix(f"{BASE}{kind}/")
    return " ".join(filter(None, (kind or "term", slug, place[label], place[other] if other else "")))


def _codes(dataset: "Source") -> dict[str, list[str]]:
    """Return the slugs of states by their ISO codes of three letters and of two."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    found: dict[str, list[str]] = {}
    for state, code in names.state_codes(dataset):
        for one in {code, *(aliases.get(code, ()) if len(aliases.get(code, ())) == 1 else ())}:
            found.setdefault(one, []).append(state.removeprefix(BASE + "state/"))
    return {code: sorted(slugs) for code, slugs in sorted(found.items())}


def _rules(words: Sequence[likeness.Word]) -> dict[str, Any]:
    letters = {chr(code) for first, last in _SCRIPTS for code in range(first, last + 1)}
    letters |= {letter for word in words for letter in word.written if ord(letter) > 127}
    latin = sorted((one, likeness.latin(one)) for one in letters if one == one.casefold() and one.isalnum())
    return {
        "base": BASE,
        "kinds": list(KINDS),
        "alike": matches.ALIKE,
        "groups": {
            "of": {kind: names.group_of(f"{BASE}{kind}/x") for kind in KINDS},
            "about": names.ABOUT,
            "spoken": names.SPOKEN_OF,
        },
        "apostrophes": likeness.APOSTROPHES,
        "empty": sorted(likeness.EMPTY),
        "initials": sorted(likeness.INITIALS),
        "sounds": likeness.SOUNDS,
        "patronymic": likeness.PATRONYMIC,
        "said": list(shorthand.SAID.items()),
        "ordinals": numerals.ORDINALS,
        "stems": numerals.STEMS,
        "romans": numerals.ROMANS,
        "endings": numerals.ENDINGS,
        "inflections": {tag: one._asdict() for tag, one in INFLECTIONS.items()},
        "latin": [pair for pair in latin if pair[1]],
    }
