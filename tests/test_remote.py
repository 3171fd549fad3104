"""The same questions at a SPARQL 1.1 endpoint: one on the loopback interface that serves the frozen sample."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, serialize

from cakg.ask.question import answer
from cakg.ask.saved import saved
from cakg.cli import run
from cakg.compile.dataset import compile
from cakg.engine.remote import open_endpoint
from cakg.read.corpus import Corpus


@pytest.fixture(scope="module")
def endpoint(sample: Corpus) -> Iterator[str]:
    """Yield the address of an endpoint that answers by GET and POST as the protocol says."""
    store = compile(sample).store._inner

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.reply(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def do_GET(self) -> None:
            self.reply(urlsplit(self.path).query)

        def reply(self, form: str) -> None:
            try:
                found = store.query(parse_qs(form)["query"][0])
            except SyntaxError as error:
                self.send_error(400, str(error).splitlines()[0])
                return
            if isinstance(found, QuerySolutions | QueryBoolean):
                kind, body = "application/sparql-results+xml", found.serialize(format=QueryResultsFormat.XML)
            else:
                kind, body = "application/rdf+xml", serialize(found, format=RdfFormat.RDF_XML)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", ["who-chaired-what", "meetings-of-series", "topics-over-time", "disagreements-ledger"])
def test_questions_give_the_same_rows(name: str, endpoint: str, sample: Corpus) -> None:
    question = saved()[name]
    given = {"series": "mountain-consultations"} if name == "meetings-of-series" else {}
    local = answer(compile(sample), question, given)
    assert len(local) and answer(open_endpoint(endpoint), question, given) == local


def test_commands_ask_it(endpoint: str, capsys: pytest.CaptureFixture[str], sample_root: Path) -> None:
    assert run(["ask", "who-chaired-what", "--endpoint", endpoint, "--format", "csv"]) == 0
    remote = capsys.readouterr().out
    assert run(["ask", "who-chaired-what", "--root", str(sample_root), "--format", "csv"]) == 0
    assert remote == capsys.readouterr().out
    assert run(["query", "--endpoint", endpoint, "ASK { ?event a cakg:Event }"]) == 0
    assert capsys.readouterr().out == "true\n"
    assert run(["query", "--endpoint", endpoint, "SELECT ?x WHERE { ?x a"]) == 3
    assert capsys.readouterr().err.count("\n") == 1
    assert run(["ask", "who-chaired-what", "--endpoint", endpoint, "--verified-only"]) == 2
