"""Betweenness of networks too large to follow every path: from pivots drawn by lot, with how far off it may be."""

from math import log, sqrt
from random import Random

import numpy as np
from scipy.sparse import csr_array

from cakg.networks.paths import Vector, dependencies

PROBABILITY = 0.95
PIVOTS = 4000
_HOPELESS = 10**10  # actors times ties: minutes


def pivots_for(weights: csr_array) -> int | None:
    """Return how many pivots a network needs that is too large to be reckoned exactly, None for all others."""
    actors, ties = weights.shape[0], weights.nnz // 2
    return PIVOTS if actors * ties > _HOPELESS and actors > 2 * PIVOTS else None


def betweenness(weights: csr_array, directed: bool, weighted: bool, pivots: int, seed: int) -> tuple[Vector, Vector]:
    """Return an estimate of betweenness, and for each actor how far off it may be.

    Of all actors pivots are drawn by lot, with replacement, and the paths from these alone are followed. With the
    probability `PROBABILITY` *no* value is off by more than its error: the smaller of two bounds, by Hoeffding's
    inequality and by the spread of what was drawn (empirical Bernstein), each for half of the chance to fail, shared
    among the actors. Equal seeds give equal estimates.
    *Source*: U. Brandes and C. Pich, Centrality estimation in large networks, International Journal of Bifurcation and
    Chaos 17, 2007; A. Maurer and M. Pontil, Empirical Bernstein bounds and sample variance penalization, COLT 2009,
    theorem 4. Errors: ValueError for fewer than two pivots.
    """
    if pivots < 2:
        raise ValueError("fewer than two pivots show no spread")
    size = weights.shape[0]
    if size < 3:
        return np.zeros(size), np.zeros(size)
    drawn = np.array(sorted(Random(seed).choices(range(size), k=pivots)), dtype=np.intp)
    total, squares = np.zeros(size), np.zeros(size)
    for block in dependencies(weights, directed, weighted, drawn):
        shares = block / (size - 2)
        total += shares.sum(axis=1)
        squares += np.square(shares).sum(axis=1)
    mean = total / pivots
    variance = np.maximum(squares - pivots * mean * mean, 0) / (pivots - 1)
    odds = 2 * size / (1 - PROBABILITY)
    hoeffding = sqrt(log(2 * odds) / (2 * pivots))
    bernstein = np.sqrt(2 * variance * log(4 * odds) / pivots) + 7 * log(4 * odds) / (3 * (pivots - 1))
    scale = size / (size - 1)
    return mean * scale, np.minimum(hoeffding, bernstein) * scale
