"""Collectives of a day: the groups of the register that were named after the day of an event and are told of there."""

from collections.abc import Iterator, Sequence

from cakg.curate.desk import Desk
from cakg.curate.event import Happening
from cakg.read import inflection
from cakg.read.text import Range
from cakg.words import dates

_RUN = 5  # words in which those of the name of a group stand


def groups_of_the_day(desk: Desk, one: Happening, edtf: str | None) -> Iterator[tuple[str, Range]]:
    """Yield the groups of the register whose slug has a day of an event and whose name is told in its sentences."""
    span = dates.span(edtf) if edtf else None
    for iri in sorted(desk.register.dated_groups) if span is not None and span.begin is not None else ():
        own = dates.span(desk.register.dated_groups[iri])
        if own is None or own.begin != own.end or own.begin != span.begin:  # type: ignore[union-attr]
            continue
        for text, tag in desk.register.names.get(iri, ()):
            wanted = [
                word for word in inflection.words(text, desk.prose.language) if word not in desk.prose.wording.light
            ]
            if inflection.primary(tag) != desk.prose.language or len(wanted) < 2:
                continue
            place = _run_of(desk, one, wanted)
            if place is not None:
                yield iri, place
                break


def _run_of(desk: Desk, one: Happening, wanted: Sequence[str]) -> Range | None:
    """Return where the first words of a name stand close together in the sentences on an event."""
    for sentence in one.told:
        hits = [
            token
            for token in sentence.tokens
            if any(inflection.share_stem(word, token.word, desk.prose.language) for word in wanted[:5])
        ]
        for number, first in enumerate(hits):
            near = [one for one in hits[number:] if one.number - first.number <= _RUN]
            heads = any(inflection.share_stem(wanted[0], one.word, desk.prose.language) for one in near)
            words = {one.word for one in near}
            if len(words) >= (2 if heads else 3):
                return Range(first.start, near[-1].end)
    return None
