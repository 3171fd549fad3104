"""The work list of curators: each kind is found where it was planted, at its line, and work comes by effect."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

import cakg
from cakg.cli import run
from cakg.read.corpus import Corpus
from cakg.steward.effects import Effects
from cakg.steward.namesakes import namesakes
from cakg.steward.tasks import KINDS, endless
from cakg.steward.whereabouts import Whereabouts
from cakg.words.namespaces import BASE, SKOS

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "tests" / "sample" / "texts"
SECOND = "data/reports/2019/2019-06-07-mdc-second-consultations.ttl"


def spoil(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert text.count(old) >= 1
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


def add(root: Path, kind: str, block: str) -> None:
    path = root / "data" / "register" / f"{kind}.ttl"
    path.write_text(f"{path.read_text('utf-8')}\n{block}", "utf-8")


def line_of(root: Path, task: cakg.Task) -> str:
    assert task.line is not None
    return (root / task.path).read_text("utf-8").split("\n")[task.line - 1]


@pytest.fixture(scope="module")
def found(sample_root: Path) -> list[cakg.Task]:
    return cakg.review(root=sample_root)


def test_work_comes_by_effect_in_one_order(found: list[cakg.Task], sample_root: Path) -> None:
    effects = [one.effect for one in found]
    assert effects == sorted(effects, reverse=True) and effects[0] > effects[-1] >= 1
    assert cakg.review(root=sample_root) == found
    assert {one.kind for one in found} == {"not-shown", "single-source", "open"}
    assert all(one.path and one.line and one.remedy for one in found)


def test_what_no_quote_shows_stands_at_its_line(found: list[cakg.Task], sample_root: Path) -> None:
    (one,) = [one for one in found if one.thing == "https://w3id.org/cakg/statement/2019-06-05-brandt-instructors"]
    assert (one.kind, one.what, one.path) == ("not-shown", "no quote shows cakg:act act:offer", SECOND)
    assert line_of(sample_root, one) == "    cakg:act act:offer ;"
    told = [row.verdict for examined in cakg.evidence(root=sample_root) for row in examined.ungrounded]
    assert [one.kind for one in found].count("not-shown") == told.count("not shown") > 3


def test_a_disagreement_stands_in_a_report_that_has_a_part_in_it(found: list[cakg.Task], sample_root: Path) -> None:
    counted = next(one for one in found if one.kind == "open" and "statedCount" in one.what)
    assert counted.what == "cakg:statedCount is 40 or 60" and counted.path.startswith("data/reports/")
    assert line_of(sample_root, counted).startswith("    cakg:statedCount ")


def test_an_event_of_one_origin_stands_in_the_register(found: list[cakg.Task], sample_root: Path) -> None:
    single = [one for one in found if one.kind == "single-source"]
    assert all(line_of(sample_root, one).startswith("event:") for one in single)
    told = {row["thing"] for row in cakg.ask("single-source-claims", root=sample_root).to_dicts()}
    assert {one.thing for one in single} == {str(iri) for iri in told if "/event/" in str(iri)}


def test_an_opening_is_found(own_root: Path) -> None:
    spoil(own_root, SECOND, "extent:whole", "extent:opening")
    (one,) = cakg.review(root=own_root, kinds="opening")
    assert one.path == SECOND and "extent:opening" in line_of(own_root, one) and one.effect > 5


def test_a_missing_edition_is_found(own_root: Path) -> None:
    for path in (own_root / "data" / "reports").rglob("*.ttl"):
        path.write_text(path.read_text("utf-8").replace("cakg:ordinal 3 ;", "cakg:ordinal 5 ;"), "utf-8")
    (one,) = cakg.review("mountain-consultations", root=own_root, kinds=["gap"])
    assert one.what == "no event has the ordinal 3–4" and line_of(own_root, one) == "series:mountain-consultations"


NAMESAKES = """person:{slug}
    a cakg:Person ;
    skos:prefLabel "{en}"@en ;
    skos:prefLabel "{ru}"@ru ;
    .
