"""Editions: how long after one another meetings of a series or of two actors took place, as far as documents tell."""

import pytest
from rdflib import Dataset
from tests.sampling import sampled
from tests.test_questions import saved

from cakg.ask.question import answer
from cakg.compile.dataset import compile
from cakg.read.corpus import Corpus, Source

HEAD = """
@prefix cakg: <https://w3id.org/cakg/ontology#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix event: <https://w3id.org/cakg/event/> .
@prefix format: <https://w3id.org/cakg/format/> .
@prefix part: <https://w3id.org/cakg/part/> .
@prefix report: <https://w3id.org/cakg/report/> .
@prefix role: <https://w3id.org/cakg/role/> .
@prefix series: <https://w3id.org/cakg/series/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://w3id.org/cakg/state/> .
@prefix status: <https://w3id.org/cakg/status/> .
"""
DATED = [
    ([("2001-11-30", "held"), ("2003-01-01", "held")], [(None, None), (14, 2)]),
    ([("2001-11", "held"), ("2001-12-01/2001-12-03", "held")], [(None, None), (1, 0)]),
    ([("2001", "held"), ("2003-01-01", "held")], [(None, None), (None, 2)]),
    ([("2001-11-30", "held"), ("2003", "held")], [(None, None), (None, 2)]),
    ([("2001-11-30", "held"), ("[2003-01-31,2003-02-01]", "held")], [(None, None), (None, 2)]),
    ([("2001-11-30", "held"), ("2002-01-01", "cancelled"), ("2003-01", "held")], [(None, None), (None, None), (14, 2)]),
    ([("2001-11-30", "postponed"), ("2003-01-01", "held")], [(None, None), (None, None)]),
    ([("2001-11-30", "held"), ("2003-01-01", "announced")], [(None, None), (None, None)]),
]  # fmt: skip
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own use of its old names


def happened(sample: Corpus, events: list[tuple[str, str]]) -> Dataset:
    """Return the sample with meetings of a series of their own, at which two states were, on days and with statuses."""
    known = 'series:x a cakg:Series ; skos:prefLabel "X"@en .\n'
    said = ""
    for number, (date, status) in enumerate(events):
        known += f"event:x{number} a cakg:Meeting ; cakg:inSeries series:x .\n"
        said += f'event:x{number} cakg:date "{date}"^^edtf:EDTF ; cakg:status status:{status} ;'
        both = f"part:x{number}--turkmenistan , part:x{number}--afghanistan"
        said += f" cakg:format format:bilateral ; cakg:participation {both} .\n"
        for state in ("turkmenistan", "afghanistan"):
            said += f"part:x{number}--{state} a cakg:Participation ; cakg:actor state:{state} ;"
            said += " cakg:role role:participant .\n"
    added = (
        Source("data/register/x.ttl", "register", HEAD + known),
        Source("data/reports/2020/x.ttl", "report", HEAD + "report:x a cakg:Report .\n" + said),
    )
    return compile(Corpus(sample.root, (*sample.sources, *added)))


@pytest.mark.parametrize(("events", "expected"), sampled(DATED, 3))
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("editions-of-series", {"series": "series:x"}),
        ("meetings-of-pair", {"one": "state:turkmenistan", "other": "state:afghanistan"}),
        ("meetings-of-pair", {"one": "state:afghanistan", "other": "state:turkmenistan"}),
    ],
)
def test_how_long_after_one_another(
    name: str,
    values: dict[str, str],
    events: list[tuple[str, str]],
    expected: list[tuple[int | None, int | None]],
    sample: Corpus,
) -> None:
    rows = answer(happened(sample, events), saved("question", name), values).to_dicts()
    assert [str(row["status"]) for row in rows] == [status for _, status in events]
    assert [(row["months"], row["years"]) for row in rows] == expected


def test_the_beginning_of_the_span_changes_no_interval(sample: Corpus) -> None:
    dataset = happened(sample, [("2001-11-30", "held"), ("2003-01-01", "held")])
    values = {"one": "state:turkmenistan", "other": "state:afghanistan", "since": "2002"}
    assert [row["months"] for row in answer(dataset, saved("question", "meetings-of-pair"), values).to_dicts()] == [14]
