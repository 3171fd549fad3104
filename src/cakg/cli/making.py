"""Commands that make files: build, export, brief."""

from typing import Any

import click

from cakg.cli import options, printing


@click.command()
@click.option("-o", "--output", metavar="DIR", default="build", show_default=True, help="The folder to write.")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
@click.option("--contact", default="", metavar="ADDRESS", help="Where errors are reported: a mail address, or a form.")
@click.option("--no-site", is_flag=True, help="Write all but the site, in a fraction of the time.")
@options.bounded(60)
@options.spoken
@options.heard
def build(output: str, lang: str, quiet: bool, contact: str, no_site: bool, **choices: Any) -> int:
    """Compile, check, answer, rank, export, and write a site to read: DIR/site/index.html."""
    from cakg import api

    bounds = options.bounds(choices)
    with printing.steps(quiet) as step:
        (graph,) = step("compiling", lambda: [options.graph(choices)], 1)
        built = api.build(output, graph, lang=lang, bounds=bounds, step=step, contact=contact, site=not no_site)
    violations = sum(finding.severity == "violation" for finding in built.findings)
    printing.note(
        f"cakg: {len(built.files)} files in {built.folder}/, {len(built.bundle.answers)} answers,"
        f" {violations} violations, {len(built.findings) - violations} warnings;"
        f" {'see' if no_site else 'open'} {built.folder / ('README.txt' if no_site else 'site/index.html')}"
    )
    return 1 if violations else 0


@click.command()
@click.argument("name")
@click.option("-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is stdout.")
@click.option("--as", "form", metavar="FORMAT", help="md, html or docx; else by the ending of FILE, md for stdout.")
@click.option("--topic", metavar="TOPIC", help="Only what is about this topic or a narrower one.")
@click.option("--since", metavar="DATE", help="Only what was not over before this date.")
@click.option("--until", metavar="DATE", help="Only what had begun by this date.")
@options.spoken
@options.asked
def brief(
    name: str,
    output: str,
    form: str | None,
    topic: str | None,
    since: str | None,
    until: str | None,
    lang: str,
    **choices: Any,
) -> None:
    """Write a brief of at most two pages on one thing, by NAME or IRI: who, meetings, words, promises, disputes.

    Each sentence has notes with document, quote and address. What was announced, expected or not complete is marked,
    and what has no room is counted.
    """
    from cakg import api
    from cakg.web.brief_forms import form_of

    for option, value in (("topic", topic), ("since", since), ("until", until)):
        options.demand_text(option, value)
    chosen = form or ("md" if output == "-" else form_of(output))
    graph = options.opened(choices)
    written = api.brief(name, graph, chosen, lang=lang, topic=topic, since=since, until=until)
    printing.write_out(written, output)


@click.command()
@click.option("-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is stdout.")
@click.option("--format", "form", metavar="FORMAT", help="turtle, trig, nquads, ntriples, jsonld, rdfxml, csv.")
@click.option("--ontology", is_flag=True, help="Write the vocabulary: all modules and concepts as one ontology.")
@click.option("--alignment", is_flag=True, help="Write the links of the vocabulary to others.")
@click.option("--shapes", is_flag=True, help="Write the SHACL shapes.")
@click.option("--tables", is_flag=True, help="Write the accepted view as one SQLite database, as FILE.sqlite does.")
@click.option("--named-view", is_flag=True, help="Name the accepted view, for stores that mix all graphs by default.")
@options.excel
@options.exported
@options.heard
def export(
    output: str,
    form: str | None,
    ontology: bool,
    alignment: bool,
    shapes: bool,
    tables: bool,
    named_view: bool,
    root: str | None,
    **choices: Any,
) -> None:
    """Write the graph for other tools; the format by --format or by the ending of FILE.

    The graph says of itself, as an ontology, its licence, its version, the day of its data and whom it hears.
    """
    from cakg import api
    from cakg.export.formats import named
    from cakg.words.errors import UsageError

    tables = tables or (form is None and output.lower().endswith(".sqlite"))
    asked = {"ontology": ontology, "alignment": alignment, "shapes": shapes, "tables": tables}
    parts = [what for what, wanted in asked.items() if wanted]
    if len(parts) > 1:
        raise UsageError(f"choose one of {', '.join('--' + what for what in asked)}")
    if tables:
        if named_view or form not in (None, "sqlite") or options.for_excel("sqlite"):
            raise UsageError("--tables writes SQLite alone; leave out the format, --named-view and --excel")
        printing.write_out(api.export(options.graph({"root": root, **choices}), what="tables"), output)
        return
    chosen = named(form, "graph") if form else options.usual(output, "graph", "turtle")
    excel = options.for_excel(chosen)
    if parts and (named_view or any(choices.values())):
        raise UsageError(
            f"--{parts[0]} is the same whoever is heard; leave out the file, the day, the publisher and the rest"
        )
    if parts:
        printing.write_out(api.export(form=chosen, what=parts[0], root=root, excel=excel), output)
    else:
        graph = options.graph({"root": root, **choices})
        printing.write_out(api.export(graph, chosen, excel=excel, named_view=named_view), output)


COMMANDS = (build, export, brief)
