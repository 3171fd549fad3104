"""YAML as it is found in files: nodes with their places or plain values, or one line that says what is wrong and where.

What nests deeper than anybody writes is refused before it is taken apart, which would take longer with every level.
"""

from typing import TYPE_CHECKING, Any

import yaml

from cakg.words.errors import InputError, flat

if TYPE_CHECKING:
    from yaml.nodes import Node

_DEEPEST = 30  # levels


class _Loader(yaml.SafeLoader):
    """Compose nodes as usual, down to a level."""

    _level = 0

    def compose_node(self, parent: "Node | None", index: Any) -> "Node | None":
        self._level += 1
        if self._level > _DEEPEST:
            raise RecursionError
        found = super().compose_node(parent, index)
        self._level -= 1
        return found


def compose(text: str, path: str, what: str, taken: int = 0) -> "Node | None":
    """Return the node of a text, None where there is none.

    `what` names the text in errors, and `taken` is how many characters were taken off the beginning of each line.
    Errors: InputError with line and column.
    """
    try:
        found: Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise _refused(error, path, what, taken) from error
    except yaml.YAMLError as error:
        raise InputError(f"{what} is no YAML: {flat(str(error))}", "remove the character", path=path, line=1) from error
    except RecursionError as error:
        remedy = "write name: value, and lists as [one, two]"
        raise InputError(f"{what} nests too deeply", remedy, path=path, line=1) from error
    return found


def load(text: str, path: str, what: str, taken: int = 0) -> dict[str, Any]:
    """Return a text that is a mapping as plain values, an empty one where there is none. Errors: as `compose`."""
    node = compose(text, path, what, taken)
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise InputError(f"{what} is no mapping", "write name: value", path=path, line=1)
    try:
        found: dict[str, Any] = yaml.SafeLoader("").construct_document(node)
    except yaml.MarkedYAMLError as error:
        raise _refused(error, path, what, taken) from error
    except ValueError as error:  # a date or a number that is none
        raise InputError(f"{what} is no YAML: {flat(str(error))}", "quote the value", path=path, line=1) from error
    return found


def _refused(error: yaml.MarkedYAMLError, path: str, what: str, taken: int) -> InputError:
    mark = error.problem_mark or error.context_mark
    row = None if mark is None else mark.line + 1
    column = None if mark is None else mark.column + taken + 1
    problem = f"{what} is no YAML: {error.problem or error.context}"
    return InputError(problem, "quote the text or indent it", path=path, line=row, column=column)
