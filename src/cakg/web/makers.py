"""Who makes which page: a table of makers by the first part of a path."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from cakg.web import (
    answers,
    assets,
    disagreeing,
    documents,
    downloads,
    exploring,
    feeds,
    finding,
    front,
    holdings,
    maps,
    nets,
    terms,
    things,
    years,
)
from cakg.web.edition import Edition
from cakg.web.paths import PAGED

Pages: TypeAlias = Mapping[str, str | bytes]


class Maker(NamedTuple):
    """Make pages of one sort.

    `paths` yields those of a language, in order, but for the lists that go on beside them; `make` returns a page and
    its lists by path, nothing where there is no such page. What is `shared` is the same in every language, and is made
    once.
    """

    paths: Callable[[Edition], Iterable[str]]
    make: Callable[[Edition, str], Pages]
    shared: bool = False


def _single(path: str, page: Callable[[Edition, str], str], *, shared: bool = False) -> dict[str, Maker]:
    """Return who makes the one page that lies at a path."""

    def paths(edition: Edition) -> Iterable[str]:
        return (path,)

    def make(edition: Edition, at: str) -> Pages:
        return {path: page(edition, path)} if at == path else {}

    return {path: Maker(paths, make, shared)}


MAKERS: dict[str, Maker] = {
    "assets": Maker(assets.paths, assets.make, shared=True),
    "index.html": Maker(front.paths, front.make),
    **_single("find.html", finding.page),
    "all": Maker(finding.list_paths, finding.make_list),
    **_single("explore.html", exploring.page),
    **_single("timeline.html", years.page),
    "timeline": Maker(years.year_paths, years.make_year),
    **_single("map.html", maps.page),
    **_single("networks.html", nets.page),
    "network": Maker(nets.network_paths, nets.make_network),
    **_single("questions.html", answers.page),
    "question": Maker(answers.question_paths, answers.make_question),
    "disagreements.html": Maker(disagreeing.paths, disagreeing.make),
    "disagreements": Maker(disagreeing.sort_paths, disagreeing.make_sort),
    "coverage.html": Maker(documents.coverage_paths, documents.make_coverage),
    "coverage": Maker(documents.coverage_paths, documents.make_coverage),
    "docs": Maker(documents.paths, documents.make),
    "notebooks": Maker(documents.notebook_paths, documents.make_notebook, shared=True),
    **_single("changes.html", documents.changes),
    **_single("downloads.html", downloads.page),
    "downloads": Maker(downloads.folder_paths, downloads.make_folder),
    **_single("about.html", downloads.about),
    "vocabulary": Maker(terms.paths, terms.make),
    "data": Maker(holdings.paths, holdings.make, shared=True),
    **_single("feed.xml", feeds.whole, shared=True),
    "feed": Maker(feeds.thing_paths, feeds.make_thing, shared=True),
    **_single("sitemap.xml", feeds.site_map, shared=True),
    **{kind: Maker(things.paths_of(kind), things.make) for kind in sorted(PAGED - {"evidence"})},
    "evidence": Maker(things.none, things.make),
    "publisher": Maker(things.publishers, things.make_publisher),
}
