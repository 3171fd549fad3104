"""The page of the filter: a form whose state stands in the address, worked by a script or by a server."""

import json

from cakg.web import basemap
from cakg.web.claimed import EACH
from cakg.web.edition import Edition
from cakg.web.facets import FACETS, VIEWS
from cakg.web.happenings import of_year
from cakg.words.namespaces import BASE

FACET_NAMES = {
    "kind": "Kind of event",
    "actor": "Who took part, or was to",
    "place": "Place",
    "topic": "Topic",
    "series": "Series",
    "status": "Status",
    "publisher": "Publisher of a document",
    "extent": "How much was read",
    "disputed": "Disagreement",
}
VIEW_NAMES = {"list": "List", "timeline": "Years", "map": "Map", "network": "Network", "claims": "Claims"}
_SAID = {
    "loading": "Loading the events …",
    "missing": "The events cannot be loaded; missing are",
    "seek": "Find",
    "without": "without",
    "clear": "Clear all",
    "undated": "undated",
    "disputed": "disputed",
    "pages": "Parts of the list",
    "undatedAll": "None of these events bears a date.",
    "without_date": "{n} more events bear no date.",
    "beyond": "* Beyond the frame, or known only as a country or region.",
    "no_ties": "No two states or organizations sat at one of these events.",
    "pairs": "The pairs at most events",
    "network": "States and whole organizations that sat at the same events: "
    "a tie says that both were there, not that they talked.",
    "error": "{what} is no date or no span; write 2012, 2012-03 or 2012-03-27, the earlier first.",
    "no_view": "There is no view {view} here; this is the list.",
    "save": "Save as",
    "claims": "Loading the claims …",
    "documents": "Documents",
    "drawn": "{n} of {all} nodes are drawn, the best connected.",
    "some_pairs": "The first {n} of {all} pairs.",
    "found": "{n} of {all} events.",
    "none": "No event fits; take a filter away.",
}


def page(edition: Edition, path: str) -> str:
    """Return the page of the filter."""
    t = edition.t
    words = {name: t(text) for name, text in (_SAID | {"from": "from", "to": "up to"}).items()}
    named = {
        "facets": {name: t(FACET_NAMES[name]) for name in FACETS},
        "views": {name: t(VIEW_NAMES[name]) for name in VIEWS},
    }
    return edition.render(
        "explore.html",
        path,
        title=t("Explore"),
        words=json.dumps(words | named, ensure_ascii=False),
        base=BASE,
        width=basemap.WIDTH,
        height=basemap.HEIGHT,
        claimed=EACH,
        years=[(year, len(members)) for year, members in of_year(edition).items()],
    )
