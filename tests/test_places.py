"""A finding stands at the statement that is wrong: whole corpora spoilt line by line, files that are added, what is
derived from a wrong statement. That each rule's own cases have their places is tested with the rules.
"""

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode
from tests.sampling import only_whole

import cakg
from cakg.cli import run
from cakg.engine.index import Index
from cakg.judge.conformance import fresh
from cakg.judge.findings import Fault, Finding
from cakg.judge.places import Places
from cakg.read.corpus import Kind, Source
from cakg.words.errors import UsageError
from cakg.words.namespaces import CAKG, PREFIXES, SKOS, compact

ROOT = Path(__file__).parents[1]
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
REPORT = f"""{HEAD}
report:new
    a cakg:Report ;
    cakg:extent extent:whole ;
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


def test_a_state_without_its_own_name_is_found_in_the_register(own_root: Path) -> None:
    """Strings from the store are typed as xsd:string and must match the plain ones of the shape."""
    path = own_root / "data/register/state.ttl"
    text = re.sub(r'\n.*"Кыргызстан"@ky ;', "", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    (finding,) = (one for one in cakg.check(root=own_root) if one.rule == "State-name")
    assert finding.severity == "warning"
    number = text.split("\n").index("state:kyrgyzstan") + 1
    assert finding.place == f"data/register/state.ttl:{number}"


@only_whole("`make run` judges the corpus, and ends in an error where a rule is broken")
def test_the_corpus_breaks_no_rule_but_where_documents_do() -> None:
    """One was in two cities on a day, by the clock of two documents; of two heads one left after the other came; a
    state is counted among the partners before it became one; of two the documents give no more than an initial.
    """
    found = {(one.severity, one.rule, compact(one.focus)) for one in cakg.check(root=ROOT)}
    assert found == {
        ("warning", "person-in-two-places", "person:vladimir-putin"),
        ("warning", "one-holder-at-a-time", "tenure:john-macgregor--osce-head-turkmenistan"),
        ("warning", "attested-within-its-limits", "membership:armenia--sco--dialogue-partner"),
        ("warning", "known-by-an-initial", "person:t-jumakadyrov"),
        ("warning", "known-by-an-initial", "person:yangugiin-sodbaatar"),
    }


def test_what_is_left_without_a_refused_value_is_judged(own_root: Path) -> None:
    """All that is said has a role; what is accepted has none."""
    (own_root / "data/rulings/refusing.ttl").write_text(
        f"""{HEAD}
disagreement:role a cakg:Disagreement ; cakg:disagreementType kind:role-disagreement ; cakg:onProperty cakg:role ;
    cakg:onSubject part:2019-06-04-mountain-consultations--anora-zeller ;
    cakg:reading reading:role--1 , reading:role--2 .
reading:role--1 a cakg:Reading ; cakg:accepted false ; cakg:report report:2019-06-09-steppe-wire-consultations ,
    report:2019-06-07-mdc-second-consultations ;
    cakg:value role:chair .
