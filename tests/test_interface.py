"""The words of the site itself: everything that a page says is said in every language, whole and with its numbers."""

import ast
import re
import string
from pathlib import Path

import pytest

from cakg.ask.term import Terms
from cakg.read.corpus import Corpus
from cakg.web.messages import say, table
from cakg.web.words import KINDS, WORDS, kind_word, word
from cakg.words.namespaces import CAKG, DERIVED, INSTANCE_KINDS, NAMES

WEB = Path(__file__).parents[1] / "src" / "cakg" / "web"
FORMS = {"en": 2, "ru": 3}  # of what is counted
UNWORDED = {  # what pages show as marks, links and headings, not as values
    *(CAKG + name for name in ("accepts", "participation", "reading")),
    *DERIVED,
    *NAMES,
}


def in_templates() -> set[str]:
    """Return every text that a template says."""
    texts = (path.read_text("utf-8") for path in sorted(WEB.glob("templates/*")) if path.suffix in (".html", ".xml"))
    return {found for text in texts for found in re.findall(r'\bt\("([^"]+)"', text)}


def in_code() -> set[str]:
    """Return every text that the code says by itself."""
    found = set()
    for path in sorted(WEB.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = node.func if isinstance(node, ast.Call) else None
            called = name.attr if isinstance(name, ast.Attribute) else name.id if isinstance(name, ast.Name) else ""
            if called == "t" and isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    return found


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_whatever_is_said_is_in_the_table() -> None:
    said = (
        in_templates() | in_code() | {one.text for one in WORDS.values()} | {n for pair in KINDS.values() for n in pair}
    )
    assert len(said) > 200 and kind_word("role") in table()
    assert said <= table().keys()


@pytest.mark.parametrize("english", sorted(table()))
def test_a_text_is_whole_in_every_language(english: str) -> None:
    said = table()[english]
    is_counted = "|" in english
    for lang, count in FORMS.items():
        forms = said[lang].split("|")
        assert len(forms) == (count if is_counted else 1) and all(one.strip() for one in forms), lang
        assert all(fields(one) == fields(english) for one in forms), lang
    assert said["ru"] != english or english.startswith("{")


@pytest.mark.parametrize(
    ("lang", "n", "text"),
    [
        ("en", 1, "1 document"), ("en", 0, "0 documents"), ("en", 21, "21 documents"),
        ("ru", 1, "1 документ"), ("ru", 21, "21 документ"), ("ru", 11, "11 документов"), ("ru", 3, "3 документа"),
        ("ru", 13, "13 документов"), ("ru", 0, "0 документов"), ("ru", 12345, "12\u202f345 документов"),
    ],
)  # fmt: skip
def test_what_is_counted_has_its_form(lang: str, n: int, text: str) -> None:
    assert say(lang)("{n} document|{n} documents", n=n) == text


def test_an_unknown_text_is_a_fault() -> None:
    with pytest.raises(KeyError):
        say("ru")("What nobody translated")


def test_every_property_has_a_word(sample: Corpus) -> None:
    """One that the table did not know would be shown on no page: its values would be lost in silence."""
    found = {one.iri for one in Terms.of(sample) if one.ours and one.sort.endswith("property")}
    assert len(found) > 80 and found <= WORDS.keys() | UNWORDED, sorted(found - WORDS.keys() - UNWORDED)
    assert {kind for kind in INSTANCE_KINDS if kind not in KINDS} == set()
    assert word(CAKG + "somethingNew").text == "something new"
