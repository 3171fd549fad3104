"""The four founding documents: every quote found again, every paragraph read, and what they say answered."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.sharing import shipped

from cakg.ask import find, ledger
from cakg.compile.dataset import compile
from cakg.compile.perspective import Perspective
from cakg.engine.store import select
from cakg.judge.evidence import Examination, examine
from cakg.read import files
from cakg.read.claims import gather
from cakg.read.corpus import Corpus
from cakg.read.grounding import names_of
from cakg.words.namespaces import BASE

FOUNDING = (
    "2005-04-06-osce-cpc-heads-of-centres",
    "2012-03-27-osce-zannier-rahmon",
    "2012-06-22-unrcca-consultation-almaty",
    "2015-11-23-asia-plus-deputy-ministers",
)


@pytest.fixture(scope="module")
def founded() -> Corpus:
    """Return the corpus as if there were no other document."""
    whole = shipped()
    heard = (one for one in whole.sources if one.kind not in ("import", "report") or Path(one.path).stem in FOUNDING)
    return replace(whole, sources=tuple(heard))


@pytest.fixture(scope="module")
def examined(founding_texts: Path, founded: Corpus) -> dict[str, Examination]:
    claims = gather(founded)
    found = examine(claims.reports, files.texts(founding_texts), names_of(claims.curated))
    return {one.report.iri.value.rsplit("/", 1)[-1]: one for one in found}


@pytest.mark.parametrize("slug", FOUNDING)
def test_evidence(slug: str, examined: dict[str, Examination]) -> None:
    one = examined[slug]
    assert one.report.verified and one.document is not None and one.document.digest
    assert not one.faults and not one.without_quote and not one.unread()
    assert {found.quote for found in one.found} == one.distinct and len(one.distinct) > 20


def test_a_wrong_word_is_found_out(examined: dict[str, Examination], founding_texts: Path) -> None:
    one = examined[FOUNDING[0]]
    spoilt = {"a.txt": (founding_texts / f"{FOUNDING[0]}.txt").read_text("utf-8").replace("chaired by", "led by")}
    (again,) = examine([one.report], spoilt, {})
    assert any("is not the one verified" in fault.message for fault in again.faults)
    assert any("chaired by the Director" in fault.message for fault in again.faults)


def test_what_they_alone_say(founded: Corpus) -> None:
    """The accepted view of their reports alone holds the facts that the four documents give."""
    graph = compile(founded, Perspective(verified_only=True))
    assert [str(row[0]) for row in select(graph, "SELECT ?r WHERE { ?r a cakg:Report } ORDER BY ?r")] == [
        f"{BASE}report/{slug}" for slug in FOUNDING
    ]
    chairs = """SELECT ?name ?post WHERE {
        ?part cakg:role role:chair ; cakg:actor/rdfs:label ?name ; cakg:capacity ?post .
        FILTER(LANG(?name) = "en")
    }"""
    assert [tuple(map(str, row)) for row in select(graph, chairs)] == [
        ("Lamberto Zannier", BASE + "post/osce-cpc-director")
    ]
    dates = """SELECT ?event ?date ?status WHERE {
        ?event cakg:inSeries series:unrcca-deputy-foreign-ministers ; cakg:date ?date ; cakg:status ?status
    } ORDER BY ?date"""
    assert [tuple(str(cell).rsplit("/", 1)[-1] for cell in row) for row in select(graph, dates)] == [
        ("2014-11-28-deputy-foreign-ministers", "2014-11-28", "held"),
        ("2015-11-27-deputy-foreign-ministers", "2015-11-27", "announced"),
    ]
    (dispute,) = ledger.disputes(graph, f"{BASE}event/2005-03-17-osce-heads-of-centres")
    assert dispute.ruled and {(r.value, r.accepted) for r in dispute.readings} == {
        ("2004-03-17/2004-03-18", False),
        ("2005-03-17/2005-03-18", True),
    }
    expected = "SELECT ?actor WHERE { event:2015-11-27-deputy-foreign-ministers cakg:hasParticipant ?actor }"
    assert not select(graph, expected)
    observers = """SELECT ?state WHERE {
        event:2011-11-30-joint-plan-of-action-adoption cakg:participation ?part .
        ?part cakg:role role:observer ; cakg:actor ?state
    }"""
    assert [str(row[0]) for row in select(graph, observers)] == [BASE + "state/uzbekistan"]
    assert find.resolve(graph, "Satmumin Yatimov") == BASE + "person/saimumin-yatimov"
