import contextlib
import csv
import re
from calendar import isleap
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cakg.read import turtle
from cakg.words import edtf
from cakg.words.dates import Span, contains, covers, overlaps, parse, span
from cakg.words.edtf import Sort, is_legible

BOUNDS = [
    ("2012", "2012-01-01", "2012-12-31"),
    ("2012-02", "2012-02-01", "2012-02-29"),
    ("2013-02", "2013-02-01", "2013-02-28"),
    ("2012-03-27", "2012-03-27", "2012-03-27"),
    ("1000", "1000-01-01", "1000-12-31"),
    ("9999", "9999-01-01", "9999-12-31"),
    ("2005-03-17/2005-03-18", "2005-03-17", "2005-03-18"),
    ("2012-03-27/2012-03", "2012-03-27", "2012-03-31"),
    ("2012/2013-05", "2012-01-01", "2013-05-31"),
    ("2012-03~", "2012-03-01", "2012-03-31"),
    ("2012?", "2012-01-01", "2012-12-31"),
    ("2012-03-27%", "2012-03-27", "2012-03-27"),
    ("2012?-03-~27", "2012-03-27", "2012-03-27"),
    ("2012-03~/2012-04?", "2012-03-01", "2012-04-30"),
    ("2012-03-XX", "2012-03-01", "2012-03-31"),
    ("2012-02-2X", "2012-02-20", "2012-02-29"),
    ("2012-XX", "2012-01-01", "2012-12-31"),
    ("2012-XX-31", "2012-01-31", "2012-12-31"),
    ("2012-0X", "2012-01-01", "2012-09-30"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX~", "2000-01-01", "2099-12-31"),
    ("200X-02-29", "2000-02-29", "2008-02-29"),
    ("2012-21", "2012-03-01", "2012-05-31"),
    ("2012-22", "2012-06-01", "2012-08-31"),
    ("2012-23", "2012-09-01", "2012-11-30"),
    ("2012-24", "2012-12-01", "2013-02-28"),
    ("2011-24~", "2011-12-01", "2012-02-29"),
    ("2012-30", "2012-12-01", "2013-02-28"),
    ("2012-34", "2012-04-01", "2012-06-30"),
    ("2012-21/2012-22", "2012-03-01", "2012-08-31"),
    ("[2012-03-26,2012-03-27]", "2012-03-26", "2012-03-27"),
    ("[2012-05, 2012-03]", "2012-03-01", "2012-05-31"),
    ("[2012..2014]", "2012-01-01", "2014-12-31"),
    ("{2012-03,2012-05}", "2012-03-01", "2012-05-31"),
    ("2012-03-27T10:00:00Z", "2012-03-27", "2012-03-27"),
    ("2012-03-27T23:30:00+05:00", "2012-03-27", "2012-03-27"),
]
HERE = Path(__file__).parent
TABLE = list(csv.DictReader((HERE / "edtf.csv").read_text("utf-8").splitlines()))
REFUSED = list(csv.DictReader((HERE / "edtf-refused.csv").read_text("utf-8").splitlines()))
BROKEN = "'2012-03-27\\n' is no EDTF date; write it like 2012, 2012-03, 2012-03-27 or 2012-03-27/2012-03-28"
REFUSED.append({"written": "2012-03-27\n", "said": BROKEN})
MARCH_26 = date(2012, 3, 26)
OPEN = [
    ("..", Span(None, None, open_end=True)),
    ("../..", Span(None, None, open_begin=True, open_end=True)),
    ("../2012-03-26", Span(None, MARCH_26, open_begin=True)),
    ("2012-03-26/..", Span(MARCH_26, None, open_end=True)),
    ("2012-03-26/", Span(MARCH_26, None)),
    ("/2012-03-26", Span(None, MARCH_26)),
    ("[..2012-03-26]", Span(None, MARCH_26, open_begin=True)),
    ("[2011,2012-03-26..]", Span(date(2011, 1, 1), None, open_end=True)),
]

days = st.dates(min_value=date(1000, 1, 1))
intervals = st.tuples(days, days).map(lambda pair: Span(min(pair), max(pair)))
spans = st.one_of(
    intervals,
    days.map(lambda day: Span(day, None)),
    days.map(lambda day: Span(None, day)),
    st.just(Span(None, None)),
)


@pytest.mark.parametrize(("text", "begin", "end"), BOUNDS)
def test_closed_dates(text: str, begin: str, end: str) -> None:
    assert parse(text) == Span(date.fromisoformat(begin), date.fromisoformat(end))


@pytest.mark.parametrize(("text", "span"), OPEN)
def test_open_and_unknown_bounds(text: str, span: Span) -> None:
    assert parse(text) == span


@given(st.text(alphabet="0123456789X-/.,[]{}~?%TZ:SYEuxope", max_size=24))
def test_any_text_gives_ordered_bounds_or_a_value_error(text: str) -> None:
    try:
        span = parse(text)
    except ValueError:
        return
    assert span.begin is None or span.end is None or span.begin <= span.end


@given(days)
def test_a_day_is_itself(day: date) -> None:
    assert parse(day.isoformat()) == Span(day, day)


@given(days, days)
def test_an_interval_of_days_runs_forward_only(first: date, last: date) -> None:
    text = f"{first}/{last}"
    if first <= last:
        assert parse(text) == Span(first, last)
    else:
        with pytest.raises(ValueError, match="before it begins"):
            parse(text)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["written"])
