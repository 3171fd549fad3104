"""docs/model.md says of every term what the ontology and the shapes say, and of no other."""

import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SKOS
from rdflib.term import Node

from cakg.words.namespaces import BASE, CAKG, CONCEPT_KINDS, KINDS, PREFIXES, compact

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "model.md").read_text("utf-8")
TERMS = PAGE.partition("\n## 3.")[2].partition("\n## 4.")[0]
SECTIONS = {  # of each module of the ontology
    "actor": "Actors, posts and who belongs where",
    "event": "Events, series and participations",
    "initiative": "Initiatives and instruments",
    "place": "Places",
    "statement": "Statements",
    "report": "Reports, evidence, rulings and disagreements",
}
SCHEMA = "https://schema.org/"
DATATYPES = {
    "edtf:EDTF": "EDTF date",
    "rdf:PlainLiteral": "text with language",
    "xsd:anyURI": "web address",
    "xsd:boolean": "true or false",
    "xsd:date": "day",
    "xsd:integer": "whole number",
    "xsd:string": "text",
}


def read(*patterns: str) -> Graph:
    graph = Graph()
    for pattern in patterns:
        for path in sorted((ROOT / "ontology").glob(pattern)):
            if path.name != "alignment.ttl":
                graph.parse(path)
    return graph


@cache
def ontology() -> Graph:
    return read("*.ttl")


@cache
def concepts() -> Graph:
    return read("concepts/*.ttl")


@cache
def shapes() -> Graph:
    return read("shapes/*.ttl")


def section(title: str) -> str:
    found = re.search(rf"^### {re.escape(title)}\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None, f"docs/model.md has no section {title}"
    return found[1]


def rows(text: str) -> dict[str, list[str]]:
    """Return the cells of each row that begins with a term of ours."""
    lines = re.findall(r"^\| `(cakg:\w+)` \|(.*)\|$", text, re.MULTILINE)
    assert len({name for name, _ in lines}) == len(lines), "a term has two rows"
    return {name: [cell.strip() for cell in rest.split("|")] for name, rest in lines}


def defined(module: str) -> list[URIRef]:
    found = ontology().subjects(RDFS.isDefinedBy, URIRef(f"{CAKG[:-1]}/{module}"))
    return sorted(URIRef(str(term)) for term in found)


def short(terms: list[Node]) -> str:
    return ", ".join(sorted({compact(str(term)).removeprefix("cakg:") for term in terms}))


def path(node: Node | None) -> str | None:
    """Return a path as the page writes it; None for an inverse one."""
    if isinstance(node, URIRef):
        return f"`{compact(node)}`"
    either = shapes().value(node, SH.alternativePath)
    return None if either is None else " or ".join(path(one) or "" for one in Collection(shapes(), either))


def obligations(term: URIRef) -> str:
    found = set()
    for shape in shapes().subjects(SH.targetClass, term):
        for one in shapes().objects(shape, SH.property):
            if int(str(shapes().value(one, SH.minCount) or 0)) > 0:
                found.add(path(shapes().value(one, SH.path)))
    return ", ".join(sorted(filter(None, found)))


def scheme(term: URIRef) -> str:
    """Return the prefix of the concepts that a property takes, as its shape says."""
    for shape in shapes().subjects(SH.path, term):
        found = re.fullmatch(r"\^https://w3id\\\.org/cakg/([a-z]+)/", str(shapes().value(shape, SH.pattern)))
        if found is not None:
            return f"`{found[1]}:`"
    raise AssertionError(f"no shape says which concepts {term} takes")


def domain(term: URIRef) -> str:
    graph = ontology()
    found = [*graph.objects(term, RDFS.domain), *graph.objects(term, URIRef(SCHEMA + "domainIncludes"))]
    return short(found) or "anything"


def value(term: URIRef) -> str:
    graph = ontology()
    found = [*graph.objects(term, RDFS.range), *graph.objects(term, URIRef(SCHEMA + "rangeIncludes"))]
    names = (scheme(term) if one == SKOS.Concept else DATATYPES.get(compact(str(one)), short([one])) for one in found)
    return ", ".join(sorted(names)) or "anything"


def line(term: URIRef) -> list[str]:
    """Return what the row of a term must hold, but for what it says in words."""
    if (term, RDF.type, OWL.Class) in ontology():
        return [short(list(ontology().objects(term, RDFS.subClassOf))), obligations(term)]
    single = (term, RDF.type, OWL.FunctionalProperty) in ontology()
    return [domain(term), value(term), "one" if single else ""]


def shown(cells: list[str]) -> list[str]:
    return [cells[0], cells[2]] if len(cells) == 3 else cells[:3]


def test_every_module_has_its_section() -> None:
    modules = {str(term).rsplit("/", 1)[-1] for term in ontology().objects(None, RDFS.isDefinedBy)}
    assert modules == set(SECTIONS)


@pytest.mark.parametrize("module", SECTIONS)
def test_a_section_has_the_terms_of_its_module(module: str) -> None:
    assert set(rows(section(SECTIONS[module]))) == {compact(term) for term in defined(module)}


@pytest.mark.parametrize("term", [term for module in SECTIONS for term in defined(module)], ids=compact)
def test_a_row_says_what_the_ontology_says(term: URIRef) -> None:
    cells = rows(TERMS)[compact(term)]
    assert shown(cells) == line(term)
    assert len(cells[1 if len(cells) == 3 else 3]) > 4, "it says nothing in words"


def test_the_classes_at_the_top_exclude_one_another() -> None:
    (group,) = ontology().subjects(RDF.type, OWL.AllDisjointClasses)
    listed = ontology().value(group, OWL.members)
    assert listed is not None
    tops = {name for name, cells in rows(TERMS).items() if len(cells) == 3 and not cells[0]}
    assert {compact(str(one)) for one in Collection(ontology(), listed)} == tops


def test_what_is_derived_is_called_so() -> None:
    marked = {name for name, cells in rows(TERMS).items() if "Derived" in " ".join(cells)}
    noted = {compact(str(s)) for s, note in ontology().subject_objects(SKOS.scopeNote) if "Derived in" in note}
    stated = {"cakg:Disagreement"}  # derived, and stated by hand where no rule finds one
    assert marked - stated == noted


def test_every_term_that_the_page_names_exists() -> None:
    known = {str(term) for term in ontology().subjects()}
    for name in set(re.findall(r"\b(?:cakg|dcterms|geo|prov|skos|w3org):\w+", PAGE)):
        prefix, _, local = name.partition(":")
        assert PREFIXES[prefix] + local in known, f"{name} is no term of the ontology"


def test_every_reused_term_is_in_the_table() -> None:
    table = PAGE.partition("| Term | Here |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([\w]+:\w+)`", table))
    reused = {compact(str(term)) for term in read("reused.ttl").subjects(RDFS.label)}
    assert named - {"rdfs:label"} == {name for name in reused if not name.startswith("<")} - {"edtf:EDTF"}


