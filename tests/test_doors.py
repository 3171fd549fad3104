"""The pages that lead to all others: lists lack nothing, feeds are feeds, documents keep every word."""

import csv
import hashlib
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from rdflib import Dataset, Literal, URIRef
from tests.browsing import Page, broken
from tests.doors import ASKED, FILES, ROOT, VIEW, whole
from tests.notebooks import NOTEBOOKS
from tests.sharing import once

from cakg.ask.coverage import coverage
from cakg.ask.language import ENGLISH
from cakg.ask.ledger import disputes, settled
from cakg.engine.store import select
from cakg.read.corpus import Corpus
from cakg.web import actorpage, atlas, basemap, documents, feeds, finding, paths, prose
from cakg.web.edition import Edition, Imprint
from cakg.web.happenings import happenings
from cakg.web.notebooks import as_markdown
from cakg.web.site import Site
from cakg.words.namespaces import BASE, CAKG, EDTF

TEMPLATES = ROOT / "src" / "cakg" / "web" / "templates"
ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")


@pytest.fixture(scope="module")
def site(dataset: Dataset, sample: Corpus, sample_root: Path) -> Site:
    return whole(dataset, sample, sample_root)


@pytest.fixture(scope="module")
def files(site: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | bytes]:
    return once(tmp_path_factory, "doors", lambda: dict(site.pages()))


@pytest.fixture(scope="module")
def pages(files: dict[str, str | bytes]) -> dict[str, Page]:
    return {path: Page(path, str(page)) for path, page in files.items() if path.endswith(".html")}


@pytest.fixture(scope="module")
def english(site: Site) -> Edition:
    return site.editions["en"]


def listed(pages: dict[str, Page], start: str, kind: str) -> list[str]:
    """Return the things of a kind to which lists lead, from the pages whose paths begin so."""
    found = []
    for path, page in pages.items():
        if path.startswith(start):
            main = page.source.partition('<main id="main">')[2]
            found += re.findall(rf'href="(?:\.\./)*({kind}/[^"#]+)\.html"', main)
    return found


def test_no_link_is_broken_but_to_files_beside_the_site(files: dict[str, str | bytes], pages: dict[str, Page]) -> None:
    beside = frozenset(f"../{path}" for path, _ in FILES)
    missing = [one for one in broken(pages, frozenset(files)) if not any(at[3:] in one for at in beside)]
    assert missing == []


def test_pages_are_small_and_made_alone_alike(
    site: Site, files: dict[str, str | bytes], pages: dict[str, Page]
) -> None:
    for path, page in pages.items():
        assert len(page.source.encode()) <= 60_000 and len(page.elements) <= 800, path
    kinds = {path.partition("/")[0] for path in files} - {"ru"}
    assert {"docs", "vocabulary", "network", "question", "timeline", "feed", "data"} <= kinds
    for path in sorted(files):
        if path.partition("/")[0] in ("docs", "coverage", "all", "timeline", "question", "disagreements", "feed"):
            assert site.page(path) == files[path], path


@pytest.mark.parametrize("kind", finding.KINDS)
def test_lists_of_a_kind_hold_every_thing_once(kind: str, english: Edition, pages: dict[str, Page]) -> None:
    wanted = sorted(iri.removeprefix(BASE) for iri in english.stock.by_kind.get(kind, ()))
    assert sorted(listed(pages, f"all/{kind}", kind)) == wanted


def test_every_event_stands_in_its_year_alone(english: Edition, pages: dict[str, Page]) -> None:
    for one in happenings(english):
        year = one.year or "undated"
        own = [path for path in pages if path == f"timeline/{year}.html" or path.startswith(f"timeline/{year}/")]
        assert own and any(one.path in pages[path].source for path in own)
    rows = [
        row
        for path, page in pages.items()
        if path.startswith("timeline/")
        for row in page.source.split("<li><span")[1:]
    ]
    assert len(rows) == len(happenings(english))


