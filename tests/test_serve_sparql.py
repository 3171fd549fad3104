"""The endpoint: the protocol request by request, clients of other makes, and bombs that leave the rest answered."""

import json
import subprocess
import threading
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from tests.sampling import few
from tests.serving import PAGE, Got, Server, running

import cakg
from cakg.words.namespaces import CAKG, RDFS

CASES = yaml.safe_load((Path(__file__).parent / "serve" / "protocol.yaml").read_text("utf-8"))
BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
NAMES = 'SELECT ?p ?name { ?p a cakg:Person ; rdfs:label ?name FILTER(LANG(?name) = "en") } ORDER BY ?name ?p'


def ask(server: Server, case: dict[str, Any]) -> Got:
    path = "/sparql" + ("?" + urlencode(case["get"], doseq=True) if "get" in case else "")
    headers = {"Accept": case["accept"]} if "accept" in case else {}
    headers |= {"Origin": case["origin"]} if "origin" in case else {}
    bodies = {
        "form": lambda value: (urlencode(value).encode(), "application/x-www-form-urlencoded"),
        "query": lambda value: (value.encode(), "application/sparql-query"),
        "latin": lambda value: (value.encode("latin-1"), "application/sparql-query"),
        "body": lambda value: (value.encode(), ""),
    }
    body = None
    for name, made in bodies.items():
        if name in case:
            body, media = made(case[name])
            headers["Content-Type"] = case.get("type", media)
    method = case.get("method", "GET" if body is None else "POST")
    return server.ask(path, method=method, headers=headers, body=body)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_protocol(case: dict[str, Any], served: Server) -> None:
    got = ask(served, case)
    assert got.status == case["status"], got.text
    assert got.media == case.get("media", got.media)
    assert case.get("says", "") in got.text
    assert got.text == case.get("body_is", got.text)
    assert case.get("header", "date") in got.headers
    assert got.headers["access-control-allow-origin"] == "*"
    assert "Traceback" not in got.text and "/" + str(Path.cwd()).strip("/") not in got.text


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_every_format_says_the_same(form: str, served: Server, sample_root: Path) -> None:
    """Read back by rdflib, it is what the command finds."""
    from rdflib.query import Result

    got = served.query(NAMES, format=form)
    read = Result.parse(BytesIO(got.body), format=form)
    expected = [tuple(str(term) for term in row) for row in cakg.query(NAMES, root=sample_root)]  # type: ignore[union-attr]
    assert [tuple(str(term).strip('"') for term in row) for row in read] == expected and len(expected) > 5


def test_rdflib_asks_it(served: Server, sample_root: Path) -> None:
    graph = Graph(store=SPARQLStore(served.address + "/sparql", returnFormat="json"))
    expected = cakg.query(NAMES, root=sample_root)
    assert [tuple(map(str, row)) for row in graph.query(NAMES)] == [tuple(map(str, row)) for row in expected]  # type: ignore[union-attr, arg-type]
    person = URIRef("https://w3id.org/cakg/person/anora-zeller")
    assert len(list(graph.triples((person, None, None)))) > 5


def test_comunica_asks_it(served: Server, sample_root: Path, node_folder: Path) -> None:
    """By the client with which it asks endpoints."""
    prologue = f"PREFIX cakg: <{CAKG}> PREFIX rdfs: <{RDFS}> "
    command = ["node", "ask.mjs", served.address + "/sparql", prologue + NAMES, "p", "name"]
    done = subprocess.run(command, cwd=node_folder, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr[-2000:]
    expected = [[str(term) for term in row] for row in cakg.query(NAMES, root=sample_root)]  # type: ignore[union-attr]
    assert json.loads(done.stdout) == expected


def test_a_reader_gets_the_editor(served: Server) -> None:
    """With the answer on it; without a script it is a form."""
    page = served.ask("/sparql?" + urlencode({"query": NAMES}), headers=PAGE)
    assert page.status == 200 and "Anora Zeller" in page.text and '<textarea id="query"' in page.text
    assert '<a href="person/anora-zeller.html">' in page.text
    wrong = served.ask("/sparql?" + urlencode({"query": "SELECT * {"}), headers=PAGE)
    assert wrong.status == 400 and "query:1:11" in wrong.text and "SELECT * {</textarea>" in wrong.text
    example = served.ask("/sparql?example=meetings-of-series", headers=PAGE)
    assert "cakg:inSeries" in example.text and example.text.count("?example=") > 20
    escaped = served.ask("/sparql?" + urlencode({"query": "</textarea><script>alert(1)</script>"}), headers=PAGE)
    assert "<script>alert" not in escaped.text


def test_bombs_leave_the_rest_answered(sample_root: Path) -> None:
    """200 clients at once, 60 where not all is tried, half of them with bombs: every page comes, every bomb ends with
    the limit named.
    """
    half = few(30, whole=100)
    with running(sample_root, "--seconds", "1") as server:
        got: dict[str, list[Got]] = {"bomb": [], "page": []}

        def bomb() -> None:
            got["bomb"].append(server.query(BOMB))

        def page() -> None:
            got["page"].append(server.ask("/person/anora-zeller", headers=PAGE))

        threads = [threading.Thread(target=work) for _ in range(half) for work in (bomb, page)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert {one.status for one in got["page"]} == {200} and len(got["page"]) == half
        assert {one.status for one in got["bomb"]} <= {503, 504} and len(got["bomb"]) == half
        said = {one.text for one in got["bomb"]}
        assert any("more than 1 seconds" in text for text in said) and any(
            "others are being answered" in t for t in said
        )
        assert all("retry-after" in one.headers for one in got["bomb"])
        assert server.query("ASK {}").status == 200
