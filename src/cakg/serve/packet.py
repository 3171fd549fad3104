"""Pages of one state of the corpus in one file of the cache: each packed, found by its path, and all within a bound.

It is read by many processes while one adds to it. A page that was spoilt is a miss, and so is a file that is no packet.
"""

import os
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from cakg.compile import cache
from cakg.read.files import cache_folder

_MOST = 64 << 20  # bytes of all pages as they are packed
_PATIENCE = 5.0  # seconds in which another may write
_TABLE = "CREATE TABLE IF NOT EXISTS page (path TEXT PRIMARY KEY, packed BLOB NOT NULL) WITHOUT ROWID"
_GET = "SELECT packed FROM page WHERE path = ?"
_PUT = "INSERT OR REPLACE INTO page VALUES (?, ?)"
_SIZE = "SELECT COALESCE(SUM(LENGTH(packed)), 0) FROM page"


class Packet:
    """Hold pages under their paths in the file of a key; a cache that cannot be read or written is no error."""

    def __init__(self, key: str, most: int = _MOST) -> None:
        self._key, self._most = key, most

    def get(self, path: str) -> str | None:
        """Return a page by its path, None where it is not there."""
        with suppress(OSError, sqlite3.Error, zlib.error, ValueError), self._opened() as held:
            found = held.execute(_GET, (path,)).fetchone()
            return None if found is None else zlib.decompress(found[0]).decode("utf-8")
        return None

    def paths(self) -> frozenset[str]:
        """Return the paths of all pages that are there."""
        with suppress(OSError, sqlite3.Error), self._opened() as held:
            return frozenset(path for (path,) in held.execute("SELECT path FROM page"))
        return frozenset()

    def put(self, pages: Mapping[str, str]) -> bool:
        """Add pages by their paths; false where there is room for no more, or they cannot be written."""
        with suppress(OSError, sqlite3.Error), self._opened(writes=True) as held:
            held.execute(_TABLE)
            left: int = self._most - held.execute(_SIZE).fetchone()[0]
            for path, page in pages.items():
                packed = zlib.compress(page.encode("utf-8"))
                left -= len(packed)
                if left < 0:
                    break
                held.execute(_PUT, (path, packed))
            held.commit()
            return left >= 0
        return False

    def settle(self) -> None:
        """Let what was not used for longest leave the cache, where this has made it too large."""
        with suppress(OSError):
            cache.forget_old(self._key)

    @contextmanager
    def _opened(self, writes: bool = False) -> Iterator[sqlite3.Connection]:
        """Open the file, which is young then. Errors: OSError and those of SQLite."""
        path = cache_folder() / self._key
        if writes:
            path.parent.mkdir(parents=True, exist_ok=True)
        else:
            os.utime(path)
        address = f"{Path(path).absolute().as_uri()}?mode={'rwc' if writes else 'ro'}"
        with closing(sqlite3.connect(address, _PATIENCE, uri=True)) as held:
            yield held
