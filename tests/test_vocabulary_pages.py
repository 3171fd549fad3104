"""The pages of the vocabulary: every term and concept at the anchor of its IRI; whole, alone, deaf to attacks."""

import re
from base64 import b64encode
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Dataset
from tests.test_page import ATTACK, Page

from cakg.ask.term import Terms
from cakg.compile.dataset import compile
from cakg.engine.store import accepted, as_dataset, select
from cakg.read import corpus
from cakg.read.corpus import Corpus
from cakg.web.reader import reader
from cakg.web.vocabulary import pages
from cakg.words.namespaces import BASE, CAKG, CONCEPT_KINDS, DCTERMS, OWL, PREFIXES, SKOS, sparql_prologue

ROOT = Path(__file__).parents[1]


@cache
def shipped() -> Corpus:
    return corpus.read(ROOT)


@pytest.fixture(scope="module")
def dataset(sample: Corpus) -> Dataset:
    return compile(sample)


@pytest.fixture(scope="module")
def written(dataset: Dataset) -> dict[str, str]:
    return dict(pages(reader(dataset), Terms.of(shipped())))


@pytest.fixture(scope="module")
def read(written: dict[str, str]) -> dict[str, Page]:
    return {name: Page(html) for name, html in written.items()}


def test_there_is_a_page_of_terms_and_one_for_each_scheme(written: dict[str, str]) -> None:
    assert set(written) == {"index.html", *(f"{kind}.html" for kind in CONCEPT_KINDS)}


def test_every_term_stands_at_its_local_name_with_what_is_known_of_it(read: dict[str, Page]) -> None:
    page = read["index.html"]
    anchors = page.all("id")
    assert len(anchors) == len(set(anchors))
    for term in Terms.of(shipped()):
        if term.ours:
            assert term.iri.removeprefix(CAKG) in anchors
        for text in (*term.labels.values(), term.definition, *term.examples, *term.notes):
            assert " ".join(text.split()) in page.text
    for prefix, local in (("dcterms", "publisher"), ("skos", "broader"), ("w3org", "postIn")):
        assert f"{prefix}-{local}" in anchors


def test_every_concept_stands_at_its_slug_on_the_page_of_its_scheme(dataset: Dataset, read: dict[str, Page]) -> None:
    found = select(dataset, "SELECT ?c ?label WHERE { ?c a skos:Concept ; skos:prefLabel ?label }")
    assert len(found) > 900
    for concept, label in found:
        kind, slug = str(concept).removeprefix(BASE).split("/")
        assert slug in read[f"{kind}.html"].all("id")
        assert " ".join(str(label).split()) in read[f"{kind}.html"].text


def test_concepts_stand_below_their_broader_one_sorted_by_label(dataset: Dataset, written: dict[str, str]) -> None:
    query = (
        "SELECT ?c ?label WHERE { ?c skos:topConceptOf scheme:%s ; rdfs:label ?label . FILTER(LANG(?label) = 'en') }"
    )
    for kind in CONCEPT_KINDS:
        entries = re.findall(r'<article class="term d(\d)[^"]*" id="(.*?)">', written[f"{kind}.html"])
        top = sorted((str(label), str(one).rsplit("/", 1)[-1]) for one, label in select(dataset, query % kind))
        assert [slug for depth, slug in entries if depth == "0"] == [slug for _, slug in top]
    entries = re.findall(r'<article class="term d(\d)[^"]*" id="(.*?)">', written["attendance.html"])
    assert [one for one in entries if one[1].startswith("attended")] == [("0", "attended"), ("1", "attended-remotely")]


