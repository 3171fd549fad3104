"""Commands that read: info, search, show, ask, query, disputes, coverage."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from cakg.cli import options
from cakg.engine.delimited import Cell
from cakg.read import files

if TYPE_CHECKING:
    from cakg.ask.parameter import Parameter
    from cakg.ask.question import Question

_COUNTS = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) (COUNT(DISTINCT ?said) AS ?spoken) WHERE {
    ?thing a ?class .
    FILTER(STRSTARTS(STR(?class), STR(cakg:)))
    OPTIONAL {
        { SELECT DISTINCT ?thing WHERE { { GRAPH ?report { ?thing ?p ?o } } UNION { GRAPH ?report { ?s ?p ?thing } } } }
        BIND(?thing AS ?said)
    }
}
GROUP BY ?class ORDER BY ?class
"""
_SIZE = "SELECT (COUNT(*) AS ?accepted) WHERE { ?s ?p ?o }"
_WHOLE = "SELECT (COUNT(*) AS ?all) WHERE { { ?s ?p ?o } UNION { GRAPH ?report { ?s ?p ?o } } }"


@click.command()
@options.asked
@options.shaped
def info(form: str, **choices: Any) -> None:
    """Count what the graph holds, and how much of it the reports that are heard speak of."""
    from cakg.engine.store import select
    from cakg.words.namespaces import compact

    graph = options.dataset(choices)
    rows: list[tuple[Cell, ...]] = [
        (compact(kind), int(count), int(spoken) or None) for kind, count, spoken in select(graph, _COUNTS).texts()
    ]
    for name, size in (("statements in the accepted view", _SIZE), ("statements in all graphs", _WHOLE)):
        rows += [(name, int(count), None) for (count,) in select(graph, size).texts()]
    options.echo_rows(("what", "count", "reports speak of"), rows, form)


@click.command()
@click.argument("text")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="How many to show.")
@options.asked
@options.shaped
def search(text: str, limit: int, form: str, **choices: Any) -> int:
    """Find things by any of their names, in any script."""
    from cakg.ask.find import search as found
    from cakg.words.namespaces import compact

    hits = found(options.dataset(choices), text, limit)
    if not hits:
        options.note(f"cakg: nothing is called anything like {text!r}; try a part of the name")
        return 1
    rows = [(compact(hit.iri), hit.label, hit.name, round(hit.score)) for hit in hits]
    options.echo_rows(("thing", "label", "matched name", "likeness"), rows, form)
    return 0


