"""A SPARQL 1.1 endpoint in the place of the dataset: how the graph outgrows one machine."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cakg.engine.rows import Rows
from cakg.words.errors import InputError, UsageError
from cakg.words.namespaces import PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset


def open_endpoint(url: str) -> "Dataset":
    """Return a dataset whose queries go to an endpoint, with the usual prefixes bound.

    Errors: UsageError for a URL that is not http or https; its queries raise InputError where the endpoint refuses
    them, gives no SPARQL results or cannot be reached.
    """
    from rdflib import Dataset
    from rdflib.plugins.stores.sparqlstore import SPARQLStore
    from rdflib.query import Result

    class Endpoint(SPARQLStore):
        def _query(self, *args: Any, **options: Any) -> Result:
            try:
                found = super()._query(*args, **options)
            except (OSError, ValueError, SyntaxError) as error:  # XML that is none is a SyntaxError
                raise _refusal(url, error) from error
            if not isinstance(found, Result):  # a refusal by HTTP comes back as code, reason and nothing
                raise _refusal(url, found)
            return found

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise UsageError(f"{url!r} is no endpoint; write it like https://example.org/sparql")
    dataset = Dataset(store=Endpoint(url, method="POST_FORM"))
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    return dataset


def _refusal(url: str, reason: object) -> InputError:
    problem = f"the endpoint refused the query, is not there or speaks no SPARQL ({reason})"
    return InputError(problem, "look at the query and at the URL", path=url)


def run(dataset: "Dataset", text: str) -> Any:
    """Return what a free query yields at an endpoint: rows, a truth value or triples; the endpoint guards itself.

    Errors: InputError as in `open_endpoint`.
    """
    result = dataset.query(text)
    if result.type == "ASK":
        return bool(result.askAnswer)
    values: tuple[Any, ...] = tuple(tuple(row) for row in result)  # type: ignore[arg-type]
    return Rows(tuple(map(str, result.vars)), values) if result.vars is not None else list(values)
