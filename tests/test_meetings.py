"""Who met whom: what counts as a meeting, held in one wording by every query, tried on cases made for each rule."""

import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import Dataset

from cakg import api
from cakg.ask.question import Question, answer, read_question
from cakg.compile.dataset import compile
from cakg.read import corpus as files
from cakg.read.corpus import Corpus
from cakg.words.namespaces import BASE

ROOT = Path(__file__).parents[1]
FILES = {(folder, name): text for folder in ("question", "view") for name, text in files.queries(ROOT, folder).items()}
MEET = {key for key, text in FILES.items() if "?otherPart" in text}
SPACES = "PREFIX cakg: <https://w3id.org/cakg/ontology#> " + " ".join(
    f"PREFIX {kind}: <{BASE}{kind}/>"
    for kind in ("attendance", "completeness", "event", "format", "part", "person", "role", "state", "status")
)
A, B, C = "person:anora-zeller", "person:davron-quill", "person:olzhas-brandt"
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own use of its old names


@cache
def saved(folder: str, name: str) -> Question:
    return read_question(name, folder, FILES[folder, name])


@pytest.fixture
def dataset(sample: Corpus) -> Dataset:
    return compile(sample)


def happen(dataset: Dataset, sort: str, form: str, parts: dict[str, str], status: str = "held") -> None:
    """Add an event of a class and format, at which some were in the roles given, and each represents a state."""
    said = f"event:x a cakg:Event, cakg:{sort} ; cakg:status status:{status} ; cakg:format format:{form} ."
    for number, (actor, role) in enumerate(parts.items()):
        said += f" event:x cakg:participation part:x{number} ; cakg:hasParticipant {actor} ."
        said += f" part:x{number} a cakg:Participation ; cakg:actor {actor} ; cakg:role role:{role} ;"
        said += f" cakg:representing state:s{number} ."
    dataset.update(f"{SPACES} INSERT DATA {{ {said} }}")


def met(dataset: Dataset) -> set[tuple[str, ...]]:
    """Return who met whom at the event that was added, and how."""
    rows = answer(dataset, saved("view", "persons-that-met"), {"closeness": "any"}).to_dicts()
    short = {BASE + one.replace(":", "/"): name for one, name in ((A, "A"), (B, "B"), (C, "C"))}
    return {
        ("".join(sorted((short[str(row["source"])], short[str(row["target"])]))), str(row["strength"]))
        for row in rows
        if row["event"] == BASE + "event/x"
    }


def test_every_query_says_in_the_same_lines_who_met() -> None:
    found = {re.search(r"\n    # Met: .*\n    # So far: met\.\n", FILES[key], re.DOTALL) for key in MEET}
    assert None not in found and len({match[0] for match in found if match}) == 1
    assert len(MEET) >= 7 and ("question", "who-met-whom") in MEET and ("view", "persons-that-met") in MEET


@pytest.mark.parametrize(
    ("sort", "form", "roles", "expected"),
    [
        ("Visit", "working-visit", ("visitor", "receiver", "receiver"), {("AB", "talks"), ("AC", "talks")}),
        ("Visit", "working-visit", ("visitor", "visitor", "receiver"), {("AC", "talks"), ("BC", "talks")}),
        ("Meeting", "courtesy-call", ("visitor", "receiver", "participant"), {("AB", "talks")}),
        ("Meeting", "bilateral", ("participant",) * 2, {("AB", "talks")}),
        ("Meeting", "trilateral", ("participant",) * 3, {("AB", "talks"), ("AC", "talks"), ("BC", "talks")}),
        ("Meeting", "conference", ("chair", "speaker"), {("AB", "same session")}),
        ("Meeting", "training", ("trainer", "trainee"), set()),
        ("Meeting", "camp", ("trainer", "trainee"), set()),
        ("Adoption", "bilateral", ("adopter", "adopter"), set()),
        ("Establishment", "opening-ceremony", ("founder", "participant"), set()),
    ],
)
def test_what_counts_as_having_met(
    sort: str, form: str, roles: tuple[str, ...], expected: set[tuple[str, str]], dataset: Dataset
) -> None:
    happen(dataset, sort, form, dict(zip((A, B, C), roles, strict=False)))
    if form == "courtesy-call":
        expected = expected | {("AC", "talks"), ("BC", "talks")}
    assert met(dataset) == expected


def test_two_of_one_side_hold_no_talks(dataset: Dataset) -> None:
    happen(dataset, "Meeting", "bilateral", {A: "participant", B: "participant", C: "participant"})
    dataset.update(f"{SPACES} INSERT DATA {{ part:x1 cakg:representing state:s2 }}")
    assert met(dataset) == {("AB", "talks"), ("AC", "talks"), ("BC", "same session")}


@pytest.mark.parametrize("status", ["announced", "postponed", "cancelled"])
def test_who_was_to_meet_has_not_met(status: str, dataset: Dataset) -> None:
    happen(dataset, "Meeting", "bilateral", {A: "participant", B: "participant"}, status)
    assert met(dataset) == set()


def test_a_visit_is_a_star_in_the_corpus() -> None:
    real = api.load(ROOT)
    asked = saved("question", "who-met-whom")
    rahmon = {"actor": "islam-karimov", "other": "emomali-rahmon"}
    assert not [row for row in answer(real, asked, rahmon).to_dicts() if "kozhara" in str(row["event"])]
    visitor = answer(real, asked, {"actor": "leonid-kozhara", "other": "islam-karimov"}).to_dicts()
    assert visitor and {row["strength"] for row in visitor} == {"talks"}
    [talks] = [
        row
        for row in answer(real, asked, {"actor": "lamberto-zannier", "other": "emomali-rahmon"}).to_dicts()
        if row["strength"] == "talks"
    ]
    assert "Zannier" in str(talks["quote"]) and "Rahmon" in str(talks["otherQuote"])


def test_no_answer_claims_a_zero_where_lists_are_unknown(dataset: Dataset) -> None:
    dataset.update(
        f"{SPACES} DELETE WHERE {{ event:2018-05-10-mountain-consultations cakg:involves state:afghanistan }}"
    )
    among = answer(dataset, saved("question", "meetings-of-all-five")).to_dicts()
    assert [row["outsiders"] for row in among] == [0], "the list is complete: nobody else was there"
    dataset.update(
        f"{SPACES} DELETE {{ ?e cakg:participantList ?list }} INSERT {{ ?e cakg:participantList completeness:unknown }}"
        " WHERE { ?e a cakg:Event OPTIONAL { ?e cakg:participantList ?list } }"
    )
    among = answer(dataset, saved("question", "meetings-of-all-five")).to_dicts()
    assert [row["outsiders"] for row in among] == [None]
    for (folder, name), text in FILES.items():
        question = read_question(name, folder, text)
        if "COUNT(" not in text or any(parameter.required for parameter in question.parameters):
            continue
        counted = {"outsiders", "states", "organizations", "events", "persons", "named", "participants"}
        for row in answer(dataset, question).to_dicts():
            claimed = {column for column in counted & row.keys() if row[column] == 0}
            assert not claimed, f"{name}: {claimed} of {row}"
