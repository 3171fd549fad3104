"""Who met whom: what counts as a meeting, tried on cases made for each rule, and what the queries make of it."""

import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import Dataset

from cakg.ask.question import Question, answer, read_question
from cakg.cli import run
from cakg.compile.dataset import compile
from cakg.compile.delegations import delegations
from cakg.compile.meetings import meetings
from cakg.compile.opened import Opened
from cakg.engine.index import Index
from cakg.read import corpus as files
from cakg.read.corpus import Corpus
from cakg.read.turtle import parse
from cakg.words.namespaces import BASE, CAKG, sparql_prologue

ROOT = Path(__file__).parents[1]
FILES = {(folder, name): text for folder in ("question", "view") for name, text in files.queries(ROOT, folder).items()}
SPACES = sparql_prologue()
HEAD = SPACES.replace("PREFIX ", "@prefix ").replace(">\n", "> .\n")
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own use of its old names


@cache
def saved(folder: str, name: str) -> Question:
    return read_question(name, folder, FILES[folder, name])


@pytest.fixture
def dataset(sample: Corpus) -> Dataset:
    return compile(sample)


def met(sort: str, form: str, roles: tuple[str, ...], more: str = "", status: str = "held") -> set[str]:
    """Return who met whom at an event of a class and format, to which A, B and C came, each for a state, in roles.

    `A=B`: they talked with one another; `A-B`: they sat in one session and did not talk.
    """
    text = f"event:x a cakg:{sort} ; cakg:status status:{status} ; cakg:format format:{form} .\n"
    for actor, role in zip("ABC", roles, strict=False):
        text += f"event:x cakg:participation part:{actor} . part:{actor} cakg:actor person:{actor} ;"
        text += f" cakg:role role:{role} ; cakg:representing state:{actor} .\n"
    scheme = (ROOT / "ontology" / "concepts" / f"{name}.ttl" for name in ("format", "status"))
    concepts = [triple for path in scheme for triple in parse(path.read_text("utf-8"), path.name)]
    view = Index([*concepts, *parse(HEAD + text + more, "text")])
    view.extend(delegations(view))
    found = [(one.value[-1], link.value[len(CAKG) :], other.value) for one, link, other in meetings(view)]
    talked = {f"{one}={other[-1]}" for one, link, other in found if link == "talkedWith"}
    assert {pair[::-1] for pair in talked} == talked, "talks are mutual"
    sat = [one for one, link, other in found if link == "satIn" and other == f"{BASE}event/x"]
    session = {f"{one}-{other}" for one in sat for other in sat} - {pair.replace("=", "-") for pair in talked}
    return {pair for pair in talked | session if pair[0] < pair[2]}


@pytest.mark.parametrize(
    ("sort", "form", "roles", "expected"),
    [
        ("Visit", "working-visit", ("visitor", "receiver", "receiver"), {"A=B", "A=C"}),
        ("Visit", "working-visit", ("visitor", "visitor", "receiver"), {"A=C", "B=C"}),
        ("Meeting", "courtesy-call", ("visitor", "receiver", "participant"), {"A=B", "A=C", "B=C"}),
        ("Meeting", "bilateral", ("participant", "participant"), {"A=B"}),
        ("Meeting", "trilateral", ("participant", "participant", "participant"), {"A=B", "A=C", "B=C"}),
        ("Meeting", "trilateral", ("visitor", "visitor", "receiver"), {"A=C", "A-B", "B=C"}),
        ("Meeting", "conference", ("chair", "speaker"), {"A-B"}),
        ("Meeting", "conference", ("visitor", "receiver", "speaker"), {"A=B", "A-C", "B-C"}),
        ("Meeting", "training", ("trainer", "trainee"), set()),
        ("Meeting", "camp", ("trainer", "trainee"), set()),
        ("Adoption", "bilateral", ("adopter", "adopter"), set()),
        ("Establishment", "opening-ceremony", ("founder", "participant"), set()),
    ],
)
def test_what_counts_as_having_met(sort: str, form: str, roles: tuple[str, ...], expected: set[str]) -> None:
    assert met(sort, form, roles) == expected


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("part:B cakg:representing state:C .", id="for one state"),
        pytest.param("part:B cakg:representing org:mfa . org:mfa cakg:organOf state:C .", id="for a body of the state"),
        pytest.param("part:B cakg:representing person:C .", id="for the person itself"),
    ],
)
def test_two_of_one_side_hold_no_talks(more: str) -> None:
    assert met("Meeting", "bilateral", ("participant",) * 3, more) == {"A=B", "A=C", "B-C"}


def test_bodies_of_one_organization_are_two_sides() -> None:
    bodies = "part:A cakg:representing org:a . part:B cakg:representing org:b ."
    whole = "org:a w3org:subOrganizationOf org:un . org:b w3org:subOrganizationOf org:un ."
    assert met("Meeting", "bilateral", ("participant",) * 2, bodies + whole) == {"A=B"}


@pytest.mark.parametrize("status", ["announced", "postponed", "cancelled"])
def test_who_was_to_meet_has_not_met(status: str) -> None:
    assert met("Meeting", "bilateral", ("participant",) * 2, status=status) == set()


@pytest.mark.parametrize("attendance", ["expected", "invited", "declined", "absent"])
def test_who_did_not_come_has_not_met(attendance: str) -> None:
    stayed = f"part:B cakg:attendance attendance:{attendance} ."
    assert met("Meeting", "bilateral", ("participant",) * 3, stayed) == {"A=C"}


def test_every_query_that_says_who_met_says_with_its_answer_what_that_means() -> None:
    tells = re.compile(r"^(?!.*FILTER EXISTS).*cakg:talkedWith", re.MULTILINE)  # not: asks only who came to a visit
    met = sorted(key for key, text in FILES.items() if tells.search(text))
    assert len(met) >= 7 and {saved(*key).note for key in met} == {saved("question", "who-met-whom").note} != {""}


def test_the_meaning_goes_with_the_answer(sample_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--root", str(sample_root), "--actor", "Davron Quill"]
    assert run(["ask", "who-met-whom", *chosen, "--format", "csv"]) == 0
    assert saved("question", "who-met-whom").note in capsys.readouterr().err
    assert run(["rank", "persons-that-met", "--root", str(sample_root), "--closeness", "any"]) == 0
    assert saved("question", "who-met-whom").note in capsys.readouterr().err


def test_a_visit_is_a_star_in_the_corpus(real: Opened) -> None:
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
