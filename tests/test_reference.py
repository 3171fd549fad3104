"""The slow reference comes to what cakg does: its networks, their measures, and a query in a child with patience."""

import time
from pathlib import Path

import pytest
from benchmarks import reference

from cakg import api
from cakg.ask.saved import saved
from cakg.networks.ranking import TWO_MODE, mixed

ROOT = Path(__file__).parents[1]
EXACT = ("degree", "strength", "betweenness", "closeness", "constraint")


@pytest.mark.parametrize("view", sorted(saved("view", ROOT)))
def test_plain_networkx_ties_and_ranks_as_cakg_does(view: str, sample_root: Path) -> None:
    graph = api.load(sample_root)
    rows = api.query(saved("view", ROOT)[view].text, graph)
    texts = [tuple(text or "" for text in row) for row in rows.texts()]  # type: ignore[union-attr]
    plain = reference._network(texts, view, ROOT, graph)
    net = api.network(view, graph)
    assert len(plain) > 0

    def ties(one: object) -> dict[object, float]:
        directed = one.is_directed()  # type: ignore[attr-defined]
        edges = one.edges(data="weight")  # type: ignore[attr-defined]
        return {((a, b) if directed else frozenset((a, b))): float(weight) for a, b, weight in edges}

    assert ties(plain) == pytest.approx(ties(net), abs=1e-9)
    assert reference._is_mixed(plain) == mixed(net)
    if mixed(net):
        return
    whole = api.network(view, graph, bipartite=True) if "occasions" in net.graph else net
    ways = reference._measures(plain)
    for measure in EXACT:
        found = ways[measure](plain)
        for score in api.rank(whole if measure in TWO_MODE else net, measure):
            assert found[score.actor] == pytest.approx(score.value, abs=1e-9), f"{measure} of {score.actor}"


def test_what_takes_too_long_is_given_up() -> None:
    assert reference._within(lambda: 7, 5) == 7
    assert reference._within(lambda: time.sleep(5), 0.2) is None
