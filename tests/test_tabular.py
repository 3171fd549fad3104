"""Rows as text: forms that scripts read are never cut, a table that does not fit becomes a list of records."""

import csv
import io
import json
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cakg.engine.cells import Cell, as_json, markdown
from cakg.export.formats import FORMATS
from cakg.export.table import for_people, narrowed, render

COLUMNS = ("event", "title", "chair", "office")
ROWS: list[tuple[Cell, ...]] = [
    ("event:2019-06-04-mountain-consultations", "Consultations, | second", "Davron Quill", None),
    ("event:2019-06-04-mountain-consultations", "Consultations, | second", "Olzhas Brandt", "Minister"),
    ("event:2020-03-12-council-of-rivers-session", "Session of the Council of Rivers in the Valley", None, ""),
]


def test_what_fits_is_a_table() -> None:
    text = render(COLUMNS, ROWS, "table", 160)
    lines = text.splitlines()
    assert lines[0].split() == [*COLUMNS[1:], "event"] and len(lines) == 2 + len(ROWS)
    assert all(str(cell) in text for row in ROWS for cell in row if cell)


@pytest.mark.parametrize("width", [20, 40, 60, 80])
def test_what_does_not_fit_is_a_list_of_records(width: int) -> None:
    lines = render(COLUMNS, ROWS, "table", width).splitlines()
    assert max(map(len, lines)) <= width
    assert [line.split()[0] for line in lines if line[:1].isalpha()] == [
        *("title", "chair", "event"),
        *("chair", "office"),  # title and event are those of the record above
        *("title", "event"),  # what is empty is left out
    ]
    assert lines.count("") == 1 and lines.count("─" * width) == 1


@pytest.mark.parametrize("width", range(24, 120, 7))
def test_no_letter_is_lost_in_a_narrow_terminal(width: int) -> None:
    text = render(("name", "what it shows"), [("who-met-whom", "When and where did two actors meet?")], "table", width)
    assert max(map(len, text.splitlines())) <= width
    shown = "".join(sorted(text.replace("─", "").replace("\n", "").replace(" ", "")))
    assert shown == "".join(sorted("namewhatitshowswho-met-whomWhenandwheredidtwoactorsmeet?"))


def test_words_are_broken_only_where_they_must() -> None:
    assert "mountain-consultations\n" in render(COLUMNS, ROWS, "table", 60)
    assert "Rivers in\n" in render(COLUMNS, ROWS, "table", 46)


def test_a_table_that_goes_elsewhere_is_never_folded() -> None:
    long = [("word " * 100, "x" * 500)]
    assert len(render(("a", "b"), long, "table").splitlines()) == 3


def test_no_rows_are_a_heading() -> None:
    assert sorted(render(COLUMNS, [], "table", 60).split()[:4]) == sorted(COLUMNS)
    assert render(COLUMNS, [], "csv") == "event,title,chair,office\r\n"


def test_the_forms_that_scripts_read_hold_every_cell() -> None:
    shown = [["" if cell is None else str(cell) for cell in row] for row in ROWS]
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        text = render(COLUMNS, ROWS, form, 20)
        assert list(csv.reader(io.StringIO(text), delimiter=delimiter)) == [list(COLUMNS), *shown]
    assert [tuple(record.values()) for record in json.loads(render(COLUMNS, ROWS, "json", 20))] == ROWS
    markdown = render(COLUMNS, ROWS, "md", 20).splitlines()
    assert len(markdown) == 2 + len(ROWS) and "Consultations, \\| second" in markdown[2]
    assert set(FORMATS["rows"]) == {"table", "csv", "tsv", "json", "md"}


def test_machines_get_every_digit() -> None:
    rows = [("third", 1 / 3)]
    assert repr(1 / 3) in render(("name", "value"), rows, "csv")
    assert repr(1 / 3) in render(("name", "value"), rows, "json")
    assert "0.333333\n" in render(("name", "value"), rows, "table").replace(" ", "")[-20:]


