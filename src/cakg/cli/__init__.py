"""The command line: the edge where files are read and written and results are printed."""

import gc
import io
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from cakg.cli import printing, reading
from cakg.words.errors import (
    ApproximationWarning,
    CakgError,
    EmptyWarning,
    GuessWarning,
    LossWarning,
    TextWarning,
    UsageError,
)

_EXAMPLES = """\
Who met whom in Central Asian security diplomacy, and how do we know? Six things to try:

  cakg ask                                     the saved questions
  cakg ask meetings-of-series --series unrcca-deputy-foreign-ministers
  cakg show "Lamberto Zannier"                 one person with everything known, and its sources
  cakg disputes                                where documents contradict one another
  cakg rank delegations-by-events --measure betweenness
  cakg build                                   everything, with a site to read: build/site/index.html

cakg --help lists all commands.
"""
_REMARKS = (ApproximationWarning, EmptyWarning, GuessWarning, LossWarning, TextWarning)
_OWN_BUG = 70
_MANY = 100_000  # things that are new before the collector looks at them
_INTERRUPTED = 130


class _ClosedError(Exception):
    """Be a pipe that was closed at the other end."""


@contextmanager
def _past_click() -> Iterator[None]:
    """Let a closed pipe be an error that click does not know: it would leave with 1 on its own."""
    try:
        yield
    except BrokenPipeError as error:
        raise _ClosedError from error


class _Commands(click.Group):
    """Know the commands that read at once, and the others as soon as one of them or all are asked for."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of a call; help is printed here."""
        with _past_click():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and return what it returns."""
        with _past_click():
            return super().invoke(ctx)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return a command, None for a name that is none."""
        if name not in self.commands:
            self._learn()
        return super().get_command(context, name)

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        self._learn()
        return super().list_commands(context)

    def _learn(self) -> None:
        from cakg.cli import assisting, curating, judging, making, networking, ranking, serving, structural

        rooms = curating, judging, making, networking, ranking, structural, assisting, serving
        for command in (command for room in rooms for command in room.COMMANDS):
            self.add_command(command)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="cakg", prog_name="cakg")
@click.pass_context
def group(context: click.Context) -> None:
    """Ask, check, rank and export the knowledge graph of Central Asian security diplomacy.

    Data goes to stdout, everything else to stderr. Exit codes: 0 fine, 1 findings or nothing found, 2 usage,
    3 input not readable, 4 a limit was hit, 5 cannot write, 70 a bug of cakg, 130 interrupted.
    """
    if context.invoked_subcommand is None:
        click.echo(_EXAMPLES, nl=False)


for command in reading.COMMANDS:
    group.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code. What is printed is UTF-8 wherever it goes.

    What is made on the way is hardly ever garbage, so that the collector looks for it seldom, and not at the end.
    """
    gc.set_threshold(_MANY)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = run(arguments)
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. A failure is one line on stderr, never a traceback."""
    try:
        with warnings.catch_warnings():
            for remark in _REMARKS:
                warnings.simplefilter("always", remark)
            warnings.showwarning = _remark
            words = _legible(sys.argv[1:] if arguments is None else arguments)
            result = group.main(args=words, prog_name="cakg", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except CakgError as error:
        return _fail(f"cakg: {error}", error.exit_code)
    except click.UsageError as error:
        where = f" (see: {error.ctx.command_path} --help)" if error.ctx is not None else ""
        return _fail(f"cakg: {error.format_message()}{where}", 2)
    except click.ClickException as error:
        return _fail(f"cakg: {error.format_message()}", error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        return _fail("cakg: interrupted", _INTERRUPTED)
    except (BrokenPipeError, _ClosedError):
        return _close_quietly()
    except OSError as error:
        return _fail(f"cakg: {error.strerror or error}: {error.filename or 'output'}", 5)
    except Exception as error:  # our own bug: say so in one line, with what is needed to report it
        return _fail(f"cakg: a bug: {type(error).__name__}: {error}; set CAKG_DEBUG=1 to see where", _OWN_BUG)


def _legible(words: Sequence[str]) -> list[str]:
    """Return what was typed as text by UTF-8 whatever the locale says; the path of a file stays as the system knows it.

    Errors: UsageError for bytes that are no UTF-8.
    """
    import os

    found = []
    for word in words:
        try:
            text = word.encode("utf-8", "surrogateescape").decode("utf-8")
        except UnicodeError as error:
            shown = word.encode("utf-8", "replace").decode("utf-8")
            raise UsageError(f"{shown!r} was not typed in UTF-8; let the terminal send it") from error
        of_a_file = text != word and (os.path.exists(word) or os.path.isdir(os.path.dirname(word)))
        found.append(word if of_a_file else text)
    return found


def _remark(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
    """Print what was guessed, lost, not used or found empty as a remark, and every other warning in a line, too."""
    printing.note(f"cakg: {message}" if issubclass(category, _REMARKS) else f"cakg: warning: {message}")


def _fail(message: str, code: int) -> int:
    import os
    import traceback

    if os.environ.get("CAKG_DEBUG"):
        traceback.print_exc()
    printing.note(" ".join(message.split("\n")))
    return code


def _close_quietly() -> int:
    """Let whoever closed the pipe have had enough; keep Python from complaining at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
