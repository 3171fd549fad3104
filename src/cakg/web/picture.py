"""The drawing of a network as a picture that stands by itself."""

from typing import TYPE_CHECKING

from cakg.web import sociogram
from cakg.web.reader import Reader
from cakg.web.template import environment

if TYPE_CHECKING:
    import networkx


def picture(index: Reader, net: "networkx.Graph", title: str) -> str:
    """Return the drawing of one network as an SVG file that stands by itself."""
    drawing = sociogram.draw(net, index, most=70)
    return environment().get_template("picture.svg").render(d=drawing, title=title)