reading:role--2 a cakg:Reading ; cakg:report report:2019-05-20-steppe-wire-announcement ; cakg:value role:host .
""",
        "utf-8",
    )
    path = "data/reports/2019/2019-06-07-mdc-second-consultations.ttl"  # of two, it says most of the part
    lines = (own_root / path).read_text("utf-8").split("\n")
    number = lines.index("part:2019-06-04-mountain-consultations--anora-zeller") + 1
    (finding,) = cakg.check(root=own_root)
    assert (finding.rule, finding.place) == ("Participation-role", f"{path}:{number}")


def test_of_several_names_those_in_one_language_are_wrong(sample_root: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.ttl"
    names = 'skos:prefLabel "Ann"@en ;\n    skos:prefLabel "Anne"@en ;\n    skos:prefLabel "Энн"@ru ;'
    path.write_text(f"{HEAD}\nperson:ann\n    a cakg:Person ;\n    {names}\n    .\n", "utf-8")
    (finding,) = cakg.check(root=sample_root, files=[path])
    assert (finding.rule, finding.line) == ("prefLabel", line(path.read_text("utf-8"), '"Anne"@en'))


BODIES: tuple[tuple[str, Kind, str], ...] = (
    ("register.ttl", "register", "event:e a cakg:Meeting ;\n skos:prefLabel 'E'@en ;\n cakg:ordinal 2 ."),
    ("a.ttl", "report", "report:a a cakg:Report .\nevent:e cakg:ordinal 1 ;\n cakg:ordinal 2 ."),
    ("b.ttl", "report", "report:b a cakg:Report .\nevent:e cakg:ordinal 2 ;\n cakg:place place:p , place:q ."),
    ("added.ttl", "register", "report:c a cakg:Report .\nevent:f cakg:ordinal 2 ;\n cakg:partOf event:e ."),
    ("more.ttl", "register", "event:f a cakg:Meeting ;\n skos:prefLabel 'F'@en .\nplace:q cakg:ordinal 2 ."),
)
SOURCES = tuple(Source(path, kind, HEAD + body, added=path == "added.ttl") for path, kind, body in BODIES)
EVENT, TWO = PREFIXES["event"], Literal(2)


@pytest.mark.parametrize(
    ("fault", "file", "after"),
    [
        (Fault(EVENT + "e", "", CAKG + "ordinal", Literal(1)), "a.ttl", 1),
        (Fault(EVENT + "e", "", CAKG + "ordinal", TWO), "a.ttl", 2),
        (Fault(EVENT + "e", "", CAKG + "ordinal", TWO, report=PREFIXES["report"] + "b"), "b.ttl", 1),
        (Fault(EVENT + "e", "", CAKG + "ordinal"), "a.ttl", 2),
        (Fault(EVENT + "e", "", CAKG + "place", NamedNode(PREFIXES["place"] + "p")), "b.ttl", 2),
        (Fault(EVENT + "e", "", CAKG + "place"), "b.ttl", 2),
        (Fault(EVENT + "f", "", CAKG + "ordinal", TWO), "added.ttl", 1),
        (Fault(EVENT + "x", "", CAKG + "ordinal", TWO, subject=EVENT + "f"), "added.ttl", 1),
        (Fault(EVENT + "e", "", CAKG + "place", report=PREFIXES["report"] + "a"), "a.ttl", 1),
        (Fault(EVENT + "e", "", wanted=(SKOS + "prefLabel",)), "register.ttl", 0),
        (Fault(EVENT + "e", "", wanted=(CAKG + "place",)), "b.ttl", 1),
        (Fault(EVENT + "f", "", wanted=(SKOS + "prefLabel",)), "more.ttl", 0),
        (Fault(EVENT + "f", "", wanted=(CAKG + "place",)), "added.ttl", 1),
        (Fault(PREFIXES["place"] + "p", ""), "b.ttl", 2),
        (Fault(PREFIXES["place"] + "q", "", CAKG + "place"), "b.ttl", 2),
    ],
)
def test_where_a_fault_is(fault: Fault, file: str, after: int) -> None:
    """`after` counts lines from the first below the prefixes."""
    assert Places(SOURCES, Index(()), [fault]).find(fault) == (file, len(PREFIXES) + 1 + after)


def test_a_number_is_found_as_it_is_written_though_a_store_writes_it_otherwise(own_root: Path) -> None:
    """2.0 is kept as 2, which is what the other reports say."""
    path = "data/reports/2019/2019-06-07-mdc-second-consultations.ttl"
    file = own_root / path
    file.write_text(file.read_text("utf-8").replace("cakg:ordinal 2 ;", "cakg:ordinal 2.0 ;"), "utf-8")
    places = {f"{one.path}:{one.line}" for one in cakg.check(cakg.load(own_root)) if one.rule == "ordinal"}
    assert places == {f"{path}:{line(file.read_text('utf-8'), 'cakg:ordinal 2.0 ;')}"}


def test_an_added_file_comes_before_one_that_says_the_same() -> None:
    body = "report:n a cakg:Report .\nevent:e cakg:ordinal 2 ."
    twice = (*SOURCES, Source("new.ttl", "register", HEAD + body, added=True))
    fault = Fault(EVENT + "e", "", CAKG + "ordinal", TWO, report=PREFIXES["report"] + "a")
    assert Places(twice, Index(()), [fault]).find(fault) == ("new.ttl", len(PREFIXES) + 2)
    unknown = Fault(EVENT + "nowhere", "")
    assert Places(SOURCES, Index(()), [unknown]).find(unknown) is None


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
