"""The site: a page for every thing, every claim beside its documents and quotes, no link broken, no page too large."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest
from markupsafe import Markup
from pyoxigraph import NamedNode
from rdflib import Dataset, Literal, URIRef
from rdflib.namespace import RDFS
from tests.browsing import FEW, Page, broken, few_pages
from tests.sampling import sampled

import cakg
from cakg.cli import run
from cakg.compile.opened import Opened
from cakg.engine import processes
from cakg.engine.store import select, store_of
from cakg.web import paths
from cakg.web.citations import evidence_anchor
from cakg.web.edition import Imprint
from cakg.web.facts import anchor
from cakg.web.layout import Lines, Section, shelves
from cakg.web.makers import MAKERS
from cakg.web.reader import reader
from cakg.web.site import Site
from cakg.words.namespaces import CAKG, INSTANCE_KINDS, RDF, kind_of

REPOSITORY = Path(__file__).parents[1]
MOST_BYTES, MOST_ELEMENTS = 60_000, 800
ATTACK = "</script></style><img src=x onerror=alert(1)>\"'><svg onload=alert(2)>{{ 7 * 7 }}\0"
UNSHOWN = {CAKG + "quote", CAKG + "row", CAKG + "participation", RDF + "type"}


@pytest.fixture(scope="module")
def site(dataset: Dataset) -> Site:
    return Site(dataset, Imprint("1.2.3", "2026-11-24"))


@pytest.fixture(scope="module")
def files(sample_pages: dict[str, str | bytes]) -> dict[str, str | bytes]:
    return sample_pages


@pytest.fixture(scope="module")
def pages(files: dict[str, str | bytes]) -> dict[str, Page]:
    return {path: Page(path, str(page)) for path, page in files.items() if path.endswith(".html")}


def things(dataset: Dataset) -> list[str]:
    found = [str(iri) for (iri,) in select(dataset, "SELECT DISTINCT ?thing { ?thing a ?class }")]
    return sorted(iri for iri in found if kind_of(iri) in INSTANCE_KINDS)


def whole(pages: dict[str, Page], path: str) -> list[Page]:
    """Return a page with the lists that go on beside it."""
    beside = path.removesuffix(".html") + "/"
    return [pages[path], *(page for other, page in pages.items() if other.startswith(beside))]


def test_every_thing_has_its_page_in_every_language(dataset: Dataset, site: Site, pages: dict[str, Page]) -> None:
    found = things(dataset)
    assert {kind_of(iri) for iri in found} == set(INSTANCE_KINDS)
    for iri in found:
        path = paths.path_of(iri)
        assert path is not None and paths.iri_of(path) == iri
        for lang in paths.LANGUAGES:
            if kind_of(iri) != "evidence":
                assert paths.within(lang, path) in pages
            assert site.page(paths.within(lang, path)) is not None


def test_a_page_made_alone_is_the_same(dataset: Dataset, files: dict[str, str | bytes]) -> None:
    """Also by another site of the same dataset, whose pages are asked for in another order."""
    other = Site(dataset, Imprint("1.2.3", "2026-11-24"))
    for path in sorted(files, reverse=True)[::7]:
        assert other.page(path) == files[path], path


@pytest.mark.parametrize(
    "path", ["person/nobody.html", "ru/x", "", "../person/x.html", "person", "a/b/c", "ru/assets/site.css"]
)
def test_there_is_no_other_page(site: Site, path: str) -> None:
    assert site.page(path) is None


def test_no_link_is_broken(files: dict[str, str | bytes], pages: dict[str, Page]) -> None:
    assert sum(1 for page in pages.values() for _ in page.links()) > 20_000
    assert broken(pages, frozenset(files)) == []


def test_ids_stand_once(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        twice = [one for one, count in Counter(page.all("id")).items() if count > 1]
        assert not twice, (path, twice)
        for name in ("aria-labelledby", "for"):
            assert {one for value in page.all(name) for one in value.split()} <= page.ids, path


def test_no_page_is_too_large(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        assert len(page.source.encode()) <= MOST_BYTES and len(page.elements) <= MOST_ELEMENTS, path


def test_pages_load_their_own_files_alone(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        tags = {tag for tag, _ in page.elements}
        assert not tags & {"img", "iframe", "object", "embed", "video", "audio", "base", "style"}, path
        assert not page.all("style") and not page.all("srcset"), path
        own = paths.root(path) + "assets/"
        assert page.all("src")[-1:] == [own + "site.js"] and all(src.startswith(own) for src in page.all("src")), path
        loaded = [
            attributes["href"]
            for tag, attributes in page.elements
            if tag == "link" and attributes["rel"] == "stylesheet"
        ]
        assert loaded[-1:] == [own + "site.css"] and all(href.startswith(own) for href in loaded), path
        policy = next(attributes["content"] for tag, attributes in page.elements if attributes.get("http-equiv"))
        assert policy is not None and policy.startswith("default-src 'self';") and "unsafe" not in policy


def claims(dataset: Dataset) -> set[tuple[str, str, object, str]]:
    """Return every accepted claim that a report makes, with the report; what reports say of themselves is none."""
    store = store_of(dataset)
    return {
        (quad.subject.value, quad.predicate.value, quad.object, quad.graph_name.value)
        for quad in store
        if isinstance(quad.graph_name, NamedNode)
        and quad.predicate.value not in UNSHOWN
        and kind_of(quad.subject.value) not in (None, "report")
        and any(store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None))
        and _is_accepted(store, quad)
    }


def _is_accepted(store, quad) -> bool:  # type: ignore[no-untyped-def]
    from pyoxigraph import DefaultGraph

    return any(store.quads_for_pattern(quad.subject, quad.predicate, quad.object, DefaultGraph()))


def test_every_accepted_claim_stands_beside_its_documents(dataset: Dataset, pages: dict[str, Page]) -> None:
    """Set equality with the graphs of the reports: on the page of its subject each claim has exactly its documents."""
    wanted: dict[tuple[str, str], set[str]] = {}
    for subject, property, value, report in claims(dataset):
        path = paths.path_of(subject)
        assert path is not None
        wanted.setdefault((path, anchor(property, value)), set()).add(report)  # type: ignore[arg-type]
    assert len(wanted) > 200
    for (path, address), reports in wanted.items():
        found = [page for page in whole(pages, path) if address in page.ids]
        assert found, (path, address)
        for page in found:
            block = page.source[page.source.index(f'id="{address}"') :].partition("</dd>")[0]
            assert {report for report in _cited(block) if report} == reports, (page.path, address)


def _cited(block: str) -> Iterator[str | None]:
    """Yield the documents that stand beside a value and say just that."""
    for piece in block.split("<li>")[1:]:
        if 'class="says"' not in piece:
            match = re.search(r'href="(?:\.\./)+(report/[^"]+)"', piece)
            yield None if match is None else paths.iri_of(match[1])


def test_every_reading_shows_a_quote_or_says_that_none_shows_it(dataset: Dataset, pages: dict[str, Page]) -> None:
    query = """SELECT ?d ?r (COUNT(?report) AS ?n) {
        ?d a cakg:Disagreement ; cakg:reading ?r . OPTIONAL { ?r cakg:report ?report }
    } GROUP BY ?d ?r"""
    rows = select(dataset, query).texts()
    assert len(rows) > 5
    for dispute, reading, reports in rows:
        page = pages[paths.path_of(str(dispute)) or ""]
        block = page.source[page.source.index(f'id="reading-{str(reading).rpartition("/")[2]}"') :].partition(
            "</article>"
        )[0]
        assert block.count("<li>") == int(str(reports))
        for each in block.split("<li>")[1:]:
            assert "“" in each or 'class="none"' in each or "row" in each


def test_every_quote_of_a_document_stands_on_its_page_at_its_address(dataset: Dataset, pages: dict[str, Page]) -> None:
    query = """SELECT ?e ?quote ?report ?link {
        ?e cakg:quote ?quote ; cakg:report ?report . OPTIONAL { ?e cakg:link ?link }
    }"""
    rows = select(dataset, query).texts()
    assert len(rows) > 100
    for evidence, quote, report, link in rows:
        there = [
            page
            for page in whole(pages, paths.path_of(str(report)) or "")
            if evidence_anchor(str(evidence)) in page.ids
        ]
        assert there, evidence
        assert str(quote) in there[0].text and (link is None or str(link) in there[0].all("href"))


def test_names_and_quotes_say_their_language(dataset: Dataset, pages: dict[str, Page]) -> None:
    tags: dict[str, set[str]] = {}
    for (text,) in select(dataset, "SELECT DISTINCT ?text { ?thing ?property ?text . FILTER(LANG(?text) != '') }"):
        assert isinstance(text, Literal)
        tags.setdefault(str(text), set()).add(str(text.language))
    for lang in paths.LANGUAGES:
        said = {one for path, page in pages.items() if paths.tongue(path)[0] == lang for one in page.spoken}
        for properties in ("skos:prefLabel skos:altLabel cakg:nameForm", "dcterms:title", "cakg:quote"):
            query = f"SELECT DISTINCT ?text WHERE {{ VALUES ?property {{ {properties} }} ?thing ?property ?text }}"
            foreign = {str(text) for (text,) in select(dataset, query)}
            foreign = {text for text in foreign if text in tags and lang not in tags[text]}
            found = {(tag, text) for tag, text in said if text in foreign}
            wrong = {(tag, text) for tag, text in found if tag not in tags[text]}
            assert found and not wrong, (lang, properties, sorted(wrong))


def test_a_quote_in_another_language_stands_beside_what_it_shows(pages: dict[str, Page]) -> None:
    """The words are of the graph, in the language of the page, and marked as ours."""
    page = pages["report/2019-06-08-vestnik-doliny-konsultatsii.html"]
    russian = pages["ru/report/2019-06-08-vestnik-doliny-konsultatsii.html"]
    assert "in our words:" in page.text and "нашими словами:" not in russian.text


def test_what_is_not_accepted_stands_beside_what_is(dataset: Dataset, pages: dict[str, Page]) -> None:
    rows = select(
        dataset,
        """SELECT ?d ?subject { ?d a cakg:Disagreement ; cakg:onSubject ?subject ; cakg:reading ?r .
        ?r cakg:accepted false ; cakg:value ?value . ?subject ?p ?any }""",
    ).texts()
    assert len(set(rows)) > 2
    for dispute, subject in set(rows):
        page = pages[paths.path_of(str(subject)) or ""]
        assert 'class="refused"' in page.source and str(paths.path_of(str(dispute))) in page.source


def test_numbers_that_a_series_lacks_are_one_line_however_many(own_root: Path) -> None:
    """As where somebody wrote the day of an edition in the place of its number."""
    report = own_root / "data/reports/2018/2018-05-11-mdc-first-consultations.ttl"
    report.write_text(report.read_text("utf-8").replace("cakg:ordinal 1 ;", "cakg:ordinal 20180511 ;"), "utf-8")
    page = Site(cakg.load(own_root)).page("series/mountain-consultations.html")
    assert isinstance(page, str) and "4–20180510" in page and "20,180,507 numbers" in page.replace("\u202f", ",")


def test_statements_stand_with_their_speakers(dataset: Dataset, pages: dict[str, Page]) -> None:
    rows = select(dataset, "SELECT ?speaker ?content { ?s cakg:speaker ?speaker ; cakg:content ?content }").texts()
    assert len(rows) > 5
    for speaker, content in rows:
        assert any(str(content) in page.text for page in whole(pages, paths.path_of(str(speaker)) or ""))


def test_who_hosted_and_led_an_event_stands_before_the_others(pages: dict[str, Page]) -> None:
    page = pages["event/2019-06-04-mountain-consultations.html"].source
    (listed,) = re.findall(r'<section id="participants".*?</section>', page, re.S)
    rows = re.findall(r'<li id="part-.*?(?=<li id="part-|</section>)', listed, re.S)
    led = [bool(re.search(r"role/(?:host|chair|co-chair|convener|organizer|co-organizer)\.html", one)) for one in rows]
    assert led == sorted(led, reverse=True) and 0 < sum(led) < len(led)


def test_what_no_document_is_believed_to_say_is_called_as_its_reading_calls_it() -> None:
    """A participation that was refused is not in the view, so that nothing else has a name for it."""
    dataset = Dataset()
    reading, value = (URIRef(f"https://w3id.org/cakg/{one}") for one in ("reading/x--1", "part/x--y"))
    dataset.default_graph.add((reading, URIRef(CAKG + "value"), value))
    dataset.default_graph.add((reading, RDFS.label, Literal("Reading: Y (host): X", lang="en")))
    dataset.default_graph.add((reading, RDFS.label, Literal("Чтение: И (хозяин): Х", lang="ru")))
    english = reader(dataset)
    assert english.label(str(value)) == "Y (host): X" and english.link(str(value)).href is None
    assert english.spoken("ru").label(str(value)) == "И (хозяин): Х"
    assert english.label("https://w3id.org/cakg/part/z") == "part:z"


def test_hostile_data_stays_text(dataset: Dataset, files: dict[str, str | bytes]) -> None:
    spoilt = Dataset()
    for s, p, o, g in dataset.quads():
        context = spoilt.default_graph if g in (None, dataset.default_graph.identifier) else spoilt.graph(g)
        hostile = isinstance(o, Literal) and (
            p == RDFS.label or str(p).endswith(("quote", "content", "rationale", "title"))
        )
        context.add((s, p, Literal(ATTACK + str(o), lang=o.language) if hostile else o))
    for (report,) in select(dataset, "SELECT ?report { ?report a cakg:Report }"):
        spoilt.default_graph.set((report, URIRef(CAKG + "url"), Literal("javascript:alert(3)")))
    for (evidence,) in select(dataset, "SELECT ?e { ?e a cakg:Evidence }"):
        spoilt.default_graph.set((evidence, URIRef(CAKG + "link"), Literal("javascript:alert(4)")))
    count, spoilt_site = 0, Site(spoilt)
    for path in sampled([path for path in files if path.endswith(".html") and not path.startswith("ru/")], 3):
        page = Page(path, str(spoilt_site.page(path)))
        count += page.text.count("onerror")
        assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")], path
        assert not {tag for tag, _ in page.elements} & {"img"}, path
        assert page.source.count("<script") == str(files[path]).count("<script"), path
        assert not [link for link in page.all("href") if link.startswith("javascript")], path
    assert count > 300


@pytest.mark.parametrize(
    ("contact", "begins"),
    [
        ("", "mailto:?subject=cakg"),
        ("curators@example.org", "mailto:curators@example.org?subject="),
        ("https://example.org/new", "https://example.org/new?title="),
    ],
)
def test_errors_are_reported_where_the_curators_say(dataset: Dataset, contact: str, begins: str) -> None:
    """The text of the mail, or of the issue, has the address of the claim."""
    page = Page("", str(Site(dataset, Imprint(contact=contact)).page("event/2019-06-04-mountain-consultations.html")))
    links = [link for link in page.all("href") if link.startswith(begins)]
    assert any(
        unquote(link).endswith("body=https://w3id.org/cakg/event/2019-06-04-mountain-consultations#date")
        for link in links
    )


def test_an_address_that_is_none_is_refused(
    sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "-o", str(tmp_path / "b"), "--root", str(sample_root), "--contact", "the curators"]) == 2
    assert "'the curators' is no address" in capsys.readouterr().err and not (tmp_path / "b").exists()


def test_an_empty_dataset_makes_a_site() -> None:
    found = dict(Site(Dataset()).pages())
    assert "assets/site.css" in found


def test_pages_of_the_corpus_are_small_and_lead_somewhere(real: Opened) -> None:
    """The fullest pages of the corpus, and some of all others."""
    site = Site(real)
    index, by_kind = site.stock.index, site.stock.by_kind
    every = [iri for kind, iris in sorted(by_kind.items()) if kind != "evidence" for iri in iris]
    full = sorted(every, key=lambda iri: sum(map(len, index.leading(iri).values())), reverse=True)
    said = sorted(every, key=lambda iri: len(site.stock.testimony.reports_on(iri)), reverse=True)
    for iri in dict.fromkeys((*sampled(full[:40], 8), *sampled(said[:40], 8), *sampled(every, 1500))):
        first = paths.path_of(iri) or ""
        assert site.page(first) is not None, iri
        maker = MAKERS[first.partition("/")[0]]
        made = maker.make(site.editions["en"], first)
        for path, text in made.items():
            page = Page(path, str(text))
            assert len(page.source.encode()) <= MOST_BYTES and len(page.elements) <= MOST_ELEMENTS, path
            for target, _ in page.links():
                thing = paths.iri_of(paths.tongue(target)[1])
                if thing is not None:
                    assert index.objects(thing, RDF + "type"), (path, target)
                elif target.count("/") > 1 and not target.startswith(("ru/", "assets/")):
                    assert target in made or site.page(target) is not None, (path, target)


def test_children_make_the_pages_that_one_process_makes(
    dataset: Dataset, files: dict[str, str | bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_free_cores", lambda: 3)
    whole = Site(dataset, Imprint("1.2.3", "2026-11-24"))
    with few_pages():
        made = list(whole.pages())
    assert made == [one for one in files.items() if paths.tongue(one[0])[1].partition("/")[0] in FEW]
    assert len(made) > 60


def test_a_page_makes_no_more_of_a_long_list_than_it_shows() -> None:
    """What has room is what would have had room if all had been made; of the rest not a line is made."""
    made: list[int] = []

    def line(number: int) -> str:
        made.append(number)
        return f"<li><a href='x.html'>{number}</a></li>"

    def sections(lines: Sequence[Markup]) -> list[Section]:
        short = [Markup("<li>one</li>")] * 20
        return [
            Section("long", "Long", lines),
            Section("short", "Short", short, share=0.3),
            Section("other", "O", lines),
        ]

    lazy = shelves("person/x.html", sections(Lines(partial(line, number) for number in range(5_000))))
    assert 0 < len(lazy[0].items) < 400 and max(made) <= len(lazy[0].items) + 1 and len(made) == len(set(made))
    whole = shelves("person/x.html", sections([Markup(line(number)) for number in range(5_000)]))
    assert [(list(one.items), one.more) for one in lazy] == [(list(one.items), one.more) for one in whole]
    assert lazy[1].more is None and lazy[0].more == "person/x/long.html"
