"""Appointments that a text reports: of whom it says that the office beside the name was given to him or her."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cakg.curate.naming import Naming
from cakg.curate.offices import Office
from cakg.curate.prose import Prose
from cakg.curate.wordlists import bag
from cakg.read.text import Range

_VERBS = {
    "en": bag("appointed appoints appointing elected elects"),
    "ru": bag("назначен назначена назначил назначила назначили избран избрана избрал избрали"),
}
_NOT = bag("not never не newly recently previously недавно ранее")
_FAR = 8  # words between the verb and the name
_AFTER = 6  # words between the name and the office after it


@dataclass(frozen=True)
class Appointment:
    """Hold who was given which post, for sure or not, and where the name and the verb stand."""

    person: str
    post: str
    is_sure: bool
    name: Range
    verb: Range


def appointments_of(
    prose: Prose, namings: Sequence[Naming], offices: Sequence[Office], body: int
) -> Iterator[Appointment]:
    """Yield who is said to have been given an office, which stands beside the name or after it and the verb."""
    seen = set[tuple[str, str]]()
    for one in namings:
        verb = _verb(prose, one) if one.own >= body and one.person is not None else None
        if verb is None:
            continue
        following = (office for office in offices if 0 < office.first - one.last <= _AFTER and _is_told(office))
        office = next(following, None)
        beside = one.post if one.elsewhere is None and one.office is not None else None
        post = office.posts[0] if office is not None else beside
        if post is None or (one.person, post) in seen:
            continue
        assert one.person is not None
        seen.add((one.person, post))
        sure = one.sure and (one.post_sure if office is None else office.sure)
        yield Appointment(one.person, post, sure, Range(one.own, one.own_end), verb)


def _is_told(office: Office) -> bool:
    return office.has_owner and len(office.posts) == 1


def _verb(prose: Prose, one: Naming) -> Range | None:
    """Return the verb by which the sentence of a name says that an office was given."""
    for token in prose.sentence_at(one.own).tokens:
        before = prose.tokens[token.number - 1].word if token.number else ""
        near = min(abs(token.number - one.first), abs(token.number - one.last)) <= _FAR
        if token.word in _VERBS[prose.language] and near and before not in _NOT:
            return Range(token.start, token.end)
    return None