def test_every_disagreement_is_listed_open_ones_first(dataset: Dataset, pages: dict[str, Page]) -> None:
    ledger = disputes(dataset, lang=ENGLISH)
    found = listed(pages, "disagreements.html", "disagreement") + listed(pages, "disagreements/all/", "disagreement")
    assert sorted(found) == sorted(one.iri.removeprefix(BASE) for one in ledger)
    opened = {one.iri.removeprefix(BASE) for one in ledger if not settled(one)}
    assert set(found[: len(opened)]) == opened


def test_an_answer_is_whole_or_says_how_much_of_it_is_there(site: Site, pages: dict[str, Page]) -> None:
    for name in ASKED:
        _, rows = site.stock.material.answers[name]
        parts = [
            page for path, page in pages.items() if path.startswith((f"question/{name}.html", f"question/{name}/"))
        ]
        shown = sum(page.source.count("<tr>") - 1 for page in parts)
        assert shown == len(rows) > 0 or f"the first {shown} are here" in parts[0].text
        assert site.stock.material.questions[name].text.split()[-1] in parts[0].text


def test_every_place_of_an_event_is_on_the_map_or_named_beside_it(english: Edition) -> None:
    found = atlas.sites(english.index, (one.site for one in happenings(english) if one.site is not None))
    drawn = atlas.draw(found)
    all_of_them = [circle.site for circle in drawn.circles] + [*drawn.beyond, *drawn.pointless]
    assert sorted(site.iri for site in all_of_them) == sorted(site.iri for site in found) and drawn.circles
    assert sum(site.events for site in found) == sum(one.site is not None for one in happenings(english))
    for circle in drawn.circles:
        assert 0 <= circle.x <= basemap.WIDTH and 0 <= circle.y <= basemap.HEIGHT
    bigger = [(one.site.events, one.r) for one in drawn.circles]
    assert [r for _, r in bigger] == sorted((r for _, r in bigger), reverse=True)


@pytest.mark.parametrize(
    ("lat", "long", "x", "y"),
    [(58.0, 40.0, 0.0, 0.0), (28.0, 95.0, basemap.WIDTH, basemap.HEIGHT), (43.0, 67.5, 553.1, 412.5)],
)
def test_a_place_stands_where_its_degrees_say(lat: float, long: float, x: float, y: float) -> None:
    """The last by hand: 27.5 degrees east of the frame, each 27.5 pixels by the cosine of 43 degrees (0.7314)."""
    assert basemap.project(lat, long) == (x, y) and basemap.is_inside(lat, long)
    assert atlas.locate(lat, long) is not None and atlas.locate(lat + 40, long) is None


def test_the_map_is_the_one_that_its_source_is_told_of() -> None:
    folder = TEMPLATES / "basemap"
    digest = hashlib.sha256((folder / "natural-earth-50m.json").read_bytes()).hexdigest()
    assert f"Result    sha256 {digest}" in (folder / "README.txt").read_text("utf-8")


def atom(text: str) -> list[ET.Element]:
    """Return the entries of a feed that is one by RFC 4287."""
    feed = ET.fromstring(text)
    assert feed.tag == ATOM + "feed"
    for one in (feed, *feed.findall(ATOM + "entry")):
        for name in ("id", "title", "updated"):
            (found,) = one.findall(ATOM + name)
            assert found.text and found.text.strip()
            assert name != "updated" or INSTANT.fullmatch(found.text)
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert [link.get("href") for link in feed.findall(ATOM + "link") if link.get("rel") == "self"]
    return feed.findall(ATOM + "entry")


