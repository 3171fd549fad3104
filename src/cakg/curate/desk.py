"""The desk on which a draft is filed: its nodes, what may be quoted, what was used and what found no room."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cakg.curate.findings import Findings
from cakg.curate.part import Part
from cakg.curate.prose import Prose
from cakg.curate.quoting import Quoting
from cakg.curate.register import Register
from cakg.curate.sheet import Node
from cakg.curate.slugs import slug
from cakg.read.claims import UNFINISHED
from cakg.read.text import Range
from cakg.words.namespaces import SKOS, local_name

PREFERRED = SKOS + "prefLabel"
_CLOSE = 12  # characters between two names that one phrase shows


@dataclass
class Desk:
    """Hold what is under way while a draft is filed."""

    prose: Prose
    register: Register
    found: Findings
    quoting: Quoting
    issued: str | None
    nodes: list[Node] = field(default_factory=list)
    stubs: list[Node] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    iris: dict[int, str] = field(default_factory=dict)
    days_of_persons: dict[tuple[str, str], tuple[str, bool, list[str]]] = field(default_factory=dict)

    def node(self, iri: str) -> Node:
        """Return the node of a thing that is in the draft."""
        return next(one for one in self.nodes if one.iri == iri)

    def put(self, node: Node, *places: Range, less: Sequence[Range] = ()) -> bool:
        """Take a node with the phrases at some places, if they fit what may be quoted, else with the first, or with
        what shows less, the last of which is the least; what was cut is said.
        """
        self.quoting.release(*less[-1:])
        full = self.quoting.phrases(*places)
        choices = [full, full[:1], *(self.quoting.phrases(one) for one in less)]
        phrases = next((each for each in choices if each and self.quoting.take(each)), None)
        phrases = phrases or self.quoting.holding(next((each for each in reversed(choices) if each), []))
        if phrases is None:
            return False
        if phrases != full:
            cut = [f"“{one}”" for one in full if not any(one in phrase for phrase in phrases)]
            node.notes += [f"{UNFINISHED}To be read: no room was left to quote {'; '.join(cut)}."] if cut else []
        node.quotes = [*node.quotes, *(one for one in phrases if one not in node.quotes)]
        self.nodes.append(node)
        return True


def least_of(part: Part) -> Range:
    """Return the least that shows a part: the name alone."""
    naming = part.naming
    return part.place if naming is None else Range(naming.own, naming.own_end)


def merged(desk: Desk, places: Sequence[Range]) -> list[Range]:
    """Return places with those that stand close together taken as one."""
    merged: list[Range] = []
    for place in sorted(set(places), key=lambda one: (one.start, one.end)):
        if merged and place.start - merged[-1].end <= 3:
            merged[-1:] = desk.quoting.joined(merged[-1], place)
        else:
            merged.append(place)
    return merged


def shared(desk: Desk, parts: Sequence[Part]) -> list[Range]:
    """Return what shows each part: of names that stand close together one stretch shows them all."""
    order = sorted(range(len(parts)), key=lambda at: parts[at].place.start)
    found: dict[int, Range] = {}
    group: list[int] = []
    stretch: Range | None = None
    for at in order:
        place = parts[at].place
        joined = None
        gap = "" if stretch is None else desk.prose.text[stretch.end : place.start]
        apart = any(mark in gap for mark in ";.:") or (
            stretch is not None and any(stretch.end <= line <= place.start for line in desk.prose.document.lines)
        )
        if stretch is not None and not apart and 0 <= place.start - stretch.end <= _CLOSE:
            both = desk.quoting.joined(stretch, place)
            joined = both[0] if len(both) == 1 else None
        if joined is None:
            group, joined = [], place
        group.append(at)
        stretch = joined
        found.update(dict.fromkeys(group, stretch))
    return [found[at] for at in range(len(parts))]


def family(desk: Desk, person: str | None, text: str) -> str:
    return local_name(person).split("-")[-1] if person else slug(text.split()[-1])
