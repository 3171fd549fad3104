"""A corpus that has changed is compiled from what was kept of it before, to the bytes that compiling it whole gives."""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.sampling import few, sampled

from cakg.compile import amendment, dataset, increment, lookup, runs, steps, stores, testimonies
from cakg.compile.dataset import write
from cakg.compile.origin import judged, open_corpus
from cakg.compile.perspective import Perspective
from cakg.compile.texts import Texts
from cakg.read.claims import gather
from cakg.read.corpus import read
from cakg.read.temporary import PREFIX as PREFIX_OF_TEMPORARY
from cakg.words.errors import InputError
from cakg.words.namespaces import BASE, PREFIXES, PROV

REPOSITORY = Path(__file__).resolve().parents[1]
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


def own_ontology(root: Path) -> None:
    """Give a corpus an ontology of its own, to be changed."""
    ontology = (root / "ontology").resolve()
    (root / "ontology").unlink()
    shutil.copytree(ontology, root / "ontology")


def interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


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
    own_ontology(own_root)
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


def files(root: Path) -> list[Path]:
    """Return the files of a corpus that a test may change."""
    folders = (root / name for name in ("data", "ontology") if not (root / name).is_symlink())
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


def edit(root: Path, chance: random.Random, edits: Sequence[Callable[[Path, random.Random], object]] = EDITS) -> None:
    """Change something, so that what is there can be compiled."""
    before = {path: path.read_bytes() for path in files(root)}
    while True:
        chance.choice(edits)(root, chance)
        try:
            gather(read(root))
        except InputError:
            for path in {*before, *files(root)}:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(before[path]) if path in before else path.unlink()
        else:
            return


