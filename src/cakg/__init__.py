"""A knowledge graph of Central Asian security diplomacy: who met whom, when, in what capacity, and how do we know?"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cakg.api import ask, check, disputes, export, load, network, query, rank, saved, search, show

__all__ = ["ask", "check", "disputes", "export", "load", "network", "query", "rank", "saved", "search", "show"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import what is asked for only then, so that the command line starts at once."""
    if name in __all__:
        from cakg import api

        return getattr(api, name)
    raise AttributeError(f"module 'cakg' has no attribute {name!r}")
