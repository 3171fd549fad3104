"""The same questions at a SPARQL 1.1 endpoint: Oxigraph's own server on the loopback interface.

It is a conforming server: asked for a default graph that is not there, it answers from an empty one.
"""

import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest
import yaml
from rdflib import RDF, Dataset, URIRef
from rdflib import Literal as Text
from tests.sampling import only_whole, sampled

import cakg
from cakg import api
from cakg.ask.coverage import coverage
from cakg.ask.describe import describe
from cakg.ask.find import resolve, search
from cakg.ask.ledger import disputes
from cakg.ask.question import Question, answer
from cakg.ask.saved import saved
from cakg.cli import run
from cakg.compile.dataset import compile
from cakg.engine import guard, store
from cakg.engine.remote import Endpoint, open_endpoint
from cakg.engine.rows import Rows, Triples
from cakg.engine.terms import native
from cakg.networks.view import view_network
from cakg.read.corpus import Corpus
from cakg.words.errors import InputError, LimitError, UsageError
from cakg.words.namespaces import BASE, CAKG, XSD

ROOT = Path(__file__).parents[1]
SAVED = {(folder, name): one for folder in ("question", "view") for name, one in saved(folder, ROOT).items()}


def parameters(question: Question) -> dict[str, object]:
    path = ROOT / "tests" / f"{question.folder}s" / f"{question.name}.yaml"
    return dict(yaml.safe_load(path.read_text("utf-8"))) if path.exists() else {}


@pytest.fixture(scope="module")
def local(sample: Corpus) -> Dataset:
    return compile(sample)


@pytest.fixture(scope="module")
def endpoint(serve: Callable[..., str], local: Dataset) -> Endpoint:
    return open_endpoint(serve(local))


@pytest.fixture(scope="module")
def united(serve: Callable[..., str], local: Dataset) -> Endpoint:
    """Return an endpoint that answers from the union of all graphs, the accepted view among them by name."""
    return open_endpoint(serve(local, named_view=True, union=True))


@pytest.fixture(scope="module")
def shipped(serve: Callable[..., str]) -> tuple[Dataset, Endpoint]:
    dataset = api.load(ROOT)
    return dataset, open_endpoint(serve(dataset))


@pytest.mark.parametrize("key", sampled(list(SAVED), 2), ids=" ".join)
def test_questions_give_the_same_rows(key: tuple[str, str], endpoint: Endpoint, local: Dataset) -> None:
    question = SAVED[key]
    rows = answer(endpoint, question, parameters(question))
    assert len(rows) and rows == answer(local, question, parameters(question))


@pytest.mark.parametrize("key", sampled(list(SAVED), 8), ids=" ".join)
def test_a_union_of_all_graphs_gives_the_same_rows(key: tuple[str, str], united: Endpoint, local: Dataset) -> None:
    question = SAVED[key]
    assert answer(united, question, parameters(question)) == answer(local, question, parameters(question))


def test_a_union_is_addressed_in_every_way(united: Endpoint, local: Dataset, sample_root: Path) -> None:
    graph = cakg.load(sample_root, endpoint=united.url)
    counted = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert list(graph.query(counted)) == list(local.query(counted))
    text = "DESCRIBE person:davron-quill"
    here, there = guard.run(local, text), guard.run(united, text)
    assert isinstance(here, Triples) and isinstance(there, Triples) and here.to_ntriples() == there.to_ntriples()
    assert len(graph.default_graph) == len(local.default_graph)
    with pytest.raises(UsageError, match=r"ask by cakg\.query"):
        graph.query("SELECT ?g { GRAPH ?g { ?s ?p ?o } }")


def test_a_mixture_is_refused(serve: Callable[..., str], local: Dataset) -> None:
    mixed = open_endpoint(serve(local, union=True))
    for _ in range(2):  # it is no safer when asked again
        with pytest.raises(InputError, match=r"answers from the union of all graphs.*--named-view"):
            mixed.ask("SELECT ?e { ?e a cakg:Event }")
    with pytest.raises(InputError, match=r"answers from the union of all graphs"):
        cakg.load(ROOT, endpoint=mixed.url).query("ASK { ?s ?p ?o }")


@only_whole("the sample tells it of every question")
def test_the_shipped_corpus_gives_the_same_rows(shipped: tuple[Dataset, Endpoint]) -> None:
    dataset, remote = shipped
    asked = [one for one in SAVED.values() if not any(parameter.required for parameter in one.parameters)]
    assert len(asked) > 50
    for question in asked:
        rows = answer(remote, question)
        assert len(rows) and rows == answer(dataset, question), question.name


