"""What assistants are served: by the client of the SDK over stdin and stdout, and tool by tool without it."""

import asyncio
import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import cakg
from cakg import api
from cakg.cli import run
from cakg.serve import mcp as served
from cakg.serve import told, toolbox
from cakg.serve.toolbox import PREFIX, Toolbox

REPOSITORY = Path(__file__).parents[1]
MEETING = "event:2019-06-04-mountain-consultations"
LINK = re.compile(r"https?://\S+")


@pytest.fixture(scope="module")
def box(sample_root: Path) -> Toolbox:
    return Toolbox(api.opened(sample_root))


def test_a_client_uses_every_sort_of_tool_in_one_session(sample_root: Path) -> None:
    """Over stdio, by the official client: what is listed, what is replied, what is refused; then it goes on."""
    sdk = pytest.importorskip("mcp", reason="mcp is not installed; make test installs it")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}
    command = sdk.StdioServerParameters(
        command=sys.executable, args=["-m", "cakg", "mcp", "--root", str(sample_root)], env=environment
    )

    async def session() -> dict[str, Any]:
        async with sdk.Client(command) as client:
            found: dict[str, Any] = {"tools": await client.list_tools(), "info": client.server_info}
            found["instructions"] = client.instructions
            for name, (tool, given) in {
                "search": ("search", {"text": "Зеллер"}),
                "show": ("show", {"name": "Anora Zeller"}),
                "ask": ("ask_who-chaired-what", {"chair": "Anora Zeller"}),
                "bomb": ("query", {"sparql": "SELECT * {" + "{" * 5000 + "}" * 5001}),
                "refused": ("ask_who-chaired-what", {"chair": "nobody at all"}),
                "query": ("query", {"sparql": "SELECT ?e { ?e a cakg:Meeting } ORDER BY ?e", "limit": 2}),
                "evidence": ("evidence", {"thing": MEETING}),
                "brief": ("brief", {"name": "Anora Zeller"}),
            }.items():
                found[name] = await client.call_tool(tool, given)
            return found

    found = asyncio.run(session())
    names = {tool.name for tool in found["tools"].tools}
    assert {"search", "show", "evidence", "brief", "query"} <= names and found["info"].version == cakg.__version__
    assert {name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)} == cakg.saved(
        root=sample_root
    ).keys()
    assert all(tool.annotations.read_only_hint for tool in found["tools"].tools) and "quotes" in found["instructions"]
    failed = {name for name, reply in found.items() if getattr(reply, "is_error", False)}
    assert failed == {"bomb", "refused"}
    assert "nobody at all" in found["refused"].content[0].text
    for name in ("search", "show", "ask", "query", "evidence", "brief"):
        text = found[name].content[0].text
        assert LINK.search(text) and len(text) <= told.LARGEST + 500, name
        assert json.loads(json.dumps(found[name].structured_content))
    assert "2 of 6 rows are shown" in found["query"].content[0].text
    assert found["query"].structured_content["rows"][0] == ["event:2018-05-10-mountain-consultations"]


def typed(schema: Mapping[str, Any]) -> dict[str, str]:
    return {name: one["type"] for name, one in schema["properties"].items()}


def test_each_saved_question_is_a_tool_typed_by_its_front_matter(box: Toolbox) -> None:
    questions = cakg.saved(root=REPOSITORY)
    tools = {tool.name.removeprefix(PREFIX): tool for tool in box.tools() if tool.name.startswith(PREFIX)}
    assert tools.keys() == questions.keys() and len(tools) > 60
    for name, question in questions.items():
        schema = tools[name].schema
        assert schema["properties"].keys() == {one.name for one in question.parameters} | {"limit"}
        assert schema["required"] == [one.name for one in question.parameters if one.required]
        for one in question.parameters:
            sorts = {"integer": "integer", "boolean": "boolean"}
            assert typed(schema)[one.name] == sorts.get(one.type, "string")
            assert schema["properties"][one.name]["description"]
        assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", PREFIX + name) and tools[name].title == question.summary


@pytest.mark.parametrize("name", sorted(cakg.saved(root=REPOSITORY)))
def test_a_question_is_answered_as_the_command_answers_it(box: Toolbox, name: str, sample_root: Path) -> None:
    import yaml

    given = REPOSITORY / "tests" / "questions" / f"{name}.yaml"
    values = yaml.safe_load(given.read_text("utf-8")) if given.exists() else {}
    sorts = typed(next(tool.schema for tool in box.tools() if tool.name == PREFIX + name))
    arguments = {key: value if sorts[key] != "string" else str(value) for key, value in values.items()}
    reply = box.use(PREFIX + name, arguments | {"limit": 200})
    assert not reply.failed, reply.text
    rows = cakg.ask(name, root=sample_root, **values)
    assert reply.data["count"] == len(rows) and reply.data["columns"] == list(rows.columns)
    shown = [tuple(row) for row in reply.data["rows"]]
    assert shown == rows.cells()[: len(shown)] and (len(shown) == len(rows) or "truncated" in reply.data)
    assert reply.data.get("quotes") or "No thing in these rows has quotes" in reply.text
    for one in reply.data.get("quotes", ()):
        assert one["document"] and (one["quote"] or one["thing"].startswith("report:"))


