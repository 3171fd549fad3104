"""Free SPARQL from strangers: what is refused, what is contained, and that honest questions are answered."""

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store
from rdflib import Dataset, URIRef
from rdflib import Literal as Text

from cakg.engine import guard, screen
from cakg.engine.bounds import Bounds
from cakg.engine.child import Impatient, replies
from cakg.engine.rows import Rows, Triples
from cakg.engine.store import as_dataset
from cakg.words.errors import InputError, LateError, LimitError, UsageError
from cakg.words.namespaces import CAKG, XSD

HIDDEN = "PREFIX e: <http://127.0.0.1:9/> SELECT * { BIND(e:x AS ?x) ?a ?b ?c FILTER(?a<?b)SERVICE#>\n?x{ ?r ?s ?t } }"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    things = [NamedNode(f"https://w3id.org/cakg/event/{number}") for number in range(400)]
    return as_dataset([Quad(thing, NamedNode(CAKG + "ordinal"), Literal(n)) for n, thing in enumerate(things)])


def test_rows_truth_and_triples_come_back(dataset: Dataset) -> None:
    rows = guard.run(dataset, "SELECT ?n ?gap { event:7 cakg:ordinal ?n }")
    assert rows == Rows(("n", "gap"), ((Literal("7", datatype=NamedNode(XSD + "integer")), None),))
    assert guard.run(dataset, "ASK { event:7 cakg:ordinal 7 }") is True
    assert guard.run(dataset, "ASK { event:7 cakg:ordinal 8 }") is False
    event, name = URIRef("https://w3id.org/cakg/event/7"), Text("sieben", lang="de")
    triples = guard.run(dataset, "CONSTRUCT { ?e rdfs:label 'sieben'@de } WHERE { ?e cakg:ordinal 7 }")
    assert isinstance(triples, Triples)
    assert list(triples) == [(event, URIRef("http://www.w3.org/2000/01/rdf-schema#label"), name)]
    assert triples.to_ntriples() == f'<{event}> <http://www.w3.org/2000/01/rdf-schema#label> "sieben"@de .\n'
    assert len(guard.run(dataset, "DESCRIBE event:7")) == 1  # type: ignore[arg-type]
    plain = guard.run(dataset, "SELECT (STR(?e) AS ?s) (BNODE() AS ?b) { ?e cakg:ordinal 7 }")
    assert isinstance(plain, Rows) and plain[0][0] == Text("https://w3id.org/cakg/event/7")
    assert isinstance(plain.terms[0][1], BlankNode)


def test_what_has_no_place_in_rows_is_refused(dataset: Dataset) -> None:
    with pytest.raises(InputError, match="a triple stands as a value"):
        guard.run(dataset, "SELECT (<<( event:1 cakg:ordinal 1 )>> AS ?t) {}")
    with pytest.raises(UsageError, match="lies in rdflib's memory"):
        guard.run(Dataset(), "ASK {}")


def test_a_query_may_declare_prefixes_otherwise(dataset: Dataset) -> None:
    assert guard.run(dataset, "PREFIX cakg: <http://elsewhere/> ASK { ?e cakg:ordinal 7 }") is False
    assert guard.run(dataset, f"PREFIX x: <{CAKG}> ASK {{ ?e x:ordinal 7 }}") is True


