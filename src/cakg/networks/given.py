"""Networks as users bring them: of any sort of networkx, with any nodes and weights that mean something."""

from collections.abc import Hashable
from decimal import Decimal
from numbers import Real

import networkx as nx

from cakg.words.errors import UsageError


def admitted(net: object) -> nx.Graph:
    """Return a network as it was given, once it is seen to be one whose weights can be reckoned with.

    A tie without a weight counts 1. Errors: UsageError for what is no network of networkx, and for a weight that is no
    finite number above 0, with the tie.
    """
    if not isinstance(net, nx.Graph):
        raise UsageError(f"a network is a Graph of networkx, this is {type(net).__name__}; build one of its ties")
    for source, target, weight in net.edges(data="weight", default=1):
        number = isinstance(weight, Real | Decimal) and not isinstance(weight, bool)
        if not number or not 0 < float(weight) < float("inf"):
            raise UsageError(
                f"the tie of {source!r} and {target!r} has the weight {weight!r}; give a number above 0, or none"
            )
    return net


def order(node: Hashable) -> tuple[str, str]:
    """Return by what nodes of whatever types are sorted: their text, then the name of their type."""
    return str(node), type(node).__name__
