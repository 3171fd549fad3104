"""A graph that knows its corpus: its own queries, its own rules, whom it hears, where it lies."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal as Named
from pyoxigraph import NamedNode, Quad
from rdflib import Dataset, Literal, URIRef
from rdflib.namespace import RDF, SKOS

import cakg
from cakg.ask import names
from cakg.cli import run
from cakg.engine.store import as_dataset
from cakg.export.about import About, head
from cakg.read.claims import Triple
from cakg.words.namespaces import BASE, CAKG

OWN_QUESTION = """\
#+ summary: Which {what} are there?
#+ columns:
#+     thing: IRI
#+     name: its name
PREFIX cakg: <https://w3id.org/cakg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?thing ?name WHERE {{ ?thing a cakg:{what} ; skos:prefLabel ?name }} ORDER BY ?thing ?name
"""
OWN_VIEW = """\
#+ summary: Who was at what?
#+ shape: two-mode
#+ columns:
#+     actor: IRI
#+     event: IRI
#+     begin: first day
#+     role: function
PREFIX cakg: <https://w3id.org/cakg/ontology#>

SELECT ?actor ?event ?begin ?role WHERE {
    ?event cakg:begin ?begin ; cakg:participation ?part .
    ?part cakg:actor ?actor ; cakg:role ?role .
}
ORDER BY ?event ?actor ?role
"""
OWN_RULE = """\
#+ summary: There is no state.
#+ severity: warning
#+ columns:
#+     focus: the state
#+     message: why
PREFIX cakg: <https://w3id.org/cakg/ontology#>

