"""No query, check or view grows much faster than the corpus: its work is counted on a corpus and on one three times it.

Work is the rows that all operators of Oxigraph's plan yield, and for what Python does the calls of functions; neither
depends on the machine. Less work than one look at every statement is not judged. What a plan tries within EXISTS it
does not count: a query must not take ten times as long as its rows account for, by what others take in the same run.

Plans differ from one process to the next: what seems to grow too fast is asked again, and its best plans are compared.
"""

import csv
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median

import pytest
from benchmarks import generator, growth
from benchmarks.field import examples
from tests.sampling import sampled

from cakg import api
from cakg.ask.question import bind, filled
from cakg.ask.saved import saved
from cakg.compile.dataset import write, written
from cakg.compile.graph import Graph
from cakg.compile.perspective import Perspective
from cakg.compile.texts import Texts
from cakg.judge.conformance import Rulebook
from cakg.judge.conformance import check as judge
from cakg.networks.build import build
from cakg.read import corpus
from cakg.read.claims import gather

ROOT = Path(__file__).parents[1]
SIZES = 0.55, 1.2  # what grows of it grows threefold
CROWD = 8  # at one event, so that no single one outweighs the others
LIMIT = 1.3
UNSEEN = 10  # times as long as rows account for
TRIES = 6
CASES = [f"{folder}/{name}" for folder in ("check", "question", "view") for name in sorted(saved(folder, ROOT))]
KNOWN = {
    row["query"]: float(row["limit"]) for row in csv.DictReader((ROOT / "tests/growth.csv").open(encoding="utf-8"))
}
pytestmark = pytest.mark.skipif(shutil.which(growth.OXIGRAPH) is None, reason="oxigraph is not installed")


@dataclass(frozen=True)
class Ground:
    """Hold a generated corpus, its quads in a file and in a store."""

    root: Path

    @cached_property
    def quads(self) -> Path:
        path = self.root.with_suffix(".nq")
        with written(Texts(self.root), Perspective()) as lines:
            path.write_bytes(lines.read())
        return path

    @cached_property
    def graph(self) -> Graph:
        """Return the graph of the corpus, compiled from its texts only once."""
        assert self.quads.exists()
        return api.load(self.root)

    @cached_property
    def statements(self) -> int:
        """Return how many statements the reports make."""
        return sum(b" <https://w3id.org/cakg/report/" in line[-140:] for line in self.quads.open("rb"))

    @cached_property
    def store(self) -> Path:
        growth.lay(self.root.with_suffix(".store"), self.quads)
        return self.root.with_suffix(".store")

    @cached_property
    def told(self) -> dict[str, str]:
        return dict(examples(self.quads))

    def work(self, case: str) -> growth.Work:
        folder, _, name = case.partition("/")
        question = saved(folder, ROOT)[name]
        given = {one.name: self.told[one.name] for one in question.parameters if one.required}
        return growth.query(self.store, filled(question, bind(question, given)))


@pytest.fixture(scope="module")
def grounds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ground, Ground]:
    folder = tmp_path_factory.mktemp("growth")
    for name, times in zip(("small", "large"), SIZES, strict=True):
        generator.write(folder / name, ROOT, times, crowd=CROWD)
    return Ground(folder / "small"), Ground(folder / "large")


@pytest.fixture(scope="module")
def per_row(grounds: tuple[Ground, Ground]) -> float:
    """Return the seconds that a row takes here and now: half of the queries take less."""
    works = [grounds[1].work(f"view/{name}") for name in sorted(saved("view", ROOT))]
    return median(work.seconds / work.rows for work in works if work.rows > 1000)


def ratio(grounds: tuple[Ground, Ground]) -> float:
    return grounds[1].statements / grounds[0].statements


@pytest.mark.parametrize("case", sampled(CASES, 10))
def test_a_query_grows_with_the_corpus(case: str, grounds: tuple[Ground, Ground], per_row: float) -> None:
    small, large = ([ground.work(case)] for ground in grounds)
    unseen = UNSEEN * per_row

    def fault() -> str | None:
        least, most = min(work.rows for work in small), min(work.rows for work in large)
        power = growth.power(least, most, ratio(grounds))
        if most > grounds[1].statements and power > KNOWN.get(case, LIMIT):
            return f"{least} rows become {most}: exponent {power:.2f}"
        allowed = max(unseen * max(most, grounds[1].statements), 1.0)
        seconds = min(work.seconds for work in large)
        return (
            f"{most} rows take {seconds:.1f} s: something is tried that is not counted" if seconds > allowed else None
        )

    while fault() and len(large) < TRIES:
        small.append(grounds[0].work(case))
        large.append(grounds[1].work(case))
    assert fault() is None


def test_the_list_of_what_grows_faster_names_queries() -> None:
    assert set(KNOWN) <= set(CASES)


def test_compiling_grows_with_the_corpus(grounds: tuple[Ground, Ground]) -> None:
    claims = [gather(corpus.read(ground.root)) for ground in grounds]
    small, large = (growth.calls(lambda one=one: write(one)) for one in claims)
    assert growth.power(small, large, ratio(grounds)) < LIMIT


def test_checking_grows_with_the_corpus(grounds: tuple[Ground, Ground]) -> None:
    made = []
    for ground in grounds:
        texts = corpus.read(ground.root)
        book = Rulebook.of(texts)
        made.append(growth.calls(lambda g=ground.graph, b=book, t=texts: judge(g, b, t.sources)))
    assert growth.power(*made, ratio(grounds)) < LIMIT


@pytest.mark.parametrize("view", sampled(sorted(saved("view", ROOT)), 6))
def test_a_network_grows_with_its_rows(view: str, grounds: tuple[Ground, Ground]) -> None:
    made, rows = [], []
    for ground in grounds:
        question = saved("view", ROOT)[view]
        found = api.query(filled(question, bind(question, {})), ground.graph)
        rows.append(len(found))  # type: ignore[arg-type]
        made.append(growth.calls(lambda f=found, q=question: build(f, q.shape or "ties")))
    assert growth.power(*made, max(rows[1] / max(rows[0], 1), ratio(grounds))) < LIMIT


def test_rows_are_counted_of_every_operator(grounds: tuple[Ground, Ground]) -> None:
    prefix = "PREFIX cakg: <https://w3id.org/cakg/ontology#> "
    single = growth.query(grounds[0].store, prefix + "SELECT ?e { ?e a cakg:Meeting }")
    square = growth.query(grounds[0].store, prefix + "SELECT ?e ?f { ?e a cakg:Meeting . ?f a cakg:Meeting }")
    assert square.rows > single.rows**1.5
    assert growth.power(10, 10 * 3**2, 3) == pytest.approx(2, abs=0.15)


def test_calls_are_counted() -> None:
    assert growth.calls(lambda: [abs(number) for number in range(1000)]) > 1000
