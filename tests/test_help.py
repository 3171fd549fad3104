"""What the command line says of itself and how it lays out what it shows."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from cakg.ask import saved
from cakg.cli import group, run
from cakg.networks.measures import MEASURES

ROOT = Path(__file__).parents[1]
QUESTIONS = saved.saved("question", ROOT)


@pytest.mark.parametrize("name", group.list_commands(click.Context(group)))
def test_every_command_and_option_is_explained(name: str) -> None:
    command = group.commands[name]
    assert command.help and command.help.split("\n")[0].endswith(".")
    silent = [one.name for one in command.params if isinstance(one, click.Option) and not one.help]
    assert not silent


def test_every_measure_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rank", "--help"]) == 0
    said = "".join(capsys.readouterr().out.split())  # lines break after hyphens
    assert not [name for name in MEASURES if name not in said]


def test_a_ranking_is_of_the_archive_and_not_of_the_world(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rank", "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    for told in (
        "Places are of the archive, not of the world",
        "of occasions that no document tells of it knows nothing",
        "Occasions that no document of the archive tells of are in none of them",
        "Where intervals overlap, the order is not known",
    ):
        assert told in said, told


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", name, "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    named = {line.split()[0].removeprefix("--") for line in lines if line.startswith("  ")}
    question = QUESTIONS[name]
    assert max(map(len, lines)) <= 110
    assert named >= set(question.columns) | {parameter.name for parameter in question.parameters}
    usage = lines[0].split()
    assert all(f"--{one.name}" in usage for one in question.parameters if one.required)


def test_a_missing_parameter_is_asked_for_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "who-met-whom", "--other", "tajikistan"]) == 2
    assert "give an actor" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["network", "rank"])
def test_views_are_listed_with_their_options(
    command: str, sample_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "--root", str(sample_root)]) == 0
    said = capsys.readouterr().out
    assert all(view in said for view in saved.saved("view", ROOT)) and "--since" in said and "--topic" in said


def test_show_puts_iri_and_reports_below_the_value(sample_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    part = "part:2019-06-04-mountain-consultations--davron-quill"
    assert run(["show", part, "--root", str(sample_root)]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    below = lines.index("person:davron-quill")
    assert lines[below - 1].split(maxsplit=1) == ["cakg:actor", "Davron Quill"]
    assert lines[below + 1].startswith("said in report:")
    arguments = ["show", "event:2019-06-04-mountain-consultations", "--root", str(sample_root)]
    assert run([*arguments, "--format", "csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == ["", "property", "value", "IRI or link", "reports", "shown by"]
    assert ["cakg:place", "Navruz House", "place:navruz-house"] in [row[1:4] for row in rows]


def test_show_tells_of_a_person_each_meeting_once_by_date(
    sample_root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert run(["show", "Lamberto Zannier"]) == 0
    said = capsys.readouterr().out
    heads = [said.index(f"\n{head}\n") for head in ("Posts", "Meetings and other events", "Statements", "Sources")]
    assert heads == sorted(heads) and said[heads[1] : heads[2]].count("and Ban Ki-moon") == 1
    assert said.index("Dushanbe 2005 ") < said.index("and Ban Ki-moon") < said.index("and Emomali Rahmon")
    assert "https://www.osce.org/sg/89204" in said and "cakg:" not in said


def test_show_tells_of_an_event_who_when_where_and_how_we_know(
    sample_root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert run(["show", "event:2019-06-04-mountain-consultations", "--root", str(sample_root)]) == 0
    said = capsys.readouterr().out
    assert "Navruz House" in said and "cakg:" not in said
    (guest,) = [line.split("  ") for line in said.splitlines() if line.startswith(" Ingrid Harrow")]
    cells = [cell.strip() for cell in guest if cell.strip()]
    assert cells[:2] == ["Ingrid Harrow", "guest"] and len(cells) == 6
    assert cells[-1] == "“Ingrid Harrow, Director of the Harbour Foundation” (who, office, for)"
    assert "Ingrid Harrow, Director of the Harbour Foundation" in said.partition("\nDocuments\n")[2]


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "host-states"], ["disputes"]])
def test_no_dictionary_of_languages_is_loaded_to_answer(arguments: list[str], sample_root: Path) -> None:
    code = f"import sys; from cakg.cli import run; code = run({arguments!r}); loaded = set(sys.modules); "
    code += "sys.exit(code or bool(loaded & {'babel', 'snowballstemmer', 'rapidfuzz'}))"
    known = os.environ | {"CAKG_ROOT": str(sample_root)}
    done = subprocess.run([sys.executable, "-c", code], env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout, done.stderr
