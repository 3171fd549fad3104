"""Whatever stands in a corpus, in a file that is read back or on the command line: findings, an answer or one line."""

import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.fuzzing import PIECES, exchange, fuzz, quiet, slow, spoil, spoilt
from tests.sampling import sampled

import cakg
from cakg.ask.saved import saved
from cakg.compile import cache
from cakg.compile.dataset import compile
from cakg.export.formats import FORMATS
from cakg.read.corpus import Corpus

FORMS = [form for form in FORMATS["graph"] if form != "csv"]
ODD = (
    '"x y"@en', '""', '"x"^^<urn:t>', "<urn:x>", "<https://w3id.org/cakg/person/>", '"\\u0001\\u202e"@en', '"-1"',
    *(f'"{text}"^^<http://www.w3.org/2001/XMLSchema#{sort}>' for text, sort in (
        ("abc", "integer"), ("+-5", "integer"), ("9" * 5000, "integer"), ("50000000", "integer"), ("٣", "integer"),
        ("NaN", "double"), ("x", "decimal"), ("maybe", "boolean"), ("2012-02-30", "date"), ("99999-01-01", "date"),
        ("http://[::1", "anyURI"), ("javascript:x", "anyURI"),
    )),
    *(f'"{text}"^^<http://id.loc.gov/datatypes/edtf/EDTF>' for text in (
        "", "2012-13", "2012/2011", "Y17E7", "-0044", "XXXX-XX", "/..", "1950S2", "{2012,2013}",
    )),
)  # fmt: skip
_STATEMENT = re.compile(r"^( {4}\S+ )(.*)( ;)$", re.MULTILINE)
_QUAD = re.compile(r"^(\S+ \S+ )(.*?)((?: <[^<>]*>)? \.)$", re.MULTILINE)


def misstated(text: str, chance: Random, pattern: re.Pattern[str]) -> str:
    """Return a text in which the values of some statements are odd, or those of others."""
    for _ in range(chance.randint(1, 5)):
        found = list(pattern.finditer(text))
        gone = chance.choice(found)
        value = chance.choice((chance.choice(ODD), chance.choice(found)[2]))
        text = text[: gone.start(2)] + value + text[gone.end(2) :]
    return text


@pytest.fixture(scope="module")
def written(graph: cakg.Graph) -> dict[str, bytes]:
    """Return the beginnings of the sample in each format, whole statements of which are left."""
    some = cakg.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 40", graph)
    return {form: cakg.export(some, form) for form in FORMS}  # type: ignore[arg-type]


@pytest.fixture
def uncached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "recall", lambda *_: None)
    monkeypatch.setattr(cache, "keep", lambda *_: None)


def uses(graph: cakg.Graph, chance: Random) -> tuple[Callable[[], object], ...]:
    """Return what is done with a graph: everything that reads it and shows it."""
    net = partial(cakg.network, chance.choice(list(saved("view"))), graph)
    return (
        lambda: cakg.info(graph),
        lambda: cakg.search("Zeller", graph),
        lambda: cakg.show("event:2018-05-10-mountain-consultations", graph),
        lambda: cakg.disputes(None, graph),
        lambda: cakg.coverage(graph),
        lambda: cakg.ask(chance.choice(list(saved("question"))), graph).to_csv(),
        lambda: cakg.rank(net(), "betweenness"),
        lambda: cakg.export(net(), chance.choice(list(FORMATS["network"]))),
        lambda: cakg.export(graph, chance.choice(list(FORMATS["graph"]))),
    )


@fuzz
@given(form=st.sampled_from(FORMS), chance=st.randoms(use_true_random=False))
def test_a_file_that_was_spoilt(
    form: str, chance: Random, written: dict[str, bytes], sample_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = spoil(written[form].decode("utf-8"), chance, PIECES["turtle"])
    data = text.encode("utf-8", "surrogatepass")
    at = chance.randint(0, len(data))
    path = tmp_path_factory.getbasetemp() / f"spoilt{FORMATS['graph'][form].endings[0]}"
    path.write_bytes(data[:at] + bytes([chance.randint(0, 255)]) * chance.randint(0, 1) + data[at:])
    with warnings.catch_warnings(action="ignore"):
        quiet(lambda: cakg.info(cakg.load(sample_root, file=path)))


@slow
@given(chance=st.randoms(use_true_random=False))
def test_a_file_of_odd_statements(
    chance: Random, graph: cakg.Graph, sample_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "odd.nq"
    path.write_text(misstated(cakg.export(graph, "nquads").decode("utf-8"), chance, _QUAD), "utf-8")
    with warnings.catch_warnings(action="ignore"):
        back = cakg.load(sample_root, file=path)
        for use in chance.sample(uses(back, chance), 3):
            quiet(use)


@slow
@given(chance=st.randoms(use_true_random=False))
def test_a_corpus_of_odd_statements(chance: Random, sample: Corpus, uncached: None) -> None:
    sources = list(sample.sources)
    written = [n for n, source in enumerate(sources) if source.kind in ("register", "report", "ruling")]
    for n in chance.sample(written, 2):
        sources[n] = sources[n]._replace(text=misstated(sources[n].text, chance, _STATEMENT))
    spoilt = replace(sample, sources=tuple(sources))
    with warnings.catch_warnings(action="ignore"):
        quiet(lambda: compile(spoilt))
        quiet(lambda: cakg.coverage(compile(spoilt, strict=False)))


@pytest.mark.parametrize("value", sampled(ODD, 5))
def test_an_odd_value_of_every_property(value: str, sample: Corpus, uncached: None) -> None:
    """Each is given to one property in three, so that what one of them hides another shows."""
    for turn in range(3):

        def odd(found: re.Match[str], turn: int = turn) -> str:
            return f"{found[1]}{value}{found[3]}" if sum(map(ord, found[1])) % 3 == turn else found[0]

        sources = (
            source._replace(text=_STATEMENT.sub(odd, source.text))
            if source.kind in ("register", "report", "ruling")
            else source
            for source in sample.sources
        )
        quiet(lambda sources=sources: compile(replace(sample, sources=tuple(sources)), strict=False))  # type: ignore[misc]


NAMES = [
    "Anora Zeller",
    "event:2018-05-10-mountain-consultations",
    "https://w3id.org/cakg/person/anora-zeller",
    "Зеллер V",
]
DAYS = ["2012", "2012-03-27", "2012/2013", "20XX", "-0044", "Y17E7", "2012-21", "today", "２０１２"]
LANGS = ["en", "ru-RU", "uz-Cyrl", "x-private", "zh-Hans-CN"]


@slow
@given(name=spoilt("prose", NAMES), day=spoilt("edtf", DAYS), lang=spoilt("edtf", LANGS))
@example(name="event:a\nevent:b", day="2012", lang="en")
def test_what_is_typed(name: str, day: str, lang: str, graph: cakg.Graph) -> None:
    with warnings.catch_warnings(action="ignore"):
        quiet(lambda: cakg.show(name, graph))
        quiet(lambda: cakg.ask("events-between", graph, since=day))
        quiet(lambda: cakg.search("Zeller", graph, lang=lang))


def test_statements_are_told_and_changed(sample: Corpus, graph: cakg.Graph) -> None:
    for text, pattern in ((sample.sources[-1].text, _STATEMENT), (cakg.export(graph, "nquads").decode("utf-8"), _QUAD)):
        assert len(pattern.findall(text)) > 20 and misstated(text, Random(1), pattern) != text
    assert exchange("a b", Random(1)).count(" ") == 1
