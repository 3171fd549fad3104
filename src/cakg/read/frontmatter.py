"""Front matter of saved queries: YAML in lines that begin with `#+`, each value with the line where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cakg.read import conflicts, lexer
from cakg.words.errors import InputError, hint
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from yaml.nodes import Node

_MARK = "#+"
_LINE_END = regex(r"\r\n|\r|\n")  # where a comment of SPARQL ends


@dataclass(frozen=True)
class Field:
    """Hold one value of a front matter: what it is called in messages, its place and its node."""

    name: str
    path: str
    line: int
    node: "Node"

    def text(self) -> str:
        """Return the value as text, with the white space of folded lines made one. Errors: InputError."""
        from yaml.nodes import ScalarNode

        if not isinstance(self.node, ScalarNode) or not self.node.value.strip():
            raise self.error(f"{self.name} is no text", "write one value after the colon")
        return " ".join(str(self.node.value).split())

    def flag(self) -> bool:
        """Return the value as true or false. Errors: InputError."""
        if self.text() not in ("true", "false"):
            raise self.error(f"{self.name} is neither true nor false", "write one of the two")
        return self.text() == "true"

    def texts(self) -> tuple[str, ...]:
        """Return the texts of a list. Errors: InputError."""
        from yaml.nodes import SequenceNode

        if not isinstance(self.node, SequenceNode):
            raise self.error(f"{self.name} is no list", "write [one, two]")
        return tuple(Field(self.name, self.path, _line(node), node).text() for node in self.node.value)

    def members(self, name: str) -> dict[str, "Field"]:
        """Return the members of a mapping that is a member of this one, in order; empty where it is missing."""
        field = self.optional(name)
        return {} if field is None else field.all()

    def member(self, name: str) -> "Field":
        """Return a member of this mapping. Errors: InputError where it is missing."""
        field = self.optional(name)
        if field is None:
            raise self.error(f"{self.name} lacks {name}", f"add {name}:")
        return field

    def optional(self, name: str) -> "Field | None":
        """Return a member of this mapping, or None."""
        return self.all().get(name)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raise InputError for a member that is not among those known."""
        known = tuple(known)
        for name, field in self.all().items():
            if name not in known:
                raise field.error(f"{name} is unknown here", hint(name, known, "use " + ", ".join(known)))

    def all(self) -> dict[str, "Field"]:
        """Return the members of this mapping, in order. Errors: InputError for one named twice."""
        from yaml.nodes import MappingNode

        if not isinstance(self.node, MappingNode):
            raise self.error(f"{self.name} is no mapping", "write name: value")
        found: dict[str, Field] = {}
        for key, value in self.node.value:
            field = Field(str(key.value), self.path, _line(key), value)
            if field.name in found:
                raise field.error(f"{field.name} stands twice", "drop one of the two")
            found[field.name] = field
        return found

    def error(self, problem: str, remedy: str) -> InputError:
        """Return an error at the place of this value."""
        return InputError(problem, remedy, path=self.path, line=self.line)


def read_front_matter(text: str, path: str) -> Field:
    """Return the front matter on top of a text. Errors: InputError where there is none or it is no YAML mapping."""
    from cakg.read.yaml import compose

    conflicts.refuse(text, path, lexer.SPARQL)
    top = []
    for line in _LINE_END.split(text):
        if not line.startswith(_MARK):
            break
        top.append(line.removeprefix(_MARK).removeprefix(" "))
    if not top:
        raise InputError("there is no front matter", "begin with #+ summary: …", path=path, line=1)
    node = compose("\n".join(top), path, "the front matter", taken=len(_MARK) + 1)
    if node is None:
        raise InputError("the front matter is empty", "begin with #+ summary: …", path=path, line=1)
    return Field("the front matter", path, 1, node)


def _line(node: "Node") -> int:
    return int(node.start_mark.line) + 1
