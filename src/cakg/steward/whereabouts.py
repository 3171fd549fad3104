"""Whereabouts: in which file and line things are described, told by the canonical form of Turtle alone."""

from cakg.read.corpus import Corpus, Kind
from cakg.words.namespaces import compact
from cakg.words.patterns import regex

Place = tuple[str, int | None]  # a path, and a line from 1 where it is known
_KINDS: tuple[Kind, ...] = ("register", "report", "import", "ruling")
_END = "    ."
_SUBJECT = regex(r"<([^<>]+)> <[^<>]+> ")


class Whereabouts:
    """Find the blocks of things in the texts of a corpus: the register first, then reports by their paths.

    Of an import it is the row. A thing in a file that is not in the canonical form has no line: `cakg fmt` mends it.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._texts: dict[str, list[str]] = {}
        self._blocks: dict[str, list[tuple[str, int]]] = {}
        for kind in _KINDS:
            for source in corpus.of_kind(kind):
                lines = source.text.split("\n")
                self._texts[source.path] = lines
                for number, line in enumerate(lines, 1):
                    if line and line[0] not in " @#" and " " not in line:
                        self._blocks.setdefault(line, []).append((source.path, number))
                    elif line.startswith("<") and kind == "import":  # a row, with all that it says
                        for subject in dict.fromkeys(_SUBJECT.findall(line)):
                            self._blocks.setdefault(compact(subject), []).append((source.path, number))

    def of(self, thing: str, path: str | None = None, prop: str | None = None, value: str | None = None) -> Place:
        """Return where a thing is described, in a file or in the first that does; where a statement of it stands, if
        its property (and its value, an IRI or the text of a literal) is given. An empty path, where nobody does.
        """
        found = [one for one in self._blocks.get(compact(thing), ()) if path is None or one[0] == path]
        if not found:
            return path or "", None
        own, line = found[0]
        if prop is not None:
            best = self._statement(own, line, compact(prop), value)
            line = line if best is None else best
        return own, line

    def _statement(self, path: str, line: int, prop: str, value: str | None) -> int | None:
        best = None
        for number, text in enumerate(self._texts[path][line:], line + 1):
            if text == _END:
                break
            if text.startswith(f"    {prop} "):
                said = text[len(prop) + 5 :]
                if value is None or said.startswith((f"{compact(value)} ", f'"{value}"')):
                    return number
                best = number if best is None else best
        return best
