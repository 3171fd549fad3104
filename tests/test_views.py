"""Views: what their rows mean for networks. Their exact rows are tested with those of the questions."""

from functools import cache
from pathlib import Path

import pytest
from rdflib import Dataset

from cakg.ask.question import Question, answer, read_question
from cakg.engine.rows import Rows
from cakg.networks.build import build
from cakg.networks.description import describe
from cakg.read import corpus as files
from cakg.words.namespaces import BASE, compact, kind_of

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own use of its old names
VIEWS = list(files.queries(ROOT, "view"))
TOPICAL = ("actors-by-initiatives", "topics-by-events", "statement-mentions", "stances", "agreement")
SECOND = BASE + "event/2019-06-04-mountain-consultations"


@cache
def view(name: str) -> Question:
    return read_question(name, "view", files.queries(ROOT, "view")[name])


def wide(name: str) -> dict[str, object]:
    """Return what a view has to be told to show all that it may show."""
    return {"closeness": "any"} if "closeness" in {p.name for p in view(name).parameters} else {}


def pairs(rows: Rows, event: str) -> set[str]:
    """Return the actors, with their roles, at an event."""
    return {
        f"{compact(str(row['actor']))} {compact(str(row['role']))}" for row in rows.to_dicts() if row["event"] == event
    }


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_feeds_a_network(name: str, dataset: Dataset) -> None:
    question = view(name)
    rows = answer(dataset, question, wide(name))
    net = build(rows, question.shape or "", describe(dataset, rows))
    assert net.number_of_nodes() > 1 and net.number_of_edges() > 0
    assert all(label for _, label in net.nodes(data="label"))
    column = "actor" if question.shape == "two-mode" else "source"
    found = [row for row in rows.to_dicts() if row.get("level") in (None, "delegation") and not row.get("through")]
    assert {row[column] for row in found} <= set(net.nodes)


@pytest.mark.parametrize("name", [name for name in VIEWS if name not in TOPICAL])
def test_what_was_not_held_ties_nobody(name: str, dataset: Dataset) -> None:
    held = {str(row[0]) for row in dataset.query("SELECT ?e { ?e cakg:status status:held }")}  # type: ignore[index]
    events = {str(row["event"]) for row in answer(dataset, view(name), wide(name)).to_dicts()}
    assert events and events <= held


@pytest.mark.parametrize("name", [name for name in VIEWS if "since" in {p.name for p in view(name).parameters}])
def test_windows_part_the_rows_by_the_first_day_of_the_event(name: str, dataset: Dataset) -> None:
    def rows(**values: object) -> set[tuple[object, ...]]:
        days = [
            tuple(row.values())
            for row in answer(dataset, view(name), {**wide(name), **values}).to_dicts()
            if row["begin"]
        ]
        return set(days)

    if name == "agreement":  # the one spoke before, the other after
        assert rows() and not rows(until="2018-12-31") and not rows(since="2019-01-01")
        return
    early, late = rows(until="2018-12-31"), rows(since="2019-01-01")
    assert (early or name == "visits") and late and not early & late and early | late == rows()


def test_people_and_groups_are_rolled_up(dataset: Dataset) -> None:
    rows = answer(dataset, view("delegations-by-events"))
    assert {kind_of(str(row["actor"])) for row in rows.to_dicts()} == {"state", "org"}
    found = pairs(rows, SECOND)
    assert {"state:kyrgyzstan role:participant", "org:mountain-dialogue-centre role:chair"} <= found
    assert "state:tajikistan role:co-chair" in found
    assert not any(actor.startswith("state:turkmenistan") for actor in found), "who was absent was not there"


def test_a_topic_narrows_a_view_and_includes_narrower_topics(dataset: Dataset) -> None:
    rows = answer(dataset, view("co-participation"), {"topic": "borders"}).to_dicts()
    events = {compact(str(row["event"])) for row in rows}
    assert "event:2019-06-05-session-border-crossings" in events
    assert "event:2018-11-15-rivers-plan-adoption" not in events


def test_a_host_is_no_guest_of_its_own(dataset: Dataset) -> None:
    rows = answer(dataset, view("hosts-and-guests")).to_dicts()
    ties = {(compact(str(row["source"])), compact(str(row["target"]))) for row in rows}
    assert ("state:tajikistan", "state:kazakhstan") in ties and ("state:kazakhstan", "state:tajikistan") in ties
    assert not any(one in ("state:tajikistan", "org:tajikistan-government") == other for one, other in ties)
    assert ("org:tajikistan-government", "state:tajikistan") not in ties