def test_feeds_hold_the_newest_documents_and_rulings(
    dataset: Dataset, english: Edition, files: dict[str, str | bytes]
) -> None:
    entries = atom(str(files["feed.xml"]))
    days = [entry.findtext(ATOM + "updated", "") for entry in entries]
    assert days == sorted(days, reverse=True) and len(entries) > 5
    known = {str(iri) for (iri,) in select(dataset, "SELECT ?x { ?x a ?c VALUES ?c { cakg:Report cakg:Ruling } }")}
    assert {entry.findtext(ATOM + "id") for entry in entries} <= known
    of_things = {path: str(text) for path, text in files.items() if path.startswith("feed/")}
    assert {path.split("/")[1] for path in of_things} == set(feeds.KINDS)
    query = """SELECT DISTINCT ?report WHERE {
        { ?node cakg:actor|cakg:holder|cakg:speaker|cakg:member|cakg:signedBy|cakg:countsFor <%s> }
        UNION { VALUES ?node { <%s> } }
        ?node cakg:reportedIn ?report
    }"""
    persons = [path for path in of_things if path.startswith("feed/person/")]
    for path in persons[::5]:
        iri = BASE + path.removeprefix("feed/").removesuffix(".xml")
        wanted = {str(report) for (report,) in select(dataset, query % (iri, iri))}
        own = {entry.findtext(ATOM + "id", "") for entry in atom(of_things[path])}
        assert wanted and {one for one in own if "/report/" in one} <= wanted and (len(own) == 12 or wanted <= own)
    for text in list(of_things.values())[::9]:
        assert 0 < len(atom(text)) <= 12


def test_what_was_read_last_is_the_newest(dataset: Dataset) -> None:
    read = [str(one) for (one,) in select(dataset, "SELECT ?x { ?x a cakg:Report ; cakg:retrieved ?day } ORDER BY ?x")]
    other = Dataset()
    for triple in dataset.default_graph:
        other.default_graph.add(triple)
    for number, one in enumerate(read):
        day = Literal(f"2030-01-{number + 1:02}", datatype=URIRef(EDTF + "EDTF"))
        other.default_graph.set((URIRef(one), URIRef(CAKG + "retrieved"), day))
    feed = str(Site(other, Imprint("1.2.3", "2026-11-24")).page("feed.xml"))
    found = [entry.findtext(ATOM + "id") for entry in atom(feed)]
    assert found[: len(read)] == read[::-1] and len(read) > 3
    assert f"<updated>2030-01-{len(read):02}T00:00:00Z</updated>" in feed


def test_the_front_page_has_new_documents_and_changes_have_rulings_by_subject_and_word(pages: dict[str, Page]) -> None:
    """A ruling is named as people name what it is on, and is no document."""
    front, changes, russian = (pages[one].source for one in ("index.html", "changes.html", "ru/changes.html"))
    (news,) = re.findall(r'<ul class="news">.*?</ul>', front, re.S)
    assert news.count('href="report/') == news.count("<li>") > 3
    assert re.search(r'<a href="ruling/[^"]*">[^<]*: when</a><span class="muted">ruling</span>', changes)
    assert re.search(r'<a href="ruling/[^"]*">[^<]*: когда</a><span class="muted">решение</span>', russian)
    assert "cakg:" not in re.sub(r"<[^>]*>", "", changes + front)


def test_the_front_page_has_the_documents_that_were_issued_last(dataset: Dataset) -> None:
    """The day that is shown is that of issue, so that it is the order as well, whenever a document was read."""
    query = "SELECT ?x ?day { ?x a cakg:Report OPTIONAL { ?x dcterms:issued ?issued ; cakg:begin ?day } }"
    issued = {str(one): str(day or "") for one, day in select(dataset, query)}
    other = Dataset()
    for triple in dataset.default_graph:
        other.default_graph.add(triple)
    for number, one in enumerate(sorted(issued, key=lambda one: issued[one], reverse=True)):
        day = Literal(f"2030-01-{number + 1:02}", datatype=URIRef(EDTF + "EDTF"))
        other.default_graph.set((URIRef(one), URIRef(CAKG + "retrieved"), day))
    front = str(Site(other, Imprint("1.2.3", "2026-11-24")).page("index.html"))
    (news,) = re.findall(r'<ul class="news">.*?</ul>', front, re.S)
    shown = [BASE + one for one in re.findall(r'href="(report/[^"]*)\.html"', news)]
    assert [issued[one] for one in shown] == sorted(issued.values(), reverse=True)[: len(shown)] and len(shown) > 3


