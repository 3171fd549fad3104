"""Networks as users bring them: of any sort of networkx, with any nodes and weights that mean something."""

from collections.abc import Hashable
from decimal import Decimal
from math import inf, nan
from numbers import Real

import networkx as nx

from cakg.words.errors import UsageError

_LEAST, _MOST = 1e-100, 1e100  # between them sums, squares and ratios of weights are numbers


def admitted(net: object) -> nx.Graph:
    """Return a network as it was given, once it is seen to be one whose weights can be reckoned with.

    A tie without a weight counts 1. Errors: UsageError for what is no network of networkx, and for a weight that is no
    number above 0 of up to a hundred digits, with the tie.
    """
    if not isinstance(net, nx.Graph):
        raise UsageError(f"a network is a Graph of networkx, this is {type(net).__name__}; build one of its ties")
    for source, target, weight in net.edges(data="weight", default=1):
        if not _LEAST <= as_number(weight) <= _MOST:
            tie = f"the tie of {source!r} and {target!r} has the weight {weight!r}"
            raise UsageError(f"{tie}; give a number above 0 that is neither tiny nor huge (1e-100 to 1e100), or none")
    return net


def order(node: Hashable) -> tuple[str, str]:
    """Return by what nodes of whatever types are sorted: their text, then the name of their type."""
    return str(node), type(node).__name__


def as_number(value: object) -> float:
    """Return a number of any library as one of Python, infinite where it is larger than these; NaN for what is none."""
    try:
        return float(value) if isinstance(value, Real | Decimal) and not isinstance(value, bool) else nan
    except OverflowError:
        return inf if value > 0 else -inf  # type: ignore[operator]
    except ValueError:  # of Decimal, which knows what may not even be asked
        return nan
