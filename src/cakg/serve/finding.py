"""Things by name, as `cakg search` finds them: a list, or the page of the one that is meant."""

from itertools import groupby
from typing import TYPE_CHECKING

from cakg.ask.find import Hit, resolve, search
from cakg.export.results import hit_table
from cakg.export.table import render
from cakg.serve.desk import remarks
from cakg.serve.frame import bare
from cakg.serve.given import Given, hearing, read, staying
from cakg.serve.reply import CSV, JSON, Problem, Reply, page, redirect
from cakg.web import paths
from cakg.web.words import kind_word
from cakg.words.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from cakg.serve.desk import Desk, View

_FORMATS = {"json": JSON, "csv": CSV}
_MOST = 60


def found(desk: "Desk", path: str, given: list[tuple[str, str]], accept: str | None) -> Reply:
    """Return what is called like `q`; who looks for one thing by its name is led to its page, unless `all` is 1.

    Errors: Problem 400 for a parameter that is wrong.
    """
    lang, inner = paths.tongue(path)
    told = read(given, accept, ("q", "limit", "all"), _FORMATS, lang)
    limit = _limit(told)
    view = desk.view(told.heard)
    text = told.own.get("q", "").strip()
    hits: list[Hit] = []
    if text:
        try:
            hits = search(view.graph, text, limit, desk.terms, told.lang)
        except UsageError as error:
            raise Problem(400, f"q: {error}") from error
    elif not told.is_page:
        raise Problem(400, "q: there is nothing to search for; give a name or part of one")
    if not told.is_page:
        columns, rows = hit_table(hits)
        return Reply(200, told.media, render(columns, rows, told.form).encode("utf-8"), {"vary": "Accept"})
    if text and told.own.get("all") is None:
        meant = _meant(desk, view, text)
        if meant is not None:
            asked = told.asked(q=None, limit=None, lang=None, page=None, format=None)
            return redirect("/" + paths.within(told.lang, meant) + asked)
    edition = bare(told.lang, view.imprint)
    first = {kind: number for number, kind in enumerate(dict.fromkeys(hit.kind for hit in hits))}
    ordered = sorted(hits, key=lambda hit: first[hit.kind])  # a kind where its best stands
    made = page(
        edition.render(
            "found.html",
            inner,
            title=edition.t("Find"),
            asked=told.asked(lang=None),
            text=text,
            kinds=[
                (edition.t(kind_word(kind, many=True)), [(hit, paths.path_of(hit.iri)) for hit in some])
                for kind, some in groupby(ordered, key=lambda hit: hit.kind)
            ],
            hits=len(hits),
            is_cut=len(hits) == limit,
            json=told.asked(format="json"),
            heard=hearing(told.all),
        )
    )
    return staying(made, told.all).with_headers(vary="Accept")


def _meant(desk: "Desk", view: "View", text: str) -> str | None:
    """Return the path of the page of the one thing that bears a name for sure, None where there is none or several."""
    with remarks() as guessed:
        try:
            iri = resolve(view.graph, text, terms=desk.terms)
        except (NotFoundError, UsageError):
            return None
    return None if guessed else paths.path_of(iri)


def _limit(told: Given) -> int:
    limit = told.own.get("limit", "20")
    if not (limit.isascii() and limit.isdecimal() and 1 <= int(limit) <= _MOST):
        raise Problem(400, f"limit: {limit[:20]!r} is no number from 1 to {_MOST}")
    return int(limit)
