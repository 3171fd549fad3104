"""Regular expressions that are compiled when they are first used: of the many that there are, a command needs few."""

import re
from typing import Any, cast


class _Waiting:
    """Stand for a pattern; each of its methods is looked up once."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what serves as `re.compile(text, flags)` wherever a pattern's own methods are called."""
    return cast("re.Pattern[str]", _Waiting(text, flags))
