"""In which language a text is written, by its letters' statistics (py3langid), and whether drafts are made of it."""

from functools import lru_cache
from typing import Any

from cakg.curate.wordlists import WORDINGS
from cakg.words.errors import InputError
from cakg.words.script import scripts_in

_OURS = ("en", "ru", "kk", "ky", "tg", "tk", "uz", "az", "tr", "uk", "be", "bg", "mn", "fa", "ar", "zh", "ja", "ko",
         "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sv", "hi", "ur", "ka", "hy")  # fmt: skip
_TOLD = 20  # letters: in less no language is told


def language_of(text: str, name: str) -> str:
    """Return the language of a text. Errors: InputError where drafts are not made of it, or it tells none."""
    letters = sum(map(str.isalpha, text))
    if letters < _TOLD:
        raise InputError("it holds too few words to tell its language", "give the text of the document", path=name)
    found = str(_identifier().classify(text)[0])
    if found == "ru" and any(letter in text for letter in "ңғқұәһөүұіӣҷҳӯ"):
        found = _turkic(text) or found
    if found not in WORDINGS:
        served = " and ".join(_names(one) for one in sorted(WORDINGS))
        shown = _names(found)
        raise InputError(
            f"its language is {shown}, and drafts are made of {served}", "write the report by hand", path=name
        )
    if found == "ru" and "CYRILLIC" not in scripts_in(text):
        raise InputError("its language is not told by its letters", "write the report by hand", path=name)
    return found


def _turkic(text: str) -> str | None:
    """Return the language whose own letters are many in a Cyrillic text that is taken for Russian."""
    own = {"kk": "ғқұәһі", "ky": "ңөү", "tg": "ӣҷҳӯғқ"}
    counted = {tag: sum(text.lower().count(letter) for letter in letters) for tag, letters in own.items()}
    best = max(sorted(counted), key=lambda tag: counted[tag])
    return best if counted[best] > len(text) / 60 else None


def _names(tag: str) -> str:
    from babel import Locale

    return str(Locale("en").languages.get(tag, tag))


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(_OURS))
    return identifier
