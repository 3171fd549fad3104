"""What catalogues, search engines and JSON read of a build: every file is named with its size, every count is true."""

import json
from pathlib import Path
from typing import Any

import pytest
from rdflib import DCAT, DCTERMS, RDF, Dataset, Graph, Literal, Namespace, URIRef
from tests.sharing import shipped

import cakg
from cakg.ask.term import Terms
from cakg.cli import run
from cakg.export import catalog
from cakg.export.about import GRAPH, LICENCE, About
from cakg.export.context import context
from cakg.words.namespaces import PREFIXES, expand

REPOSITORY = Path(__file__).parents[1]
VOID = Namespace("http://rdfs.org/ns/void#")


@pytest.fixture(scope="module")
def described(built: Path) -> Graph:
    return Graph().parse(built / "void.ttl", publicID="https://example.org/data/void.ttl")


def test_each_file_is_offered_with_its_size(built: Path, described: Graph) -> None:
    dataset, base = URIRef(GRAPH), "https://example.org/data/"
    offered = {}
    for one in described.objects(dataset, DCAT.distribution):
        url = str(described.value(one, DCAT.downloadURL))
        assert url.startswith(base) and (one, RDF.type, DCAT.Distribution) in described
        assert str(described.value(one, DCAT.mediaType)).startswith("https://www.iana.org/assignments/media-types/")
        offered[url.removeprefix(base)] = described.value(one, DCAT.byteSize).toPython()  # type: ignore[union-attr]
    assert offered == {path: (built / path).stat().st_size for path in catalog.FILES}
    syntaxes = {f"cakg{path.suffix}" for path in built.glob("cakg.*")}
    assert syntaxes == {path for path in offered if "/" not in path}


def test_its_counts_licence_and_version_are_those_of_the_graph(described: Graph, sample_root: Path) -> None:
    dataset, counts = URIRef(GRAPH), {one.what: one.count for one in cakg.info(root=sample_root)}
    assert described.value(dataset, VOID.triples) == Literal(counts["statements in the accepted view"])
    assert described.value(dataset, DCTERMS.license) == URIRef(LICENCE)
    assert str(described.value(dataset, URIRef(f"{DCAT}version"))) == cakg.__version__
    told = {
        str(described.value(one, VOID["class"])): described.value(one, VOID.entities).toPython()  # type: ignore[union-attr]
        for one in described.objects(dataset, VOID.classPartition)
    }
    assert told == {expand(what): count for what, count in counts.items() if what.startswith("cakg:")}
    used = set(cakg.query("SELECT DISTINCT ?p { ?s ?p ?o }", root=sample_root).texts())  # type: ignore[union-attr]
    spaces = {str(one) for one in described.objects(dataset, VOID.vocabulary)}
    assert all(any(iri.startswith(space) for space in spaces) for (iri,) in used)
    assert all(any(iri.startswith(space) for (iri,) in used) for space in spaces)


def test_search_engines_read_the_same_and_no_text_ends_the_script(built: Path) -> None:
    text = (built / "dataset.jsonld").read_text("utf-8")
    told = json.loads(text)
    assert told["license"] == LICENCE and told["version"] == cakg.__version__ and told["@type"] == "Dataset"
    assert {one["contentUrl"] for one in told["distribution"]} == set(catalog.FILES)
    read = Graph().parse(data=json.dumps(told | {"@context": {"@vocab": "https://schema.org/"}}), format="json-ld")
    assert (URIRef(GRAPH), RDF.type, URIRef("https://schema.org/Dataset")) in read
    found = catalog.Summary((("cakg:Event", 1),), 1, (), None, None)
    evil = catalog.schema_org(About("1", None, "</script><b>& \u2028"), found, base="../", paths=["cakg.ttl"])
    assert not set("<>&\u2028") & set(evil)
    assert "</script><b>& \u2028" in json.loads(evil)["description"]
    assert [one["contentUrl"] for one in json.loads(evil)["distribution"]] == ["../cakg.ttl"]


def test_what_is_not_there_is_not_offered(sample_root: Path) -> None:
    found = catalog.summary(cakg.load(sample_root), cakg.info(root=sample_root))
    text = catalog.turtle(About("1", None), found, {"cakg.nt": 3}).decode()
    assert "cakg.nt" in text and "cakg.ttl" not in text and "dcterms:modified" not in text


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    found: dict[str, Any] = context(Terms.of(shipped()))["@context"]  # type: ignore[assignment]
    return found


def test_the_context_names_every_term_and_is_published(built: Path, names: dict[str, Any]) -> None:
    assert json.loads((built / "context.jsonld").read_text("utf-8")) == {"@context": names}
    assert PREFIXES.items() <= names.items()
    for one in Terms.of(shipped()):
        if one.ours:
            local = one.iri.partition("#")[2]
            held = names[f"cakg:{local}" if local in PREFIXES else local]
            assert expand(held if isinstance(held, str) else held["@id"]) == one.iri
    assert names["cakg:kind"]["@type"] == "@id" and expand("kind:city") == names["kind"] + "city"
    assert names["actor"]["@type"] == "@id" and names["date"]["@type"] == "edtf:EDTF"
    assert names["prefLabel"]["@container"] == ["@language", "@set"] and "@type" not in names["value"]


def test_json_in_these_names_says_what_the_graph_says(sample_root: Path, names: dict[str, Any]) -> None:
    """Written short by pyld, and read by rdflib: not a statement more or less; and it is as short as it should be."""
    jsonld = pytest.importorskip("pyld.jsonld", reason="pyld is not installed; make test installs it")
    graph = cakg.load(sample_root)
    about = "event:2019-06-04-mountain-consultations tenure:anora-zeller--mdc-head place:dushanbe person:anora-zeller"
    listed = " ".join(f"<{expand(one)}>" for one in about.split())
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {listed} }} ?s ?p ?o }}"
    wanted = cakg.export(cakg.query(text, graph), "ntriples").decode()  # type: ignore[arg-type]
    short = jsonld.compact(jsonld.from_rdf(wanted), {"@context": names})
    by_id = {one["id"]: one for one in short["@graph"]}
    tenure = by_id["tenure:anora-zeller--mdc-head"]
    assert tenure["holder"] == "person:anora-zeller" and tenure["from"] == "2017-03-01"
    assert by_id["place:dushanbe"]["prefLabel"]["en"] == ["Dushanbe"]
    read = Dataset()
    read.parse(data=json.dumps(short), format="json-ld")
    one, other = (Graph().parse(data=data, format="nt") for data in (wanted, read.serialize(format="nt")))
    assert set(one) == set(other) and len(one) > 40


def test_all_but_the_site_is_written_without_it(
    built: Path, sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bytes are equal but for what names or lists the site, which README.txt then does not."""
    bare = tmp_path / "b"
    assert run(["build", "--no-site", "-o", str(bare), "--root", str(sample_root)]) == 0
    assert capsys.readouterr().err.endswith(f"see {bare / 'README.txt'}\n")
    one, other = ({str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()} for root in (built, bare))
    assert other == {path for path in one if not path.startswith("site/")} < one
    differ = {path for path in other if (built / path).read_bytes() != (bare / path).read_bytes()}
    assert differ == {"README.txt", "SHA256SUMS"}
    told, bare_told = ((folder / "README.txt").read_text("utf-8") for folder in (built, bare))
    assert "site/index.html" in told and "site/" not in bare_told
