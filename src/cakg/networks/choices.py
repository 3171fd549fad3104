"""What is chosen for a network: whose level, which weight, which occasions, and how each is written into every file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from cakg.words.dates import parse
from cakg.words.errors import UsageError, hint
from cakg.words.integers import shown, writable

LEVELS = ("delegation", "body", "named")
COLLECTIVES = ("exhaustive", "all", "none")
CONDITIONS = ("series", "none")
WEIGHTS = ("newman", "count", "cosine", "hyperbolic", "binary")
LAYERS = ("series", "format", "topic", "level")
DIRECT = ("minimum", "kinds", "ego", "radius")  # what can be chosen of ties, too


@dataclass(frozen=True)
class Choices:
    """Hold what was chosen for a network; what is left as it is here is the default.

    `level`: what an actor is, a delegation (a state or a whole organization), a body, or as named by documents.
    `collectives`: who was there as a member of a collective counts where documents tell that all of it were
    (exhaustive), always, or never. `weight`: of ties, see `projection.project`. `window`: days or years in EDTF, in
    which occasions began. `layers`: conditions such as `format=summit`, of which every one must hold. `minimum`: the
    least weight of a tie. `kinds`: State, Organization, Person …; others are left out. `ego` with `radius`: an actor
    and those so many ties away. `backbone`: the share of false ties among those kept, as a number up to 1, which keeps
    all; ties then bear their `p` and `q`.
    """

    level: str = "delegation"
    collectives: str = "exhaustive"
    weight: str = "newman"
    window: str | None = None
    layers: tuple[str, ...] = ()
    minimum: float = 0.0
    kinds: tuple[str, ...] = ()
    ego: str | None = None
    radius: int = 1
    backbone: float | None = None
    conditioned: str = "series"

    def texts(self) -> dict[str, str]:
        """Return what was chosen as texts by name; conditions that were not set are left out."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        kept = {name: value for name, value in found.items() if value not in (None, (), 0.0)}
        if self.ego is None:
            del kept["radius"]
        if self.backbone is None:
            del kept["conditioned"]
        return {name: ", ".join(value) if isinstance(value, tuple) else _shown(value) for name, value in kept.items()}

    def days(self) -> tuple[str, str] | None:
        """Return the first and the last day of the window, `0000` and `9999` where it is open."""
        if self.window is None:
            return None
        try:
            span = parse(self.window)
        except ValueError as error:
            raise UsageError(f"the window {self.window!r} is no date; write 2010, 2010/2014 or 2010-03/..") from error
        first = "0000" if span.begin is None else span.begin.isoformat()
        return first, "9999" if span.end is None else span.end.isoformat()

    def conditions(self) -> list[tuple[str, str]]:
        """Return the layers as pairs of what and which."""
        found = []
        for layer in self.layers:
            what, equals, which = layer.partition("=")
            if not equals or not which or what not in LAYERS:
                remedy = hint(what, LAYERS, f"write one of {', '.join(LAYERS)}, such as format=summit")
                raise UsageError(f"{layer!r} is no layer; {remedy}")
            found.append((what, which))
        return found


DEFAULT = Choices()


def chosen(options: Mapping[str, object]) -> Choices:
    """Return what some options by name choose, those that are None as by default. Errors: UsageError."""
    known = [field.name for field in fields(Choices)]
    for name in options:
        if name not in known:
            raise UsageError(f"{name!r} is no option of networks; {hint(name, known, 'known are ' + ', '.join(known))}")
    given = {name: _read(name, value) for name, value in options.items() if value is not None}
    found = replace(DEFAULT, **given)  # type: ignore[arg-type]
    lists = {"level": LEVELS, "collectives": COLLECTIVES, "weight": WEIGHTS, "conditioned": CONDITIONS}
    for name, allowed in lists.items():
        value = getattr(found, name)
        if value not in allowed:
            known_ones = f"choose one of {', '.join(allowed)}"
            raise UsageError(f"{value!r} is no choice for {name}; {hint(str(value), allowed, known_ones)}")
    if found.backbone is not None and not 0 < found.backbone <= 1:
        remedy = "give a number above 0, such as 0.05, or 1 to keep all ties with their p- and q-values"
        raise UsageError(f"a backbone has a share of false ties of {found.backbone}; {remedy}")
    if found.radius < 1:
        raise UsageError(f"who is {found.radius} ties away from somebody is nobody else; give a radius of 1 or more")
    if not 0 <= found.minimum < float("inf"):
        raise UsageError(f"the least weight is {found.minimum}; give a number from 0")
    found.days(), found.conditions()
    return found


def refuse_for_ties(made: Choices) -> None:
    """Refuse what cannot be chosen for a view of ties. Errors: UsageError."""
    for field in fields(made):
        if field.name not in DIRECT and getattr(made, field.name) != getattr(DEFAULT, field.name):
            raise UsageError(f"ties are a network already; {field.name} goes with two-mode views")


def of_texts(texts: Mapping[str, object]) -> Choices:
    """Return what the texts of a network, among others, say that was chosen."""
    return chosen({field.name: texts[field.name] for field in fields(Choices) if field.name in texts})


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _read(name: str, value: object) -> object:
    if name in ("layers", "kinds"):
        return _several(value)
    if name in ("minimum", "backbone", "radius"):
        try:
            return int(str(value)) if name == "radius" else float(str(value))
        except ValueError as error:
            raise UsageError(f"{shown(value)} is no number for {name}; give one such as 1") from error
    return _text(value)


def _text(value: object) -> str:
    return str(value) if writable(value) else shown(value)


def _several(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(word.strip() for word in value.split(",") if word.strip())
    if isinstance(value, Sequence):
        return tuple(map(_text, value))
    raise UsageError(f"{shown(value)} is no list of names; write them in a list, or with commas between")
