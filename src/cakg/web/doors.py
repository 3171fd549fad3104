"""Who makes the pages that are of no single thing: those that lead to all others, and the data their scripts read."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from cakg.web import (
    answers,
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
    years,
)
from cakg.web.edition import Edition

Door: TypeAlias = tuple[Callable[[Edition], Iterable[str]], Callable[[Edition, str], Mapping[str, str | bytes]], bool]

DOORS: dict[str, Door] = {  # by the first part of a path: who tells the paths, who makes the pages, whether shared
    "index.html": (front.paths, front.make, False),
    "find.html": (finding.paths, finding.make, False),
    "all": (finding.list_paths, finding.make_list, False),
    "explore.html": (exploring.paths, exploring.make, False),
    "timeline.html": (years.paths, years.make, False),
    "timeline": (years.year_paths, years.make_year, False),
    "map.html": (maps.paths, maps.make, False),
    "networks.html": (nets.paths, nets.make, False),
    "network": (nets.network_paths, nets.make_network, False),
    "questions.html": (answers.paths, answers.make, False),
    "question": (answers.question_paths, answers.make_question, False),
    "disagreements.html": (disagreeing.paths, disagreeing.make, False),
    "disagreements": (disagreeing.sort_paths, disagreeing.make_sort, False),
    "coverage.html": (documents.coverage_paths, documents.make_coverage, False),
    "coverage": (documents.coverage_paths, documents.make_coverage, False),
    "docs": (documents.paths, documents.make, False),
    "notebooks": (documents.notebook_paths, documents.make_notebook, True),
    "changes.html": (documents.change_paths, documents.make_changes, False),
    "downloads.html": (downloads.paths, downloads.make, False),
    "downloads": (downloads.folder_paths, downloads.make_folder, False),
    "about.html": (downloads.about_paths, downloads.make_about, False),
    "vocabulary": (terms.paths, terms.make, False),
    "data": (holdings.paths, holdings.make, True),
    "feed.xml": (feeds.paths, feeds.make, True),
    "feed": (feeds.thing_paths, feeds.make_thing, True),
    "sitemap.xml": (feeds.map_paths, feeds.make_map, True),
}
