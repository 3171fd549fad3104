"""The pages of the vocabulary: every term with what is known of it, its use counted, whole, deaf to attacks."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Dataset
from tests.browsing import Page
from tests.sharing import shipped
from tests.test_site import ATTACK

from cakg.ask.term import Terms
from cakg.compile.dataset import compile
from cakg.engine.store import select
from cakg.read import corpus
from cakg.read.corpus import Corpus
from cakg.web.edition import Imprint, Material
from cakg.web.lexicon import term_files
from cakg.web.site import Site
from cakg.words.namespaces import CAKG, DCTERMS, OWL

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def terms() -> Terms:
    return Terms.of(shipped())


def vocabulary(dataset: Dataset, terms: Terms, lang: str = "en") -> dict[str, Page]:
    """Return the pages of the vocabulary of one language by the names of their files."""
    from cakg.web import terms as pages

    edition = Site(dataset, Imprint(), Material(terms=terms)).editions[lang]
    made = {path: str(pages.make(edition, path)[path]) for path in pages.paths(edition)}
    return {path.removeprefix("vocabulary/").removesuffix(".html"): Page(path, text) for path, text in made.items()}


@pytest.fixture(scope="module")
def read(dataset: Dataset, terms: Terms) -> dict[str, Page]:
    return vocabulary(dataset, terms)


def facts(page: Page) -> dict[str, list[str]]:
    rows = re.findall(r"<dt[^>]*>(.*?)</dt><dd>(.*?)</dd>", page.source)
    return {name: re.findall(r"<code>([\w-]+:\w+)</code>", value) for name, value in rows}


def test_every_term_has_a_page_with_what_is_known_of_it(read: dict[str, Page], terms: Terms) -> None:
    names = term_files(terms)
    assert set(read) == {"index", *names.values()} and len(names) > 150
    assert len({name.lower() for name in read}) == len(read)  # some file systems do not tell case apart
    assert names[CAKG + "Place"] == "Place" and names[CAKG + "place"] == "place-property"
    assert {"Meeting", "attestedOn", "dcterms-publisher", "skos-broader", "w3org-postIn"} <= set(read)
    links = [path for path, _ in read["index"].links()]
    for term in terms:
        page = read[names[term.iri]]
        assert f"vocabulary/{names[term.iri]}.html" in links
        for text in (*term.labels.values(), term.definition, *term.examples, *term.notes):
            assert re.sub(r"[\s`]+", "", text) in re.sub(r"\s+", "", page.text), term.iri


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("Participation", "?x a cakg:Participation"),
        ("place-property", "?x cakg:place ?y"),
        ("dcterms-publisher", "?x dcterms:publisher ?y"),
    ],
)
def test_uses_are_counted(name: str, pattern: str, dataset: Dataset, read: dict[str, Page]) -> None:
    ((count,),) = select(dataset, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    assert int(count) > 0 and f"· {count} use" in read[name].text


def test_domain_and_range_are_those_of_the_axioms_and_of_the_shapes(read: dict[str, Page]) -> None:
    assert facts(read["role"]) == {
        "Meant for": ["cakg:Participation", "cakg:TreatyAction"],
        "Range": ["skos:Concept"],
        "Values": ["scheme:role"],
    }
    assert facts(read["begin"])["Values"] == ["xsd:date"] and "cakg:Event" in facts(read["begin"])["Meant for"]
    assert facts(read["concerns"])["Values"] == ["cakg:Actor", "cakg:Initiative", "cakg:Instrument"]
    assert facts(read["dcterms-issued"]) == {"Meant for": ["cakg:Report"], "Values": ["edtf:EDTF"]}
    assert facts(read["Meeting"])["Subclass of"] == ["cakg:Event"]
    assert "cakg:actor" in facts(read["Participation"])["Properties"]
    assert facts(read["Place"])["Value of"] == [
        *("cakg:capital", "cakg:place", "cakg:presumedPlace", "cakg:seat"),
        *("cakg:territory", "cakg:usualPlace", "cakg:within"),
    ]


def test_terms_are_named_in_russian_and_defined_in_english(dataset: Dataset, terms: Terms) -> None:
    page = vocabulary(dataset, terms, "ru")["Meeting"]
    term = terms.get(CAKG + "Meeting")
    assert term is not None and f"<h1>{term.labels['ru']}</h1>" in page.source
    assert '<article class="prose" lang="en">' in page.source and "Подкласс" in page.text


def test_a_deprecated_term_is_marked_with_what_to_use(sample: Corpus) -> None:
    def retired(source: corpus.Source) -> corpus.Source:
        old = "cakg:ordinal\n    a owl:DatatypeProperty ;\n"
        new = f"{old}    <{DCTERMS}isReplacedBy> cakg:ordinalInYear ;\n    <{OWL}deprecated> true ;\n"
        return source._replace(text=source.text.replace(old, new))

    whole = replace(sample, sources=tuple(map(retired, sample.sources)))
    found = vocabulary(compile(whole, strict=False), Terms.of(whole))
    assert "no longer used" in found["ordinal"].text and facts(found["ordinal"])["Use instead"] == [
        "cakg:ordinalInYear"
    ]
    assert not any("no longer used" in page.text for name, page in found.items() if name != "ordinal")


def test_hostile_text_stays_text(sample: Corpus, dataset: Dataset) -> None:
    def hostile(source: corpus.Source) -> corpus.Source:
        attack = ATTACK.replace('"', '\\"').replace("\0", "")
        texts = re.sub(r'(rdfs:label|skos:\w+) "', lambda m: f'{m[1]} "{attack} ', source.text)
        return source._replace(text=texts) if source.kind == "vocabulary" else source

    spoilt = replace(sample, sources=tuple(map(hostile, sample.sources)))
    found = vocabulary(dataset, Terms.of(spoilt))
    assert sum(page.text.count("onerror") for page in found.values()) > 400
    for page in found.values():
        assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
        assert page.source.count("<script") == 1 and not {tag for tag, _ in page.elements} & {"img", "style"}


def test_the_pages_are_the_same_on_another_engine(dataset: Dataset, terms: Terms, read: dict[str, Page]) -> None:
    other = Dataset()
    for triple in sorted(dataset.default_graph, reverse=True, key=str):
        other.default_graph.add(triple)
    assert {name: page.source for name, page in vocabulary(other, terms).items()} == {
        name: page.source for name, page in read.items()
    }
