"""A corpus that has changed is compiled from what was kept of it before, to the bytes that compiling it whole gives."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sampling import few, sampled

from cakg.compile import amendment, cache, runs, testimonies
from cakg.compile.dataset import write
from cakg.compile.origin import open_corpus
from cakg.compile.perspective import Perspective
from cakg.compile.texts import Texts
from cakg.read.claims import gather
from cakg.read.corpus import read

WHOLE = Perspective()
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
    monkeypatch.setattr("cakg.compile.shares._free_cores", lambda: 0)
    monkeypatch.setattr(testimonies, "evidence", lambda report, *rest: found.append(report.path) or make(report, *rest))
    yield found


def compiled(root: Path) -> set[str]:
    """Return the quads of a corpus as the command line opens it, which are those of one that is compiled whole."""
    found = {str(quad) for quad in open_corpus(Texts(root), WHOLE).store}
    whole = write(gather(read(root)))
    kept = cache.recall(Texts(root).key(WHOLE) + cache.NQUADS)
    assert kept == whole
    assert found == {str(quad) for quad in cache.loaded(BytesIO(whole))}
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


def test_any_changes_one_after_another(own_root: Path) -> None:
    chance, texts = random.Random(7), {path: path.read_text("utf-8") for path in reports(own_root)}
    compiled(own_root)
    for _ in range(few(3, whole=8)):
        for path in chance.sample(sorted(texts), 2):
            if path.exists() and chance.random() < 0.4:
                path.unlink()
            else:
                number = chance.randrange(4)
                path.write_text(texts[path].replace('cakg:quote "', f'cakg:quote "{number} '), "utf-8")
        compiled(own_root)


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


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_spoilt_shelf_is_made_anew(own_root: Path, folder: Path, made: list[str], spoil: str) -> None:
    compiled(own_root)
    shelves = sorted(folder.glob("*.testimony"))
    assert len(shelves) > 2
    for path in shelves:
        path.write_bytes(SPOILS[spoil](path.read_bytes()))
    made.clear()
    replace(the_longest(own_root), 'dcterms:title "', 'dcterms:title "Second edition: ')
    compiled(own_root)
    assert set(made) == {str(path.relative_to(own_root)) for path in reports(own_root)}


@pytest.mark.parametrize("lost", ["*.nq", "*.store/CURRENT", "*.store/proof"])
def test_a_store_is_made_whole_where_the_one_before_is_lost(own_root: Path, folder: Path, lost: str) -> None:
    compiled(own_root)
    for path in folder.glob(lost):
        path.unlink()
    replace(the_longest(own_root), 'dcterms:title "', 'dcterms:title "Second edition: ')
    compiled(own_root)


def test_the_store_before_stays_as_it_was(own_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = the_longest(own_root)
    text, before = path.read_text("utf-8"), compiled(own_root)
    monkeypatch.setattr("cakg.compile.cache.Store.bulk_load", None, raising=False)
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


@given(many=st.lists(LINES, max_size=5))
def test_runs_are_joined_in_order_each_line_once(many: list[list[bytes]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "_BLOCK", 3)
        found = b"".join(runs.joined([runs.run(lines) for lines in many]))
    assert found.splitlines(keepends=True) == sorted({line for lines in many for line in lines})
