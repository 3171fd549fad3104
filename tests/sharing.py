"""What the workers of one run of the tests have in common: a folder, in which one of them makes a thing for all."""

import fcntl
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from cakg.read import corpus
from cakg.read.corpus import Corpus

REPOSITORY = Path(__file__).resolve().parents[1]
Thing = TypeVar("Thing")


def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of this run of the tests, which its workers have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def alone(tmp_path_factory: pytest.TempPathFactory, what: str) -> Iterator[None]:
    """Let one worker at a time do something."""
    with (shared(tmp_path_factory) / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def once(tmp_path_factory: pytest.TempPathFactory, what: str, make: Callable[[], Thing]) -> Thing:
    """Return what one worker makes and the others find."""
    path = shared(tmp_path_factory) / f"{what}.pickle"
    with alone(tmp_path_factory, what):
        if not path.exists():
            path.write_bytes(pickle.dumps(make()))
    found: Thing = pickle.loads(path.read_bytes())
    return found


@cache
def shipped() -> Corpus:
    """Return the shipped corpus as texts, read once by each worker."""
    return corpus.read(REPOSITORY)
