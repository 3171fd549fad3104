"""Why an answer is empty: what a query names that the graph does not know, and which parameters leave nothing."""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import combinations
from typing import TYPE_CHECKING

from cakg.ask.question import Question, answer
from cakg.ask.spelling import lookalikes, spelt
from cakg.ask.term import Terms
from cakg.engine.bounds import Bounds
from cakg.engine.mentions import Comparison, Mention, Mentions, mentions
from cakg.engine.store import known, select
from cakg.words.errors import CakgError, EmptyWarning, LimitError, did_you_mean, hint, nearest
from cakg.words.namespaces import EDTF, KINDS, PREFIXES, XSD, compact, kind_of, local_name
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.engine.store import Source

_MOST_SAID = 6  # reasons
_MOST_TRIED = 12  # combinations of parameters
_MEANT_OTHERWISE = regex(r'["\\\r\n]')  # in a string, written between other quotes or not

_KNOWN = """
SELECT DISTINCT ?thing ?where WHERE {
    VALUES ?thing { %s }
    BIND(IF(EXISTS { ?thing ?a ?b } || EXISTS { ?c ?thing ?d } || EXISTS { ?e ?f ?thing }, "view",
        IF(EXISTS { GRAPH ?g { ?thing ?h ?i } } || EXISTS { GRAPH ?j { ?k ?thing ?l } }
            || EXISTS { GRAPH ?m { ?n ?o ?thing } }, "graphs", "")) AS ?where)
}
"""
_PROPERTIES = "SELECT DISTINCT ?property WHERE { ?thing ?property ?value }"
_GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }"
_TAGS = "SELECT DISTINCT (LANG(?value) AS ?tag) WHERE { ?thing ?property ?value FILTER(LANG(?value) != '') }"
_WRITTEN = """
SELECT DISTINCT ?value ?tag ?type WHERE {
    ?thing ?property ?value FILTER(isLiteral(?value) && STR(?value) IN (%s) && DATATYPE(?value) != xsd:string)
    BIND(LANG(?value) AS ?tag) BIND(DATATYPE(?value) AS ?type)
}
"""


def explain(source: "Source", text: str, terms: Terms) -> None:
    """Say by an EmptyWarning each why a query may find nothing; nothing where nothing strange is named in it."""
    try:
        found = list(dict.fromkeys(_reasons(source, mentions(text), terms)))
    except CakgError:  # an endpoint that does not answer a second time has nothing to add
        return
    for reason in found[:_MOST_SAID]:
        warnings.warn(reason, EmptyWarning, stacklevel=3)


def explain_question(
    source: "Source", question: Question, values: Mapping[str, object], lang: str, bounds: Bounds | None = None
) -> None:
    """Say by an EmptyWarning that a question has no row, and which of the parameters that were given leave none.

    What is tried to find them is bound as the question was.
    """
    try:
        reason = _restricting(source, question, values, lang, bounds)
    except CakgError:
        reason = ""
    message = f"{question.name} has no answer here" + (f": {reason}" if reason else "")
    warnings.warn(message, EmptyWarning, stacklevel=3)


def _reasons(source: "Source", named: Mentions, terms: Terms) -> Iterator[str]:
    where = {row[0]: row[1] for row in _texts(source, _KNOWN, [f"<{one.iri}>" for one in named.iris])}
    for one in named.iris:
        lies = where.get(one.iri, "view")  # what is no IRI for the engine has been refused before
        if not lies:
            yield _unknown(source, one, terms)
        elif lies == "graphs" and not named.names_graphs:
            yield f"{one.written} stands only in the graphs of reports; ask GRAPH ?report {{ … }}"
    if named.graphs:
        graphs = [iri for (iri,) in select(source, _GRAPHS).texts()]
        for one in named.graphs:
            if one.iri not in graphs:
                remedy = hint(compact(one.iri), map(compact, graphs), "graphs are reports, as report:…")
                yield f"there is no graph {one.written}; {remedy}"
    for comparison in named.comparisons:
        yield from _of_dates(comparison, terms)
    if named.tags:
        stored = [tag for (tag,) in select(source, _TAGS).texts()]
        yield from (_of_tag(tag, stored) for tag in named.tags if tag not in stored)
    plain = [f'"{string}"' for string in named.strings if not _MEANT_OTHERWISE.search(string)]
    for value, tag, sort in _texts(source, _WRITTEN, plain, ", "):
        written = f'"{value}"@{tag}' if tag else f'"{value}"^^{compact(sort)}'
        yield f'"{value}" stands in the graph as {written}; write it so, or compare STR(…)'


def _texts(source: "Source", query: str, values: list[str], joint: str = " ") -> list[tuple[str, ...]]:
    return select(source, query % joint.join(values)).texts() if values else []


