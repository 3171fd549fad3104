"""Projecting who was at what on the actors, against the bipartite projection of networkx."""

from random import Random

import networkx as nx

from benchmarks.timing import Comparison, compare
from cakg.networks.build import build
from cakg.networks.projection import incidence, of_text, project


def run(events: int) -> list[Comparison]:
    """Compare the bare product, then the whole network with its labels, days and lists of events."""
    random = Random(1)
    actors = [f"https://example.org/actor/{number}" for number in range(max(2, events * 2))]
    rows: list[dict[str, object]] = [
        {"actor": actor, "event": f"https://example.org/event/{number}", "begin": f"{2000 + number % 20}-01-01"}
        for number in range(events)
        for actor in random.sample(actors, min(len(actors), random.randint(2, 24)))
    ]
    occasions = of_text(build(rows, "two-mode").graph["occasions"])
    whole = nx.Graph([(row["actor"], row["event"]) for row in rows])
    present = sorted({str(row["actor"]) for row in rows})

    def product() -> int:
        return int(project(incidence(occasions, present)).sum()) // 2

    def whole_network() -> dict[frozenset[str], int]:
        net = build(rows, "two-mode")
        return {frozenset(edge): net.edges[edge]["weight"] for edge in net.edges}

    def projection() -> nx.Graph:
        return nx.bipartite.weighted_projected_graph(whole, present)

    def by_networkx() -> dict[frozenset[str], int]:
        return {frozenset(edge[:2]): edge[2]["weight"] for edge in projection().edges(data=True)}

    size = f"{len(rows):,} participations, {len(whole_network()):,} ties"
    peer = "networkx, weighted_projected_graph"
    return [
        compare("project by sparse product", size, product, peer, lambda: int(projection().size(weight="weight"))),
        compare("build the network, with its events and days", size, whole_network, peer, by_networkx),
    ]
