"""Reading and compiling a corpus, against rdflib's Turtle parser."""

from pyoxigraph import DefaultGraph
from rdflib import Graph

from benchmarks.corpus import synthetic
from benchmarks.timing import Comparison, compare
from cakg.compile.dataset import quads
from cakg.read import turtle
from cakg.read.claims import gather


def run(events: int) -> list[Comparison]:
    """Compare parsing alone, then compiling (parsing, judging, deriving) with parsing alone by rdflib."""
    corpus = synthetic(events)
    sources = corpus.of_kind("report")

    def parse() -> list[set[str]]:
        return [set(map(str, turtle.parse(source.text, source.path))) for source in sources]

    def parse_by_rdflib() -> list[set[str]]:
        graphs = [Graph().parse(data=source.text, format="turtle") for source in sources]
        return [{f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o in graph} for graph in graphs]

    def compile_reports() -> set[str]:
        return {str(quad.triple) for quad in quads(gather(corpus)) if quad.graph_name != DefaultGraph()}

    def parse_reports() -> set[str]:
        return set().union(*parse_by_rdflib())

    size = f"{sum(map(len, parse())):,} triples in {events:,} reports"
    return [
        compare("parse Turtle", size, parse, "rdflib", parse_by_rdflib),
        compare("compile, uncached", size, compile_reports, "rdflib, parsing only", parse_reports, repeats=1),
    ]
