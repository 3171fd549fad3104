"""Releases: what a version may be, what is refused, what is kept, and that an earlier one answers as it did."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import cakg
from cakg.cli import run
from cakg.compile.diff import Difference
from cakg.compile.opened import Opened
from cakg.read.packing import packed
from cakg.steward import citation, tally
from cakg.steward.notes import notes
from cakg.steward.promises import Change, Promises, changes, heaviest, least
from cakg.steward.release import Last, Release, prepare
from cakg.steward.successors import faults, read_replaced, redirects
from cakg.words.errors import InputError
from cakg.words.namespaces import CAKG

ROOT = Path(__file__).parents[1]
GONE = "data/reports/2020/2020-03-16-council-of-rivers-bulletin.ttl"
QUESTION = "queries/question/observers-and-members.rq"
QUERIES = (
    QUESTION,
    "queries/question/career-of-person.rq",
    "queries/question/reports-by-publisher.rq",
    "queries/view/delegations-by-events.rq",
)
ASKED = ["ask", "observers-and-members", "--format", "csv"]
HEADS = {"fewer": "version,of,name,count,reason", "replaced": "identifier,successor,reason"}


def version(root: Path, wanted: str) -> None:
    path = root / "ontology" / "cakg.ttl"
    before = citation.stated(citation.ONTOLOGY, path.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace(f'versionInfo "{before}"', f'versionInfo "{wanted}"'), "utf-8")


def told(root: Path, name: str, *rows: str) -> None:
    (root / "releases").mkdir(exist_ok=True)
    (root / "releases" / f"{name}.csv").write_text("\n".join((HEADS[name], *rows)) + "\n", "utf-8")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sample of which 0.1.0 was released."""
    root = tmp_path_factory.mktemp("history") / "corpus"
    shutil.copytree(ROOT / "ontology", root / "ontology")
    for path in QUERIES:  # few, since a release asks them all
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, root / path)
    shutil.copytree(ROOT / "tests" / "sample" / "data", root / "data")
    made = cakg.release("0.1.0", root=root, write=True)
    assert made.before is None and not made.problems
    return root


@pytest.fixture
def history(first: Path, tmp_path: Path) -> Path:
    """Return a copy of that corpus that a test may change."""
    return Path(shutil.copytree(first, tmp_path / "corpus"))


def test_the_first_release_says_that_there_is_none_before_it(first: Path) -> None:
    notes = (first / "releases" / "0.1.0.md").read_text("utf-8")
    assert "there is none before it" in notes and "`cakg:Report` | 8 |" in notes
    kept = tally.read_tally((first / "releases" / "counts.csv").read_text("utf-8"))
    assert kept["class", "cakg:Report"] == 8 and kept["series", "series:mountain-consultations"] == 3


def test_a_dry_run_changes_nothing_and_equal_corpora_give_equal_bytes(
    first: Path, history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(history / "releases")
    before = {path: path.read_bytes() for path in history.rglob("*") if path.is_file()}
    assert run(["release", "--root", str(history), "-o", str(tmp_path / "kept")]) == 0
    assert capsys.readouterr().out == (first / "releases" / "0.1.0.md").read_text("utf-8")
    assert {path: path.read_bytes() for path in history.rglob("*") if path.is_file()} == before
    made = {path.name: path.read_bytes() for path in (tmp_path / "kept" / "releases").iterdir()}
    assert made == {path.name: path.read_bytes() for path in (first / "releases").iterdir()}


def test_a_release_answers_as_it_did(first: Path, history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = (ASKED, ["show", "tenure:leila-ormond--mdc-head", "--format", "csv"], ["info", "--format", "csv"])
    networks = (["rank", "delegations-by-events", "--format", "csv"],)

    def answers(root: Path, *more: str) -> list[str]:
        found = []
        for question in (*questions, *networks):
            assert run([*question, "--root", str(root), *more]) == 0
            found.append(capsys.readouterr().out)
        return found

    then = answers(first)
    for path in (GONE, QUESTION):
        (history / path).unlink()
    assert run([*ASKED, "--root", str(history)]) == 1  # there is no such question any more
    capsys.readouterr()
    assert answers(history, "--as-released", "0.1.0") == then
    assert run(["show", "org:council-of-rivers", "--root", str(history), "--format", "csv"]) == 0
    now = capsys.readouterr().out
    assert (
        run(["show", "org:council-of-rivers", "--root", str(history), "--format", "csv", "--as-released", "v0.1.0"])
        == 0
    )
    assert capsys.readouterr().out != now
    graph = cakg.load(history, as_released="0.1.0")
    assert len(cakg.ask("reports-by-publisher", graph)) == len(cakg.ask("reports-by-publisher", root=first))
    assert cakg.export(graph, "nquads") == cakg.export(cakg.load(first), "nquads")


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["--as-released", "0.1.1"], 1, "there is no release 0.1.1; did you mean 0.1.0?"),
        (["--as-released", "last"], 2, "'last' is no version; write three numbers"),
        (["--as-released", "0.1.0", "--publisher", "x"], 2, "a release holds one view"),
        (["--as-released", "0.1.0", "--from", "x.nq"], 2, "either in a file or in a release"),
    ],
)
def test_what_is_no_release_is_said(
    more: list[str], code: int, said: str, first: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["info", "--root", str(first), *more]) == code
    assert said in capsys.readouterr().err


