"""What a server answers: a table of requests, pages equal to those of the site, nothing of the machine in any reply."""

import gzip
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

import pytest
import yaml
from tests.serving import PAGE, Got, Server

import cakg
from cakg import api
from cakg.export.results import hit_table
from cakg.export.table import render
from cakg.web.edition import Imprint, Material
from cakg.web.site import Site

REQUESTS = yaml.safe_load((Path(__file__).parent / "serve" / "requests.yaml").read_text("utf-8"))


def named(case: dict[str, Any]) -> str:
    return f"{case.get('method', 'GET')} {case['path']} {case.get('accept', '')}".strip()


def ask(served: Server, case: dict[str, Any]) -> Got:
    headers = dict(PAGE) if case.get("page") else {}
    headers |= {"Accept": case["accept"]} if "accept" in case else {}
    headers |= {"Host": case["host"]} if "host" in case else {}
    return served.ask(case["path"], method=case.get("method", "GET"), headers=headers)


@pytest.mark.parametrize("case", REQUESTS, ids=named)
def test_a_request_is_answered(case: dict[str, Any], served: Server, sample_root: Path) -> None:
    got = ask(served, case)
    assert got.status == case["status"], got.text
    assert case.get("media", got.media) == got.media
    assert case.get("place", "") in got.headers.get("location", "")
    assert "location" not in got.headers or "place" in case
    assert case.get("says", "") in got.text
    assert "lacks" not in case or case["lacks"] not in got.text
    assert not case.get("empty") or got.body == b""
    for name, value in case.get("header", {}).items():
        assert value in got.headers.get(name, "")
    assert got.headers["x-content-type-options"] == "nosniff"
    assert ("content-security-policy" in got.headers) == (got.media == "text/html")
    assert "access-control-allow-origin" not in got.headers or case["path"].startswith(("/sparql", "/reconcile"))
    assert str(sample_root) not in got.text and str(Path.cwd()) not in got.text and "Traceback" not in got.text


@pytest.fixture(scope="module")
def site(sample_root: Path) -> Site:
    """Return the site that a build writes, but for what it reckons of all questions and networks."""
    graph = cakg.load(sample_root)
    from cakg.ask.term import Terms
    from cakg.compile.origin import corpus_of
    from cakg.export.about import about

    said = about(graph)
    material = Material(
        questions=api.saved("question", sample_root), terms=Terms.of(corpus_of(graph, None)), views=api.saved("view")
    )
    return Site(graph, Imprint(said.version, said.date, said.heard), material)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_pages_of_things_are_those_of_the_site(served: Server, site: Site, lang: str) -> None:
    """Byte by byte, with the ending and without it."""
    things = [iri for kind in ("person", "event", "report", "org", "series") for iri in site.stock.by_kind[kind][:4]]
    assert len(things) > 10
    for iri in things:
        path = ("" if lang == "en" else "ru/") + iri.removeprefix("https://w3id.org/cakg/")
        made = site.page(f"{path}.html")
        assert isinstance(made, str)
        assert served.ask(f"/{path}.html").body == made.encode("utf-8")
        assert served.ask(f"/{path}", headers=PAGE).body == made.encode("utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "find.html",
        "explore.html",
        "map.html",
        "timeline.html",
        "ru/disagreements.html",
        "assets/site.css",
        "sitemap.xml",
    ],
)
def test_other_pages_are_those_of_the_site(path: str, served: Server, site: Site) -> None:
    made = site.page(path)
    assert made is not None
    assert served.ask(f"/{path}").body == (made if isinstance(made, bytes) else made.encode("utf-8"))


