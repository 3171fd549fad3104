"""The ontology, its alignment and the shapes as files: whole, canonical, the same in every format and every time."""

import os
import random
import subprocess
import sys
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, SKOS
from tests.sharing import shipped

import cakg
from cakg.cli import run
from cakg.export import ontology
from cakg.export.formats import FORMATS
from cakg.read import corpus, turtle
from cakg.read.corpus import Corpus
from cakg.words.errors import InputError, UsageError
from cakg.words.namespaces import BASE

ROOT = Path(__file__).parents[1]
WHOLE = URIRef(BASE + "ontology")
ENDINGS = {name: form.endings for name, form in FORMATS["graph"].items()}
READERS = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}


@cache
def sources(*kinds: corpus.Kind) -> Graph:
    """Return the files of some kinds, read by another parser."""
    graph = Graph()
    for source in shipped().of_kind(*kinds):
        graph.parse(data=source.text, format="turtle")
    return graph


@cache
def written(what: str, form: str = "turtle") -> bytes:
    return ontology.export(shipped(), what, form)


def test_the_ontology_is_its_modules_and_concepts_under_one_head() -> None:
    found = Graph().parse(data=written("ontology"), format="turtle")
    expected = Graph() + sources("vocabulary", "concept")
    for head in set(expected.subjects(RDF.type, OWL.Ontology)) - {WHOLE}:
        expected.remove((head, None, None))
        for term in set(expected.subjects(RDFS.isDefinedBy, head)):
            expected.set((term, RDFS.isDefinedBy, WHOLE))
    expected.remove((None, OWL.imports, None))
    assert isomorphic(found, expected)
    assert len(found) > 5000


def test_its_head_names_version_and_licence() -> None:
    found = Graph().parse(data=written("ontology"), format="turtle")
    assert list(found.subjects(RDF.type, OWL.Ontology)) == [WHOLE]
    assert [str(one) for one in found.objects(WHOLE, OWL.versionInfo)] == [version("cakg")]
    assert list(found.objects(WHOLE, OWL.versionIRI)) == [WHOLE + "/" + version("cakg")]
    assert [*found.objects(WHOLE, DCTERMS.license)] == [URIRef("https://creativecommons.org/licenses/by/4.0/")]
    assert sorted(str(title.language) for title in found.objects(WHOLE, DCTERMS.title)) == ["en", "ru"]
    assert not list(found.objects(None, OWL.imports))


def test_the_shapes_are_those_of_all_files() -> None:
    assert isomorphic(Graph().parse(data=written("shapes"), format="turtle"), sources("shape"))


@pytest.mark.parametrize("what", ["ontology", "alignment", "shapes"])
def test_turtle_is_canonical(what: str) -> None:
    text = written(what).decode("utf-8")
    assert turtle.canonical(text, "x.ttl") == text


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("what", ["ontology", "alignment", "shapes"])
def test_every_format_says_the_same(what: str, form: str) -> None:
    found = Graph().parse(data=written(what, form), format=READERS[form])
    assert isomorphic(found, Graph().parse(data=written(what), format="turtle"))


@pytest.mark.parametrize("what", ["ontology", "shapes"])
@pytest.mark.parametrize("form", ["trig", "nquads"])
def test_the_formats_of_datasets_hold_one_graph(what: str, form: str) -> None:
    syntax = RdfFormat.from_extension(ENDINGS[form][0].removeprefix("."))
    assert syntax is not None
    sides = [Dataset(parse(written(what, form), syntax)), Dataset(parse(written(what), RdfFormat.TURTLE))]
    for side in sides:
        side.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert sides[0] == sides[1] and len(sides[0]) > 100


@pytest.mark.parametrize("form", ENDINGS)
def test_equal_corpora_give_equal_bytes(form: str) -> None:
    """Whatever the order of the files, and whatever names the parser gives to blank nodes."""
    for seed in range(2):
        files = tuple(random.Random(seed).sample(shipped().sources, len(shipped().sources)))
        assert ontology.export(replace(shipped(), sources=files), "shapes", form) == written("shapes", form)
        assert ontology.export(replace(shipped(), sources=files), "ontology", form) == written("ontology", form)