@pytest.mark.parametrize("contained", [True, False])
def test_both_ways_answer_alike(dataset: Dataset, contained: bool) -> None:
    rows = guard.run(dataset, "SELECT ?e { ?e cakg:ordinal ?n } ORDER BY ?n LIMIT 3", contained=contained)
    assert [str(row[0])[-1] for row in rows] == ["0", "1", "2"]  # type: ignore[union-attr, index]
    with pytest.raises(InputError):
        guard.run(dataset, "SELECT ?e {", contained=contained)
    with pytest.raises(LimitError, match="more than 10 rows"):
        guard.run(dataset, "SELECT ?e { ?e cakg:ordinal ?n }", rows=10, contained=contained)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("SELECT ?e WHER { ?e ?p ?o }", 1, 16, "no SPARQL query goes on with '{ ?e ?p ?o }' here"),
        ("SELECT ?e\nWHERE { ?e recca:x ?o }", 2, 19, "declare it with PREFIX or use one of the usual ones"),
        ("SELECT ?e\nWHERE { ?e ?p ?o }\nLIMIT ten", 3, 7, "no SPARQL query goes on with 'ten' here"),
        ("SELECT ?e\nWHERE {\n    ?e ?p ?o", 3, 13, "no complete SPARQL query"),
        ("SELECT * { ?e ?p ?o } GROUP BY ?e", 1, 34, "SELECT * does not go with GROUP BY; name the columns"),
        ("SELECT ?o { ?e ?p ?o } GROUP BY ?e", 1, 35, "nor in COUNT, MIN, SAMPLE and the like; add it to GROUP BY"),
        ("SELECT ?e ?e { ?e ?p ?o }", 1, 26, "twice; leave one out, or name it otherwise: (… AS ?other)"),
        ("SELECT (1 AS ?n) (2 AS ?n) {}", 1, 30, "SELECT names one column twice"),
        ("SELECT (?o AS ?e) { ?e ?p ?o }", 1, 31, "in use to what it reckons; choose another: (… AS ?other)"),
        ("SELECT ?e { ?e ?p ?o } VALUES (?e ?p) { (1) }", 1, 46, "write UNDEF where there is none"),
        ("SELECT ?e { ?e <a b> ?o }", 1, 21, "write it whole, like <https://example.org/x>, without blanks"),
        ("SELECT ?a { ?a a cakg:Person BIND(1 AS ?a) }", 1, 40, "BIND gives a value to ?a, which is in use before it"),
        ("SELECT ?e {\n  ?e ?p ?o .\n  BIND(STR(?o) AS ?p) }", 3, 19, "BIND gives a value to ?p"),
        ("SELECT ?a { { ?a ?b ?c } BIND(1 AS ?a) }", 1, 36, "BIND gives a value to ?a"),
        ("SELECT ?a { ?x ?y ?z BIND(1 AS ?a)", 1, 35, "no complete SPARQL query"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?e ?p ?o } }", 1, 12, "may not reach other endpoints by SERVICE"),
        ("SELECT * {\n  service silent <http://127.0.0.1:9/> { ?e ?p ?o } }", 2, 3, "by SERVICE"),
        ("SELECT * { SERVICESILENT <http://127.0.0.1:9/> { ?e ?p ?o } }", 1, 12, "by SERVICE"),
        ("SELECT * { ?e ?p trueSERVICE <http://127.0.0.1:9/> { ?e ?p ?o } }", 1, 18, "by SERVICE"),
        ("SELECT * { ?e ?p ?имяSERVICE SERVICE <http://127.0.0.1:9/> { ?e ?p ?o } }", 1, 30, "by SERVICE"),
        ("SELECT * { ?e ?p 1.SERVICE <http://127.0.0.1:9/> { ?e ?p ?o } }", 1, 20, "by SERVICE"),
        ("SELECT * { ?e ?p 'a'@enªSERVICE <http://127.0.0.1:9/> { ?e ?p ?o } }", 1, 25, "by SERVICE"),
        (HIDDEN, 1, HIDDEN.index("<?b") + 1, "< may be an operator or open an IRI here"),
        ("SELECT * { ?e ?p ?o FILTER(?e<?p+'>') } #'", 1, 30, "< may be an operator or open an IRI here"),
        ("LOAD <http://127.0.0.1:9/>", 1, 1, "may not change the graph by LOAD"),
        ("INSERT DATA { event:1 cakg:ordinal 1 }", 1, 1, "by INSERT"),
        ("# harmless\nDELETE WHERE { ?e ?p ?o }", 2, 1, "by DELETE"),
        ("PREFIX x: <http://x/> clear ALL", 1, 23, "by CLEAR"),
        ("DROP ALL", 1, 1, "by DROP"),
        ("CREATE GRAPH <http://x/>", 1, 1, "by CREATE"),
        ("COPY DEFAULT TO <http://x/>", 1, 1, "by COPY"),
        ("MOVE DEFAULT TO <http://x/>", 1, 1, "by MOVE"),
        ("ADD DEFAULT TO <http://x/>", 1, 1, "by ADD"),
        ("WITH <http://x/> DELETE { ?e ?p ?o } WHERE { ?e ?p ?o }", 1, 1, "by WITH"),
    ],
)
def test_what_is_refused_is_one_line_with_its_place(
    text: str, line: int, column: int, message: str, dataset: Dataset
) -> None:
    with pytest.raises(InputError) as caught:
        guard.run(dataset, text, source="mine.rq")
    error = caught.value
    assert (error.path, error.line, error.column) == ("mine.rq", line, column)
    assert message in str(error) and error.remedy and "\n" not in str(error)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("ASK { ?s ?p '\ud800' }", ":1:14", "this is no Unicode text; write it in UTF-8"),
        ("ASK { ?s ?p '\udfff' }", ":1:14", "this is no Unicode text; write it in UTF-8"),
        (" \n", "", "the query is empty; ask with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        (
            "ASK {\n SERVICE ?s {} }",
            ":2:2",
            "a query may not reach other endpoints by SERVICE; ask the other endpoint itself",
        ),
        (
            "load <x>",
            ":1:1",
            "a query may not change the graph by LOAD; ask with SELECT, ASK, CONSTRUCT or DESCRIBE",
        ),
        *(
            (
                f"ASK {{ FILTER({operand} <b>) }}",
                f":1:{15 + len(operand)}",
                "< may be an operator or open an IRI here; put a space after it, or write the IRI in full",
            )
            for operand in ("?a", "(?a)", "1", "'a'", "'a'@en", "a:b", "<http://a>")
        ),
        ("#" + "x" * 20_000, "", "the query has 20001 characters; at most 20000 are taken, split it"),
        ("ASK " + "{" * 65, "", "the query nests more than 64 brackets or signs; flatten it"),
        (
            "ASK { ?s a" + "/a" * 119 + " ?o }",
            "",
            "the query has about 121 patterns; at most 120 are planned, split it",
        ),
    ],
)
def test_what_a_screen_says_word_by_word(text: str, place: str, said: str) -> None:
    for source in ("mine.rq", screen.STRANGERS):
        with pytest.raises((InputError, LimitError)) as caught:
            screen.screen(text, source)
        where = f"{source}{place}: "
        is_limit = isinstance(caught.value, LimitError)
        assert str(caught.value) == ("" if is_limit and source == screen.STRANGERS else where) + said


