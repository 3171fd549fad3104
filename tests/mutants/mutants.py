"""Mutants: each one module of ours with one small slip in it, as mutmut makes them."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

_NEVER_RUN = cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom


@dataclass(frozen=True)
class Mutant:
    """Hold a slip: the module, the scope in it, the lines before and after, which of several like it, and where.

    `lines` are those of the statement, of a table those that name it; `around` those of the function that holds it.
    """

    module: str
    scope: str
    before: str
    after: str
    number: int
    lines: Sequence[int]
    around: Sequence[int]
    text: str

    @property
    def name(self) -> tuple[str, str, str, str]:
        """Return what tells the slip, wherever in its module it has moved."""
        return self.module, self.scope, self.before, self.after

    def rank(self, seed: int) -> str:
        """Return a number of chance that an edit elsewhere does not change."""
        return hashlib.sha256(repr((seed, *self.name, self.number)).encode()).hexdigest()


def mutants(root: Path, path: Path) -> Iterator[Mutant]:
    """Yield the mutants of a module in the order of its text."""
    source = path.read_text("utf-8")
    wrapper = MetadataWrapper(cst.parse_module(source), unsafe_skip_copy=True)
    visitor = _Visitor(wrapper.module, source)
    wrapper.visit(visitor)
    seen: dict[tuple[str, ...], int] = {}
    for scope, slip, lines, around in visitor.slips:
        before, after = _changed(source, slip)
        key = (path.relative_to(root).as_posix(), scope, before, after)
        if before != after:
            seen[key] = seen.get(key, 0) + 1
            named = lines if scope else _naming(source, lines)
            yield Mutant(*key, seen[key], named, around, slip.text(source))


def sample(found: Sequence[Mutant], size: int, seed: int) -> list[Mutant]:
    """Return so many mutants by chance, in their order; an edit of the code changes only those that it touches."""
    chosen = {id(one) for one in sorted(found, key=lambda one: one.rank(seed))[:size]}
    return [one for one in found if id(one) in chosen]


def _naming(source: str, statement: range) -> list[int]:
    """Return the lines that name what a statement of a module binds."""
    lines = source.splitlines()
    names = re.findall(r"\w+", lines[statement.start - 1].partition("=")[0].partition(":")[0])
    pattern = re.compile(rf"\b({'|'.join(names)})\b" if names else "$^")
    return [number for number, line in enumerate(lines, 1) if number in statement or pattern.search(line)]


@dataclass(frozen=True)
class _Slip:
    """Hold what stands in the place of some characters."""

    start: int
    end: int
    new: str

    def text(self, source: str) -> str:
        return source[: self.start] + self.new + source[self.end :]


def _changed(source: str, slip: _Slip) -> tuple[str, str]:
    """Return the lines that hold the slip, before and after, each on one line."""
    first = source.rfind("\n", 0, slip.start) + 1
    last = source.find("\n", slip.end)
    before, after = source[first:last], source[first : slip.start] + slip.new + source[slip.end : last]
    return " ".join(before.split()), " ".join(after.split())


class _Visitor(cst.CSTVisitor):
    """Gather what the operators make of each node: of functions, those that are decorated too, and of tables."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, module: cst.Module, source: str) -> None:
        super().__init__()
        self.slips: list[tuple[str, _Slip, range, range]] = []
        self._module = module
        self._scopes: list[tuple[str, range]] = []
        self._statements: list[range] = []
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, _NEVER_RUN):
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._scopes.append((node.name.value, self._lines(node)))
        if isinstance(node, cst.SimpleStatementLine | cst.BaseCompoundStatement):
            self._statements.append(self._lines(node))
        for kind, operator in mutation_operators:
            if isinstance(node, kind) and not isinstance(node, cst.Match):  # a block would lose its indentation
                self._gather(node, operator(node))
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.FunctionDef | cst.ClassDef):
            self._scopes.pop()
        if isinstance(original_node, cst.SimpleStatementLine | cst.BaseCompoundStatement):
            self._statements.pop()

    def _gather(self, node: cst.CSTNode, found: Iterable[cst.CSTNode]) -> None:
        scope = ".".join(name for name, _ in self._scopes)
        around = self._scopes[-1][1] if self._scopes else range(0)
        for slipped in found:
            place = self._place(node)
            start, end = (self._starts[one.line - 1] + one.column for one in (place.start, place.end))
            kept = getattr(slipped, "lpar", ())
            if kept and kept is getattr(node, "lpar", ()):  # parentheses lie outside the place of a node
                slipped = slipped.with_changes(lpar=(), rpar=())
            slip = _Slip(start, end, self._module.code_for_node(slipped))
            self.slips.append((scope, slip, self._statements[-1], around))

    def _place(self, node: cst.CSTNode) -> CodeRange:
        return self.get_metadata(PositionProvider, node)

    def _lines(self, node: cst.CSTNode) -> range:
        """Return the lines of a statement, of one with a body those of its head."""
        place = self._place(node)
        body = getattr(node, "body", None)
        if isinstance(body, cst.IndentedBlock) and not isinstance(node, cst.FunctionDef | cst.ClassDef):
            return range(place.start.line, max(place.start.line + 1, self._place(body.body[0]).start.line))
        return range(place.start.line, place.end.line + 1)