@pytest.mark.parametrize(
    ("page", "anchor", "pattern"),
    [
        ("index.html", "Participation", "?x a cakg:Participation"),
        ("index.html", "place", "?x cakg:place ?y"),
        ("index.html", "dcterms-publisher", "?x dcterms:publisher ?y"),
        ("role.html", "chair", "?x cakg:role role:chair"),
        ("topic.html", "water", "?x ?p topic:water . FILTER(STRSTARTS(STR(?p), STR(cakg:)))"),
    ],
)
def test_uses_are_counted(page: str, anchor: str, pattern: str, dataset: Dataset, written: dict[str, str]) -> None:
    ((count,),) = select(dataset, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    assert int(count) > 0
    article = written[page].partition(f'id="{anchor}"')[2].partition("</article>")[0]
    assert re.findall(r"(\d+) uses?</span>", article) == [str(count)]


def test_domain_and_range_are_those_of_the_axioms_and_of_the_shapes(written: dict[str, str]) -> None:
    def facts(anchor: str) -> dict[str, list[str]]:
        article = written["index.html"].partition(f'id="{anchor}"')[2].partition("</article>")[0]
        rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", article)
        return {name: re.findall(r'(?:<a href="[^"]*">)?([\w-]+:\w+)', value) for name, value in rows}

    assert facts("role") == {
        "Meant for": ["cakg:Participation", "cakg:TreatyAction"],
        "Range": ["skos:Concept"],
        "Values": ["scheme:role"],
    }
    assert facts("begin")["Values"] == ["xsd:date"] and "cakg:Event" in facts("begin")["Meant for"]
    assert facts("concerns")["Values"] == ["cakg:Actor", "cakg:Initiative", "cakg:Instrument"]
    assert facts("dcterms-issued") == {"Meant for": ["cakg:Report"], "Values": ["edtf:EDTF"]}
    assert facts("Meeting")["Subclass of"] == ["cakg:Event"]
    assert "cakg:actor" in facts("Participation")["Properties"]
    assert facts("Place")["Value of"] == [
        *("cakg:capital", "cakg:place", "cakg:presumedPlace", "cakg:seat"),
        *("cakg:territory", "cakg:usualPlace", "cakg:within"),
    ]


def test_links_lead_somewhere(read: dict[str, Page]) -> None:
    for name, page in read.items():
        for href in page.all("href"):
            file, _, anchor = href.partition("#")
            if file == "../index.html":
                continue
            assert file in ("", *read), f"{name} links to {href}"
            assert not anchor or anchor in read[file or name].all("id"), f"{name} links to {href}"
        for value in page.all("aria-labelledby"):
            assert value in page.all("id")


def test_a_page_loads_nothing_and_has_no_script(read: dict[str, Page]) -> None:
    for page in read.values():
        tags = {tag for tag, _ in page.elements}
        assert not tags & {"script", "img", "link", "iframe", "object", "embed", "video", "audio", "source", "base"}
        assert not page.all("src") and not page.all("srcset") and not page.all("style")
        assert not re.search(r"url\(|@import|@font-face", page.raw["style"])
        policy = next(a["content"] for tag, a in page.elements if tag == "meta" and "http-equiv" in a)
        digest = b64encode(sha256(page.raw["style"].encode()).digest()).decode()
        assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_deprecated_terms_and_concepts_are_marked_with_what_to_use(sample: Corpus) -> None:
    def retired(source: corpus.Source) -> corpus.Source:
        for subject, kind, successor in (
            ("cakg:ordinal", "owl:DatatypeProperty", "cakg:ordinalInYear"),
            ("role:chair", "skos:Concept", "role:host"),
        ):
            old = f"{subject}\n    a {kind} ;\n"
            new = f"{old}    <{DCTERMS}isReplacedBy> {successor} ;\n    <{OWL}deprecated> true ;\n"
            source = replace(source, text=source.text.replace(old, new))
        return source

    whole = replace(sample, sources=tuple(map(retired, sample.sources)))
    found = dict(pages(reader(compile(whole, strict=False)), Terms.of(whole)))
    for page, anchor, link in (("index.html", "ordinal", "#ordinalInYear"), ("role.html", "chair", "#host")):
        article = found[page].partition(f'id="{anchor}"')[2].partition("</article>")[0]
        assert "deprecated</span>" in article and f'<dt>Use instead</dt><dd><a href="{link}">' in article
        assert found[page].count("deprecated</span>") == 1


def test_other_names_of_concepts_say_their_language(dataset: Dataset, written: dict[str, str]) -> None:
    query = "SELECT ?label WHERE { ?concept skos:inScheme ?scheme ; skos:altLabel ?label FILTER(LANG(?label) = 'ru') }"
    russian = {text for (text,) in select(dataset, query).texts()}
    said = [(language, text) for html in written.values() for language, text in Page(html).spoken if text in russian]
    assert {text for _, text in said} == russian and {language for language, _ in said} == {"ru"}


def test_hostile_text_stays_text(sample: Corpus, dataset: Dataset) -> None:
    def hostile(source: corpus.Source) -> corpus.Source:
        attack = ATTACK.replace('"', '\\"')
        texts = re.sub(r'(rdfs:label|skos:\w+) "', lambda m: f'{m[1]} "{attack} ', source.text)
        return replace(source, text=texts) if source.kind == "vocabulary" else source

    spoilt = replace(sample, sources=tuple(map(hostile, sample.sources)))
    names = {SKOS + "prefLabel", SKOS + "altLabel", SKOS + "definition"}
    quads = [
        Quad(s, p, Literal(ATTACK + o.value, language=o.language) if p.value in names else o, DefaultGraph())
        for s, p, o in accepted(dataset)
        if isinstance(s, NamedNode)
    ]
    for html in dict(pages(reader(as_dataset(quads)), Terms.of(spoilt))).values():
        page = Page(html)
        assert page.text.count("onerror") > 5 and "{{ 7 * 7 }}" in page.text
        assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
        assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img"})


def test_the_pages_are_the_same_on_another_engine(dataset: Dataset, written: dict[str, str]) -> None:
    other = Dataset()
    for triple in sorted(dataset.default_graph, reverse=True, key=str):
        other.default_graph.add(triple)
    assert dict(pages(reader(other), Terms.of(shipped()))) == written


def test_a_circle_of_concepts_loses_none() -> None:
    scheme = f"<{PREFIXES['scheme']}role>"
    said = f"{scheme} a skos:ConceptScheme . role:a skos:inScheme {scheme} ; skos:broader role:b . "
    said += f"role:b skos:inScheme {scheme} ; skos:broader role:a ."
    quads = parse((sparql_prologue() + said).encode(), RdfFormat.TURTLE)
    found = Page(dict(pages(reader(as_dataset(quads)), Terms.of(shipped())))["role.html"])
    assert {"a", "b"} <= set(found.all("id"))
