"""The pages are true: whoever follows README.md, CONTRIBUTING.md and docs/ from top to bottom sees what they show.

Each page is followed in a folder of its own, a copy of the repository's texts. Its blocks are run in their order:

    console [exit=N] [foreign] [shown]   lines after `$ ` are commands, the others what these print; a block without `$`
                                         holds commands alone. N is what the last command leaves. `foreign` commands are
                                         run where their program is installed, `shown` ones never; of what is not run,
                                         the files that it names must be there
    python, sparql                       a script, in one namespace for the page; a query of the corpus, with an answer
    text                                 what the block above prints
    turtle                               statements of the corpus or the ontology, all of which stand there
    turtle FILE, text FILE, r FILE …     what FILE holds from here on

In what is printed, `…` stands for any text, on a line of its own for any lines; blanks count as one, rules as nothing.
"""

import inspect
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from tests.sampling import WHOLE, sampled
from tests.sharing import shipped

import cakg
from cakg.cli import group, run
from cakg.compile.opened import Opened
from cakg.engine import guard, screen
from cakg.engine.bounds import MOST_MEGABYTES, MOST_ROWS, MOST_SECONDS, Bounds
from cakg.engine.rows import Triples
from cakg.export.table import render
from cakg.read import files, turtle
from cakg.words.errors import CakgError
from cakg.words.namespaces import PREFIXES

ROOT = Path(__file__).parents[1]
PAGES = [page for page in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]) if "\n```" in page.read_text("utf-8")]
# what newcomers and curators do step by step, and some of the others
FIRST = [page for page in PAGES if page.stem in ("README", "curating")]
FOLLOWED = [*FIRST, *sampled([page for page in PAGES if page not in FIRST], 6)]
COPIED = (
    "CITATION.cff",
    "Makefile",
    "constraints.txt",
    "data",
    "ontology",
    "pyproject.toml",
    "queries",
    "tests/sample",
)
HEAVY = {  # pages that compile or read the whole graph again and again: each on the reports of some years alone
    **dict.fromkeys(("loading", "scale"), range(1992, 2013)),
    **dict.fromkeys(("measures", "networks"), range(1992, 2016)),
    "README": (2005, 2012),  # with what of the register these name: it shows no numbers
}
ADDRESS = "127.0.0.1:7878"  # of the servers in the pages; each run takes a port of its own
SHELL = re.compile(r"[|<>&;*~]|\$\(")
PATH = re.compile(r"[\w./-]+\.(?:csv|gexf|nq|nt|py|R|rdf|rq|sql|trig|ttl|txt)\b|\b(?:data|tests|texts)/[\w./-]+")
NAME = re.compile(r"\b[a-z]+:[a-z0-9][\w.-]*")  # of a thing, as Turtle, tables and queries write it
PROLOGUE = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


class Untrue(Exception):
    """Say what a page shows that is not so."""


def demand(holds: object, problem: str) -> None:
    if not holds:
        raise Untrue(problem)


@dataclass(frozen=True)
class Block:
    """Hold one fenced block of a page: its language, the words after it, its text, and where it stands."""

    language: str
    words: tuple[str, ...]
    text: str
    place: str


