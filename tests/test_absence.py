"""Absence is not zero: asked where every list of participants is unknown, no question claims that nobody was there.

Every saved question is asked, those with required parameters with the values of their exact answers, the others also
without any. A number that measures time is no number of things, and may be 0.
"""

import re

import pytest
from pyoxigraph import Literal as NativeLiteral
from pyoxigraph import NamedNode
from rdflib import Dataset, Literal
from tests.sampling import sampled
from tests.test_questions import SAVED, parameters, saved

from cakg.ask.question import answer
from cakg.compile.dataset import compile
from cakg.engine.rows import Rows
from cakg.read.corpus import Corpus, Source
from cakg.words.namespaces import XSD

TIMES = {"days", "months", "years"}
CLAIMS = re.compile(r"(0|none|nobody|missing|no one|nothing)( .*)?", re.IGNORECASE)
VACANT = """
@prefix cakg: <https://w3id.org/cakg/ontology#> .
@prefix level: <https://w3id.org/cakg/level/> .
@prefix post: <https://w3id.org/cakg/post/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://w3id.org/cakg/state/> .
@prefix w3org: <http://www.w3.org/ns/org#> .
post:vacant a cakg:Post ; skos:prefLabel "Vacant"@en ; cakg:level level:minister ; w3org:postIn state:tajikistan .
"""
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own use of its old names


@pytest.fixture(scope="module")
def unknown(sample: Corpus) -> Dataset:
    """Return the sample with each list of participants unknown, and a post of which no holder is known."""
    lists = re.compile(r"(cakg:participantList) completeness:\w+")
    sources = [one._replace(text=lists.sub(r"\1 completeness:unknown", one.text)) for one in sample.sources]
    assert sources != list(sample.sources)
    vacant = Source("data/register/zz.ttl", "register", VACANT)
    return compile(Corpus(sample.root, (*sources, vacant)))


def claims(rows: Rows) -> list[tuple[str, str]]:
    """Return the cells that say that there was nothing, each with its column."""
    found = []
    for row in rows:
        for column, cell in zip(rows.columns, row, strict=True):
            if isinstance(cell, Literal) and column not in TIMES and CLAIMS.fullmatch(str(cell)):
                found.append((column, str(cell)))
    return found


@pytest.mark.parametrize(("folder", "name"), sampled(SAVED, 3))
def test_no_answer_claims_that_nobody_was_there(folder: str, name: str, unknown: Dataset) -> None:
    question = saved(folder, name)
    asked = [parameters(folder, name)]
    if not any(parameter.required for parameter in question.parameters):
        asked.append({})
    answers = [answer(unknown, question, values) for values in asked]
    assert len(answers[0]), "an empty answer proves nothing"
    for rows in answers:
        assert not claims(rows)


def test_a_claim_is_seen() -> None:
    said = [NativeLiteral("0", datatype=NamedNode(XSD + "integer")), NativeLiteral("None known", language="en")]
    rows = Rows(("events", "title", "days"), ((*said, said[0]), (NativeLiteral("10"), None, None)))
    assert claims(rows) == [("events", "0"), ("title", "None known")]
