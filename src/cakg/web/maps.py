"""The page of the map: where events took place, each place a mark and a row."""

from cakg.web import atlas
from cakg.web.edition import Edition
from cakg.web.happenings import happenings
from cakg.web.paths import path_of


def page(edition: Edition, path: str) -> str:
    """Return the page of the map."""
    found = atlas.sites(edition.index, (one.site for one in happenings(edition) if one.site is not None))
    nowhere = sum(one.site is None for one in happenings(edition))
    drawn = atlas.draw(found, state_names(edition))

    def titled(site: atlas.Site) -> str:
        return edition.t("{name}: {n} event|{name}: {n} events", name=site.label, n=site.events)

    title = edition.t("Map")
    return edition.render(
        "map.html", path, title=title, m=drawn, titled=titled, nowhere=nowhere, path_of=path_of, all=len(found)
    )


def state_names(edition: Edition) -> list[tuple[str, str]]:
    """Return the code of every state with its name."""
    index = edition.index
    states = ((index.first(iri, "isoCode"), iri) for iri in index.instances("State"))
    return [(code, index.label(iri)) for code, iri in states if code is not None]
