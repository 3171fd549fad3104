"""Pages of the web, politely: by the leave of robots.txt, one request at a time, with a pause, each kept.

A host is resolved once for each request, every address of it is looked at, and one of these very addresses is asked:
no name can lead to a machine that is not public. Redirects are followed under the same rule.
The module is long because all that opens sockets for pages stands in it.
*Source*: RFC 9110 (HTTP), RFC 9309 (robots.txt).
"""

import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from cakg.read import pages
from cakg.read.addresses import is_loopback, is_public, is_usual_port, written
from cakg.read.memento import ARCHIVE
from cakg.read.pages import Failure, Page
from cakg.words.errors import InputError
from cakg.words.namespaces import BASE
from cakg.words.version import version

if TYPE_CHECKING:
    from protego import Protego

_MOVED = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_GONE = (400, 401, 402, 403, 404, 405, 406, 410, 414, 451)
_MOST_HOSTS = 3  # that cannot be reached, and none that can: then we are offline
_LONGEST_PAUSE = 60.0  # seconds: who asks for longer ones is left alone
_LONGEST_KNOCK = 20.0  # seconds
_NAME = "cakg"  # for robots.txt
_KINDS = "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.8, */*;q=0.1"


@dataclass(frozen=True)
class Manners:
    """Hold how pages are fetched, and within which bounds.

    `loopback` also allows this machine itself, for tests. `archive` is what the address of a page is added to for the
    TimeMap of its copies. `folder` is where pages are kept, by default in the user's cache.
    *Units*: `pause` and `seconds` (of one request with all its answer) are seconds.
    """

    pause: float = 2.0
    seconds: float = 60.0
    megabytes: int = 16
    redirects: int = 5
    archive: str = ARCHIVE
    folder: Path | None = None
    loopback: bool = False