SELECT ?focus ?message WHERE { ?focus a cakg:State BIND("it is a state" AS ?message) } ORDER BY ?focus
"""
NAMES = [  # of the publisher of two reports of the sample
    "Mountain Dialogue Centre",
    "mountain dialogue  centre",
    "Горный центр диалога",
    "mountain-dialogue-centre",
    "org:mountain-dialogue-centre",
    f"{BASE}org/mountain-dialogue-centre",
    f"<{BASE}org/mountain-dialogue-centre>",
]


@pytest.fixture
def root(own_root: Path) -> Path:
    """Return a corpus of its own, with a question and a view that no other has."""
    queries = own_root / "queries"
    source = queries.resolve()
    queries.unlink()
    shutil.copytree(source, queries)
    (queries / "question" / "states.rq").write_text(OWN_QUESTION.format(what="State"), "utf-8")
    (queries / "question" / "open-disagreements.rq").unlink()
    (queries / "view" / "everyone.rq").write_text(OWN_VIEW, "utf-8")
    return own_root


def rename(root: Path, old: str, new: str) -> None:
    """Give something in the register or the reports of a corpus another name."""
    for path in (root / "data").rglob("*.ttl"):
        text = path.read_text("utf-8")
        if old in text:
            path.write_text(text.replace(old, new), "utf-8")


def test_a_graph_is_asked_the_queries_of_its_own_corpus(root: Path) -> None:
    graph = cakg.load(root)
    assert isinstance(graph, Dataset) and isinstance(graph, cakg.Graph) and str(root) in repr(graph)
    assert "Kazakhstan" in {row["name"] for row in cakg.ask("states", graph).to_dicts()}
    assert cakg.ask("states", root=root) == cakg.ask("states", graph)
    assert "states" in cakg.saved(graph=graph) and "open-disagreements" not in cakg.saved(graph=graph)
    assert len(cakg.network("everyone", graph)) == len(cakg.network("everyone", root=root)) > 2
    with pytest.raises(cakg.NotFoundError, match="no question 'open-disagreements'"):
        cakg.ask("open-disagreements", graph)
    with pytest.raises(cakg.NotFoundError, match="no question 'states'"):
        cakg.ask("states")


@pytest.mark.usefixtures("unnamed")
def test_every_function_on_a_graph_speaks_of_its_corpus(root: Path) -> None:
    rename(root, '"Steppe Wire"@en', '"Wire of the Wide Steppe"@en')
    graph = cakg.load(root)
    assert cakg.show("Wire of the Wide Steppe", graph).iri == f"{BASE}org/steppe-wire"
    assert cakg.search("Wire of the Wide Steppe", graph)[0].iri == f"{BASE}org/steppe-wire"
    assert "| Wire of the Wide Steppe |" in cakg.coverage(graph)
    assert cakg.info(graph) == cakg.info(root=root) != cakg.info()
    assert b"Wire of the Wide Steppe" in cakg.export(graph)
    assert cakg.disputes("event:2019-06-04-mountain-consultations", graph)
    assert len(cakg.evidence(graph)) == 8
    assert {one.value for one in cakg.diff(root, graph)} == set()


@pytest.mark.usefixtures("unnamed")
def test_the_rules_of_its_own_corpus_judge_a_graph(root: Path) -> None:
    assert cakg.check(cakg.load(root)) == cakg.check(root=root) == []
    (root / "queries" / "check" / "no-state.rq").write_text(OWN_RULE, "utf-8")
    assert {finding.rule for finding in cakg.check(cakg.load(root))} == {"no-state"}
    assert "no-state" not in {finding.rule for finding in cakg.check(cakg.load())}


def test_a_folder_is_remembered_wherever_one_goes(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    graph = cakg.load(".")
    monkeypatch.chdir(tmp_path)
    assert len(cakg.ask("states", graph)) and cakg.check(graph) == []


def test_a_graph_is_not_asked_the_queries_of_another(root: Path, sample_root: Path) -> None:
    graph = cakg.load(root)
    assert cakg.ask("states", graph, root=root / "data" / "..") == cakg.ask("states", graph)
    for call in (
        lambda: cakg.ask("states", graph, root=sample_root),
        lambda: cakg.network("everyone", graph, root=sample_root),
        lambda: cakg.check(graph, sample_root),
        lambda: cakg.evidence(graph, root=sample_root),
        lambda: cakg.saved(graph=graph, root=sample_root),
    ):
        with pytest.raises(cakg.UsageError, match="leave out the folder, or load that one"):
            call()
    with pytest.raises(cakg.UsageError, match=r"is no graph; give what cakg\.load"):
        cakg.ask("states", str(root))  # type: ignore[arg-type]


@pytest.mark.parametrize("heard", [{"as_known_on": "2019-12"}, {"publisher": "Steppe Wire"}, {"verified_only": True}])
def test_what_hears_a_part_is_not_judged_as_the_whole(sample_root: Path, heard: dict[str, object]) -> None:
    part = cakg.load(sample_root, **heard)  # type: ignore[arg-type]
    with pytest.raises(cakg.UsageError) as caught:
        cakg.check(part)
    said = str(caught.value)
    assert "hears only the reports" in said and f"cakg.check(cakg.load({str(sample_root)!r}))" in said
    assert "\n" not in said and cakg.check(cakg.load(sample_root)) == []


def test_evidence_is_of_the_reports_that_are_heard(sample_root: Path) -> None:
    part = cakg.load(sample_root, publisher="Mountain Dialogue Centre")
    assert len(cakg.evidence(part)) == 2 < len(cakg.evidence(root=sample_root))


def test_the_corpus_of_the_environment_is_obeyed_at_once(
    root: Path, sample_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = cakg.info()
    monkeypatch.setenv("CAKG_ROOT", str(root))
    own = cakg.info()
    assert own != shipped and len(cakg.ask("states"))
    monkeypatch.setenv("CAKG_ROOT", str(sample_root))
    assert "states" not in cakg.saved() and cakg.show("Steppe Wire")
    monkeypatch.delenv("CAKG_ROOT")
    assert cakg.info() == shipped


def test_a_corpus_that_has_changed_is_read_anew(root: Path) -> None:
    assert cakg.show("Steppe Wire", root=root).label == "Steppe Wire"
    rename(root, '"Steppe Wire"@en', '"Stubble Wire"@en')
    assert cakg.show("org:steppe-wire", root=root).label == "Stubble Wire"


@pytest.mark.parametrize("name", NAMES)
def test_a_publisher_goes_by_any_of_its_names(name: str, sample_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = cakg.load(sample_root, publisher=name)
    assert graph.perspective.publisher == f"{BASE}org/mountain-dialogue-centre"
    assert len(cakg.evidence(graph)) == 2
    assert run(["info", "--root", str(sample_root), "--publisher", name, "--format", "csv"]) == 0
    reports = next(one for one in cakg.info(graph) if one.what == "cakg:Report")
    assert f"cakg:Report,{reports.count},{reports.spoken}" in capsys.readouterr().out


def test_a_state_or_a_person_may_publish(own_root: Path) -> None:
    rename(own_root, "dcterms:publisher org:steppe-wire", "dcterms:publisher state:uzbekistan")
    rename(own_root, "dcterms:publisher org:vestnik-doliny", "dcterms:publisher person:davron-quill")
    for path in (own_root / "data" / "reports").rglob("*.ttl"):
        head = "@prefix state: <https://w3id.org/cakg/state/> .\n@prefix person: <https://w3id.org/cakg/person/> .\n"
        path.write_text(head + path.read_text("utf-8"), "utf-8")
    for name, slug in (("Узбекистан", "state/uzbekistan"), ("davron-quill", "person/davron-quill")):
        assert cakg.load(own_root, publisher=name).perspective.publisher == BASE + slug


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Mountain Dialogue House", "org:mountain-dialogue-centre"),
        ("mountain-dialogue-house", "org:mountain-dialogue-centre"),
        ("org:steppe-wires", "org:steppe-wire"),
        ("Commission of Rivers", "org:council-of-rivers"),  # there is one, but it publishes nothing
    ],
)
def test_a_publisher_of_nothing_is_told_who_publishes(name: str, near: str, sample_root: Path) -> None:
    with pytest.raises(cakg.NotFoundError) as caught:
        cakg.load(sample_root, publisher=name)
    assert str(caught.value).startswith(f"no report is published by {name}; did you mean") and near in str(caught.value)


def test_a_publisher_is_found_among_those_that_publish(own_root: Path) -> None:
    """A name of two organizations is that of the one of them that publishes."""
    rename(own_root, '"Commission of Rivers"@en', '"Steppe Wire"@en')
    assert cakg.load(own_root, publisher="Steppe Wire").perspective.publisher == f"{BASE}org/steppe-wire"
    with pytest.raises(cakg.NotFoundError, match="names several things"):
        cakg.show("Steppe Wire", root=own_root)


@pytest.fixture
def unnamed(sample_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the corpus that is meant where none is named: the terms and queries of the shipped one, no document."""
    root = tmp_path / "unnamed"
    (root / "data").mkdir(parents=True)
    for folder in ("ontology", "queries", "data/register"):
        (root / folder).symlink_to(sample_root / folder)
    monkeypatch.setenv("CAKG_ROOT", str(root))
    return root


