"""The pages of the vocabulary within the site: all terms by sort, and each with its meaning and use."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from cakg.web.edition import Edition, Stock
from cakg.web.entry import Link
from cakg.web.lexicon import term_files
from cakg.web.paths import path_of
from cakg.web.vocabulary import KINDS, entry_of, uses_of
from cakg.words.namespaces import SKOS, compact

_INDEX, _FOLDER = "vocabulary/index.html", "vocabulary/"


def paths(edition: Edition) -> Iterator[str]:
    """Yield the path of the page of all terms, then that of each."""
    if edition.stock.material.terms is not None:
        yield _INDEX
        yield from (f"{_FOLDER}{name}.html" for name in _files(edition.stock).values())


def make(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return the page of all terms, or of one."""
    terms = edition.stock.material.terms
    if terms is None:
        return {}
    if path == _INDEX:
        return {path: _all(edition)}
    iri = next((one for one, name in _files(edition.stock).items() if path == f"{_FOLDER}{name}.html"), None)
    term = None if iri is None else terms.get(iri)
    if term is None:
        return {}
    entry = entry_of(terms, term, _uses(edition.stock)[term.iri])
    facts = [(edition.t(name), [_link(edition, one) for one in iris]) for name, iris in entry.facts]
    name = term.name(edition.lang)
    return {path: edition.render("term.html", path, title=name, name=name, entry=entry, term=term, facts=facts)}


def _all(edition: Edition) -> str:
    terms, index = edition.stock.material.terms, edition.index
    assert terms is not None
    files = _files(edition.stock)
    ours = [one for one in terms if one.ours]
    groups = [(title, [one for one in ours if one.sort == sort]) for sort, title in KINDS.items()]
    groups.append(("Terms of other vocabularies", [one for one in terms if not one.ours]))
    listed = [
        (edition.t(title), [(f"{_FOLDER}{files[one.iri]}.html", one.name(edition.lang)) for one in members])
        for title, members in groups
        if members
    ]
    schemes = [(path_of(iri), index.label(iri)) for iri in index.instances(SKOS + "ConceptScheme")]
    return edition.render("vocabulary.html", _INDEX, title=edition.t("Vocabulary"), groups=listed, schemes=schemes)


def _link(edition: Edition, iri: str) -> Link:
    """Return a term as a link to its page, a scheme or a concept as one to theirs, all else without one."""
    file = _files(edition.stock).get(iri)
    known = path_of(iri) if edition.index.knows(iri) else None
    return Link(compact(iri), known if file is None else f"{_FOLDER}{file}.html")


@lru_cache(maxsize=4)
def _uses(stock: Stock) -> Counter[str]:
    return uses_of(stock.index.statements())


@lru_cache(maxsize=4)
def _files(stock: Stock) -> dict[str, str]:
    return {} if stock.material.terms is None else term_files(stock.material.terms)
