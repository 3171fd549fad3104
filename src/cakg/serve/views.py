"""The events that a filter lets through, as each view shows them: a list, years, a map, a network, claims.

The drawings are those of the site; their marks lead to the same filter, narrowed to what a mark stands for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cakg.web import atlas, layout, maps, nets, sociogram, years
from cakg.web.claimed import claimed
from cakg.web.facts import parted
from cakg.web.happenings import happenings, of_year
from cakg.web.layout import Section
from cakg.web.paths import path_of
from cakg.words.namespaces import compact

if TYPE_CHECKING:
    from cakg.web.edition import Edition
    from cakg.web.facets import Row
    from cakg.web.happenings import Happening

Lead = Callable[[Mapping[str, str]], str]
_EACH = {"list": 60, "claims": 4}  # events of a page, of the views that go on
_ROOM = 0.65  # of a page for claims
_PLACES, _NODES, _TIES, _PAIRS = 30, 40, 400, 30


@dataclass(frozen=True)
class Shown:
    """Hold what a view shows: the values of its template, and how many pages there are."""

    values: Mapping[str, object]
    last: int = 1


def shown(edition: "Edition", view: str, rows: "Sequence[Row]", number: int, lead: Lead) -> Shown:
    """Return the page `number` of what a view shows of some events; `lead` gives the address of a narrower filter."""
    wanted = {row.iri for row in rows}
    events = [one for one in happenings(edition) if one.iri in wanted]
    if view in _EACH:
        each = _EACH[view]
        some = events[(number - 1) * each : number * each]
        return Shown(_GOING_ON[view](edition, some), max(1, -(-len(events) // each)))
    return Shown(_DRAWN[view](edition, events, lead))


def _list(edition: "Edition", some: "Sequence[Happening]") -> Mapping[str, object]:
    return {"events": some}


def _claims(edition: "Edition", some: "Sequence[Happening]") -> Mapping[str, object]:
    """Return events with their claims, of each as much as its share of a page holds; its own page has all."""
    made = []
    for one in some:
        at = path_of(one.iri) or ""
        items = [edition.marks.fact(part, at) for fact in claimed(edition, one.iri) for part in parted(fact)]
        made.append(Section(one.iri.rpartition("/")[2], one.name.text, items, "dl", counted=False))
    shelves = [
        (event, replace(shelf, more=event.path if shelf.more else None))
        for event, shelf in zip(some, layout.shelves("", made, _ROOM), strict=True)
    ]
    return {"claims": shelves}


def _years(edition: "Edition", events: "Sequence[Happening]", lead: Lead) -> Mapping[str, object]:
    of = of_year(edition, events)
    strip = years.strip(edition, of, lambda year: lead({"from": year, "to": year}))
    return {"strip": strip, "undated": len(of.get("", ()))}


def _map(edition: "Edition", events: "Sequence[Happening]", lead: Lead) -> Mapping[str, object]:
    found = atlas.sites(edition.index, (one.site for one in events if one.site is not None))
    drawn = atlas.draw(found, maps.state_names(edition))

    def titled(site: atlas.Site) -> str:
        return edition.t("{name}: {n} event|{name}: {n} events", name=site.label, n=site.events)

    return {
        "m": drawn,
        "titled": titled,
        "at_place": lambda iri: lead({"place": compact(iri)}),
        "sites": found[:_PLACES],
        "on_map": {circle.site.iri for circle in drawn.circles},
        "all_sites": len(found),
        "nowhere": sum(one.site is None for one in events),
    }


def _network(edition: "Edition", events: "Sequence[Happening]", lead: Lead) -> Mapping[str, object]:
    net = nets.gathered(edition, (one.iri for one in events))
    drawing = None
    if len(net):
        drawing = nets.led(sociogram.draw(net, edition.index, _NODES), lambda iri: lead({"actor": compact(iri)}))
    label = edition.index.label
    pairs = sorted(net.edges(data="weight"), key=lambda pair: (-pair[2], label(pair[0]), label(pair[1])))
    return {
        "d": drawing,
        "bundles": [] if drawing is None else nets.bundles(drawing, _TIES),
        "pairs": [(edition.index.link(a), edition.index.link(b), count) for a, b, count in pairs[:_PAIRS]],
        "all_pairs": len(pairs),
    }


_GOING_ON = {"list": _list, "claims": _claims}
_DRAWN = {"timeline": _years, "map": _map, "network": _network}