@pytest.fixture
def foreign() -> Dataset:
    """Return a dataset of the user's own, in the memory of rdflib."""
    dataset = Dataset()
    state = URIRef(f"{BASE}state/lakeland")
    dataset.default_graph.add((state, RDF.type, URIRef(CAKG + "State")))
    dataset.default_graph.add((state, SKOS.prefLabel, Literal("Lakeland", lang="en")))
    return dataset


@pytest.mark.usefixtures("unnamed")
def test_a_dataset_of_ones_own_is_asked_the_shipped_queries_or_those_of_a_folder(foreign: Dataset, root: Path) -> None:
    assert [row["name"] for row in cakg.ask("states", foreign, root=root).to_dicts()] == ["Lakeland"]
    assert cakg.ask("events-between", foreign).to_dicts() == []
    assert len(cakg.network("everyone", foreign, root=root)) == 0
    assert [hit.iri for hit in cakg.search("lakeland", foreign)] == [f"{BASE}state/lakeland"]
    assert cakg.show("Lakeland", foreign).iri == f"{BASE}state/lakeland"
    assert cakg.query("SELECT ?n WHERE { ?s skos:prefLabel ?n }", foreign).to_dicts() == [{"n": "Lakeland"}]
    assert b"Lakeland" in cakg.export(foreign, "nquads")
    assert [one.count for one in cakg.info(foreign)] == [1, 2, 2]
    assert {finding.focus for finding in cakg.check(foreign)} >= {f"{BASE}state/lakeland"}