MET = """SELECT ?partner (COUNT(DISTINCT ?event) AS ?events) WHERE {
    ?part cakg:delegation <%s> ; %s ?other .
    { ?other cakg:delegation ?partner }
    UNION { ?other cakg:actor ?partner FILTER NOT EXISTS { ?other cakg:delegation ?any } }
    ?event cakg:participation ?part .
    FILTER(?partner != <%s>)
} GROUP BY ?partner"""


def test_a_state_met_whomever_those_met_whom_it_sent(dataset: Dataset, english: Edition) -> None:
    """By its page it met the delegations that questions find, at as many events; a person is met by name."""
    states = [str(one) for (one,) in select(dataset, "SELECT DISTINCT ?state { ?part cakg:delegation ?state }")]
    for state in states:
        items = map(str, actorpage.met(english, state).items)
        rows = [re.findall(r'href="([^"]*)"|>(\d+|–)<', item) for item in items]
        said = {path.lstrip("\0"): int(talked) for (path, _), (_, talked), *_ in rows if talked != "–"}
        found = select(dataset, MET % (state, "cakg:talkedWith", state))
        talks = {paths.path_of(str(who)): int(number) for who, number in found}
        assert said == talks
    assert len(states) > 5


def test_the_map_of_the_site_names_every_page_of_a_thing(files: dict[str, str | bytes]) -> None:
    locations = [one.text or "" for one in ET.fromstring(str(files["sitemap.xml"])).iter() if one.tag.endswith("loc")]
    assert len(locations) == len(set(locations)) and all(one.startswith(BASE) for one in locations)
    things = {path.removesuffix(".html") for path in files if paths.iri_of(path) is not None}
    assert {one.removeprefix(BASE) for one in locations} >= {one for one in things if not one.startswith("evidence/")}


def plain(text: str) -> str:
    """Return a document without what marks it up, and without blanks."""
    return re.sub(r"[\s|#*`\\-]+", "", text)


@pytest.mark.parametrize("name", ["docs/model.md", "docs/sparql.md", "CONTRIBUTING.md", "coverage"])
def test_a_document_in_parts_keeps_every_word(name: str, dataset: Dataset) -> None:
    text = coverage(dataset) * 3 if name == "coverage" else (ROOT / name).read_text("utf-8")
    parts = prose.parts(text, lambda at, anchor: None)
    assert len(parts) > 1
    read = plain("".join(Page("x", f"<main>{one.html}</main>").text for one in parts))
    for line in text.splitlines():
        words = plain(re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"^ *\d+\. ", "", line)))
        assert line.startswith("# ") or "<" in line or "&" in line or words in read or "```" in line, line
    anchors = [heading.anchor for one in parts for heading in one.headings]
    assert len(anchors) == len(set(anchors))


def test_documents_are_reached_from_every_page_and_lead_to_all(
    files: dict[str, str | bytes], pages: dict[str, Page]
) -> None:
    """In the order in which one reads them: each has a place in it."""
    for start in ("index.html", "ru/index.html", "about.html"):
        assert "docs/index.html" in pages[start].source and "vocabulary/index.html" in pages["about.html"].source
    names = [one.stem for one in (*(ROOT / "docs").glob("*.md"), *NOTEBOOKS) if one.stem != "coverage"]
    assert not set(names) - set(documents._ORDER)
    listed = re.findall(r'<li><a href="(?:\.\./)*(docs/[^"]+)"', pages["docs/index.html"].source.partition("<h1")[2])
    assert len(listed) == len(names) + 3 and all(path in files for path in listed)
    places = [
        documents._ORDER.index(name) for path in listed if (name := path[5:-5].removeprefix("notebook-")) in names
    ]
    assert places == sorted(places) and len(places) == len(names)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_a_page_with_what_it_prints(
    path: Path, files: dict[str, str | bytes], pages: dict[str, Page]
) -> None:
    """Every cell and every line that it prints, in their order; the notebook itself lies beside, as it is."""
    first = f"docs/notebook-{path.stem}.html"
    parts = [page for at, page in pages.items() if at == first or at.startswith(f"{first[:-5]}/")]
    read, at = quoteless("".join(page.text for page in parts)), 0
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            for text in ("".join(cell["source"]), *("".join(one["text"]) for one in cell["outputs"])):
                at = read.index(quoteless(text), at)
    assert files[f"notebooks/{path.name}"] == path.read_text("utf-8")
    for page in (pages[first], pages[f"ru/{first}"]):
        assert (f"notebooks/{path.name}", "") in set(page.links())


