"""Records of one class, of texts and numbers, in a file of comma-separated values with a column for each field."""

import csv
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")
_SORTS = {"str": str, "float": float, "int": int}


def write(path: Path, sort: type[Record], rows: Iterable[Record]) -> None:
    """Write records of a class into a file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([one.name for one in fields(sort)])
        out.writerows(astuple(row) for row in rows)


def read(path: Path, sort: type[Record]) -> list[Record]:
    """Return the records of a file, none where it is not there."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [
            sort(**{one.name: _SORTS[getattr(one.type, "__name__", one.type)](said[one.name]) for one in fields(sort)})
            for said in csv.DictReader(file)
        ]