def test_quotes_are_those_of_the_things_in_the_rows(box: Toolbox, sample_root: Path) -> None:
    reply = box.use("query", {"sparql": f"SELECT ?e {{ VALUES ?e {{ {MEETING} }} ?e a cakg:Event }}"})
    known = {row[0] for row in cakg.ask("evidence-of", root=sample_root, thing=MEETING).texts()}
    quotes = reply.data["quotes"]
    assert {one["thing"] for one in quotes} == {MEETING} and {one["quote"] for one in quotes} <= known
    assert len(quotes) == 2 and all(one["link"] in reply.text for one in quotes)


def test_what_is_cut_is_said_and_nothing_is_too_long(box: Toolbox, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = box.use("show", {"name": "Anora Zeller"})
    long = box.use("query", {"sparql": "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o", "limit": 200})
    assert len(long.text) <= told.LARGEST and "rows are shown: narrow the question" in long.text
    monkeypatch.setattr(told, "LARGEST", 2500)
    for name, given in {
        "show": {"name": "Anora Zeller"},
        "evidence": {"thing": MEETING, "limit": 200},
        "brief": {"name": "Anora Zeller"},
        "query": {"sparql": "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o", "limit": 200},
        "ask_events-between": {"limit": 200},
    }.items():
        reply = box.use(name, given)
        assert len(reply.text) < 2800, name
        assert re.search(r"not shown|rows are shown|Cut after \d+ of \d+ letters", reply.text), name
    assert len(whole.text) > 2800


def test_an_empty_answer_explains_itself_and_guesses_are_told(box: Toolbox) -> None:
    empty = box.use("ask_events-between", {"since": "2090"})
    assert "No rows." in empty.text and "Note: " in empty.text and empty.data["notes"]
    nothing = box.use("search", {"text": "qqqqqqq"})
    assert "nothing is called anything like" in nothing.text and nothing.data["rows"] == []


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("shwo", {}, "there is no tool 'shwo'; did you mean show?"),
        ("ask_meetings-of-seres", {}, "did you mean ask_meetings-of-series?"),
        ("search", {}, "search needs text"),
        ("search", {"text": 3}, "text: 3 is no string"),
        ("search", {"text": "x", "limit": "many"}, "limit: 'many' is no integer"),
        ("search", {"text": "x", "limit": 1000}, "limit: 1000 is not from 1 to 200"),
        ("search", {"text": "x", "limit": True}, "limit: True is no integer"),
        ("search", {"text": "x", "limit": 10**5000}, "limit: a number of too many digits is no integer"),
        ("ask_meetings-of-series", {"serie": "x"}, "did you mean series?"),
        ("ask_meetings-of-series", {"series": "no such series at all"}, "no such series at all"),
        ("ask_events-between", {"since": "soon"}, "since: 'soon' is no date"),
        ("show", {"name": "nobody at all"}, "nobody at all"),
        ("brief", {"name": "Anora Zeller", "since": "soon"}, "since: 'soon' is no date"),
        ("query", {"sparql": "SELECT * {"}, "query:1"),
        ("query", {"sparql": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}, "SERVICE"),
        ("query", {"sparql": "DROP ALL"}, "query"),
    ],
)
def test_what_is_wrong_is_a_reply_with_the_remedy(box: Toolbox, name: str, given: dict[str, Any], said: str) -> None:
    reply = box.use(name, given)
    assert reply.failed and said in reply.text and "\n" not in reply.text.strip() and "Traceback" not in reply.text


def test_without_its_library_the_command_says_the_remedy(
    monkeypatch: pytest.MonkeyPatch, sample_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(served, "find_spec", lambda name: None)
    assert run(["mcp", "--root", str(sample_root)]) == 2
    assert capsys.readouterr().err == "cakg: serving assistants needs a library; pip install 'cakg[mcp]'\n"


def test_a_corpus_that_is_none_is_refused_before_anything_is_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("mcp", reason="mcp is not installed; make test installs it")
    assert run(["mcp", "--root", str(tmp_path)]) == 3
    captured = capsys.readouterr()
    assert captured.err.startswith("cakg: ") and not captured.out


def test_a_worker_that_dies_is_followed_by_another(sample_root: Path) -> None:
    pytest.importorskip("mcp", reason="mcp is not installed; make test installs it")
    worker = served._Worker({"root": str(sample_root)})
    try:
        assert not worker.use("search", {"text": "Zeller"}).failed
        worker._process.kill()
        worker._process.join()
        assert "ask again" in worker.use("search", {"text": "Zeller"}).text
        assert "person:anora-zeller" in worker.use("search", {"text": "Zeller"}).text
    finally:
        worker.end()
    assert toolbox.BOUNDS.seconds <= 30
