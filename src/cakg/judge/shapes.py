"""The SHACL shapes of a corpus: as text for the engines, and what they say to people."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from cakg.engine.index import Index
from cakg.judge.findings import Fault, Rule, Severity
from cakg.judge.validation import Result
from cakg.read import turtle
from cakg.read.claims import Term, Triple
from cakg.read.corpus import Corpus
from cakg.words.errors import InputError, hint
from cakg.words.namespaces import SH, compact, local_name

_MESSAGE, _SEVERITY, _PATH = SH + "message", SH + "severity", SH + "path"
_SEVERITIES: Mapping[str, Severity] = {SH + "Warning": "warning", SH + "Info": "warning"}
_STEP = re.compile(r"(\^?)<([^<>]*)>")
_ONE_STEP = re.compile(r"\^?<[^<>]*>")
_LACKING = frozenset(
    SH + name + "ConstraintComponent" for name in ("MinCount", "QualifiedMinCount", "HasValue", "QualifiedValueShape")
)


class Shapes:
    """Hold SHACL shapes as N-Triples."""

    def __init__(self, text: str) -> None:
        self.text = text

    def rules(self) -> Iterator[Rule]:
        """Yield each shape that has a message as a rule; a severity of one's own is as grave as sh:Violation."""
        for shape in self._index.subjects():
            message = self._message(shape)
            if message is not None and ":" in shape:  # a blank node has no name to be known by
                yield Rule(local_name(shape), severity(self._index.first(shape, _SEVERITY) or ""), message)

    def fault(self, result: Result) -> Fault:
        """Return a result of validation as a fault, in the words of the shape that was broken."""
        focus, value = term(result.focus), term(result.value)
        own = self._message(result.source[1:-1]) or result.message
        message = own or self._message(result.shape[1:-1]) or _made(result)
        closed = result.component == SH + "ClosedConstraintComponent"
        steps = _STEP.findall(result.path)
        found = [compact(steps[0][1])] if closed else []
        found += [_shown(value)] if value is not None and value != focus else []
        message = f"{message} Found: {' '.join(found)}" if found else message
        name = str(focus.value) if focus is not None else ""
        if not _ONE_STEP.fullmatch(result.path) or (value is None and result.component in _LACKING):
            wanted = [iri for _, iri in steps] or self._spoken_of(result.shape[1:-1])
            return Fault(name, message, wanted=tuple(dict.fromkeys(wanted)))
        inverse, prop = steps[0]
        if inverse and isinstance(value, NamedNode):
            return Fault(name, message, prop, focus, value.value)
        return Fault(name, message, prop, value)

    def _message(self, shape: str) -> str | None:
        said = self._index.objects(shape, _MESSAGE)
        english = [one.value for one in said if isinstance(one, Literal) and one.language == "en"]
        return min(english or [str(one.value) for one in said], default=None)

    def _spoken_of(self, shape: str) -> list[str]:
        """Return the properties that a shape and those within it speak of."""
        found, waiting = [], [shape]
        for one in waiting:  # grows as shapes within shapes are met
            inner = [value for name in self._index.properties(one) for value in self._index.objects(one, name)]
            waiting += [node for node in dict.fromkeys(str(value.value) for value in inner) if node not in waiting]
            found += [path.value for path in self._index.objects(one, _PATH) if isinstance(path, NamedNode)]
        return found

    @cached_property
    def _index(self) -> Index:
        quads = parse(self.text, RdfFormat.N_TRIPLES)
        return Index(Triple(q.subject, q.predicate, q.object) for q in quads)


def read_shapes(corpus: Corpus) -> Shapes:
    """Return the shapes of a corpus. Errors: InputError for bad Turtle and for terms that SHACL does not have."""
    lines, known = [], set[str]()
    for number, source in enumerate(corpus.of_kind("shape")):
        for triple in turtle.parse(source.text, source.path, blank_nodes=True):
            for named in (triple.predicate, triple.object):
                if isinstance(named, NamedNode) and named.value.startswith(SH) and named.value not in known:
                    _refuse_unknown(named.value, source.path, source.text, triple.subject)
                    known.add(named.value)
            subject, value = (
                f"_:f{number}x{node.value}" if isinstance(node, BlankNode) else str(node)  # apart from other files'
                for node in (triple.subject, triple.object)
            )
            lines.append(f"{subject} {triple.predicate} {value} .\n")
    return Shapes("".join(lines))


def _refuse_unknown(iri: str, path: str, text: str, subject: object) -> None:
    from rdflib import SH as Shacl

    name = iri.removeprefix(SH)
    if name not in Shacl:
        known = [str(one).removeprefix(SH) for one in dir(Shacl)]
        remedy = hint(name, known, "use a term of SHACL", "sh:{}".format)
        line = turtle.line_of(text, subject.value) if isinstance(subject, NamedNode) else None
        raise InputError(f"sh:{name} is no term of SHACL", remedy, path=path, line=line)


def severity(iri: str) -> Severity:
    """Return how grave a severity of SHACL is; none, and one of somebody's own, is as grave as sh:Violation."""
    return _SEVERITIES.get(iri, "violation")


def name_of(result: Result) -> str:
    """Return the name of the rule that a result breaks."""
    return local_name(result.shape[1:-1]) if result.shape.startswith("<") else "shape-without-name"


def term(text: str) -> Term | None:
    """Return a term of N-Triples; "" is none."""
    if not text:
        return None
    (triple,) = parse(f"_:x <x:x> {text} .", RdfFormat.N_TRIPLES)
    return cast(Term, triple.object)  # or a blank node, in data of other people


def _shown(value: Term) -> str:
    return f'"{value.value}"' if isinstance(value, Literal) else compact(value.value)


def _made(result: Result) -> str:
    name = local_name(result.component).removesuffix("ConstraintComponent")
    return f"It breaks sh:{name[:1].lower()}{name[1:]} of {compact(result.shape[1:-1])}; see what that shape demands."
