"""The reconciliation service: names of a table matched with things of the graph, and what is known of these.

An identifier is the path of a page (`person/lamberto-zannier`), the last part of the IRI behind the space of
identifiers. Types are the kinds of things. Names are matched as `cakg search` matches them.
*Source*: W3C Entity Reconciliation Community Group, Reconciliation Service API 0.2.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cakg.ask.candidates import labels_of
from cakg.ask.matches import CERTAIN, Match, matches_of
from cakg.ask.names import codes
from cakg.ask.spelling import is_spelt_out, spelt, typed
from cakg.engine.store import known
from cakg.serve.frame import bare
from cakg.serve.manifest import described, kind, manifest
from cakg.serve.properties import PROPERTIES, extended, named_property, values_of
from cakg.serve.reply import HTML, JSON, Problem, Reply
from cakg.serve.safety import policy
from cakg.words.errors import UsageError
from cakg.words.integers import integer
from cakg.words.namespaces import BASE, INSTANCE_KINDS, KINDS, compact, kind_of

if TYPE_CHECKING:
    from cakg.serve.desk import Desk

_QUERIES, _LIMIT, _MOST = 100, 5, 50
_IDS = 500


def answer(desk: "Desk", rest: str, given: Mapping[str, str], address: str) -> Reply:
    """Return the answer to a request: the manifest, matches, values, suggestions or a preview.

    Errors: Problem 400 for what is no request; 404 for a part of the service that there is not.
    """
    if rest == "preview":
        return _preview(desk, given.get("id", ""))
    if rest:
        return _json(_suggested(desk, rest, given))
    if "queries" in given:
        return _json(_matched(desk, _read(given["queries"], "queries")))
    if "extend" in given:
        return _json(_extended(desk, _read(given["extend"], "extend")))
    return _json(manifest(address))


def _matched(desk: "Desk", queries: dict[str, Any]) -> dict[str, Any]:
    if len(queries) > _QUERIES:
        raise Problem(413, f"queries: there are {len(queries)}; send at most {_QUERIES} at once")
    return {key: {"result": _candidates(desk, key, query)} for key, query in queries.items()}


def _candidates(desk: "Desk", key: str, query: Any) -> list[dict[str, Any]]:
    """Return what may be meant by one query, the best first.

    Where properties are given, half of the score is that of the name and half says how many of the properties fit, of
    those that are known of the candidate: what nobody says of a thing tells nothing against it.
    """
    if not isinstance(query, dict) or not isinstance(query.get("query", ""), str):
        raise Problem(400, f'queries: {key[:40]!r} is no query; write {{"query": "name"}}')
    limit = query.get("limit", _LIMIT)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise Problem(400, f"queries: the limit of {key[:40]!r} is no number above 0")
    kinds = _kinds(query.get("type"), key)
    constraints = _constraints(query.get("properties", []), key)
    found = _named(desk, query.get("query", ""), kinds)
    ranked = []
    for match in found[: _MOST if constraints else min(limit, _MOST)]:
        fits = [fit for fit in (_fits(desk, match.iri, *one) for one in constraints) if fit is not None]
        share = sum(fits) / len(fits) if fits else 1.0
        ranked.append((match.score if not constraints else (match.score + 100 * share) / 2, share == 1.0, match))
    ranked.sort(key=lambda one: -one[0])  # stable: what scores alike stays in the order of the search
    ranked = ranked[: min(limit, _MOST)]
    labels = labels_of(desk.whole.graph, [match.iri for *_, match in ranked], "en")
    sure = [match for _, fits, match in ranked if match.tier <= CERTAIN and fits]
    best = [match for match in sure if match.rank == sure[0].rank]
    return [
        {
            "id": match.iri.removeprefix(BASE),
            "name": labels.get(match.iri, compact(match.iri)),
            "type": [kind(kind_of(match.iri) or "")],
            "score": round(score, 2),
            "match": len(best) == 1 and match is best[0] and match.iri == ranked[0][2].iri,
            "features": [{"id": "name", "value": round(match.score, 2)}],
            **({"description": match.name} if match.name != labels.get(match.iri) else {}),
        }
        for score, _, match in ranked
    ]


def _named(desk: "Desk", text: str, kinds: tuple[str, ...]) -> list[Match]:
    """Return what is called like a text, or is spelt out by it, the best first."""
    graph = desk.whole.graph
    try:
        text = typed(text)
        given = codes(graph, text)
        if is_spelt_out(text) or "/" in text or "-" in text:
            given += known(graph, spelt(text if is_spelt_out(text) else text.rpartition("/")[2], kinds))
            given += known(graph, [BASE + text]) if "/" in text and ":" not in text else []
        found = {iri: Match(0, 0, 0, 0.0, 0, iri, text) for iri in given if _is_of(iri, kinds)}
        for match in matches_of(graph, text, kinds, None) if text else []:
            if kind_of(match.iri) is not None:
                found.setdefault(match.iri, match)
    except UsageError as error:
        raise Problem(400, f"queries: {error}") from error
    return list(found.values())


def _is_of(iri: str, kinds: tuple[str, ...]) -> bool:
    own = kind_of(iri)
    return own is not None and (not kinds or own in kinds)


def _kinds(said: Any, key: str) -> tuple[str, ...]:
    """Return the kinds that a query names: one, several, or none for all."""
    wanted = [said] if isinstance(said, str) else said or []
    if not isinstance(wanted, list) or not all(isinstance(one, str) for one in wanted):
        raise Problem(400, f"queries: the type of {key[:40]!r} is no name of a type")
    for one in wanted:
        if one and one not in KINDS:
            raise Problem(400, f"queries: there is no type {one[:40]!r}; use {', '.join(INSTANCE_KINDS)}")
    return tuple(filter(None, wanted))


def _constraints(said: Any, key: str) -> list[tuple[str, list[Any]]]:
    found = []
    for one in said if isinstance(said, list) else [None]:
        if not isinstance(one, dict) or not isinstance(one.get("pid"), str) or "v" not in one:
            raise Problem(400, f"queries: a property of {key[:40]!r} has no pid or no v")
        values = one["v"] if isinstance(one["v"], list) else [one["v"]]
        found.append((named_property(one["pid"]), [v for v in values if v not in (None, "")]))
    return [one for one in found if one[1]]


def _fits(desk: "Desk", iri: str, pid: str, wanted: list[Any]) -> float | None:
    """Return 1 where one of some values is known of a thing, 0 where only others are, None where none is."""
    values = values_of(desk.whole.graph, iri, pid)
    if not values:
        return None
    texts = {str(one.get("id", "")) if isinstance(one, dict) else str(one) for one in wanted}
    return float(any(value.is_called(text) for value in values for text in texts if text))


def _extended(desk: "Desk", asked: dict[str, Any]) -> dict[str, Any]:
    ids, properties = asked.get("ids", []), asked.get("properties", [])
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids) or len(ids) > _IDS:
        raise Problem(400, f"extend: ids is no list of at most {_IDS} identifiers")
    if not isinstance(properties, list) or not all(isinstance(one, dict) and "id" in one for one in properties):
        raise Problem(400, "extend: properties is no list of objects with an id")
    pids = [named_property(str(one["id"])) for one in properties]
    return {
        "meta": [{"id": pid, "name": PROPERTIES[pid].name} for pid in pids],
        "rows": {one: {pid: extended(desk.whole.graph, BASE + one, pid) for pid in pids} for one in ids},
    }


def _suggested(desk: "Desk", rest: str, given: Mapping[str, str]) -> dict[str, Any]:
    prefix = given.get("prefix", "").strip()
    if rest == "suggest/entity":
        if not prefix:
            return {"result": []}
        found = _named(desk, prefix, ())[:20]
        labels = labels_of(desk.whole.graph, [match.iri for match in found], "en")
        return {
            "result": [
                {
                    "id": match.iri.removeprefix(BASE),
                    "name": labels.get(match.iri, compact(match.iri)),
                    "description": match.name,
                    "notable": [kind(kind_of(match.iri) or "")],
                }
                for match in found
            ]
        }
    folded = prefix.casefold()
    if rest == "suggest/type":
        types = [kind(one) for one in INSTANCE_KINDS]
        return {"result": [one for one in types if folded in f"{one['id']} {one['name']}".casefold()]}
    if rest == "suggest/property":
        return {
            "result": [
                {"id": pid, "name": one.name, "description": one.said}
                for pid, one in PROPERTIES.items()
                if folded in f"{pid} {one.name}".casefold()
            ]
        }
    if rest == "properties":
        wanted = given.get("type", "")
        fitting = [pid for pid, one in PROPERTIES.items() if not wanted or wanted in one.kinds or not one.kinds]
        limit = integer(given.get("limit") or str(len(fitting)))
        if limit is None or limit < 0:
            raise Problem(400, "limit: this is no number; write it like 10, or leave it out")
        listed = [{"id": pid, "name": PROPERTIES[pid].name} for pid in fitting[:limit]]
        return {"type": wanted, "limit": limit, "properties": listed}
    raise Problem(404, f"the service has no part {rest[:60]!r}")


def _preview(desk: "Desk", identifier: str) -> Reply:
    iri = BASE + identifier
    if not known(desk.whole.graph, [iri]):
        raise Problem(404, f"there is no thing {identifier[:100]!r}")
    text = bare("en", desk.whole.imprint).templates.get_template("preview.html").render(described(desk, iri))
    headers = {"content-security-policy": policy(framed=True)}
    return Reply(200, HTML, text.encode("utf-8"), headers)


def _read(text: str, name: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Problem(400, f"{name}: this is no JSON; send an object") from error
    if not isinstance(found, dict):
        raise Problem(400, f"{name}: this is no object of JSON")
    return found


def _json(value: dict[str, Any]) -> Reply:
    return Reply(200, JSON, json.dumps(value, ensure_ascii=False).encode("utf-8"), lasting=False)