def test_a_graph_made_by_hand_is_a_dataset_like_any_other(foreign: Dataset, root: Path) -> None:
    graph = cakg.Graph(foreign.store)
    assert cakg.ask("states", graph, root=root) == cakg.ask("states", foreign, root=root)
    joined = cakg.load(root) + foreign
    assert joined.value(URIRef(f"{BASE}state/lakeland"), SKOS.prefLabel) is not None and "no corpus" in repr(joined)
    with pytest.raises(cakg.UsageError, match="belongs to no corpus"):
        cakg.evidence(graph)


@pytest.fixture(scope="module")
def remote(serve: Callable[[Dataset], str], sample_root: Path) -> str:
    """Return the address of an endpoint that holds the sample."""
    return serve(cakg.load(sample_root))


def test_a_graph_at_an_endpoint_is_asked_like_any_other(remote: str, root: Path, sample_root: Path) -> None:
    here, there = cakg.load(root), cakg.load(root, endpoint=remote)
    assert isinstance(there, cakg.Graph) and remote in repr(there)
    assert cakg.ask("states", there) == cakg.ask("states", here) and len(cakg.ask("states", there))
    assert cakg.saved(graph=there) == cakg.saved(graph=here)
    assert dict(cakg.network("everyone", there).nodes(data=True)) == dict(
        cakg.network("everyone", here).nodes(data=True)
    )
    assert cakg.show("Steppe Wire", there) == cakg.show("Steppe Wire", here)
    assert cakg.search("wire", there) == cakg.search("wire", here) != []
    assert cakg.disputes(graph=there) == cakg.disputes(graph=here) != []
    assert cakg.info(there) == cakg.info(here) and cakg.coverage(there) == cakg.coverage(here)
    assert cakg.query("ASK { ?state a cakg:State }", there) is True
    with pytest.raises(cakg.NotFoundError, match="no question 'states'"):
        cakg.ask("states", cakg.load(sample_root, endpoint=remote))


def test_a_graph_at_an_endpoint_is_a_dataset_of_rdflib(remote: str, sample_root: Path) -> None:
    here, there = cakg.load(sample_root), cakg.load(sample_root, endpoint=remote)
    state = URIRef(f"{BASE}state/kazakhstan")
    text = "SELECT ?name WHERE { ?state skos:prefLabel ?name } ORDER BY ?name"
    assert [str(row[0]) for row in there.query(text)] == [str(row[0]) for row in here.query(text)] != []
    one, other = (set(graph.default_graph.objects(state, SKOS.prefLabel)) for graph in (here, there))
    assert one == other != set()
    report = next(iter(here.default_graph.subjects(RDF.type, URIRef(CAKG + "Report"))))
    one, other = ({tuple(map(str, triple)) for triple in graph.get_context(report)} for graph in (here, there))
    assert one == other and len(one) > 2


def test_an_endpoint_is_not_judged_exported_or_narrowed(remote: str, sample_root: Path, tmp_path: Path) -> None:
    graph = cakg.load(sample_root, endpoint=remote)
    for call in (
        lambda: cakg.check(graph),
        lambda: cakg.evidence(graph),
        lambda: cakg.export(graph),
        lambda: cakg.build(tmp_path / "build", graph),
    ):
        with pytest.raises(cakg.UsageError, match=r"lies at the endpoint .*, and can only be asked"):
            call()
    for heard in ({"as_known_on": "2019"}, {"publisher": "Steppe Wire"}, {"verified_only": True}):
        with pytest.raises(cakg.UsageError, match="an endpoint holds one view"):
            cakg.load(sample_root, endpoint=remote, **heard)  # type: ignore[arg-type]
    with pytest.raises(cakg.UsageError, match="is no endpoint"):
        cakg.load(sample_root, endpoint="example.org")


