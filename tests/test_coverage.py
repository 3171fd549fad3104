"""The page on coverage: what it counts, and that the one in docs/ is the one the data gives."""

import re
from dataclasses import replace
from pathlib import Path

from cakg.ask.coverage import coverage
from cakg.compile.dataset import compile
from cakg.compile.opened import Opened
from cakg.read.corpus import Corpus, Source

DOCS = Path(__file__).parents[1] / "docs" / "coverage.md"


def test_the_page_in_docs_is_current(real: Opened) -> None:
    page = coverage(real)
    assert DOCS.read_text("utf-8") == page, "run: cakg coverage -o docs/coverage.md"


def test_the_sample(sample: Corpus) -> None:
    page = coverage(compile(sample))
    reports = len(sample.of_kind("report"))
    years = [line.split("|")[1:-1] for line in page.splitlines() if line[2:6].isdigit() or line.startswith("| undated")]
    assert sum(int(cells[2]) for cells in years) == reports
    assert all(int(cells[2]) == sum(map(int, cells[4:7])) for cells in years)
    spoken = [int(number) for cells in years for number in re.findall(r"\d+", cells[7])]
    assert sum(spoken) == reports and len(spoken) > len(years) / 2
    wholes = sum(source.text.count("cakg:extent extent:whole") for source in sample.of_kind("report"))
    assert sum(int(cells[3]) for cells in years) == wholes > 0
    assert [line for line in page.splitlines() if line.startswith("`series:")] == [
        "`series:mountain-consultations`: 3 events; 1 of them in one document alone; 4 publishers;"
        " the last document of 2020-03-16",
        "`series:border-crossing-sessions`: 1 events; 1 of them in one document alone; all by one publisher;"
        " the last document of 2019-06-07",
    ]


def test_reports_without_publisher_or_language_count(sample: Corpus) -> None:
    text = """
        @prefix cakg: <https://w3id.org/cakg/ontology#> . @prefix event: <https://w3id.org/cakg/event/> .
        <https://w3id.org/cakg/report/bare> a cakg:Report . event:e a cakg:Meeting ; cakg:ordinal "fifth" ;
        cakg:inSeries <https://w3id.org/cakg/series/mountain-consultations> .
    """
    sources = (*sample.sources, Source("bare.ttl", "report", text))
    page = coverage(compile(replace(sample, sources=sources), strict=False))
    assert "| undated | 4 | 1 | 0 | 0 | 1 | 0 | ? 1 |" in page and "| unknown | 1 |" in page and "| fifth |" in page


def test_how_old_a_series_is_is_said_no_more_precisely_than_documents_do(sample: Corpus) -> None:
    """The year of a report is not its last day, and who published it is somebody, also where nobody says who."""
    prefixes = (
        "".join(f"@prefix {name}: <https://w3id.org/cakg/{name}/> .\n" for name in ("event", "report", "series"))
        + "@prefix cakg: <https://w3id.org/cakg/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
    )
    prefixes += "@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .\n"
    said = "event:e a cakg:Meeting ; cakg:inSeries series:mountain-consultations ."
    texts = {
        "year": f'report:year a cakg:Report ; dcterms:issued "2021"^^edtf:EDTF . {said}',
        "before": f'report:before a cakg:Report ; dcterms:issued "/2024-05"^^edtf:EDTF . {said}',
    }
    more = (Source(f"{name}.ttl", "report", prefixes + text) for name, text in texts.items())
    page = coverage(compile(replace(sample, sources=(*sample.sources, *more)), strict=False))
    (line,) = (one for one in page.splitlines() if one.startswith("`series:mountain-consultations`"))
    assert line.endswith("6 publishers; the last document of 2021")
