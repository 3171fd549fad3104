"""The saved questions and views on the shipped corpus, against rdflib in memory."""

from itertools import islice

from rdflib import Dataset

from benchmarks.timing import Comparison, compare
from cakg import corpus as files
from cakg.compile import compile
from cakg.export import export
from cakg.question import Question, answer, read_question


def run(most: int | None = None) -> list[Comparison]:
    """Compare the time that all questions take that can be asked without telling them anything; `most` cuts them."""
    root = files.find_root()
    stored = compile(files.read(root))
    in_memory = Dataset()
    in_memory.parse(data=export(stored, "nquads"), format="nquads")
    found = []
    for folder in ("question", "view"):
        texts = files.queries(root, folder)
        saved = (read_question(name, folder, texts[name]) for name in sorted(texts))
        asked = list(islice((q for q in saved if not any(p.required for p in q.parameters)), most))

        def ask(dataset: Dataset, questions: list[Question] = asked) -> list[tuple[tuple[str, ...], ...]]:
            return [tuple(tuple(map(str, row)) for row in answer(dataset, question)) for question in questions]

        size = f"{len(asked)} on {len(stored.store._inner):,} quads"  # type: ignore[attr-defined]
        task = f"answer every {folder}"
        found.append(compare(task, size, lambda: ask(stored), "rdflib in memory", lambda: ask(in_memory), repeats=1))
    return found
