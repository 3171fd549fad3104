"""The language of names: which there are in a graph, and how a query of our own shows a name in one of them."""

from typing import TYPE_CHECKING

from cakg.engine.store import derived, select
from cakg.words.errors import NotFoundError, UsageError
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.engine.store import Source

ENGLISH = "en"
_TAG = regex(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_SPOKEN = "SELECT DISTINCT ?tag WHERE { ?thing rdfs:label ?name . BIND(LANG(?name) AS ?tag) } ORDER BY ?tag"


def tag(text: str) -> str:
    """Return the tag of a language (BCP 47) in small letters, as engines compare it. Errors: UsageError."""
    if not _TAG.fullmatch(text.strip()):
        raise UsageError(f"{text!r} is no tag of a language; write it like en or ru")
    return text.strip().lower()


def spoken(source: "Source", text: str) -> str:
    """Return the tag of a language in which a graph names something; English will always do.

    Errors: UsageError for what is no tag; NotFoundError with the tags that there are.
    """
    wanted = tag(text)
    if wanted != ENGLISH:
        kept = derived(source, "languages", lambda: " ".join(_known(source)).encode())
        known = _known(source) if kept is None else kept.decode().split()
        if wanted not in known:
            raise NotFoundError(f"nothing has a name in {wanted!r}; there are names in {', '.join(known)}")
    return wanted


def _known(source: "Source") -> list[str]:
    return [one for (one,) in select(source, _SPOKEN).texts() if one]


def named(thing: str, name: str, lang: str) -> str:
    """Return the pattern that binds a variable to the name of another: in a language, else in English, else in any.

    It is that of the saved queries. What is named must be bound before it, in every row.
    """
    pattern = f"?{thing} rdfs:label ?{name}"
    filtered = [f'{pattern} . FILTER(LANG(?{name}) = "{one}")' for one in dict.fromkeys((lang, ENGLISH))]
    return " ".join(f"OPTIONAL {{ {one} }}" for one in (*filtered, pattern))
