"""The page of a thing: what is known of it, every value with its evidence, and all that leads to it."""

from collections.abc import Callable, Iterable, Mapping

from cakg.ask.wider import OF_KIND as BRIEFED
from cakg.web import actorpage, disputepage, eventpage, feeds, otherpages, reportpage, rows
from cakg.web.edition import Edition
from cakg.web.entry import Link, Text
from cakg.web.layout import Pages, Section
from cakg.web.paths import iri_of, path_of, published_by, publisher_path
from cakg.web.words import kind_word
from cakg.words.namespaces import ACTOR_KINDS, CONCEPT_KINDS, DCTERMS, RDF, SKOS, compact, kind_of

_SECTIONS: dict[str, Callable[[Edition, str], list[Section]]] = {
    **dict.fromkeys(ACTOR_KINDS, actorpage.page_sections),
    **dict.fromkeys((*CONCEPT_KINDS, "scheme"), otherpages.concept),
    "event": eventpage.page_sections,
    "report": reportpage.page_sections,
    "disagreement": disputepage.page_sections,
    "post": otherpages.post,
    "series": otherpages.series,
    "initiative": otherpages.undertaking,
    "instrument": otherpages.undertaking,
    "place": otherpages.place,
}
_OWNERS = ("participation", "reading", "amount")
_SMALL = frozenset(("part", "tenure", "membership", "action", "reading", "amount", "evidence"))  # pages of a few lines
FORMATS = ("ttl", "jsonld", "json", "csv")  # in which a server has a thing, too


def paths_of(kind: str) -> Callable[[Edition], Iterable[str]]:
    """Return what tells the path of every thing of a kind."""

    def found(edition: Edition) -> Iterable[str]:
        for iri in edition.stock.by_kind.get(kind, ()):
            path = path_of(iri)
            if path is not None:
                yield path

    return found


def none(edition: Edition) -> Iterable[str]:
    """Return no path: of evidence a page is made when it is asked for, and a site has it on the pages of documents."""
    return ()


def make(edition: Edition, path: str) -> Mapping[str, str | bytes]:
    """Return the page of a thing with its lists by path, nothing where the dataset has no such thing."""
    iri = iri_of(path)
    index = edition.index
    if iri is None or not index.objects(iri, RDF + "type"):
        return {}
    kind = kind_of(iri) or ""
    name = rows.title(edition, iri)
    return Pages(
        edition,
        path,
        name,
        "thing.html",
        _SECTIONS.get(kind, otherpages.small)(edition, iri),
        iri=iri,
        kind=kind,
        is_briefed=kind in BRIEFED,
        code=compact(iri),
        others=rows.names_of(edition, iri),
        crumbs=_crumbs(edition, iri, kind),
        turn=eventpage.turn(edition, iri) if kind == "event" else (),
        description=_description(edition, iri, kind),
        feed=feeds.known(edition, iri),
        formats=() if kind in _SMALL else FORMATS,
    )


def publishers(edition: Edition) -> Iterable[str]:
    """Return the path of every page that lists what an actor published."""
    index = edition.index
    found = {iri for report in index.instances("Report") for iri in index.values(report, DCTERMS + "publisher")}
    return sorted(filter(None, map(publisher_path, found)))


def make_publisher(edition: Edition, path: str) -> Mapping[str, str | bytes]:
    """Return the page that lists what an actor published, nothing where it published nothing."""
    iri = published_by(path)
    index = edition.index
    if iri is None or not index.owners(iri, DCTERMS + "publisher"):
        return {}
    title = edition.t("Published by {name}", name=index.label(iri))
    return Pages(
        edition,
        path,
        Text(title, ""),
        "publisher.html",
        reportpage.publisher_sections(edition, iri),
        link=index.link(iri),
    )


def _crumbs(edition: Edition, iri: str, kind: str) -> list[Link]:
    """Return what a page is of: its kind, its sort, and what it is a part of."""
    index = edition.index
    found = [Link(edition.t(kind_word(kind)), None)]
    found += index.links(iri, "kind") if kind not in ("event", "tenure", "action") else []
    found += [index.link(owner) for name in _OWNERS for owner in index.owners(iri, name)]
    return found


def _description(edition: Edition, iri: str, kind: str) -> str:
    """Return a page in one line of plain text."""
    index = edition.index
    said = [
        edition.day(index.first(iri, "date")),
        index.shown(iri, "place"),
        index.first(iri, SKOS + "definition") or "",
    ]
    return ", ".join(filter(None, (edition.t(kind_word(kind)), *said)))
