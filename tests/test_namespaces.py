import pytest

from cakg.words.errors import UsageError
from cakg.words.namespaces import BASE, KINDS, PREFIXES, compact, expand, kind_of, sparql_prologue

PAIRS = {
    "cakg:date": "https://w3id.org/cakg/ontology#date",
    "event:2012-03-27-zannier-rahmon": "https://w3id.org/cakg/event/2012-03-27-zannier-rahmon",
    "org:osce": "https://w3id.org/cakg/org/osce",
    "part:a--b": "https://w3id.org/cakg/part/a--b",
    "place:x.y": "https://w3id.org/cakg/place/x.y",
    "shape:Event-date": "https://w3id.org/cakg/shape/Event-date",
    "level:minister": "https://w3id.org/cakg/level/minister",
    "w3org:postIn": "http://www.w3.org/ns/org#postIn",
    "geo:lat": "http://www.w3.org/2003/01/geo/wgs84_pos#lat",
    "edtf:EDTF": "http://id.loc.gov/datatypes/edtf/EDTF",
}


def test_a_namespace_ends_in_what_parts_it_from_a_local_name() -> None:
    assert all(iri.endswith(("/", "#")) and compact(f"{iri}x") == f"{prefix}:x" for prefix, iri in PREFIXES.items())


@pytest.mark.parametrize(("name", "iri"), PAIRS.items())
def test_names_and_iris_translate_both_ways(name: str, iri: str) -> None:
    assert expand(name) == iri
    assert compact(iri) == name
    assert expand(compact(iri)) == iri


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/x",
        "https://w3id.org/cakg/event/",
        "https://w3id.org/cakg/event/a/b",
        "https://w3id.org/cakg/event/a.",
        "https://w3id.org/cakg/event/-a",
        "https://w3id.org/cakg/event/a%20b",
        "https://w3id.org/cakg/event/é",
        "https://w3id.org/cakg/event/a\n",
        "https://w3id.org/cakg/nothing/a",
    ],
)
def test_an_iri_without_a_bare_name_is_written_in_full(iri: str) -> None:
    assert compact(iri) == f"<{iri}>"
    assert expand(compact(iri)) == iri


def test_an_iri_is_its_own_expansion() -> None:
    assert expand("https://example.org/x") == "https://example.org/x"


@pytest.mark.parametrize(
    ("name", "hint"), [("evnt:x", "did you mean event:?"), ("zzzzzz:x", "known are act:"), ("osce", "event:osce")]
)
def test_an_unknown_prefix_is_refused_with_a_hint(name: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        expand(name)
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    ("iri", "kind"),
    [
        ("https://w3id.org/cakg/event/x", "event"),
        ("https://w3id.org/cakg/topic/water", "topic"),
        ("https://w3id.org/cakg/ontology#Event", None),
        ("https://w3id.org/cakg/event/", None),
        ("https://w3id.org/cakg/event", None),
        ("https://w3id.org/cakg/nothing/x", None),
        ("https://example.org/event/x", None),
    ],
)
def test_the_kind_is_told_by_the_iri(iri: str, kind: str | None) -> None:
    assert kind_of(iri) == kind


def test_every_kind_has_the_prefix_that_is_spelled_like_it() -> None:
    assert {kind: PREFIXES[kind] for kind in KINDS} == {kind: f"{BASE}{kind}/" for kind in KINDS}
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_the_prologue_declares_every_prefix_and_nothing_else() -> None:
    declared = dict(line.removeprefix("PREFIX ").split(": ") for line in sparql_prologue().splitlines())
    assert declared == {prefix: f"<{iri}>" for prefix, iri in PREFIXES.items()}
