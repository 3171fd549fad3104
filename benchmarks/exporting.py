"""Exporting the graph in every syntax and a network in two, against pyoxigraph and networkx writing the same."""

from collections.abc import Iterator
from typing import Any

from benchmarks.field import SMALL, Field, use_cache
from benchmarks.measure import inside
from benchmarks.results import Row

PART = "export"
VIEW = "co-participation"
SYNTAXES = {"turtle": "TURTLE", "trig": "TRIG", "nquads": "N_QUADS", "ntriples": "N_TRIPLES", "rdfxml": "RDF_XML"}
FORMS = (*SYNTAXES, "jsonld", "csv")


def measure(field: Field) -> Iterator[Row]:
    """Yield what writing takes. What cakg writes is sorted; the peers write as they come."""
    use_cache(field)
    held: dict[str, Any] = {}

    def load() -> None:
        import cakg

        held["graph"] = cakg.load(field.root)

    def load_bare() -> None:
        from pyoxigraph import RdfFormat, Store

        held["store"] = Store()
        held["store"].bulk_load(path=str(field.compiled), format=RdfFormat.N_QUADS)

    def load_network() -> None:
        import cakg

        held["net"] = cakg.network(VIEW, cakg.load(field.root))

    def export(form: str) -> object:
        import cakg

        return cakg.export(held["graph"], form)

    def dump(syntax: str) -> object:
        from pyoxigraph import DefaultGraph, RdfFormat

        form = getattr(RdfFormat, syntax)
        return held["store"].dump(format=form, from_graph=None if form.supports_datasets else DefaultGraph())

    def draw(form: str) -> object:
        import cakg

        return cakg.export(held["net"], form)

    def draw_by_networkx(form: str) -> object:
        import networkx as nx

        plain = nx.Graph()
        plain.add_weighted_edges_from(held["net"].edges(data="weight"))
        return list(nx.generate_gexf(plain) if form == "gexf" else nx.generate_graphml(plain))

    for form in FORMS:
        yield field.row(PART, form, "cakg", inside(lambda form=form: export(form), field.runs, first=load))
    for form, syntax in SYNTAXES.items():
        work = inside(lambda syntax=syntax: dump(syntax), field.runs, first=load_bare)
        yield field.row(PART, form, "pyoxigraph", work)
    for form in ("gexf", "graphml"):
        yield field.row(PART, form, "cakg", inside(lambda form=form: draw(form), field.runs, first=load_network))
        if field.times <= SMALL:
            work = inside(lambda form=form: draw_by_networkx(form), field.runs, first=load_network)
            yield field.row(PART, form, "networkx, bare ties", work)
