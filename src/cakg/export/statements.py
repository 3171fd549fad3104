"""Statements in order, as lines of N-Quads: what every format of graphs is written from, quad by quad."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from cakg.words.namespaces import ACCEPTED

_END = b" .\n"


@dataclass(frozen=True)
class Statements:
    """Hold the accepted view as N-Triples, and what each report says as N-Quads, graph by graph; all lines sorted."""

    accepted: bytes
    reports: bytes

    def triples(self) -> Iterator[Triple]:
        """Yield those of the accepted view, one at a time."""
        return (quad.triple for quad in _parsed(self.accepted))

    def quads(self) -> Iterator[Quad]:
        """Yield all, one at a time."""
        yield from _parsed(self.accepted)
        yield from _parsed(self.reports)


def of_store(
    store: Store, more: Iterable[Triple] = (), *, reports: bool = True, named_view: bool = False
) -> Statements:
    """Return what a store holds, with more in the accepted view: without the graphs of the reports, or with them.

    With `named_view` the accepted view is one of the named graphs.
    """
    accepted = [*_lines(store, DefaultGraph()), *(_line(triple) for triple in more)]
    graphs = {str(name): _lines(store, name) for name in store.named_graphs()} if reports else {}
    if named_view:
        name = str(NamedNode(ACCEPTED))
        graphs[name] = [*graphs.get(name, ()), *accepted]
        accepted = []
    return _sorted(accepted, graphs)


def of_quads(quads: Iterable[Quad]) -> Statements:
    """Return quads, each as often as it is given."""
    accepted, graphs = list[bytes](), dict[str, list[bytes]]()
    for quad in quads:
        name = quad.graph_name
        among = accepted if name == DefaultGraph() else graphs.setdefault(str(name), [])
        among.append(_line(quad.triple))
    return _sorted(accepted, graphs)


def _sorted(accepted: list[bytes], graphs: dict[str, list[bytes]]) -> Statements:
    accepted.sort()
    named = (
        line.removesuffix(_END) + end
        for name, lines in sorted(graphs.items())
        for end in [f" {name} .\n".encode()]
        for line in sorted(lines)
    )
    return Statements(b"".join(accepted), b"".join(named))


def _lines(store: Store, graph: object) -> list[bytes]:
    written = store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph)  # type: ignore[arg-type]
    assert written is not None
    return written.splitlines(keepends=True)


def _line(triple: Triple) -> bytes:
    return f"{triple}".encode() + _END


def _parsed(lines: bytes) -> Iterator[Quad]:
    return parse(lines, RdfFormat.N_QUADS, lenient=True)  # they were quads before
