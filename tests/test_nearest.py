"""One "did you mean": what is offered for a name that is unknown, and when nothing is."""

from difflib import get_close_matches
from random import Random

import pytest

from cakg.ask.parameter import TYPES
from cakg.read import corpus
from cakg.words.errors import NotFoundError, hint, nearest
from cakg.words.namespaces import BASE, CAKG, PREFIXES, term_hint

QUERIES = [name for folder in ("question", "check", "view") for name in corpus.queries(corpus.find_root(), folder)]
NAMES = [QUERIES, list(PREFIXES), list(TYPES)]


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("betweeness", ["degree", "betweenness", "closeness"], ["betweenness"]),
        ("evnt", PREFIXES, ["event"]),
        ("Degree", ["degree", "decree"], ["degree"]),
        ("ruling", ["Ruling", "ruling"], ["ruling"]),
        ("series-of-meetings", ["meetings-of-series", "meetings-of-states"], ["meetings-of-series"]),
        ("states host", ["host-states", "hosts"], ["host-states"]),
        ("sense", ["since", "until"], ["since"]),
        ("ogr", ["org", "geo"], ["org"]),
        ("zzzzzz", PREFIXES, []),
        ("", PREFIXES, []),
        ("event", [], []),
    ],
)
def test_the_name_that_was_meant_is_offered(name: str, known: list[str], expected: list[str]) -> None:
    assert nearest(name, known) == expected


def test_the_best_come_first_and_ties_are_settled() -> None:
    assert nearest("aab", ["aac", "aaa", "aab"], 3) == ["aab", "aaa", "aac"]
    assert nearest("aab", {"aac": 1, "aaa": 2}, 3) == nearest("aab", ["aaa", "aac", "aac"], 3) == ["aaa", "aac"]
    assert nearest("abcd", ["abxy"], least=50) == ["abxy"] and nearest("abcd", ["abxy"]) == []


@pytest.mark.parametrize("known", NAMES, ids=["queries", "prefixes", "types"])
def test_slips_lead_back_at_least_as_often_as_before(known: list[str]) -> None:
    """Against the matcher of the standard library, on one to three slips of a typist in names that cakg knows."""
    random = Random(7)
    back = [0, 0]
    for name in known:
        for slips in (1, 1, 2, 2, 3):
            typed = name
            for _ in range(slips):
                at = random.randrange(len(typed) or 1)
                letter = random.choice("abcdefghijklmnopqrstuvwxyz")
                first, second, rest = typed[at : at + 1], typed[at + 1 : at + 2], typed[at + 2 :]
                slipped = random.choice(
                    (second + rest, letter + first + second + rest, letter + second + rest, second + first + rest)
                )
                typed = typed[:at] + slipped
            if typed not in known:
                back[0] += nearest(typed, known) == [name]
                back[1] += get_close_matches(typed, known, n=1) == [name]
    assert back[0] >= back[1] * 0.99 and back[0] > 3 * len(known), back


def test_a_hint_offers_the_name_or_says_what_else_to_do() -> None:
    assert hint("evnt", PREFIXES, "use another", "{}:".format) == "did you mean event:?"
    assert hint("zzzzzz", PREFIXES, "use another") == "use another"
    assert str(NotFoundError("no x", ["a", "b"])) == "no x; did you mean a or b?"
    assert str(NotFoundError("no x")) == "no x"


def test_terms_are_compared_without_what_all_share() -> None:
    terms = [CAKG + name for name in ("date", "place", "Meeting")]
    assert term_hint(CAKG + "dtae", terms) == "did you mean cakg:date?"
    assert term_hint(CAKG + "zzz", terms) == "define it in ontology/ or use a term that is there"
    concepts = [BASE + name for name in ("role/chair", "status/held", "topic/water")]
    assert term_hint(BASE + "topic/watr", concepts) == "did you mean topic:water?"
    assert term_hint(BASE + "topic/chair", concepts) == "did you mean role:chair?"
