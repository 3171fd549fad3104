"""A knowledge graph of Central Asian security diplomacy: who met whom, when, in what capacity, and how do we know?"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cakg.api import ask, check, disputes, export, load, network, query, rank, search, show
    from cakg.ask.saved import saved

__all__ = ["ask", "check", "disputes", "export", "load", "network", "query", "rank", "saved", "search", "show"]

_ELSEWHERE = {"saved": "cakg.ask.saved"}  # all other names are those of cakg.api


class _Face(ModuleType):
    """Import what is asked for only then, so that the command line starts at once.

    Two functions bear the names of rooms, `ask` and `export`: importing such a room must not hide the function.
    """

    def __getattr__(self, name: str) -> Any:
        from importlib import import_module

        if name == "__version__":
            from cakg.words.version import version

            return version()
        if name in __all__:
            return getattr(import_module(_ELSEWHERE.get(name, "cakg.api")), name)
        raise AttributeError(f"module 'cakg' has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return [*__all__, "__version__"]


sys.modules[__name__].__class__ = _Face
