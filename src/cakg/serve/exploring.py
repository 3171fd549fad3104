"""Events by what can be asked of them: the filter of the site, worked without a script, with counts and as data."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cakg.export.table import render
from cakg.serve.asking import numbered
from cakg.serve.frame import bare
from cakg.serve.given import PERSPECTIVE, Given, hearing, read, staying
from cakg.serve.reply import CSV, JSON, Problem, Reply, page
from cakg.serve.views import shown
from cakg.web import paths
from cakg.web.claimed import Claim, claims
from cakg.web.exploring import FACET_NAMES, VIEW_NAMES
from cakg.web.facets import FACETS, SPANS, VIEWS, Filter, Row, counts, kept, parse
from cakg.web.happenings import rows
from cakg.web.values import value_name
from cakg.words.collation import order
from cakg.words.errors import UsageError, hint
from cakg.words.namespaces import compact

if TYPE_CHECKING:
    from cakg.engine.cells import Cell
    from cakg.serve.desk import Desk, View
    from cakg.web.edition import Edition

Asked = Sequence[tuple[str, str]]
_FORMATS = {"json": JSON, "csv": CSV}
_OWN = ("view", "facet")
_SHOWN = {"list": 12}  # values of a facet, 6 beside a drawing
_VALUES = 150  # of one facet on a page of its own
_COLUMNS = ("event", "title", "date", "begin", "end", *FACETS)


def explored(desk: "Desk", path: str, given: list[tuple[str, str]], accept: str | None) -> Reply:
    """Return the events that a filter lets through, with what each further value would leave.

    They are shown as `view` says; with `facet` there are all values of one facet instead. As data they are rows, or
    with the view `claims` what documents claim of them.

    Errors: Problem 400 that names the parameter which is wrong.
    """
    lang, _ = paths.tongue(path)
    own = [(name, value) for name, value in given if name in (*FACETS, *SPANS)]
    forms = [value for name, value in given if name == "view" and value in _FORMATS]
    if forms:  # `view=csv`, as the page of the site has it
        given = [*(pair for pair in given if pair[0] != "view"), ("format", forms[-1])]
    rest = [pair for pair in given if pair not in own]
    told = read(rest, accept, _OWN, _FORMATS, lang, also=(*FACETS, *SPANS))
    wanted = _wanted(own, told, lang)
    view = desk.view(told.heard)
    edition = view.site.editions[lang]
    every = rows(edition.stock)
    found = kept(every, wanted)
    if not told.is_page:
        return _data(edition, found, told)
    made = _page(view, edition, path, told, _Address(own, rest), wanted, every, found)
    return staying(page(made), told.all).with_headers(vary="Accept")


def _wanted(own: Asked, told: Given, lang: str) -> Filter:
    """Return the filter that is asked for. Errors: Problem 400 for what it, its view or its facet cannot be."""
    for name, known in (("view", (*VIEWS, *_FORMATS)), ("facet", FACETS)):
        value = told.own.get(name, known[0])
        if value not in known:
            raise Problem(400, f"{name}: {value[:20]!r} is none; {hint(value, known, 'use ' + ', '.join(known))}")
    if told.lang != lang:
        raise Problem(400, "lang: the language stands in the path of this page; leave it out")
    try:
        return parse({name: [value for key, value in own if key == name] for name, _ in own})
    except UsageError as error:
        raise Problem(400, str(error)) from error


def _page(
    view: "View",
    edition: "Edition",
    path: str,
    told: Given,
    address: "_Address",
    wanted: Filter,
    every: Sequence[Row],
    found: Sequence[Row],
) -> str:
    """Return the page of a filter. Errors: Problem 400 for a number beyond its pages."""
    _, inner = paths.tongue(path)
    name, facet = told.own.get("view", "list"), told.own.get("facet")
    some = FACETS if facet is None else (facet,)
    values = {one: _values(edition, every, wanted, one, address) for one in some}
    if facet is None:
        made = shown(edition, name, found, told.number, address.led)
        last, most = made.last, _SHOWN.get(name, 6)
        more = dict(made.values)
    else:
        last = max(1, -(-len(values[facet]) // _VALUES))
        more = {"every": values[facet][(told.number - 1) * _VALUES : told.number * _VALUES]}
    if told.number > last:
        raise Problem(400, f"page: there are {last}; write a number up to that")
    t = edition.t
    return bare(edition.lang, view.imprint).render(
        "events.html",
        inner,
        title=t("Explore"),
        asked=address.now(),
        view=name,
        facet=None if facet is None else t(FACET_NAMES[facet]),
        views=[(t(VIEW_NAMES[one]), address.now(view=one if one != "list" else ""), one == name) for one in VIEWS],
        facets=[] if facet else [_facet(t(FACET_NAMES[n]), n, own, most, address) for n, own in values.items()],
        chosen=_chosen(edition, wanted, address),
        first=address.given("from"),
        last=address.given("to"),
        hidden=address.hidden(),
        heard=hearing(told.all),
        found=len(found),
        all=len(every),
        pages=numbered(told.number, last, lambda n: address.now(page=n)),
        files=[(form, address.now(view=name if name == "claims" else "", format=form)) for form in _FORMATS],
        back=address.now(facet=""),
        **more,
    )


class _Address:
    """Write addresses of the same page with another filter; what is chosen stands in one order."""

    def __init__(self, own: Asked, rest: Asked) -> None:
        self._own = [pair for pair in own if pair[1]]
        self._rest = [pair for pair in rest if pair[1] and pair[0] in (*PERSPECTIVE, *_OWN)]

    def of(self, own: Asked, **changes: str) -> str:
        """Return what stands behind the path, with some parameters changed, or left out where empty."""
        kept = [pair for pair in self._rest if pair[0] not in changes]
        pairs = [*(pair for pair in own if pair[1]), *kept, *((name, one) for name, one in changes.items() if one)]
        return f"?{urlencode(pairs)}" if pairs else "?"

    def now(self, **changes: str) -> str:
        """Return it with the filter as it is."""
        return self.of(self._own, **changes)

    def led(self, to: Mapping[str, str]) -> str:
        """Return the address of the list of events to which a mark leads: some facets have one value, and no other."""
        return "explore" + self.of([*(pair for pair in self._own if pair[0] not in to), *to.items()], view="")

    def toggled(self, name: str, value: str) -> str:
        """Return it with a value more, or without one that is chosen."""
        pair = (name, value)
        return self.of([one for one in self._own if one != pair] if pair in self._own else [*self._own, pair])

    def without(self, name: str) -> str:
        """Return it without a facet."""
        return self.of([one for one in self._own if one[0] != name])

    def given(self, name: str) -> str:
        """Return what was given for an end of the span."""
        return dict(self._own).get(name, "")

    def hidden(self) -> Asked:
        """Return what the form of the span does not ask for."""
        return [pair for pair in (*self._own, *self._rest) if pair[0] not in (*SPANS, *PERSPECTIVE, "facet")]


_Value = tuple[str, int, bool, str]


def _values(edition: "Edition", every: Sequence[Row], wanted: Filter, name: str, address: _Address) -> list[_Value]:
    """Return the values of a facet, those chosen first: name, how many events it leaves, whether chosen, address."""
    left, chosen = counts(every, wanted, (name,))[name], wanted.values.get(name, frozenset())
    values = [(key, value_name(edition.index, key)) for key in {*left, *chosen}]
    values.sort(key=lambda one: (one[0] not in chosen, -left.get(one[0], 0), order(one[1]), one[0]))
    return [(text, left.get(key, 0), key in chosen, address.toggled(name, key)) for key, text in values]


def _facet(title: str, name: str, values: list[_Value], most: int, address: _Address) -> tuple[object, ...]:
    """Return a facet beside the events: its name, whether something of it is chosen, its first values, how many more
    there are, and where all are.
    """
    chosen = sum(on for _, _, on, _ in values)
    kept = values[: max(most, chosen)]
    return title, bool(chosen), kept, len(values) - len(kept), address.now(facet=name)


def _chosen(edition: "Edition", wanted: Filter, address: _Address) -> list[tuple[str, str]]:
    found = [
        (f"{edition.t(FACET_NAMES[name])}: {value_name(edition.index, key)}", address.toggled(name, key))
        for name in FACETS
        for key in sorted(wanted.values.get(name, ()))
    ]
    spans: Mapping[str, str] = {"from": wanted.first, "to": wanted.last}
    return found + [(f"{edition.t(name)} {day}", address.without(name)) for name, day in spans.items() if day]


def _data(edition: "Edition", found: Sequence[Row], told: Given) -> Reply:
    """Return events as rows, what each facet holds of one in one cell; or the claims on them."""
    is_claims = told.own.get("view") == "claims"
    columns = ("event", "title", *Claim._fields) if is_claims else _COLUMNS
    cells = _claim_cells(edition, found) if is_claims else _cells(edition, found)
    return Reply(200, told.media, render(columns, list(cells), told.form).encode("utf-8"), {"vary": "Accept"})


def _claim_cells(edition: "Edition", found: Sequence[Row]) -> "Iterator[tuple[Cell, ...]]":
    for row in found:
        for one in claims(edition, row.iri):
            yield compact(row.iri), edition.index.label(row.iri), *(text or None for text in one)


def _cells(edition: "Edition", found: Sequence[Row]) -> "Iterator[tuple[Cell, ...]]":
    index = edition.index
    for row in found:
        yield (
            compact(row.iri),
            index.label(row.iri),
            index.first(row.iri, "date"),
            row.begin or None,
            row.end or None,
            *(" ".join(sorted(row.values.get(name, ()))) or None for name in FACETS),
        )
