"""What scripts of the site do, the code does as well, with the same result: the search by name, the filter of events.

Node runs the scripts as a browser does, on the data of the site.
"""

import csv
import json
import shutil
import subprocess
from itertools import cycle
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from rdflib import Dataset
from tests.sampling import WHOLE, sampled

import cakg
from cakg.ask.find import search
from cakg.ask.term import Terms
from cakg.engine.store import select
from cakg.read import corpus
from cakg.read.corpus import Corpus
from cakg.web import facets, holdings, lexicon
from cakg.web.edition import Imprint, Material, Stock
from cakg.web.happenings import rows
from cakg.words.errors import UsageError
from cakg.words.namespaces import BASE

HERE = Path(__file__).parent
SCRIPTS = HERE.parent / "src" / "cakg" / "web" / "templates"
TABLES = {"spellings": "typed", "spellings-second": "spelling", "spellings-third": "spelling"}
TYPED = ["Заниер", "osce", "KZ", "kaz", "cakg:Meeting", "person:lamberto-zannier", "recca v", "2-я встреча", "K.-J. T."]


def node(script: str, folder: Path, given: list[str], *more: str) -> list[object]:
    """Return what a script for Node says of each of some texts."""
    if shutil.which("node") is None:
        pytest.skip("Node is not installed: nothing runs the scripts of the site here")
    command = ["node", str(HERE / "node" / script), str(SCRIPTS), str(folder), *more]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def looked_for() -> list[str]:
    found = []
    for name, column in TABLES.items():
        with (HERE / f"{name}.csv").open(encoding="utf-8") as file:
            found += [row[column] for row in csv.DictReader(file)]
    return found


def misspelt(dataset: Dataset) -> list[str]:
    """Return names of the sample as people type them: a part, a letter less, more or another, inflected, respelt."""
    query = (
        "SELECT DISTINCT ?name { ?thing skos:prefLabel ?name FILTER(STRSTARTS(STR(?thing), 'https://w3id.org/cakg/'))"
    )
    names = sorted({str(name) for (name,) in select(dataset, query + " } ORDER BY ?name")}, key=lambda one: one[::-1])
    slips = (
        lambda one: one.split()[-1],
        lambda one: one[: len(one) // 2] + one[len(one) // 2 + 1 :],
        lambda one: one.replace("o", "oo").replace("к", "кк"),
        lambda one: one.replace("k", "kh").replace("v", "w").replace("y", "i"),
        lambda one: one[:1] + one[2:3] + one[1:2] + one[3:],
        lambda one: one + "а",
        lambda one: one[:5],
        lambda one: " ".join(word[0] + "." for word in one.split()[:-1]) + " " + one.split()[-1],
        lambda one: " ".join(reversed(one.split())).upper(),
    )
    return [slip(name) for name, slip in zip(names[::4], cycle(slips), strict=False)]


@pytest.fixture(scope="module")
def stock(dataset: Dataset, sample: Corpus) -> Stock:
    return Stock(dataset, Imprint(), Material(terms=Terms.of(sample)))


@pytest.fixture(scope="module")
def data(stock: Stock, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for name, text in holdings.files(stock).items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_the_search_of_the_site_finds_what_the_command_finds(
    dataset: Dataset, sample: Corpus, data: Path, tmp_path: Path
) -> None:
    """The same things in the same order by the same names as well met; with CAKG_WHOLE in the shipped corpus."""
    source, terms, folder = dataset, Terms.of(sample), data
    if WHOLE:
        source, terms, folder = cakg.load(), Terms.of(corpus.read(HERE.parent)), tmp_path
        for name, text in lexicon.files(source, terms):
            (folder / name).write_text(text, "utf-8")
    texts = TYPED + list(sampled(looked_for(), 12)) + list(sampled(misspelt(dataset), 5))
    found = node("search.cjs", folder, texts, "12")
    assert len(found) == len(texts) > 60
    wrong, hits = {}, 0
    for text, own in zip(texts, found, strict=True):
        assert isinstance(own, list)
        try:
            wanted = search(source, text, 12, terms)
        except UsageError:
            wanted = []
        hits += len(wanted)
        told = [(hit["iri"], hit["label"], hit["name"], round(hit["score"], 6)) for hit in own]
        if told != [(hit.iri, hit.label, hit.name, round(hit.score, 6)) for hit in wanted]:
            wrong[text] = told[:2]
    assert hits > 300 and not wrong


def test_no_file_of_the_data_is_huge(data: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in data.iterdir()}
    assert len(sizes) > 10 and max(sizes.values()) < 400_000, sizes


def queries(stock: Stock) -> list[str]:
    """Return addresses that ask for every value of every facet, alone and together, and for spans good and bad."""
    found = ["", "kind=", "actor=person:nobody", "from=2005&to=2005", "from=2012-03&to=2012-03-27", "from=&to=2001"]
    found += ["from=2012&to=2010", "from=2012-13", "to=2011-02-30", "from=spring", "from=0000", "to=2004-02-29", "x=1"]
    every = rows(stock)
    days = sorted({row.begin for row in every if row.begin})
    found += [f"from={day}&to={day}" for day in days] + [f"to={day}" for day in days[::3]] + [f"from={days[-1][:7]}"]
    values = [(name, value) for row in every for name in facets.FACETS for value in sorted(row.values.get(name, ()))]
    values = sorted(set(values), key=lambda pair: (pair[1], pair[0]))
    others = cycle(values[::7])
    for one in values[:: max(1, len(values) // 90)]:
        found.append(urlencode([one]))
        found.append(urlencode([one, next(others), ("from", "1995"), ("to", "2021-06")]))
        found.append(urlencode([one, next(others), next(others)]))
    return found


def test_the_filter_of_the_site_is_that_of_the_code(stock: Stock, data: Path) -> None:
    every, asked = rows(stock), queries(stock)
    told = node("facets.cjs", data, asked)
    assert len(told) == len(asked) > 150
    refused = kept = 0
    for query, own in zip(asked, told, strict=True):
        assert isinstance(own, dict)
        try:
            wanted = facets.parse(parse_qs(query, keep_blank_values=True))
        except UsageError:
            assert "error" in own, query
            refused += 1
            continue
        through = facets.kept(every, wanted)
        kept += len(through)
        assert own.get("kept") == [row.iri.removeprefix(BASE + "event/") for row in through], query
        assert own["counts"] == facets.counts(every, wanted), query
    assert refused >= 5 and kept > 300


def test_facets_count_what_they_would_leave(stock: Stock) -> None:
    """Whatever is chosen of a facet itself, each of its values is counted as if it alone were chosen of it."""
    every = rows(stock)
    wanted = facets.parse({"kind": ["Meeting"], "actor": ["state:tajikistan"], "from": ["2005"]})
    for name, counts in facets.counts(every, wanted).items():
        assert counts
        for value, count in sorted(counts.items())[:5]:
            alone = facets.Filter({**wanted.values, name: frozenset((value,))}, wanted.first, wanted.last)
            assert len(facets.kept(every, alone)) == count