def test_links_of_pages_lead_somewhere(served: Server) -> None:
    """From the front page and a page of each sort that the server alone makes, two steps deep in part."""
    from html.parser import HTMLParser
    from urllib.parse import urljoin, urlsplit

    class Links(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: set[str] = set()

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found.update(value for name, value in attrs if name in ("href", "src") and value)

    starts = (
        "/",
        "/find?q=Anora&all=1",
        "/explore?kind=Meeting",
        "/sparql",
        "/network/co-participation",
        "/ru/explore",
    )
    starts += ("/question/meetings-of-series?series=mountain-consultations", "/ru/find?q=xqzxqz", "/nothing")
    links: set[str] = set()
    for start in starts:
        parser = Links()
        parser.feed(served.ask(start, headers=PAGE).text)
        joined = (urlsplit(urljoin(served.address + start, link)) for link in parser.found if link[0] != "#")
        links |= {f"{one.path}?{one.query}".rstrip("?") for one in joined if one.netloc == f"127.0.0.1:{served.port}"}
    assert len(links) > 60
    broken = {link: served.ask(link, headers=PAGE).status for link in sorted(links)[:: max(1, len(links) // 80)]}
    assert {link: status for link, status in broken.items() if status not in (200, 303)} == {}


def test_who_has_a_page_is_told_so(served: Server) -> None:
    first = served.ask("/person/anora-zeller", headers=PAGE)
    tag = first.headers["etag"]
    again = served.ask("/person/anora-zeller", headers={**PAGE, "If-None-Match": f'"x", W/{tag}'})
    assert (again.status, again.body) == (304, b"") and again.headers["etag"] == tag
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} 00:00:00 GMT", first.headers["last-modified"])
    other = served.ask("/person/anora-zeller", headers={**PAGE, "If-None-Match": '"x"'})
    assert other.status == 200


def test_pages_are_packed_for_who_takes_it(served: Server) -> None:
    plain = served.ask("/person/anora-zeller", headers=PAGE)
    small = served.ask("/person/anora-zeller", headers={**PAGE, "Accept-Encoding": "br, gzip;q=0.5"})
    refused = served.ask("/person/anora-zeller", headers={**PAGE, "Accept-Encoding": "gzip;q=0"})
    assert small.headers["content-encoding"] == "gzip" and gzip.decompress(small.body) == plain.body
    assert small.headers["etag"] != plain.headers["etag"]
    assert "content-encoding" not in refused.headers and refused.body == plain.body
    assert "Accept-Encoding" in plain.headers["vary"]


@pytest.mark.parametrize("path", ["person/anora-zeller", "ru/post/mdc-head", "topic/water?known-on=2019-12-31"])
def test_the_form_of_a_page_leads_to_its_brief(path: str, served: Server) -> None:
    """With what is typed, and what the page itself hears; a page of what has no brief has no form."""
    path, _, heard = path.partition("?")
    page = served.ask(f"/{path}.html?{heard}").text
    (form,) = re.findall(r'<form class="narrow" action="([^"]+)">(.*?)</form>', page, re.DOTALL)
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', form[1])
    typed = dict.fromkeys(re.findall(r'<input name="([^"]+)"', form[1]), "") | {"format": "md", **dict(hidden)}
    assert {"topic", "since", "until"} <= set(typed) and urlencode(hidden) == heard
    got = served.ask(f"{urljoin(f'/{path}.html', form[0])}?{urlencode(typed)}")
    assert got.status == 200 and got.text.startswith("# ") and ("2019-12-31" in got.text) is bool(heard)
    assert 'class="narrow"' not in served.ask("/role/chair.html").text


@pytest.mark.parametrize("form", ["html", "md", "docx"])
def test_a_brief_is_that_of_the_command(form: str, served: Server, sample_root: Path) -> None:
    if form == "docx":
        pytest.importorskip("docx", reason="python-docx is not installed; make test installs it")
    said = {"topic": "border management", "since": "2018"}
    got = served.ask(f"/ru/brief/person/anora-zeller.html?topic=border+management&since=2018&format={form}")
    assert got.status == 200 and f'filename="anora-zeller.{form}"' in got.headers["content-disposition"]
    assert got.body == api.brief("Anora Zeller", None, form, root=sample_root, lang="ru", **said)


@pytest.mark.parametrize("name", ["Anora", "Анора", "мерров", "mdc", "mountain", "zeller anora", "консультации"])
def test_find_finds_what_the_command_finds(name: str, served: Server, sample_root: Path) -> None:
    from urllib.parse import quote

    expected = render(*hit_table(cakg.search(name, root=sample_root)), "json")
    assert served.ask(f"/find?q={quote(name)}&format=json").text == expected


def test_answers_are_those_of_the_command(served: Server, sample_root: Path) -> None:
    rows = cakg.ask("meetings-of-series", root=sample_root, series="mountain-consultations")
    got = served.ask("/question/meetings-of-series?series=mountain-consultations&format=csv")
    assert got.text == rows.to_csv() and len(rows) > 1


def test_counts_of_facets_are_what_the_filter_leaves(served: Server) -> None:
    """Each value of a facet leads to as many events as its count says."""
    page = served.ask("/explore?kind=Meeting", headers=PAGE).text
    shown = re.findall(r'<li><a href="(\?[^"]*)">[^<]*</a><span class="muted">(\d+)</span>', page)
    assert len(shown) > 5
    for href, count in shown[:8]:
        rows = served.ask(f"/explore{href.replace('&amp;', '&')}&format=csv").text.count("\n") - 1
        both = "kind=" in href.replace("kind=Meeting", "")  # another kind widens
        assert rows == int(count) or both


def test_links_of_a_part_stay_within_it(served: Server) -> None:
    """Who reads what was known on a day goes on reading that, from page to page."""
    page = served.ask("/person/anora-zeller?known-on=2018-12-31", headers=PAGE).text
    links = re.findall(r'<a [^>]*href="((?:\.\./)+[a-z]+/[^"#]+\.html[^"#]*)', page)
    assert len(links) > 3 and {link.partition("?")[2] for link in links} == {"known-on=2018-12-31"}
    whole = served.ask("/person/anora-zeller", headers=PAGE).text
    assert "?known-on" not in whole and "2019" in whole and len(whole) > len(page)
