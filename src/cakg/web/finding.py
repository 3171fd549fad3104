"""The page of the search, and lists of all things by kind, which need no script."""

import json
from collections.abc import Iterator

from cakg.web.edition import Edition
from cakg.web.paths import continued, path_of
from cakg.words.collation import order
from cakg.words.namespaces import CONCEPT_KINDS

KINDS = {
    "person": "People",
    "state": "States",
    "org": "Organizations",
    "group": "Groups",
    "post": "Posts",
    "event": "Events",
    "series": "Series",
    "initiative": "Initiatives",
    "instrument": "Instruments",
    "place": "Places",
    "topic": "Topics",
    "report": "Documents",
    "statement": "Statements",
    "ruling": "Rulings",
}
_SINGLE = {
    "person": "person",
    "state": "state",
    "org": "organization",
    "group": "group",
    "post": "post",
    "event": "event",
    "series": "series",
    "initiative": "initiative",
    "instrument": "instrument",
    "place": "place",
    "topic": "topic",
    "report": "document",
    "statement": "statement",
    "ruling": "ruling",
    "term": "term",
    "scheme": "scheme",
}
_SAID = {
    "loading": "Loading the names …",
    "missing": "The names cannot be loaded; missing are",
    "long": "That is longer than any name.",
    "by": "by the name",
    "every": "all kinds",
    "found": "{shown} of {all} hits.",
    "more": "Show more",
    "none": "Nothing is called so; try a part of the name, or another spelling.",
}
_EACH = 180  # things on a page of a list


def page(edition: Edition, path: str) -> str:
    """Return the page of the search."""
    t = edition.t
    called = {kind: t(text) for kind, text in _SINGLE.items()} | {
        kind: t("concept") for kind in CONCEPT_KINDS if kind != "topic"
    }
    words = {name: t(text) for name, text in _SAID.items()} | {"kinds": called}
    kinds = [(kind, t(text), len(_things(edition, kind))) for kind, text in KINDS.items() if _things(edition, kind)]
    written = json.dumps(words, ensure_ascii=False)
    return edition.render("find.html", path, title=t("Find"), words=written, kinds=kinds)


def list_paths(edition: Edition) -> Iterator[str]:
    """Yield the path of the first list of every kind."""
    yield from (f"all/{kind}.html" for kind in KINDS if _things(edition, kind))


def make_list(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return all things of a kind by name, in as many pages as they need."""
    kind = path.removeprefix("all/").removesuffix(".html")
    if kind not in KINDS:
        return {}
    things = sorted(_things(edition, kind), key=lambda iri: (order(edition.index.label(iri)), iri))
    parts = [things[at : at + _EACH] for at in range(0, len(things), _EACH)]
    names = continued(f"all/{kind}.html", len(parts))
    title = edition.t(KINDS[kind])
    return {
        name: edition.render(
            "all.html",
            name,
            title=title,
            total=len(things),
            items=[(path_of(iri), edition.index.named(iri)) for iri in part],
            pages=[(other, edition.index.label(own[0])[:18]) for other, own in zip(names, parts, strict=True)],
        )
        for name, part in zip(names, parts, strict=True)
    }


def _things(edition: Edition, kind: str) -> list[str]:
    return edition.stock.by_kind.get(kind, [])
