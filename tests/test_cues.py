"""Cues: the words that show a role, an act, a status, attendance or a format; by language, as data of the ontology."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from cakg.read import corpus
from cakg.read.claims import Report, Triple, gather
from cakg.read.cues import Cues, cues_of, mentions_cue
from cakg.read.grounding import shows, ungrounded
from cakg.read.numbers import mentions_number
from cakg.words.namespaces import BASE, CAKG, SKOS, expand

ROOT = Path(__file__).parents[1]
ROWS = [tuple(row.values()) for row in csv.DictReader((ROOT / "tests" / "cues.csv").open(encoding="utf-8"))]
CLAIMS = gather(corpus.read(ROOT))
CUES = cues_of(CLAIMS.curated)
HOST, CHAIR, CO_CHAIR = (NamedNode(BASE + "role/" + slug) for slug in ("host", "chair", "co-chair"))


def cue(concept: NamedNode, text: str, name: str = "cue", language: str = "en") -> Triple:
    return Triple(concept, NamedNode(CAKG + name), Literal(text, language=language))


def alone(concept: str, language: str, text: str) -> Cues:
    """Return the cues of a concept as if it had this one, with the words that say something else."""
    node = NamedNode(expand(concept))
    false = [t for t in CLAIMS.curated if t.subject == node and t.predicate.value == CAKG + "falseCue"]
    return cues_of([cue(node, text, language=language), *false])


@pytest.mark.parametrize(("concept", "language", "text", "holds", "holds_none"), ROWS)
def test_a_cue_is_found_and_is_not_where_it_is_none(
    concept: str, language: str, text: str, holds: str, holds_none: str
) -> None:
    assert mentions_cue(Literal(holds, language=language), expand(concept), alone(concept, language, text)) == "shown"
    assert mentions_cue(Literal(holds_none, language=language), expand(concept), CUES) == "not shown"


def test_every_cue_has_both_sentences() -> None:
    stated = Counter(
        (t.subject.value, t.object.language, t.object.value)
        for t in CLAIMS.curated
        if t.predicate.value == CAKG + "cue" and isinstance(t.object, Literal)
    )
    assert stated == Counter((expand(row[0]), row[1], row[2]) for row in ROWS)
    assert len(stated) > 400 and all(holds and none for *_, holds, none in ROWS)


@pytest.mark.parametrize(
    ("quote", "language", "verdict"),
    [
        ("chairing the session", "en", "shown"),
        ("Chair-in-Office of the OSCE", "en", "not shown"),
        ("co-chaired by both", "en", "shown"),  # who co-chairs chairs
        ("the armchair in the hall", "en", "not shown"),
        ("puheenjohtajana toimi", "fi", "not judged"),  # no cue is known in the language
        ("主持会议", "zh", "not judged"),
    ],
)
def test_verdicts(quote: str, language: str, verdict: str) -> None:
    known = [
        cue(CHAIR, "chair"),
        cue(CHAIR, "chair in office", "falseCue"),
        cue(CO_CHAIR, "co chair"),
        cue(CHAIR, "主持", language="zh"),
        Triple(CO_CHAIR, NamedNode(SKOS + "broader"), CHAIR),
    ]
    assert mentions_cue(Literal(quote, language=language), CHAIR.value, cues_of(known)) == verdict


def test_what_shows_the_broader_role_does_not_show_the_narrower() -> None:
    known = [cue(CHAIR, "chair"), cue(CO_CHAIR, "co chair"), Triple(CO_CHAIR, NamedNode(SKOS + "broader"), CHAIR)]
    assert mentions_cue(Literal("chaired by one", language="en"), CO_CHAIR.value, cues_of(known)) == "not shown"


@pytest.mark.parametrize(
    ("quote", "language", "number", "verdict"),
    [
        ("the 13th annual meeting", "en", 13, "shown"),
        ("the 13th annual meeting", "en", 3, "not shown"),
        ("RECCA-VII in Ashgabat", "en", 7, "shown"),
        ("the fifth and largest-ever meeting", "en", 5, "shown"),
        ("Twenty-five officers", "en", 5, "not shown"),
        ("более 1.40 процента", "ru", 40, "not shown"),
        ("пятую региональную конференцию", "ru", 5, "shown"),
        ("dördünji dialog", "tk", 4, "not judged"),
    ],
)
def test_numbers(quote: str, language: str, number: int, verdict: str) -> None:
    assert mentions_number([Literal(quote, language=language)], number) == verdict


def part(role: NamedNode, *quotes: str) -> Report:
    node, iri = NamedNode(BASE + "part/x--y"), NamedNode(BASE + "report/x")
    triples = [Triple(node, NamedNode(CAKG + "role"), role)]
    triples += [Triple(node, NamedNode(CAKG + "quote"), Literal(quote, language="en")) for quote in quotes]
    return Report(iri, "x.ttl", tuple(triples), None, None, frozenset(), frozenset(), False)


def test_a_quote_shows_what_it_mentions_and_a_host_without_one_is_reported() -> None:
    one = part(HOST, "hosted by the Office", "the OSCE Office")
    assert [(quote.value, name) for _, quote, name in shows(one, {}, CUES)] == [("hosted by the Office", CAKG + "role")]
    node = NamedNode(BASE + "part/x--y")
    for said, verdicts in (("hosted by the Office", []), ("at the OSCE Office", ["not shown"])):
        quotes = {node.value: (Literal(said, language="en"),)}
        assert [row.verdict for row in ungrounded(part(HOST, said), quotes, {}, CUES)] == verdicts
    guest = part(NamedNode(BASE + "role/participant"), "at the OSCE Office")
    assert not list(ungrounded(guest, {node.value: (Literal("at the OSCE Office", language="en"),)}, {}, CUES))


def test_most_roles_and_acts_are_shown_and_not_every_quote_shows_a_role() -> None:
    of_roles = {BASE + "role/" + s for s in ("chair", "co-chair", "convener", "co-organizer", "funder", "host")}
    of_roles.add(BASE + "role/organizer")
    names: dict[str, tuple[str, ...]] = {}
    claimed, shown, quotes = {"role": set(), "act": set()}, set(), 0
    for report in CLAIMS.reports:
        quotes += sum(t.predicate.value == CAKG + "quote" for t in report.triples)
        shown |= {(node, report.iri, name, quote) for node, quote, name in shows(report, names, CUES)}
        for t in report.triples:
            if t.predicate.value == CAKG + "act" or t.object.value in of_roles:
                claimed[t.predicate.value.removeprefix(CAKG)].add((t.subject.value, report.iri))
    for name, least in (("role", 0.95), ("act", 0.9)):
        by_name = {(node, iri) for node, iri, of, _ in shown if of == CAKG + name}
        assert len(claimed[name] & by_name) >= least * len(claimed[name]) > 100, name
    assert sum(name == CAKG + "role" for _, _, name, _ in shown) < 0.6 * quotes
