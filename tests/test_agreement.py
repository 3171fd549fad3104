"""What two dates say together: worked by hand, and by what holds of any two."""

from itertools import product

import pytest

from cakg.words.agreement import agree, canonical
from cakg.words.dates import parse

DAYS = "2021-05-10 2021-05-10~ 2021-05-11 2021-05-10T10:00:00 2021-05-10/2021-05-12 2021-05-10/ /2021-05-12"
SETS = "[2021-05-10,2021-05-12] [2021-05-10..2021-05-20] {2021-05-10,2021-05-12}"
DATES = f"2021 2021-05 2021-05~ 2021-21 2020/2021 2021-06 2021-05-10/.. .. {DAYS} {SETS}".split(" ")


@pytest.mark.parametrize(
    ("a", "b", "both"),
    [
        ("2023-08-08/", "2023-08", "2023-08-08/2023-08"),
        ("2021-05-10/", "/2021-05-12", "2021-05-10/2021-05-12"),
        ("2021-05-10/", "/2021-05-09", None),
        ("2021-05-10/", "2021-05-10", "2021-05-10/"),
        ("2015/", "2015/..", "2015/.."),
        ("2015/2018", "2015/..", None),
        ("2021-05-10/2021-05-12", "2021-05-11", "2021-05-10/2021-05-12"),
        ("2021-05-10/2021-05-12", "2021-05-13", None),
        ("[2021-05-10,2021-05-12]", "2021-05-11", None),
        ("[2021-05-10,2021-05-12]", "[2021-05-12,2021-05-13]", "2021-05-12"),
        ("[2021-05-10..2021-05-20]", "[2021-05-15..]", "[2021-05-15..2021-05-20]"),
        ("[2021-05-10..2021-06-10]", "2021-05", "[2021-05-10..2021-05-31]"),
        ("{2021-05-10,2021-05-12}", "2021-05-10", "{2021-05-10,2021-05-12}"),
        ("{2021-05-10,2021-05-12}", "2021-05-11", None),
        ("2021-05-10~", "2021-05-11", "2021-05-11"),
        ("2021-05-10~", "2021-05-12", None),
        ("2021-05~", "2021-05", "2021-05"),
        ("2021-05-10T10:00:00", "2021-05-10", "2021-05-10T10:00:00"),
        ("2012-24", "2013-01", "2013-01"),
    ],
)
def test_what_both_allow(a: str, b: str, both: str | None) -> None:
    assert agree(a, b) == agree(b, a) == both


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2021-05-XX", "2021-05"),
        ("2021-XX-XX", "2021"),
        ("2021-05-10/2021-05-10", "2021-05-10"),
        ("[2021-05-12,2021-05-10]", "[2021-05-10,2021-05-12]"),
        ("{2021-05-10}", "2021-05-10"),
    ],
)
def test_one_meaning_has_one_spelling(a: str, b: str) -> None:
    assert canonical(a) == canonical(b) == agree(a, b)


@pytest.mark.parametrize(("a", "b"), product(DATES, repeat=2))
def test_of_any_two(a: str, b: str) -> None:
    both = agree(a, b)
    assert both == agree(b, a)
    assert agree(a, a) == canonical(a)
    assert both is not None or a != b
    if both is not None:
        parse(both)
        assert agree(both, a) is not None and agree(both, b) is not None
