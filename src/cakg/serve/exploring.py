"""Events by what can be asked of them: the filter of the site, worked without a script, with counts and as data."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cakg.export.table import render
from cakg.serve.frame import bare
from cakg.serve.given import PERSPECTIVE, read
from cakg.serve.reply import CSV, JSON, Problem, Reply, page
from cakg.web import paths
from cakg.web.exploring import FACET_NAMES
from cakg.web.facets import FACETS, SPANS, VIEWS, Filter, Row, counts, kept, parse
from cakg.web.happenings import rows
from cakg.web.values import value_name
from cakg.words.collation import order
from cakg.words.errors import UsageError
from cakg.words.namespaces import compact

if TYPE_CHECKING:
    from cakg.engine.cells import Cell
    from cakg.serve.desk import Desk
    from cakg.web.edition import Edition

Asked = Sequence[tuple[str, str]]
_FORMATS = {"json": JSON, "csv": CSV}
_EACH = 60  # events of a page
_SHOWN = 12  # values of a facet
_COLUMNS = ("event", "title", "date", "begin", "end", *FACETS)


def explored(desk: "Desk", path: str, given: list[tuple[str, str]], accept: str | None) -> Reply:
    """Return the events that a filter lets through, with what each further value would leave.

    Errors: Problem 400 that names the parameter which is wrong.
    """
    lang, inner = paths.tongue(path)
    own = [(name, value) for name, value in given if name in (*FACETS, *SPANS)]
    view_names = [value for name, value in given if name == "view"]
    if view_names and view_names[-1] in _FORMATS:  # `view=csv`, as the page of the site has it
        given = [*((name, value) for name, value in given if name != "view"), ("format", view_names[-1])]
    rest = [pair for pair in given if pair not in own]
    told = read(rest, accept, ("view",), _FORMATS, lang, also=(*FACETS, *SPANS))
    if told.own.get("view", "list") not in VIEWS:
        raise Problem(400, f"view: {told.own['view'][:20]!r} is none; use {', '.join((*VIEWS, *_FORMATS))}")
    try:
        wanted = parse({name: [value for key, value in own if key == name] for name, _ in own})
    except UsageError as error:
        raise Problem(400, str(error)) from error
    view = desk.view(told.heard)
    if told.lang != lang:
        raise Problem(400, "lang: the language stands in the path of this page; leave it out")
    edition = view.site.editions[lang]
    every = rows(edition.stock)
    found = kept(every, wanted)
    if not told.is_page:
        return _data(edition, found, told.media)
    last = max(1, -(-len(found) // _EACH))
    if told.number > last:
        raise Problem(400, f"page: there are {last}; write a number up to that")
    stays = [(name, value) for name, value in rest if name in (*PERSPECTIVE, "view") and value]
    address = _Address(own, stays)
    return page(
        bare(lang, view.imprint).render(
            "events.html",
            inner,
            title=edition.t("Explore"),
            asked=address.of(own),
            facets=_facets(edition, every, wanted, address),
            chosen=_chosen(edition, wanted, address),
            first=dict(own).get("from", ""),
            last=dict(own).get("to", ""),
            hidden=[(name, value) for name, value in (*own, *stays) if name not in SPANS and value],
            found=len(found),
            all=len(every),
            events=[_event(edition, row) for row in found[(told.number - 1) * _EACH : told.number * _EACH]],
            pages=[(n, address.of(own, page=str(n)), n == told.number) for n in range(1, last + 1)],
            files=[(form, address.of(own, format=form)) for form in _FORMATS],
            script=address.of(own),
        )
    ).with_headers(vary="Accept")


class _Address:
    """Write addresses of the same page with another filter; what is chosen stands in one order."""

    def __init__(self, own: Asked, rest: Asked) -> None:
        self._own, self._rest = [pair for pair in own if pair[1]], list(rest)

    def of(self, own: Asked, **more: str) -> str:
        """Return what stands behind the path."""
        pairs = [*(pair for pair in own if pair[1]), *self._rest, *more.items()]
        return f"?{urlencode(pairs)}" if pairs else "?"

    def toggled(self, name: str, value: str) -> str:
        """Return it with a value more, or without one that is chosen."""
        pair = (name, value)
        return self.of([one for one in self._own if one != pair] if pair in self._own else [*self._own, pair])

    def without(self, name: str) -> str:
        """Return it without a facet."""
        return self.of([one for one in self._own if one[0] != name])


def _facets(edition: "Edition", every: Sequence[Row], wanted: Filter, address: _Address) -> list[tuple[object, ...]]:
    """Return for each facet its name, whether something of it is chosen, and its values, those chosen first."""
    found: list[tuple[object, ...]] = []
    for name, left in counts(every, wanted).items():
        chosen = wanted.values.get(name, frozenset())
        values = [(key, value_name(edition.index, key)) for key in {*left, *chosen}]
        values.sort(key=lambda one: (one[0] not in chosen, -left.get(one[0], 0), order(one[1]), one[0]))
        shown = [
            (text, left.get(key, 0), key in chosen, address.toggled(name, key))
            for key, text in values[: max(_SHOWN, len(chosen))]
        ]
        found.append((edition.t(FACET_NAMES[name]), bool(chosen), shown, len(values) - len(shown)))
    return found


def _chosen(edition: "Edition", wanted: Filter, address: _Address) -> list[tuple[str, str]]:
    found = [
        (f"{edition.t(FACET_NAMES[name])}: {value_name(edition.index, key)}", address.toggled(name, key))
        for name in FACETS
        for key in sorted(wanted.values.get(name, ()))
    ]
    spans: Mapping[str, str] = {"from": wanted.first, "to": wanted.last}
    return found + [(f"{edition.t(name)} {day}", address.without(name)) for name, day in spans.items() if day]


def _event(edition: "Edition", row: Row) -> tuple[object, ...]:
    name = edition.index.named(row.iri)
    place = edition.index.shown(row.iri, "place")
    return edition.day(edition.index.first(row.iri, "date")), paths.path_of(row.iri), name, place


def _data(edition: "Edition", found: Sequence[Row], media: str) -> Reply:
    """Return events as rows: what each facet holds of one stands in one cell."""
    index = edition.index
    cells: list[tuple[Cell, ...]] = [
        (
            compact(row.iri),
            index.label(row.iri),
            index.first(row.iri, "date"),
            row.begin or None,
            row.end or None,
            *(" ".join(sorted(row.values.get(name, ()))) or None for name in FACETS),
        )
        for row in found
    ]
    form = "json" if media == JSON else "csv"
    return Reply(200, media, render(_COLUMNS, cells, form).encode("utf-8"), {"vary": "Accept"})
