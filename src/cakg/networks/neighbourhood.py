"""One actor of a network and those around: found by any name, and by how many ties away."""

from collections.abc import Hashable

import networkx as nx

from cakg.words.errors import UsageError, hint
from cakg.words.namespaces import compact


def named_in(net: nx.Graph, name: str) -> Hashable:
    """Return the actor of a network that is meant: by its address, prefixed or not, its slug or its label.

    Errors: UsageError for nobody and for several.
    """
    texts: dict[str, set[Hashable]] = {}
    for node, data in net.nodes(data=True):
        if data.get("bipartite") == 1:
            continue
        short = compact(str(node))
        for text in (str(node), short, short.rpartition(":")[2], str(data.get("label", node))):
            texts.setdefault(text.casefold(), set()).add(node)
    found = texts.get(name.strip().casefold(), set())
    if len(found) == 1:
        return next(iter(found))
    if found:
        known = " or ".join(sorted(compact(str(node)) for node in found))
        raise UsageError(f"{name!r} may be {known}; write one of them")
    shown = {str(data.get("label", node)) for node, data in net.nodes(data=True) if data.get("bipartite") != 1}
    raise UsageError(f"{name!r} is not in the network; {hint(name, shown, 'its rankings list who is')}")


def around(net: nx.Graph, actor: Hashable, radius: int) -> set[Hashable]:
    """Return an actor and all who are at most so many ties away, whichever way these lead."""
    return set(nx.single_source_shortest_path_length(net.to_undirected(as_view=True), actor, cutoff=radius))
