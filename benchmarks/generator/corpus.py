"""A corpus of the project's own layout, written to a folder file by file: no more than a year of it is in memory."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pyoxigraph import NamedNode

from benchmarks.generator import faults, register
from benchmarks.generator.cast import Cast, many
from benchmarks.generator.chronicle import Chronicle, Event
from benchmarks.generator.cues import Cues
from benchmarks.generator.documents import Desk, Document
from benchmarks.generator.names import word
from benchmarks.generator.page import Page
from cakg.words.namespaces import compact

UNIT = 95_612  # quads of compiled output: the corpus of the project when these figures were first taken
CONSTANT, PER_CLUSTER = 20_000, 490  # quads of vocabulary and states, and of one cluster of events; measured
TOPIC = 300_000  # the number of the first word that names a topic


@dataclass(frozen=True)
class Written:
    """Hold what was written: how many reports and events, and the faults that were planted."""

    reports: int
    events: int
    planted: tuple[faults.Planted, ...]


def write(folder: Path, source: Path, times: float = 1.0, seed: int = 1, planted: int = 0, crowd: int = 60) -> Written:
    """Write a corpus of about `times` 95,612 quads, with so many faults of each sort; equal arguments, equal bytes.

    Nobody but `crowd` take part in one event: the fewer, the less a single event weighs.
    Ontology, queries, states and places are those of `source`, a checkout. *Errors*: FileExistsError for a folder that
    is there.
    """
    folder.mkdir(parents=True)
    for part in ("ontology", "queries"):
        shutil.copytree(source / part, folder / part)
    grounds = sorted((source / "data" / "register").glob("place-*.ttl"))
    grounds.append(source / "data" / "register" / "state.ttl")
    (folder / "data" / "register").mkdir(parents=True)
    for path in grounds:
        shutil.copy(path, folder / "data" / "register")
    return _Writer(folder, grounds, times, seed, planted, crowd).run()


class _Writer:
    def __init__(self, folder: Path, grounds: list[Path], times: float, seed: int, planted: int, crowd: int) -> None:
        self._folder, self._named = folder, set[str]()
        self._cues = Cues((folder / "ontology" / "concepts").glob("*.ttl"))
        self._topics(times)
        self._cast = Cast(grounds, times, seed)
        clusters = max(12, round((UNIT * times - CONSTANT) / PER_CLUSTER))
        self._chronicle = Chronicle(self._cast, self._shuffled(seed), clusters, seed, crowd)
        self._desk = Desk(self._cast, self._cues, seed)
        self._faults = faults.Planter(planted, clusters)
        self._reports = self._events = 0

    def run(self) -> Written:
        for year, told in self._years():
            self._write(f"data/register/event-{year}.ttl", register.events(told))
            outcomes = register.things(event.outcome for event in told if event.outcome is not None)
            self._write(f"data/register/instrument-{year}.ttl", outcomes)
        for name, page in register.used(self._cast, self._named).items():
            self._write(f"data/register/{name}.ttl", page)
        return Written(self._reports, self._events, tuple(self._faults.planted))

    def _topics(self, times: float) -> None:
        known = list(self._cues.topics)
        made = {}
        for number in range(max(0, many("topics", times) - len(known))):
            name = word(number, 4)
            made[f"topic:{name.latin.lower()}"] = f"{name.latin.lower()} policy", f"политика «{name.cyrillic}»"
        if made:
            self._write("ontology/concepts/topic-more.ttl", register.topics(made, known))
            self._cues.add_topics(made)

    def _shuffled(self, seed: int) -> list[str]:
        topics = sorted(self._cues.topics)
        Random(f"{seed} topics").shuffle(topics)
        return topics

    def _years(self) -> Iterator[tuple[int, list[Event]]]:
        """Yield the events of each year, once their reports are written."""
        year, told, rulings = 0, list[Event](), Page()
        for cluster in self._chronicle.clusters():
            if cluster[0].begin.year != year:
                if told:
                    yield year, told
                self._write(f"data/rulings/{year}.ttl", rulings)
                year, told, rulings = cluster[0].begin.year, [], Page()
            documents = list(self._desk.documents(cluster))
            self._faults.spoil(documents)
            told += (event for event in cluster if any(event in document.events for document in documents))
            for document in documents:
                self._report(document)
                if document.reading is not None:
                    register.decide(rulings, document.reading)
        yield year, told
        self._write(f"data/rulings/{year}.ttl", rulings)

    def _report(self, document: Document) -> None:
        self._write(document.path, document.page)
        self._reports += 1
        self._events += len(document.events)

    def _write(self, path: str, page: Page) -> None:
        if page.triples:
            ends = {term for triple in page.triples for term in (triple.subject, triple.object)}
            self._named.update(compact(term.value) for term in ends if isinstance(term, NamedNode))
            place = self._folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(page.turtle(), "utf-8")
