"""Questions of two parties: who takes a stance on whom, who agrees, who visits whom."""

from pathlib import Path

import networkx as nx
import pytest

import cakg
from cakg.cli import run
from cakg.compile.opened import Opened


def ties(net: nx.Graph) -> dict[tuple[str, str], float]:
    found = net.edges(data="weight")
    return {(a, b) if net.is_directed() or a < b else (b, a): weight for a, b, weight in found}


def test_stances_are_never_added_up_unasked(real: Opened) -> None:
    """What any of them gives is the sum of the three, so that each statement has one stance or is counted in each."""
    apart = [cakg.network("stances", real, stance=stance) for stance in ("support", "criticism", "concern")]
    together = cakg.network("stances", real, stance="any")
    summed: dict[tuple[str, str], float] = {}
    for net in apart:
        assert net.number_of_edges() and net.is_directed()
        for tie, weight in ties(net).items():
            summed[tie] = summed.get(tie, 0) + weight
    assert summed.keys() == ties(together).keys()
    assert all(ties(together)[tie] <= weight for tie, weight in summed.items())
    assert ties(cakg.network("stances", real)) == ties(apart[0])


@pytest.mark.parametrize("by", ["thing", "topic"])
def test_who_agrees_is_told_by_what_each_said(by: str, real: Opened) -> None:
    """Congruence and conflict, worked out anew from the statements one by one."""
    query = """SELECT DISTINCT ?s ?act ?about ?to ?topic ?voice WHERE {
        ?s a cakg:Statement ; cakg:act ?act ; cakg:speaker ?speaker .
        OPTIONAL { ?s cakg:about ?about } OPTIONAL { ?s cakg:addressee ?to } OPTIONAL { ?s cakg:topic ?topic }
        OPTIONAL { ?s cakg:representing ?body } BIND(COALESCE(?body, ?speaker) AS ?voice) } ORDER BY ?s"""
    above: dict[str, set[str]] = {}
    for low, high in cakg.query("SELECT ?low ?high { ?low w3org:subOrganizationOf|cakg:organOf ?high }", real):
        above.setdefault(str(low), set()).add(str(high))
    acts = cakg.query("SELECT ?a ?b { ?a skos:broader ?b ; skos:inScheme scheme:act }", real)
    wider = {str(a): str(b) for a, b in acts}
    roots = {"support": ["express-support", "commend", "appreciate", "welcome", "accept"]}
    roots |= {"criticism": ["criticise", "object", "reject"], "concern": ["express-concern"]}
    of = {f"https://w3id.org/cakg/act/{act}": stance for stance, acts in roots.items() for act in acts}

    def tops(actor: str) -> set[str]:
        higher = above.get(actor)
        return {actor} if not higher else {top for one in higher for top in tops(one)}

    held: dict[str, set[tuple[str, str]]] = {}
    for _, act, about, to, topic, voice in cakg.query(query, real):
        one = str(act)
        while one not in of and one in wider:
            one = wider[one]
        concept = topic if by == "topic" else about or to
        if one in of and concept is not None:
            for top in tops(str(voice)):
                held.setdefault(top, set()).add((str(concept), of[one]))
    congruence: dict[tuple[str, str], float] = {}
    conflict: dict[tuple[str, str], float] = {}
    opposite = {"support": "criticism", "criticism": "support"}
    for a in held:
        for b in held:
            if a < b:
                same, against = len(held[a] & held[b]), len(held[a] & {(c, opposite.get(s, "")) for c, s in held[b]})
                congruence |= {(a, b): same} if same else {}
                conflict |= {(a, b): against} if against else {}
    assert ties(cakg.network("agreement", real, by=by)) == congruence and congruence
    assert ties(cakg.network("agreement", real, by=by, relation="conflict")) == conflict and conflict


def test_visits_and_their_balance_are_of_one_count(real: Opened) -> None:
    net = cakg.network("visits", real)
    rows = cakg.ask("visit-balance", real).to_dicts()
    assert {(str(row["guest"]), str(row["host"])): row["visits"] for row in rows} == ties(net)
    for row in rows:
        assert row["back"] == ties(net).get((str(row["host"]), str(row["guest"])))
        if row["parity"] is not None:
            higher = {"guest higher": row["rank"] < row["rankBack"], "host higher": row["rank"] > row["rankBack"]}
            assert higher.get(str(row["parity"]), row["rank"] == row["rankBack"])
    mutual = sum(row["back"] is not None for row in rows) / len(rows)
    shown = cakg.structure(net, "reciprocity")
    assert shown.remarks[0].startswith(f"returned: {mutual:.3f} of the ties")


@pytest.mark.parametrize(
    "words",
    [
        ["network", "stances", "--stance", "criticism", "--as", "csv"],
        ["network", "agreement", "--relation", "conflict", "--by", "topic", "--as", "csv"],
        ["network", "agreement", "--topic", "terrorism", "--since", "2002", "--until", "2025", "--as", "csv"],
        ["rank", "agreement", "--measure", "strength", "--kinds", "State,Organization", "--format", "csv"],
        ["structure", "visits", "--show", "reciprocity", "--format", "csv"],
        [
            "structure",
            "agreement",
            "--show",
            "bridges",
            "--partition",
            "blocs",
            "--between",
            "EU",
            "Central Asian state",
        ],
    ],
)
def test_the_command_answers(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 0
    assert len(capsys.readouterr().out.splitlines()) > 1


def test_agreement_has_no_direction(sample_root: Path) -> None:
    assert not cakg.network("agreement", root=sample_root).is_directed()
