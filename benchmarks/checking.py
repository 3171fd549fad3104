"""Checking: the whole check, and that of a report that is added; shapes alone against the engine of shapes, bare."""

from collections.abc import Iterator

from benchmarks.field import SMALL, Field, use_cache
from benchmarks.measure import inside
from benchmarks.results import Row

PART = "check"


def measure(field: Field) -> Iterator[Row]:
    """Yield what `cakg check` takes, and what judging the same statements by the same shapes takes alone."""
    use_cache(field)
    field.process(field.command("info"), 1)
    yield field.row(PART, "the whole check, a process", "cakg", field.process(field.command("check")))
    yield field.row(PART, "an added report, a process", "cakg", field.process(field.command("check", _added(field))))
    held: dict[str, object] = {}

    def load() -> None:
        import cakg
        from cakg.judge.conformance import Rulebook
        from cakg.read import corpus

        held["graph"] = cakg.load(field.root)
        held["shapes"] = Rulebook.of(corpus.read(field.root)).shapes.text
        lines = {b" ".join(_triple(line)) + b" .\n" for line in field.compiled.open("rb")}
        held["data"] = b"".join(lines).decode()

    def check() -> None:
        import cakg

        cakg.check(held["graph"])  # type: ignore[arg-type]

    def bare() -> None:
        import shacl

        shacl.Shapes.from_text(held["shapes"], format="ntriples").validate_text(held["data"], format="ntriples")

    def second_opinion() -> None:
        from cakg.judge.validation import conform

        conform(str(held["data"]), str(held["shapes"]), "pyshacl")

    yield field.row(PART, "the whole check, in a process", "cakg", inside(check, field.runs, first=load))
    yield field.row(PART, "shapes alone", "shacl", inside(bare, field.runs, first=load))
    if field.times <= SMALL:
        yield field.row(PART, "shapes alone", "pyshacl", inside(second_opinion, 1, first=load))


def _added(field: Field) -> str:
    """Return the path of a report beside the corpus, which says again what one in it says."""
    told = min((field.root / "data" / "reports").rglob("*.ttl"))
    slug = f"{told.stem}-again"
    added = field.beside(".added") / f"{slug}.ttl"
    added.parent.mkdir(exist_ok=True)
    added.write_text(told.read_text("utf-8").replace(f"report:{told.stem}", f"report:{slug}"), "utf-8")
    return str(added)


def _triple(line: bytes) -> list[bytes]:
    """Return subject, predicate and value of a line of N-Quads; a literal may hold blanks."""
    text = line.rstrip(b" .\n")
    subject, predicate, rest = text.split(b" ", 2)
    value, _, graph = rest.rpartition(b" ")
    is_quad = value and graph.startswith(b"<https://w3id.org/cakg/report/") and not value.endswith(b"^^")
    return [subject, predicate, value if is_quad else rest]
