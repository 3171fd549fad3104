"""Negotiation: which of the formats that there are a client would have, by its Accept header."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cakg.words.patterns import regex

_QUALITY = regex(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


@dataclass(frozen=True)
class Range:
    """Hold one entry of an Accept header: the type and subtype, `*` for any, and how much it is wanted, 0 to 1."""

    kind: str
    part: str
    quality: float

    def precision(self, media: str) -> int:
        """Return how exactly it names a media type: 3 by name, 2 by type, 1 by `*/*`, 0 not at all."""
        kind, _, part = media.partition("/")
        if (self.kind, self.part) == (kind, part):
            return 3
        if (self.kind, self.part) == (kind, "*"):
            return 2
        return int((self.kind, self.part) == ("*", "*"))


def accepted(header: str | None) -> tuple[Range, ...]:
    """Return the entries of an Accept header; one that is missing or empty takes anything.

    What cannot be read is left out, as a parameter that no format of ours has.
    *Source*: RFC 9110, section 12.5.1.
    """
    found = []
    for entry in (header or "*/*").split(","):
        media, *parameters = (part.strip() for part in entry.split(";"))
        kind, slash, part = media.lower().partition("/")
        told = [one[2:].strip() for one in parameters if one[:2].lower() == "q="]
        if slash and kind and part and all(map(_QUALITY.fullmatch, told)):
            found.append(Range(kind, part, float(told[0]) if told else 1.0))
    return tuple(found)


def preferred(header: str | None, offered: Iterable[str]) -> str | None:
    """Return the media type that a client would rather have of those offered, the first of equals; None for none."""
    ranges = accepted(header)
    best, most = None, 0.0
    for media in offered:
        named = max(ranges, key=lambda one: one.precision(media), default=None)
        quality = 0.0 if named is None or not named.precision(media) else named.quality
        if quality > most:
            best, most = media, quality
    return best


def asks_for_page(header: str | None) -> bool:
    """Tell whether a client names HTML itself, as browsers do, and not only whatever there is."""
    return any((one.kind, one.part) in (("text", "html"), ("application", "xhtml+xml")) for one in accepted(header))


def encodings(header: str | None) -> frozenset[str]:
    """Return the names of the codings in which a client takes a body."""
    found = set()
    for entry in (header or "").split(","):
        name, _, parameter = (part.strip().lower() for part in entry.partition(";"))
        if name and parameter.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            found.add(name)
    return frozenset(found)


def named_format(formats: Mapping[str, str], name: str) -> str | None:
    """Return the media type of a format by its name or by the media type itself, None for another."""
    return formats.get(name) or (name if name in formats.values() else None)
