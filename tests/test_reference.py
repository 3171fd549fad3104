"""The slow reference comes to what cakg does: its networks, their measures, and a query in a child with patience."""

import time
from pathlib import Path

import pytest
from benchmarks import reference

from cakg import api
from cakg.ask.saved import saved

ROOT = Path(__file__).parents[1]
EXACT = ("degree", "strength", "betweenness", "closeness", "constraint")


@pytest.mark.parametrize("view", sorted(saved("view", ROOT)))
def test_plain_networkx_ties_and_ranks_as_cakg_does(view: str, sample_root: Path) -> None:
    graph = api.load(sample_root)
    rows = api.query(saved("view", ROOT)[view].text, graph)
    plain = reference._network([tuple(map(str, row)) for row in rows.texts()], view, ROOT)  # type: ignore[union-attr]
    net = api.network(view, graph)
    assert len(plain) > 0

    def ties(one: object) -> set[tuple[frozenset[str] | tuple[str, str], float]]:
        directed = one.is_directed()  # type: ignore[attr-defined]
        edges = one.edges(data="weight")  # type: ignore[attr-defined]
        return {((a, b) if directed else frozenset((a, b)), float(weight)) for a, b, weight in edges}

    assert ties(plain) == ties(net)
    ways = reference._measures(plain.is_directed())
    for measure in EXACT:
        found = ways[measure](plain)
        for score in api.rank(net, measure):
            assert found[score.actor] == pytest.approx(score.value, abs=1e-9), f"{measure} of {score.actor}"


def test_what_takes_too_long_is_given_up() -> None:
    assert reference._within(lambda: 7, 5) == 7
    assert reference._within(lambda: time.sleep(5), 0.2) is None
