"""Options that choose what a network is made of: whose level, which weight, which occasions, which ties."""

from collections.abc import Callable
from typing import Any

import click

from cakg.cli.printing import note

Command = Callable[..., Any]

_OPTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("--level", {"metavar": "NAME", "help": "Whom actors stand for: delegation (the usual one), body, named."}),
    (
        "--collectives",
        {"metavar": "NAME", "help": "Whom a collective brings: exhaustive (if all of it came, usual), all, none."},
    ),
    (
        "--weight",
        {"metavar": "NAME", "help": "Of ties: newman, 1/(n-1) for each occasion of n (usual), count, cosine,"
         " hyperbolic, binary."},
    ),
    ("--window", {"metavar": "EDTF", "help": "Only occasions that begin in it: 2010, 2010/2014."}),
    (
        "--layer",
        {"metavar": "WHAT=NAME", "multiple": True, "help": "Only occasions of a format, series, topic or level:"
         " format=summit. May be given again; all must hold."},
    ),
    ("--minimum", {"type": click.FloatRange(0), "help": "Only ties of this weight or a larger one."}),
    ("--kinds", {"metavar": "NAMES", "help": "Only actors of these kinds: State,Organization."}),
    ("--ego", {"metavar": "ACTOR", "help": "Only an actor and those around."}),
    ("--radius", {"type": click.IntRange(1), "help": "How many ties around.  [default: 1]"}),
    (
        "--backbone",
        {"type": click.FloatRange(0, 1, min_open=True), "metavar": "SHARE", "help": "Only ties beyond chance, of which"
         " at most this share is false: 0.05; ties bear p and q, and 1 keeps all."},
    ),
    ("--conditioned", {"metavar": "NAME", "help": "Chance, given who is in each series (series) or not (none)."}),
)  # fmt: skip
NAMES = tuple(name.removeprefix("--") for name, _ in _OPTIONS)


def chosen(command: Command) -> Command:
    """Add the options that choose what a network is made of."""
    for name, how in reversed(_OPTIONS):
        command = click.option(name, **how)(command)
    return command


def taken(choices: dict[str, Any]) -> dict[str, Any]:
    """Take the options that were given out of those of a command, by the names that Python has."""
    given = {name: choices.pop(name, None) for name in NAMES}
    given["layers"] = given.pop("layer") or None
    return {name: value for name, value in given.items() if value is not None}


def tell(graph: dict[str, Any]) -> None:
    """Say on stderr what a network was made of and what it leaves out, where it is one of occasions."""
    names = ("mode", "level", "collectives", "weight", "window", "layers", "minimum", "kinds", "ego", "backbone")
    said = [f"{name} {graph[name]}" for name in (*names, "conditioned") if name in graph]
    if said:
        note(f"cakg: {'; '.join(said)}")
    for name, words in (("left_out", "left out"), ("not_counted", "no occasions")):
        if name in graph:
            note(f"cakg: {words}: {graph[name]}")
