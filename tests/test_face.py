"""What `import cakg` shows, and that Python can do all that the command line can, by the same functions."""

import ast
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from rlcompleter import Completer
from typing import Any

import click
import pytest

import cakg
from cakg.cli import group, run
from cakg.words.namespaces import SKOS, compact

ROOT = Path(__file__).parents[1]
FACE = ast.parse((ROOT / "src" / "cakg" / "__init__.py").read_text("utf-8"))
VIEW, QUESTION = "delegations-by-events", "who-chaired-what"
SPARQL = "SELECT ?event ?begin WHERE { ?event a cakg:Event ; cakg:begin ?begin } ORDER BY ?event"
THING = "event:2019-06-04-mountain-consultations"

Records = list[dict[str, Any]]


def typed_imports() -> dict[str, str]:
    """Return the names that type checkers see, each with the module it comes from."""
    (block,) = (node for node in FACE.body if isinstance(node, ast.If))
    return {
        alias.name: str(node.module) for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def test_dir_lists_the_face_and_nothing_else() -> None:
    assert dir(cakg) == sorted([*cakg.__all__, "__version__"])
    script = "import cakg, cakg.ask.find, cakg.words.dates; print(*dir(cakg))"
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert shown == sorted([*cakg.__all__, "__version__"])


def test_every_name_is_there_typed_and_documented() -> None:
    typed = typed_imports()
    assert sorted(typed) == cakg.__all__
    for name, module in typed.items():
        value = getattr(cakg, name)
        assert value is getattr(import_module(module), name)
        assert inspect.getdoc(value), name
        assert re.search(rf"\b{name}\b", cakg.__doc__ or ""), f"the first lines of help(cakg) do not name {name}"
    assert cakg.__version__
    with pytest.raises(AttributeError, match="no attribute 'sk'"):
        _ = cakg.sk


@pytest.mark.parametrize("name", [name for name in cakg.__all__ if name.islower()])
def test_a_function_says_what_it_returns_and_raises(name: str) -> None:
    function = getattr(cakg, name)
    doc = inspect.getdoc(function) or ""
    raises = {"info", "coverage"}  # only what loading the corpus may
    assert doc.startswith(("Return ", "Write ", "Serve ")) and ("*Errors*:" in doc or name in raises)
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Parameter.empty
    assert all(one.annotation is not inspect.Parameter.empty for one in signature.parameters.values())


def test_the_plain_prompt_completes_the_face_and_no_more() -> None:
    found = Completer({"cakg": cakg})
    shown = {(found.complete("cakg.", n) or "") for n in range(100)} - {""}
    assert {name.removeprefix("cakg.").rstrip("()") for name in shown} == set(cakg.__all__)
    assert found.complete("cakg.eviden", 0).startswith("cakg.evidence")


def test_importing_is_cheap_and_errors_stay_so() -> None:
    script = "import sys, cakg; from cakg import CakgError, NotFoundError; dir(cakg); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"rdflib", "pyoxigraph", "networkx", "scipy", "numpy", "pyshacl", "click", "rich"} & set(loaded)
    script = "import sys, cakg; cakg.load, cakg.ask, cakg.build; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"rdflib", "pyoxigraph", "networkx", "scipy", "numpy", "pyshacl", "click", "rich"} & set(loaded)


def test_a_star_brings_everything(sample_root: Path) -> None:
    script = "from cakg import *; print(len(ask('who-chaired-what')), issubclass(UsageError, CakgError), Graph)"
    known = os.environ | {"CAKG_ROOT": str(sample_root)}
    done = subprocess.run([sys.executable, "-c", script], env=known, capture_output=True, text=True, check=True)
    assert re.fullmatch(r"[1-9]\d* True <class '.*Graph'>\n", done.stdout)


def test_no_parameter_of_a_saved_query_is_taken_for_an_option() -> None:
    for folder, function in (("question", cakg.ask), ("view", cakg.network)):
        own = {name for name, one in inspect.signature(function).parameters.items() if one.kind != one.VAR_KEYWORD}
        for name, question in cakg.saved(folder).items():
            both = own & {parameter.name for parameter in question.parameters}
            assert both <= {"lang"}, f"{name}: only the language of names is meant to be both"


@pytest.mark.parametrize("given", ["graph", "root", "name", "bipartite"])
def test_an_option_of_python_is_none_of_a_saved_query(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["ask", QUESTION], ["network", VIEW], ["rank", VIEW]):
        value = [f"--{given}", "x"] if given != "root" else ["--rooot", "x"]
        assert run([*command, *value]) == 2
        assert f"has no parameter {value[0][2:]!r}" in capsys.readouterr().err


# ------------------------------------------------------------------ what commands print is what functions return


def cells(value: object) -> object:
    """Return a term as tables show it."""
    return None if value is None else compact(str(value)) if str(value).startswith("https://w3id.org/") else str(value)


def of_rows(rows: Any) -> Records:
    return [dict(zip(rows.columns, map(cells, row), strict=True)) for row in rows]


def info(root: Path, _: Path) -> tuple[list[str], object]:
    found = cakg.info(root=root)
    return ["info"], [{"what": c.what, "count": c.count, "reports speak of": c.spoken} for c in found]


def search(root: Path, _: Path) -> tuple[list[str], object]:
    found = cakg.search("mountain", root=root, limit=3)
    return ["search", "mountain", "--limit", "3"], [
        {"thing": compact(h.iri), "label": h.label, "matched name": h.name, "likeness": round(h.score)} for h in found
    ]


def show(root: Path, _: Path) -> tuple[list[str], object]:
    thing = cakg.show(THING, root=root)
    said = [(s.property, s.value) for s in (*thing.statements, *thing.mentions)]
    return ["show", THING], [*said, *(("cakg:quote", f"“{quote.text}”") for quote in thing.quotes)]


def ask(root: Path, _: Path) -> tuple[list[str], object]:
    return ["ask", QUESTION], of_rows(cakg.ask(QUESTION, root=root))


def query(root: Path, _: Path) -> tuple[list[str], object]:
    return ["query", SPARQL], of_rows(cakg.query(SPARQL, root=root))


def disputes(root: Path, _: Path) -> tuple[list[str], object]:
    found = [(d.label, d.property, r.value) for d in cakg.disputes(THING, root=root) for r in d.readings]
    return ["disputes", THING], found


def coverage(root: Path, _: Path) -> tuple[list[str], object]:
    return ["coverage"], cakg.coverage(root=root)


def check(root: Path, _: Path) -> tuple[list[str], object]:
    path = root / "data" / "register" / "org.ttl"
    path.write_text(re.sub(r"    cakg:kind .*\n", "", path.read_text("utf-8")), "utf-8")
    return ["check"], sorted((one.severity, one.rule, one.message) for one in cakg.check(root=root))


def evidence(root: Path, _: Path) -> tuple[list[str], object]:
    texts = ROOT / "tests" / "sample" / "texts"
    found = cakg.evidence(texts=texts, root=root)
    rows = [
        (compact(e.report.iri.value), e.document and e.document.path, len(e.distinct), len(e.unread())) for e in found
    ]
    return ["evidence", "--texts", str(texts)], rows


def draft(root: Path, _: Path) -> tuple[list[str], object]:
    text = str(ROOT / "tests" / "drafts" / "en-session" / "text.txt")
    return ["draft", text], cakg.draft(text, root=root).text


def review(root: Path, _: Path) -> tuple[list[str], object]:
    found = cakg.review("mountain-consultations", root=root, kinds="open")
    rows = [(t.effect, t.kind, t.place, compact(t.thing), t.what, t.remedy) for t in found]
    keys = ("effect", "kind", "place", "thing", "what", "what to do")
    return ["review", "mountain-consultations", "--kind", "open"], [dict(zip(keys, row, strict=True)) for row in rows]


def release(root: Path, _: Path) -> tuple[list[str], object]:
    return ["release"], cakg.release(root=root).notes


def fmt(root: Path, _: Path) -> tuple[list[str], object]:
    path = root / "data" / "register" / "org.ttl"
    path.write_text(path.read_text("utf-8").replace("    a ", "  a ", 1), "utf-8")
    found = cakg.fmt([path], check=True)
    return ["fmt", str(path), "--check"], [(str(one.path), one.changed) for one in found]


def diff(root: Path, sample: Path) -> tuple[list[str], object]:
    path = next(path for path in (root / "data/reports").rglob("*.ttl") if "status:held" in path.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace("status:held", "status:cancelled"), "utf-8")
    found = cakg.diff(sample, root)
    keys = ("change", "who says so", "thing", "property", "value", "before")
    fields = ("change", "speaker", "subject", "property", "value", "before")
    rows = [{key: getattr(one, field) for key, field in zip(keys, fields, strict=True)} for one in found]
    return ["diff", str(sample), str(root)], rows


def network(root: Path, _: Path) -> tuple[list[str], object]:
    net = cakg.network(VIEW, root=root, since="2019")
    return ["network", VIEW, "--since", "2019", "--as", "json"], cakg.export(net, "json").decode()


def rank(root: Path, _: Path) -> tuple[list[str], object]:
    scores = cakg.rank(cakg.network(VIEW, root=root, bipartite=True), "betweenness")
    rows = [{"place": s.place, "label": s.label, "value": s.value, "actor": compact(s.actor)} for s in scores]
    return ["rank", VIEW, "--measure", "betweenness"], rows


def structure(root: Path, _: Path) -> tuple[list[str], object]:
    shown = cakg.structure(cakg.network(VIEW, root=root), "communities", runs=3)
    rows = [dict(zip(shown.columns, [*row[:-1], compact(str(row[-1]))], strict=True)) for row in shown.rows]
    return ["structure", VIEW, "--show", "communities", "--runs", "3"], rows


def export(root: Path, _: Path) -> tuple[list[str], object]:
    return ["export", "--format", "nquads"], cakg.export(form="nquads", root=root).decode()


def brief(root: Path, _: Path) -> tuple[list[str], object]:
    return ["brief", "Anora Zeller", "--lang", "ru"], cakg.brief("Anora Zeller", root=root, lang="ru").decode()


def build(root: Path, sample: Path) -> tuple[list[str], object]:
    built = cakg.build(root / "build", root=root)
    assert (root / "build" / "site" / "index.html").is_file() and not built.findings
    return ["build", "-o", str(root / "other")], {name: (root / "build" / name).read_bytes() for name in built.files}


COMMANDS: dict[str, Callable[[Path, Path], tuple[list[str], object]]] = {
    function.__name__: function
    for function in (
        info, search, show, ask, query, disputes, coverage, check, evidence, draft, review, release, fmt, diff, network,
        rank, structure, export, brief, build,
    )
}  # fmt: skip


def test_every_command_has_a_function() -> None:
    # mcp and serve print nothing, and stay
    assert {*COMMANDS, "mcp", "serve"} == set(group.list_commands(click.Context(group))), (
        "give the new command a function of the face, and a row in this table"
    )
    assert {*COMMANDS, "serve"} <= set(cakg.__all__)


@pytest.mark.usefixtures("brief_site")
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_prints_what_its_function_returns(
    name: str, own_root: Path, sample_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, expected = COMMANDS[name](own_root, sample_root)
    assert expected
    capsys.readouterr()
    command = group.get_command(click.Context(group), name)
    assert command is not None
    options = {one.name for one in command.params}
    arguments += ["--root", str(own_root)] if "root" in options else []
    arguments += ["--format", "json"] if "form" in options and name not in ("network", "export", "brief") else []
    code = run(arguments)
    out, err = capsys.readouterr()
    assert code == (1 if name in ("check", "diff", "fmt") else 0), err
    shown: Any = json.loads(out) if "--format" in arguments and name != "export" else out
    if name == "show" or name == "disputes":
        keys = ("property", "value") if name == "show" else ("thing", "property", "value")
        shown = [tuple(row[key] for key in keys) for row in shown]
    elif name == "check":
        shown = sorted((row["severity"], row["rule"], row["message"]) for row in shown)
    elif name == "evidence":
        shown = [(row["report"], row["text"], row["quotes"], row["unread"]) for row in shown]
    elif name == "fmt":
        shown = [(line.partition(": ")[0], True) for line in err.splitlines()]
    elif name == "build":
        folder = own_root / "other"
        shown = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert shown == expected


def test_what_is_recorded_is_written_once(own_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = tmp_path / "texts"
    shutil.copytree(ROOT / "tests" / "sample" / "texts", texts)
    for path in (own_root / "data" / "reports").rglob("*.ttl"):
        path.write_text(re.sub(r"    cakg:textDigest .*\n", "", path.read_text("utf-8")), "utf-8")
    bare = {path: path.read_text("utf-8") for path in (own_root / "data").rglob("*.ttl")}
    graph = cakg.load(own_root)
    found = cakg.evidence(graph, texts)
    assert all(one.unrecorded for one in found) and all(path.read_text("utf-8") == text for path, text in bare.items())
    assert cakg.evidence(graph, {str(p): p.read_text("utf-8") for p in texts.glob("*.txt")}) == found
    changed = own_root / found[0].report.path
    changed.write_text(
        changed.read_text("utf-8").replace("@en ;", f'@en ;\n    <{SKOS}editorialNote> "later"@en ;', 1), "utf-8"
    )
    assert all(one.unrecorded for one in cakg.evidence(graph, texts, record=True))
    assert "later" in changed.read_text("utf-8"), "an older state of the file was written over a newer one"
    assert not any(one.unrecorded for one in cakg.evidence(texts=texts, root=own_root))
    assert all(report.verified for report in (one.report for one in cakg.evidence(root=own_root)))
    assert run(["evidence", "--texts", str(texts), "--record", "--root", str(own_root)]) == 0
    assert "verified against" not in capsys.readouterr().err
    with pytest.raises(cakg.UsageError, match="name the folder with the texts"):
        cakg.evidence(record=True)


def test_a_fault_is_told_by_file_and_line(own_root: Path) -> None:
    path = next((own_root / "data" / "reports").rglob("*second-consultations.ttl"))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines) if "cakg:quote" in line)
    lines[number] = '    cakg:quote "nowhere to be found"@en ;\n'
    path.write_text("".join(lines), "utf-8")
    found = cakg.evidence(texts=ROOT / "tests" / "sample" / "texts", root=own_root)
    said = [str(remark) for one in found for remark in one.remarks if remark.fault]
    assert len(said) == 1 and said[0].startswith(f"{path.relative_to(own_root)}:{number + 1}: the quote 'nowhere to be")


def test_fmt_writes_what_is_not_canonical_and_nothing_else(own_root: Path) -> None:
    path = own_root / "data" / "register" / "org.ttl"
    good = path.read_text("utf-8")
    path.write_text(good.replace("    a ", "  a ", 1), "utf-8")
    before = {one: one.stat().st_mtime_ns for one in (own_root / "data").rglob("*.ttl") if one != path}
    assert [one.path for one in cakg.fmt(root=own_root) if one.changed] == [path]
    assert path.read_text("utf-8") == good and all(one.stat().st_mtime_ns == time for one, time in before.items())
    assert not any(one.changed for one in cakg.fmt(root=own_root, check=True))


def test_diff_compares_what_was_loaded_with_what_is_there(own_root: Path) -> None:
    before = cakg.load(own_root)
    assert cakg.diff(before, own_root) == []
    path = own_root / "data" / "register" / "org.ttl"
    path.write_text(path.read_text("utf-8").replace('"Steppe Wire"@en', '"Stubble Wire"@en'), "utf-8")
    found = cakg.diff(before, cakg.load(own_root))
    assert {(one.change, one.value) for one in found} == {("added", "Stubble Wire"), ("retracted", "Steppe Wire")}


def test_a_difference_is_of_the_reports_that_are_heard(sample_root: Path) -> None:
    whole, verified = cakg.load(sample_root), cakg.load(sample_root, verified_only=True)
    found = cakg.diff(verified, whole)
    unheard = {str(row[0]) for row in whole.query("SELECT ?r { ?r a cakg:Report }")}
    unheard -= {str(row[0]) for row in verified.query("SELECT ?r { ?r a cakg:Report }")}
    assert {compact(report) for report in unheard} == {one.speaker for one in found if one.change == "added"} != set()
    assert cakg.diff(whole, whole) == []
