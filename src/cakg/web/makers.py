"""Who makes which page: a table of makers by the first part of a path."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from cakg.web import assets, things
from cakg.web.doors import DOORS
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
    **{first: Maker(*one) for first, one in DOORS.items()},
    **{kind: Maker(things.paths_of(kind), things.make) for kind in sorted(PAGED - {"evidence"})},
    "evidence": Maker(things.none, things.make),
    "publisher": Maker(things.publishers, things.make_publisher),
}
