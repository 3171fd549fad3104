"""The reconciliation service, asked as OpenRefine asks it: manifest, batches, suggestions, preview, extension."""

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from tests.serving import Got, Server

FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8", "Accept": "application/json"}


def post(served: Server, **given: Any) -> Got:
    body = urlencode({name: json.dumps(value) for name, value in given.items()}).encode()
    return served.ask("/reconcile", method="POST", headers=FORM, body=body)


def matched(served: Server, query: dict[str, Any]) -> list[dict[str, Any]]:
    got = post(served, queries={"q0": query})
    assert got.status == 200, got.text
    found: list[dict[str, Any]] = json.loads(got.body)["q0"]["result"]
    return found


def test_the_manifest_says_where_everything_is(served: Server) -> None:
    """Every address in it answers; OpenRefine asks for it with an origin of its own."""
    got = served.ask("/reconcile", headers={"Accept": "application/json", "Origin": "http://127.0.0.1:3333"})
    manifest = json.loads(got.body)
    assert got.headers["access-control-allow-origin"] == "*"
    assert manifest["versions"] == ["0.2"] and manifest["identifierSpace"] == "https://w3id.org/cakg/"
    assert {"id": "person", "name": "Person"} in manifest["defaultTypes"]
    identifier = quote("person/anora-zeller", safe="")  # as OpenRefine puts it in
    for address in (manifest["view"]["url"], manifest["preview"]["url"]):
        seen = served.ask(
            address.removeprefix(served.address).replace("{{id}}", identifier), headers={"Accept": "text/html"}
        )
        assert seen.status == 200 and "Anora Zeller" in seen.text
    assert "frame-ancestors *" in seen.headers["content-security-policy"]
    for service in manifest["suggest"].values():
        address = service["service_url"] + service["service_path"] + "?prefix=per"
        assert "result" in json.loads(served.ask(address.removeprefix(served.address)).body)
    proposed = manifest["extend"]["propose_properties"]
    address = proposed["service_url"] + proposed["service_path"] + "?type=person&limit=3"
    assert len(json.loads(served.ask(address.removeprefix(served.address)).body)["properties"]) == 3