def test_every_prefix_and_scheme_is_named() -> None:
    listed = PAGE.partition("## 2.")[2].partition("### Dates")[0]
    assert set(re.findall(r"`(\w+):`", listed)) == set(PREFIXES)
    schemes = rows_of_schemes()
    assert set(schemes) == set(CONCEPT_KINDS) and set(CONCEPT_KINDS) <= set(KINDS)


def rows_of_schemes() -> dict[str, str]:
    table = PAGE.partition("| Scheme |")[2].partition("\n\n")[0]
    return dict(re.findall(r"^\| `(\w+):` \|[^|]*\|([^|]*)\|$", table, re.MULTILINE))


@pytest.mark.parametrize("kind", CONCEPT_KINDS)
def test_the_concepts_of_a_scheme_are_those_that_exist(kind: str) -> None:
    known = {str(one).rsplit("/", 1)[-1] for one in concepts().subjects(SKOS.inScheme, URIRef(f"{BASE}scheme/{kind}"))}
    text = rows_of_schemes()[kind]
    assert set(re.findall(r"`([\w-]+)`", text)) == known or f"(../ontology/concepts/{kind}.ttl)" in text


def test_the_branches_of_kinds_are_those_that_exist() -> None:
    tops = {compact(str(one)) for one in concepts().subjects(SKOS.topConceptOf, URIRef(f"{BASE}scheme/kind"))}
    sentence = re.search(r"^`kind:` has a branch.*$", PAGE, re.MULTILINE)
    assert sentence is not None and set(re.findall(r"`(kind:[\w-]+)`", sentence[0])) == tops


def test_every_concept_that_the_page_names_exists() -> None:
    prefixes = "|".join(CONCEPT_KINDS)
    for name in set(re.findall(rf"\b((?:{prefixes}):[a-z][\w-]*)", PAGE)):
        prefix, _, local = name.partition(":")
        assert (URIRef(PREFIXES[prefix] + local), RDF.type, SKOS.Concept) in concepts(), name
