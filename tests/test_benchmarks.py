"""The benchmarks run and write their table; times are not judged."""

import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks import __main__ as command
from benchmarks import drafting, measure, quoted, records, report, results, wrong
from benchmarks.absent import absent_dates, absent_places
from benchmarks.measure import Sample, TooSlow
from benchmarks.results import Row

from cakg.curate.mentions import Mention
from cakg.words.namespaces import BASE

ROWS = [
    Row("compile", "cold", "cakg", 1.0, 100_000, 5, 2.0, 1.9, 2.1, 2.2, 2.0, 2.4, 150.0, "abc"),
    Row("compile", "cold", "cakg", 10.0, 1_000_000, 5, 20.0, 19.0, 21.0, 22.0, 20.0, 24.0, 900.0, "abc"),
    Row("question", "where", "rdflib", 1.0, 100_000, 0, note="not in 10 s"),
]


def test_a_process_is_measured_with_its_children() -> None:
    work = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(3_000_000))'])"
    (alone,) = measure.process([sys.executable, "-c", "pass"], 1)
    (with_child,) = measure.process([sys.executable, "-c", work], 1)
    assert with_child.cpu > alone.cpu
    assert alone.megabytes > 1
    with pytest.raises(RuntimeError, match="no such thing"):
        measure.process([sys.executable, "-c", "import sys; print('no such thing', file=sys.stderr); sys.exit(3)"], 1)


def test_a_function_is_measured_in_a_child_that_leaves_nothing_behind() -> None:
    held: list[int] = []
    found = measure.inside(lambda: held.append(1), 3, first=lambda: held.append(0))
    assert len(found) == 3
    assert held == []
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        measure.inside(lambda: 1 / 0, 1)


def test_what_takes_too_long_is_given_up() -> None:
    def busy() -> None:
        while True:
            time.process_time()

    with pytest.raises(TooSlow):
        measure.inside(busy, 1, patience=0.05)


def test_a_run_of_one_part_replaces_its_rows_alone(tmp_path: Path) -> None:
    records.write(tmp_path / "results.csv", Row, ROWS)
    kept = records.read(tmp_path / "results.csv", Row)
    assert kept == ROWS
    anew = [replace(ROWS[0], task="warm")]
    assert {(row.part, row.task, row.times) for row in results.merged(kept, anew)} == {
        ("compile", "warm", 1.0),
        ("compile", "cold", 10.0),
        ("question", "where", 1.0),
    }


def test_the_median_stands_with_its_spread() -> None:
    row = results.summed_up("p", "t", "w", 1.0, 10, [Sample(3, 6, 9), Sample(1, 2, 3), Sample(2, 4, 6)])
    assert (row.cpu, row.cpu_least, row.cpu_most, row.wall, row.megabytes) == (2, 1, 3, 4, 9)


@pytest.mark.parametrize(
    ("points", "power"), [([(1, 2), (10, 20)], 1.0), ([(1, 1), (10, 100)], 2.0), ([(5, 3)], None), ([], None)]
)
def test_the_exponent_is_the_slope_of_logarithms(points: list[tuple[float, float]], power: float | None) -> None:
    assert results.exponent(points) == (None if power is None else pytest.approx(power))


def test_the_page_has_a_section_for_each_part_and_says_what_is_missing() -> None:
    page = report.render(ROWS, "A machine.")
    assert "| cold | cakg | 2 (1.9–2.1) 150 | 20 (19–21) 900 | 1.00 |" in page
    assert "| where | rdflib | not in 10 s |  |" in page
    assert "A machine." in page


def test_the_slowest_questions_stand_beside_the_engine_alone() -> None:
    rows = [
        replace(ROWS[0], part="question", task=f"q{number:02}", who=who, cpu=number * share)
        for number in range(1, 13)
        for who, share in (("cakg", 1.2), ("pyoxigraph", 1.0))
    ]
    page = report.render([*rows, ROWS[2]], "A machine.")
    table = page.partition("The slowest at 1×")[2]
    assert [line[2:5] for line in table.splitlines() if line.startswith("| q")] == [
        f"q{n:02}" for n in range(12, 2, -1)
    ]
    assert "| q12 | 14.4 | 12 |  | 1.20 |" in table


