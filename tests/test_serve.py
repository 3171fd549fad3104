"""What a server answers: a table of requests, pages equal to those of the site, nothing of the machine in any reply."""

import gzip
import html
import json
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
from cakg.web import facets, nets, paths
from cakg.web.edition import Imprint, Material
from cakg.web.happenings import rows
from cakg.web.site import Site
from cakg.words.namespaces import compact

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
        "/explore?view=map",
        "/explore?view=claims",
        "/explore?facet=actor",
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
    found = cakg.ask("meetings-of-series", root=sample_root, series="mountain-consultations")
    got = served.ask("/question/meetings-of-series?series=mountain-consultations&format=csv")
    assert got.text == found.to_csv() and len(found) > 1


def test_counts_of_facets_are_what_the_filter_leaves(served: Server) -> None:
    """Each value of a facet leads to as many events as its count says."""
    page = served.ask("/explore?kind=Meeting", headers=PAGE).text
    shown = re.findall(r'<li><a href="(\?[^"]*)">[^<]*</a><span class="muted">(\d+)</span>', page)
    assert len(shown) > 5
    for href, count in shown[:8]:
        left = served.ask(f"/explore{href.replace('&amp;', '&')}&format=csv").text.count("\n") - 1
        both = "kind=" in href.replace("kind=Meeting", "")  # another kind widens
        assert left == int(count) or both


def events_of(served: Server, address: str) -> list[dict[str, str]]:
    """Return the events to which an address of the filter leads, as data."""
    found = json.loads(served.ask(f"{address}{'&' if '?' in address else '?'}format=json").text)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("view", ["timeline", "map"])
@pytest.mark.parametrize("lang", ["", "/ru"])
def test_a_mark_leads_to_as_many_events_as_it_says(view: str, lang: str, served: Server) -> None:
    """Bars of the strip of years, circles of the map: each is an address of the filter, and the marks lack nothing."""
    page = served.ask(f"{lang}/explore?from=2018&view={view}", headers=PAGE).text
    marks = re.findall(r'<a (?:class="site" )?href="(explore\?[^"]*)" aria-label="[^"]*: (\d+) ', page)
    assert len(marks) > 1
    for href, count in marks:
        assert "view=" not in href
        assert len(events_of(served, f"{lang}/{html.unescape(href)}")) == int(count), href
    if view == "timeline":
        without = re.search(r">(\d+) [^<]*(?:bears? no date|без даты)", page)
        every = events_of(served, f"{lang}/explore?from=2018")
        assert sum(int(count) for _, count in marks) + (int(without[1]) if without else 0) == len(every)


def test_the_network_of_a_filter_is_of_who_sat_at_its_events(served: Server, site: Site) -> None:
    edition = site.editions["en"]
    kept_rows = facets.kept(rows(site.stock), facets.parse({"kind": ["Meeting"], "from": ["2018"]}))
    net = nets.gathered(edition, (row.iri for row in kept_rows))
    assert net.number_of_edges() > 2
    page = served.ask("/explore?kind=Meeting&from=2018&view=network", headers=PAGE).text
    pairs = re.findall(r'<tr><td><a [^>]*>([^<]*)</a></td><td><a [^>]*>([^<]*)</a></td><td class="n">(\d+)', page)
    label = edition.index.label
    expected = {(frozenset((label(a), label(b))), count) for a, b, count in net.edges(data="weight")}
    assert {(frozenset(pair[:2]), int(pair[2])) for pair in pairs} == expected
    assert "not that they talked" in page and 'href="explore?kind=Meeting&amp;from=2018&amp;actor=' in page


def test_claims_of_a_filter_are_those_that_documents_make(served: Server, site: Site, sample_root: Path) -> None:
    """As data: every accepted value of an event and of who took part, every document that gives it, word for word."""
    event = "event:2019-06-04-mountain-consultations"
    found = [row for row in events_of(served, "/explore?from=2019&view=claims") if row["event"] == event]
    graph = cakg.load(sample_root)
    said = cakg.query(
        f"SELECT ?s ?p ?o ?report WHERE {{ {{ BIND({event} AS ?s) }} UNION {{ {event} cakg:participation ?s }} "
        "?s ?p ?o . GRAPH ?report { ?s ?p ?o } FILTER(?p NOT IN (cakg:quote, cakg:participation, rdf:type)) }",
        graph,
    )
    assert not isinstance(said, bool)
    expected = {(compact(s.value), compact(p.value), compact(report.value)) for s, p, _, report in said.terms}
    assert expected == {(row["of"], row["property"], row["document"]) for row in found if not row["says"]}
    assert len(expected) > 10
    page = served.ask("/explore?series=series:mountain-consultations&view=claims", headers=PAGE).text
    shown = html.unescape(page)
    quotes = {row["quote"] for row in found if row["quote"] and not row["says"]}
    assert len(quotes) > 3 and any(quote in shown for quote in quotes) and f"{event.replace(':', '/')}.html" in page


