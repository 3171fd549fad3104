"""The saved questions and views on the shipped corpus, against rdflib in memory."""

import signal
from itertools import islice
from types import FrameType
from typing import NoReturn

from rdflib import Dataset

from benchmarks.timing import Comparison, timed
from cakg.ask.question import Question, answer, read_question
from cakg.compile.dataset import compile
from cakg.export.graph import export
from cakg.read import corpus as files

PEER = "rdflib in memory"


def run(most: int | None = None, patience: int = 10) -> list[Comparison]:
    """Compare the time that all questions take that can be asked without telling them anything; `most` cuts them.

    Those that the peer does not answer within `patience` seconds are left out on both sides.
    Errors: AssertionError where answers differ.
    """
    root = files.find_root()
    stored = compile(files.read(root))
    data = export(stored, "nquads")
    in_memory = Dataset()
    in_memory.parse(data=data, format="nquads")
    quads = data.count(b"\n")
    found = []
    for folder in ("question", "view"):
        texts = files.queries(root, folder)
        saved = (read_question(name, folder, texts[name]) for name in sorted(texts))
        asked = list(islice((q for q in saved if not any(p.required for p in q.parameters)), most))
        times = [times for question in asked if (times := _both(stored, in_memory, question, patience)) is not None]
        size = f"{len(times)} of {len(asked)} within {patience} s, on {quads:,} quads"
        ours, theirs = (sum(side) for side in zip(*times, strict=True))
        found.append(Comparison(f"answer every {folder}", size, PEER, ours, theirs))
    return found


def _both(stored: Dataset, in_memory: Dataset, question: Question, patience: int) -> tuple[float, float] | None:
    def give_up(number: int, frame: FrameType | None) -> NoReturn:
        raise TimeoutError

    ours, rows = timed(lambda: _rows(stored, question), 1)
    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(patience)
    try:
        theirs, expected = timed(lambda: _rows(in_memory, question), 1)
    except TimeoutError:
        return None
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert rows, f"{question.name}: there is no answer"
    assert rows == expected, f"{question.name}: {PEER} comes to another answer"
    return ours, theirs


def _rows(dataset: Dataset, question: Question) -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in answer(dataset, question)]
