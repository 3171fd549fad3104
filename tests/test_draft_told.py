"""What `cakg draft` tells of events that short texts tell of: their days, places and parts (`drafts/told.yaml`)."""

import pytest
import yaml
from tests.test_draft import HERE

from cakg.curate.draft import Drafter
from cakg.curate.findings import Given
from cakg.curate.register import Register
from cakg.read import turtle
from cakg.read.claims import gather
from cakg.read.corpus import Corpus
from cakg.read.text import read_document
from cakg.words.namespaces import CAKG, kind_of, local_name

REST = (  # so that there is room to quote
    "All liked the gauges, and asked for a list by autumn of what a ferry costs, who is to pay for it, and who may "
    "sleep on it when the river is frozen and nobody comes. The list is to be long, with a page on ropes."
)
RUSSIAN = (
    "Всем понравились рельсы, и все просили к осени список того, сколько стоит паром, кто за него платит и кто может "
    "спать на нем, пока река замерзла и никто не приходит. Список будет длинным, со страницей о канатах."
)
CASES = yaml.safe_load((HERE / "told.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def drafter(sample: Corpus) -> Drafter:
    claims = gather(sample, strict=False)
    return Drafter(Register(claims, claims.reports))


def events_of(text: str) -> list[set[str]]:
    """Return what a draft says of each event: date, place, who has a part, alone, with each role and the office."""
    said: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in turtle.parse(text, "draft"):
        said.setdefault(subject.value, {}).setdefault(predicate.value.removeprefix(CAKG), []).append(value.value)
    found = []
    for iri, own in said.items():
        if kind_of(iri) != "event":
            continue
        words = {*own.get("date", ()), *map(local_name, own.get("place", ()))}
        for part in own.get("participation", ()):
            (actor,) = map(local_name, said[part]["actor"])
            words |= {actor, *(f"{actor}:{local_name(role)}" for role in said[part].get("role", ()))}
            words |= {f"{actor}@{local_name(post)}" for post in said[part].get("capacity", ())}
        found.append(words)
    return found


@pytest.mark.parametrize("name", CASES)
def test_events_are_told(name: str, drafter: Drafter) -> None:
    case = CASES[name]
    rest = RUSSIAN if case.get("language") == "ru" else REST
    head, _, last = case["text"].strip().rpartition("\n\n")
    paragraphs = (head, rest, last) if case.get("ends") else (head, last, rest)
    found = events_of(drafter.draft(read_document("text", "\n\n".join(paragraphs)), Given()).text)
    for words in case["told"]:
        assert any(set(words.split()) <= event for event in found), (words, found)
    for words in case.get("untold", ()):
        assert not any(set(words.split()) <= event for event in found), (words, found)
