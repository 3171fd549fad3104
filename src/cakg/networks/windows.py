"""A network window by window: spans of years that slide or grow."""

from collections.abc import Iterator
from dataclasses import replace
from math import inf

import networkx as nx

from cakg.networks import choices, record
from cakg.networks.build import made
from cakg.networks.occasions import occasions
from cakg.words.errors import UsageError


def windows(net: nx.Graph, years: int, step: int = 1, *, expanding: bool = False) -> Iterator[tuple[str, nx.Graph]]:
    """Yield the networks of spans of so many years, each with its span in EDTF, from the first occasion to the last.

    The span moves by `step` years or, `expanding`, begins with the first occasion and grows by so many. What else was
    chosen for the network holds for each; a span without occasions has an empty network. Of a network of ties alone a
    span has those with `days` that begin in it, and of their `weights` what falls to these. Errors: UsageError for a
    network without days, or of one window already, and for no years.
    """
    if years < 1 or step < 1:
        raise UsageError("a window is of one year or more, and so is its step")
    if "occasions" not in net.graph:
        yield from _of_ties(net, years, step, expanding)
        return
    if net.graph.get("window"):
        raise UsageError("the network is of one window already; leave that out, or the windows")
    held, chosen = record.of_network(net.graph), choices.of_texts(net.graph)
    known = {node: dict(data) for node, data in net.nodes(data=True)}
    dated = sorted(int(event.begin[:4]) for event in occasions(held, chosen).events if event.begin)
    if not dated:
        raise UsageError("no occasion of the network has a date; windows need some")
    for first in range(dated[0], max(dated[0], dated[-1] - years + 1) + 1, step):
        span = f"{dated[0] if expanding else first}/{first + years - 1}"
        if any(int(span[:4]) <= year < first + years for year in dated):
            one = made(held, known, replace(chosen, window=span), net.graph.get("mode") == "two-mode")
        else:
            one = nx.Graph(window=span)
        yield span, one


def _of_ties(net: nx.Graph, years: int, step: int, expanding: bool) -> Iterator[tuple[str, nx.Graph]]:
    times = {
        (source, target): list(zip(data["days"].split(), str(data["weights"]).split(), strict=True))
        for source, target, data in net.edges(data=True)
        if data.get("days") and data.get("weights")
    }
    dated = sorted(int(day[:4]) for found in times.values() for day, _ in found if day[:1] != "/")
    most = 1.0 if net.graph.get("weight") == "binary" else inf
    if not dated:
        raise UsageError("the ties of the network bear no days, and windows need some; take it as a whole")
    for first in range(dated[0], max(dated[0], dated[-1] - years + 1) + 1, step):
        begin, end = dated[0] if expanding else first, first + years - 1
        part = nx.DiGraph(window=f"{begin}/{end}") if net.is_directed() else nx.Graph(window=f"{begin}/{end}")
        for tie, found in times.items():
            inside = [float(weight) for day, weight in found if day[:1] != "/" and begin <= int(day[:4]) <= end]
            if inside:
                part.add_nodes_from((node, net.nodes[node]) for node in tie)
                part.add_edge(*tie, weight=min(sum(inside), most))
        yield f"{begin}/{end}", part
