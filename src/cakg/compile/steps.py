"""Steps from one state of a dataset to the next, kept as the lines in which it differs from one that is kept whole."""

import json
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from pyoxigraph import Store

from cakg.compile import cache, stores
from cakg.compile.amendment import Amendment
from cakg.compile.lookup import SortedLines

_ENDING = ".step"
_MOST = 8 << 20  # bytes in which a state may differ from one that is kept whole


@dataclass(frozen=True)
class Step:
    """Hold a step: `change` is what differs from the state before, `total` what differs from the base.

    Both are given by their keys; the N-Quads of the base are kept.
    """

    before: str
    change: Amendment
    base: str
    total: Amendment


def step(before: str, change: Amendment) -> Step | None:
    """Return the step that leads on from what is kept under a key, None where nothing is.

    What has come to differ much from its base is kept whole, and is the base from then on. Errors: as `blocks`.
    """
    last = recall(before)
    if last is None or cache.has(before + cache.NQUADS):
        return Step(before, change, before, change) if cache.has(before + cache.NQUADS) else None
    total = _both(last.total, change)
    if len(total.gone) + len(total.fresh) <= _MOST:
        return Step(before, change, last.base, total)
    return None if nquads(before) is None else Step(before, change, before, change)


def keep(key: str, one: Step) -> None:
    """Keep the step that leads to a key. A cache that cannot be written is no error."""
    texts = (one.change.gone, one.change.fresh, one.total.gone, one.total.fresh)
    said = (one.before, one.base, *(text.decode() for text in texts))
    cache.keep(key + _ENDING, json.dumps(said, ensure_ascii=False).encode())


def recall(key: str) -> Step | None:
    """Return the step that leads to a key, None where none is kept."""
    kept = cache.recall(key + _ENDING)
    if kept is None:
        return None
    before, base, *texts = json.loads(kept)
    gone, fresh, all_gone, all_fresh = (text.encode() for text in texts)
    return Step(before, Amendment(gone, fresh), base, Amendment(all_gone, all_fresh))


def lead_to(key: str) -> bool:
    """Tell whether what is kept under a key was followed, and not compiled whole."""
    return cache.has(key + _ENDING)


def forget(key: str) -> None:
    """Forget the step that led to a key, once what it led to was compiled whole."""
    cache.forget(key + _ENDING)


def sorted_lines(key: str) -> SortedLines | None:
    """Return the N-Quads that are kept under a key, whole or by a step, to be looked up; None where they are not."""
    found = cache.recall_lines(key + cache.NQUADS)
    last = recall(key) if found is None else None
    if last is not None:
        found = cache.recall_lines(last.base + cache.NQUADS)
    if found is None:
        return None
    with found:
        return SortedLines(found, None if last is None else last.total)


def nquads(key: str) -> BinaryIO | None:
    """Return the N-Quads that are kept under a key, None where they are not; of those kept by a step a whole is made.

    Errors: ValueError for a step that does not lead on from its base.
    """
    found = cache.recall_lines(key + cache.NQUADS)
    lines = sorted_lines(key) if found is None else None
    return found if lines is None else cache.keep_lines(key + cache.NQUADS, lines.blocks)


def in_memory(held: stores.Reopened) -> Store:
    """Return a copy of a store that lies in memory, of the text from which it was made where that is kept."""
    with suppress(ValueError):
        lines = None if cache.has(held.key + cache.NQUADS) else sorted_lines(held.key)
        if lines is not None:
            return stores.loaded(BytesIO(b"".join(lines.blocks())))
    return held.in_memory()


def _both(first: Amendment, second: Amendment) -> Amendment:
    """Return in which lines a text differs after two amendments."""
    texts = (first.gone, first.fresh, second.gone, second.fresh)
    gone, fresh, lost, new = (set(text.splitlines(keepends=True)) for text in texts)
    left, come = (gone - new) | (lost - fresh), (fresh - lost) | (new - gone)
    return Amendment(b"".join(sorted(left)), b"".join(sorted(come)))