def test_before_the_first_release_there_is_none(sample_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["info", "--root", str(sample_root), "--as-released", "0.1.0"]) == 1
    assert "there is no release 0.1.0: none has been made yet" in capsys.readouterr().err


@pytest.mark.parametrize("spoilt", [lambda data: data[:5000], lambda data: b"x" + data, lambda _: packed({"x": b"y"})])
def test_an_archive_that_is_none_is_refused_in_a_line(
    spoilt: Callable[[bytes], bytes], history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = history / "releases" / "0.1.0.tar.xz"
    path.write_bytes(spoilt(path.read_bytes()))
    assert run(["info", "--root", str(history), "--as-released", "0.1.0"]) == 3
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "0.1.0.tar.xz: " in error and "take it again" in error


def test_a_release_after_another_tells_what_changed(history: Path) -> None:
    register = history / "data" / "register" / "org.ttl"
    register.write_text(register.read_text("utf-8").replace('"Steppe Wire"@en', '"Stubble Wire"@en'), "utf-8")
    (history / QUESTION).unlink()
    version(history, "0.1.1")
    made = cakg.release(root=history)
    assert (made.version, made.sort, made.least) == ("0.1.1", "terms", "0.2.0")
    assert made.problems == ("0.1.1 is too small after 0.1.0: this is a change of terms; release 0.2.0 or more",)
    assert "question `observers-and-members` is gone" in made.notes
    assert "statements: 1 added, 1 retracted" in made.notes and "`reports-by-publisher`: rows, " in made.notes


def test_nothing_shrinks_in_silence(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (history / GONE).unlink()
    version(history, "0.2.0")
    assert run(["release", "--root", str(history), "--write"]) == 1
    error = capsys.readouterr().err
    assert "0.2.0,class,cakg:Report,7,why" in error and not (history / "releases" / "0.2.0.tar.xz").exists()
    assert "report:2020-03-16-council-of-rivers-bulletin is gone, and identifiers stay" in error
    lines = [line.partition("fewer.csv: ")[2] for line in error.splitlines() if "fewer.csv: " in line]
    told(history, "fewer", *(line.replace(",why", ",It was withdrawn.") for line in lines))
    told(history, "replaced", "report:2020-03-16-council-of-rivers-bulletin,,It was withdrawn.")
    assert run(["release", "--root", str(history), "--write"]) == 0
    printed = capsys.readouterr().out
    assert "- cakg:Report: 7. It was withdrawn." in printed and "→ nothing: It was withdrawn." in printed
    assert tally.read_tally((history / "releases" / "counts.csv").read_text("utf-8"))["class", "cakg:Report"] == 7


EVENTS = ("class", "cakg:Event")


@pytest.mark.parametrize(
    ("before", "now", "stated", "said"),
    [
        (5, 5, [], []),
        (5, 6, [], []),
        (5, 4, [], ["cakg:Event: 4 where there were 5; restore what is gone, or state why"]),
        (5, 4, [("0.2.0", 4)], []),
        (5, 3, [("0.2.0", 4)], ["cakg:Event: 3 where there were 5"]),
        (5, 4, [("0.1.0", 4)], ["cakg:Event: 4 where there were 5"]),
        (5, 5, [("0.2.0", 4)], ["releases/fewer.csv:2: cakg:Event is not fewer (5, and there were 5); delete the row"]),
    ],
)
def test_fewer_needs_a_reason_for_this_version(
    before: int, now: int, stated: list[tuple[str, int]], said: list[str]
) -> None:
    reasons = [tally.Reason(version, *EVENTS, count, "Withdrawn.", 2) for version, count in stated]
    found = list(tally.shrunk({EVENTS: before}, {EVENTS: now}, reasons, "0.2.0"))
    assert len(found) == len(said) and all(line.startswith(part) for line, part in zip(found, said, strict=True))


def test_a_reason_for_what_never_was_is_refused() -> None:
    (line,) = tally.shrunk({}, {}, [tally.Reason("0.2.0", *EVENTS, 1, "Withdrawn.", 2)], "0.2.0")
    assert line == "releases/fewer.csv:2: there was no class cakg:Event; correct the name"


def made_after(version: str, now: Promises, *changed: Difference, there: bytes | None = None) -> Release:
    """Return a release after 0.1.0, in which all was as in `state`, with one event."""
    last = Last("0.1.0", state(), {EVENTS: 1}, changed)
    return prepare(version, now, {EVENTS: 1}, {}, {"cakg.nq": b""}, last, there)


def test_a_version_says_what_kind_of_change_it_is() -> None:
    change = Difference("curators", "org:x", "skos:prefLabel", "added", "X")
    nothing = made_after("0.1.1", state())
    assert nothing.problems == ("nothing has changed since 0.1.0; there is nothing to release",)
    data = made_after("0.1.1", state(), change)
    assert (data.sort, data.least, data.problems) == ("data", "0.1.1", ())
    assert set(data.files) == {"releases/0.1.1.tar.xz", "releases/0.1.1.md", "releases/counts.csv"}
    terms = made_after("0.1.9", state(columns={}, parameters={}), change)
    assert (terms.sort, terms.least, len(terms.problems)) == ("terms", "0.2.0", 1)
    assert "releases/0.1.9.tar.xz" not in terms.files
    assert made_after("1.0.0", state(columns={}, parameters={}), change).problems == ()
    gone = made_after("0.2.0", state(things=frozenset()), change)
    assert gone.sort == "identifiers" and [line.partition(" ")[0] for line in gone.problems] == ["person:a"]
    again = made_after("0.1.1", state(), change, there=data.files["releases/0.1.1.tar.xz"])
    assert again.problems == () and made_after("0.1.1", state(), change, there=b"x").problems[0].startswith(
        "releases/0.1.1.tar.xz is there and holds something else; raise the version"
    )


def test_two_releases_are_compared_by_their_versions(
    history: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (history / QUESTION).unlink()
    register = history / "data" / "register" / "org.ttl"
    register.write_text(register.read_text("utf-8").replace('"Steppe Wire"@en', '"Stubble Wire"@en'), "utf-8")
    monkeypatch.setenv("CAKG_ROOT", str(history))
    assert run(["diff", "0.1.0", str(history), "--format", "csv"]) == 1
    rows = capsys.readouterr().out.splitlines()[1:]
    assert [row.split(",")[:3] for row in rows] == [
        ["added", "curators", "org:steppe-wire"],
        ["retracted", "curators", "org:steppe-wire"],
        ["retracted", "queries", "question/observers-and-members.rq"],
    ]


def test_an_identifier_that_was_replaced_leads_to_its_successor(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(history, "replaced", "person:l-ormond,person:leila-ormond,Registered twice.")
    asked, file = ["ask", "career-of-person", "--person", "person:l-ormond"], tmp_path / "career.csv"
    for question in (["show", "person:l-ormond"], asked, [*asked, "-o", str(file)]):
        assert run([*question, "--root", str(history)]) == 0
        printed = capsys.readouterr()
        assert "Leila Ormond" in (file.read_text() if file.exists() else printed.out)
        assert "person:l-ormond was replaced by person:leila-ormond: Registered twice." in printed.err
    assert run(["show", "person:m-ormond", "--root", str(history)]) == 1


BASE = "https://w3id.org/cakg/"
TABLE = "identifier,successor,reason\nperson:a,person:b,Twice.\nevent:c,,It never was.\n"
DOTTED = TABLE + "person:d.e,person:b,Twice.\n"


def test_redirects_follow_from_the_table_and_are_written_once() -> None:
    rules = (ROOT / "docs" / "w3id" / ".htaccess").read_text("utf-8")
    replaced = read_replaced(TABLE)
    made = redirects(rules, replaced)
    assert "RewriteRule ^person/a$ /cakg/person/b [R=301,L]\n" in made and "RewriteRule ^event/c$ - [G,L]\n" in made
    assert made.index("person/a") < made.index("[a-z]+/"), "the rule for all things would come first"
    assert redirects(made, replaced) == made and redirects(made, {}) == redirects(rules, {})
    assert r"RewriteRule ^person/d\.e$ /cakg/person/b" in redirects(rules, read_replaced(DOTTED))


@pytest.mark.parametrize(
    ("table", "things", "said"),
    [
        (TABLE, ("person/b",), []),
        (TABLE, ("person/b", "event/c"), ["event:c is still there"]),
        (TABLE, (), ["person:a is replaced by person:b, which is not there; name a thing"]),
        (TABLE + "person:b,person:d,Twice.\n", ("person/d",), ["is not there; name person:d"]),
        ("identifier,successor,reason\n", (), ["person:a is gone, and identifiers stay"]),
    ],
)
def test_a_table_of_successors_is_held_to_what_there_is(table: str, things: tuple[str, ...], said: list[str]) -> None:
    found = list(faults([BASE + "person/a"], [BASE + one for one in things], read_replaced(table)))
    assert len(found) == len(said) and all(part in line for part, line in zip(said, found, strict=True))


@pytest.mark.parametrize("row", ["person:a,,", ",person:b,Twice.", "a,person:b,Twice.", "person:a,,x\nperson:a,,y"])
def test_a_row_that_says_nothing_is_refused(row: str) -> None:
    with pytest.raises(InputError, match="csv"):
        read_replaced(f"identifier,successor,reason\n{row}\n")
    with pytest.raises(InputError, match="no reason"):
        tally.read_reasons("version,of,name,count,reason\n0.2.0,class,cakg:Event,3, \n")


def state(**given: object) -> Promises:
    plain: dict[str, object] = {
        "terms": {BASE + "role/host": "A role.", BASE + "ontology#date": "A day."},
        "deprecated": frozenset(),
        "columns": {"question x": ("event", "date")},
        "parameters": {"question x": {"since": False}},
        "things": frozenset({BASE + "person/a"}),
    }
    return Promises(**{**plain, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "weight", "said"),
    [
        (state(), "patch", []),
        (state(things=frozenset({BASE + "person/a", BASE + "person/b"})), "patch", ["person:b is new"]),
        (state(things=frozenset()), "minor", ["person:a is gone"]),
        (state(terms={BASE + "role/host": "A role."}), "major", ["cakg:date is gone"]),
        (state(terms={**state().terms, BASE + "role/x": ""}), "minor", ["role:x is new"]),
        (state(terms={**state().terms, BASE + "role/host": "Another."}), "minor", ["role:host is defined"]),
        (state(deprecated=frozenset({BASE + "role/host"})), "minor", ["role:host is no longer to be used"]),
        (state(columns={}, parameters={}), "major", ["question x is gone"]),
        (state(columns={"question x": ("event",)}), "major", ["question x has lost date"]),
        (state(columns={"question x": ("event", "date", "place")}), "minor", ["question x has place, too"]),
        (state(parameters={"question x": {}}), "major", ["question x has lost since"]),
        (state(parameters={"question x": {"since": True}}), "major", ["question x must be given since"]),
        (state(parameters={"question x": {"since": False, "to": True}}), "major", ["question x must be given to"]),
    ],
)
def test_what_became_of_a_name_has_a_weight(now: Promises, weight: str, said: list[str]) -> None:
    found: list[Change] = list(changes(state(), now))
    assert heaviest(found) == weight and len(found) == len(said)
    assert all(f"{one.name} {one.said}".startswith(part) for one, part in zip(found, said, strict=True))


def test_what_was_told_before_is_no_change() -> None:
    old = state(deprecated=frozenset({BASE + "role/host"}), parameters={"question x": {"since": True}})
    assert not list(changes(old, old))


def test_notes_tell_what_became_of_documents_and_cut_long_lists() -> None:
    otherwise = [
        Difference("accepted view", f"event:{n:02}", "cakg:date", "accepted otherwise", "2012", "2011")
        for n in range(45)
    ]
    said = notes(
        "0.2.0",
        "0.1.0",
        "Changed.",
        [],
        [
            Difference("report:new", "report:new", "rdf:type", "added", "cakg:Report"),
            Difference("report:new", "event:a", "cakg:date", "added", "2012"),
            Difference("report:gone", "report:gone", "rdf:type", "retracted", CAKG + "Report"),
            Difference("report:again", "event:a", "cakg:date", "added", "2012"),
            Difference("report:again", "event:a", "cakg:date", "retracted", "2011"),
            Difference("curators", "person:a", "skos:prefLabel", "added", "A"),
            *otherwise,
        ],
        ({}, {}),
        [],
        {},
    )
    assert "## New documents\n\n- `report:new`, 2 statements\n\n## Documents taken out\n\n- `report:gone`\n\n" in said
    assert "## Documents read again\n\n- `report:again`: 1 added, 1 retracted\n\n" in said
    assert "## Register and rulings\n\n- statements: 1 added\n" in said
    assert "- `event:39` cakg:date: 2012 (was 2011)\n- and 5 more\n" in said


@pytest.mark.parametrize(
    ("last", "weight", "version"),
    [
        ((0, 1, 0), "patch", (0, 1, 1)),
        ((0, 1, 3), "minor", (0, 2, 0)),
        ((0, 1, 3), "major", (0, 2, 0)),
        ((1, 4, 2), "patch", (1, 4, 3)),
        ((1, 4, 2), "minor", (1, 5, 0)),
        ((1, 4, 2), "major", (2, 0, 0)),
    ],
)
def test_the_least_version_follows_from_the_weight(
    last: tuple[int, int, int], weight: str, version: tuple[int, int, int]
) -> None:
    assert least(last, weight) == version  # type: ignore[arg-type]


def test_versions_are_stated_alike_and_the_changelog_is_headed() -> None:
    texts = {citation.PROJECT: 'name = "x"\nversion = "0.2.0"\n', citation.CITATION: 'version: "0.1.0"\n'}
    said = ["CITATION.cff states version 0.1.0, and 0.2.0 is to be released; write that there"]
    assert list(citation.disagreeing(texts, "0.2.0")) == said
    waiting = "## [Unreleased]\n\n- A line.\n\n## [0.1.0] - 2026-01-01\n"
    assert "under Unreleased" in next(citation.remarks({citation.CHANGELOG: waiting}, "0.2.0"))
    assert "says nothing of 0.2.0" in next(citation.remarks({citation.CHANGELOG: "## [0.1.0] - x\n"}, "0.2.0"))
    assert not list(citation.remarks({citation.CHANGELOG: "## [Unreleased]\n\n## [0.2.0] - x\n"}, "0.2.0"))


def test_zenodo_reads_what_the_citation_says() -> None:
    text = (ROOT / citation.CITATION).read_text("utf-8")
    told, said = json.loads((ROOT / citation.ZENODO).read_text("utf-8")), yaml.safe_load(text)
    assert (ROOT / citation.ZENODO).read_bytes() == citation.zenodo(text), "make release WRITE=1, or write it anew"
    assert told["version"] == said["version"] and told["publication_date"] == str(said["date-released"])
    assert told["license"] == "cc-by-4.0" and told["creators"] == [{"name": "The cakg authors"}]
    with pytest.raises(InputError, match="says no abstract"):
        citation.zenodo(text.replace("abstract:", "abstracts:"))
    for spoilt, fault in (("a: [", "is no YAML"), ("[" * 9_000, "nests too deeply"), ("- a", "is no mapping")):
        with pytest.raises(InputError, match=f"{citation.CITATION}.*{fault}"):
            citation.zenodo(spoilt)
    with pytest.raises(InputError, match="has authors without names"):
        citation.zenodo(text.replace("  - name: The cakg authors", "  - The cakg authors"))


def test_the_corpus_has_not_shrunk(real: Opened) -> None:
    """What there is less of needs a reason; what grew is counted at the next release."""
    kept = tally.read_tally((ROOT / tally.COUNTS).read_text("utf-8"))
    reasons = tally.read_reasons((ROOT / tally.FEWER).read_text("utf-8"))
    stated = citation.stated(citation.ONTOLOGY, (ROOT / citation.ONTOLOGY).read_text("utf-8"))
    found = tally.tally(real)
    assert len(kept) > 20 and not list(tally.shrunk(kept, found, reasons, stated or ""))
