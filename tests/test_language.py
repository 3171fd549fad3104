"""Names in the language that is asked for: by every function and command that shows names, on the frozen sample.

That saved questions do so is tested with them (test_questions). What is not named in a language is named in English, or
else in any; a language in which nothing is named is refused.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

import cakg
from cakg.ask.language import named, spoken
from cakg.cli import group, run
from cakg.compile.dataset import quads
from cakg.engine.store import as_dataset
from cakg.read.claims import gather
from cakg.read.corpus import Corpus
from cakg.words.namespaces import RDFS

ROOT = Path(__file__).parents[1]
MEETING, TENURE, VIEW = "event:2018-05-10-mountain-consultations", "tenure:anora-zeller--mdc-head", "persons-by-events"
REPORT = "report:2019-06-08-vestnik-doliny-konsultatsii"
HEAD, LAST = "Anora Zeller, Head of the Mountain Dialogue Centre", "Горные консультации прошли в Душанбе"


def ask(graph: cakg.Graph, lang: str) -> Any:
    return [row["name"] for row in cakg.ask("events-on-the-map", graph, lang=lang).to_dicts()]


def search(graph: cakg.Graph, lang: str) -> Any:
    return [hit.label for hit in cakg.search("Алма-Ата", graph, 1, lang=lang)]


def show(graph: cakg.Graph, lang: str) -> Any:
    thing = cakg.show(MEETING, graph, lang=lang)
    return [thing.label, *(one.value for one in thing.statements if one.property in ("cakg:place", "cakg:status"))]


def show_mentions(graph: cakg.Graph, lang: str) -> Any:
    return [
        one.value for one in cakg.show("place:kazakhstan", graph, lang=lang).mentions if one.property == "cakg:within"
    ]


def show_sources(graph: cakg.Graph, lang: str) -> Any:
    """Return the name of a report that has one in Russian alone, and the titles of those that name a person."""
    return [
        cakg.show(REPORT, graph, lang=lang).label,
        *(q.title for q in cakg.show("person:davron-quill", graph, lang=lang).quotes),
    ]


def show_term(graph: cakg.Graph, lang: str) -> Any:
    term = cakg.show("cakg:Meeting", graph, lang=lang)
    parents = [one.value for one in term.statements if one.property == "rdfs:subClassOf"]
    return [term.label, *parents, cakg.search("statedCount", graph, 1, lang=lang)[0].label]


def disputes(graph: cakg.Graph, lang: str) -> Any:
    return [(one.label, one.sort) for one in cakg.disputes(TENURE, graph, lang=lang)]


def coverage(graph: cakg.Graph, lang: str) -> Any:
    lines = cakg.coverage(graph, lang=lang).splitlines()
    return [lines[lines.index("## By publisher") + 4], next(line for line in lines if MEETING in line)]


def network(graph: cakg.Graph, lang: str) -> Any:
    net = cakg.network(VIEW, graph, lang=lang)
    return sorted(label for _, label in net.nodes(data="label"))[:2]


def rank(graph: cakg.Graph, lang: str) -> Any:
    return cakg.rank(cakg.network(VIEW, graph, lang=lang))[0].label


SHOWN: dict[Callable[[cakg.Graph, str], Any], dict[str, Any]] = {
    ask: {
        "en": ["Almaty", "Dushanbe", "Bishkek"],
        "ru": ["Алма-Ата", "Душанбе", "Бишкек"],
        "kk": ["Dushanbe", "Алматы", "Bishkek"],
    },
    search: {"en": ["Almaty"], "ru": ["Алма-Ата"], "kk": ["Алматы"]},
    show: {
        "en": ["First Mountain Consultations", "Almaty", "held"],
        "ru": ["Первые Горные консультации", "Алма-Ата", "состоялось"],
        "kk": ["First Mountain Consultations", "Алматы", "held"],
    },
    show_mentions: {"en": ["Almaty", "Astana"], "ru": ["Алма-Ата", "Астана"], "kk": ["Алматы", "Астана"]},
    show_sources: {"en": [LAST, LAST], "ru": [LAST, LAST]},
    show_term: {"en": ["meeting", "event", "stated count"], "ru": ["встреча", "событие", "заявленная численность"]},
    disputes: {
        "en": [(HEAD, "disagreement on a value")],
        "ru": [("Анора Зеллер, Глава Горного центра диалога", "расхождение в значении")],
        "kk": [(HEAD, "disagreement on a value")],
    },
    coverage: {
        "en": [
            "| Steppe Wire | 4 |",
            f"| 1 | 2018-05-10 | Almaty | held | First Mountain Consultations (`{MEETING}`) | 1 |  |",
        ],
        "ru": [
            "| Степной телеграф | 4 |",
            f"| 1 | 2018-05-10 | Алма-Ата | состоялось | Первые Горные консультации (`{MEETING}`) | 1 |  |",
        ],
    },
    network: {"en": ["Aizada Merrow", "Anora Zeller"], "ru": ["Айзада Мерроу", "Анора Зеллер"]},
    rank: {"en": "Davron Quill", "ru": "Даврон Квилл", "kk": "Davron Quill"},
}


@pytest.mark.parametrize(("function", "lang"), [(one, lang) for one, expected in SHOWN.items() for lang in expected])
def test_names_are_in_the_language(function: Callable[..., Any], lang: str, graph: cakg.Graph) -> None:
    assert function(graph, lang) == SHOWN[function][lang] == function(graph, f" {lang.upper()} ")


@pytest.mark.parametrize("function", [ask, search, show, disputes, coverage, network])
def test_a_language_without_names_is_refused(function: Callable[..., Any], graph: cakg.Graph) -> None:
    with pytest.raises(
        cakg.NotFoundError, match="nothing has a name in 'sv'; there are names in en, kk, ky, ru, tg, tk, uz"
    ):
        function(graph, "sv")
    with pytest.raises(cakg.UsageError, match="'по-русски' is no tag of a language; write it like en or ru"):
        function(graph, "по-русски")


def test_what_has_no_name_goes_by_its_iri(sample: Corpus) -> None:
    nameless: Any = as_dataset(q for q in quads(gather(sample)) if q.predicate.value != RDFS + "label")
    assert ask(nameless, "en") == [None, None, None]
    assert search(nameless, "en") == ["https://w3id.org/cakg/place/almaty"]
    assert show(nameless, "en") == [MEETING, "place:almaty", "status:held"]
    assert disputes(nameless, "en") == [(TENURE, "")]
    assert network(nameless, "en") == ["person:aizada-merrow", "person:anora-zeller"]
    assert MEETING in cakg.coverage(nameless)
    with pytest.raises(cakg.NotFoundError, match="there are names in "):
        spoken(nameless, "ru")
    assert spoken(nameless, "en") == "en"


COMMANDS = {
    "search": (["search", "Almaty"], "Алма-Ата"),
    "show": (["show", MEETING], "состоялось"),
    "ask": (["ask", "events-on-the-map"], "Бишкек"),
    "disputes": (["disputes"], "расхождение"),
    "coverage": (["coverage"], "Степной телеграф"),
    "network": (["network", VIEW, "--as", "nodes"], "Даврон Квилл"),
    "brief": (["brief", MEETING], "Кто участвовал"),
    "rank": (["rank", VIEW], "Даврон Квилл"),
    "structure": (["structure", VIEW, "--show", "communities"], "Даврон Квилл"),
}
# they print no labels, or in the language of who asks
WITHOUT_NAMES = {
    "info",
    "query",
    "check",
    "evidence",
    "fmt",
    "diff",
    "draft",
    "review",
    "release",
    "export",
    "mcp",
    "serve",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_shows_names_in_the_language(
    command: str, sample_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words, expected = COMMANDS[command]
    code = run([*words, "--root", str(sample_root)])
    english = capsys.readouterr().out
    assert run([*words, "--root", str(sample_root), "--lang", "ru"]) == code == 0
    russian = capsys.readouterr().out
    assert expected in russian and expected not in english
    assert run([*words, "--root", str(sample_root), "--lang", "sv"]) == 1
    printed = capsys.readouterr()
    assert not printed.out and printed.err.startswith("cakg: nothing has a name in 'sv'; there are names in en, ")


def test_every_command_that_shows_names_takes_a_language() -> None:
    names = group.list_commands(click.Context(group))
    able = {name for name in names if "lang" in {one.name for one in group.commands[name].params}}
    assert able == {*COMMANDS, "build"} == set(names) - WITHOUT_NAMES


@pytest.mark.usefixtures("brief_site")
def test_what_is_built_is_in_the_language_and_its_page_in_english(
    graph: cakg.Graph, built: Path, tmp_path: Path
) -> None:
    """The language of what is built is English where none is asked for."""
    files = cakg.build(tmp_path, graph, lang="ru").files
    assert {*files} == {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    differ = {path for path in files if (built / path).read_bytes() != (tmp_path / path).read_bytes()}
    differ.remove("SHA256SUMS")  # the digests of what differs
    told = ("coverage.md", "disagreements.csv", "answers/events-on-the-map.csv", f"rankings/{VIEW}--degree.csv")
    assert {*told, *(f"networks/{VIEW}.{form}" for form in ("gexf", "graphml", "json", "csv", "nodes.csv"))} <= differ
    site = {path for path in differ if path.startswith("site/")}
    assert all(path.startswith(("answers/", "networks/", "rankings/")) or path in told for path in differ - site)
    assert (
        "site/downloads.html" in site
    )  # the site has both languages, whatever that of the files, whose sizes it tells
    for path in site:
        texts = ((folder / path).read_text("utf-8") for folder in (built, tmp_path))
        one, other = (re.sub(r"\d+(\.\d+)? [kM]B", "", text) for text in texts)
        assert one == other, path


def test_a_name_is_asked_for_in_one_way() -> None:
    """Demand that no module but one asks for names in a language, and that it does so as saved queries do."""
    wanted = r"FILTER.*(LANG\(\?\w+\) *=|LANGMATCHES)"  # what is told to writers of queries has no FILTER
    source = ROOT / "src" / "cakg"
    texts = {path.relative_to(source).as_posix(): path.read_text("utf-8") for path in source.rglob("*.py")}
    assert {path for path, text in texts.items() if re.search(wanted, text)} == set()
    question = (ROOT / "queries" / "question" / "events-on-the-map.rq").read_text("utf-8")
    lines = re.findall(r"OPTIONAL \{ \?place rdfs:label .*", question)
    assert " ".join(lines).replace("?lang", '"ru"') == named("place", "name", "ru")
