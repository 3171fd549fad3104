"""Centralities of the network of persons who were at the same events, by cakg, networkx, rustworkx and networkit."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

from benchmarks.field import Field, use_cache
from benchmarks.measure import TooSlow, inside
from benchmarks.results import Row

PART = "centrality"
VIEW = "persons-by-events"
PATIENCE = 120.0
EXACT = 1e-9  # by how much betweenness and closeness may differ from those of networkx, relatively


def measure(field: Field) -> Iterator[Row]:
    """Yield what each measure takes. Errors: RuntimeError where a peer comes to other values."""
    use_cache(field)
    held: dict[str, Any] = {}

    def load() -> None:
        import cakg

        held["net"] = cakg.network(VIEW, cakg.load(field.root))
        held["size"] = len(held["net"])

    for name in ("betweenness", "closeness", "eigenvector", "pagerank", "constraint"):
        for who, make in _WAYS.items():
            if (who != "cakg" and find_spec(who) is None) or (name, who) in _LACKING:
                continue

            def ready(make: Callable[..., Any] = make, name: str = name, who: str = who) -> None:
                load()
                held["work"] = make(held["net"], name)
                if who != "cakg" and name in ("betweenness", "closeness"):
                    _demand_equal(held["net"], name, held["work"]())

            try:
                runs = 1 if who == "networkx" else field.runs
                yield field.row(PART, name, who, inside(lambda: held["work"](), runs, first=ready, patience=PATIENCE))
            except TooSlow:
                yield field.missing(PART, name, who, f"not in {PATIENCE:g} s")


def _by_cakg(net: Any, name: str) -> Callable[[], Any]:
    import cakg

    return lambda: cakg.rank(net, name)


def _by_networkx(net: Any, name: str) -> Callable[[], Any]:
    import networkx as nx

    ways = {
        "betweenness": lambda: nx.betweenness_centrality(net),
        "closeness": lambda: nx.closeness_centrality(net),
        "eigenvector": lambda: nx.eigenvector_centrality(net, max_iter=1000),
        "pagerank": lambda: nx.pagerank(net),
        "constraint": lambda: nx.constraint(net),
    }
    return ways[name]


def _by_rustworkx(net: Any, name: str) -> Callable[[], Any]:
    import rustworkx as rx

    graph = rx.networkx_converter(net)

    def weight(edge: Any) -> float:
        return float(edge["weight"])

    def named(found: Any) -> dict[Any, float]:
        return dict(zip(net, (found[number] for number in range(len(net))), strict=True))

    ways = {
        "betweenness": lambda: named(rx.graph_betweenness_centrality(graph)),
        "closeness": lambda: named(rx.graph_closeness_centrality(graph)),
        "eigenvector": lambda: named(rx.graph_eigenvector_centrality(graph, weight_fn=weight, max_iter=1000)),
        "pagerank": lambda: named(rx.pagerank(graph.to_directed(), weight_fn=weight)),
    }
    return ways[name]


def _by_networkit(net: Any, name: str) -> Callable[[], Any]:
    import networkit as nk

    places = {node: place for place, node in enumerate(net)}
    graph = nk.Graph(len(places), weighted=name in ("eigenvector", "pagerank"))
    for one, other, weight in net.edges(data="weight"):
        graph.addEdge(places[one], places[other], float(weight))
    ways = {
        "betweenness": lambda: nk.centrality.Betweenness(graph, normalized=True),
        "closeness": lambda: nk.centrality.Closeness(graph, True, nk.centrality.ClosenessVariant.GENERALIZED),
        "eigenvector": lambda: nk.centrality.EigenvectorCentrality(graph),
        "pagerank": lambda: nk.centrality.PageRank(graph, damp=0.85),
    }
    return lambda: dict(zip(net, ways[name]().run().scores(), strict=True))


def _demand_equal(net: Any, name: str, found: dict[Any, float]) -> None:
    """Demand the values that cakg finds, which its tests hold to networkx."""
    import cakg

    for score in cakg.rank(net, name):
        if abs(found[score.actor] - score.value) > EXACT * max(1.0, abs(score.value)):
            raise ValueError(f"{name} of {score.actor}: {found[score.actor]} is not {score.value}")


_WAYS = {"cakg": _by_cakg, "networkx": _by_networkx, "rustworkx": _by_rustworkx, "networkit": _by_networkit}
_LACKING = {("constraint", "rustworkx"), ("constraint", "networkit")}
