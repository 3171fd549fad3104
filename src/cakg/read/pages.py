"""Pages that were fetched, kept in a folder under their addresses: what came, or why nothing did.

What came is asked for again after thirty days, what failed after one.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cakg.read.files import cache_folder, write_bytes
from cakg.words.errors import OutputError

_DAY = 24 * 60 * 60  # seconds
_FRESH, _FAILED = 30 * _DAY, _DAY


@dataclass(frozen=True)
class Page:
    """Hold what an address answered: where it was found in the end, its media type, its content, and on which day."""

    address: str
    found_at: str
    kind: str
    data: bytes
    day: str


@dataclass(frozen=True)
class Failure:
    """Hold why an address gave no page; what is `lasting` need not be tried again soon.

    `status` is that of HTTP where there was an answer; it is not kept.
    """

    address: str
    reason: str
    lasting: bool = False
    status: int | None = None


def folder() -> Path:
    """Return the folder of the pages."""
    return cache_folder() / "pages"


def recall(place: Path, address: str, now: float) -> Page | Failure | None:
    """Return what was kept of an address, or None where nothing was, it is too old or it is damaged."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        head, _, data = _path(place, address).read_bytes().partition(b"\n")
        known = json.loads(head)
        age = now - float(known["at"])
        if known["address"] != address or age > (_FAILED if "reason" in known else _FRESH):
            return None
        if "reason" in known:
            return Failure(address, known["reason"], lasting=True)
        if known["digest"] == hashlib.sha256(data).hexdigest():
            return Page(address, known["found_at"], known["kind"], data, known["day"])
    return None


def keep(place: Path, one: Page | Failure, now: float) -> None:
    """Keep what came, or a failure that lasts; a folder that cannot be written is no error."""
    known: dict[str, object] = {"address": one.address, "at": now}
    data = b""
    if isinstance(one, Page):
        data = one.data
        digest = hashlib.sha256(data).hexdigest()
        known |= {"found_at": one.found_at, "kind": one.kind, "day": one.day, "digest": digest}
    elif one.lasting:
        known["reason"] = one.reason
    else:
        return
    with suppress(OutputError, OSError):
        write_bytes(_path(place, one.address), json.dumps(known).encode() + b"\n" + data)


def _path(place: Path, address: str) -> Path:
    return place / hashlib.sha256(address.encode()).hexdigest()