def test_what_is_known_of_things_is_the_same(endpoint: Endpoint, local: Dataset) -> None:
    for name in ("Даврон Квилл", "mountain consultations", "Uzbekistan"):
        found = [hit.iri for hit in search(local, name)]
        assert found and found == [hit.iri for hit in search(endpoint, name)]
        thing = describe(endpoint, resolve(endpoint, found[0]))
        assert thing.statements and thing == describe(local, found[0])
    assert disputes(endpoint) == disputes(local) != []
    about = disputes(local)[0].subject
    assert disputes(endpoint, about) == disputes(local, about) != []
    assert coverage(endpoint) == coverage(local)
    view = SAVED["view", "co-participation"]
    here, there = (view_network(one, view, {}) for one in (local, endpoint))
    assert len(here) and dict(here.nodes(data=True)) == dict(there.nodes(data=True))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ASK { ?event a cakg:Event }", bool),
        ("ASK { ?event a cakg:Nothing }", bool),
        ("SELECT ?e ?gap { ?e a cakg:Event } ORDER BY ?e LIMIT 3", Rows),
        ("SELECT (COUNT(*) AS ?n) { GRAPH ?report { ?s ?p ?o } }", Rows),
        ('SELECT (1.50 AS ?a) ("x\\n\\"y"@ru AS ?b) (true AS ?c) ("2012-02-30"^^xsd:date AS ?d) ("" AS ?e) {}', Rows),
        ("SELECT ?none { FILTER(false) }", Rows),
        ("CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a cakg:Event ; rdfs:label ?l }", Triples),
        ("CONSTRUCT { ?s a cakg:Nothing } WHERE { ?s a cakg:Nothing }", Triples),
        ("DESCRIBE person:davron-quill", Triples),
        ("SELECT ?l { <person/davron-quill> rdfs:label ?l } ORDER BY LANG(?l)", Rows),
        ("# SELECT\nPREFIX cakg: <http://elsewhere/> ASK { ?event a cakg:Event }", bool),
        ("PREFIX x: <https://w3id.org/cakg/ontology#>\nASK { ?event a x:Event . ?event cakg:date ?date }", bool),
    ],
)
def test_free_queries_give_what_they_give_here(text: str, kind: type, endpoint: Endpoint, local: Dataset) -> None:
    found, known = guard.run(endpoint, text), guard.run(local, text)
    assert type(found) is type(known) is kind
    if isinstance(found, Triples) and isinstance(known, Triples):
        assert found.to_ntriples() == known.to_ntriples()
    else:
        assert found == known


def test_faces_see_terms_of_rdflib(endpoint: Endpoint) -> None:
    rows = store.select(endpoint, 'SELECT ?l { person:davron-quill rdfs:label ?l FILTER(LANG(?l) = "en") }')
    assert list(rows) == [(Text("Davron Quill", lang="en"),)]


@pytest.mark.parametrize(
    "text", ["SELECT ?x WHERE {\n  ?x a", "SELECT ?e WHER { ?e a cakg:Event }", "SELECT ?e\nWHERE { ?e recca:x ?o }"]
)
def test_a_bad_query_is_refused_as_it_is_here(text: str, endpoint: Endpoint, local: Dataset) -> None:
    said = []
    for source in (endpoint, local):
        with pytest.raises(InputError) as caught:
            guard.run(source, text)
        said.append(str(caught.value))
    assert said[0] == said[1] and said[0].startswith("query:")


COMMANDS = [
    ["ask", "who-chaired-what", "--format", "csv"],
    ["ask", "meetings-of-series", "--series", "mountain-consultations"],
    ["query", "SELECT ?event ?date { ?event a cakg:Event ; cakg:date ?date } ORDER BY ?event", "--format", "json"],
    ["query", "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a cakg:Event ; rdfs:label ?l }"],
    ["query", "ASK { ?event a cakg:Event }"],
    ["query", "ASK { ?event a cakg:Nothing }"],
    ["query", "SELECT ?x WHERE { ?x a"],
    ["search", "Quill", "--format", "tsv"],
    ["show", "Davron Quill"],
    ["disputes", "--format", "md"],
    ["disputes", "no such thing"],
    ["info"],
    ["coverage"],
    ["rank", "persons-by-events", "--format", "csv"],
    ["network", "co-participation", "--as", "json"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2])[:30])