def test_more_values_of_a_facet_lead_to_all_of_them(served: Server, site: Site) -> None:
    page = served.ask("/explore", headers=PAGE).text
    more = re.findall(r'<p><a href="(\?facet=(\w+))">(\d+) more value', page)
    assert more
    for href, name, count in more:
        counts = facets.counts(rows(site.stock), facets.Filter(), (name,))[name]
        own = served.ask(f"/explore{href}", headers=PAGE).text
        assert own.count('<li><a href="?' + name) == len(counts) > int(count)


PAGES_OF_A_PART = (
    "/person/anora-zeller",
    "/ru/series/mountain-consultations.html",
    "/explore?kind=Meeting",
    "/explore?view=timeline",
    "/explore?view=map",
    "/explore?view=network",
    "/explore?view=claims",
    "/explore?facet=actor",
    "/find?q=Anora&all=1",
    "/question/meetings-of-series?series=mountain-consultations",
    "/network/delegations-by-events",
    "/network/delegations-by-events.html",
    "/question/host-states.html",
    "/questions.html",
    "/networks.html",
    "/timeline.html",
    "/map.html",
    "/disagreements.html",
    "/coverage.html",
    "/all/event.html",
    "/downloads.html",
    "/",
)


@pytest.mark.parametrize("path", PAGES_OF_A_PART)
def test_a_page_of_every_kind_hears_only_whom_it_is_told_to(path: str, served: Server) -> None:
    """It says so, names nothing that became known later, and its links and forms go on hearing the same."""
    got = served.ask(f"{path}{'&' if '?' in path else '?'}known-on=2018-12-31", headers=PAGE)
    assert got.status == 200, got.text
    assert "as known on 2018-12-31" in got.text
    assert "event/2019" not in got.text.replace("event/2019-nobody", "")
    for link in re.findall(r' href="((?:\.\./)*[^":#?]*\.html[^"]*)"', got.text):
        assert "known-on=2018-12-31" in link, link
    for form in re.findall(r"<form[^>]*>.*?</form>", got.text, re.DOTALL):
        assert 'name="known-on"' in form


@pytest.mark.parametrize("name", ["find", "explore"])
def test_pages_whose_scripts_read_all_are_the_servers_own_for_a_part(name: str, served: Server) -> None:
    got = served.ask(
        f"/ru/{name}.html?known-on=2018-12-31&q=Anora"
        if name == "find"
        else f"/{name}.html?publisher=mountain-dialogue-centre"
    )
    assert got.status == 303 and got.headers["location"].startswith(("/ru/find?", "/explore?"))
    assert ".html" not in got.headers["location"]


def test_the_form_of_a_page_leads_to_what_it_offers(served: Server) -> None:
    """A page of the site says where a server has the same by other reports and as data; here it is."""
    page = served.ask("/person/anora-zeller.html", headers=PAGE)
    form = page.text.partition('class="hearing served"')[2].partition("</form>")[0]
    assert 'action="anora-zeller.html"' in form
    offered = re.findall(r'formaction="([^"]+)"', form)
    assert offered == [f"anora-zeller.{ending}" for ending in ("ttl", "jsonld", "json", "csv")]
    linked = dict(re.findall(r'<(/[^>]+)>; rel="alternate"; type="([^"]+)"', page.headers["link"]))
    for one in offered:
        got = served.ask(f"/person/{one}?known-on=&publisher=")
        assert got.status == 200 and got.media == linked[f"/person/{one}"]


def test_every_path_of_the_site_is_answered(served: Server, site: Site) -> None:
    """One of each folder, in each language: the pages of things byte by byte, beside them the files of the bundle."""
    first: dict[str, str] = {}
    for path in site.paths():
        first.setdefault(path.rpartition("/")[0] or path, path)
    assert len(first) > 60
    for folder, path in first.items():
        got = served.ask(f"/{path}")
        assert got.status == 200, path
        if paths.iri_of(paths.tongue(path)[1]) is not None:
            made = site.page(path)
            assert got.body == (made.encode("utf-8") if isinstance(made, str) else made), folder