def test_an_empty_query_is_refused(dataset: Dataset) -> None:
    with pytest.raises(InputError, match="the query is empty"):
        guard.run(dataset, " \n")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?SERVICE { ?SERVICE cakg:ordinal ?load } LIMIT 1",
        'SELECT ?e { ?e cakg:ordinal ?n FILTER(STR(?e) != "SERVICE <http://x/> { }") } LIMIT 1',
        "SELECT ?e { ?e cakg:ordinal ?n FILTER(STR(?e) != '''it's LOAD\n\"INSERT\"''') } LIMIT 1",
        "SELECT ?e { ?e cakg:ordinal ?n } LIMIT 1 # SERVICE, LOAD and DROP are only mentioned",
        "SELECT ?e { ?e <https://w3id.org/cakg/ontology#ordinal> ?n MINUS { ?e <http://x/SERVICE#LOAD> ?n } } LIMIT 1",
        "PREFIX x: <http://x/> SELECT ?e { ?e cakg:ordinal ?n MINUS { ?e x:LOAD|x:SERVICE ?n } } LIMIT 1",
        "SELECT ?e { ?e cakg:ordinal ?n MINUS { ?e cakg:имя·SERVICE ?n } } LIMIT 1",
        "SELECT ?e { ?e cakg:ordinal ?n FILTER(?n < 3 && ?n > 1) }",
        "SELECT ?e { ?e cakg:ordinal ?n FILTER(?n<3&&1<?n) }",
        "SELECT ?e { ?e (cakg:ordinal|<http://x/ordinal>) ?n FILTER(?n = 1.5e0 || ?n = 2) }",
        "SELECT ?e { ?e cakg:ordinal ?n FILTER(?n IN (1, 400, -1)) }",
        "SELECT ?e { ?e cakg:ordinal 5 FILTER(CONTAINS(STR(?e), '\\'')|| true) }",
    ],
)
def test_words_in_strings_comments_and_names_are_fine(text: str, dataset: Dataset) -> None:
    assert len(guard.run(dataset, text)) == 1  # type: ignore[arg-type]