def test_another_process_writes_the_same() -> None:
    script = (
        "import hashlib; from cakg.export import ontology; from cakg.read import corpus;"
        f"files = ontology.files(corpus.read(__import__('pathlib').Path({str(ROOT)!r})));"
        "print({name: hashlib.sha256(data).hexdigest() for name, data in files})"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1 and "ontology.jsonld" in said.pop()


def test_what_a_build_holds_of_it() -> None:
    made = dict(ontology.files(shipped()))
    assert set(made) == {"ontology.ttl", "ontology.rdf", "ontology.jsonld", "alignment.ttl", "shapes.ttl"}
    assert made["alignment.ttl"] == (ROOT / "ontology" / "alignment.ttl").read_bytes()


def test_a_corpus_without_an_alignment_has_all_else() -> None:
    bare = replace(shipped(), alignment=None)
    made = dict(ontology.files(bare))
    assert {"ontology.ttl", "shapes.ttl"} <= set(made) and "alignment.ttl" not in made
    with pytest.raises(InputError, match=r"there is no ontology/alignment\.sssom\.tsv in it; write the table"):
        ontology.export(bare, "alignment")


def test_what_is_asked_for_must_be_there() -> None:
    with pytest.raises(UsageError, match="'ontologies' is nothing that can be written; use ontology, align"):
        ontology.export(shipped(), "ontologies")
    with pytest.raises(UsageError, match="'owl' is no format; use turtle"):
        ontology.export(shipped(), "ontology", "owl")


def test_concepts_are_there_with_their_names() -> None:
    found = Graph().parse(data=written("ontology"), format="turtle")
    concepts = set(found.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) > 500
    assert all(len(list(found.objects(one, SKOS.prefLabel))) == 2 for one in concepts)


def test_a_quad_of_a_named_graph_is_left_out_where_there_is_none() -> None:
    from cakg.export.graph import write

    quad = next(parse(b"<urn:a> <urn:b> <urn:c> <urn:g> .", RdfFormat.N_QUADS))
    assert isinstance(quad, Quad)
    assert write([quad], "ntriples") == b"" and write([quad], "nquads") == b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"


@pytest.mark.parametrize("what", ["ontology", "alignment", "shapes"])
@pytest.mark.parametrize("form", ENDINGS)
def test_the_command_line_and_python_write_the_same(
    what: str, form: str, tmp_path: Path, sample_root: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """By the ending of the file, by --format, and by the function; the vocabulary of the sample is the shipped one."""
    path = tmp_path / f"x{ENDINGS[form][-1]}"
    assert run(["export", f"--{what}", "-o", str(path), "--root", str(sample_root)]) == 0
    assert path.read_bytes() == written(what, form)
    assert run(["export", f"--{what}", "--format", form, "--root", str(sample_root)]) == 0
    assert capfdbinary.readouterr().out == written(what, form)
    assert cakg.export(form=form, what=what, root=sample_root) == written(what, form)


def test_a_graph_goes_with_its_own_vocabulary(sample: Corpus, sample_root: Path) -> None:
    graph = cakg.load(sample_root)
    assert cakg.export(graph, what="shapes") == ontology.export(sample, "shapes")
    with pytest.raises(UsageError, match="only a graph has a vocabulary"):
        cakg.export(cakg.network("co-participation", graph), what="ontology")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--ontology", "--shapes"], "choose one of --ontology, --alignment, --shapes"),
        (["--shapes", "--verified-only"], "--shapes is the same whoever is heard; leave out"),
        (["--ontology", "--as-known-on", "2012"], "--ontology is the same whoever is heard; leave out"),
        (["--ontology", "-o", "x.owl"], "x.owl: the ending names no format; use .ttl"),
        (["--ontology", "--format", "owl"], "'owl' is no format; use turtle"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(
    options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", *options]) == 2
    assert message in capsys.readouterr().err