def test_the_command_measures_a_part_and_writes_the_page(tmp_path: Path) -> None:
    words = ["--sizes", "0.3", "--runs", "1", "--only", "projection", "--output", str(tmp_path)]
    assert command.main([*words, "--corpora", str(tmp_path / "corpora")]) == 0
    rows = records.read(tmp_path / "results.csv", Row)
    assert {(row.task, row.who) for row in rows} == {
        ("the product", "cakg"),
        ("the product", "scipy"),
        ("the network", "cakg"),
        ("the network", "networkx"),
    }
    assert all(row.runs == 1 and row.cpu > 0 and row.quads > 10_000 for row in rows)
    assert "## Projection" in (tmp_path / "RESULTS.md").read_text("utf-8")


def test_drafts_are_compared_with_finished_reports(sample_root: Path, tmp_path: Path) -> None:
    texts = Path(__file__).parent / "sample" / "texts"
    found = drafting.shares(drafting.compare([texts], sample_root))
    assert {(row.texts, row.language) for row in found} == {("founding", "en"), ("founding", "ru")}
    verified = [path for path in sample_root.rglob("data/reports/*/*.ttl") if "textDigest" in path.read_text("utf-8")]
    assert sum(row.documents for row in found if row.values == "actors") == len(verified) > 1
    assert all(0 < row.both <= min(row.finished, row.proposed) for row in found)
    records.write(tmp_path / "drafting.csv", drafting.Share, found)
    assert records.read(tmp_path / "drafting.csv", drafting.Share) == found
    assert f"| founding | en | {found[0].documents} | actors |" in drafting.render(found)
    assert drafting.render([]) == ""


@pytest.mark.parametrize(
    ("value", "language", "text", "is_absent"),
    [
        ("2021-05-04", "en", "The ministers met in Almaty.", True),
        ("2021-05-04", "en", "They met on the 4 of the month.", False),
        ("2021-05-04", "en", "They met in May.", False),
        ("2021-05-04", "en", "They met in 2021, and 14 came.", False),
        ("2021-05-04", "en", "In 2020, 14 came; maybe in June.", True),
        ("2021-05", "en", "4 came.", True),
        ("2021-05-04/2021-06-05", "en", "They parted in June.", False),
        ("[..2021-05-04]", "ru", "Министры встретились 04 числа.", False),
        ("2021-05-04", "ru", "Министры встретились в мае.", False),
        ("2021-05-04", "ru", "Министры встретились в июне.", True),
    ],
)
def test_a_date_is_absent_where_neither_day_nor_month_nor_year_stands(
    value: str, language: str, text: str, is_absent: bool
) -> None:
    assert absent_dates([value], text, language) == (frozenset([value]) if is_absent else frozenset())


def test_a_place_is_absent_where_it_is_not_named() -> None:
    almaty, kyrgyzstan = (f"{BASE}place/{slug}" for slug in ("almaty", "kyrgyzstan"))
    mention = Mention(0, 1, 0, 0, (f"{BASE}state/kyrgyzstan", kyrgyzstan))
    assert absent_places([almaty, kyrgyzstan], [mention]) == {almaty}


def test_what_a_text_does_not_hold_is_counted_among_what_is_not_found() -> None:
    report, draft = {"dates": frozenset("abc")}, {"dates": frozenset("ax")}
    (row,) = drafting.shares([("held out", "en", "a.txt", report, draft, {"dates": frozenset("ab")})])
    assert (row.finished, row.proposed, row.both, row.absent) == (3, 2, 1, 1)
    assert drafting.render([row]).rstrip().endswith("| 33 % | 50 % | 1 |")


def test_quotes_are_read_as_texts(sample_root: Path) -> None:
    found = {(row.language, row.values): row for row in quoted.shares(sample_root)}
    assert {values for language, values in found if language == "en"} >= {"dates", "places", "roles"}
    assert all(row.texts == quoted.GROUP for row in found.values())
    roles = found["en", "roles"]
    assert 0 < roles.both <= min(roles.finished, roles.proposed)


def test_what_counts_as_wrong_is_sampled_and_read_by_hand(tmp_path: Path) -> None:
    report = dict.fromkeys(wrong.KINDS, frozenset[str]())
    draft = {**report, "dates": frozenset({"2021-05-03", "2021-05-04"})}
    others = ("looked at", "en", "b.txt", report, draft, report)
    told = {**report, "dates": frozenset({"2021-05-04"})}
    rows = wrong.sample([("held out", "en", "a.txt", told, draft, report), others])
    assert rows == [wrong.Wrong("a.txt", "dates", "2021-05-03")]
    assert wrong.render(rows) == ""
    records.write(
        tmp_path / "wrong.csv", wrong.Wrong, [wrong.Wrong("a.txt", "dates", "2021-05-03", "yes", "it is named")]
    )
    assert "found 1 to be shown by them" in wrong.render(records.read(tmp_path / "wrong.csv", wrong.Wrong))
