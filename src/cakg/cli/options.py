"""Options that commands share, and what they choose."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from cakg.export.formats import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from cakg.ask.question import Question
    from cakg.compile.graph import Graph
    from cakg.compile.opened import Opened
    from cakg.engine.bounds import Bounds

Command = Callable[..., Any]


def root(command: Command) -> Command:
    """Add `--root`."""
    return click.option(
        "--root", metavar="DIR", envvar="CAKG_ROOT", help="A corpus of the same layout, instead of the shipped one."
    )(command)


def heard(command: Command) -> Command:
    """Add `--root` and the options of the perspective."""
    for option in (
        click.option("--without-imports", is_flag=True, help="Leave out the tables of other registers."),
        click.option("--verified-only", is_flag=True, help="Hear only reports whose text was checked."),
        click.option("--publisher", metavar="ORG", help="Hear only reports of one publisher, by any name."),
        click.option("--as-known-on", metavar="DATE", help="Hear only reports issued on or before a day."),
    ):
        command = option(command)
    return root(command)


def asked(command: Command) -> Command:
    """Add the options of the perspective, `--from`, `--as-released` and `--endpoint`."""
    option = click.option("--endpoint", metavar="URL", help="Ask a SPARQL 1.1 endpoint instead of the corpus.")
    return heard(exported(option(command)))


def exported(command: Command) -> Command:
    """Add what takes the place of the corpus: `--from`, a file, and `--as-released`, an earlier release of it."""
    text = "Take what cakg export or cakg build wrote, a file or folder, instead of the corpus."
    option = click.option("--from", "file", metavar="FILE", help=text)
    text = "Take what the corpus said in an earlier release, with the saved queries of that day."
    return option(click.option("--as-released", metavar="VERSION", help=text)(command))


def spoken(command: Command) -> Command:
    """Add `--lang`, the language of names."""
    return click.option(
        "--lang",
        default="en",
        show_default=True,
        metavar="TAG",
        help="The language of names: en, ru, kk …",
    )(command)


def shaped(command: Command) -> Command:
    """Add `--format` for rows, and how they reach the eye."""
    forms = click.Choice(tuple(FORMATS["rows"]))
    option = click.option(
        "--format", "form", type=forms, callback=_shape, show_default="table", help="How rows are printed."
    )
    return option(excel(paged(command)))


def bounded(seconds: float) -> Callable[[Command], Command]:
    """Add the options that bound each query, with so many seconds unless told otherwise."""
    from cakg.engine.bounds import MOST_MEGABYTES, MOST_ROWS, MOST_SECONDS, Bounds

    span = click.FloatRange(0.1, MOST_SECONDS)
    told: dict[str, tuple[click.ParamType[Any], float, str]] = {
        "--rows": (click.IntRange(1, MOST_ROWS), Bounds.rows, "Refuse it where it finds more rows."),
        "--megabytes": (click.IntRange(1, MOST_MEGABYTES), Bounds.megabytes, "Stop it where it needs more memory."),
        "--seconds": (span, seconds, "Stop a query after this time."),
    }

    def add(command: Command) -> Command:
        for name, (sort, usual, said) in told.items():
            command = click.option(name, default=usual, show_default=True, type=sort, help=said)(command)
        return command

    return add


def bounds(choices: dict[str, Any]) -> "Bounds":
    """Take the bounds of queries out of the options of a command."""
    from cakg.engine.bounds import Bounds

    return Bounds(**{name: choices.pop(name) for name in ("seconds", "megabytes", "rows")})


def _shape(_: click.Context, __: click.Parameter, form: str | None) -> str:
    return form or "table" if not for_excel(form or "csv") else "csv"


def excel(command: Command) -> Command:
    """Add `--excel`, which `for_excel` then tells."""
    said = "CSV as Excel opens it: with a byte order mark, and an apostrophe before what looks like a formula."
    return _flag("--excel", said)(command)


def paged(command: Command) -> Command:
    """Add `--no-pager`, which `page` heeds."""
    said = "Print at once what is longer than the screen, as with NO_PAGER set; else PAGER shows it page by page."
    return _flag("--no-pager", said)(command)


def _flag(name: str, said: str) -> Callable[[Command], Command]:
    """Add a flag that no command is handed but that `told` tells, to other options as well."""
    return click.option(name, is_flag=True, is_eager=True, expose_value=False, callback=_remember, help=said)


def _remember(context: click.Context, option: click.Parameter, value: bool) -> None:
    context.meta[f"cakg.{option.name}"] = value


def told(name: str) -> bool:
    """Tell whether the flag `excel` or `no_pager` was given."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(f"cakg.{name}"))


def for_excel(form: str | None) -> bool:
    """Tell whether CSV is for Excel. Errors: UsageError where what is printed is no CSV."""
    from cakg.words.errors import UsageError

    if told("excel") and form not in ("csv", "nodes"):
        raise UsageError(f"--excel is a way to write CSV, not {form}; leave out one of the two")
    return told("excel")


def usual(output: str, what: str, otherwise: str) -> str:
    """Return the format that a file name stands for; for stdout CSV where it is for Excel, else the usual one."""
    from cakg.export.formats import format_of

    if output != "-":
        return format_of(output, what)
    return "csv" if told("excel") else otherwise


def folder(options: dict[str, Any]) -> "str | Path | None":
    """Return the folder whose saved queries the options of a command speak of: that of a release, else `--root`."""
    if options.get("as_released") is None:
        root: str | None = options["root"]
        return root
    return opened({name: options[name] for name in ("root", "as_released")}).root


def opened(options: dict[str, Any]) -> "Opened":
    """Return the graph that the options of a command describe, to be asked once."""
    from cakg import api

    return api.opened(**options)


def graph(options: dict[str, Any]) -> "Graph":
    """Return the graph that the options of a command describe, for much work."""
    from cakg import api

    return api.load(**options)


def named(first: str | None, words: Sequence[str], sort: str) -> tuple[str | None, Sequence[str]]:
    """Return the name of a saved query of a sort, and the words of its parameters, in whatever order they stand.

    Errors: UsageError for parameters without a name.
    """
    from cakg.words.errors import UsageError

    waiting = [*([] if first is None else [first]), *words]
    passed: list[str] = []
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--"):
            return word, [*passed, *waiting]
        passed.append(word)
        if "=" not in word and waiting:
            passed.append(waiting.pop(0))
    if passed:
        raise UsageError(f"{passed[0]} is for a {sort}, and none is named; leave all out to see which there are")
    return None, ()


def parameters(question: "Question", words: Sequence[str]) -> dict[str, Any]:
    """Return the parameters of a saved query that words give: `--series recca` or `--series=recca`.

    Errors: UsageError for a word that is no option, an option without a value, or one that the query does not have.
    """
    from cakg.ask.question import refuse_unknown
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
    refuse_unknown(question, found)
    for name, value in found.items():
        demand_text(name, value)
    return found


def demand_text(name: str, value: str | None) -> None:
    """Refuse an option that is given with nothing but blanks, which says nothing. Errors: UsageError."""
    from cakg.words.errors import UsageError

    if value is not None and not value.strip():
        raise UsageError(f"--{name} is empty; give it a value, or leave it out")
