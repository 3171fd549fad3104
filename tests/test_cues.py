"""Cues: the words that show a role, an act, a status, attendance or a format; by language, as data of the ontology."""

import csv
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode
from tests.sampling import sampled
from tests.sharing import shipped

from cakg.read.claims import Report, Triple, gather, statements
from cakg.read.cues import Cues, cues_of, mentions_cue
from cakg.read.grounding import shows, ungrounded
from cakg.read.numbers import mentions_number
from cakg.words.namespaces import BASE, CAKG, SKOS, expand

ROOT = Path(__file__).parents[1]
ROWS = [tuple(row.values()) for row in csv.DictReader((ROOT / "tests" / "cues.csv").open(encoding="utf-8"))]
HOST, CHAIR, CO_CHAIR = (NamedNode(BASE + "role/" + slug) for slug in ("host", "chair", "co-chair"))


@cache
def concepts() -> tuple[Triple, ...]:
    """Return what is said of the concepts of the ontology."""
    return tuple(triple for source in shipped().of_kind("concept") for triple in statements(source))


@cache
def cues() -> Cues:
    return cues_of(concepts())


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    """Return what all documents claim."""
    return gather(shipped()).reports


def cue(concept: NamedNode, text: str, name: str = "cue", language: str = "en") -> Triple:
    return Triple(concept, NamedNode(CAKG + name), Literal(text, language=language))


def alone(concept: str, language: str, text: str) -> Cues:
    """Return the cues of a concept as if it had this one, with the words that say something else."""
    node = NamedNode(expand(concept))
    false = [t for t in concepts() if t.subject == node and t.predicate.value == CAKG + "falseCue"]
    return cues_of([cue(node, text, language=language), *false])


@pytest.mark.parametrize(("concept", "language", "text", "holds", "holds_none"), ROWS)
def test_a_cue_is_found_and_is_not_where_it_is_none(
    concept: str, language: str, text: str, holds: str, holds_none: str
) -> None:
    assert mentions_cue(Literal(holds, language=language), expand(concept), alone(concept, language, text)) == "shown"
    assert mentions_cue(Literal(holds_none, language=language), expand(concept), cues()) == "not shown"


def test_every_cue_has_both_sentences() -> None:
    stated = Counter(
        (t.subject.value, t.object.language, t.object.value)
        for t in concepts()
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
    assert [(quote.value, claim.object) for quote, claim in shows(one, {}, cues())] == [("hosted by the Office", HOST)]
    node = NamedNode(BASE + "part/x--y")
    for said, verdicts in (("hosted by the Office", []), ("at the OSCE Office", ["not shown"])):
        quotes = {node.value: (Literal(said, language="en"),)}
        assert [row.verdict for row in ungrounded(part(HOST, said), quotes, {}, cues())] == verdicts
    guest = part(NamedNode(BASE + "role/participant"), "at the OSCE Office")
    assert not list(ungrounded(guest, {node.value: (Literal("at the OSCE Office", language="en"),)}, {}, cues()))


def test_most_roles_and_acts_are_shown_and_not_every_quote_shows_a_role(reports: tuple[Report, ...]) -> None:
    of_roles = {BASE + "role/" + s for s in ("chair", "co-chair", "convener", "co-organizer", "funder", "host")}
    of_roles.add(BASE + "role/organizer")
    claimed, shown, quotes, of_role = {"role": set(), "act": set()}, set(), 0, 0
    for report in reports:
        quotes += sum(t.predicate.value == CAKG + "quote" for t in report.triples)
        for _, claim in shows(report, {}, cues()):
            shown.add((report.iri, claim))
            of_role += claim.predicate.value == CAKG + "role"
        for t in report.triples:
            if t.predicate.value == CAKG + "act" or t.object.value in of_roles:
                claimed[t.predicate.value.removeprefix(CAKG)].add((report.iri, t))
    for name, least in (("role", 0.95), ("act", 0.9)):
        assert len(claimed[name] & shown) >= least * len(claimed[name]) > 100, name
    assert of_role < 0.6 * quotes


def test_of_two_roles_that_one_is_shown_which_the_quote_mentions() -> None:
    one = part(HOST, "hosted by the Office")
    guest = NamedNode(BASE + "role/participant")
    both = replace(one, triples=(*one.triples, one.triples[0]._replace(object=guest)))
    assert [claim.object for _, claim in shows(both, {}, cues())] == [HOST]


def test_no_cue_of_an_act_stands_mostly_where_another_act_is_meant(reports: tuple[Report, ...]) -> None:
    """Words such as said, which go with every act, are a cue of the most general alone."""
    acts: dict[tuple[str, str], set[str]] = {}
    quotes: dict[tuple[str, str], list[Literal]] = {}
    for report in reports:
        for subject, predicate, value in report.triples:
            node = (report.iri.value, subject.value)
            if predicate.value == CAKG + "act":
                acts.setdefault(node, set()).add(value.value)
            elif predicate.value == CAKG + "quote" and isinstance(value, Literal):
                quotes.setdefault(node, []).append(value)
    known = [t for t in concepts() if t.subject.value.startswith(BASE + "act/")]
    ours = [t for t in known if t.predicate.value == CAKG + "cue"]
    assert len(ours) > 100
    for one in sampled(ours, 5):
        false = [t for t in known if t.subject == one.subject and t.predicate.value == CAKG + "falseCue"]
        by_one = cues_of([one, *false])
        where = [
            one.subject.value in meant
            for node, meant in acts.items()
            if any(mentions_cue(quote, one.subject.value, by_one) == "shown" for quote in quotes.get(node, ()))
        ]
        assert len(where) < 8 or 4 * sum(where) >= len(where), f"{one.subject.value} {one.object.value}"
