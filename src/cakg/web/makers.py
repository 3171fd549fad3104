"""Who makes which page: a table of makers by the first part of a path."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from cakg.web import answers, assets, disagreeing, exploring, finding, holdings, maps, nets, things, years
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


MAKERS: dict[str, Maker] = {
    "assets": Maker(assets.paths, assets.make, shared=True),
    "data": Maker(holdings.paths, holdings.make, shared=True),
    "find.html": Maker(finding.paths, finding.make),
    "all": Maker(finding.list_paths, finding.make_list),
    "explore.html": Maker(exploring.paths, exploring.make),
    "timeline.html": Maker(years.paths, years.make),
    "timeline": Maker(years.year_paths, years.make_year),
    "map.html": Maker(maps.paths, maps.make),
    "networks.html": Maker(nets.paths, nets.make),
    "network": Maker(nets.network_paths, nets.make_network),
    "questions.html": Maker(answers.paths, answers.make),
    "question": Maker(answers.question_paths, answers.make_question),
    "disagreements.html": Maker(disagreeing.paths, disagreeing.make),
    "disagreements": Maker(disagreeing.sort_paths, disagreeing.make_sort),
    **{kind: Maker(things.paths_of(kind), things.make) for kind in sorted(PAGED)},
    "publisher": Maker(things.publishers, things.make_publisher),
}
