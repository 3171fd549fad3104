"""A corpus that has changed is compiled from what was kept of it before, to the bytes that compiling it whole gives."""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.sampling import few, sampled

from cakg.compile import amendment, increment, lookup, runs, steps, stores, testimonies
from cakg.compile.dataset import write
from cakg.compile.origin import judged, open_corpus
from cakg.compile.perspective import Perspective
from cakg.compile.texts import Texts
from cakg.read.claims import gather
from cakg.read.corpus import read
from cakg.read.temporary import PREFIX as PREFIX_OF_TEMPORARY
from cakg.words.errors import InputError
from cakg.words.namespaces import BASE, PROV

WHOLE = Perspective()
STATEMENT = re.compile(r"^    (\S+) .+ ;\n", re.MULTILINE)
PREFIX = re.compile(r"^@prefix .+\n", re.MULTILINE)
LINES = st.lists(st.integers(0, 60).map(lambda number: b"%d\n" % number), unique=True).map(sorted)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have an empty cache, and few reports on a shelf."""
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(testimonies, "_ON_A_SHELF", 2)
    return tmp_path / "cache"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note of which reports the evidence is made, here and in no child."""
    found, make = list[str](), testimonies.evidence
    monkeypatch.setattr("cakg.engine.processes._free_cores", lambda: 0)
    monkeypatch.setattr(testimonies, "evidence", lambda report, *rest: found.append(report.path) or make(report, *rest))
    yield found


def compiled(root: Path) -> set[str]:
    """Return the quads of a corpus as the command line opens it, which are those of one that is compiled whole."""
    found = {str(quad) for quad in open_corpus(Texts(root), WHOLE).store}
    whole = write(gather(read(root)))
    lines = steps.sorted_lines(Texts(root).key(WHOLE))
    assert lines is not None and b"".join(lines.blocks()) == whole
    assert found == {str(quad) for quad in stores.loaded(BytesIO(whole))}
    return found


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def reports(root: Path) -> list[Path]:
    return sorted((root / "data/reports").rglob("*.ttl"))


def the_longest(root: Path) -> Path:
    return max(reports(root), key=lambda path: path.stat().st_size)


def add(root: Path) -> None:
    """Let another report say what one says."""
    path = the_longest(root)
    text = path.read_text("utf-8").replace(f"report:{path.stem}\n", f"report:{path.stem}-again\n")
    path.with_name(f"{path.stem}-again.ttl").write_text(text, "utf-8")


def rename(root: Path) -> None:
    """Give every person other last names."""
    path = root / "data/register/person.ttl"
    path.write_text(re.sub(r'(Label "[^"]+)"', r'\1 Smith"', path.read_text("utf-8")), "utf-8")


def refuse(root: Path) -> None:
    """Say a participation twice, and then leave one of the two without an event: nothing is kept of it."""
    path = the_longest(root)
    text = path.read_text("utf-8")
    part = re.findall(r"cakg:participation (part:\S+) ;", text)[0]
    block = re.search(rf"^{part}\n.*?^    \.\n", text, re.MULTILINE | re.DOTALL)
    event = re.search(rf"^(event:\S+)\n(?:    .*\n)*?    cakg:participation {part} ;", text, re.MULTILINE)
    assert block and event
    again = block[0].replace(part, f"{part}-again", 1)
    path.write_text(f"{text}\n{again}\n{event[1]} cakg:participation {part}-again .\n", "utf-8")
    compiled(root)
    prefixes = "".join(line for line in text.splitlines(keepends=True) if line.startswith("@prefix"))
    ours = f"""
<https://w3id.org/cakg/disagreement/refusal> a cakg:Disagreement ;
    cakg:onSubject {event[1]} ;
    cakg:onProperty cakg:participation ;
    cakg:reading <https://w3id.org/cakg/reading/refusal--1> .
<https://w3id.org/cakg/reading/refusal--1> a cakg:Reading ;
    cakg:value {part}-again ;
    cakg:accepted false .
"""
    (root / "data/rulings/refused.ttl").write_text(prefixes + ours, "utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a report is added": add,
    "a report is gone": lambda root: the_longest(root).unlink(),
    "a title is another": lambda root: replace(the_longest(root), 'dcterms:title "', 'dcterms:title "Second edition: '),
    "a quote is another": lambda root: replace(the_longest(root), 'cakg:quote "', 'cakg:quote "in Astana '),
    "persons have other names": rename,
    "a concept has another cue": lambda root: replace(
        root / "ontology/concepts/role.ttl", 'cakg:cue "', 'cakg:cue "the '
    ),
    "a property has another above it": lambda root: replace(
        root / "ontology/report.ttl", "cakg:supports\n", "cakg:supports\n    rdfs:subPropertyOf cakg:mentions ;\n"
    ),
    "a participation is refused": refuse,
}