def test_commands_print_alike(
    command: list[str], endpoint: Endpoint, sample_root: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    done = []
    for where in (["--endpoint", endpoint.url], ["--root", str(sample_root)]):
        code = run([*command, *where])
        done.append((code, *capfdbinary.readouterr()))
    assert done[0] == done[1] and (done[0][1] or done[0][2].count(b"\n") == 1)


def test_a_graph_may_lie_there(endpoint: Endpoint, local: Dataset, sample_root: Path) -> None:
    graph = cakg.load(sample_root, endpoint=endpoint.url)
    assert cakg.ask("who-chaired-what", graph) == answer(local, SAVED["question", "who-chaired-what"])
    assert cakg.query("ASK { ?event a cakg:Event }", graph) is True
    assert cakg.show("Davron Quill", graph) == describe(local, resolve(local, "Davron Quill"))
    assert cakg.info(graph) == cakg.info(local)
    for text in (
        "SELECT ?e ?d { ?e a cakg:Event OPTIONAL { ?e cakg:ordinal ?d } } ORDER BY ?e",
        "ASK { ?e a cakg:Event }",
    ):
        assert list(graph.query(text)) == list(local.query(text)) != []
    built = graph.query("CONSTRUCT { ?e a cakg:Event } WHERE { ?e a cakg:Event }")
    assert built.graph is not None and len(built.graph) == len(list(local.subjects(RDF.type, URIRef(CAKG + "Event"))))
    thing = URIRef(resolve(local, "Davron Quill"))
    assert set(graph.predicate_objects(thing)) == set(local.predicate_objects(thing)) != set()
    assert len(graph.default_graph) == len(local.default_graph)
    report = URIRef(sorted(row[0] for row in store.select(local, "SELECT ?r { ?r a cakg:Report }").texts())[0])
    here, there = ({tuple(map(native, triple)) for triple in one.get_context(report)} for one in (local, graph))
    assert here == there != set()


def test_an_endpoint_holds_one_view(endpoint: Endpoint, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "who-chaired-what", "--endpoint", endpoint.url, "--verified-only"]) == 2
    assert "an endpoint holds one view" in capsys.readouterr().err


# The rest is about servers that fail, as no good one would.

ROWS = "application/sparql-results+json"
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/broken": (200, {"Content-Type": ROWS}, b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"ty'),
    "/other": (200, {"Content-Type": ROWS}, b'{"message": "fine"}'),
    "/page": (200, {"Content-Type": "text/html"}, b"<html><body>Welcome!</body></html>"),
    "/table": (200, {"Content-Type": "text/csv"}, b"a\n1\n"),
    "/cut": (200, {"Content-Type": "application/n-triples", "Content-Length": "999"}, b"<a:b> <a:b> <a:b> .\n"),
    "/busy": (503, {"Content-Type": "text/plain", "Retry-After": "9"}, b"too many\n\tqueries"),
    "/gone": (404, {"Content-Type": "text/html"}, b"<h1>Nothing here</h1>"),
    "/strict": (400, {"Content-Type": "text/plain"}, b"Parse error: " + b"x" * 9999),
    "/moved": (301, {"Location": "https://example.org/sparql"}, b""),
    "/many": (200, {"Content-Type": ROWS}, b" " * (3 << 20)),
    "/xml": (
        200,
        {"Content-Type": "application/sparql-results+xml; charset=utf-8"},
        b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
        b"<boolean>true</boolean></sparql>",
    ),
}


