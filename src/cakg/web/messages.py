"""What the pages themselves say, in each language: a table of texts, found by the English ones."""

import csv
from collections.abc import Callable
from functools import lru_cache

from cakg.web.paths import LANGUAGES
from cakg.web.template import source

Say = Callable[..., str]
_TABLES = ("messages.csv", "doors.csv")  # the second is of the pages that lead to all others


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, str]]:
    """Return every text by the English one and by language; forms for numbers are parted by bars."""
    rows = (row for name in _TABLES for row in csv.DictReader(source(name).splitlines()))
    return {row["en"]: row for row in rows}


@lru_cache(maxsize=len(LANGUAGES))
def say(lang: str) -> Say:
    """Return the function that says an English text in a language.

    What stands in braces is put in by name. Of a text with bars (`{n} document|{n} documents`) it is the form that goes
    with `n`. *Errors*: KeyError for a text that is not in the table: it has no translation.
    *Source*: Unicode, CLDR, Language Plural Rules.
    """
    known = {english: texts[lang].split("|") for english, texts in table().items()}

    def said(english: str, /, **fields: object) -> str:
        forms = known[english]
        text = forms[_form(lang, fields["n"])] if len(forms) > 1 else forms[0]
        return text.format(**{name: _number(value) for name, value in fields.items()}) if fields else text

    return said


def _form(lang: str, n: object) -> int:
    """Return which of the forms goes with a number."""
    count = n if isinstance(n, int) else 0
    if lang != "ru":
        return int(count != 1)
    if count % 10 == 1 and count % 100 != 11:
        return 0
    return 1 if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else 2


def _number(value: object) -> object:
    """Return a number with its thousands apart, anything else as it is."""
    return f"{value:,}".replace(",", "\u202f") if isinstance(value, int) and abs(value) > 9999 else value