@pytest.mark.parametrize("change", sampled(list(CHANGES), 3))
def test_what_has_changed_is_compiled_to_what_it_is_when_compiled_whole(own_root: Path, change: str) -> None:
    ontology = (own_root / "ontology").resolve()
    (own_root / "ontology").unlink()
    shutil.copytree(ontology, own_root / "ontology")
    before = compiled(own_root)
    CHANGES[change](own_root)
    assert compiled(own_root) != before


def drop(root: Path, chance: random.Random) -> None:
    """Let a report no longer say something."""
    path = chance.choice(reports(root))
    text = path.read_text("utf-8")
    said = chance.choice([one for one in STATEMENT.finditer(text) if one[1] != "a"])
    path.write_text(text[: said.start()] + text[said.end() :], "utf-8")


def exchange(root: Path, chance: random.Random) -> None:
    """Let a report say something that another says, in the place of its own or beside it."""
    path, other = chance.choice(reports(root)), chance.choice(reports(root)).read_text("utf-8")
    text = path.read_text("utf-8")
    said = chance.choice([one for one in STATEMENT.finditer(text) if one[1] != "a"])
    same = [one for one in STATEMENT.finditer(other) if one[1] == said[1]] or [said]
    kept = said[0] if chance.random() < 0.5 else ""
    text = text[: said.start()] + kept + chance.choice(same)[0] + text[said.end() :]
    prefixes = [line for line in PREFIX.findall(other) if line not in text]
    path.write_text("".join(prefixes) + text, "utf-8")


def repeat(root: Path, chance: random.Random) -> None:
    """Let a report have what it says from another."""
    path, other = chance.sample(reports(root), 2)
    text = path.read_text("utf-8")
    own = re.search(r"^report:\S+\n", text, re.MULTILINE)
    assert own is not None
    source = f"    <{PROV}hadPrimarySource> <{BASE}report/{other.stem}> ;\n"
    path.write_text(text[: own.end()] + source + text[own.end() :], "utf-8")


def take_away(root: Path, chance: random.Random) -> None:
    chance.choice(reports(root)).unlink()


EDITS = (drop, drop, exchange, exchange, exchange, exchange, repeat, lambda root, _: add(root), take_away)


def edit(root: Path, chance: random.Random) -> None:
    """Change something in the reports, so that they can be compiled."""
    before = {path: path.read_text("utf-8") for path in reports(root)}
    while True:
        chance.choice(EDITS)(root, chance)
        try:
            gather(read(root))
        except InputError:
            for path in {*before, *reports(root)}:
                path.write_text(before[path], "utf-8") if path in before else path.unlink()
        else:
            return


