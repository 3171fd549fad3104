"""Links between the pages lead somewhere, and the versions that a release states are one."""

import re
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "docs/notebooks/*.ipynb", "tests/**/*.md", "benchmarks/*.md")
    for path in ROOT.glob(pattern)
    if "node_modules" not in path.parts
)


def prose(page: Path) -> str:
    """Return a page without its code."""
    return re.sub(
        r"`[^`\n]*`", "", re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    )


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of a page, as GitHub makes them."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    found: dict[str, int] = {}
    names = set()
    for heading in re.findall(r"^#{1,6} +(.*)$", text, re.MULTILINE):
        plain = "".join(c for c in heading.lower() if c in " -_" or unicodedata.category(c)[0] in "LNM")
        name = plain.strip().replace(" ", "-")
        names.add(name if name not in found else f"{name}-{found[name]}")
        found[name] = found.get(name, 0) + 1
    return names


def links(page: Path) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", prose(page))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_resolve(page: Path) -> None:
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            assert link.startswith("https://"), link
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists() and target.is_relative_to(ROOT), f"{link} leads nowhere"
        assert not anchor or anchor in anchors(target), f"{link}: there is no such heading; there are {anchors(target)}"


def test_links_are_found() -> None:
    assert sum(len(links(page)) for page in PAGES) > 20


def test_every_page_is_linked_from_the_readme() -> None:
    linked = set(links(ROOT / "README.md"))
    pages = [page for pattern in ("*.md", "notebooks/*.ipynb") for page in (ROOT / "docs").glob(pattern)]
    assert {page.relative_to(ROOT).as_posix() for page in pages} <= linked


def test_a_release_states_one_version() -> None:
    def stated(path: str, pattern: str) -> set[str]:
        return set(re.findall(pattern, (ROOT / path).read_text("utf-8"), re.MULTILINE))

    version = stated("pyproject.toml", r'^version = "(.*)"$')
    assert len(version) == 1
    assert stated("CITATION.cff", r'^version: "(.*)"$') == version
    assert stated("ontology/cakg.ttl", r'owl:versionInfo "(.*)"') == version
    assert stated("ontology/cakg.ttl", r"owl:versionIRI <https://w3id.org/cakg/ontology/(.*)>") == version
    released = re.search(r"^## \[(\d.*)\] - (.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert released is not None and {released[1]} == version
    assert stated("CITATION.cff", r"^date-released: (.*)$") == {released[2]}
