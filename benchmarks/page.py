"""Tables of docs/networks.md that commands make: each stands between two remarks that name it."""

from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "networks.md"


def parts(name: str, text: str) -> tuple[str, str, str]:
    """Return what stands before a table, the table and what stands after. Errors: ValueError where it has no place."""
    before, found, rest = text.partition(f"<!-- {name}: ")
    remark, _, rest = rest.partition("-->\n")
    middle, end, after = rest.partition(f"<!-- end of {name} -->")
    if not found or not end:
        raise ValueError(f"{PAGE} has no place for the table {name}")
    return f"{before}{found}{remark}-->\n", middle, end + after


def replace(name: str, table: str, path: Path = PAGE) -> None:
    """Write a table into its place."""
    before, _, after = parts(name, path.read_text("utf-8"))
    path.write_text(f"{before}\n{table}\n{after}", "utf-8")
