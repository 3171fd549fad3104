"""Reading back: what was exported, a file or the folder of a bundle, as a graph that is asked without its corpus."""

import warnings
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, Triple, parse

from cakg.compile.opened import Opened
from cakg.export.formats import FORMATS, format_of
from cakg.read.files import read_text, streamed
from cakg.words.errors import InputError, LossWarning, UsageError, flat
from cakg.words.namespaces import ACCEPTED

_BUNDLED = ("cakg.nq", "cakg.trig")
_LARGEST = 4 << 30  # bytes; a graph is read whole, and the engine needs several times as much
_AGAIN = "export it again: cakg export -o FILE"
_RDF12 = "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(isTRIPLE(?o) || hasLANGDIR(?o)) }"


def is_exported(path: Path) -> bool:
    """Tell whether a path is a file, or a folder as `cakg build` writes it and no corpus."""
    return path.is_file() or (not (path / "ontology").is_dir() and any((path / name).is_file() for name in _BUNDLED))


def read(path: Path, root: Path) -> Opened:
    """Return what was exported into a file, or into a folder by `cakg build`, with the saved queries of a corpus.

    What the file says of itself is kept apart, so that exporting it again gives the same bytes.
    Errors: InputError for a file that cannot be read, is broken or holds no accepted view; UsageError for an ending
    that names no format of graphs, and for CSV. A LossWarning where the graphs of the reports are not in it.
    """
    from cakg.export.about import GRAPH

    file, form, syntax = _form(path)
    text = read_text(file, largest=_LARGEST)
    store = Store()
    try:
        store.bulk_load(text.encode("utf-8"), syntax)
    except (SyntaxError, OSError, RuntimeError, ValueError) as error:
        raise _fault(error, file, form, text) from error
    if store.query(_RDF12):
        raise _later(file)
    if store.contains_named_graph(NamedNode(ACCEPTED)):
        store.update(f"MOVE <{ACCEPTED}> TO DEFAULT")
    own = list(store.quads_for_pattern(NamedNode(GRAPH), None, None, DefaultGraph()))
    for quad in own:
        store.remove(quad)
    if next(store.quads_for_pattern(None, None, None, DefaultGraph()), None) is None:
        problem = "the default graph, which should be the accepted view, is empty"
        raise InputError(problem, _AGAIN, path=str(file))
    if not any(store.named_graphs()):
        _warn_of_loss(file)
    return Opened(root, store, file=file, said=(quad.triple for quad in own))


def lines(path: Path) -> Iterator[bytes]:
    """Yield what was exported into a file, or into a folder by `cakg build`, as lines of N-Quads, in the order in which
    it stands there; nothing of it is held. What the file says of itself is left out.

    Errors and warnings: those of `read`, as soon as the place is reached.
    """
    from cakg.export.about import GRAPH

    file, form, syntax = _form(path)
    accepted, named = (DefaultGraph(), NamedNode(ACCEPTED)), False
    empty = True
    with streamed(file, largest=_LARGEST) as stream:
        try:
            for quad in parse(stream, syntax):
                if isinstance(quad.object, Triple) or getattr(quad.object, "direction", None) is not None:
                    raise _later(file)
                if quad.graph_name not in accepted:
                    named = True
                    yield f"{quad.triple} {quad.graph_name} .\n".encode()
                elif getattr(quad.subject, "value", None) != GRAPH:
                    empty = False
                    yield f"{quad.triple} .\n".encode()
        except (SyntaxError, RuntimeError, ValueError) as error:
            raise _fault(error, file, form, None) from error
    if empty:
        raise InputError("the default graph, which should be the accepted view, is empty", _AGAIN, path=str(file))
    if not named:
        _warn_of_loss(file)


def _form(path: Path) -> tuple[Path, str, RdfFormat]:
    """Return the file that is to be read of a file or folder, and its format. Errors: UsageError."""
    file = next((path / name for name in _BUNDLED if (path / name).is_file()), path) if path.is_dir() else path
    form = format_of(file.name, "graph")
    syntax = RdfFormat.from_extension(FORMATS["graph"][form].endings[0].removeprefix("."))
    if syntax is None:
        raise UsageError(f"{file}: a table of statements is for other tools; read TriG, N-Quads or another of RDF")
    return file, form, syntax


def _fault(error: Exception, file: Path, form: str, text: str | None) -> InputError:
    """Return what is wrong with a file that is broken, with its place where the parser tells it."""
    if not isinstance(error, SyntaxError):
        return InputError(f"this is no {form} ({flat(str(error))})", _AGAIN, path=str(file))
    if form in ("turtle", "trig"):
        from cakg.read.turtle import fault

        return fault(error, read_text(file, largest=_LARGEST) if text is None else text, str(file))
    place = {"line": error.lineno, "column": error.offset}
    return InputError(f"this is no {form} ({flat(error.msg)})", _AGAIN, path=str(file), **place)


def _later(file: Path) -> InputError:
    return InputError("quoted triples and text directions are not used", "write it as RDF 1.1", path=str(file))


def _warn_of_loss(file: Path) -> None:
    lost = f"{file} holds the accepted view alone; what each report says, graph by graph, is not in it"
    warnings.warn(LossWarning(f"{lost}: TriG, N-Quads and JSON-LD keep it"), stacklevel=4)
