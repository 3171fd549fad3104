"""The server: a socket, the processes that do the work, and the loop that hands requests to them."""

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cakg.compile.perspective import Perspective
from cakg.engine.bounds import Bounds
from cakg.read.corpus import find_root
from cakg.serve.holding import Settings
from cakg.serve.pool import LANES, Lane
from cakg.serve.seat import Seat
from cakg.serve.wire import receive
from cakg.serve.workers import keep
from cakg.words.errors import CakgError, OutputError, UsageError

_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_CONNECTIONS = 1_000  # at once
_BACKLOG = 1_024


@dataclass(frozen=True)
class Address:
    """Hold where to listen and which hosts are served beside it."""

    host: str = "127.0.0.1"
    port: int = 8000
    hosts: tuple[str, ...] = ()


@dataclass
class _Keepers:
    """Hold the processes that keep workers, with the ends of the sockets that lead to them."""

    ends: dict[str, list[socket.socket]] = field(default_factory=dict)
    controls: list[socket.socket] = field(default_factory=list)
    processes: list[int] = field(default_factory=list)


def serve(
    root: str | Path | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    allow_hosts: Iterable[str] = (),
    reload: bool = False,
    as_known_on: str | None = None,
    publisher: str | None = None,
    verified_only: bool = False,
    without_imports: bool = False,
    bounds: Bounds | None = None,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the pages of a corpus, its endpoint and whatever is made to order, until the process is told to end.

    It listens to a host and a port (0 takes any that is free); `ready` is told the address. Requests for other hosts
    are refused, but for those of `allow_hosts`. With `reload` files that change are read again. What is heard is chosen
    as by `load`, and `bounds` (10 seconds unless told) are those of each free query.

    It forks: call it from a process without threads.
    *Errors*: OutputError where the port is taken or not allowed; UsageError for a host that is none; those of `load`.
    """
    heard = Perspective(as_known_on, publisher, verified_only, without_imports)
    settings = Settings(find_root(root).absolute(), bounds or Bounds(seconds=10), heard)
    run(settings, Address(host, port, tuple(allow_hosts)), watch=reload, ready=ready)


def run(
    settings: Settings,
    address: Address,
    *,
    watch: bool = False,
    lanes: Mapping[str, Lane] = LANES,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve as `serve` does, by lanes of workers."""
    listening = _listen(address)
    port = listening.getsockname()[1]
    keepers = _keepers(settings, lanes, watch, listening)
    try:
        ready(f"http://{f'[{address.host}]' if ':' in address.host else address.host}:{port}/")
        _run(settings, address, listening, keepers, lanes)
    finally:
        for control in keepers.controls:
            control.close()
        for ends in keepers.ends.values():
            for end in ends:
                end.close()
        for process in keepers.processes:  # which may have begun something long
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(process, signal.SIGTERM)
                os.waitpid(process, 0)


def _listen(address: Address) -> socket.socket:
    where = f"{address.host}:{address.port}"
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError) as error:
        raise UsageError(f"--host {address.host!r} is no address of this machine; leave it out, or give one") from error
    # named as TCP, else asyncio leaves its connections as they are: parts of a page wait 40 ms for one another (Nagle)
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise OutputError(f"{where} cannot be listened to: {error.strerror}; choose another by --port") from error
    return listening


def _keepers(settings: Settings, lanes: Mapping[str, Lane], watch: bool, listening: socket.socket) -> _Keepers:
    """Start two processes that keep workers: one for those that make pages, one for all others, who stay small."""
    found = _Keepers()
    waits, opens = os.pipe()  # one compiles the corpus, where that must be, and the other waits
    for pages in (False, True):
        control, other = socket.socketpair()
        seats = []
        for name, lane in lanes.items():
            if lane.pages is pages:
                for _ in range(lane.workers):
                    end, own = socket.socketpair()
                    found.ends.setdefault(name, []).append(end)
                    limit = settings.bounds.megabytes if lane.bounded else None
                    seats.append(Seat(name, own, lane.nice, limit))
        sys.stderr.flush()
        process = os.fork()
        if process == 0:
            from cakg.serve.work import Corpus

            listening.close()
            for one in (control, *found.controls, *(end for ends in found.ends.values() for end in ends)):
                one.close()
            os.close(opens if pages else waits)
            gate = (waits, -1) if pages else (-1, opens)
            keep(seats, other, Corpus(settings, pages=pages), watch=watch, gate=gate)
        other.close()
        for seat in seats:
            seat.own.close()
        found.controls.append(control)
        found.processes.append(process)
    os.close(waits)
    os.close(opens)
    return found


def _run(
    settings: Settings, address: Address, listening: socket.socket, keepers: _Keepers, lanes: Mapping[str, Lane]
) -> None:
    import asyncio

    import uvicorn

    from cakg.serve.app import Service
    from cakg.serve.pool import Pool

    hosts = frozenset((*_LOCAL, address.host.lower(), f"[{address.host.lower()}]", *map(str.lower, address.hosts)))
    service = Service(Pool(keepers.ends, lanes), hosts, settings.bounds.seconds)
    config = uvicorn.Config(
        service.application(),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        http="h11",
        loop="asyncio",
        ws="none",
        proxy_headers=True,  # of a proxy on this machine: whether readers speak to it by TLS
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(config)
    failures: list[CakgError] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        for control in keepers.controls:
            loop.add_reader(control, _hear, control, loop, server, failures)
        await server.serve(sockets=[listening])

    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn ends by it, and then raises it again, as it does SIGINT
    with suppress(KeyboardInterrupt):
        asyncio.run(main())
    if failures:
        raise failures[0]


def _hear(control: socket.socket, loop: Any, server: Any, failures: list[CakgError]) -> None:
    """End the server where a keeper has failed, with what it says."""
    loop.remove_reader(control)
    try:
        said = receive(control)
        failure = CakgError(said["failed"])
        failure.exit_code = said["code"]
    except (EOFError, OSError):
        failure = CakgError("the processes that do the work have ended")
    failures.append(failure)
    server.should_exit = True
