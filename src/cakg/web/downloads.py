"""The pages of the files that go with the site, and the page about the edition itself."""

from collections.abc import Iterator, Sequence

from cakg.web.edition import Edition, Stock
from cakg.web.paths import continued, outside

_FOLDER = "downloads/"
_SAID = {  # by the beginning of a path, the longer first
    "cakg.ttl": "the accepted view, Turtle",
    "cakg.nt": "the accepted view, N-Triples",
    "cakg.rdf": "the accepted view, RDF/XML",
    "cakg.trig": "with what each document says, in a graph of its own: TriG",
    "cakg.nq": "with what each document says, in a graph of its own: N-Quads",
    "cakg.jsonld": "with what each document says, in a graph of its own: JSON-LD",
    "cakg.csv": "every statement with its documents, as a table",
    "cakg.sqlite": "tables with full-text search, for Datasette and SQLite",
    "cakg": "the graph",
    "ontology": "the vocabulary",
    "alignment": "links to other vocabularies",
    "shapes": "what records must obey (SHACL)",
    "disagreements.csv": "where documents contradict one another",
    "findings.csv": "what breaks the rules of the graph",
    "coverage.md": "what is present, missing, disputed and verified",
    "network.svg": "a network as a picture",
    "csv-metadata.json": "what the columns mean, licence, version and day (CSVW)",
    "datapackage.json": "what the tables hold (Frictionless)",
    "README.txt": "what lies here, in short",
}
_FOLDERS = {
    "answers": "answers to the saved questions",
    "networks": "networks for Gephi, Cytoscape, graphology and scripts",
    "rankings": "actors ranked by several measures",
    "tables": "a table for each class",
}


def page(edition: Edition, path: str) -> str:
    """Return the page of all files: those at the top, and the folders."""
    files = edition.stock.material.files
    loose = [(at, edition.t(_said(at)), size) for at, size in files if "/" not in at]
    folders = [
        (f"{_FOLDER}{name}.html", name, edition.t(_FOLDERS.get(name, "files")), len(own), sum(size for _, size in own))
        for name, own in _folders(edition.stock).items()
    ]
    return _render(edition, path, edition.t("Downloads"), loose, folders)


def folder_paths(edition: Edition) -> Iterator[str]:
    """Yield the path of the page of each folder of files."""
    yield from (f"{_FOLDER}{name}.html" for name in _folders(edition.stock))


def make_folder(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return the files of a folder."""
    name = path.removeprefix(_FOLDER).removesuffix(".html")
    own = _folders(edition.stock).get(name)
    if own is None or path != f"{_FOLDER}{name}.html":
        return {}
    parts = [own[at : at + 150] for at in range(0, len(own), 150)]
    names = continued(path, len(parts))
    return {
        at: _render(edition, at, f"{name}/", [(file, "", size) for file, size in part], (), names)
        for at, part in zip(names, parts, strict=True)
    }


def about(edition: Edition, path: str) -> str:
    """Return the page about the edition: method, rules, scope, limits, living persons."""
    kinds = edition.stock.by_kind
    return edition.render(
        path,
        path,
        title=edition.t("About"),
        text=f"about-{edition.lang}.html",
        persons=len(kinds.get("person", ())),
        reports=len(kinds.get("report", ())),
        has_docs=bool(edition.stock.material.texts),
        has_terms=edition.stock.material.terms is not None,
        heard=edition.stock.imprint.heard,
        contact=edition.stock.imprint.contact,
    )


def _render(
    edition: Edition,
    path: str,
    title: str,
    files: Sequence[tuple[str, str, int]],
    folders: Sequence[tuple[str, str, str, int, int]],
    pages: Sequence[str] = (),
) -> str:
    up = outside(edition.lang, path)
    return edition.render("downloads.html", path, title=title, files=files, folders=folders, pages=pages, up=up)


def _folders(stock: Stock) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for at, size in stock.material.files:
        if "/" in at:
            found.setdefault(at.partition("/")[0], []).append((at, size))
    return found


def _said(path: str) -> str:
    return next((text for start, text in _SAID.items() if path.startswith(start)), "file")
