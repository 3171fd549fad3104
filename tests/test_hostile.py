"""Foreign corpora are hostile: their queries are screened and bounded, their files end, their letters do not act."""

import json
import os
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.sampling import sampled
from yaml.scanner import Scanner

import cakg
from cakg.ask.question import read_question
from cakg.cli import run
from cakg.compile.opened import Opened
from cakg.engine.rows import Rows
from cakg.engine.screen import screen
from cakg.engine.store import store_of
from cakg.read import corpus, files
from cakg.read.frontmatter import read_front_matter
from cakg.words.controls import acting
from cakg.words.errors import InputError, LimitError, TextWarning

REPOSITORY = Path(__file__).parents[1]
HEADS = {
    "question": "#+ summary: What is there?\n#+ columns:\n#+     thing: what\n",
    "view": "#+ summary: Who is with whom?\n#+ shape: ties\n#+ columns:\n"
    "#+     source: one\n#+     target: other\n#+     weight: how often\n",
    "check": "#+ summary: Nothing is wrong.\n#+ severity: violation\n#+ columns:\n"
    "#+     focus: what\n#+     message: why\n",
}
COLUMNS = {"question": "?thing", "view": "?source ?target ?weight", "check": "?focus ?message"}
COMMANDS = {
    "question": (["ask", "evil"], ["ask", "evil", "-o", "{out}/x.csv"], ["build", "-o", "{out}/b"]),
    "view": (["network", "evil"], ["rank", "evil"], ["build", "-o", "{out}/b"]),
    "check": (["check"], ["build", "-o", "{out}/b"]),
}
CASES = [(folder, command) for folder, commands in COMMANDS.items() for command in commands]


@pytest.fixture
def hostile(own_root: Path) -> Path:
    """Return a corpus with queries of its own: a view and a question that are sound."""
    (own_root / "queries").unlink()
    for folder in COLUMNS:
        (own_root / "queries" / folder).mkdir(parents=True)
    shutil.copy(REPOSITORY / "queries/view/co-participation.rq", own_root / "queries/view/co-participation.rq")
    return own_root


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        found.listen()
        found.settimeout(0)
        yield found


def put(root: Path, folder: str, where: str) -> None:
    text = f"{HEADS[folder]}SELECT {COLUMNS[folder]}\nWHERE {{ {where} }}\n"
    (root / "queries" / folder / "evil.rq").write_text(text, "utf-8")


def asked(root: Path, command: list[str], tmp_path: Path, *more: str) -> int:
    return run([*(word.format(out=tmp_path / "out") for word in command), "--root", str(root), *more])


@pytest.mark.parametrize(("folder", "command"), CASES)
def test_no_saved_query_reaches_out(
    folder: str,
    command: list[str],
    hostile: Path,
    listener: socket.socket,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    put(hostile, folder, f"SERVICE <{address}> {{ ?thing ?p ?o }}")
    assert asked(hostile, command, tmp_path) == 3
    line = HEADS[folder].count("\n") + 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(f"cakg: queries/{folder}/evil.rq:{line}:9: a query may not reach other endpoints")
    with pytest.raises(BlockingIOError):
        listener.accept()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("folder", "command"), CASES)
