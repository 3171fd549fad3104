"""Drawings as pixels."""

from cakg.words.errors import UsageError


def png(svg: str, zoom: int = 2) -> bytes:
    """Return an SVG drawing as PNG, so many times as large. Errors: UsageError where the library is not installed."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError as error:
        raise UsageError("PNG needs resvg-py; pip install 'cakg[networks]', or draw a .svg") from error
    return bytes(svg_to_bytes(svg_string=svg, zoom=zoom))
