"""Results of queries in the formats that SPARQL names, written by the engine from terms.

*Source*: W3C, SPARQL 1.1 Query Results JSON Format, XML Format (Second Edition), CSV and TSV Formats.
"""

from typing import Any

from pyoxigraph import QueryResultsFormat, Store, parse_query_results

from cakg.engine.rows import Answer, Rows, Triples
from cakg.export.graph import write_triples
from cakg.serve.protocol import GRAPHS, TABLES

_FORMATS = {
    TABLES["json"]: QueryResultsFormat.JSON,
    TABLES["xml"]: QueryResultsFormat.XML,
    TABLES["csv"]: QueryResultsFormat.CSV,
    TABLES["tsv"]: QueryResultsFormat.TSV,
}
_FORMS = {media: name for name, media in GRAPHS.items()}


def sort_of(answer: Answer) -> str:
    """Return what an answer is: a `truth`, a `graph` or a `table`."""
    if isinstance(answer, bool):
        return "truth"
    return "graph" if isinstance(answer, Triples) else "table"


def written(answer: Answer, media: str) -> bytes:
    """Return an answer in a media type that goes with its sort. Errors: OutputError for what a format cannot hold."""
    if isinstance(answer, Triples):
        return write_triples(answer, _FORMS[media])
    found: Any
    if isinstance(answer, bool):
        found = Store().query("ASK {}" if answer else "ASK { ?s ?p ?o }")
    elif not answer.columns:
        found = Store().query(f"SELECT * {{ VALUES () {{ {'() ' * len(answer)}}} }}")
    else:
        found = parse_query_results(_tsv(answer), QueryResultsFormat.TSV)
    data: bytes = found.serialize(format=_FORMATS[media])
    return data


def _tsv(rows: Rows) -> bytes:
    lines = ["\t".join(f"?{column}" for column in rows.columns)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in rows.terms]
    return ("\n".join(lines) + "\n").encode("utf-8")
