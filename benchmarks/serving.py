"""Serving: an entity page and a saved question for eight clients at once, beside Datasette and an Oxigraph server.

Each client asks one after the other over one connection, as fast as it is answered. `latency` rows say in their wall
seconds the median (p50) and in their most the 99th percentile (p99) of all requests, once what a server does on its own
after its start is done; `start` rows how long it takes from the command to the first answer.
"""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic, perf_counter, sleep
from urllib.parse import quote, urlencode

from benchmarks.field import Field, examples
from benchmarks.measure import Sample
from benchmarks.results import Row

PART = "serve"
CLIENTS, SECONDS = 8, 5.0
PATIENCE = 180.0  # seconds until a server must have answered
QUIET = 5.0  # seconds in which a server does nothing when it has settled
QUESTION = "meetings-of-actor"


def measure(field: Field) -> Iterator[Row]:
    """Yield what each server takes; one that is not installed is noted."""
    told = examples(field.compiled)
    actor = told["actor"]
    page = "/" + actor.removeprefix("https://w3id.org/cakg/")
    ours = field.command("serve", "--port", "{port}", "--host", "127.0.0.1")
    question = f"/question/{QUESTION}?" + urlencode({"actor": actor, "format": "json"})
    count = "/sparql?" + urlencode({"query": _query(field, actor)})
    field.process(field.command("info"), 1)  # so that it is compiled
    with _served(ours, "/sparql?query=ASK%7B%7D", field) as (_, first, process):
        _settle(process)  # so that the next start has what this one keeps
    yield _row(field, "start, a query", "cakg", [first])
    with _served(ours, page, field) as (port, first, process):
        yield _row(field, "start, a page", "cakg", [first])
        _settle(process)
        yield _row(field, "a page", "cakg", _load(port, page))
        yield _row(field, "a page, each another", "cakg", _load(port, *_pages(field)))
        yield _row(field, "a saved question", "cakg", _load(port, question))
        yield _row(field, "a saved question, each another", "cakg", _load(port, *_questions(field)))
        yield _row(field, "a query", "cakg", _load(port, count))
    yield from _oxigraph(field, count.replace("/sparql", "/query", 1))
    yield from _datasette(field, actor)


def _oxigraph(field: Field, path: str) -> Iterator[Row]:
    binary = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if binary is None:
        yield field.missing(PART, "a query", "oxigraph", "not installed")
        return
    store = field.beside(".oxigraph")
    if not store.exists():
        load = [binary, "load", "--location", str(store), "--file", str(field.compiled)]
        subprocess.run(load, check=True, capture_output=True)
    command = [binary, "serve-read-only", "--location", str(store), "--bind", "127.0.0.1:{port}"]
    with _served(command, path, field) as (port, first, _):
        yield _row(field, "start, a query", "oxigraph", [first])
        yield _row(field, "a query", "oxigraph", _load(port, path))


def _datasette(field: Field, actor: str) -> Iterator[Row]:
    """Yield what Datasette takes for a row of the tables of the same corpus."""
    binary, tables = shutil.which("datasette", path=f"{Path(sys.executable).parent}"), field.beside(".sqlite")
    if binary is None:
        yield field.missing(PART, "a page", "datasette", "not installed")
        return
    if not tables.exists():
        field.process(field.command("export", "--tables", "-o", str(tables)), 1)
    slug = actor.rpartition("/")[2]
    path = f"/{tables.stem}/states?_search={quote(slug)}"
    command = [binary, "serve", str(tables), "--host", "127.0.0.1", "--port", "{port}"]
    with _served(command, path, field) as (port, first, _):
        yield _row(field, "start, a page", "datasette", [first])
        yield _row(field, "a page", "datasette", _load(port, path))


@contextmanager
def _served(command: Sequence[str], path: str, field: Field) -> Iterator[tuple[int, float, int]]:
    """Run a server at a free port; give the port, how long it took until a path was answered, and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begun = perf_counter()
    process = subprocess.Popen(
        [word.replace("{port}", str(port)) for word in command],
        env={**os.environ, "CAKG_CACHE": str(field.cache)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while _status(port, path) != 200:
            if perf_counter() - begun > PATIENCE or process.poll() is not None:
                raise RuntimeError(f"{' '.join(command)} does not answer {path}")
            sleep(0.01)
        yield port, perf_counter() - begun, process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _settle(process: int) -> None:
    """Wait until a process and all below it have done nothing for a while."""
    last, since = _worked(process), monotonic()
    begun = since
    while monotonic() - since < QUIET and monotonic() - begun < PATIENCE:
        sleep(0.25)
        now = _worked(process)
        if now - last > 2:  # ticks of the clock
            since = monotonic()
        last = now


def _worked(process: int) -> int:
    """Return how long a process and all below it have worked, in ticks of the clock."""
    try:
        said = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:  # it has ended
        return 0
    return int(said[11]) + int(said[12]) + sum(map(_worked, map(int, children)))


def _status(port: int, path: str) -> int:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def _load(port: int, *paths: str) -> list[float]:
    """Return how long each request of eight clients took. Errors: RuntimeError where one is not answered."""
    taken: list[float] = []
    wrong: list[int] = []
    end = monotonic() + SECONDS

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        turn = number
        while monotonic() < end:
            begun = perf_counter()
            connection.request("GET", paths[turn % len(paths)])
            reply = connection.getresponse()
            reply.read()
            taken.append(perf_counter() - begun)
            turn += CLIENTS
            if reply.status != 200:
                wrong.append(reply.status)
        connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    if wrong:
        raise RuntimeError(f"{len(wrong)} of {len(taken)} requests were answered by {sorted(set(wrong))}")
    return taken


def _row(field: Field, task: str, who: str, taken: Sequence[float]) -> Row:
    """Return times on the wall as a row: the median, the least, and of many the 99th percentile as the most."""
    row = field.row(PART, task, who, [Sample(0.0, one, 0.0) for one in taken])
    if len(taken) < 100:
        return row
    most = sorted(taken)[int(len(taken) * 0.99)]
    note = f"{len(taken) / SECONDS:.0f} a second; p50 {row.wall * 1000:.1f} ms, p99 {most * 1000:.1f} ms"
    return replace(row, wall_most=float(f"{most:.4g}"), note=note)


def _pages(field: Field) -> list[str]:
    """Return the paths of persons and events of a corpus, so many that hardly one is asked for twice."""
    pattern = re.compile(rb"^<https://w3id.org/cakg/((?:person|event)/[a-z0-9.-]+)> <[^>]*#label>")
    with field.compiled.open("rb") as file:
        found = {match[1].decode() for match in map(pattern.match, file) if match is not None}
    return [f"/{one}" for one in sorted(found)]


def _questions(field: Field) -> list[str]:
    """Return the paths of a question about each person."""
    persons = [path.rpartition("/")[2] for path in _pages(field) if path.startswith("/person/")]
    return [f"/question/{QUESTION}?" + urlencode({"actor": f"person:{one}", "format": "json"}) for one in persons]


def _query(field: Field, actor: str) -> str:
    """Return the text of the saved question with its parameter, which any endpoint answers."""
    from cakg.ask.question import bind, filled
    from cakg.ask.saved import saved
    from cakg.words.namespaces import sparql_prologue

    question = saved("question", field.root)[QUESTION]
    text = filled(question, bind(question, {"actor": actor}))
    return sparql_prologue() + "\n".join(line for line in text.splitlines() if not line.startswith("#"))
