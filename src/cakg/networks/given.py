"""Networks as users bring them: of any sort of networkx, with any nodes and weights that mean something."""

from collections.abc import Hashable
from decimal import Decimal
from math import inf, nan
from numbers import Real

import networkx as nx

from cakg.words.errors import UsageError
from cakg.words.integers import shown, writable

_LEAST, _MOST = 1e-100, 1e100  # between them sums, squares and ratios of weights are numbers


def admitted(net: object) -> nx.Graph:
    """Return a network as it was given, once it is seen to be one whose weights can be reckoned with.

    A tie without a weight counts 1. Errors: UsageError for what is no network of networkx, for a weight that is no
    number above 0 or one beyond all measure, with the tie, and for a node or a label that cannot be written.
    """
    if not isinstance(net, nx.Graph):
        raise UsageError(f"a network is a Graph of networkx, this is {type(net).__name__}; build one of its ties")
    if not all(writable(node) and writable(label) for node, label in net.nodes(data="label")):
        raise UsageError("a node is, or is called, a number of too many digits; name it by a text")
    for source, target, weight in net.edges(data="weight", default=1):
        number = as_float(weight)
        if not _LEAST <= number <= _MOST:
            remedy = (
                f"weigh ties from {_LEAST:g} to {_MOST:g}" if 0 < number < inf else "give a number above 0, or none"
            )
            raise UsageError(f"the tie of {source!r} and {target!r} has the weight {shown(weight)}; {remedy}")
    return net


def as_float(value: object) -> float:
    """Return a number of any library as a float: infinity for one that is too large, NaN for what is none."""
    if type(value) is float:
        return value
    if type(value) is not int and (isinstance(value, bool) or not isinstance(value, Real | Decimal)):
        return nan
    try:
        return float(value)
    except OverflowError:
        return inf
    except ValueError:  # a NaN that signals
        return nan


def order(node: Hashable) -> tuple[str, str]:
    """Return by what nodes of whatever types are sorted: their text, then the name of their type."""
    return str(node), type(node).__name__