def blocks(page: Path) -> list[Block]:
    text = page.read_text("utf-8")
    found = []
    for match in re.finditer(r"^```(\w+)([^\n`]*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        place = f"{page.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}"
        found.append(Block(match[1], tuple(match[2].split()), match[3], place))
    demand(len(found) * 2 == len(re.findall(r"^```", text, re.MULTILINE)), f"{page}: a fence is not closed")
    return found


def shows(expected: str, printed: str) -> bool:
    """Tell whether a text is what is expected, where … stands for anything."""
    wanted, given = (
        "\n".join(" ".join(line.split()) for line in text.strip().splitlines() if set(line) - set(" ─"))
        for text in (expected, printed)
    )
    parts = [re.escape(part) for part in re.split(r"(?:^|\n)…(?=\n|$)", wanted)]
    lines = r"(?:(?:^|\n).*)??".join(part.replace("…", "[^\n]*?") for part in parts)
    return re.fullmatch(lines, given, re.DOTALL) is not None


def stands(statement: Triple, graph: Opened) -> bool:
    """Tell whether a statement stands in the compiled graphs, or in a text of the corpus or of its ontology."""
    told = isinstance(statement.subject, NamedNode) and isinstance(statement.object, NamedNode | Literal)
    if told and any(graph.store.quads_for_pattern(statement.subject, statement.predicate, statement.object, None)):
        return True
    return str(statement) in said_of(re.split("[/#]", str(statement.subject).strip("<>"))[-1])


@cache
def said_of(name: str) -> frozenset[str]:
    """Return every statement, as text, of the texts in which a name stands; in all where a blank node has it."""
    texts = [(source.text, source.path) for source in shipped().sources if source.kind != "shape"]
    texts.append(((ROOT / "ontology/alignment.ttl").read_text("utf-8"), "alignment"))
    own = [(text, path) for text, path in texts if name in text or name.startswith("_:")]
    return frozenset(str(triple) for text, path in own for triple in turtle.parse(text, path, blank_nodes=True))


@dataclass
class Follower:
    """Do what a page says, block by block, in a folder."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    address: str
    graph: Callable[[], Opened]
    namespace: dict[str, Any] = field(default_factory=dict)
    servers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    printed: str | None = None

    def follow(self, block: Block) -> None:
        text = block.text.replace(ADDRESS, self.address)
        files = [word for word in block.words if "." in word]
        for name in files:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, "utf-8")
        if block.language == "text" and not files:
            demand(self.printed is not None, "nothing was printed above")
            demand(shows(text, self.printed or ""), f"it prints:\n{self.printed}")
            self.printed = None
        elif block.language in ("console", "python", "sparql"):
            getattr(self, f"follow_{block.language}")(text, block)
        elif block.language == "turtle" and not files:
            said = turtle.parse(PROLOGUE + text, block.place)
            lacking = [one for one in said if not stands(one, self.graph())]
            demand(not lacking, f"stands nowhere in the corpus: {lacking[:1]}")
        else:
            demand(files or block.language == "mermaid", f"nothing is done with {block.language}")
            for frame, name in re.findall(r'^(\w+) <- read\.csv\("([^"]+)"', text, re.MULTILINE):  # in R
                columns = (self.folder / name).read_text("utf-8").partition("\n")[0].split(",")
                made = re.findall(rf"\b{frame}\$(\w+) <-", text)
                wanted = set(re.findall(rf"\b{frame}\$(\w+)", text)) - set(made)
                demand(wanted <= set(columns), f"{name} has no column {wanted - set(columns)}")

    def follow_python(self, text: str, block: Block) -> None:
        exec(compile(text, block.place, "exec"), self.namespace)
        self.printed = self.capture.readouterr().out
        demand(self.printed.strip() or "print(" not in text, "it prints nothing")

    def follow_sparql(self, text: str, block: Block) -> None:
        found = cakg.query(text, self.graph())
        if isinstance(found, bool):
            self.printed = "true" if found else "false"
        elif isinstance(found, Triples):
            self.printed = found.to_ntriples()
        else:
            self.printed = render(found.columns, found.cells(), "table")
        demand(found, "it finds nothing")

    def follow_console(self, text: str, block: Block) -> None:
        lines = text.replace("\\\n", " ").splitlines()
        prompted = any(line.startswith("$ ") for line in lines)
        commands: list[tuple[str, list[str]]] = []
        for line in lines:
            if line.startswith("$ ") or not prompted:
                commands.append((line.removeprefix("$ "), []))
            else:
                commands[-1][1].append(line)
        exits = next((int(word.removeprefix("exit=")) for word in block.words if word.startswith("exit=")), 0)
        for number, (command, expected) in enumerate(commands, 1):
            code = exits if number == len(commands) else 0
            program = shlex.split(command)[0]
            if "shown" in block.words or ("foreign" in block.words and shutil.which(program) is None):
                demand(not expected, "nobody checks what it prints")
                missing = [name for name in PATH.findall(command) if not (self.folder / name).exists()]
                demand(not missing, f"{command}: there is no {missing[:1]}")
            elif program == "make":
                demand(
                    f"\n{shlex.split(command)[1]}:" in (ROOT / "Makefile").read_text("utf-8"), f"{command}: no target"
                )
            elif program == "pip":
                demand(all(version(word.partition("[")[0]) for word in shlex.split(command)[2:]), command)
            elif command.endswith("&"):
                self.serve(command.removesuffix("&"))
            else:
                left = self.run_here(command) if self.is_ours(command) else self.run_shell(command)
                demand(left == code, f"{command} leaves {left}: {self.printed}")
                quiet = program in ("cp", "mkdir", "rm", "sed") or re.search(r" -o | >>? | fmt ", command)
                demand(quiet or (self.printed or "").strip(), f"{command} prints nothing")
                shown = "\n".join(expected)
                demand(not expected or shows(shown, self.printed or ""), f"{command} prints:\n{self.printed}")

    def is_ours(self, command: str) -> bool:
        return command.startswith("cakg ") and SHELL.search(re.sub(r"'[^']*'|\"[^\"]*\"", "", command)) is None

    def run_here(self, command: str) -> int:
        self.capture.readouterr()
        code = run(shlex.split(command)[1:])
        self.printed = "".join(self.capture.readouterr())
        return code

    def run_shell(self, command: str) -> int:
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=environment(self.folder), capture_output=True, text=True
        )
        self.printed = done.stdout + done.stderr
        return done.returncode

    def serve(self, command: str) -> None:
        """Start a server, which is stopped at the end of the page, and wait until it listens."""
        program = ["bash", "-c", f"exec {command}"]
        self.servers.append(
            subprocess.Popen(program, cwd=self.folder, env=environment(self.folder), stderr=subprocess.DEVNULL)
        )
        host, _, port = self.address.partition(":")
        for _ in range(100):
            with socket.socket() as door:
                if door.connect_ex((host, int(port))) == 0:
                    return
            demand(self.servers[-1].poll() is None, f"{command} has stopped")
            time.sleep(0.1)
        raise Untrue(f"{command} does not listen")

    def stop(self) -> None:
        for server in self.servers:
            server.send_signal(signal.SIGTERM)
            server.wait(10)


def environment(folder: Path) -> dict[str, str]:
    """Return an environment whose `cakg` and `python` are those of this test."""
    own = folder / ".bin"
    own.mkdir(exist_ok=True)
    for name, command in (("cakg", f"{sys.executable} -m cakg"), ("python", sys.executable)):
        (own / name).write_text(f'#!/bin/sh\nexec {command} "$@"\n')
        (own / name).chmod(0o755)
    path = os.pathsep.join((str(own), str(Path(sys.executable).parent), os.environ["PATH"]))
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT / "src")}


def other_than(years: Iterable[int]) -> Callable[[str, list[str]], list[str]]:
    """Return what tells which folders of reports in a folder are of no year that is meant."""
    kept = {str(year) for year in years}
    return lambda folder, names: [name for name in names if Path(folder).name == "reports" and name not in kept]


def thin(root: Path) -> None:
    """Leave in the register of a copy of some years what these, the rulings and imports, or the queries name."""
    found: dict[str, list[str]] = {}
    files = sorted((root / "data/register").glob("*.ttl"))
    for path in files:
        for block in path.read_text("utf-8").split("\n\n")[1:]:
            found.setdefault(block.split()[0], []).append(block)
    others = [path for folder in ("data", "queries") for path in (root / folder).rglob("*.*") if path not in files]
    waiting = {name for path in others if path.is_file() for name in NAME.findall(path.read_text("utf-8"))}
    named = set[str]()
    while waiting:
        named.add(one := waiting.pop())
        waiting |= {name for block in found.get(one, ()) for name in NAME.findall(block)} - named
    assert 0 < len(found.keys() & named) < len(found)
    for path in files:
        head, *blocks = path.read_text("utf-8").rstrip().split("\n\n")
        path.write_text("\n\n".join([head, *(block for block in blocks if block.split()[0] in named)]) + "\n", "utf-8")


@pytest.fixture
def follower(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[Follower]:
    page = request.node.callspec.params["page"].stem
    years = None if WHOLE else HEAVY.get(page)
    for name in COPIED:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=None if years is None else other_than(years))
        else:
            shutil.copy(source, target)
    monkeypatch.chdir(tmp_path)
    if years is None:
        request.getfixturevalue("real")  # what is compiled of the same texts, wherever they lie
    else:
        monkeypatch.setenv("CAKG_ROOT", str(tmp_path))
        if page == "README":
            thin(tmp_path)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{door.getsockname()[1]}"
    one = Follower(tmp_path, capsys, address, lambda: request.getfixturevalue("real"))
    yield one
    one.stop()


@pytest.mark.parametrize("page", FOLLOWED, ids=lambda page: page.stem)
def test_a_page_can_be_followed(page: Path, follower: Follower) -> None:
    for block in blocks(page):
        try:
            follower.follow(block)
        except (Untrue, CakgError) as error:
            pytest.fail(f"{block.place}: {error}", pytrace=False)


@pytest.mark.parametrize(
    ("expected", "printed", "alike"),
    [
        ("a  b", "a b\n", True),
        ("a", "a\nb", False),
        ("a\n…", "a\nb\nc", True),
        ("a\n…", "a", True),
        ("…\nc", "a\nb\nc", True),
        ("a\n…\nc", "a\nc", True),
        ("a\n…\nc", "a\nb\nd", False),
        ("a … c", "a b c", True),
        ("a … c", "a\nc", False),
        ("1.5", "1x5", False),
    ],
)
def test_what_is_shown_is_compared(expected: str, printed: str, alike: bool) -> None:
    assert shows(expected, printed) is alike


def test_the_limits_of_queries_are_those_of_the_code() -> None:
    page = (ROOT / "docs" / "sparql.md").read_text("utf-8").partition("## Limits")[2].partition("\n## ")[0]
    bounds = {name: one.default for name, one in inspect.signature(guard.run).parameters.items()}
    patient = next(one.default for one in group.commands["query"].params if one.name == "seconds")
    for said in (
        f"{screen.LENGTH:,} characters, {screen.DEPTH} brackets within one another",
        f"about {screen.PATTERNS} patterns",
        f"{patient:g} seconds (`--seconds`; in Python {bounds['seconds']:g}, `seconds=`)",
        f"{bounds['megabytes']} megabytes (`--megabytes`) and find {bounds['rows']:,} rows (`--rows`)",
        f"{MOST_SECONDS:,} seconds, {MOST_MEGABYTES:,} megabytes and {MOST_ROWS:,} rows",
        f"each may run {Bounds.seconds:g} seconds",
        f"more than {files.LARGEST >> 20} megabytes",
    ):
        assert said in page