"""


@pytest.mark.parametrize(
    ("english", "russian", "way"),
    [
        ("Ormond Leila", "Ормонд Лейла", "sound alike"),
        ("Leyla Ormond", "Лейла Ормонд", "sound alike"),
        ("Leila Ormound", "Лейла Ормоунд", "differ in one letter"),
        ("L. Ormond", "Л. Ормонд", "differ in an initial"),
        ("Leila Quill", "Лейла Квилл", None),
        ("Leila Anora Ormond", "Лейла Анора Ормонд", None),
    ],
)
def test_names_that_are_probably_one_are_found(own_root: Path, english: str, russian: str, way: str | None) -> None:
    add(own_root, "person", NAMESAKES.format(slug="x-ormond", en=english, ru=russian))
    found = cakg.review(root=own_root, kinds="duplicate")
    assert len(found) == (way is not None)
    for one in found:
        assert one.what.endswith(f"{way}: person:leila-ormond") and line_of(own_root, one) == "person:x-ormond"


@pytest.mark.parametrize(
    ("kind", "names", "ways"),
    [
        ("person", ("Ann Lee", "Ann Leo"), []),  # a slip in so short a word makes another
        ("person", ("M. Ormond", "Leila Ormond"), []),
        ("person", ("L. Ormond", "Leila Ormond"), ["differ in an initial"]),
        ("person", ("Ormond", "Ormund"), []),
        ("org", ("Meeting Board", "Board Meeting"), []),  # the order of words is free in names of persons alone
        ("org", ("Meeting Board 20011", "Meeting Board 20012"), []),
        ("org", ("Border Academy", "Border Acadamy"), ["differ in one letter"]),
        ("org", [f"Border Academ{letter}" for letter in "abdefghkmnz"], []),  # a kind of name
        ("state", ("Border Academy", "Border Acadamy"), []),
    ],
)
def test_names_are_alike_as_their_kind_has_it(kind: str, names: Sequence[str], ways: list[str]) -> None:
    store = Store()
    for number, name in enumerate(names):
        thing = NamedNode(f"{BASE}{kind}/{number}")
        store.add(Quad(thing, NamedNode(SKOS + "prefLabel"), Literal(name, language="en")))
    assert [one.way for one in namesakes(store)] == ways


def test_who_is_acting_or_comes_again_ends_nobodys_term() -> None:
    def row(tenure: str, person: str, first: str, last: str, kind: str | None = None) -> dict[str, str | None]:
        told = {"tenure": tenure, "person": person, "name": person, "kind": kind, "post": "post:a", "until": None}
        return {**told, "from": first, "firstSeen": first, "lastSeen": last}

    effects, where = Effects(Store()), Whereabouts(Corpus(ROOT, ()))
    one = row("one", "a", "2001", "2003")
    for other, found in (
        (row("two", "b", "2004", "2005"), ["one"]),
        (row("two", "b", "2003", "2005"), []),
        (row("two", "a", "2004", "2005"), []),
        (row("two", "b", "2004", "2005", "kind:acting"), []),
    ):
        assert [task.thing for task in endless([one, other], effects, where)] == found


def test_two_with_items_of_their_own_are_two(own_root: Path) -> None:
    add(own_root, "person", NAMESAKES.format(slug="x-ormond", en="Leyla Ormond", ru="Лейла Ормонд"))
    path = "data/register/person.ttl"
    item = "    <https://schema.org/sameAs> <http://www.wikidata.org/entity/Q{}> ;\n"
    for name, number in (("x-ormond", 1), ("leila-ormond", 2)):
        head = f"person:{name}\n    a cakg:Person ;\n"
        spoil(own_root, path, head, head + item.format(number))
    assert cakg.review(root=own_root, kinds="duplicate") == []


def test_a_tenure_without_end_is_found_once_another_holds_the_post(own_root: Path) -> None:
    rows = cakg.ask("career-of-post", root=own_root).to_dicts()
    ended = next(row for row in rows if row["until"] is not None)
    assert not cakg.review(root=own_root, kinds="no-end")
    for path in (own_root / "data" / "reports").rglob("*.ttl"):
        lines = path.read_text("utf-8").split("\n")
        path.write_text("\n".join(line for line in lines if not line.startswith("    cakg:until ")), "utf-8")
    found = cakg.review(root=own_root, kinds="no-end")
    assert str(ended["tenure"]) in {one.thing for one in found}
    assert all("has no cakg:until; " in one.what for one in found)


def test_quotes_are_looked_for_where_there_are_texts(own_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["review", "--root", str(own_root), "--kind", "not-found"]) == 1
    assert "quotes were not looked for: name the texts by --texts DIR" in capsys.readouterr().err
    command = ["review", "--root", str(own_root), "--kind", "not-found", "--texts", str(TEXTS), "--format", "csv"]
    assert run(command) == 1
    assert "there are no quotes that are not in the text" in capsys.readouterr().err
    lines = (own_root / SECOND).read_text("utf-8").split("\n")
    number = next(n for n, line in enumerate(lines) if "cakg:quote" in line)
    lines[number] = '    cakg:quote "nowhere to be found"@en ;'
    (own_root / SECOND).write_text("\n".join(lines), "utf-8")
    assert run(command) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["place"] == f"{SECOND}:{number + 1}" and "nowhere to be found" in row["what"]


def test_a_list_is_of_a_thing_and_what_stands_beside_it(found: list[cakg.Task], sample_root: Path) -> None:
    event = "https://w3id.org/cakg/event/2018-05-10-mountain-consultations"
    own = cakg.review("event:2018-05-10-mountain-consultations", root=sample_root)
    assert own and set(own) < set(found) and {one.thing for one in own} > {event}
    assert all(event in (one.thing, *one.things) or "2018" in one.path for one in own)


def test_a_list_is_cut_with_a_word_and_is_empty_with_a_reason(
    sample_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["review", "--root", str(sample_root), "--limit", "2", "--format", "csv"]) == 0
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 3 and "in all; --limit shows more" in printed.err
    assert run(["review", "--root", str(sample_root), "--kind", "gap", "--kind", "duplicate"]) == 1
    said = capsys.readouterr().err
    assert KINDS["gap"] in said and KINDS["duplicate"] in said and KINDS["open"] not in said
    assert run(["review", "--root", str(sample_root), "--kind", "gaps"]) == 2
    assert "there is no kind of task 'gaps'; did you mean gap?" in capsys.readouterr().err
    assert run(["review", "nobody at all", "--root", str(sample_root)]) == 1


def test_the_help_names_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["review", "--help"]) == 0
    said = "".join(capsys.readouterr().out.split())  # lines break after hyphens
    assert all(kind in said for kind in KINDS)
