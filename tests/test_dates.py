from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cakg.words.dates import Span, compatible, contains, covers, overlaps, parse, precision

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
BAD = {
    "": "empty",
    "2022-02-30": "calendar",
    "2023-02-29": "calendar",
    "2023-02-29~": "calendar",
    "2012-04-31/2012-05": "'2012-04-31' is no day of the calendar",
    "[2012-02-30]": "calendar",
    "2012-02-3X": "calendar",
    "2012-13": "calendar",
    "2012-00": "calendar",
    "2012-03-00": "calendar",
    "2012-20": "calendar",
    "2012-42": "calendar",
    "2023-02-29T10:00:00Z": "calendar",
    "2012-03-27T25:00:00Z": "no EDTF",
    "2001-06-15/2001-05-01": "before it begins",
    "2012/2011-12-31": "before it begins",
    "[2012..2011]": "before it begins",
    "0999": "outside",
    "0123-01-01": "outside",
    "0123-01-01T10:00:00Z": "outside",
    "9999-24": "after the year 9999",
    "/": "names no day",
    "unknown": "no EDTF",
    "2012-3-1": "no EDTF",
    "2012-03-27 ": "no EDTF",
    "2012-03-27\n": "no EDTF",
    "27.03.2012": "no EDTF",
    "-0100": "no EDTF",
    "Y12000": "no EDTF",
    "1950S2": "no EDTF",
    "2012-03-27/28": "no EDTF",
    "2012/2013/2014": "no EDTF",
    "[2012/2013]": "no EDTF",
    "[]": "no EDTF",
    "[": "no EDTF",
    "２０１２": "no EDTF",  # digits of another script
}

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


@pytest.mark.parametrize(("text", "reason"), BAD.items())
def test_what_is_no_date_is_refused_in_one_line(text: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError) as caught:
        parse(text)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    assert capsys.readouterr() == ("", "")


@given(st.text(alphabet="0123456789X-/.,[]{}~?%TZ:S", max_size=24))
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


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9999, 11, 30)), st.sampled_from(["", "~", "?", "%"]))
def test_bounds_agree_with_the_edtf_library(day: date, qualifier: str) -> None:
    from edtf import parse_edtf

    for text in (f"{day}", f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y-%m}-XX", f"{str(day)[:3]}X"):
        theirs = parse_edtf(text + qualifier)
        ours = parse(text + qualifier)
        assert ours == Span(date(*theirs.lower_strict()[:3]), date(*theirs.upper_strict()[:3]))


@given(spans, spans, days)
def test_relations_hold_day_by_day(a: Span, b: Span, day: date) -> None:
    point = Span(day, day)
    assert contains(a, point) == overlaps(a, point)
    if contains(a, b) and contains(b, point):
        assert contains(a, point)
    if contains(a, point) and contains(b, point):
        assert overlaps(a, b)
    assert overlaps(a, b) == overlaps(b, a)
    assert compatible(a, b) == compatible(b, a) == (contains(a, b) or contains(b, a))
    assert covers(Span(a.begin, a.begin), Span(a.end, a.end), b) == contains(a, b)


@pytest.mark.parametrize(
    ("a", "b", "is_compatible", "is_overlapping"),
    [
        ("2012", "2012-03-27", True, True),
        ("2012-03-27", "2012", True, True),
        ("2012-03-26/2012-03-27", "2012-03-27/2012-03-28", False, True),
        ("2012-03-26", "2012-03-27", False, False),
        ("2012-03-26/..", "2013", True, True),
        ("../2012-03-26", "2013", False, False),
        ("2011/2012-06", "2012", False, True),
    ],
)
def test_compatible_and_overlapping(a: str, b: str, is_compatible: bool, is_overlapping: bool) -> None:
    assert compatible(parse(a), parse(b)) is is_compatible
    assert overlaps(parse(a), parse(b)) is is_overlapping


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


@pytest.mark.parametrize(
    ("text", "expected"), [("2012-03-27", 1), ("2012-02", 29), ("2013", 365), ("2012-03-26/..", None), ("..", None)]
)
def test_precision_counts_days(text: str, expected: int | None) -> None:
    assert precision(parse(text)) == expected


@given(days.filter(lambda day: day < date(9999, 12, 1)), st.integers(0, 28))
def test_a_longer_span_is_less_precise(day: date, more: int) -> None:
    assert precision(Span(day, day + timedelta(more))) == more + 1
