"""Rules on texts: each is clean, each name fits the language that its tag says, and is told from every other name."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from cakg.judge.findings import Fault
from cakg.judge.material import Material, Text, is_text
from cakg.judge.rules import RULES, rule
from cakg.read.claims import Triple
from cakg.words.controls import acting, name_of
from cakg.words.namespaces import DCTERMS, NAMES, SKOS, compact, kind_of
from cakg.words.script import likeness_key, meant_language, mixed, scripts_in, scripts_of, strange

__all__ = ["RULES"]  # those on texts join those on dates

_PREFERRED = SKOS + "prefLabel"
_NAMES = frozenset({*NAMES, DCTERMS + "title"})
_JOINERS = "\u200c\u200d"  # which Arabic and Indic scripts need between letters
_JOINED = ("ARABIC", "DEVANAGARI")
_ENTITY = re.compile(r"&#?\w+;")
_TAG = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|p|script|span|strong|sub|sup|table|t[dhr]|u|ul)\b[^<>]*>", re.I
)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
# Marks, letters and a symbol that are blank, whatever category Unicode gives them: joiners, fillers, selectors.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")


@rule("violation")
def clean_text(material: Material) -> Iterator[Fault]:
    """Every text is composed (NFC), trimmed, whole, and free of double blanks, what nobody sees, HTML and conflicts.

    A name has letters, each in its plain shape. No IRI and no value of another sort acts on its reader, either.
    """
    for subject, predicate, value in material.texts:
        problem = _stain(value.value, is_name=predicate.value in _NAMES)
        if problem is not None:
            yield Fault(subject.value, f"{compact(predicate.value)} {problem}.", predicate.value, value)
    for subject, predicate, other in _others(material):
        for term in (subject, predicate, other):
            letter = acting(getattr(term, "value", ""))
            if letter is not None:
                message = f"{compact(predicate.value)} names what holds {letter}, which nobody sees; delete it."
                yield Fault(subject.value, message, predicate.value, other)
                break


@rule("violation")
def known_language(material: Material) -> Iterator[Fault]:
    """The tag of every text is that of a language (ISO 639, as CLDR lists them), and not the code of a state."""
    for subject, predicate, value in material.texts:
        meant = None if value.language is None else meant_language(value.language)
        if meant is not None:
            remedy = f"write @{meant}" if meant else "write it like @ru"
            yield Fault(subject.value, f"@{value.language} is no language; {remedy}.", predicate.value, value)


@rule("violation")
def name_in_its_script(material: Material) -> Iterator[Fault]:
    """A name has letters of the script of its language and no word of two scripts, unless it is taken over as it is."""
    named = {(t.subject, t.object.value, t.object.language) for t in material.texts if t.predicate.value in _NAMES}
    written = {(subject, text) for subject, text, tag in named if tag and scripts_of(tag) & scripts_in(text)}
    for subject, predicate, value in material.texts:
        if predicate.value not in _NAMES or value.language is None:
            continue
        word, there, wanted = mixed(value.value), scripts_in(value.value), scripts_of(value.language)
        alien = strange(value.value, value.language)
        if word is not None:
            which = " and ".join(sorted(one.title() for one in scripts_in(word)))
            problem = f"“{word}” has letters of two scripts, {which}; write it in one"
        elif there and wanted and not there & wanted and (subject, value.value) not in written:
            shown, right = (" or ".join(sorted(one.title() for one in some)) for some in (there, wanted))
            problem = f"“{value.value}” is written in {shown} and its tag, @{value.language}, says {right}; correct one"
        elif alien is not None and there & wanted:
            shown = " or ".join(sorted(one.title() for one in scripts_in(alien)))
            problem = f"“{alien}” is written in {shown}, which is no script of @{value.language}; write it as the rest"
        else:
            continue
        yield Fault(subject.value, f"{problem}.", predicate.value, value)


@rule("warning")
def name_like_anothers(material: Material) -> Iterator[Fault]:
    """No name is that of another entry of its kind but for order, case, accents, apostrophes or look-alike letters."""
    bearers: dict[tuple[str, str], dict[str, Text]] = {}
    for triple in material.labels():
        kind = kind_of(triple.subject.value)
        if kind is not None:
            key = kind, likeness_key(triple.object.value)
            kept = bearers.setdefault(key, {})
            if triple.subject.value not in kept or triple.predicate.value == _PREFERRED:
                kept[triple.subject.value] = triple
    for (_, shared), told in bearers.items():
        first, *others = sorted(told.values(), key=lambda triple: triple.subject.value)
        for other in others if shared else ():
            same = first.object == other.object and first.predicate == other.predicate
            if not (same and first.predicate.value == _PREFERRED):  # else name-of-two says so
                problem = f"“{other.object.value}” is hardly told from a name of {compact(first.subject.value)}"
                message = f"{problem}; merge the two or tell their names apart."
                yield Fault(other.subject.value, message, other.predicate.value, other.object)


def _others(material: Material) -> Iterator[Triple]:
    """Yield every statement, of whatever sort its value is, but for those of a text that are `material.texts`."""
    for triple in (*material.said.values(), *material.curated, *material.defined):
        if not is_text(triple.object) or acting(triple.subject.value) or acting(triple.predicate.value):
            yield triple


def _stain(text: str, is_name: bool) -> str | None:
    """Return what is unclean about a text, with the remedy; None where nothing is."""
    if not text:
        return "is empty; write the text, or delete the statement"
    if _CONFLICT.search(text):
        return "holds the marks of a conflict of merging; decide for one side and delete them"
    for at, letter in enumerate(text if any(map(_is_unseen, set(text))) else ""):  # which is so of hardly any
        if not _is_unseen(letter) or (letter == "\n" and not is_name):
            continue
        if not (letter in _JOINERS and _joins(text, at)):
            return f"holds a character that nobody sees ({name_of(letter)}); delete it or write a blank"
    if text != text.strip():
        return "begins or ends with a blank; delete it"
    if "  " in text.replace("\n ", "\n"):
        return "holds two blanks in a row; write one"
    if not unicodedata.is_normalized("NFC", text):
        return "holds a letter and its mark apart; write them composed (NFC)"
    if "\ufffd" in text:
        return "holds U+FFFD, which stands for what was lost; write what was there"
    words = () if text.isascii() else text.split()
    misread = next(((word, whole) for word in words if (whole := _reread(word)) is not None), None)
    if misread is not None:
        return f"holds “{misread[0]}”, which is UTF-8 taken for another encoding; write “{misread[1]}”"
    if is_name:
        if not any(map(str.isalpha, text)):
            return "has no letter; write the name"
        letters = () if unicodedata.is_normalized("NFKC", text) else filter(str.isalpha, text)
        shaped = next((one for one in letters if unicodedata.normalize("NFKC", one) != one), None)
        if shaped is not None:
            return f"holds {name_of(shaped)}; write {unicodedata.normalize('NFKC', shaped)}"
    written = [one for one in _ENTITY.findall(text) if unescape(one) != one] or _TAG.findall(text)
    return f"holds {written[0]}, which is HTML; write the character itself or delete it" if written else None


@lru_cache(maxsize=4096)
def _is_unseen(letter: str) -> bool:
    """Tell whether nobody sees a character, the blank between words aside."""
    return letter != " " and (unicodedata.category(letter) in _UNSEEN or _BLANK.fullmatch(letter) is not None)


def _reread(word: str) -> str | None:
    """Return what a word says whose UTF-8 was taken for the encoding of Windows, None where it was not."""
    try:
        found = word.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None
    return found if found != word else None


def _joins(text: str, at: int) -> bool:
    """Tell whether a joiner stands between letters of a script that needs it."""
    sides = text[at - 1 : at] + text[at + 1 : at + 2]
    return len(sides) == 2 and all(unicodedata.name(side, "").startswith(_JOINED) for side in sides)
