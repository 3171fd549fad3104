"""Names in the order in which people look them up, and everywhere the same."""

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

import cakg
from cakg.ask.order import collated
from cakg.cli import run
from cakg.engine.rows import Rows
from cakg.words.collation import order

LISTS = [
    line.split(" | ")
    for line in (Path(__file__).parent / "collation.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("names", LISTS, ids=" ".join)
def test_names_stand_where_an_index_has_them(names: list[str]) -> None:
    shuffled = list(names)
    for seed in range(5):
        Random(seed).shuffle(shuffled)
        assert sorted(shuffled, key=order) == names


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_has_one_place_however_it_is_encoded(form: str) -> None:
    import unicodedata

    for names in LISTS:
        encoded = [unicodedata.normalize(form, name) for name in names]
        assert [order(name)[:2] for name in encoded] == [order(name)[:2] for name in names]
        assert all(one < other for one, other in pairwise(map(order, encoded)))


@given(st.lists(st.text(), max_size=5, unique=True))
def test_the_order_is_total(names: list[str]) -> None:
    assert len(set(map(order, names))) == len(names)
    assert sorted(sorted(names), key=order) == sorted(names[::-1], key=order)


def rows(columns: str, *lines: tuple[object, ...]) -> Rows:
    return Rows(tuple(columns.split()), tuple(tuple(None if one is None else Literal(one) for one in x) for x in lines))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ('COALESCE(STR(?name), "") ?n', "7 1 6 5 4 2 3"),
        ("?nameLabel", "1 2 3 4 5 6 7"),  # no such column
        ('DESC(?year) COALESCE(STR(?name), "") ?n', "1 4 2 3 7 6 5"),
        ('?year COALESCE(STR(?name), "") ?n', "1 4 2 3 7 6 5"),
        ('COALESCE(?year, "") COALESCE(STR(?name), "")', "1 2 3 4 5 6 7"),
        ('COALESCE(STR(?other), "") COALESCE(STR(?name), "")', "1 2 3 4 5 6 7"),
        ("?n", "1 2 3 4 5 6 7"),
    ],
)
def test_names_are_put_in_order_where_the_query_sorts_by_them(keys: str, expected: str) -> None:
    found = rows(
        "n name year",
        ("1", "Ежов", "2010"),
        ("2", "Қасымов", "2010"),
        ("3", "Қасымов", "2010"),
        ("4", "Калиев", "2010"),
        ("5", "Ёлкин", "2009"),
        ("6", "Ёжиков", "2009"),
        ("7", None, "2009"),
    )
    if keys.startswith("COALESCE(STR(?name)"):
        expected = "7 6 1 5 4 2 3"
    got = collated(f"SELECT ?n ?name ?year WHERE {{ }}\nORDER BY {keys}\n", found)
    assert " ".join(row[0] for row in got.texts()) == expected
    assert collated("SELECT ?n ?name WHERE { }", found) == found


RENAMED = {
    "Анора Зеллер": "Ёнора",
    "Даврон Квилл": "Еврон",
    "Айзада Мерроу": "Қайзада",
    "Марат Келден": "Лерик",
}


def test_tables_have_the_order_of_names_and_csv_that_of_sparql(
    own_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = own_root / "data" / "register" / "person.ttl"
    text = register.read_text("utf-8")
    for old, new in RENAMED.items():
        text = text.replace(f'"{old}"@ru', f'"{new}"@ru')
    register.write_text(text, "utf-8")

    def told(printed: str) -> list[str]:
        found = [(printed.index(name), name) for name in RENAMED.values()]
        return [name for _, name in sorted(found)]

    printed = {}
    for form in ("table", "md", "csv", "json"):
        command = ["ask", "capacities-of-person", "--root", str(own_root), "--lang", "ru", "--format", form]
        assert run(command) == 0
        printed[form] = told(capsys.readouterr().out)
    file = tmp_path / "answer.md"
    cakg.save(file, "capacities-of-person", root=own_root, lang="ru")
    in_order, by_code_point = ["Еврон", "Ёнора", "Қайзада", "Лерик"], ["Ёнора", "Еврон", "Лерик", "Қайзада"]
    assert printed["table"] == printed["md"] == told(file.read_text("utf-8")) == in_order
    assert printed["csv"] == printed["json"] == by_code_point
