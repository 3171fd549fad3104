"""The files that lie beside a site, made when they are asked for: the graph, tables, answers, networks, lists.

A build writes them into the folder around the site; here they have the same names at the root of the server.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cakg.ask.coverage import coverage
from cakg.ask.language import ENGLISH
from cakg.ask.ledger import disputes
from cakg.export import bundle
from cakg.export.about import head
from cakg.export.formats import FORMATS
from cakg.export.graph import statements, written
from cakg.export.results import finding_table
from cakg.export.table import dispute_table, render, score_table
from cakg.serve import tabular
from cakg.serve.reply import CSV, JSON, JSONLD, NTRIPLES, RDFXML, TEXT, TURTLE, Reply

if TYPE_CHECKING:
    from cakg.ask.term import Terms
    from cakg.export.about import About
    from cakg.serve.holding import Held
    from cakg.web.edition import Stock

_GRAPHS = {form.endings[0]: syntax for syntax, form in FORMATS["graph"].items()}
_NETWORKS = {form.endings[0]: name for name, form in FORMATS["network"].items()}
_MEDIA = {
    ".ttl": TURTLE, ".nt": NTRIPLES, ".rdf": RDFXML, ".jsonld": JSONLD, ".trig": "application/trig", ".csv": CSV,
    ".nq": "application/n-quads", ".json": JSON, ".gexf": "application/gexf+xml", ".md": TEXT, ".net": TEXT,
    ".graphml": "application/graphml+xml", ".cyjs": "application/vnd.cytoscape+json", ".svg": "image/svg+xml",
    ".sqlite": "application/vnd.sqlite3", ".txt": TEXT,
}  # fmt: skip
_VOCABULARY = ("ontology.ttl", "ontology.rdf", "ontology.jsonld", "alignment.ttl", "shapes.ttl")  # which are pages' own
_LISTS = ("coverage.md", "disagreements.csv", "findings.csv", "void.ttl", "dataset.jsonld", "README.txt")
_FOLDERS_OWN = ("site/", "csv-metadata.json", "SHA256SUMS")  # what makes sense in a folder alone
_PICTURE = "network.svg"


def names(questions: list[str], views: list[str], terms: "Terms") -> Iterator[str]:
    """Yield the names of all, by the names of the questions that need no parameter and of the views."""
    yield from (f"cakg{ending}" for ending in _GRAPHS)
    yield from tabular.names(terms)
    yield from _VOCABULARY
    yield from _LISTS
    yield from (_PICTURE,) if views else ()
    yield from (f"answers/{name}.csv" for name in questions)
    yield from (f"networks/{name}{ending}" for name in views for ending in _NETWORKS)
    yield from (f"rankings/{name}--{measure}.csv" for name in views for measure in bundle.MEASURES)


def made(graph: "Held", about: "About", stock: "Stock", path: str) -> Reply | None:
    """Return a file of a graph by its name, None where there is none; `stock` is what the pages of the graph share."""
    data = tabular.made(graph, about, stock.material, path)
    data = _made(graph, about, stock, path) if data is None else data
    if data is None:
        return None
    media = _MEDIA.get(path[path.rfind(".") :], "application/octet-stream")
    return Reply(200, media, data)


def _made(graph: "Held", about: "About", stock: "Stock", path: str) -> bytes | None:
    folder, slash, name = path.rpartition("/")
    if not slash:
        if name == "coverage.md":
            return coverage(graph, ENGLISH).encode("utf-8")
        if name == "disagreements.csv":
            return render(*dispute_table(disputes(graph, lang=ENGLISH)), "csv").encode("utf-8")
        if name == "findings.csv":
            return _findings(graph)
        if name == "README.txt":
            return bundle.readme(graph, about, _FOLDERS_OWN).encode("utf-8")
        if name in ("void.ttl", "dataset.jsonld"):
            return _catalogued(graph, about, name)
        if name == _PICTURE:
            return _picture(stock)
        stem, dot, ending = name.partition(".")
        syntax = _GRAPHS.get(dot + ending) if stem == "cakg" else None
        return None if syntax is None else written(statements(graph, head(about)), syntax)
    stem, dot, ending = name.partition(".")
    material = stock.material
    if folder == "answers" and ending == "csv" and stem in material.answers:
        return material.answers[stem][1].to_csv().encode("utf-8")
    if folder == "networks" and stem in material.networks and dot + ending in _NETWORKS:
        from cakg.export import network, occasions

        net, form = material.networks[stem], _NETWORKS[dot + ending]
        return network.write(net, form) if form not in network.OF_OCCASIONS or occasions.can(net) else None
    of, mark, measure = stem.partition("--")
    if folder == "rankings" and mark and ending == "csv" and of in material.rankings:
        scores = material.rankings[of].get(measure)
        return None if scores is None else render(*score_table(scores), "csv").encode("utf-8")
    return None


def _findings(graph: "Held") -> bytes:
    """Return what breaks the rules, which judge the whole corpus, whoever is heard."""
    from cakg import api

    whole = graph if graph.perspective.is_whole else None
    found = api.check(whole, None if whole is not None else graph.root)
    return render(*finding_table(found), "csv").encode("utf-8")


def _catalogued(graph: "Held", about: "About", name: str) -> bytes:
    """Return what catalogues are to know, but for the sizes of the files, which are not made yet."""
    from cakg.ask.counts import counts
    from cakg.export import catalog

    found = catalog.summary(graph, counts(graph))
    if name == "void.ttl":
        return catalog.turtle(about, found, dict.fromkeys(catalog.FILES))
    return catalog.schema_org(about, found).encode()


def _picture(stock: "Stock") -> bytes | None:
    """Return the first network as a picture, None where there is none."""
    from cakg.web.picture import picture

    first = next(iter(stock.material.networks), None)
    if first is None:
        return None
    return picture(stock.index, stock.material.networks[first], first.replace("-", " ")).encode("utf-8")