@pytest.mark.parametrize("seed", range(2))
def test_any_edits_one_after_another_are_followed(own_root: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance, followed, step = random.Random(seed), list[object](), increment._followed

    def note(*given: Any) -> object:
        found = step(*given)
        followed.extend([] if found is None else [found])
        return found

    monkeypatch.setattr(increment, "_followed", note)
    compiled(own_root)
    for number in range(1, few(3, whole=5)):
        for _ in range(chance.choice((1, 1, 2))):
            edit(own_root, chance)
        compiled(own_root)
        assert len(followed) == number, "what changed in reports alone is not compiled anew"


def change_register(root: Path, chance: random.Random) -> None:
    """Let the register call something otherwise, or say less of it."""
    path = chance.choice(sorted((root / "data/register").glob("*.ttl")))
    change(path, chance)


def change(path: Path, chance: random.Random) -> None:
    """Take a statement out of a file, or let one of its texts be another."""
    text = path.read_text("utf-8")
    if chance.random() < 0.5:
        path.write_text(re.sub(r'(Label "[^"]+)"', r'\1 the Elder"', text, count=1), "utf-8")
    else:
        said = chance.choice([one for one in STATEMENT.finditer(text) if one[1] != "a"])
        path.write_text(text[: said.start()] + text[said.end() :], "utf-8")


def change_vocabulary(root: Path, chance: random.Random) -> None:
    path = root / chance.choice(("ontology/concepts/role.ttl", "ontology/concepts/status.ttl", "ontology/event.ttl"))
    change(path, chance)


def change_rulings(root: Path, chance: random.Random) -> None:
    change(root / "data/rulings/2026.ttl", chance)


def change_imports(root: Path, chance: random.Random) -> None:
    """Bring in a table, let it have a row less, or take it away again."""
    folder = root / "data/imports/us-visits"
    if not folder.is_dir():
        shutil.copytree(REPOSITORY / "data/imports/us-visits", folder)
    elif chance.random() < 0.3:
        shutil.rmtree(folder)
    else:
        rows = (folder / "rows.csv").read_text("utf-8").splitlines(keepends=True)
        del rows[chance.randrange(1, len(rows))]
        (folder / "rows.csv").write_text("".join(rows), "utf-8")


def move(root: Path, chance: random.Random) -> None:
    """Let a report lie elsewhere."""
    path = chance.choice(reports(root))
    (root / "data/reports/elsewhere").mkdir(exist_ok=True)
    path.rename(root / f"data/reports/elsewhere/{path.stem}{chance.randrange(9)}.ttl")


def touch(root: Path, chance: random.Random) -> None:
    os.utime(chance.choice(reports(root)))


def change_in_secret(root: Path, chance: random.Random) -> None:
    """Let a report be another that is as long and seems as old."""
    path = chance.choice(reports(root))
    text, there = path.read_text("utf-8"), path.stat()
    digit = chance.choice(list(re.finditer(r"(?<=[ \"])[0-9](?=[^0-9-])|(?<=[a-z])e(?=[a-z]+\"@en)", text)))
    path.write_text(text[: digit.start()] + {"e": "o"}.get(digit[0], "7") + text[digit.end() :], "utf-8")
    os.utime(path, ns=(there.st_atime_ns, there.st_mtime_ns))


ANYWHERE = (change_register, change_vocabulary, change_rulings, change_imports, move, touch, change_in_secret)


def break_off(root: Path, chance: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spoil a report, open the corpus, mend it; or break off while it is opened."""
    if chance.random() < 0.5:
        path = chance.choice(reports(root))
        text = path.read_text("utf-8")
        path.write_text(text + "spoilt", "utf-8")
        with pytest.raises(InputError):
            open_corpus(Texts(root), WHOLE)
        path.write_text(text, "utf-8")
    else:
        where = chance.choice(("roll.keep", "steps.keep", "cache.keep_lines", "cache._place", "cache.write_bytes"))
        with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
            patch.setattr(f"cakg.compile.{where}", interrupt)
            open_corpus(Texts(root), WHOLE)


@pytest.mark.parametrize("seed", sampled(range(4), 4))
def test_any_edits_of_anything_lead_to_what_is_compiled_whole(
    own_root: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Also where a file is broken for a while, an edit goes unseen by its time, or the work is broken off."""
    chance = random.Random(seed)
    own_ontology(own_root)
    compiled(own_root)
    for _ in range(few(3, whole=12)):
        edit(own_root, chance, chance.choice((EDITS, ANYWHERE)))
        break_off(own_root, chance, monkeypatch)
        compiled(own_root)


def tell(
    root: Path, slug: str, by: str = "steppe-wire", day: str = "2019-06-09", more: str = "", says: str = ""
) -> Path:
    """Write a report that says something."""
    path = root / f"data/reports/{day[:4]}/{slug}.ttl"
    prefixes = (f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    own = f'report:{slug} a cakg:Report ; dcterms:issued "{day}"^^edtf:EDTF ; dcterms:publisher org:{by} ; {more} .'
    path.write_text(f"{''.join(prefixes)}{own}\n{says}", "utf-8")
    return path


def test_what_repeats_a_document_weighs_otherwise_with_it_though_both_have_changed(own_root: Path) -> None:
    """Two of one newsroom are one origin; once the document that one of them repeats is of another, they are two."""
    place = "event:2019-06-04-mountain-consultations cakg:place place:{} ."
    for path in reports(own_root):
        path.write_text(re.sub("    cakg:place .*\n", "", path.read_text("utf-8")), "utf-8")
    origin = tell(own_root, "origin", day="2019-06-06")
    copy = tell(
        own_root, "copy", by="vestnik-doliny", more="prov:hadPrimarySource report:origin", says=place.format("astana")
    )
    tell(own_root, "same", says=place.format("astana"))
    tell(own_root, "other", by="council-of-rivers", day="2019-06-11", says=place.format("tashkent"))
    before = compiled(own_root)
    replace(origin, "org:steppe-wire", "org:harbour-foundation")
    replace(copy, "dcterms:issued", 'dcterms:title "Copy"@en ; dcterms:issued')
    accepted = re.compile("mountain-consultations> [^ ]+#place> [^ ]+place/([a-z]+)>$")
    was, now = ({one[1] for one in map(accepted.search, quads) if one} for quads in (before, compiled(own_root)))
    assert was == {"tashkent"} and now == {"astana"}


REACHES = {  # what one report says, and what another says of it before and after
    "whom a group is drawn from": (
        "event:{0} cakg:participation part:{0} . part:{0} cakg:actor group:{0} .",
        ("group:{0} cakg:drawnFrom state:kazakhstan .", "group:{0} cakg:drawnFrom state:tajikistan ."),
    ),
    "whose organ a body is": (
        "event:{0} cakg:participation part:{0} . part:{0} cakg:actor org:{0}-office ."
        "org:{0}-office w3org:subOrganizationOf org:{0} .",
        ("org:{0} cakg:organOf state:kazakhstan .", "org:{0} cakg:organOf state:tajikistan ."),
    ),
    "where an office exists": (
        "event:{0} cakg:participation part:{0} . part:{0} cakg:actor person:{0} ; cakg:capacity post:{0} .",
        ("post:{0} w3org:postIn org:steppe-wire .", "post:{0} w3org:postIn org:vestnik-doliny ."),
    ),
    "who was at a part": (
        "event:{0} cakg:partOf event:{0}-whole . event:{0}-whole cakg:place place:astana .",
        ("event:{0} cakg:participation part:{0} . part:{0} cakg:actor person:a .",
         "event:{0} cakg:participation part:{0} . part:{0} cakg:actor person:b ."),
    ),
    "whether a whole took place": (
        "event:{0} cakg:partOf event:{0}-whole ; cakg:participation part:{0} . part:{0} cakg:actor person:a .",
        ("event:{0}-whole cakg:status status:cancelled .", "event:{0}-whole cakg:status status:held ."),
    ),
    "what is disputed": (
        "event:{0} cakg:place place:astana .",
        ("event:{0} cakg:place place:tashkent .", "event:{0} cakg:place place:dushanbe ."),
    ),
    "what somebody is called who speaks": (
        'statement:{0} cakg:speaker group:{0} ; cakg:content "Words"@en . action:{0} cakg:actor statement:{0} .',
        ('group:{0} skos:prefLabel "One"@en .', 'group:{0} skos:prefLabel "Other"@en .'),
    ),
    "what a meeting is called": (
        "event:{0} cakg:participation part:{0} . part:{0} cakg:actor person:{0} . action:{0} cakg:actor part:{0} .",
        ('event:{0} skos:prefLabel "One"@en .', 'event:{0} skos:prefLabel "Other"@en .'),
    ),
    "what a body says that took part": (
        "event:{0} cakg:place place:astana ; cakg:participation part:{0} . part:{0} cakg:actor org:council-of-rivers .",
        ("event:{0} cakg:format format:bilateral .", "event:{0} cakg:format format:trilateral ."),
    ),
}  # fmt: skip


def test_whatever_a_change_reaches_is_followed(own_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All at once: none of these has to do with any other."""
    for slug in (f"case-{number}" for number in range(len(REACHES))):
        tell(own_root, f"{slug}-later", day="2020-06-09", says=f"event:{slug} cakg:place place:bishkek .")
    for number, (still, (before, _)) in enumerate(REACHES.values()):
        slug = f"case-{number}"
        tell(own_root, f"{slug}-still", by="council-of-rivers-secretariat", says=still.format(slug))
        tell(own_root, f"{slug}-moved", by="vestnik-doliny", says=before.format(slug))
    was = compiled(own_root)
    for number, (_, (_, after)) in enumerate(REACHES.values()):
        slug = f"case-{number}"
        tell(own_root, f"{slug}-moved", by="vestnik-doliny", says=after.format(slug))
    monkeypatch.setattr("cakg.compile.dataset.written", lambda *_: pytest.fail("it is compiled whole"))
    derived = [str(quad) for quad in {*compiled(own_root)} - was]
    assert all(any(f"case-{number}" in quad for quad in derived) for number in range(len(REACHES)))


def test_in_whatever_order_a_report_says_two_days_the_same_one_counts(own_root: Path) -> None:
    tell(own_root, "one", says='event:talks dcterms:created "2019"^^edtf:EDTF , "2018"^^edtf:EDTF .')
    compiled(own_root)
    tell(own_root, "other", says="event:talks cakg:place place:astana .")
    compiled(own_root)


def test_what_one_report_says_of_another_is_followed(own_root: Path) -> None:
    """What tables alone describe says so by its name."""
    tell(own_root, "table", says="tenure:one cakg:holder person:anora-zeller .")
    path = tell(own_root, "other")
    compiled(own_root)
    path.write_text(path.read_text("utf-8") + "report:table cakg:kind kind:dataset .", "utf-8")
    assert any("(import)" in quad for quad in compiled(own_root))


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


def test_what_is_loaded_for_much_work_is_compiled_whole_and_once(
    own_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled(own_root)
    replace(the_longest(own_root), 'dcterms:title "', 'dcterms:title "Second edition: ')
    followed = {str(quad) for quad in open_corpus(Texts(own_root), WHOLE).store}
    whole = list[object]()
    monkeypatch.setattr(dataset, "gather", lambda *given, **how: whole.append(given) or gather(*given, **how))
    for _ in range(2):
        assert {str(quad) for quad in dataset.opened(Texts(own_root), WHOLE).store} == followed
        assert len(whole) == 1
        increment.written_out(Texts(own_root).key(WHOLE))


def test_an_interrupt_leaves_nothing_of_an_increment(
    own_root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
