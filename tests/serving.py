"""A server of the command line, as a process, and what is asked of it over HTTP as any client would."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}  # as browsers ask


@dataclass(frozen=True)
class Got:
    """Hold a reply: status, headers in small letters, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


class Server:
    """Talk to a server that runs."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process, self.port = process, port
        self.address = f"http://127.0.0.1:{port}"

    def ask(
        self, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Got:
        """Return the reply to a request; a redirect is not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        try:
            connection.request(method, path, body=body, headers=dict(headers or {}))
            reply = connection.getresponse()
            return Got(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
        finally:
            connection.close()

    def query(self, text: str, **more: str) -> Got:
        """Return the reply to a query by GET."""
        return self.ask("/sparql?" + urlencode({"query": text, **more}))


def command(root: Path, *options: str) -> "subprocess.Popen[str]":
    """Start `cakg serve` on a corpus."""
    environment = {**os.environ, "CAKG_ROOT": str(root), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "cakg", "serve", *options],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    )


@contextmanager
def running(root: Path, *options: str) -> Iterator[Server]:
    """Give a server of a corpus at a free port, ready to answer pages, and end it afterwards."""
    process = command(root, "--port", "0", *options)
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://\S+:(\d+)/", said)
        assert found is not None, said + process.stderr.read()
        server = Server(process, int(found[1]))
        for _ in range(120):
            if server.ask("/about").status != 503:
                break
            time.sleep(0.5)
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        finally:
            process.kill()
            process.communicate()
