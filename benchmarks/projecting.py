"""Projecting who was at what on the actors: the bare product, and the network with its labels, days and events."""

from collections.abc import Iterator
from typing import Any

from benchmarks.field import Field, use_cache
from benchmarks.measure import inside
from benchmarks.results import Row

PART = "projection"
VIEW = "delegations-by-events"


def measure(field: Field) -> Iterator[Row]:
    """Yield what projecting takes; networkx projects without days and lists of events."""
    use_cache(field)
    held: dict[str, Any] = {}

    def load() -> None:
        import networkx as nx

        import cakg
        from cakg.ask.question import answer
        from cakg.ask.saved import find_saved
        from cakg.networks.build import build
        from cakg.networks.choices import Choices
        from cakg.networks.occasions import occasions
        from cakg.networks.projection import incidence
        from cakg.networks.record import of_text

        graph = cakg.load(field.root)
        rows = answer(graph, find_saved(VIEW, "view", field.root))
        held["rows"] = rows
        events = occasions(of_text(build(rows, "two-mode").graph["occasions"]), Choices()).events
        actors = sorted({actor for event in events for actor in event.actors})
        held["matrix"], held["actors"] = incidence(events, actors), actors
        held["net"] = nx.Graph((actor, number) for number, event in enumerate(events) for actor in event.actors)

    def product() -> object:
        from cakg.networks.projection import project

        return project(held["matrix"])

    def scipy() -> object:
        return (
            held["matrix"] @ held["matrix"].T
            if held["matrix"].shape[0] == len(held["actors"])
            else (held["matrix"].T @ held["matrix"])
        )

    def whole() -> object:
        from cakg.networks.build import build

        return build(held["rows"], "two-mode")

    def networkx() -> object:
        import networkx as nx

        return nx.bipartite.weighted_projected_graph(held["net"], held["actors"])

    for task, who, work in (
        ("the product", "cakg", product),
        ("the product", "scipy", scipy),
        ("the network", "cakg", whole),
        ("the network", "networkx", networkx),
    ):
        yield field.row(PART, task, who, inside(work, field.runs, first=load))