def test_the_examples_of_the_specification_are_read(row: dict[str, str]) -> None:
    """Each form of levels 0 to 2, most of them examples of the specification as far as their years have four digits."""
    begin, end = (date.fromisoformat(row[bound]) if row[bound] else None for bound in ("begin", "end"))
    ends = row["open"].split()
    assert parse(row["written"]) == Span(begin, end, "begin" in ends, "end" in ends)
    assert is_legible(row["written"])


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["written"])
def test_what_is_refused_is_refused_for_the_true_reason_in_one_line(
    row: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ValueError) as caught:
        parse(row["written"])
    assert str(caught.value) == row["said"] and "\n" not in row["said"]
    assert capsys.readouterr() == ("", "")
    for today in re.findall("; write '(.*)'$", str(caught.value)):
        with contextlib.suppress(ValueError):  # a year that lies outside
            parse(today)
        assert list(edtf.read(today).members)


def test_the_model_lists_the_forms_of_dates_and_nothing_else() -> None:
    """Whatever stands in the table of docs/model.md is read, and a form of each level stands there."""
    page = (HERE.parent / "docs" / "model.md").read_text("utf-8").partition("### Dates")[2].partition("\n#")[0]
    rows = [line.split("|") for line in page.splitlines() if re.match(r"\| [012] \|", line)]
    listed = {(int(level), text) for _, level, written, *_ in rows for text in re.findall("`([^`]+)`", written)}
    known = {(int(row["level"]), row["written"]) for row in TABLE}
    assert listed <= known
    assert len(listed) >= 30 and {level for level, _ in listed} == {0, 1, 2}


def test_every_part_of_a_year_has_its_months() -> None:
    """Codes 21 to 41 of level 2: seasons of no, the northern and the southern hemisphere, then 3, 4 and 6 months."""
    spring, summer, autumn, winter = ("03-01", "05-31"), ("06-01", "08-31"), ("09-01", "11-30"), ("12-01", "02-28")
    quarters = (("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31"))
    thirds, halves = (
        (("01-01", "04-30"), ("05-01", "08-31"), ("09-01", "12-31")),
        (
            ("01-01", "06-30"),
            ("07-01", "12-31"),
        ),
    )
    parts = [*(spring, summer, autumn, winter) * 2, autumn, winter, spring, summer, *quarters, *thirds, *halves]
    assert len(parts) == 21
    for code, (first, last) in enumerate(parts, 21):
        year = 2010 if last == "02-28" else 2009
        expected = Span(date.fromisoformat(f"2009-{first}"), date.fromisoformat(f"{year}-{last}"))
        assert parse(f"2009-{code}") == parse(f"2009-{code}~") == parse(f"2009?-%{code}") == expected


digit = st.sampled_from("0123456789XX")
mask = st.builds("".join, st.tuples(st.sampled_from("12X"), *[digit] * 3))
two = st.builds("".join, st.tuples(st.sampled_from("0123X"), digit))


@given(mask, st.none() | two, st.none() | two, st.sampled_from(["", "~", "?", "%"]))
def test_bounds_are_the_first_and_last_days_whose_digits_match(
    year: str, month: str | None, day: str | None, mark: str
) -> None:
    """Against the calendar itself: of every first and last day of a month, or day of one, those that match."""
    parts = [part for part in (year, month, None if month is None else day) if part is not None]
    pattern = re.compile("-".join(part.replace("X", "[0-9]") for part in parts) + "(-.*)?")
    fitting = [number for number in range(1000, 10000) if re.fullmatch(year.replace("X", "[0-9]"), str(number))]
    some = fitting[:8] + fitting[-8:]  # eight years hold a leap year, or four hold none
    first = min((d for n in some[:8] for d in _days_of_year(n) if pattern.fullmatch(d)), default=None)
    last = max((d for n in some[8:] or some for d in _days_of_year(n) if pattern.fullmatch(d)), default=None)
    text = "-".join(parts) + mark
    if month is not None and day is None and "21" <= month <= "41" and "X" not in month:
        assert span(text) is not None  # part of a year
    elif first is None or last is None:
        assert span(text) is None
    elif year.startswith("X"):
        assert parse(text) == Span(None, None)
    else:
        assert parse(text) == Span(date.fromisoformat(first), date.fromisoformat(last))


