"""The links to other vocabularies: a table of mappings, about our terms alone, and the Turtle that is made of it."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests import sharing

from cakg.export import ontology
from cakg.read import alignment, corpus, turtle
from cakg.read.alignment import COLUMNS, Alignment
from cakg.read.claims import gather, statements
from cakg.words.errors import InputError
from cakg.words.namespaces import BASE, CONCEPT_KINDS, OWL, PREFIXES, RDF, RDFS, SKOS, kind_of

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / corpus.ALIGNMENT).read_text("utf-8")
TEXT = (ROOT / "ontology" / "alignment.ttl").read_text("utf-8")
NEIGHBOURS = (
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/ns/org#",
    "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "https://schema.org/",
    "http://www.w3.org/2006/time#",
)
SORTS = {
    "owl class": "Class",
    "owl object property": "ObjectProperty",
    "owl data property": "DatatypeProperty",
    "owl annotation property": "AnnotationProperty",
}


@cache
def shipped() -> Alignment:
    found = alignment.read_alignment(sharing.shipped())
    assert found is not None and len(found.links) > 200
    return found


def rows() -> list[dict[str, str]]:
    lines = [line for line in TABLE.splitlines() if not line.startswith("#")]
    return [dict(zip(lines[0].split("\t"), line.split("\t"), strict=True)) for line in lines[1:]]


def test_the_turtle_is_what_the_table_gives() -> None:
    made = ontology.export(sharing.shipped(), "alignment").decode("utf-8")
    assert made == TEXT, "run: cakg export --alignment -o ontology/alignment.ttl"
    assert turtle.canonical(TEXT, "alignment.ttl") == TEXT


def test_every_row_is_a_statement_and_a_code_without_an_iri_a_note() -> None:
    said = {(t.subject.value, t.predicate.value, t.object.value) for t in turtle.parse(TEXT, "")}  # type: ignore[union-attr]
    for link in shipped().links:
        if link.object is None:
            notes = {value for subject, by, value in said if (subject, by) == (link.subject, SKOS + "editorialNote")}
            assert any(link.label in note for note in notes)
        else:
            assert (link.subject, link.predicate, link.object) in said
    assert sum(link.object is None for link in shipped().links) > 50


@pytest.mark.skipif(find_spec("sssom_schema") is None, reason="needs its schema: pip install --no-deps sssom-schema")
def test_the_table_obeys_the_schema_of_mappings() -> None:
    spec = find_spec("sssom_schema")
    assert spec is not None and spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0]) / "schema" / "sssom_schema.yaml"
    schema = yaml.safe_load(path.read_text("utf-8"))
    assert rows() and not faults(schema, "mapping set", dict(shipped().about))
    assert [fault for row in rows() for fault in faults(schema, "mapping", row)] == []
    bad = {
        **rows()[0],
        "mapping_justification": "semapv:Guessing",
        "subject_type": "class",
        "predicate_id": "",
        "x": "y",
    }
    assert len(faults(schema, "mapping", bad)) == 4


def faults(schema: dict[str, Any], kind: str, values: dict[str, Any]) -> list[str]:
    """Return what of a record is not as a class of the schema demands: slots, required ones, patterns, enumerations."""
    known = schema["classes"][kind]
    usage = known.get("slot_usage") or {}
    found = [f"{slot} is no slot" for slot in values if slot not in known["slots"]]
    needed = {slot for slot in known["slots"] if {**schema["slots"][slot], **(usage.get(slot) or {})}.get("required")}
    for rule in known.get("rules") or ():
        if holds(rule["preconditions"]["slot_conditions"], values):
            needed |= set(rule["postconditions"]["slot_conditions"])
    found += [f"{slot} is missing" for slot in sorted(needed) if not values.get(slot)]
    for slot, value in values.items():
        demands = schema["slots"].get(slot) or {}
        allowed = (schema["enums"].get(demands.get("range")) or {}).get("permissible_values")
        if value and allowed is not None and value not in allowed:
            found.append(f"{value} is no {slot}")
        if value and "pattern" in demands and not re.search(demands["pattern"], value):
            found.append(f"{value} does not match {demands['pattern']}")
    return found


def holds(conditions: dict[str, Any], values: dict[str, Any]) -> bool:
    return all(
        values.get(slot) == one["equals_string"]
        if "equals_string" in one
        else values.get(slot) != one["none_of"]["equals_string"]
        for slot, one in conditions.items()
    )


def test_the_table_is_sorted_and_its_head_says_what_it_uses() -> None:
    keys = [tuple(row[name] for name in ("subject_id", "predicate_id", "object_id", "object_label")) for row in rows()]
    assert keys == sorted(keys)
    names = [row[column] for row in rows() for column in COLUMNS if column.endswith("_id") or "justification" in column]
    declared = shipped().about["curie_map"]
    assert isinstance(declared, dict)
    assert {name.partition(":")[0] for name in names if name} == set(declared)
    assert {prefix: PREFIXES[prefix] for prefix in declared if prefix in PREFIXES}.items() <= declared.items()
    (version,) = re.findall(r'owl:versionInfo "(.*)"', (ROOT / "ontology" / "cakg.ttl").read_text("utf-8"))
    assert shipped().about["mapping_set_version"] == version


def test_it_speaks_of_our_terms_alone_and_calls_each_what_it_is() -> None:
    whole = sharing.shipped()
    known = gather(whole).vocabulary
    types = {
        (triple.subject.value, getattr(triple.object, "value", "").removeprefix(OWL))
        for source in whole.of_kind("vocabulary")
        for triple in statements(source)
        if triple.predicate.value == RDF + "type"
    }
    for link, row in zip(shipped().links, rows(), strict=True):
        assert link.subject in known.terms | known.concepts
        if kind_of(link.subject) in CONCEPT_KINDS:
            assert row["subject_type"] == "skos concept"
        else:
            assert (link.subject, SORTS[row["subject_type"]]) in types
        assert link.object is None or not link.object.startswith(BASE)


def test_nobody_imports_it() -> None:
    assert all("alignment" not in source.path for source in sharing.shipped().sources)
    others = [path for path in ROOT.glob("ontology/*.ttl") if path.name != "alignment.ttl"]
    assert len(others) > 7 and not any("cakg/alignment>" in path.read_text("utf-8") for path in others)


@pytest.mark.parametrize("namespace", NEIGHBOURS)
def test_each_neighbour_is_linked(namespace: str) -> None:
    links = {RDFS + "subClassOf", RDFS + "subPropertyOf"}
    links |= {SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")}
    found = [link for link in shipped().links if link.object is not None and link.object.startswith(namespace)]
    assert found and {link.predicate for link in found} <= links


HEAD = """#mapping_set_id: https://w3id.org/cakg/alignment
#mapping_set_title: T
#mapping_set_description: D
#mapping_set_version: "1"
#license: https://example.org/l
#comment: C
#curie_map:
#  cakg: https://w3id.org/cakg/ontology#
#  x: https://example.org/
#  rdfs: http://www.w3.org/2000/01/rdf-schema#
#  skos: http://www.w3.org/2004/02/skos/core#
"""
NAMES = "\t".join(COLUMNS) + "\n"
GOOD = "cakg:A\towl class\tskos:closeMatch\tx:B\t\towl class\tsemapv:ManualMappingCuration\t\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (NAMES + GOOD, "x.tsv:1: the head of the table lacks mapping_set_id; write a line #mapping_set_id: …"),
        ("#a: [\n" + NAMES + GOOD, "the head of the table is no YAML"),
        ("#a: " + "[" * 9_000 + "\n" + NAMES + GOOD, "x.tsv:1: the head of the table nests too deeply"),
        ("#- a\n" + NAMES + GOOD, "x.tsv:1: the head of the table is no mapping; write name: value"),
        ("#a: 2020-20-20\n" + NAMES + GOOD, "x.tsv:1: the head of the table is no YAML: month must be in 1..12"),
        (HEAD.partition("#  cakg")[0].replace("map:", "map: x") + NAMES + GOOD, "x.tsv:1: curie_map is no mapping"),
        (HEAD + GOOD, "x.tsv:12: the columns are others; write subject_id subject_type"),
        (HEAD + NAMES + GOOD + GOOD, "x.tsv:14: line 13 maps cakg:A to the same thing; keep one of the two rows"),
        (HEAD + NAMES + "cakg:A\towl class\n", "x.tsv:13: the row has 2 cells; write 8, parted by tabs"),
        (HEAD + NAMES + GOOD.replace("x:B", "y:B"), "x.tsv:13: the prefix of 'y:B' is not in the curie_map; declare"),
        (HEAD + NAMES + GOOD.replace("semapv:ManualMappingCuration", ""), "mapping_justification is empty; fill it"),
        (HEAD + NAMES + GOOD.replace("x:B", ""), "an object has either an object_id or, of type rdfs literal"),
        (HEAD + NAMES + GOOD.replace("close", "near"), "skos:nearMatch is no predicate of mappings; use rdfs:subClass"),
        (
            HEAD
            + NAMES
            + GOOD.replace("skos:closeMatch", "rdfs:subClassOf").replace("\t\towl class", "\t\trdfs class"),
            "x.tsv:13: rdfs:subClassOf joins two terms of one type of OWL; write the same type for both",
        ),
    ],
)
def test_a_fault_in_the_table_is_an_input_error_with_its_line(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        alignment.parse(text, "x.tsv")
    assert message in str(caught.value)
    assert len(alignment.parse(HEAD + NAMES + GOOD, "x.tsv").links) == 1
