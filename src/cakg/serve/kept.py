"""Replies that are kept: the same address gets the same reply as long as the corpus stays as it is."""

from collections import OrderedDict

from cakg.serve.reply import Reply

_MOST = 96 << 20  # bytes
_LARGEST = 4 << 20


class Kept:
    """Hold replies under their requests, those of one generation of the corpus, up to so many bytes."""

    def __init__(self, most: int = _MOST) -> None:
        self._most, self._size, self._generation = most, 0, 0
        self._replies: OrderedDict[str, Reply] = OrderedDict()

    def get(self, key: str, generation: int) -> Reply | None:
        """Return what was kept, None where there is nothing or it is of another generation."""
        if generation != self._generation:
            return None
        found = self._replies.get(key)
        if found is not None:
            self._replies.move_to_end(key)
        return found

    def keep(self, key: str, reply: Reply, generation: int) -> None:
        """Keep a reply; what is of an older generation is forgotten, and what was not asked for longest."""
        if generation < self._generation or len(reply.body) > _LARGEST:
            return
        if generation > self._generation:
            self._replies.clear()
            self._size, self._generation = 0, generation
        if key in self._replies:
            self._size -= len(self._replies.pop(key).body)
        self._replies[key] = reply
        self._size += len(reply.body)
        while self._size > self._most:
            _, gone = self._replies.popitem(last=False)
            self._size -= len(gone.body)