@pytest.fixture(scope="module")
def failing() -> Iterator[str]:
    """Yield the address of a server that gives the answers above; /slow drips, /echo repeats the query."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            assert list(form) == ["query"], "nothing but the query is sent"
            status, headers, body = ANSWERS.get(self.path, (200, {"Content-Type": ROWS}, b""))
            if self.path == "/echo":
                cell = {"query": {"type": "literal", "value": form["query"][0]}}
                body = json.dumps({"head": {"vars": ["query"]}, "results": {"bindings": [cell]}}).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            while self.path == "/slow" and not ended:
                self.wfile.write(b" ")
                time.sleep(0.02)

        def log_message(self, *_: object) -> None: ...

    ended: list[bool] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    ended.append(True)
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "text", "error", "message"),
    [
        ("/broken", "SELECT ?a {}", InputError, "gives broken results"),
        ("/other", "SELECT ?a {}", InputError, "gives broken results"),
        ("/page", "SELECT ?a {}", InputError, "gives no results of SPARQL but text/html; look at the URL"),
        ("/page", "CONSTRUCT WHERE { ?a ?b ?c }", InputError, "gives no results of SPARQL but text/html"),
        ("/table", "SELECT ?a {}", InputError, "gives no results of SPARQL but text/csv"),
        ("/cut", "DESCRIBE <a:b>", InputError, "breaks off in the middle of its answer; ask again, or for less"),
        ("/busy", "ASK {}", InputError, "answers with HTTP 503 Service Unavailable (too many queries)"),
        ("/gone", "ASK {}", InputError, "answers with HTTP 404 Not Found; look at the URL"),
        ("/strict", "ASK {}", InputError, "refuses the query (Parse error: xxx"),
        ("/moved", "ASK {}", InputError, "has moved; ask https://example.org/sparql"),
        ("/many", "SELECT ?a {}", LimitError, "answers with more than 2 megabytes; ask for less"),
        ("/slow", "SELECT ?a {}", LimitError, "takes more than 0.5 seconds; ask for less, or later"),
    ],
)
def test_what_a_server_does_wrong_is_said_in_a_line(
    path: str, text: str, error: type[InputError | LimitError], message: str, failing: str
) -> None:
    remote = replace(open_endpoint(failing + path, seconds=0.5), megabytes=2)
    with pytest.raises(error) as caught:
        remote.ask(text)
    said = str(caught.value)
    assert (
        re.match(f"{failing}{path}(: the endpoint)? {re.escape(message)}", said)
        and "\n" not in said
        and len(said) < 400
    )


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("SELECT * { ?s ?p ?o }", ""),
        ("SELECT ?e\nWHERE { ?e a cakg:Event }", f"PREFIX cakg: <{CAKG}> "),
        ('SELECT ?e { ?e ^cakg:date/cakg:begin "x: cakg:"^^xsd:date }', f"PREFIX cakg: <{CAKG}> PREFIX xsd: <{XSD}> "),
        ("# xsd:date\nPREFIX cakg: <http://elsewhere/>\nSELECT ?e { ?e a cakg:Event, other:thing }", ""),
    ],
)
def test_what_is_sent_declares_each_prefix_once(text: str, before: str, failing: str) -> None:
    """Some servers refuse what is declared twice; the lines of the query keep their numbers."""
    rows = open_endpoint(failing + "/echo").ask(text)
    assert isinstance(rows, Rows) and rows.texts() == [(before + text,)]


def test_results_in_xml_will_do(failing: str) -> None:
    assert open_endpoint(failing + "/xml").ask("ASK {}") is True


def test_a_server_that_is_not_there_or_says_nothing(failing: str) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(InputError, match=r"does not answer .*refused.*; look at the URL"):
            open_endpoint(url).ask("ASK {}")
        silent.listen()
        with pytest.raises(LimitError, match=r"takes more than 0\.2 seconds"):
            open_endpoint(url, seconds=0.2).ask("ASK {}")


@pytest.mark.parametrize(
    "url",
    ["example.org/sparql", "ftp://example.org/", "file:///etc/passwd", "http://", "http://a:b@h/", "http://h:x/", "é"],
)
def test_what_is_no_address_is_refused_at_once(url: str) -> None:
    with pytest.raises(UsageError, match="is no endpoint; write it like"):
        open_endpoint(url)


def test_no_query_of_ours_is_longer_than_our_own_server_takes(
    local: Dataset, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Things are asked for some at a time, however many there are, and found as they are all at once."""
    view, thing = SAVED["view", "delegations-by-events"], BASE + "org/council-of-rivers"
    network, shown = view_network(local, view, {}), describe(local, thing)
    things = network.number_of_nodes()
    asked: list[str] = []
    monkeypatch.setattr(store, "_PIECE", 120)
    monkeypatch.setattr(Endpoint, "ask", lambda self, text, ask=Endpoint.ask: asked.append(text) or ask(self, text))
    found = view_network(endpoint, view, {})
    assert dict(found.nodes(data=True)) == dict(network.nodes(data=True)) and describe(endpoint, thing) == shown
    named = max(len(re.findall(r"<https://w3id[.]org/cakg/(?:event|state|org)/", text)) for text in asked)
    assert 0 < named <= 4 < things
