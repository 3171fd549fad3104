"""The manifest of a corpus: of each of its texts the kind and a digest, by which one that has changed is found."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cakg.compile import cache
from cakg.read.corpus import Corpus, Source

Entry = tuple[str, str]  # the kind, with a word more for what was added, and the digest of the text
_SHAPE = "shape"


@dataclass(frozen=True)
class Manifest:
    """Hold the kind and the digest of each text, by its path."""

    texts: Mapping[str, Entry]

    @classmethod
    def of(cls, corpus: Corpus) -> "Manifest":
        """Return the manifest of texts that were read."""
        return cls({source.path: entry_of(source) for source in corpus.sources})

    def claims(self) -> str:
        """Return a digest of what is compiled, and of the code that does it."""
        return cache.digest(self._told(shapes=False))

    def whole(self, claims: str) -> str:
        """Return a digest of this and of the shapes."""
        return cache.derived(claims, *self._told(shapes=True))

    def grounds(self) -> str:
        """Return a digest of all that is compiled but no report."""
        return cache.derived(*(one for one in self._told(shapes=False) if not one.startswith("report ")))

    def differing(self, other: "Manifest") -> frozenset[tuple[str, str]]:
        """Return path and kind of each text that only one of two has so; shapes do not count."""
        changed = set(self.texts.items()) ^ set(other.texts.items())
        return frozenset((path, kind) for path, (kind, _) in changed if not kind.startswith(_SHAPE))

    def to_json(self) -> bytes:
        """Return it written."""
        return json.dumps(self.texts).encode("utf-8", "surrogatepass")

    @classmethod
    def from_json(cls, written: bytes) -> "Manifest":
        """Return a manifest as it was written."""
        return cls({path: (kind, digest) for path, (kind, digest) in json.loads(written).items()})

    def _told(self, *, shapes: bool) -> Iterable[str]:
        entries = sorted(self.texts.items())
        return [f"{kind} {digest} {path}" for path, (kind, digest) in entries if kind.startswith(_SHAPE) is shapes]


def entry_of(source: Source) -> Entry:
    """Return what a manifest says of a text."""
    kind = f"{source.kind} added" if source.added else source.kind
    return kind, hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