def test_the_child_reaches_nothing_even_unscreened(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "screen", lambda text, source: None)
    with pytest.raises(InputError) as caught:
        guard.run(dataset, "SELECT * { SERVICE <http://127.0.0.1:8/> { ?e ?p ?o } }")
    assert "os error 24" in str(caught.value), "the child must not get a descriptor for a socket"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 3000 + "}" * 3000,
        "SELECT * { ?e ?p ?o FILTER(" + "(" * 3000 + "1" + ")" * 3000 + ") }",
        "SELECT * { ?e ?p ?o FILTER(" + "IF(true, " * 1500 + "1" + ", 2)" * 1500 + ") }",
        "SELECT * { " + "FILTER EXISTS { ?e ?p ?o " * 500 + "}" * 500 + " }",
        "SELECT * { ?e ?p ?o FILTER(" + "!" * 3000 + "true) }",
        "SELECT * { ?e ?p ?o FILTER(" + "- " * 3000 + "1) }",
        "SELECT * { " + "".join(f"?s ?p{n} ?o{n} . " for n in range(200)) + "}",
        "SELECT * { ?s " + " ; ".join(f"?p{n} ?o{n}" for n in range(200)) + " }",
        "SELECT * { ?s ?p " + " , ".join(f"?o{n}" for n in range(200)) + " }",
        "SELECT * { ?s " + "/".join(["cakg:partOf"] * 200) + " ?o }",
        "SELECT * { ?s ?p ?o } # " + "x" * screen.LENGTH,
    ],
)
def test_monstrous_queries_are_not_even_run(text: str) -> None:
    with pytest.raises(LimitError, match=r"(split|flatten) it"):
        screen.screen(text)


@pytest.mark.parametrize(
    ("size", "most"),
    [
        (lambda n: "ASK { ?s ?p ?o } #" + "x" * (n - 18), 20_000),
        (lambda n: "ASK { ?s ?p " + "[ ?p " * (n - 1) + "?o" + " ]" * (n - 1) + " }", 64),
        (lambda n: "ASK { FILTER" + "(" * (n - 1) + "1" + ")" * (n - 1) + " }", 64),
        (lambda n: "ASK { ?s " + "(" * (n - 2) + "!(" + "a" + ")" * (n - 1) + " ?o }", 64),
        *((lambda n, sign=sign: "ASK { FILTER(" + sign * n + "1) }", 64) for sign in ("! ", "- ", "+ ", "^ ")),
        (lambda n: "ASK {" + " ?s ?p ?o ." * (n - 2) + " }", 120),
        (lambda n: "ASK { ?s" + " ?p ?o ;" * (n - 2) + " }", 120),
        (lambda n: "ASK { ?s ?p ?o" + " , ?o" * (n - 2) + " }", 120),
        (lambda n: "ASK { ?s ?p [ ?p ?o" + " ; ?p ?o" * (n - 2) + " ] }", 120),
        (lambda n: "ASK { ?s a" + "/a" * (n - 2) + " ?o }", 120),
        (lambda n: "ASK { ?s a" + "|a" * (n - 2) + " ?o }", 120),
        (lambda n: "ASK {" + " {}" * (n - 2) + " }", 120),
    ],
)
def test_what_is_just_small_enough_is_taken_and_one_more_is_not(size: Callable[[int], str], most: int) -> None:
    screen.screen(size(most))
    with pytest.raises(LimitError, match=r"(split|flatten) it"):
        screen.screen(size(most + 1))


def test_what_lies_between_signs_and_in_parentheses_adds_nothing_up() -> None:
    screen.screen("ASK { FILTER(" + "1 - " * 200 + "1) }")
    screen.screen("ASK { FILTER(?n IN (" + "1, " * 200 + "1)) }")
    screen.screen("ASK " + "{ FILTER(((1))) " * 50 + "}" * 50)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }",
        "SELECT (COUNT(*) AS ?n) { ?a (cakg:ordinal|!cakg:ordinal)* ?b . ?c !cakg:x* ?d . ?e !cakg:x* ?f . ?g ?h ?i }",
    ],
)
def test_what_takes_too_long_is_ended(text: str, dataset: Dataset) -> None:
    with pytest.raises(LimitError, match=r"takes more than 0\.3 seconds"):
        guard.run(dataset, text, seconds=0.3)
    assert guard.run(dataset, "ASK { ?e cakg:ordinal 7 }") is True


def test_no_time_is_not_all_the_time(dataset: Dataset) -> None:
    with pytest.raises(LimitError, match="seconds"):
        guard.run(dataset, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", seconds=0)


def test_what_needs_too_much_memory_is_ended(dataset: Dataset) -> None:
    longer = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}, ?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(20))
    with pytest.raises(LimitError, match="needs more than 64 megabytes"):
        guard.run(dataset, f'SELECT (STRLEN(?s20) AS ?n) {{ BIND("0123456789" AS ?s0) {longer} }}', megabytes=64)


def test_what_crashes_the_engine_leaves_us_alive(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "screen", lambda text, source: None)
    with pytest.raises(LimitError, match="nests too deeply"):
        guard.run(dataset, "SELECT * " + "{" * 50_000 + "}" * 50_000, seconds=60)


