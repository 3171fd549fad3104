"""What a text spells: an IRI, a prefixed name, a slug or the name of a file; and the slugs that look like one."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cakg.engine.store import known, select
from cakg.words.errors import UsageError, nearest
from cakg.words.namespaces import BASE, KINDS, PREFIXES, compact, expand, kind_of, local_name
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.engine.store import Source

_STANDING_FOR = ("kind", "post")  # the organizations of a kind, the holders of a post
SUGGESTED = 68.0  # of 100: so like a name as a whole is what may be meant
_OURS = regex(r"<?(?:https?://)?(?:www\.)?w3id\.org/cakg/(?!ontology)([^>#?]+?)/?>?")
_FILE = regex(r"(?:.*/)?([a-z0-9][a-z0-9.-]*)\.ttl")
_SLUG = regex(r"[a-z0-9][a-z0-9.-]*")


def typed(text: str) -> str:
    """Return a text trimmed, an IRI of ours in whatever form as it is, and the name of a file as the slug it gives."""
    text = text.strip()
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise UsageError(f"{text!a} is no Unicode text; type it again in a terminal that is set to UTF-8")
    ours, file = _OURS.fullmatch(text), _FILE.fullmatch(text)
    return BASE + ours[1] if ours else file[1] if file else text


def spelt(text: str, kinds: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the IRIs that a text spells, whether or not there are such things: one where it is an IRI or a prefixed
    name, one of each kind where it is a slug, none where it can only be a name."""
    text = typed(text)
    if is_spelt_out(text):
        return (expand(text.strip("<>")),)
    return tuple(PREFIXES[kind] + text for kind in kinds or KINDS) if _SLUG.fullmatch(text) else ()


def certain(dataset: "Source", text: str, kinds: tuple[str, ...] = ()) -> str | None:
    """Return what a text means however things are called: the thing of which it is the IRI or the prefixed name, or
    among those of some kinds the slug; None where its names must be looked up, as for what stands for other things.
    """
    text = typed(text)
    there = known(dataset, spelt(text, kinds))
    if len(there) != 1 or not (is_spelt_out(text) or (kinds and kind_of(there[0]) not in _STANDING_FOR)):
        return None
    return there[0]


def is_spelt_out(text: str) -> bool:
    """Tell whether a text is an IRI or a prefixed name."""
    prefix, colon, _ = text.partition(":")
    return text.startswith(("<", "http://", "https://")) or bool(colon and prefix in PREFIXES)


def lookalikes(dataset: "Source", iris: Iterable[str]) -> list[str]:
    """Return the names of the things of the same kinds whose slugs look most like the slug that some IRIs share."""
    kinds, slugs = set(map(kind_of, iris)), sorted(set(map(local_name, iris)))
    if not slugs:
        return []
    bearers: dict[str, list[str]] = {}
    for (other,) in select(dataset, "SELECT DISTINCT ?thing WHERE { ?thing rdfs:label ?label }").texts():
        if kind_of(other) in kinds:
            bearers.setdefault(local_name(other), []).append(compact(other))
    like = nearest(slugs[0], bearers, 3, least=SUGGESTED)
    return [name for slug in like for name in sorted(bearers[slug])][:3]
