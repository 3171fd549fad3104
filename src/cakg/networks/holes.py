"""Measures of what lies around an actor: whether those it is tied to are tied to one another.

Shapes as in `centrality`.
"""

import numpy as np
from scipy.sparse import csr_array

from cakg.networks.paths import Vector, pattern


def constraint(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return how far the ties of each lead to those who are tied to one another; NaN for who has none.

    The lower, the more an actor stands between groups. *Source*: R. S. Burt, Structural Holes, 1992.
    """
    both = csr_array(weights + weights.T)
    out = np.asarray(both.sum(axis=1), dtype=np.float64)
    share = csr_array(both / np.where(out > 0, out, 1.0)[:, None])
    invested = csr_array((share + share @ share).multiply(pattern(both)))
    found = np.asarray(invested.power(2).sum(axis=1), dtype=np.float64)
    found[out == 0] = np.nan
    return found


def effective_size(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return to how many others each is tied, less what these repeat of one another; NaN for who has none.

    Another is redundant by the share of the actor's ties spent on third parties, each times how strong the tie between
    that other and the third is, compared with the strongest tie of that other.
    *Source*: R. S. Burt, Structural Holes, 1992; S. P. Borgatti, Structural holes: unpacking Burt's redundancy
    measures, Connections 20, 1997.
    """
    both = csr_array(weights + weights.T)
    out = np.asarray(both.sum(axis=1), dtype=np.float64)
    share = csr_array(both / np.where(out > 0, out, 1.0)[:, None])
    top = np.asarray(both.max(axis=1).todense(), dtype=np.float64).ravel() if both.nnz else np.zeros(len(out))
    likeness = csr_array(both / np.where(top > 0, top, 1.0)[:, None])
    ties = pattern(both)
    repeated = csr_array(share @ csr_array(likeness.T)).multiply(ties)
    found = np.asarray(ties.sum(axis=1), dtype=np.float64) - np.asarray(repeated.sum(axis=1), dtype=np.float64)
    found[out == 0] = np.nan
    return found


def clustering(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return the share of the pairs of those an actor is tied to who are tied to one another; 0 for fewer than two.

    Where directed, of all the triangles that directions allow; where `weighted`, a triangle counts the geometric mean
    of its weights, each a share of the largest weight.
    *Source*: D. J. Watts and S. H. Strogatz, Collective dynamics of small-world networks, Nature 393, 1998; weighted
    J.-P. Onnela et al., Intensity and coherence of motifs, Physical Review E 71, 2005; directed G. Fagiolo, Clustering
    in complex directed networks, Physical Review E 76, 2007.
    """
    found = np.zeros(weights.shape[0])
    if not weights.nnz:
        return found
    ties = pattern(weights)
    values = csr_array((weights / weights.data.max()).power(1 / 3)) if weighted else ties
    both = csr_array(values + values.T) if directed else values
    triangles = np.asarray((both @ both).multiply(both.T).sum(axis=1), dtype=np.float64)
    degree = np.asarray(ties.sum(axis=1), dtype=np.float64)
    if not directed:
        possible = degree * (degree - 1)
    else:
        total = degree + np.asarray(ties.sum(axis=0), dtype=np.float64)
        mutual = np.asarray(ties.multiply(ties.T).sum(axis=1), dtype=np.float64)
        possible = 2 * (total * (total - 1) - 2 * mutual)
    np.divide(triangles, possible, out=found, where=possible > 0)
    return found