def quoteless(text: str) -> str:
    return re.sub("[“”]", "", plain(text))


def test_a_notebook_is_read_as_markdown() -> None:
    """A fence is longer than any in what it holds; values as text are shown as what is printed."""
    code = {
        "cell_type": "code",
        "source": ["a\n", "b"],
        "outputs": [{"text": ["```x\n"]}, {"data": {"text/plain": "7"}}],
    }
    cells = [{"cell_type": "markdown", "source": "# T"}, code, {"cell_type": "code", "source": "c", "outputs": []}]
    text = as_markdown(json.dumps({"nbformat": 4, "cells": cells}))
    assert text == "# T\n\n```python\na\nb\n```\n\n````text\n```x\n7\n````\n\n```python\nc\n```\n"
    with pytest.raises(ValueError, match="no notebook of format 4"):
        as_markdown(json.dumps({"nbformat": 3, "cells": []}))


def test_markdown_is_text_and_no_markup() -> None:
    text = "# T\n\n<script>alert(1)</script>\n\n[a](javascript:alert(2)) [b](../data/x.ttl) ![c](d.png) [e](https://x.org/)\n"
    (part,) = prose.parts(text, lambda at, anchor: None)
    page = Page("x", f"<main>{part.html}</main>")
    assert {tag for tag, _ in page.elements} <= {"main", "p", "a", "span"} and page.all("href") == ["https://x.org/"]
    assert "<script>alert(1)</script>" in page.text and "T" not in page.text.split()


def test_anchors_are_those_of_usual_readers() -> None:
    assert (
        prose.slug("7. The accepted view") == "7-the-accepted-view"
        and prose.slug("`cakg fmt`, twice") == "cakg-fmt-twice"
    )
    assert prose.slug("Что нового?") == "что-нового"


def test_every_text_of_the_pages_is_said_in_both_languages() -> None:
    """In no two tables, with one form in English for each sort of number, and with the same places to fill."""
    seen: dict[str, str] = {}
    for name in ("messages.csv", "doors.csv"):
        for row in csv.DictReader((TEMPLATES / name).read_text("utf-8").splitlines()):
            english, russian = row["en"], row["ru"]
            assert english not in seen and russian, english
            seen[english] = russian
            assert english.count("|") in (0, 1) and russian.count("|") == 2 * english.count("|"), english
            for form in russian.split("|"):
                assert set(re.findall(r"\{\w+\}", form)) == set(re.findall(r"\{\w+\}", english.split("|")[-1])), english
    assert len(seen) > 300


def test_the_page_of_a_view_ranks_and_draws(site: Site, pages: dict[str, Page]) -> None:
    page = pages[f"network/{VIEW}.html"]
    net = site.stock.material.networks[VIEW]
    assert f"of {len(net)} nodes are drawn" in page.text
    assert "This ranks the archive, not the world" in page.text
    first = next(iter(site.stock.material.rankings[VIEW].values()))[0]
    assert page.source.index(first.label) and f"networks/{VIEW}.gexf" in page.source
    marks = [attributes for tag, attributes in page.elements if tag == "a" and "aria-label" in attributes]
    tied = [node for node, others in net.degree() if others]
    assert len(marks) == len(tied) > 5 and all(attributes.get("href") for attributes in marks)


def test_the_page_of_the_edition_says_what_is_held_of_persons(pages: dict[str, Page]) -> None:
    assert "Not held are dates of birth, addresses, family" in pages["about.html"].text
    assert "Не хранятся даты рождения, адреса, семья" in pages["ru/about.html"].text