def test_behind_a_proxy_its_addresses_are_those_of_the_proxy(served: Server) -> None:
    got = served.ask("/reconcile", headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
    assert json.loads(got.body)["view"]["url"] == "https://localhost/{{id}}"


@pytest.mark.parametrize(
    ("query", "first", "sure"),
    [
        ({"query": "Anora Zeller"}, "person/anora-zeller", True),
        ({"query": "Зеллер"}, "person/anora-zeller", None),
        ({"query": "Anora Zellr", "type": "person"}, "person/anora-zeller", False),
        ({"query": "person/anora-zeller"}, "person/anora-zeller", True),
        ({"query": "https://w3id.org/cakg/person/anora-zeller"}, "person/anora-zeller", True),
        ({"query": "Mountain Consultations", "type": "series", "limit": 1}, "series/mountain-consultations", True),
        ({"query": "Anora Zeller", "type": "series", "type_strict": "should"}, None, None),
        ({"query": "", "type": "person"}, None, None),
        ({"query": "xqzxqzxqz"}, None, None),
    ],
)
def test_names_are_matched(query: dict[str, Any], first: str | None, sure: bool | None, served: Server) -> None:
    found = matched(served, query)
    assert (found[0]["id"] if found else None) == first
    assert len(found) <= query.get("limit", 5)
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    assert all(0 <= one["score"] <= 100 and {"id", "name", "type", "score", "match"} <= set(one) for one in found)
    assert sum(one["match"] for one in found) <= 1
    assert sure is None or found[0]["match"] is sure


def test_batches_are_answered_by_get_and_post_alike(served: Server) -> None:
    """Ten queries at once, as OpenRefine sends them."""
    names = ["Anora Zeller", "Анора", "mdc", "no such name xq", "Mountain Consultations"] * 2
    queries = {f"q{n}": {"query": name, "limit": 3, "type_strict": "should"} for n, name in enumerate(names)}
    posted = json.loads(post(served, queries=queries).body)
    got = json.loads(served.ask("/reconcile?" + urlencode({"queries": json.dumps(queries)})).body)
    assert posted == got and set(posted) == set(queries)
    assert posted["q0"] == posted["q5"] and posted["q3"] == {"result": []}


def test_properties_tell_candidates_apart(served: Server) -> None:
    """What is known of a candidate and fits raises it, what contradicts lowers it, what is unknown does neither."""
    events = json.loads(served.ask("/find?q=mountain&format=json").body)
    assert len([one for one in events if one["thing"].startswith("event:")]) > 1
    query = {"query": "mountain", "type": "event", "limit": 10}
    plain = matched(served, query)
    wanted = plain[-1]["id"]
    rows = post(served, extend={"ids": [wanted], "properties": [{"id": "date"}]})
    date = json.loads(rows.body)["rows"][wanted]["date"][0]["str"]
    chosen = matched(served, {**query, "properties": [{"pid": "date", "v": date}]})
    assert chosen[0]["id"] == wanted and chosen[0]["score"] > chosen[-1]["score"]
    unknown = matched(served, {**query, "properties": [{"pid": "seat", "v": "Nowhere"}]})
    assert [one["id"] for one in unknown] == [one["id"] for one in plain]


def test_what_has_no_english_name_goes_by_another(served: Server) -> None:
    thing = "event/2019-06-04-mountain-consultations"
    found = json.loads(post(served, extend={"ids": [thing], "properties": [{"id": "documents"}]}).body)
    assert "Горные консультации прошли в Душанбе" in [one["name"] for one in found["rows"][thing]["documents"]]


def test_a_table_is_extended(served: Server) -> None:
    asked = {"ids": ["person/anora-zeller", "person/nobody"], "properties": [{"id": "post"}, {"id": "events"}]}
    found = json.loads(post(served, extend=asked).body)
    assert [one["id"] for one in found["meta"]] == ["post", "events"]
    assert found["rows"]["person/nobody"] == {"post": [], "events": []}
    own = found["rows"]["person/anora-zeller"]
    assert own["events"] and all({"id", "name"} == set(cell) for cell in own["events"])
    assert all(served.ask("/" + cell["id"]).status == 200 for cell in own["events"])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"queries": "["}, "queries: this is no JSON"),
        ({"queries": "[]"}, "queries: this is no object"),
        ({"queries": '{"q0": "x"}'}, "'q0' is no query"),
        ({"queries": '{"q0": {"query": "x", "type": "persn"}}'}, "no type 'persn'"),
        ({"queries": '{"q0": {"query": "x", "limit": "many"}}'}, "the limit of 'q0'"),
        ({"queries": '{"q0": {"query": "x", "properties": [{"pid": "dat", "v": "x"}]}}'}, "did you mean date?"),
        ({"queries": json.dumps({f"q{n}": {"query": "x"} for n in range(101)})}, "at most 100"),
        ({"extend": '{"ids": "x", "properties": []}'}, "extend: ids"),
        ({"extend": '{"ids": [], "properties": [{"id": "dat"}]}'}, "no property 'dat'"),
    ],
)
def test_what_is_wrong_is_said(given: dict[str, str], said: str, served: Server) -> None:
    got = served.ask("/reconcile", method="POST", headers=FORM, body=urlencode(given).encode())
    assert got.status in (400, 413) and said in got.text


@pytest.mark.parametrize("limit", ["many", "-1", "9" * 5000])
def test_a_limit_that_is_none_is_said(limit: str, served: Server) -> None:
    got = served.ask(f"/reconcile/properties?type=person&limit={limit}")
    assert got.status == 400 and "limit: this is no number" in got.text


@pytest.mark.parametrize("path", ["/reconcile/preview?id=person/nobody", "/reconcile/suggest/nothing"])
def test_what_is_not_there_is_not_found(path: str, served: Server) -> None:
    assert served.ask(path).status == 404