@pytest.mark.parametrize("seed", range(2))
def test_any_edits_one_after_another_are_followed(own_root: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance, followed, step = random.Random(seed), list[object](), increment._step

    def note(*given: Any) -> object:
        found = step(*given)
        followed.extend([] if found is None else [found])
        return found

    monkeypatch.setattr(increment, "_step", note)
    compiled(own_root)
    for number in range(1, few(3, whole=5)):
        for _ in range(chance.choice((1, 1, 2))):
            edit(own_root, chance)
        compiled(own_root)
        assert len(followed) == number, "what changed in reports alone is not compiled anew"


def test_a_changed_report_is_compiled_without_the_others(own_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(own_root)
    replace(the_longest(own_root), 'dcterms:title "', 'dcterms:title "Second edition: ')
    for name in ("gather", "_runs"):
        monkeypatch.setattr(f"cakg.compile.dataset.{name}", lambda *_, **__: pytest.fail("all is compiled"))
    monkeypatch.setattr("cakg.read.corpus.read", lambda *_: pytest.fail("all is read"))
    found = open_corpus(Texts(own_root), WHOLE)
    assert any("Second edition" in str(quad) for quad in found.store)
    monkeypatch.setattr(stores.Reopened, "in_memory", lambda _: pytest.fail("the store is written out"))
    on_the_disk = {str(quad) for quad in found.store}
    assert {str(quad) for quad in found.in_memory()} == on_the_disk


def test_what_is_judged_is_made_of_what_was_asked(
    own_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The corpus as it lies after a change, a file of it that is added to the others, and a draft from elsewhere."""
    open_corpus(Texts(own_root), WHOLE)
    longest = the_longest(own_root)
    draft = tmp_path / f"{longest.stem}-again.ttl"
    add(own_root)
    longest.with_name(draft.name).rename(draft)
    replace(longest, 'dcterms:title "', 'dcterms:title "Second edition: ')
    added: list[list[Path]] = [[], [longest], [draft]]
    whole, more = (
        {str(quad) for quad in stores.loaded(BytesIO(write(gather(read(own_root, one)))))}
        for one in (added[0], added[2])
    )
    for name in ("gather", "_runs"):
        monkeypatch.setattr(f"cakg.compile.dataset.{name}", lambda *_, **__: pytest.fail("all is compiled"))
    found = [{str(quad) for quad in judged(read(own_root, one)).store} for one in added]
    assert found == [whole, whole, more] and whole < more


def test_what_is_judged_may_have_terms_that_nobody_defined(own_root: Path) -> None:
    replace(the_longest(own_root), "    cakg:quote", "    cakg:qoute")
    with pytest.raises(InputError, match="qoute"):
        open_corpus(Texts(own_root), WHOLE)
    found = judged(read(own_root))
    assert any("qoute" in str(quad) for quad in found.store)


def test_an_interrupt_leaves_nothing_of_an_increment(
    own_root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    compiled(own_root)
    before = sorted(folder.rglob("*"))
    replace(the_longest(own_root), 'dcterms:title "', 'dcterms:title "Second edition: ')
    for name in ("surroundings.Surroundings.claims", "steps.keep", "stores._place"):
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(f"cakg.compile.{name}", interrupt)
            open_corpus(Texts(own_root), WHOLE)
        if name == "surroundings.Surroundings.claims":
            assert sorted(folder.rglob("*")) == before
        assert not list(folder.glob(f"{PREFIX_OF_TEMPORARY}*"))
    compiled(own_root)


def test_processes_that_follow_one_change_at_once_all_have_it(own_root: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "cakg", "info", "--root", str(own_root), "--format", "csv"]
    subprocess.run(command, check=True, capture_output=True)
    replace(the_longest(own_root), 'dcterms:title "', 'dcterms:title "Second edition: ')
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    said = {one.communicate() for one in running}
    assert len(said) == 1 and all(one.returncode == 0 for one in running), said
    assert len(list(folder.glob("*.step"))) == 1
    compiled(own_root)


@pytest.fixture
def unfollowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no change be followed, so that all is compiled of what is kept shelf by shelf."""
    monkeypatch.setattr(increment, "_FEW", 0)


@pytest.mark.usefixtures("unfollowed")
def test_one_changed_report_costs_its_own_shelf(own_root: Path, made: list[str]) -> None:
    open_corpus(Texts(own_root), WHOLE)
    assert len(made) == len(set(made)) == len(reports(own_root)) > 4
    made.clear()
    path = the_longest(own_root)
    replace(path, 'dcterms:title "', 'dcterms:title "Second edition: ')
    open_corpus(Texts(own_root), WHOLE)
    assert str(path.relative_to(own_root)) in made
    assert len(made) <= len(reports(own_root)) // 2
    made.clear()
    write(gather(read(own_root)))
    assert len(made) == len(reports(own_root)), "what is not kept is made anew"


SPOILS: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[:-1],
    "changed": lambda data: data.replace(b"quote", b"quoth"),
    "empty": lambda _: b"",
}


@pytest.mark.usefixtures("unfollowed")
@pytest.mark.parametrize("spoil", SPOILS)
def test_a_spoilt_shelf_is_made_anew(own_root: Path, folder: Path, made: list[str], spoil: str) -> None:
    compiled(own_root)
    shelves = sorted(folder.glob("*.testimony"))
    assert len(shelves) > 2
    for path in shelves:
        path.write_bytes(SPOILS[spoil](path.read_bytes()))
    made.clear()
    replace(the_longest(own_root), 'dcterms:title "', 'dcterms:title "Second edition: ')
    open_corpus(Texts(own_root), WHOLE)
    assert set(made) == {str(path.relative_to(own_root)) for path in reports(own_root)}


@pytest.mark.parametrize("lost", ["*.nq", "*.store/CURRENT", "*.store/proof", "*.roll", "*.ground"])
def test_a_store_is_made_whole_where_the_one_before_is_lost(own_root: Path, folder: Path, lost: str) -> None:
    compiled(own_root)
    for path in folder.glob(lost):
        path.unlink()
    replace(the_longest(own_root), 'dcterms:title "', 'dcterms:title "Second edition: ')
    compiled(own_root)


def test_the_store_before_stays_as_it_was(own_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = the_longest(own_root)
    text, before = path.read_text("utf-8"), compiled(own_root)
    monkeypatch.setattr("cakg.compile.stores.Store.bulk_load", None, raising=False)
    replace(path, 'dcterms:title "', 'dcterms:title "Second edition: ')
    held = open_corpus(Texts(own_root), WHOLE)
    path.write_text(text, "utf-8")
    assert {str(quad) for quad in open_corpus(Texts(own_root), WHOLE).store} == before
    assert {str(quad) for quad in held.store} != before


@given(old=LINES, new=LINES)
def test_an_amendment_leads_from_one_text_to_another(old: list[bytes], new: list[bytes]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(amendment, "_BLOCK", 12)
        found = amendment.amendment(BytesIO(b"".join(old)), BytesIO(b"".join(new)), 10**6)
    assert found is not None
    assert found.gone.splitlines(keepends=True) == sorted(set(old) - set(new))
    assert found.fresh.splitlines(keepends=True) == sorted(set(new) - set(old))


def test_of_texts_that_differ_in_much_there_is_no_amendment() -> None:
    old, new = (b"".join(b"%04d %s\n" % (number, text) for number in range(1000)) for text in (b"a" * 120, b"b" * 120))
    assert amendment.amendment(BytesIO(old), BytesIO(new), len(new)) is None
    assert amendment.amendment(BytesIO(old), BytesIO(old), len(old)) == amendment.Amendment(b"", b"")


@given(old=LINES, one=LINES, new=LINES, prefix=st.binary(max_size=2))
def test_lines_after_two_amendments_are_found_and_written_out(
    old: list[bytes], one: list[bytes], new: list[bytes], prefix: bytes
) -> None:
    def change(was: list[bytes], now: list[bytes]) -> amendment.Amendment:
        return amendment.Amendment(*(b"".join(sorted(set(a) - set(b))) for a, b in ((was, now), (now, was))))

    with TemporaryFile() as file:
        file.write(b"# head\n" + b"".join(old))
        file.seek(7)
        assume(old)
        found = lookup.SortedLines(file, steps._both(change(old, one), change(one, new)))
    assert b"".join(found.blocks()) == b"".join(new)
    assert found.beginning(prefix) == b"".join(line for line in new if line.startswith(prefix))


def test_an_amendment_of_other_lines_is_refused() -> None:
    with TemporaryFile() as file:
        file.write(b"a\nb\n")
        file.seek(0)
        for change in (amendment.Amendment(b"c\n", b""), amendment.Amendment(b"", b"a\n")):
            with pytest.raises(ValueError, match="not those"):
                list(lookup.SortedLines(file, change).blocks())


def test_what_differs_in_much_from_its_base_is_kept_whole(
    own_root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "_MOST", 0)
    compiled(own_root)
    for number in range(2):
        replace(the_longest(own_root), 'dcterms:title "', f'dcterms:title "Edition {number}: ')
        compiled(own_root)
    assert len(list(folder.glob("*.step"))) == 2 == len(list(folder.glob("*.nq")))


@given(many=st.lists(LINES, max_size=5))
def test_runs_are_joined_in_order_each_line_once(many: list[list[bytes]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "_BLOCK", 3)
        found = b"".join(runs.joined([runs.run(lines) for lines in many]))
    assert found.splitlines(keepends=True) == sorted({line for lines in many for line in lines})