@lru_cache(maxsize=512)
def _days_of_year(year: int) -> list[str]:
    first = date(year, 1, 1).toordinal()
    return [date.fromordinal(first + n).isoformat() for n in range(365 + isleap(year))]


@pytest.mark.parametrize(
    ("text", "sort", "dates"),
    [
        ("2012-03-27~", Sort.DATE, [("2012", "03", "27", "~", False)]),
        ("2012?-03-~27", Sort.DATE, [("2012", "03", "27", "", True)]),
        ("199X", Sort.DATE, [("199X", None, None, "", False)]),
        ("2012-03-27T10:00:00Z", Sort.DATE, [("2012", "03", "27", "", False)]),
        ("2012/2013-05?", Sort.INTERVAL, [("2012", None, None, "", False), ("2013", "05", None, "?", False)]),
        ("../2012-33", Sort.INTERVAL, [("2012", "33", None, "", False)]),
        ("[..2012, 2013-05]", Sort.ONE_OF, [("2012", None, None, "", False), ("2013", "05", None, "", False)]),
        ("{2012-02-30}", Sort.ALL_OF, [("2012", "02", "30", "", False)]),
        ("..", Sort.OPEN, []),
    ],
)
def test_a_date_is_taken_apart(text: str, sort: Sort, dates: list[tuple[object, ...]]) -> None:
    assert edtf.read(text).sort is sort
    found = list(edtf.points(text))
    assert [(p.year, p.month, p.day, p.qualifier, p.is_partly_qualified) for p in found] == dates
    assert all(point.text in text for point in found)


def test_nothing_stands_in_what_is_no_date() -> None:
    assert list(edtf.points("soon")) == list(edtf.points("")) == []


def test_what_is_legible_is_what_the_shape_of_dates_demands() -> None:
    text = (Path(__file__).parents[1] / "ontology" / "shapes" / "date.ttl").read_text("utf-8")
    (shape,) = (t.object for t in turtle.parse(text, "") if t.predicate.value.endswith("#pattern"))
    pattern = re.compile(shape.value)  # type: ignore[union-attr]
    for text in (*map(chr, range(0x20, 0x7F)), "é", "２", "", "2012-03-27", "2012 03"):
        assert is_legible(text) is (pattern.search(text) is not None), text


@given(spans, spans, days)
def test_relations_hold_day_by_day(a: Span, b: Span, day: date) -> None:
    point = Span(day, day)
    assert contains(a, point) == overlaps(a, point)
    if contains(a, b) and contains(b, point):
        assert contains(a, point)
    if contains(a, point) and contains(b, point):
        assert overlaps(a, b)
    assert overlaps(a, b) == overlaps(b, a)
    assert covers(Span(a.begin, a.begin), Span(a.end, a.end), b) == contains(a, b)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2012", "2012-03-27", True),
        ("2012-03-27", "2012", True),
        ("2012-03-26/2012-03-27", "2012-03-27/2012-03-28", True),
        ("2012-03-26", "2012-03-27", False),
        ("2012-03-26/..", "2013", True),
        ("../2012-03-26", "2013", False),
        ("2011/2012-06", "2012", True),
    ],
)
def test_overlaps(a: str, b: str, expected: bool) -> None:
    assert overlaps(parse(a), parse(b)) is expected


@pytest.mark.parametrize(
    ("start", "until", "span", "expected"),
    [
        ("2011-07-01", "2017-06-30", "2012-03-27", True),
        ("2011-07-01", "2017-06-30", "2011-06-30", False),
        ("2011-07-01", "2017-06-30", "2017-07-01", False),
        ("2011-07-01", "2017-06-30", "2017", False),
        ("2011-07", "2017-06", "2017-06-30", True),
        ("2011-07-01", "..", "2030", True),
        ("2011-07-01", None, "2030", True),
        (None, "2017", "1999", True),
        ("2011-07-01", "..", "2011-06-30", False),
    ],
)
def test_covers(start: str | None, until: str | None, span: str, expected: bool) -> None:
    parsed = [None if text is None else parse(text) for text in (start, until)]
    assert covers(parsed[0], parsed[1], parse(span)) is expected
