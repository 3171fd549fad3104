"""Drawings as pixels."""

from cakg.words.errors import UsageError

_ZOOM = 2  # how many times as large


def png(svg: str) -> bytes:
    """Return an SVG drawing as PNG. Errors: UsageError where the library is not installed."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError as error:
        raise UsageError("PNG needs resvg-py; pip install 'cakg[networks]', or draw a .svg") from error
    return bytes(svg_to_bytes(svg_string=svg, zoom=_ZOOM))
