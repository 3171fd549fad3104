"""How a release is cited: CITATION.cff, and what Zenodo reads of it; and where a version is stated."""

import json
from collections.abc import Iterator, Mapping

from cakg.words.errors import InputError
from cakg.words.patterns import regex

CITATION, ZENODO, CHANGELOG, PROJECT = "CITATION.cff", ".zenodo.json", "CHANGELOG.md", "pyproject.toml"
ONTOLOGY = "ontology/cakg.ttl"
_NEEDED = ("title", "version", "date-released", "authors", "license", "abstract", "keywords")
_STATED = {
    PROJECT: regex(r'(?m)^version = "(.*)"$'),
    CITATION: regex(r'(?m)^version: "?([^"\n]*)"?$'),
    ONTOLOGY: regex(r'owl:versionInfo "(.*)"'),
}
_UNRELEASED = regex(r"(?ms)^## \[Unreleased\]\n(.*?)(?=^## \[|\Z)")


def stated(path: str, text: str) -> str | None:
    """Return the version that a file states, None for one that states none."""
    found = _STATED[path].search(text)
    return None if found is None else found[1]


def disagreeing(texts: Mapping[str, str], version: str) -> Iterator[str]:
    """Yield, a line each, which files of a project state another version than the one that is to be released."""
    for path in _STATED:
        if path in texts and (said := stated(path, texts[path])) != version:
            yield f"{path} states version {said}, and {version} is to be released; write that there"


def remarks(texts: Mapping[str, str], version: str) -> Iterator[str]:
    """Yield, a line each, what is still to be written into the changelog."""
    changelog = texts.get(CHANGELOG)
    if changelog is None:
        return
    waiting = _UNRELEASED.search(changelog)
    if waiting is not None and waiting[1].strip():
        yield f"{CHANGELOG} has lines under Unreleased; head them with {version} and the day"
    elif f"## [{version}]" not in changelog:
        yield f"{CHANGELOG} says nothing of {version}; add a heading with the day"


def zenodo(citation: str) -> bytes:
    """Return what Zenodo reads of a release, as a file: what CITATION.cff says, in the words of Zenodo.

    *Source*: Zenodo, .zenodo.json (the metadata of its deposit interface); Citation File Format 1.2.0.
    Errors: InputError for a citation that is no YAML or lacks what is needed.
    """
    from cakg.read.yaml import load

    said = load(citation, CITATION, "the citation")
    lacking = [name for name in _NEEDED if not said.get(name)]
    if lacking:
        raise InputError(f"says no {' and no '.join(lacking)}", "add what is missing", path=CITATION)
    authors = said["authors"]
    if not isinstance(authors, list) or not all(isinstance(one, dict) for one in authors):
        raise InputError("has authors without names", "write family-names and given-names of each", path=CITATION)
    licences = said["license"] if isinstance(said["license"], list) else [said["license"]]
    told = {
        "upload_type": str(said.get("type", "dataset")),
        "title": said["title"],
        "version": str(said["version"]),
        "publication_date": str(said["date-released"]),
        "description": f"<p>{str(said['abstract']).strip()}</p>",
        "creators": [{"name": _name(one)} for one in authors],
        "access_right": "open",
        "license": licences[-1].lower(),
        "keywords": said["keywords"],
        "notes": f"Licences: {', '.join(licences)}. The quotes remain those of their publishers.",
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _name(author: Mapping[str, str]) -> str:
    family, given = author.get("family-names"), author.get("given-names")
    return author.get("name") or ", ".join(filter(None, (family, given)))
