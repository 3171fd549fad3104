"""A finding stands at the statement that is wrong: whole corpora spoilt line by line, files that are added, what is
derived from a wrong statement. That each rule's own cases have their places is tested with the rules.
"""

import re
import shutil
from pathlib import Path

import pytest

import cakg
from cakg.cli import run
from cakg.judge.conformance import fresh
from cakg.judge.faults import Finding
from cakg.read.corpus import Source
from cakg.words.errors import UsageError
from cakg.words.namespaces import PREFIXES

ROOT = Path(__file__).parents[1]
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
REPORT = f"""{HEAD}
report:new
    a cakg:Report ;
    cakg:kind kind:press-release ;
    cakg:quote "a page"@en ;
    cakg:retrieved "2026-11-21"^^edtf:EDTF ;
    cakg:url "https://example.org/new"^^xsd:anyURI ;
    dcterms:issued "2021-01-15"^^edtf:EDTF ;
    dcterms:language "en" ;
    dcterms:publisher org:mountain-dialogue-centre ;
    dcterms:title "Talks"@en ;
    .

event:2019-06-04-mountain-consultations
    cakg:date "2019-06-31"^^edtf:EDTF ;
    cakg:quote "in June"@en ;
    cakg:status status:held ;
    .
"""


def line(text: str, sign: str) -> int:
    """Return the number of the one line that bears a sign."""
    (number,) = [number for number, one in enumerate(text.split("\n"), 1) if sign in one]
    return number


def spoil(root: Path, pattern: str, new: str) -> dict[str, str]:
    """Replace a value in every line of the reports that matches; return by the new value the place of its line."""
    places = {}
    for path in sorted((root / "data/reports").rglob("*.ttl")):
        lines = path.read_text("utf-8").split("\n")
        for number, one in enumerate(lines):
            value = new.format(len(places))
            changed = re.sub(pattern, lambda match, value=value: match[1] + value + match[2], one)
            if changed != one:
                lines[number] = changed
                places[value] = f"{path.relative_to(root).as_posix()}:{number + 1}"
        path.write_text("\n".join(lines), "utf-8")
    return places


def test_every_date_that_is_none_is_found_in_its_report(own_root: Path) -> None:
    """The things that reports date stand in the register, which is right."""
    dated = r'^(    cakg:(?:date|from|until|attestedOn) ")[^"]*("\^\^edtf:EDTF ;)$'
    spoilt = spoil(own_root, dated, "2020-02-30/19{:02}")
    assert len(spoilt) > 15
    found = {finding.place: finding for finding in cakg.check(root=own_root) if finding.rule == "date-in-calendar"}
    assert set(found) == set(spoilt.values())
    assert all(spoilt[finding.value.value] == place for place, finding in found.items())


def test_every_name_of_nothing_is_found_in_its_report(own_root: Path) -> None:
    """Also where the value is in dispute, not accepted, or named by what is derived from it."""
    naming = r"^(    (?:cakg|w3org|prov):\w+ )(?:person|place|org|state|topic|post):[\w-]+( ;)$"
    spoilt = spoil(own_root, naming, "place:x-{}")
    assert len(spoilt) > 60
    found: dict[str, set[str]] = {}
    for finding in cakg.check(root=own_root):
        assert finding.path is not None, finding
        if finding.rule == "described-nowhere":
            found.setdefault(finding.value.value.rsplit("/", 1)[1], set()).add(finding.place)
    assert found == {value.split(":")[1]: {place} for value, place in spoilt.items()}


def test_an_added_report_is_told_its_own_line(
    sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.ttl"
    path.write_text(REPORT, "utf-8")
    assert run(["check", str(path), "--root", str(sample_root)]) == 1
    (shown,) = capsys.readouterr().out.splitlines()
    message = "cakg:date cannot hold: '2019-06-31' is no day of the calendar."
    place = f"{path}:{line(REPORT, '2019-06-31')}"
    assert shown == f"{place}: violation: {message} [date-in-calendar] event:2019-06-04-mountain-consultations"


def test_python_finds_what_the_command_finds(
    sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.ttl"
    path.write_text(REPORT.replace("status:held", "status:hold").replace('cakg:quote "in June"@en ;', ""), "utf-8")
    run(["check", str(path), "--root", str(sample_root), "--format", "tsv"])
    rows = [row.split("\t") for row in capsys.readouterr().out.splitlines()[1:]]
    found = cakg.check(root=sample_root, files=[path])
    assert [[f.place, f.severity, f.rule, f.message] for f in found] == [[*row[:3], row[4]] for row in rows]
    assert {f.rule for f in found} == {"date-in-calendar", "described-nowhere", "node-without-quote"}


def test_a_state_without_its_own_name_is_found_in_the_register(tmp_path: Path) -> None:
    """Strings from the store are typed as xsd:string and must match the plain ones of the shape."""
    for folder in ("ontology", "queries"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data/register/state.ttl"
    text = re.sub(r'\n.*"Кыргызстан"@ky ;', "", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    (finding,) = cakg.check(root=tmp_path)
    assert (finding.rule, finding.severity) == ("State-name", "warning")
    number = text.split("\n").index("state:kyrgyzstan") + 1
    assert finding.place == f"data/register/state.ttl:{number}"


def test_a_graph_and_files_are_not_judged_together(sample_root: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.ttl"
    path.write_text(REPORT, "utf-8")
    with pytest.raises(UsageError, match="not to a graph"):
        cakg.check(cakg.load(sample_root), root=sample_root, files=[path])


def finding(rule: str, path: str, focus: str = "x") -> Finding:
    return Finding(rule, "warning", PREFIXES["event"] + focus, "It is so.", path=path, line=1)


def test_what_is_found_elsewhere_is_judged_again_by_its_rules_alone() -> None:
    sources = (Source("a.ttl", "register", HEAD), Source("b.ttl", "register", f"{HEAD}event:y a cakg:Meeting .", True))
    own, named = finding("one", "b.ttl"), finding("two", "a.ttl", "y")
    old, new = finding("three", "a.ttl"), finding("four", "a.ttl")
    asked = []

    def without(rules: frozenset[str]) -> list[Finding]:
        asked.append(rules)
        return [finding("three", "elsewhere.ttl")]

    assert fresh([own, named], sources, without) == [own, named] and asked == []
    assert fresh([own, named, old, new], sources, without) == [own, named, new]
    assert asked == [{"three", "four"}]
