"""The states and organizations in the names of initiatives, and joined to these by strokes before."""

from collections.abc import Iterable

from cakg.curate.mentions import Lexicon, Mention, stands
from cakg.curate.prose import Prose
from cakg.words.namespaces import kind_of


def inner_of(prose: Prose, lexicon: Lexicon, mentions: Iterable[Mention]) -> dict[int, tuple[str, ...]]:
    """Return the states and organizations in the names of initiatives, and joined to them by strokes before."""
    mentions = tuple(mentions)
    found = {}
    for one in mentions:
        if one.of("initiative") is None:
            continue
        inside: dict[str, None] = {}
        for number in range(one.first, one.last + 1):
            for entry in lexicon.beginning(prose.tokens[number]):
                last = stands(prose, entry, number)
                if last is not None and last <= one.last and kind_of(entry.iri) in ("state", "org"):
                    inside[entry.iri] = None
        at = one
        for before in reversed([each for each in mentions if each.end <= one.start]):
            joint = prose.text[before.end : at.start]
            org = before.of("org", "state")
            if org is None or joint.strip(" ") not in ("/", "") or (joint == "" and at is not one):
                break
            if joint.strip() == "" and at is one and len(joint) > 1:
                break
            inside[org] = None
            at = before
        found[one.start] = tuple(inside)
    return found
