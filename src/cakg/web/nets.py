"""The pages of the networks: each view drawn, its actors ranked, how it is made, its files."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from cakg.web import sociogram, table
from cakg.web.edition import Edition
from cakg.web.happenings import sides
from cakg.web.paths import iri_of, outside
from cakg.web.sociogram import Sociogram

if TYPE_CHECKING:
    import networkx

    from cakg.networks.ranking import Score

_FOLDER = "network/"
_NODES, _TIES = 90, 900  # drawn at most: the best connected, the strongest
_NOTES = {
    "degree": "degree: with how many others an actor is tied",
    "strength": "strength: how often, over all its ties",
    "betweenness": "betweenness: on how many of the shortest ways between others it lies",
    "closeness": "closeness: how near it is to all others",
    "eigenvector": "eigenvector: how well connected those are with whom it is tied",
}
_TWO_MODE = {  # where actors and occasions are the nodes
    "degree": "degree: at what share of the occasions it was",
    "betweenness": "betweenness: what share it has of the shortest ways by way of occasions, of the most possible",
    "closeness": "closeness: how near it is to all actors and occasions, 1 being the nearest possible",
}


def page(edition: Edition, path: str) -> str:
    """Return the page of all networks."""
    material = edition.stock.material
    found = [
        (
            f"{_FOLDER}{name}.html",
            title_of(name),
            material.views[name].summary if name in material.views else "",
            len(net),
            net.number_of_edges(),
        )
        for name, net in material.networks.items()
    ]
    return edition.render("networks.html", path, title=edition.t("Networks"), networks=found)


def network_paths(edition: Edition) -> Iterator[str]:
    """Yield the path of the page of each network."""
    yield from (f"{_FOLDER}{name}.html" for name in edition.stock.material.networks)


def make_network(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return the page of a network."""
    material, name = edition.stock.material, path.removeprefix(_FOLDER).removesuffix(".html")
    if name not in material.networks or path != f"{_FOLDER}{name}.html":
        return {}
    scores = material.rankings.get(name, {})
    view = material.views.get(name)
    up = outside(edition.lang, path)
    files = [
        (f"{up}{at}", at.partition("/")[2], size)
        for at, size in material.files
        if at.startswith((f"networks/{name}.", f"rankings/{name}--"))
    ]
    drawing = drawn(edition, name, _NODES)
    page = edition.render(
        "network.html",
        path,
        title=title_of(name),
        view=view,
        description=(view.description if view else "").split("`"),
        d=drawing,
        bundles=bundles(drawing),
        ties=min(len(drawing.ties), _TIES),
        **ranked(edition, scores, material.networks[name]),
        files=files,
    )
    return {path: page}


@lru_cache(maxsize=64)
def drawn(edition: Edition, name: str, most: int) -> Sociogram:
    """Return the drawing of a view."""
    return sociogram.draw(edition.stock.material.networks[name], edition.index, most)


def bundles(drawing: Sociogram, most: int = _TIES) -> list[tuple[int, str]]:
    """Return the strongest ties as one path for each strength, the weakest first."""
    found: dict[int, list[str]] = {}
    for tie in drawing.ties[-most:]:
        found.setdefault(tie.strength, []).append(f"M{tie.x1:.0f} {tie.y1:.0f}L{tie.x2:.0f} {tie.y2:.0f}")
    return [(strength, "".join(found[strength])) for strength in sorted(found)]


def ranked(
    edition: Edition, scores: "Mapping[str, Sequence[Score]]", net: "networkx.Graph | None"
) -> dict[str, object]:
    """Return what the template of a ranking shows: the table, what its measures mean, whether places have bounds."""
    told = {**_NOTES, **_TWO_MODE} if net is not None and "occasions" in net.graph else _NOTES
    return {
        "ranking": table.ranking(edition.index, scores),
        "notes": [edition.t(told[measure]) for measure in scores if measure in told],
        "bounded": any(one.best is not None for own in scores.values() for one in own),
    }


def gathered(edition: Edition, events: Iterable[str]) -> "networkx.Graph":
    """Return the states and whole organizations that sat at some events, tied where they sat at one, by how many.

    A tie says that both were there, not that they talked.
    """
    import networkx as nx

    ties = Counter(pair for one in events for pair in combinations(sides(edition.stock, one), 2))
    net = nx.Graph()
    net.add_nodes_from(
        (node, {"label": edition.index.label(node)}) for node in sorted({n for pair in ties for n in pair})
    )
    net.add_edges_from((a, b, {"weight": count}) for (a, b), count in sorted(ties.items()))
    return net


def led(drawing: Sociogram, lead: Callable[[str], str]) -> Sociogram:
    """Return a drawing whose marks lead elsewhere than to the pages of their things."""
    nodes = ((one, iri_of(one.href or "")) for one in drawing.nodes)
    return replace(drawing, nodes=tuple(replace(one, href=lead(iri) if iri else one.href) for one, iri in nodes))


def title_of(name: str) -> str:
    """Return the name of a view as words."""
    return re.sub(r"(?<!\bco)-", " ", name).capitalize()
