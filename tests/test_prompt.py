"""At the prompt: what a warm command imports and reads, counted rather than timed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from cakg.export import layout
from cakg.words.patterns import regex

HEAVY = {
    "rdflib", "oxrdflib", "networkx", "scipy", "numpy", "pyshacl", "shacl", "babel", "jinja2", "snowballstemmer",
    "yaml", "rich.table", "rich.console", "importlib.metadata", "importlib.resources",
    "rich.cells", "calendar", "csv", "decimal",
    "cakg.cli.judging", "cakg.cli.making", "cakg.cli.networking",
    "cakg.engine.guard", "cakg.engine.remote", "cakg.export.about",
    "cakg.read.claims", "cakg.read.frontmatter", "cakg.read.turtle", "cakg.words.dates",
    "cakg.compile.dataset", "cakg.compile.derive", "cakg.networks", "cakg.web",
}  # fmt: skip
ALL = {"cakg.cli.judging", "cakg.cli.making", "cakg.cli.networking"}  # of which the list of commands speaks
GUARDED = {"cakg.engine.guard"}
DATED = {"cakg.words.dates", "calendar"}
STEMS = {"snowballstemmer", "babel", "importlib.metadata", "importlib.resources", "decimal", "cakg.read.claims"}
ASKED = {  # command -> what of the heavy it may need
    "--help": ALL,
    "ask": GUARDED,
    "ask meetings-of-series --help": GUARDED,
    "ask meetings-of-series --series mountain-consultations": GUARDED,
    "ask meetings-of-series --series mountain-consultations --as-known-on 2021": GUARDED | DATED,
    "query ASK{?event~a~cakg:Event}": GUARDED,
    "info": set[str](),
    "disputes": DATED,
    "show mountain-consultations": STEMS,  # what no quote shows is judged by stems
    "search mountain": {"importlib.resources"},  # of anyascii
}
_TRACE = """
import os, sys
opened = set()
sys.addaudithook(lambda name, given: opened.add(str(given[0])) if name == "open" else None)
from cakg.cli import run
code = run(sys.argv[1:])
print(*(path for path in opened if path.endswith((".ttl", ".tsv"))), sep=chr(10), file=sys.stderr)
print("imported", *sys.modules, file=sys.stderr)
sys.exit(code)
"""


def traced(command: str, root: Path) -> tuple[list[str], set[str]]:
    """Return which texts of the corpus a command opens, and what it imports."""
    words = [word.replace("~", " ") for word in command.split()]
    options = [] if "--help" in words else ["--root", str(root)]
    env = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    done = subprocess.run([sys.executable, "-c", _TRACE, *words, *options], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    *said, last = done.stderr.strip().splitlines()
    return [line for line in said if line.endswith((".ttl", ".tsv"))], set(last.split()[1:])


@pytest.mark.parametrize("command", ASKED)
def test_a_warm_command_reads_no_text_and_imports_nothing_heavy(command: str, sample_root: Path) -> None:
    traced(command, sample_root)  # which fills the cache
    texts, modules = traced(command, sample_root)
    assert texts == []
    assert {name for name in HEAVY if name in modules} <= ASKED[command]


def test_a_cold_command_is_seen_to_read_and_to_import(own_root: Path) -> None:
    """The counting sees what it is to see."""
    path = own_root / "data/register/event.ttl"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    texts, modules = traced("info", own_root)
    assert len(texts) > 40 and {"cakg.read.claims", "cakg.compile.dataset"} <= modules


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("re.compile", lambda *_: pytest.fail("it was compiled before"))
        waiting = regex("(a)B", re.IGNORECASE)
    assert waiting.sub(r"\1\1", "xab") == "xaa" and waiting.fullmatch("AB") and not waiting.search("b")
    assert waiting.pattern == "(a)B"


def test_the_letters_that_are_not_measured_take_one_place() -> None:
    usual = "".join(letter for letter in map(chr, range(sys.maxunicode + 1)) if layout._USUAL.fullmatch(letter))
    assert {*"aZ “”–…ёӣқ"} <= {*usual}
    assert set(map(cell_len, usual)) == {1} and cell_len(usual) == len(usual)


def test_a_table_without_rows_that_does_not_fit_is_none() -> None:
    """Names of columns alone, cut up letter by letter, tell nothing; a list of records has none to show."""
    columns = [f"column {number}" for number in range(30)]
    assert layout.table(columns, [], 80) == ""
    assert "column 1" in layout.table(columns[:3], [], 80)


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.text("ab \néя中─[]:👍\u0301\u3000\xa0\u200b", max_size=6), min_size=3, max_size=3), max_size=4
    ),
    st.sampled_from([None, 60, 100]),
)
def test_a_table_that_fits_is_that_of_rich(rows: list[list[str]], width: int | None) -> None:
    columns = ["one", "two", "three"]
    plain = layout.table(columns, rows, width)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "_is_plain", lambda *_: False)
        assert layout.table(columns, rows, width) == plain