WIDE = [
    ("event:2019-a", "拉赫蒙总统访问北京和上海 – встреча", "2019-06-04", "北京", "person:a", "拉赫蒙"),
    ("event:2020-b", "Second consultations e\u0301te\u0301", "2020", None, "person:b", "Ҳамроҳон Зарифӣ 😀"),
]
WIDE_COLUMNS = ("event", "title", "date", "place", "actor", "name")


@pytest.mark.parametrize("width", range(16, 130, 6))
def test_wide_letters_are_measured_by_the_places_they_take(width: int) -> None:
    text = render(WIDE_COLUMNS, WIDE, "table", width)
    assert max(map(cell_len, text.splitlines())) <= width
    for cell in ("拉赫蒙总统访问北京和上海", "北京", "Зарифӣ"):
        assert not set(cell) - set(text)


def test_columns_of_wide_letters_stand_below_one_another() -> None:
    lines = render(("name", "office"), [("拉赫蒙", "x"), ("Rahmon", "y")], "table", 80).splitlines()
    assert len({cell_len(line[: line.index(mark)]) for line, mark in zip(lines[2:], "xy", strict=True)}) == 1


def test_people_read_title_date_and_place_first_and_iris_last() -> None:
    assert render(WIDE_COLUMNS, WIDE, "table").split()[:6] == ["title", "date", "place", "name", "event", "actor"]
    assert render(WIDE_COLUMNS, WIDE, "md").startswith("| title | date | place | name | event | actor |")
    for form, mark in (("csv", ","), ("tsv", "\t")):
        assert render(WIDE_COLUMNS, WIDE, form).splitlines()[0] == mark.join(WIDE_COLUMNS)
    assert list(json.loads(render(WIDE_COLUMNS, WIDE, "json"))[0]) == list(WIDE_COLUMNS)


@pytest.mark.parametrize(
    ("columns", "row", "expected"),
    [
        (("report", "text"), ("report:x", "a"), ("report", "text")),  # nothing is named: the IRI is all there is
        (("title", "report", "value"), ("A", "report:x", "1"), ("title", "report", "value")),  # no title of the report
        (("report", "source", "title"), ("report:x", "S", "A"), ("title", "source", "report")),
        (("role", "name"), ("role:chair", "A"), ("role", "name")),  # a concept is a word, not a thing
        (("name", "link"), ("A", "https://x.org/a"), ("name", "link")),
        (("name", "note"), ("A", "event: see below"), ("name", "note")),
        (("person", "name", "date"), (None, "A", None), ("date", "person", "name")),
    ],
)
def test_what_goes_last(columns: tuple[str, ...], row: tuple[Cell, ...], expected: tuple[str, ...]) -> None:
    order, _ = for_people(columns, [row])
    assert tuple(columns[n] for n in order) == expected


def test_iris_are_left_out_only_where_that_makes_a_table() -> None:
    rows = [("event:2019-06-04-mountain-consultations-of-the-valley", "Consultations", "2019-06-04")]
    columns = ("event", "title", "date")
    assert narrowed(columns, rows, 60)[0] == ["title", "date"]
    assert narrowed(columns, rows, 120)[0] == list(columns)
    assert narrowed(columns, rows, 12)[0] == list(columns)  # a list of records either way: it shows them


_LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text('aж\n"\\é')
)
_NESTED = st.recursive(
    _LEAVES, lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text("abж", max_size=2), one, max_size=3)
)


@given(_NESTED, st.integers(0, 3))
def test_json_is_indented_as_python_does(value: object, indent: int) -> None:
    assert as_json(value, indent) == json.dumps(value, ensure_ascii=False, indent=indent) + "\n"


def test_what_json_has_no_number_for_is_a_text() -> None:
    assert json.loads(as_json([nan, inf, 1.5], 0)) == ["nan", "inf", 1.5]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("https://example.org/a_b", "<https://example.org/a_b>"),
        ("see https://example.org", "see https://example.org"),
        ("a_b", r"a\_b"),
    ],
)
def test_an_address_alone_is_a_link_in_markdown(cell: str, written: str) -> None:
    assert markdown(cell) == written
