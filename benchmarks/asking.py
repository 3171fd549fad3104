"""Every saved question and view: by cakg, by pyoxigraph bare on the same text, by rdflib where it is small."""

from collections.abc import Iterator
from typing import Any

from benchmarks.field import SMALL, Field, examples, use_cache
from benchmarks.measure import TooSlow, apart, inside
from benchmarks.results import Row

PATIENCE = {"cakg": 60.0, "pyoxigraph": 60.0, "rdflib": 10.0}  # seconds for all runs of one question
FOLDERS = ("question", "view")


def measure(field: Field) -> Iterator[Row]:
    """Yield a row for each question and each who answers it; what takes too long is only noted."""
    for who in ("cakg", "pyoxigraph", *(("rdflib",) if field.times <= SMALL else ())):
        yield from apart(lambda who=who: list(_rows(field, who)))  # which loads once, and asks in children of its own


def _rows(field: Field, who: str) -> Iterator[Row]:
    from cakg.ask.question import bind, filled
    from cakg.ask.saved import saved

    use_cache(field)
    told = examples(field.compiled)
    engine = _Engine(field, who)
    for folder in FOLDERS:
        for name, question in sorted(saved(folder, field.root).items()):
            given = {one.name: told[one.name] for one in question.parameters if one.required}
            text = filled(question, bind(question, given))

            def ask(question: Any = question, given: dict[str, str] = given, text: str = text) -> object:
                return engine.answer(question, given, text)

            runs = 1 if who == "rdflib" else field.runs
            try:
                yield field.row(folder, name, who, inside(ask, runs, patience=PATIENCE[who]))
            except TooSlow:
                yield field.missing(folder, name, who, f"not in {PATIENCE[who]:g} s")
            except RuntimeError as error:
                if "LimitError" not in str(error):
                    raise
                yield field.missing(folder, name, who, "beyond its bounds")


class _Engine:
    def __init__(self, field: Field, who: str) -> None:
        self._who = who
        self._held: Any
        if who == "cakg":
            import cakg

            self._held = cakg.load(field.root)
        elif who == "pyoxigraph":
            from pyoxigraph import RdfFormat, Store

            self._held = Store()
            self._held.bulk_load(path=str(field.compiled), format=RdfFormat.N_QUADS)
        else:
            from rdflib import Dataset

            self._held = Dataset()
            self._held.parse(field.compiled, format="nquads")

    def answer(self, question: Any, given: dict[str, str], text: str) -> object:
        if self._who == "cakg":
            from cakg.ask.question import answer

            return len(answer(self._held, question, given))
        return sum(1 for _ in self._held.query(text))