@dataclass
class Fetcher:
    """Fetch pages, and remember between them which hosts were asked when, allow what, and cannot be reached."""

    manners: Manners = Manners()
    _robots: "dict[str, Protego | Failure]" = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)
    _resting: set[str] = field(default_factory=set)
    _unreached: set[str] = field(default_factory=set)
    _reached: bool = False

    def get(self, address: str) -> Page | Failure:
        """Return the page at an address, or why there is none. Errors: InputError where no host can be reached."""
        place = self.manners.folder or pages.folder()
        known = pages.recall(place, address, time.time())
        if known is not None:
            return known
        found = self._follow(address, robots=True)
        pages.keep(place, found, time.time())
        if len(self._unreached) >= _MOST_HOSTS:
            self.demand_connection()
        return found

    def demand_connection(self) -> None:
        """Errors: InputError where hosts were asked and none could be reached."""
        if self._unreached and not self._reached:
            hosts = ", ".join(sorted(self._unreached)[:_MOST_HOSTS])
            raise InputError(f"no page can be fetched: {hosts} cannot be reached", "go online and run it again")

    def _follow(self, address: str, *, robots: bool) -> Page | Failure:
        """Ask an address, and where it sends us, at most so often."""
        at = address
        for _ in range(self.manners.redirects + 1):
            try:
                at = written(at)
            except ValueError as error:
                return Failure(address, f"{at} {error}", lasting=True)
            if robots and (refused := self._refusal(at)) is not None:
                return replace(refused, address=address)
            answer = self._ask(at)
            if isinstance(answer, Failure):
                return replace(answer, address=address)
            if isinstance(answer, Page):
                return Page(address, at, answer.kind, answer.data, answer.day)
            at = answer
        return Failure(address, f"it redirects more than {self.manners.redirects} times", lasting=True)

    def _refusal(self, url: str) -> Failure | None:
        """Return why robots.txt forbids an address, or None; where it cannot be read, everything is forbidden."""
        from protego import Protego

        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            found = self._follow(origin + "/robots.txt", robots=False)
            if isinstance(found, Page):
                self._robots[origin] = Protego.parse(found.data.decode("utf-8", "replace"))
            elif 400 <= (found.status or 0) < 500 and parts.netloc not in self._resting:
                self._robots[origin] = Protego.parse("")  # there is none
            elif found.reason.startswith("it "):
                self._robots[origin] = replace(
                    found, reason=f"robots.txt of {parts.netloc} cannot be read: {found.reason}"
                )
            else:
                self._robots[origin] = found
        rules = self._robots[origin]
        if isinstance(rules, Failure):
            return rules
        if (rules.crawl_delay(_NAME) or 0.0) > _LONGEST_PAUSE:
            return Failure(url, f"robots.txt of {parts.netloc} asks for longer pauses than are made", lasting=True)
        if not rules.can_fetch(url, _NAME):
            return Failure(url, f"robots.txt of {parts.netloc} forbids it", lasting=True)
        return None

    def _ask(self, url: str) -> Page | Failure | str:
        """Return a page, a failure, or the address to which an answer sends us."""
        host = urlsplit(url).netloc
        if host in self._resting:
            return Failure(url, f"{host} asked to be left alone for now")
        numbers = self._numbers(url)
        if isinstance(numbers, Failure):
            return numbers
        self._pause(host, url)
        try:
            with _asking(url, numbers, self.manners.seconds) as answer:
                self._reached = True
                return self._answer(url, answer)
        except (OSError, HTTPException, ValueError, zlib.error) as error:
            if isinstance(error, TimeoutError):
                return Failure(url, f"it takes more than {self.manners.seconds:g} seconds")
            if isinstance(error, _Unreachable):
                self._unreached.add(host)
            return Failure(url, f"it does not answer ({error or type(error).__name__})")
        finally:
            self._asked[host] = time.monotonic()

    def _answer(self, url: str, answer: HTTPResponse) -> Page | Failure | str:
        if answer.status in _MOVED and (to := answer.headers.get("Location")):
            try:
                return written(to, url)
            except ValueError as error:
                return Failure(url, f"it redirects to {to!r}, which {error}", lasting=True)
        if answer.status in _BUSY:
            self._resting.add(urlsplit(url).netloc)
        if answer.status != 200:
            said = f"it answers {answer.status} {answer.reason}".strip()
            return Failure(url, said, lasting=answer.status in _GONE, status=answer.status)
        data = _content(answer, self.manners.megabytes << 20)
        if data is None:
            return Failure(url, f"it has more than {self.manners.megabytes} megabytes", lasting=True)
        day = time.strftime("%Y-%m-%d", time.gmtime())
        return Page(url, url, answer.headers.get("Content-Type", ""), data, day)

    def _numbers(self, url: str) -> list[str] | Failure:
        """Return the numbers of a host, all of which may be asked, or why it may not be."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if not (self.manners.loopback or is_usual_port(url)):
            return Failure(url, f"port {parts.port} is none of the web", lasting=True)
        try:
            found = socket.getaddrinfo(host, parts.port or parts.scheme, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            self._unreached.add(parts.netloc)
            return Failure(url, f"the host {host} is not known")
        numbers = list(dict.fromkeys(str(one[4][0]) for one in found))
        for number in numbers:
            if not (is_public(number) or (self.manners.loopback and is_loopback(number))):
                return Failure(url, f"{host} is {number}, which is not public, and is not asked", lasting=True)
        return numbers

    def _pause(self, host: str, url: str) -> None:
        """Wait until a host has rested since it was asked last."""
        rules = self._robots.get(f"{urlsplit(url).scheme}://{host}")
        asked = 0.0 if rules is None or isinstance(rules, Failure) else rules.crawl_delay(_NAME) or 0.0
        wait = self._asked.get(host, float("-inf")) + max(self.manners.pause, asked) - time.monotonic()
        if wait > 0:
            time.sleep(wait)


class _Unreachable(OSError):
    """Say that no machine answered at all."""


@contextmanager
def _asking(url: str, numbers: list[str], seconds: float) -> Iterator[HTTPResponse]:
    """Ask one of the numbers of a host for a page; whatever drips, after so many seconds it ends.

    Errors: TimeoutError, _Unreachable, other OSError, HTTPException.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    until = time.monotonic() + seconds
    lines = [_connected(numbers, port, seconds)]
    watch = Timer(seconds, lambda: _end(lines[-1]))
    watch.daemon = True
    watch.start()
    try:
        if parts.scheme == "https":
            context = ssl.create_default_context()
            lines.append(context.wrap_socket(lines[0], server_hostname=host, do_handshake_on_connect=False))
            cast(ssl.SSLSocket, lines[-1]).do_handshake()
        asking = HTTPConnection(host, port)
        asking.sock = lines[-1]
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {"User-Agent": _agent(), "Accept": _KINDS, "Accept-Encoding": "identity", "Connection": "close"}
        asking.request("GET", path, headers={"Host": parts.netloc, **headers})
        yield asking.getresponse()
        if time.monotonic() >= until:
            raise TimeoutError  # the line was cut, which may look like the end of the page
    except (OSError, HTTPException) as error:
        raise (TimeoutError() if time.monotonic() >= until else error) from error
    finally:
        watch.cancel()
        for line in lines:
            line.close()


def _connected(numbers: list[str], port: int, seconds: float) -> socket.socket:
    """Return a connection to the first of some numbers that takes one; it is that number that is asked, no name."""
    said: OSError | None = None
    for number in numbers[:3]:
        try:
            line = socket.create_connection((number, port), timeout=min(seconds, _LONGEST_KNOCK))
            line.settimeout(seconds)
            return line
        except OSError as error:
            said = error
    raise _Unreachable(str(said or "no address"))


def _end(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _content(answer: HTTPResponse, most: int) -> bytes | None:
    """Return the content of an answer, unpacked, or None where it is more than so many bytes.

    Errors: OSError where it breaks off, ValueError for a packing that is not known.
    """
    packing = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise ValueError(f"packed as {packing}")
    unpack = None if packing in ("identity", "") else zlib.decompressobj(zlib.MAX_WBITS | 32)
    found = bytearray()
    while part := answer.read1(1 << 16):
        found += part if unpack is None else unpack.decompress(part, most + 1 - len(found))
        if len(found) > most or (unpack is not None and unpack.unconsumed_tail):
            return None
    if answer.length:
        raise OSError("it breaks off in the middle")
    return bytes(found)


def _agent() -> str:
    return f"{_NAME}/{version()} (+{BASE})"
