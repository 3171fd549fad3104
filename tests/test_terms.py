"""Terms of the vocabulary by name and with what is said of them, by axioms and by shapes."""

import shutil
from functools import cache
from pathlib import Path

import pytest
from tests.sharing import shipped

import cakg
from cakg.ask.term import Term, Terms
from cakg.words.namespaces import CAKG, compact, expand

ROOT = Path(__file__).parents[1]


@cache
def terms() -> Terms:
    return Terms.of(shipped())


def term(name: str) -> Term:
    found = terms().get(expand(name))
    assert found is not None
    return found


def test_every_term_of_the_ontology_is_known() -> None:
    from cakg.read.claims import read_vocabulary

    known = [one.iri for one in terms()]
    assert {iri for iri in known if iri.startswith(CAKG)} == read_vocabulary(shipped()).terms
    assert len(known) == len(set(known)) and expand("dcterms:publisher") in known


@pytest.mark.parametrize(
    ("name", "field", "expected"),
    [
        ("cakg:Meeting", "sort", "class"),
        ("cakg:accepts", "sort", "annotation property"),
        ("cakg:url", "sort", "datatype property"),
        ("cakg:holder", "sort", "object property"),
        ("edtf:EDTF", "sort", "datatype"),
        ("cakg:Meeting", "parents", ("cakg:Event",)),
        ("cakg:Actor", "children", ("cakg:Group", "cakg:Organization", "cakg:Person", "cakg:State")),
        ("cakg:holder", "domains", ("cakg:Tenure",)),
        ("cakg:post", "ranges", ("cakg:Post",)),
        ("cakg:post", "used_on", ()),  # the shapes demand what the axioms say
        ("cakg:post", "values", ()),
        ("cakg:holder", "values", ("cakg:Organization", "cakg:Person", "cakg:State")),
        ("cakg:role", "values", ("scheme:role",)),  # from the pattern of its shape
        ("cakg:concerns", "values", ("cakg:Actor", "cakg:Initiative", "cakg:Instrument")),  # from sh:or
        ("cakg:begin", "values", ("xsd:date",)),  # noted in the ontology
        ("dcterms:issued", "values", ("edtf:EDTF",)),  # from sh:node
        ("dcterms:publisher", "values", ("cakg:Organization",)),
        ("dcterms:publisher", "ranges", ()),  # others' terms have no axioms of ours
        ("cakg:statedCount", "used_on", ("cakg:Event", "cakg:Group")),
        ("cakg:statedCount", "functional", True),
        ("cakg:topic", "functional", False),
        ("cakg:hasParticipant", "parents", ("cakg:involves",)),
    ],
)
def test_what_is_known_of_a_term(name: str, field: str, expected: object) -> None:
    found = getattr(term(name), field)
    assert (tuple(map(compact, found)) if isinstance(found, tuple) else found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("participation", ["cakg:Participation"]),
        ("Участие", ["cakg:Participation"]),
        ("участие  актора", ["cakg:participation"]),
        ("hasParticipant", ["cakg:hasParticipant"]),
        ("scope note", ["skos:scopeNote"]),
        ("nothing of the kind", []),
    ],
)
def test_a_name_leads_to_a_term(text: str, expected: list[str]) -> None:
    assert [compact(iri) for iri in terms().named(text)] == expected


def test_every_label_leads_to_its_term_alone() -> None:
    for one in terms():
        for label in one.labels.values():
            assert terms().named(label.upper()) == [one.iri]


def test_a_term_that_is_none_is_told_from_one_that_is() -> None:
    assert terms().get(CAKG + "Particpation") is None
    assert terms().near(CAKG + "Particpation")[0] == "cakg:Participation"
    assert terms().near(expand("dcterms:publisherr")) == ["dcterms:publisher"]


def test_a_description_says_what_the_vocabulary_says() -> None:
    found = terms().describe(CAKG + "Participation")
    assert found.label == "participation" and found.quotes == ()
    said = [(one.property, one.value) for one in found.statements]
    assert said[:3] == [("is a", "class"), ("rdfs:label", "participation (en)"), ("rdfs:label", "участие (ru)")]
    assert {name for name, _ in said} >= {"skos:definition", "skos:example"}
    of = {(one.property, one.iri) for one in found.mentions}
    assert {("rdfs:domain", CAKG + "attendance"), ("rdfs:range", CAKG + "participation")} <= of
    assert ("schema:domainIncludes", CAKG + "capacity") in of
    event = terms().describe(CAKG + "Event")
    assert ("rdfs:subClassOf", CAKG + "Visit") in {(one.property, one.iri) for one in event.mentions}
    kinds = {(one.property, one.value) for one in terms().describe(CAKG + "date").statements}
    assert {("rdfs:range", "EDTF date"), ("schema:domainIncludes", "event"), ("is a", "functional property")} <= kinds


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("cakg:Participation", "cakg:Participation"),
        ("<https://w3id.org/cakg/ontology#actor>", "cakg:actor"),
        ("пребывание в должности", "cakg:Tenure"),
        ("has actor", "cakg:actor"),
        ("dcterms:publisher", "dcterms:publisher"),
        ("издатель", "dcterms:publisher"),
        ("role:chair", "role:chair"),  # concepts are things of the graph
        ("role", "scheme:role"),  # and go before terms of the same name
    ],
)
def test_show_leads_to_terms_and_to_things(name: str, iri: str, sample_root: Path) -> None:
    assert compact(cakg.show(name, root=sample_root).iri) == iri


def test_show_describes_a_term_by_the_vocabulary_of_its_corpus(own_root: Path) -> None:
    folder = own_root / "ontology"
    kept = folder.resolve()
    folder.unlink()
    shutil.copytree(kept, folder)
    path = folder / "event.ttl"
    path.write_text(path.read_text("utf-8").replace('"участие"@ru', '"участие во встрече"@ru'), "utf-8")
    said = {one.value for one in cakg.show("участие во встрече", root=own_root).statements}
    assert "участие во встрече (ru)" in said and "участие (ru)" not in said


def test_a_wrong_name_of_a_term_is_told_what_is_near(sample_root: Path) -> None:
    with pytest.raises(cakg.NotFoundError, match="nothing is known of cakg:Particpation; did you mean cakg:Partic"):
        cakg.show("cakg:Particpation", root=sample_root)
    with pytest.warns(cakg.GuessWarning, match="for пребывание в должности"):
        assert compact(cakg.show("пребыванье в должностях", root=sample_root).iri) == "cakg:Tenure"


@pytest.mark.parametrize("text", ["participation", "участие"])
def test_search_finds_terms_in_both_languages(text: str, sample_root: Path) -> None:
    hits = {hit.iri: hit for hit in cakg.search(text, root=sample_root)}
    found = hits[CAKG + "Participation"]
    assert (found.label, found.kind, found.name, found.score) == ("participation", "term", text, 100.0)
    assert CAKG + "participation" in hits


def test_a_parameter_is_never_a_term(sample_root: Path) -> None:
    with pytest.raises(cakg.NotFoundError, match="nothing is called 'has actor'"):
        cakg.ask("meetings-of-series", root=sample_root, series="has actor")