def test_files_beside_the_site_are_made_when_asked_for(served: Server, sample_root: Path) -> None:
    """Every link of the page of downloads leads to one, equal to that of the command."""
    graph = cakg.load(sample_root)
    assert served.ask("/cakg.ttl").body == cakg.export(graph, "turtle")
    assert served.ask("/cakg.nq").body == cakg.export(graph, "nquads")
    assert served.ask("/answers/host-states.csv").text == cakg.ask("host-states", graph).to_csv()
    links = [link for at in ("", "/answers", "/networks", "/rankings", "/tables")
             for link in re.findall(r'<th scope="row"><a href="((?:\.\./)+[^"]+)"',
                                    served.ask(f"/downloads{at}.html", headers=PAGE).text)]  # fmt: skip
    assert len(links) > 60
    for link in links[::11]:
        assert served.ask("/" + link.lstrip("./")).status == 200, link
    assert served.ask("/networks/delegations-by-event.gexf").status == 404


def test_tables_are_those_of_a_build(served: Server, built: Path) -> None:
    """The database and every file of its data package, byte by byte; of what lies
    beside a site only that is missing which a build alone knows.
    """
    files = [path for path in sorted(built.glob("tables/*")) if path.name != "SHA256SUMS"]
    assert {"events.csv", "datapackage.json", "csv-metadata.json"} <= {path.name for path in files}
    for path in (*files, *(built / name for name in ("cakg.sqlite", "metadata.json", "context.jsonld", "network.svg"))):
        got = served.ask(f"/{path.relative_to(built).as_posix()}")
        assert (got.status, got.body) == (200, path.read_bytes()), path
    listed = {
        link
        for at in ("downloads", "downloads/tables")
        for link in re.findall(
            r'<th scope="row"><a href="(?:\.\./)+([^"]+)"', served.ask(f"/{at}.html", headers=PAGE).text
        )
    }
    assert {"cakg.sqlite", "tables/events.csv", "network.svg", "void.ttl"} <= listed
    there = {path.relative_to(built).as_posix() for path in built.iterdir() if path.is_file()}
    assert there - listed == {"SHA256SUMS", "csv-metadata.json"}
    said = served.ask("/downloads.html", headers=PAGE).text
    assert "SHA256SUMS to prove it, is written by cakg build" in said
    assert served.ask("/findings.csv").body == (built / "findings.csv").read_bytes()
    told, kept = served.ask("/README.txt").text, (built / "README.txt").read_text("utf-8")
    own = ("site/", "csv-metadata.json", "SHA256SUMS")  # of a folder alone
    assert told == "".join(line for line in kept.splitlines(keepends=True) if not line.startswith(own)) != kept
    for name in ("void.ttl", "dataset.jsonld", "ontology.rdf"):
        assert served.ask(f"/{name}").status == 200


def test_the_ranking_of_a_network_says_how_sure_it_is(served: Server) -> None:
    """Two actors are compared by draws; where too little is known for likely places, the reason is said."""
    page = served.ask("/network/delegations-by-events", headers=PAGE).text
    assert "here 1 of the 5 that are needed" in page and "Ranking" in page
    assert "This ranks the archive, not the world" in page and "Of occasions of which no document here tells" in page
    one = served.ask("/network/delegations-by-events?above=Tajikistan&below=kyrgyzstan", headers=PAGE).text
    found = re.search(r"P\(Tajikistan above Kyrgyzstan\) = (\d\.\d\d) by degree, over (\d+) draws \(sampling\)", one)
    assert found is not None and float(found[1]) > 0.9 and int(found[2]) == 200
    wrong = served.ask("/network/delegations-by-events?above=Tajikistan&below=Kyrgystan", headers=PAGE)
    assert wrong.status == 400 and "did you mean Kyrgyzstan?" in wrong.text
    ranking = served.ask("/network/delegations-by-events?format=ranking").text
    assert ranking.splitlines()[0].startswith("place,label,value") and len(ranking.splitlines()) > 5
    assert served.ask("/network/co-participation?format=ranking").status == 400


def test_links_of_a_part_stay_within_it(served: Server) -> None:
    """Who reads what was known on a day goes on reading that, from page to page."""
    page = served.ask("/person/anora-zeller?known-on=2018-12-31", headers=PAGE).text
    links = re.findall(r'<a [^>]*href="((?:\.\./)+[a-z]+/[^"#]+\.html[^"#]*)', page)
    assert len(links) > 3 and {link.partition("?")[2] for link in links} == {"known-on=2018-12-31"}
    whole = served.ask("/person/anora-zeller", headers=PAGE).text
    assert "?known-on" not in whole and "2019" in whole and len(whole) > len(page)
