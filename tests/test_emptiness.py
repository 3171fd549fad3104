"""Why an answer is empty: what is said of each query of `emptiness.csv` on the frozen sample, and of parameters."""

import csv
import json
import warnings
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store
from tests.sampling import sampled

import cakg
from cakg.ask.emptiness import explain
from cakg.ask.term import Terms
from cakg.cli import run
from cakg.engine.mentions import Comparison, mentions
from cakg.engine.rows import Rows, is_empty
from cakg.read.corpus import Corpus

CASES = list(csv.DictReader((Path(__file__).parent / "emptiness.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize("case", sampled(CASES, 3), ids=lambda case: f"{case['kind']}: {case['query'][:60]}")
def test_an_empty_answer_says_why(case: dict[str, str], sample_root: Path) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = cakg.query(case["query"], root=sample_root)
    assert is_empty(found)
    said = [str(one.message) for one in caught if issubclass(one.category, cakg.EmptyWarning)]
    assert any(case["said"] in one for one in said) if case["said"] else not said
    assert len(set(said)) == len(said) and not any("\n" in one for one in said)


def test_an_answer_that_is_not_empty_says_nothing(sample_root: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(cakg.query("SELECT ?e { ?e a cakg:Event OPTIONAL { ?e cakg:nosuch ?x } }", root=sample_root)) > 3  # type: ignore[arg-type]
        assert cakg.query("ASK { ?e a cakg:Event }", root=sample_root) is True


@pytest.mark.parametrize(
    ("terms", "expected"),
    [([], True), ([(Literal("0"), None)], True), ([(Literal("0"), Literal("1"))], False), ([(None,), (None,)], False)],
)
def test_a_row_of_zeros_and_gaps_is_empty(terms: list[tuple[Literal | None, ...]], expected: bool) -> None:
    assert is_empty(Rows(("a", "b"), tuple(terms))) is expected


def test_what_only_graphs_hold_is_said_to_stand_there(sample: Corpus) -> None:
    place, other, graph = (NamedNode(f"https://w3id.org/cakg/{name}") for name in ("place/a", "place/b", "report/r"))
    store, terms = Store(), Terms.of(sample)
    store.bulk_extend([Quad(place, place, place, DefaultGraph()), Quad(other, place, place, graph)])
    with pytest.warns(cakg.EmptyWarning, match=r"place:b stands only in the graphs of reports; ask GRAPH \?report"):
        explain(store, "SELECT * { place:b ?p ?o }", terms)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explain(store, "SELECT * { GRAPH ?g { place:b ?p ?o } FILTER(1 = 2) }", terms)
    with pytest.warns(cakg.EmptyWarning, match="cakg:Visit is a term of the vocabulary, but nothing in the graph"):
        explain(store, "SELECT * { ?e a cakg:Visit }", terms)


@pytest.mark.parametrize(
    ("question", "given", "said"),
    [
        ("events-between", {"since": "2030"}, "without since there are "),
        (
            "events-between",
            {"since": "2018", "until": "2017"},
            "without since there are 2 rows; without until there ",
        ),
        ("events-between", {"since": "2030", "until": "1999"}, "without since and until there are "),
        ("doings-of-actor", {"actor": "zeller", "since": "2030"}, "without since there are "),
        ("doings-of-actor", {"actor": "marat kelden", "until": "1999"}, "without until there "),
        ("meetings-of-series", {"series": "quill-lectures"}, ""),
    ],
)
def test_a_question_without_answer_says_which_parameter_leaves_none(
    question: str, given: dict[str, str], said: str, sample_root: Path
) -> None:
    if not said:
        with pytest.raises(cakg.NotFoundError):
            cakg.ask(question, root=sample_root, **given)
        return
    with pytest.warns(cakg.EmptyWarning) as caught:
        assert not len(cakg.ask(question, root=sample_root, **given))
    (message,) = (str(one.message) for one in caught if issubclass(one.category, cakg.EmptyWarning))
    assert message.startswith(f"{question} has no answer here: {said}")


def test_one_that_has_no_answer_at_all_names_what_is_required(sample_root: Path) -> None:
    with pytest.warns(cakg.EmptyWarning, match="nothing is known of actor Timur Vasko, whatever else is asked"):
        cakg.ask("doings-of-actor", root=sample_root, actor="Timur Vasko", until="1999")


def test_reasons_go_to_stderr_and_json_stays_clean(
    sample_root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAKG_ROOT", str(sample_root))
    assert run(["query", "SELECT ?p { ?e cakg:palce ?p }", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out) == [] and "cakg: the graph does not know cakg:palce; did you mean cakg:place?\n" in err
    assert run(["ask", "events-between", "--since", "2030", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out) == [] and err.startswith("cakg: events-between has no answer here: without since there are")


@pytest.mark.parametrize("command", ["network", "rank"])
def test_the_name_of_a_view_may_follow_its_options(
    command: str, sample_root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAKG_ROOT", str(sample_root))
    outputs = []
    for words in (
        ["delegations-by-events", "--since", "2019", "--until=2030"],
        ["--since", "2019", "delegations-by-events", "--until=2030"],
        ["--until=2030", "--since", "2019", "delegations-by-events"],
    ):
        assert run([command, *words]) == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] and outputs == outputs[:1] * 3
    assert run([command, "--since", "2019"]) == 2
    assert "--since is for a view, and none is named" in capsys.readouterr().err


def test_a_question_may_follow_its_parameters(
    sample_root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAKG_ROOT", str(sample_root))
    assert run(["ask", "--until", "2018", "events-between", "--format", "csv"]) == 0
    assert "2018-05-10" in capsys.readouterr().out


def test_a_query_is_read_as_its_prefixes_say() -> None:
    text = """
    PREFIX org: <http://www.w3.org/ns/org#>  # W3C's
    BASE <http://example.org/>
    SELECT ?d { ?p org:postIn/cakg:within\\-x* <here> ; cakg:begin ?d . VALUES ?o { "a:b"@en "2012"^^xsd:gYear }
        FILTER(?d >= "2012-01-01"^^xsd:date && xsd:integer("1") = 1 && ?d < ?other) }
    """
    found = mentions(text)
    assert [(one.iri.rpartition("/")[2], one.starred) for one in found.iris] == [
        ("org#postIn", True),
        ("ontology#within-x", True),
        ("ontology#begin", False),
    ]
    day = "https://w3id.org/cakg/ontology#begin"
    assert found.comparisons == (Comparison(day, '"2012-01-01"^^xsd:date'), Comparison(day, "?other"))
    assert not found.strings and not found.tags and not found.graphs and not found.names_graphs


def test_an_empty_network_says_which_parameter_leaves_none(sample_root: Path) -> None:
    with pytest.warns(cakg.EmptyWarning, match="co-participation has no answer here: without since there are "):
        assert not len(cakg.network("co-participation", root=sample_root, since="2030"))


def test_what_explains_an_answer_is_bound_as_the_answer_was(sample_root: Path) -> None:
    narrow = cakg.Bounds(rows=1)
    with pytest.warns(cakg.EmptyWarning) as caught:
        assert not len(cakg.ask("events-between", root=sample_root, since="2030", bounds=narrow))
        assert not len(cakg.network("co-participation", root=sample_root, since="2030", bounds=narrow))
    said = [str(one.message) for one in caught if issubclass(one.category, cakg.EmptyWarning)]
    assert said == ["events-between has no answer here", "co-participation has no answer here"]