def _unknown(source: "Source", one: Mention, terms: Terms) -> str:
    """Return what to say of an IRI that stands nowhere in the graph."""
    if terms.get(one.iri) is not None:
        return f"{one.written} is a term of the vocabulary, but nothing in the graph bears it"
    kind, near = kind_of(one.iri), _near(source, one.iri, terms)
    problem = f"the graph does not know {one.written}"
    called = [compact(other) for other in near]
    if one.written in called:  # by a prefix that is declared for something else
        problem = f"the graph does not know <{one.iri}>, which {one.written} is declared to be"
        called = [f"<{other}>" for other in near]
    if kind is not None and near and kind_of(near[0]) is None and one.written.startswith(f"{kind}:"):
        problem += f", for {kind}: is the prefix of things of the kind {kind} here"
    if one.starred:
        problem += "; by SPARQL a path with * or ? leads from it to itself, which the engine leaves out"
    return f"{problem}; {did_you_mean(called)}" if near else problem


def _near(source: "Source", iri: str, terms: Terms) -> list[str]:
    """Return what an IRI may stand for: a term of this name elsewhere, a thing of this slug, what looks like it."""
    local = local_name(iri)
    used = (row[0] for row in select(source, _PROPERTIES).texts())
    found = dict.fromkeys([*(term.iri for term in terms), *used])
    twins = [one for one in found if local_name(one).casefold() == local.casefold() and one != iri]
    if twins:
        return twins[:3]
    if kind_of(iri) is not None:
        elsewhere = known(source, [PREFIXES[kind] + local for kind in KINDS])
        return elsewhere or [spelt(name)[0] for name in lookalikes(source, (iri,))]
    names: dict[str, list[str]] = {}
    for one in found:
        names.setdefault(local_name(one), []).append(one)
    space = iri.removesuffix(local)
    same = [name for name, iris in names.items() if space + name in iris]
    return [one for name in nearest(local, same) or nearest(local, names, 1, 75) for one in names[name]][:3]


def _of_dates(comparison: Comparison, terms: Terms) -> Iterator[str]:
    """Yield what to do about a comparison that no date can pass."""
    term = terms.get(comparison.property)
    led = () if term is None else (*term.ranges, *term.values)
    written = compact(comparison.property)
    if EDTF + "EDTF" in led and "edtf:" not in comparison.written and EDTF not in comparison.written:
        yield (
            f"{written} is EDTF text of any precision, which SPARQL does not compare with a value;"
            ' compare cakg:begin and cakg:end, as ?begin >= "2012-01-01"^^xsd:date'
        )
    value, _, sort = comparison.written.rpartition("^^")
    is_bare = (value or sort)[:1] in ('"', "'", *"0123456789") and ("date" not in sort or not value)
    if XSD + "date" in led and is_bare:
        yield f'{written} is a day, {comparison.written} is none; write it as "2012-01-01"^^xsd:date'


def _of_tag(tag: str, stored: list[str]) -> str:
    if tag.lower() in stored:
        small = f'LANG(…) = "{tag.lower()}" or LANGMATCHES(LANG(…), "{tag}")'
        return f'LANG gives tags in small letters, never "{tag}"; write {small}'
    if tag != tag.lower():
        return f'LANG gives tags in small letters, never "{tag}"; write "{tag.lower()}", which nothing here bears'
    return f'nothing in the graph is in "{tag}"; there are texts in {", ".join(sorted(stored))}'


def _restricting(
    source: "Source", question: Question, values: Mapping[str, object], lang: str, bounds: Bounds | None
) -> str:
    """Return which parameters leave nothing, with the number of rows without them; nothing where none was given."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    droppable = [one.name for one in question.parameters if one.name in given and not one.required]
    kept = [one.name for one in question.parameters if one.name in given and one.required]
    tried = 0
    for size in range(1, len(droppable) + 1):
        found = []
        for names in combinations(droppable, size):
            tried += 1
            if tried > _MOST_TRIED and size < len(droppable):
                break
            count = _count(source, question, {n: v for n, v in given.items() if n not in names}, lang, bounds)
            if count:
                found.append(f"without {' and '.join(names)} there {'is 1 row' if count == 1 else f'are {count} rows'}")
        if found:
            return "; ".join(found)
    if not kept:
        return ""
    said = " and ".join(f"{name} {given[name]}" for name in kept)
    return f"nothing is known of {said}{', whatever else is asked' if droppable else ''}"


def _count(source: "Source", question: Question, values: Mapping[str, object], lang: str, bounds: Bounds | None) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what was guessed has been said
        with suppress(LimitError):  # what would take too long explains nothing
            return len(answer(source, question, values, lang, bounds))
        return 0