def test_no_child_and_no_descriptor_is_left_behind(dataset: Dataset) -> None:
    def descriptors() -> int:
        return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0

    def children() -> set[str]:  # those of a server that other tests ask are none of ours
        return {pid for path in Path("/proc/self/task").glob("*/children") for pid in path.read_text().split()}

    before, others = descriptors(), children()
    for text in ("ASK { ?s ?p ?o }", "SELECT ?e {", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"):
        try:
            guard.run(dataset, text, seconds=0.2)
        except (InputError, LimitError):
            continue
    assert descriptors() == before and children() <= others


def test_where_nothing_can_be_contained_strangers_are_refused(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "CAN_CONTAIN", False)
    with pytest.raises(UsageError, match="no fork to contain queries with"):
        guard.run(dataset, "ASK { ?s ?p ?o }")
    assert guard.run(dataset, "ASK { ?s ?p ?o }", contained=False) is True


def test_what_is_made_by_chance_is_never_made_twice(dataset: Dataset) -> None:
    """Not even where this process has drawn random numbers before, a state that each of its children gets a copy of."""
    text = "SELECT (BNODE() AS ?b) (UUID() AS ?u) (RAND() AS ?r) {}"
    guard.run(dataset, text, contained=False)
    rows = [guard.run(dataset, text).terms[0] for _ in range(2)]  # type: ignore[union-attr]
    assert not set(rows[0]) & set(rows[1])
    nodes = [guard.run(dataset, "CONSTRUCT { [] a ?e } WHERE { ?e cakg:ordinal 7 }") for _ in range(2)]
    assert len({triples.terms[0][0] for triples in nodes}) == 2  # type: ignore[union-attr]


def test_a_child_collects_its_own_garbage_alone() -> None:
    def work(order: str, rows: int) -> tuple[bytes, bytes]:
        return b"", str(gc.get_freeze_count()).encode()

    [(_, frozen)] = replies(work, [("it", "")], Bounds())
    assert int(frozen) > len(gc.get_objects()) // 2


def test_the_store_is_only_read(dataset: Dataset) -> None:
    store: Store = dataset.store._inner  # type: ignore[attr-defined]
    before = len(store)
    guard.run(dataset, "CONSTRUCT { ?e cakg:topic ?n } WHERE { ?e cakg:ordinal ?n }")
    assert len(store) == before == 400


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="this system does not tell what is open")
@pytest.mark.parametrize("files", [0, 3])
def test_a_child_opens_no_more_than_the_files_of_the_store(files: int, tmp_path: Path) -> None:
    """An engine opens some files of a store on the disk only as it reads them."""
    (tmp_path / "one.sst").touch()

    def opened(order: str, rows: int) -> Iterator[bytes]:
        held = []
        with suppress(OSError):
            while len(held) < 9:
                held.append((tmp_path / order).open())
        yield str(len(held)).encode()
        yield b"{}"

    ((body, _),) = replies(opened, [("it", "one.sst")], Bounds(), files)
    assert int(body) == files


def test_patience_ends_with_work_and_not_with_time() -> None:
    def work(order: str, rows: int) -> Iterator[bytes]:
        time.sleep(0.3)
        while order == "busy":
            pass
        yield b""
        yield b"{}"

    assert list(replies(work, [("it", "idle")], Bounds(), patience=0.1)) == [(b"", b"{}")]
    with pytest.raises(Impatient):
        list(replies(work, [("it", "busy")], Bounds(), patience=0.1))
    with pytest.raises(LateError):
        list(replies(work, [("it", "idle")], Bounds(0.1), patience=0.1))


def test_what_takes_long_on_the_disk_is_answered_in_memory(dataset: Dataset) -> None:
    """Once, from where it was: the queries before are not asked again, and those after are no longer slow."""
    store: Store = dataset.store._inner  # type: ignore[attr-defined]
    source = SimpleNamespace(store=store, patience=0.01, in_memory=lambda: moved.append(store) or store)
    moved: list[Store] = []
    long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER(STR(?a) > STR(?f)) }"
    quick = "SELECT (1 AS ?n) {}"
    found = list(guard.run_saved(source, [("one.rq", quick), ("two.rq", long), ("three.rq", quick)]))  # type: ignore[arg-type]
    assert [rows.texts()[0][0] for rows in found] == ["1", "160000", "1"]  # type: ignore[union-attr]
    assert len(moved) == 1
