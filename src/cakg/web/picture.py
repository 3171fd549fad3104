"""The drawing of a network as a picture that stands by itself."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cakg.web import figures, sociogram
from cakg.web.reader import Reader
from cakg.web.template import environment

if TYPE_CHECKING:
    import networkx


def picture(index: Reader | None, net: "networkx.Graph", title: str) -> str:
    """Return the drawing of one network as an SVG file that stands by itself and says what it leaves out."""
    drawing = sociogram.draw(net, index, most=70)
    return environment().get_template("picture.svg").render(d=drawing, title=title, notes=said(drawing, net.graph))


def said(drawing: sociogram.Sociogram, about: Mapping[str, object]) -> list[str]:
    """Return the lines below the drawing of a network: what is not shown, what was chosen, whose data it is."""
    ties = f"the {len(drawing.ties)} ties drawn of {drawing.all_ties}"
    lines = [f"{len(drawing.nodes)} of {drawing.all_nodes} nodes, the best connected; {ties}."]
    if drawing.sorting:
        lines[0] += f" Ties that count and place the nodes: {drawing.sorting}."
    lines.append(
        "A mark is the larger, the more others it is tied to, a tie the wider, the heavier; nearness means little."
    )
    return [*lines, *figures.credits(about)]
