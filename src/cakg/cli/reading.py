"""Commands that read: info, search, show, ask, query, disputes, coverage."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from cakg.cli import options, printing

if TYPE_CHECKING:
    from cakg.ask.parameter import Parameter
    from cakg.ask.question import Question


@click.command()
@options.asked
@options.shaped
def info(form: str, **choices: Any) -> None:
    """Count what the graph holds, and how much of it the reports that are heard speak of."""
    from cakg import api
    from cakg.export.results import count_table

    printing.echo_rows(*count_table(api.info(options.opened(choices))), form)


@click.command()
@click.argument("text")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="How many to show.")
@options.spoken
@options.asked
@options.shaped
def search(text: str, limit: int, lang: str, form: str, **choices: Any) -> int:
    """Find things by any of their names, in any script."""
    from cakg import api
    from cakg.export.results import hit_table

    hits = api.search(text, options.opened(choices), limit, lang=lang)
    if not hits:
        printing.note(f"cakg: nothing is called anything like {text!r}; try a part of the name")
        return 1
    printing.echo_rows(*hit_table(hits), form)
    return 0


@click.command()
@click.argument("name")
@options.spoken
@options.asked
@options.shaped
def show(name: str, lang: str, form: str, **choices: Any) -> None:
    """Show one thing, by NAME or IRI, with everything known of it and its sources.

    A person or an event is shown by posts, meetings, statements and documents; --format csv lists every statement.
    """
    from cakg import api
    from cakg.export.results import description_table, stacked_description_table
    from cakg.words.controls import visible
    from cakg.words.namespaces import compact

    thing = api.show(name, options.opened(choices), lang=lang, sections_only=form == "table")
    if form == "table":
        text = f"{visible(thing.label)}  {compact(thing.iri)}\n\n"
        for section in thing.sections:
            text += f"{section.title}\n\n{printing.rendered(section.columns, section.rows, form)}\n"
        if not thing.sections:
            text += printing.rendered(*stacked_description_table(thing), form)
        printing.page(text)
    else:
        printing.echo_rows(*description_table(thing), form)


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("question", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@click.option("--help", "-h", "wants_help", is_flag=True, help="Show the parameters and columns of the question.")
@click.option("-o", "--output", metavar="FILE", help="Write it, with what was asked: .csv, .tsv, .json, .md, .txt.")
@options.bounded(60)
@options.spoken
@options.asked
@options.shaped
def ask(
    question: str | None,
    parameters: Sequence[str],
    wants_help: bool,
    output: str | None,
    lang: str,
    form: str,
    **choices: Any,
) -> int:
    """Answer a saved QUESTION; without one, list them.

    The parameters of a question are options: --series recca. cakg ask QUESTION --help shows them.
    """
    from cakg import api
    from cakg.ask.saved import find_saved
    from cakg.compile.texts import kept

    bounds = options.bounds(choices)
    question, parameters = options.named(question, parameters, "question")
    if question is None:
        if wants_help:
            click.echo(click.get_current_context().get_help())
        else:
            from cakg.export.results import question_table

            printing.echo_rows(*question_table(api.saved("question", options.folder(choices))), form)
        return 0
    chosen = find_saved(question, "question", options.folder(choices), kept)
    if wants_help:
        from cakg.words.controls import visible

        click.echo(visible(_explain(chosen)))
        return 0
    given = options.parameters(chosen, parameters)
    graph = options.opened(choices)
    if output is None:
        rows = api.ask(question, graph, lang=lang, bounds=bounds, **given)
        from cakg.ask.order import collated

        shown = collated(chosen.text, rows) if form in ("table", "md") else rows
        printing.echo_answer(rows.columns, shown.cells(), form)
    else:
        source = click.get_current_context().get_parameter_source("form")
        named = form if source == ParameterSource.COMMANDLINE else None
        rows = api.save(output, question, graph, named, lang=lang, excel=options.told("excel"), bounds=bounds, **given)
    if chosen.note and len(rows):
        printing.note(f"cakg: {chosen.note}")
    return 0 if len(rows) else 1


@click.command()
@click.argument("sparql", required=False)
@click.option("-f", "--file", "path", metavar="FILE", help="Read the query from a file; - is stdin.")
@options.bounded(30)
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    help="Of rows: table, csv, tsv, json, md; of what CONSTRUCT and DESCRIBE yield: ntriples, turtle, trig, nquads,"
    " jsonld, rdfxml, csv.",
)
@options.excel
@options.paged
@options.asked
def query(sparql: str | None, path: str | None, form: str | None, **choices: Any) -> int:
    """Run a SPARQL query; the usual prefixes need not be written.

    Tags of languages are in small letters: LANG(?name) = "uz-cyrl".
    """
    from dataclasses import asdict
    from pathlib import Path

    from cakg import api
    from cakg.engine.rows import Triples
    from cakg.engine.screen import STRANGERS
    from cakg.export.formats import named
    from cakg.read.files import read_text
    from cakg.words.errors import InputError, UsageError

    if (sparql is None) == (path is None):
        raise UsageError("give either a query or -f FILE")
    if path is not None:
        sparql = read_text(Path(path), given=True)
    assert sparql is not None
    bounds = options.bounds(choices)
    graph = options.opened(choices)
    try:
        result = api.query(sparql, graph, **asdict(bounds))
    except InputError as error:
        if path is not None and error.path == STRANGERS:
            error.path = path
        raise
    if not isinstance(result, bool) and not len(result):
        printing.note("cakg: the query finds nothing")
    excel = options.for_excel(form or "csv")
    if isinstance(result, Triples):
        chosen = named(form or ("csv" if excel else "ntriples"), "graph")
        printing.write_out(api.export(result, chosen, excel=excel), "-")
        return 0 if len(result) else 1
    chosen = named(form or ("csv" if excel else "table"), "rows")
    if isinstance(result, bool):
        click.echo("true" if result else "false")
        return 0 if result else 1
    printing.echo_rows(result.columns, result.cells(), chosen)
    return 0 if len(result) else 1


@click.command()
@click.argument("name", required=False)
@options.spoken
@options.asked
@options.shaped
def disputes(name: str | None, lang: str, form: str, **choices: Any) -> int:
    """List where documents contradict one another, all or about one thing (NAME or IRI)."""
    from cakg import api
    from cakg.export.table import dispute_table

    found = api.disputes(name, options.opened(choices), lang=lang)
    printing.echo_rows(*dispute_table(found), form)
    if not found:
        printing.note("cakg: no disagreement is known here")
    return 0 if found else 1


@click.command()
@click.option("-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is stdout.")
@options.spoken
@options.asked
def coverage(output: str, lang: str, **choices: Any) -> None:
    """Write what is present, missing, disputed and verified, as Markdown."""
    from cakg import api

    printing.write_out(api.coverage(options.opened(choices), lang=lang).encode("utf-8"), output)


def _explain(question: "Question") -> str:
    """Return the help of a question, laid out like that of a command."""
    page = click.get_current_context().make_formatter()
    given = " ".join(f"--{one.name} {one.type.upper()}" for one in question.parameters if one.required)
    page.write_usage("cakg ask", " ".join(filter(None, (question.name, given, "[OPTIONS]"))))
    for text in filter(None, (question.summary, question.description.strip(), question.note)):
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
