"""What the reconciliation service says of itself, and of a thing in a preview."""

from typing import TYPE_CHECKING, Any

from cakg.ask.candidates import labels_of
from cakg.ask.describe import describe
from cakg.export.about import TITLE
from cakg.serve.reply import HTML
from cakg.web.words import kind_word
from cakg.words.namespaces import BASE, kind_of

if TYPE_CHECKING:
    from cakg.serve.desk import Desk

_TYPES = ("person", "org", "state", "post", "series", "event", "place", "instrument")
_WIDTH, _HEIGHT = 400, 260
_SHOWN = 8


def manifest(address: str) -> dict[str, Any]:
    """Return the manifest of the service under an address. *Source*: Reconciliation Service API 0.2, section 3."""
    service = f"{address}/reconcile"
    return {
        "versions": ["0.2"],
        "name": TITLE,
        "identifierSpace": BASE,
        "schemaSpace": f"{BASE}ontology#",
        "defaultTypes": [kind(one) for one in _TYPES],
        "documentation": f"{address}/about",
        "view": {"url": f"{address}/{{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": _WIDTH, "height": _HEIGHT},
        "suggest": {
            name: {"service_url": service, "service_path": f"/suggest/{name}"}
            for name in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [],
        },
    }


def kind(name: str) -> dict[str, str]:
    """Return a kind as a type of the service."""
    return {"id": name, "name": kind_word(name)}


def described(desk: "Desk", iri: str) -> dict[str, Any]:
    """Return what a preview shows of a thing: its name, its sort, what is said of it, each in a line."""
    thing = describe(desk.whole.graph, iri)
    said = [(one.property.rpartition(":")[2], one.value) for one in thing.statements if one.property != "is a"]
    return {
        "label": thing.label or labels_of(desk.whole.graph, [iri], "en").get(iri, iri),
        "sort": kind_word(kind_of(iri)),
        "lines": said[:_SHOWN],
        "more": max(0, len(said) - _SHOWN),
        "documents": len({quote.report for quote in thing.quotes}),
        "media": HTML,
    }
