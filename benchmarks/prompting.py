"""At the prompt: whole processes from start to end, on a corpus that was compiled before."""

from collections.abc import Iterator

from benchmarks.field import Field
from benchmarks.measure import Sample
from benchmarks.results import Row

PART = "prompt"
QUERY = "SELECT (COUNT(*) AS ?n) { ?event a cakg:Meeting }"
BARE = """
import sys, click
from pyoxigraph import RdfFormat, Store
store = Store()
store.bulk_load(path=sys.argv[2], format=RdfFormat.N_QUADS)
print(list(store.query(sys.argv[3], prefixes={"cakg": "https://w3id.org/cakg/ontology#"})))
"""
REOPENED = """
import sys, click
from pyoxigraph import Store
print(list(Store.read_only(sys.argv[4]).query(sys.argv[3], prefixes={"cakg": "https://w3id.org/cakg/ontology#"})))
"""
LAID = """
import sys
from pyoxigraph import RdfFormat, Store
store = Store(sys.argv[4])
store.bulk_load(path=sys.argv[2], format=RdfFormat.N_QUADS)
store.optimize()
"""
TASKS = {
    "--help": ("--help",),
    "ask": ("ask", "meetings-of-actor", "--actor", "Kazakhstan"),
    "ask, the list of questions": ("ask",),
    "show": ("show", "Kazakhstan"),
    "search": ("search", "Kazakhstan"),
    "query": ("query", QUERY),
}


def measure(field: Field) -> Iterator[Row]:
    """Yield what commands take, and what the bare minimum takes: Python, click, the store, one query."""

    def row(task: str, who: str, samples: list[Sample]) -> Row:
        return field.row(PART, task, who, samples)

    field.process(field.command("info"), 1)  # so that it is compiled
    for task, words in TASKS.items():
        command = field.command(*words)
        yield row(task, "cakg", field.process(command[:-2] if task == "--help" else command))
    yield row("--help", "python and click", field.process(field.python("import click")))
    yield row("query", "pyoxigraph, parsing", field.process(field.python(BARE, QUERY)))
    store = field.beside(".store")
    if not store.exists():
        field.process(field.python(LAID, "", str(store)), 1)
    yield row("query", "pyoxigraph, reopened", field.process(field.python(REOPENED, QUERY, str(store))))
