"""Free SPARQL from strangers, run where it can do no harm.

A query is screened and then run in a forked child that may take only so much time and memory and can open neither
files nor sockets; what it finds comes back through a pipe. Where a system cannot fork (Windows), a query is refused
unless the caller says that it need not be contained, because it is the user's own.
"""

import faulthandler
import json
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions

from cakg.engine.faults import fault
from cakg.engine.remote import Endpoint
from cakg.engine.rows import Answer, Rows, Triples
from cakg.engine.screen import screen
from cakg.engine.store import oxigraph
from cakg.engine.terms import Term
from cakg.words.errors import LimitError, UsageError
from cakg.words.namespaces import BASE, PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

    from cakg.engine.store import Source

CAN_CONTAIN = hasattr(os, "fork")

_END = b"null\n"
_USE = "/proc/self/statm"


def run(
    dataset: "Source",
    text: str,
    *,
    seconds: float = 10.0,
    megabytes: int = 1024,
    rows: int = 100_000,
    source: str = "query",
    contained: bool = True,
    base: str = BASE,
) -> Answer:
    """Return the answer to a SELECT or an ASK query, or the triples that CONSTRUCT or DESCRIBE yields.

    The usual prefixes are declared, and `base` for IRIs that are relative; a query may declare them otherwise.
    `dataset` lies on the Oxigraph store and `source` names the text in errors. With `contained=False` the query runs in
    this process, bounded in rows alone. An endpoint guards itself: there only the time is bounded, and the size of the
    answer.

    Errors: InputError with line and column for bad syntax, SERVICE and updates, and as in `Endpoint.ask`; LimitError
    for a query that is too large, takes too long, needs too much memory or finds too many rows; UsageError where it
    cannot be contained, or where the dataset lies on another store.
    """
    if isinstance(dataset, Endpoint):
        return replace(dataset, seconds=seconds).ask(text)
    screen(text, source)
    store = oxigraph(dataset)
    if store is None:
        raise UsageError("the dataset lies in rdflib's memory; ask it by its own query(), or load it with cakg.load()")
    if not contained:
        records = [record.encode() for record in _records(store, text, rows, base)]
    elif CAN_CONTAIN:
        records = _from_child(store, text, seconds, megabytes, rows, base)
    else:
        raise UsageError("this system has no fork to contain queries with; run those you trust with contained=False")
    head, *found = map(json.loads, records)
    if head["sort"] == "failure":
        raise fault(head["text"], text, source)
    if head["sort"] == "truth":
        return bool(head["value"])
    terms = tuple(tuple(map(_term, record)) for record in found)
    if len(terms) > rows:
        raise LimitError(f"the query finds more than {rows} rows; ask for less or add LIMIT {rows}")
    return Rows(tuple(head["columns"]), terms) if head["sort"] == "table" else Triples(terms=terms)


def _records(store: "Store", text: str, rows: int, base: str) -> Iterator[str]:
    """Yield what a query finds as lines of JSON: a head, then its rows or triples, one more than `rows` at most."""
    try:
        result: Any = store.query(text, base_iri=base, prefixes=PREFIXES)
        if isinstance(result, QueryBoolean):
            yield json.dumps({"sort": "truth", "value": bool(result)})
            return
        found = []
        for row in islice(result, rows + 1):
            found.append([None if term is None else _plain(term) for term in row])
        table = isinstance(result, QuerySolutions)
        columns = [variable.value for variable in result.variables] if table else []
    except (SyntaxError, OSError, RuntimeError, ValueError) as error:
        yield json.dumps({"sort": "failure", "text": str(error)})
        return
    yield json.dumps({"sort": "table" if table else "graph", "columns": columns})
    yield from map(json.dumps, found)


def _from_child(store: "Store", text: str, seconds: float, megabytes: int, rows: int, base: str) -> list[bytes]:
    """Return the records of a query that runs in a child of this process, which the kernel ends when time is up."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be_child(store, text, seconds, megabytes, rows, base, writing)
    os.close(writing)
    try:
        data = bytearray()
        while not data.endswith(_END) and len(data) <= megabytes << 20:
            part = os.read(reading, 1 << 16)
            if not part:
                break
            data += part
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)  # until it is waited for, its number is nobody else's
        _, status = os.waitpid(child, 0)
    if data.endswith(_END):
        return bytes(data.removesuffix(_END)).splitlines()
    if len(data) > megabytes << 20:
        raise LimitError(f"the query finds more than {megabytes} megabytes; ask for less")
    if os.waitstatus_to_exitcode(status) == -signal.SIGALRM:
        raise LimitError(f"the query takes more than {seconds:g} seconds; ask for less or join fewer patterns")
    raise LimitError(f"the query needs more than {megabytes} megabytes or nests too deeply; ask for less")


def _be_child(
    store: "Store", text: str, seconds: float, megabytes: int, rows: int, base: str, writing: int
) -> NoReturn:
    """Run a query within bounds, write its records and end this process."""
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))  # zero would mean no end
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        _bound(megabytes << 20)
        for record in _records(store, text, rows, base):
            _write(writing, record.encode() + b"\n")
        _write(writing, _END)
    finally:
        os._exit(1)


def _bound(memory: int) -> None:
    """Let this process take no more than so many bytes above what it has, open nothing and leave no core."""
    import resource

    if os.path.exists(_USE):  # Linux tells it; other systems do not keep to the limit anyway
        pages = int(os.read(os.open(_USE, os.O_RDONLY), 64).split()[0])
        limit = pages * resource.getpagesize() + memory
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _plain(term: Any) -> list[str | None]:
    """Return a term as what JSON can hold: its sort, its text, its language and its datatype."""
    if isinstance(term, Literal):
        return ["Literal", term.value, term.language, None if term.language else term.datatype.value]
    if not isinstance(term, NamedNode | BlankNode):
        raise ValueError("a triple stands as a value in the answer, which has no place for it")
    return [type(term).__name__, term.value]


def _term(plain: list[str] | None) -> Term | None:
    if plain is None:
        return None
    sort, value, *rest = plain
    if sort != "Literal":
        return NamedNode(value) if sort == "NamedNode" else BlankNode(value)
    language, datatype = rest
    return Literal(value, language=language) if language else Literal(value, datatype=NamedNode(datatype))