def test_no_saved_query_runs_for_ever(
    folder: str, command: list[str], hostile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = COLUMNS[folder].split()
    endless = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o FILTER(?a = ?o)"
    put(hostile, folder, f"{endless} " + " ".join(f"BIND(1 AS {one})" for one in columns))
    assert asked(hostile, command, tmp_path, "--seconds", "0.3") == 4
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(f"cakg: queries/{folder}/evil.rq: the query takes more than 0.3 seconds")
    assert not (tmp_path / "out").exists()


def test_python_is_bound_by_the_same(hostile: Path) -> None:
    put(hostile, "question", "?thing ?p ?o")
    with pytest.raises(LimitError, match=r"evil\.rq: the query finds more than 7 rows"):
        cakg.ask("evil", root=hostile, bounds=cakg.Bounds(rows=7))
    assert len(cakg.ask("evil", root=hostile)) > 7
    with pytest.raises(cakg.UsageError, match="up to 3,600 seconds"):
        cakg.Bounds(seconds=3601)
    with pytest.raises(cakg.UsageError, match="from 1 to 16,384 megabytes"):
        cakg.query("ASK {}", megabytes=0)
    for name in ("seconds", "megabytes", "rows"):
        for value in (10**5000, -(10**5000), float("nan"), float("inf")):
            with pytest.raises(cakg.UsageError, match=f"{name}, not (a number of too many digits|nan|inf)"):
                cakg.Bounds(**{name: value})
    with pytest.raises(cakg.UsageError, match="from 1 to 10,000,000 rows"):
        cakg.query("ASK {}", rows=10_000_001)
    put(
        hostile,
        "question",
        'BIND("x" AS ?s0) '
        + " ".join(f"BIND(CONCAT(?s{n}, ?s{n}, ?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(20))
        + " BIND(STRLEN(?s20) AS ?thing)",
    )
    with pytest.raises(LimitError, match=r"evil\.rq: the query needs more than 64 megabytes"):
        cakg.ask("evil", root=hostile, bounds=cakg.Bounds(megabytes=64))


def test_a_saved_query_in_rdflibs_memory_is_bound_as_well(hostile: Path, sample_root: Path) -> None:
    from rdflib import Dataset

    dataset = Dataset()
    dataset.parse(data=cakg.export(cakg.load(sample_root), "nquads"), format="nquads")
    put(hostile, "question", "?thing a cakg:Person")
    assert len(cakg.ask("evil", dataset, root=hostile)) == len(cakg.ask("evil", root=hostile)) > 3
    put(hostile, "question", "?thing ?b ?c . ?d ?e ?f . ?g ?h ?i")
    with pytest.raises(LimitError, match=r"takes more than 0\.5 seconds"):
        cakg.ask("evil", dataset, root=hostile, bounds=cakg.Bounds(seconds=0.5))


def test_a_saved_query_without_rows_is_refused(hostile: Path) -> None:
    path = hostile / "queries/question/evil.rq"
    for text in ("ASK { ?thing ?p ?o }", "CONSTRUCT { ?thing ?p ?o } WHERE { ?thing ?p ?o }"):
        path.write_text(HEADS["question"] + text, "utf-8")
        with pytest.raises(InputError, match=r"evil\.rq: the query yields no rows; write it as SELECT"):
            cakg.ask("evil", root=hostile)


def test_all_claims_of_the_shipped_corpus_are_rows(real: Opened) -> None:
    claims = cakg.query("SELECT * { GRAPH ?g { ?s ?p ?o } }", real, seconds=120)
    accepted = cakg.query("SELECT * { ?s ?p ?o }", real, seconds=120)
    assert isinstance(claims, Rows) and isinstance(accepted, Rows)
    assert len(claims) + len(accepted) == len(store_of(real))


@pytest.mark.parametrize("path", sorted(REPOSITORY.glob("queries/*/*.rq")), ids=lambda path: path.stem)
def test_what_we_ship_passes_the_screen(path: Path) -> None:
    screen(path.read_text("utf-8"))


@pytest.mark.parametrize("nested", ["[" * 20_000, "{a: " * 20_000, "- " * 20_000, "? " * 20_000])
def test_front_matter_that_nests_without_end_is_one_line(nested: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not read to its end, which takes the longer the deeper it nests."""
    read, fetch = list[Scanner](), Scanner.fetch_more_tokens
    monkeypatch.setattr(Scanner, "fetch_more_tokens", lambda self: read.append(self) or fetch(self))
    with pytest.raises(InputError, match=r"evil\.rq:1: the front matter nests too deeply|no YAML") as caught:
        read_front_matter(f"#+ summary: x\n#+ tags: {nested}\nSELECT ?x {{}}\n", "evil.rq")
    assert "\n" not in str(caught.value) and len(read) < 1_200
    with pytest.raises((InputError, LimitError), match=r"evil\.rq"):
        read_question("evil", "question", f"#+ summary: x\n#+ tags: {nested}\nSELECT ?x {{}}\n")


def make(path: Path, kind: str) -> None:
    """Put something at a path that is no file to be read whole."""
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as one:
            here = os.getcwd()
            os.chdir(path.parent)
            try:
                one.bind(path.name)
            finally:
                os.chdir(here)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        with path.open("wb") as stream:
            stream.truncate(1 << 30)


@pytest.mark.parametrize("kind", ["pipe", "socket", "device", "gigabyte"])
@pytest.mark.parametrize(
    "place", sampled(["data/register/evil.ttl", "data/reports/2018/evil.ttl", "queries/question/evil.rq"], 2)
)
def test_a_file_without_an_end_is_one_line(
    place: str, kind: str, hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is no file is never opened: check names it; a file that is too large is refused."""
    make(hostile / place, kind)
    if kind == "gigabyte":
        assert run(["ask" if place.startswith("queries") else "check", "--root", str(hostile)]) == 3
        (line,) = capsys.readouterr().err.splitlines()
        assert f"{place}: has more than 16 megabytes; split it" in line
        return
    assert run(["ask", "--root", str(hostile)]) == 0
    capsys.readouterr()
    run(["check", "--root", str(hostile)])
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "evil" in line)
    assert line.startswith(f"{place}: warning: ") and line.endswith("[unread-file]")
    assert "is no file but a device or pipe; delete it" in line


def test_what_a_user_names_may_be_a_pipe_but_has_an_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"ASK {}")
    os.close(writing)
    assert files.read_text(Path(f"/dev/fd/{reading}"), given=True) == "ASK {}"
    os.close(reading)
    assert run(["query", "-f", "/dev/zero"]) == 3
    assert "/dev/zero: has more than 16 megabytes" in capsys.readouterr().err
    make(tmp_path / "evil.txt", "device")
    with (
        pytest.warns(TextWarning, match=r"evil\.txt is not read: it is no file but a device or pipe; delete it"),
        pytest.raises(InputError, match=r"holds no \.txt file"),
    ):
        files.texts(tmp_path)


@pytest.mark.parametrize("name", ["a\x1b[31m.ttl", "a\u202egpj.ttl", "a\nb.ttl", os.fsdecode(b"a\xff.ttl")])
@pytest.mark.parametrize("folder", ["data/register", "queries/question"])
def test_a_file_name_that_acts_is_refused_visibly(
    name: str, folder: str, hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = name.replace(".ttl", ".rq") if folder.startswith("queries") else name
    (hostile / folder / name).write_text("x", "utf-8")
    assert run(["ask" if folder.startswith("queries") else "check", "--root", str(hostile)]) == 3
    said = capsys.readouterr().err.encode("utf-8", "backslashreplace").decode()
    assert f"{folder}/a" in said and "rename the file" in said and acting(said) is None and said.count("\n") == 1


ACTING = r"\u001B[31m\u202E"


@pytest.fixture(scope="module")
def stained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample, every text and every address of which holds what acts on a terminal."""
    root = tmp_path_factory.mktemp("stained")
    for folder in ("ontology", "queries"):
        (root / folder).symlink_to(REPOSITORY / folder)
    shutil.copytree(REPOSITORY / "tests/sample/data", root / "data")
    for path in root.rglob("data/**/*.ttl"):
        text = re.sub(r'"(?=[^"]*"@)', lambda match: match[0] + ACTING, path.read_text("utf-8"))
        path.write_text(re.sub(r'"(?=\^\^xsd:anyURI)', lambda match: ACTING + match[0], text), "utf-8")
    return root


@pytest.mark.parametrize(
    "command",
    sampled(
        [
            ["info"],
            ["search", "Zeller"],
            ["show", "anora-zeller"],
            ["show", "event:2018-05-10-mountain-consultations"],
            ["ask", "who-chaired-what"],
            *(["ask", "who-chaired-what", "--format", form] for form in ("csv", "tsv", "json", "md")),
            ["ask", "who-chaired-what", "--help"],
            ["disputes"],
            ["disputes", "--format", "md"],
            ["coverage"],
            ["network", "co-participation", "--as", "csv"],
            ["network", "co-participation", "--as", "nodes"],
            ["rank", "persons-by-events"],
            ["query", "SELECT * { ?s ?p ?o }"],
            ["query", "SELECT * { ?s ?p ?o }", "--format", "csv"],
            ["evidence", "--ungrounded"],
            ["export", "--format", "csv"],
            ["check"],
        ],
        3,
    ),
)
def test_nothing_that_acts_reaches_a_reader(
    command: list[str], stained: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run([*command, "--root", str(stained)])
    shown = capsys.readouterr()
    assert shown.out and acting(shown.out.replace("\r\n", "\n")) is None and acting(shown.err) is None


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "md", "txt"])
def test_nothing_that_acts_reaches_a_file_of_rows(form: str, stained: Path, tmp_path: Path) -> None:
    cakg.save(tmp_path / f"x.{form}", "who-chaired-what", root=stained)
    for path in tmp_path.iterdir():
        assert acting(path.read_bytes().decode().replace("\r\n", "\n")) is None, path.name


def test_what_acts_is_found_where_it_stands(stained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = {(one.path, one.line) for one in cakg.check(root=stained) if one.rule == "clean-text"}
    wanted = {
        (path.relative_to(stained).as_posix(), number): line.strip()
        for path in stained.rglob("data/**/*.ttl")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if ACTING in line
    }
    assert wanted and found <= wanted.keys()
    # What two reports say in the same words is found in the first of them.
    assert {wanted[place].rstrip(" ;.") for place in found} == {line.rstrip(" ;.") for line in wanted.values()}
    assert run(["build", "-o", str(tmp_path / "b"), "--root", str(stained)]) == 5
    last = capsys.readouterr().err.splitlines()[-1]
    assert re.match(r"cakg: data/\S+\.ttl:\d+: .* RDF/XML cannot hold it; nothing is written", last), last
    assert not (tmp_path / "b").exists()


def test_the_help_of_a_question_does_not_act(hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(hostile, "question", "?thing ?p ?o")
    path = hostile / "queries/question/evil.rq"
    path.write_text(path.read_text("utf-8").replace("What is there?", json.dumps("red \x1b[31m?")), "utf-8")
    assert run(["ask", "evil", "--help", "--root", str(hostile)]) == 0
    assert r"red \u001B[31m?" in capsys.readouterr().out
    assert run(["ask", "--root", str(hostile)]) == 0
    assert r"red \u001B[31m?" in capsys.readouterr().out


def test_names_of_files_that_are_fine_stay_so(hostile: Path) -> None:
    for name in ("Ж.ttl", "فا\u200cرسی.ttl", "two words.ttl"):
        shutil.copy(hostile / "data/register/person.ttl", hostile / "data/register" / name)
    assert {Path(one.path).name for one in corpus.read(hostile).sources} >= {"Ж.ttl", "two words.ttl"}