def test_what_was_exported_is_compared_where_it_is_served(serve: Callable[[Dataset], str], sample_root: Path) -> None:
    exported = Dataset("Oxigraph")
    exported.parse(data=cakg.export(cakg.load(sample_root), "nquads"), format="nquads")  # with what it says of itself
    there = cakg.load(sample_root, endpoint=serve(exported))
    assert cakg.diff(there, sample_root, answers=True, rankings=True) == []
    assert cakg.diff(cakg.load(sample_root, publisher="Steppe Wire"), there)


def test_what_stands_in_texts_is_not_asked_of_a_dataset_without(foreign: Dataset, tmp_path: Path) -> None:
    for call in (
        lambda: cakg.evidence(foreign),  # type: ignore[arg-type]
        lambda: cakg.diff(foreign, foreign),  # type: ignore[arg-type]
        lambda: cakg.build(tmp_path / "build", foreign),  # type: ignore[arg-type]
    ):
        with pytest.raises(cakg.UsageError, match="belongs to no corpus"):
            call()
    assert not (tmp_path / "build").exists()


def test_what_a_file_says_of_itself_is_not_counted() -> None:
    said = Triple(NamedNode(f"{BASE}person/x"), NamedNode(CAKG + "name"), Named("X"))
    counted = cakg.info(dataset_of_triples([said]))
    assert [(one.what, one.count) for one in counted][-2:] == [
        ("statements in the accepted view", 1),
        ("statements in all graphs", 1),
    ]
    assert cakg.info(dataset_of_triples([said, *head(About("1.0", "2026", "all reports"))])) == counted


def dataset_of_triples(said: list[Triple]) -> Dataset:
    return as_dataset([Quad(*triple) for triple in said])


THING, NAME = URIRef(f"{BASE}person/x"), Literal("Xaver Yonder", lang="en")
LINE = f"<{THING}> <{SKOS.prefLabel}> {NAME.n3()} ."
WAYS: dict[str, Callable[[Dataset], object]] = {
    "a triple": lambda graph: graph.add((THING, SKOS.prefLabel, NAME)),
    "quads": lambda graph: graph.addN([(THING, SKOS.prefLabel, NAME, graph.default_graph)]),
    "an update": lambda graph: graph.update(f"INSERT DATA {{ {LINE} }}"),
    "another name": lambda graph: graph.update(
        f"DELETE {{ ?x ?p ?o }} INSERT {{ ?x ?p {NAME.n3()} }} WHERE {{ ?x ?p ?o }}"
    ),
    "a file": lambda graph: graph.default_graph.parse(data=LINE, format="nt"),
    "a file, by Oxigraph": lambda graph: graph.default_graph.parse(data=LINE, format="ox-nt"),
}


@pytest.mark.parametrize("way", WAYS)
def test_names_are_read_once_until_a_graph_changes(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    graph, read = as_dataset([]), list[object]()
    graph.add((URIRef(f"{BASE}person/y"), SKOS.prefLabel, Literal("Yvonne Zander", lang="en")))
    named = names.named
    monkeypatch.setattr(names, "named", lambda dataset: read.append(dataset) or named(dataset))
    for _ in range(2):
        assert names.called(graph, "Yvonne Zander") and not names.called(graph, "Xaver Yonder")
    assert len(read) == 1
    WAYS[way](graph)
    assert names.called(graph, "Xaver Yonder")
    graph.remove((None, SKOS.prefLabel, NAME))
    assert not names.called(graph, "Xaver Yonder")
