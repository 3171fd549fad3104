"""Versions: that of the package, as it was installed, and how versions are written and ordered."""

from cakg.words.errors import UsageError
from cakg.words.patterns import regex

Numbers = tuple[int, int, int]

_SEMANTIC = regex(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")


def version() -> str:
    """Return the version, such as `0.1.0`."""
    from importlib.metadata import version as installed

    return installed("cakg")


def numbers(text: str) -> Numbers | None:
    """Return the three numbers of a version, by which versions are ordered; None for what is none.

    *Source*: Semantic Versioning 2.0.0, without versions before a release.
    """
    found = _SEMANTIC.fullmatch(text)
    return None if found is None else (int(found[1]), int(found[2]), int(found[3]))


def demand(text: str) -> Numbers:
    """Return the three numbers of a version. Errors: UsageError for what is none."""
    found = numbers(text)
    if found is None:
        raise UsageError(f"{text!r} is no version; write three numbers, such as 0.2.0")
    return found
