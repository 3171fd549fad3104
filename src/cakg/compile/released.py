"""A release as it was: its graph, which nothing compiles again, with the vocabulary and saved queries of its day."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from cakg.compile import cache, stores
from cakg.compile.opened import Opened
from cakg.read import releases
from cakg.read.releases import archive_of, stated, unpacked


def open_release(root: Path, version: str) -> Opened:
    """Return the graph of a release of a corpus, from the cache where it was opened before.

    Errors: UsageError for what is no version; NotFoundError for one that is not archived; InputError for an archive
    that was cut or changed.
    """
    return open_archive(archive_of(root, version))


def open_archive(path: Path) -> Opened:
    """Return the graph that an archive holds, as `open_release` does. Errors: InputError."""
    folder = unpacked(path)
    said = [quad.triple for quad in parse(releases.said(folder), RdfFormat.N_TRIPLES)]
    key = cache.derived("release", folder.name)
    store = stores.recall(key)
    if store is None:
        with stated(path) as stream:
            lines = BytesIO(stream.read())
        store = stores.keep(key, lines)
        if store is None:
            return Opened(folder, stores.loaded(lines), file=path, said=said)
    return Opened(folder, store, file=path, said=said)


def lines_of_release(path: Path) -> Iterator[bytes]:
    """Yield what an archive says, as lines of N-Quads; nothing of it is held. Errors: InputError."""
    with stated(path) as stream:
        yield from stream