@click.command()
@click.argument("name")
@options.asked
@options.shaped
def show(name: str, form: str, **choices: Any) -> None:
    """Show one thing, by NAME or IRI, with everything known of it and its sources."""
    from cakg.ask.describe import describe
    from cakg.ask.find import resolve
    from cakg.words.namespaces import compact

    graph = options.dataset(choices)
    thing = describe(graph, resolve(graph, name))
    rows = [("", s.property, s.value, compact(s.iri) if s.iri else "", _reports(s.reports)) for s in thing.statements]
    rows += [("of", s.property, s.value, compact(s.iri) if s.iri else "", "") for s in thing.mentions]
    rows += [("quote", "cakg:quote", f"“{q.text}”", q.link or "", compact(q.report)) for q in thing.quotes]
    if form == "table":
        click.echo(f"{thing.label}  {compact(thing.iri)}\n")
        options.echo_rows(("property", "value"), _stacked(rows), form)
    else:
        options.echo_rows(("", "property", "value", "IRI or link", "reports"), rows, form)


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("question", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@click.option("--help", "-h", "wants_help", is_flag=True, help="Show the parameters and columns of the question.")
@options.asked
@options.shaped
def ask(
    question: str | None,
    parameters: Sequence[str],
    wants_help: bool,
    form: str,
    **choices: Any,
) -> int:
    """Answer a saved QUESTION; without one, list them.

    The parameters of a question are options: --series recca. cakg ask QUESTION --help shows them.
    """
    from cakg.ask.question import answer
    from cakg.ask.saved import find_saved, saved
    from cakg.export.table import plain

    if question is None:
        if wants_help:
            click.echo(click.get_current_context().get_help())
        else:
            listed = saved("question", choices["root"]).values()
            options.echo_rows(("question", "what it answers"), [(q.name, q.summary) for q in listed], form)
        return 0
    chosen = find_saved(question, "question", choices["root"])
    if wants_help:
        click.echo(_explain(chosen))
        return 0
    rows = answer(options.dataset(choices), chosen, parse_parameters(parameters))
    options.echo_rows(rows.columns, plain(rows), form)
    if not len(rows):
        options.note(f"cakg: {question} has no answer here")
    return 0 if len(rows) else 1


@click.command()
@click.argument("sparql", required=False)
@click.option("-f", "--file", "path", metavar="FILE", help="Read the query from a file; - is stdin.")
@click.option("--seconds", default=30.0, show_default=True, type=click.FloatRange(0.1), help="Stop it after this time.")
@options.asked
@options.shaped
def query(sparql: str | None, path: str | None, seconds: float, form: str, **choices: Any) -> int:
    """Run a SPARQL query; the usual prefixes need not be written."""
    from pathlib import Path

    from cakg.engine import guard
    from cakg.engine.rows import Triples
    from cakg.export.table import plain
    from cakg.words.errors import UsageError

    if (sparql is None) == (path is None):
        raise UsageError("give either a query or -f FILE")
    if path is not None:
        sparql = files.read_text(Path(path))
    assert sparql is not None
    result = guard.run(options.dataset(choices), sparql, seconds=seconds)
    if isinstance(result, bool):
        click.echo("true" if result else "false")
        return 0 if result else 1
    if isinstance(result, Triples):
        click.echo(result.to_ntriples(), nl=False)
    else:
        options.echo_rows(result.columns, plain(result), form)
    return 0 if len(result) else 1


@click.command()
@click.argument("name", required=False)
@options.asked
@options.shaped
def disputes(name: str | None, form: str, **choices: Any) -> int:
    """List where documents contradict one another, all or about one thing (NAME or IRI)."""
    from cakg.ask.find import resolve
    from cakg.export.table import dispute_table

    graph = options.dataset(choices)
    columns, rows = dispute_table(graph, None if name is None else resolve(graph, name))
    options.echo_rows(columns, rows, form)
    if not rows:
        options.note("cakg: no disagreement is known here")
    return 0 if rows else 1


@click.command()
@click.option("-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is stdout.")
@options.asked
def coverage(output: str, **choices: Any) -> None:
    """Write what is present, missing, disputed and verified, as Markdown."""
    from cakg.ask.coverage import coverage as page

    options.write_out(page(options.dataset(choices)).encode("utf-8"), output)


def _stacked(rows: Iterable[tuple[str, str, str, str, str]]) -> list[tuple[Cell, ...]]:
    """Return what is known of a thing in two columns, with IRI and reports below the value."""
    found: list[tuple[Cell, ...]] = []
    for way, name, value, iri, reports in rows:
        heading = {"of": f"{name} of", "quote": "quote"}.get(way, name)
        lines = [value, *([iri] if iri and iri != value else []), *([f"said in {reports}"] if reports else [])]
        found.append((heading, "\n".join(lines)))
    return found


def _reports(iris: Iterable[str]) -> str:
    from cakg.words.namespaces import compact

    return " ".join(compact(iri) for iri in iris)


def parse_parameters(words: Sequence[str]) -> dict[str, str]:
    """Return the options of a question: `--series recca` or `--series=recca`."""
    from cakg.words.errors import UsageError

    found: dict[str, str] = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--"):
            raise UsageError(f"{word!r} is no option; write --name value")
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not waiting:
                raise UsageError(f"--{name} needs a value")
            value = waiting.pop(0)
        found[name] = value
    return found


def _explain(question: "Question") -> str:
    """Return the help of a question, laid out like that of a command."""
    page = click.get_current_context().make_formatter()
    given = " ".join(f"--{one.name} {one.type.upper()}" for one in question.parameters if one.required)
    page.write_usage("cakg ask", " ".join(filter(None, (question.name, given, "[OPTIONS]"))))
    for text in filter(None, (question.summary, question.description.strip())):
        page.write_paragraph()
        with page.indentation():
            page.write_text(text)
    if question.parameters:
        with page.section("Parameters"):
            page.write_dl(
                [(f"--{one.name} {one.type.upper()}", f"{one.help} ({_state(one)})") for one in question.parameters]
            )
        page.write_paragraph()
        with page.indentation():
            page.write_text(
                "A thing is named by its slug, its prefixed name or any of its names: recca, series:recca, RECCA."
            )
    with page.section("Columns"):
        page.write_dl(list(question.columns.items()))
    page.write_paragraph()
    with page.indentation():
        page.write_text("The options are those of cakg ask --help: --format, --as-known-on and so on.")
    return page.getvalue().rstrip("\n")


def _state(parameter: "Parameter") -> str:
    if parameter.required:
        return "required"
    return "optional" if parameter.default is None else f"default {parameter.default}"


COMMANDS = (info, search, show, ask, query, disputes, coverage)
