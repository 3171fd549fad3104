"""The report page: whole, self-contained, the same every time, and deaf to hostile data."""

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode
from rdflib import Dataset, Literal, URIRef
from rdflib.namespace import RDFS

from cakg.ask.question import Question, Rows
from cakg.compile.dataset import compile
from cakg.engine.store import accepted, select
from cakg.read.claims import Triple
from cakg.read.corpus import Corpus
from cakg.web import atlas, drawing, sociogram, timeline
from cakg.web.entry import Event, Shown, Site
from cakg.web.events import events
from cakg.web.page import render
from cakg.web.reader import Reader, identifier, reader
from cakg.words.namespaces import BASE, CAKG, DCTERMS, EDTF, XSD

VOID = {"meta", "input", "br", "img", "link", "hr", "path", "rect", "circle"}
ATTACK = "</script></style><img src=x onerror=alert(1)>\"'><svg onload=alert(2)>{{ 7 * 7 }}"


class Page(HTMLParser):
    """Collect the elements of a page and refuse one whose tags do not match."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.raw: dict[str, str] = {}
        self.spoken: list[tuple[str, str]] = []  # language and text of each piece
        self._open: list[str] = []
        self._languages: list[str] = [""]
        self.feed(text)
        self.close()
        assert self._open == [], f"never closed: {self._open}"

    def handle_starttag(self, tag, attrs):  # type: ignore[no-untyped-def]
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
            self._languages.append(dict(attrs).get("lang") or self._languages[-1])

    def handle_startendtag(self, tag, attrs):  # type: ignore[no-untyped-def]
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):  # type: ignore[no-untyped-def]
        assert self._open and self._open[-1] == tag, f"</{tag}> closes {self._open[-1:]} at {self.getpos()}"
        self._open.pop()
        self._languages.pop()

    def handle_data(self, data):  # type: ignore[no-untyped-def]
        if self._open and self._open[-1] in ("script", "style"):
            self.raw[self._open[-1]] = data
        else:
            self.words.append(data)
            self.spoken.append((self._languages[-1], data.strip(" \n“”↗")))

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))

    def all(self, name: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(name)) is not None]


def question(columns: dict[str, str]) -> Question:
    return Question("some-question", "question", "What is there?", "All of `it`.", (), (), columns, None, "")


@pytest.fixture(scope="module")
def dataset(sample: Corpus) -> Dataset:
    return compile(sample)


@pytest.fixture(scope="module")
def network(dataset: Dataset) -> nx.Graph:
    net = nx.Graph()
    for event, actor in select(dataset, "SELECT ?event ?actor WHERE { ?event cakg:involves ?actor }"):
        net.add_edge(str(event), str(actor), weight=1)
    assert len(net) > 10
    return net


@pytest.fixture(scope="module")
def html(dataset: Dataset, network: nx.Graph) -> str:
    rows = select(dataset, "SELECT ?event ?begin WHERE { ?event a cakg:Event ; cakg:begin ?begin }")
    asked = (question({"event": "IRI of the event"}), rows)
    return render(reader(dataset), dataset, {"some-question": asked}, {"co-participation": network}, {})


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def things(dataset: Dataset, kind: str) -> set[str]:
    found = {str(row[0]) for row in select(dataset, f"SELECT DISTINCT ?thing WHERE {{ ?thing a cakg:{kind} }}")}
    assert found
    return found


def test_every_event_actor_and_document_stands_on_the_page_once(dataset: Dataset, page: Page) -> None:
    ids = Counter(page.all("id"))
    assert max(ids.values()) == 1
    for kind in ("Event", "Actor", "Report"):
        assert {identifier(iri) for iri in things(dataset, kind)} <= set(ids)


def test_links_within_the_page_lead_somewhere(page: Page) -> None:
    inner = [href for href in page.all("href") if href.startswith("#")]
    assert len(inner) > 50
    assert {href[1:] for href in inner} <= set(page.all("id"))
    for name in ("aria-labelledby", "for"):
        assert {one for value in page.all(name) for one in value.split()} <= set(page.all("id"))


def test_every_quote_on_an_event_stands_there_with_its_link(dataset: Dataset, page: Page) -> None:
    found = select(
        dataset,
        "SELECT ?quote ?link WHERE { ?e a cakg:Event . ?x cakg:supports ?e ; cakg:quote ?quote ; cakg:link ?link }",
    )
    assert found
    for quote, link in found:
        assert f"“{quote}”" in page.text
        assert str(link) in page.all("href")


def test_what_is_not_english_says_its_language(dataset: Dataset, page: Page) -> None:
    for properties in ("skos:prefLabel skos:altLabel cakg:nameForm", "dcterms:title", "cakg:quote"):
        query = f"SELECT DISTINCT ?text WHERE {{ VALUES ?property {{ {properties} }} ?thing ?property ?text }}"
        found = [text for (text,) in select(dataset, query) if isinstance(text, Literal) and text.language]
        english = {str(text) for text in found if text.language == "en"}
        others = {str(text): text.language for text in found if str(text) not in english}
        said = [(language, text) for language, text in page.spoken if text in others]
        assert said and all(language == others[text] for language, text in said), properties
    assert ("en", "Documents") in page.spoken


def test_a_ceremony_shows_what_was_signed_apart_from_what_was_said(dataset: Dataset, page: Page) -> None:
    (ceremony,) = (one for one in events(Reader(accepted(dataset))) if one.id == "event-2020-06-01-treaty-signing")
    (said,) = ceremony.statements
    assert [speaker.text for speaker in said.speakers] == ["Council of Rivers", "Kazakhstan"]
    signed = [link.text for link in dict(ceremony.facts)["Signed or done there"]]
    assert len(signed) == 3 and "Tajikistan, signature: Treaty on Shared Rivers" in signed
    assert "Council of Rivers, Kazakhstan (commit)" in page.text
    assert "Kyrgyzstan, signature: Treaty on Shared Rivers: expected; due by 2020" in page.text


def test_a_page_loads_nothing(page: Page) -> None:
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"img", "link", "iframe", "object", "embed", "video", "audio", "source", "base", "use", "form"}
    assert not page.all("src") and not page.all("srcset") and not page.all("style")
    assert not re.search(r"url\(|@import|@font-face", page.raw["style"])
    assert not re.search(r"fetch|XMLHttpRequest|import\(|WebSocket|sendBeacon|innerHTML", page.raw["script"])


def test_the_policy_of_the_page_allows_its_own_style_and_script_alone(page: Page) -> None:
    policy = next(a["content"] for tag, a in page.elements if tag == "meta" and "http-equiv" in a)
    assert policy is not None and policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        digest = b64encode(sha256(page.raw[tag].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy and "http" not in policy


def test_the_page_is_the_same_on_another_engine(dataset: Dataset, network: nx.Graph, html: str) -> None:
    other = Dataset()
    for s, p, o, g in sorted(dataset.quads(), reverse=True, key=str):
        if g is None or str(g) == str(dataset.default_graph.identifier):
            other.default_graph.add((s, p, o))
    turned = nx.Graph()
    turned.add_edges_from((b, a, data) for a, b, data in reversed(list(network.edges(data=True))))
    rows = select(dataset, "SELECT ?event ?begin WHERE { ?event a cakg:Event ; cakg:begin ?begin }")
    asked = {"some-question": (question({"event": "IRI of the event"}), rows)}
    assert render(reader(other), other, asked, {"co-participation": turned}, {}) == html


def test_an_empty_dataset_makes_a_page() -> None:
    page = Page(render(reader(Dataset()), Dataset(), {}, {"nothing": nx.Graph()}, {}))
    assert "No document contradicts another." in page.text and "This network has no ties." in page.text


def test_hostile_data_stays_text(dataset: Dataset, network: nx.Graph) -> None:
    spoilt = Dataset()
    for s, p, o, g in dataset.quads():
        if g is None or str(g) == str(dataset.default_graph.identifier):
            hostile = isinstance(o, Literal) and (p == RDFS.label or str(p).endswith(("quote", "content", "rationale")))
            spoilt.default_graph.add((s, p, Literal(ATTACK + str(o), lang=o.language) if hostile else o))
    report = URIRef(sorted(things(dataset, "Report"))[0])
    for name, value in ((CAKG + "url", "javascript:alert(3)"), (DCTERMS + "title", ATTACK)):
        spoilt.default_graph.set((report, URIRef(name), Literal(value)))
    for evidence in things(dataset, "Evidence"):
        spoilt.default_graph.set((URIRef(evidence), URIRef(CAKG + "link"), Literal("javascript:alert(4)")))
    net = nx.relabel_nodes(network, {sorted(network)[0]: ATTACK})
    nx.set_node_attributes(net, ATTACK, "label")
    address = Text("javascript:alert(5)", datatype=NamedNode(XSD + "anyURI"))
    rows = Rows(("a",), ((Text(ATTACK),), (address,)))
    text = render(reader(spoilt), spoilt, {"some-question": (question({"a": ATTACK}), rows)}, {ATTACK: net}, {})
    page = Page(text)
    assert page.text.count("onerror") > 20
    assert "49" not in page.raw["script"] and "{{ 7 * 7 }}" in page.text
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert not [
        href
        for href in page.all("href")
        if not href.startswith(("#", "http://", "https://", "answers/", "vocabulary/"))
    ]
    assert {tag for tag, _ in page.elements}.isdisjoint({"img"}) and text.count("<script") == 1


def test_disagreements_show_every_value_with_one_accepted(dataset: Dataset, page: Page) -> None:
    ledger = select(
        dataset, "SELECT ?d ?a WHERE { ?d a cakg:Disagreement ; cakg:reading ?r . OPTIONAL { ?r cakg:accepted ?a } }"
    )
    classes = page.all("class")
    assert ledger and sum(str(accepted) == "true" for _, accepted in ledger) == classes.count("accepted")
    assert sum(name.startswith("dispute") for name in classes) == len({dispute for dispute, _ in ledger})


def test_answers_are_cut_visibly_and_repeat_no_label(dataset: Dataset) -> None:
    event = sorted(things(dataset, "Event"))[0]
    label = Reader(accepted(dataset)).label(event)
    day = Text("2005-03-17/2005-03-18", datatype=NamedNode(EDTF + "EDTF"))
    row = (NamedNode(event), Text(label), day, None)
    rows = Rows(("event", "eventName", "date", "none"), (row,) * 300)
    page = Page(render(reader(dataset), dataset, {"many": (question({"date": "when it was"}), rows)}, {}, {}))
    assert "60 of 300 rows; all in answers/many.csv" in page.text
    assert page.text.count("17–18 March 2005") == 60
    assert "event name" not in page.text and "when it was" in page.all("title")


def test_only_the_best_connected_nodes_are_drawn() -> None:
    net = nx.star_graph(200)
    net.add_node("alone")
    drawn = sociogram.draw(net, Reader(()))
    assert len(drawn.nodes) == 120 and drawn.all_nodes == 202 and drawn.all_ties == 200
    assert len(drawn.ties) == 119 and {tie.a for tie in drawn.ties} | {tie.b for tie in drawn.ties} == set(range(120))
    assert drawn.nodes[0].title.startswith("0 ")


def test_marks_and_labels_of_a_network_keep_apart() -> None:
    drawn = sociogram.draw(nx.gnm_random_graph(90, 400, seed=3), Reader(()))
    middles = [tuple(map(float, re.findall(r"[\d.]+", node.path)[:2])) for node in drawn.nodes]
    assert min(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in combinations(middles, 2)) > 6
    assert sum(node.label is not None for node in drawn.nodes) > 60


SPOTS = st.lists(
    st.builds(
        drawing.Spot,
        x=st.floats(0, 300),
        y=st.floats(0, 300),
        r=st.floats(1, 20),
        text=st.text(min_size=1, max_size=20),
        size=st.floats(8, 16),
    ),
    max_size=25,
)


@given(SPOTS)
def test_labels_never_overlap_nor_leave_the_frame(spots: list[drawing.Spot]) -> None:
    boxes = [drawing.label_box(one) for one in drawing.place_labels(spots, (0, 0, 300, 300)) if one is not None]
    assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in combinations(boxes, 2))
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 300 and box[3] <= 300 for box in boxes)


def test_the_first_label_finds_a_place() -> None:
    assert drawing.place_labels([drawing.Spot(150, 150, 5, "Dushanbe", 12)], (0, 0, 300, 300))[0] is not None


def test_dots_of_a_lane_do_not_touch_and_the_announced_are_hollow(dataset: Dataset, page: Page) -> None:
    found = events(Reader(accepted(dataset)))
    drawn = timeline.draw(found)
    for lane in drawn.lanes:
        for a, b in combinations(lane.dots, 2):
            assert (a.x - b.x) ** 2 + (a.y - b.y) ** 2 >= (2 * drawn.radius) ** 2
        assert all(lane.top < dot.y < lane.top + lane.height for dot in lane.dots)
    planned = sum(event.planned and bool(event.day) for event in found)
    assert planned and sum("planned" in name and name.startswith("s-") for name in page.all("class")) == planned + 1


def test_presence_goes_without_saying_and_absence_does_not(dataset: Dataset, sample: Corpus) -> None:
    shown = {part.attendance for event in events(Reader(accepted(dataset))) for part in event.parts}
    assert shown >= {"", "absent"} and "attended" not in shown
    told = compile(sample)
    attendance, attended = URIRef(CAKG + "attendance"), URIRef(BASE + "attendance/attended")
    for part in set(told.subjects(URIRef(CAKG + "role"), None)) - set(told.subjects(attendance, None)):
        told.default_graph.add((part, attendance, attended))
    assert events(Reader(accepted(told))) == events(Reader(accepted(dataset)))


def test_what_cited_means_is_said(page: Page) -> None:
    assert "no machine has compared them with the text" in " ".join(" ".join(page.words).split())


def _event(slug: str, begin: str, end: str) -> Event:
    said = {name: "" for name in ("label", "date", "status", "place", "series", "completeness", "note")}
    many = {name: () for name in ("names", "facts", "parts", "statements", "cited")}
    ids = {"iri": f"{BASE}event/{slug}", "id": slug, "begin": begin, "end": end, "sort": "Meeting"}
    return Event(**said, **many, **ids, shown=Shown((), ()), planned=False, site=None, disputes=0)  # type: ignore[arg-type]


def test_a_vague_date_is_a_bar_and_later_is_further_right() -> None:
    days = [("a", "2001-05-01", "2001-05-01"), ("b", "2002-01-01", "2002-12-31"), ("c", "2004-02-29", "2004-02-29")]
    drawn = timeline.draw([_event(*day) for day in days] + [_event("none", "", "")])
    a, b, c = drawn.lanes[0].dots
    assert a.x < b.x < c.x and a.bar is None and c.bar is None
    assert b.bar is not None and b.bar[0] < b.x < b.bar[1] and drawn.undated == 1


@pytest.mark.parametrize(("begin", "end", "side"), [("2001-05-01", "", 1), ("", "2001-05-01", -1)])
def test_where_a_bound_is_not_known_a_line_leads_out_of_the_dot(begin: str, end: str, side: int) -> None:
    drawn = timeline.draw([_event("a", begin, end), _event("b", "2001-05-01", "2001-05-01")])
    dots = {dot.href: dot for dot in drawn.lanes[0].dots}
    assert dots["#a"].beyond is not None and (dots["#a"].beyond - dots["#a"].x) * side > 0
    assert dots["#a"].x == dots["#b"].x and dots["#b"].beyond is None and drawn.undated == 0


def test_the_last_year_of_the_calendar_is_drawn() -> None:
    drawn = timeline.draw([_event("a", "1000-01-01", "1000-12-31"), _event("b", "9999-01-01", "9999-12-31")])
    assert [len(lane.dots) for lane in drawn.lanes] == [2] and len(drawn.years) <= 201


def test_events_come_in_the_order_of_what_is_known_of_their_days() -> None:
    index = Reader(
        Triple(NamedNode(f"urn:{slug}"), NamedNode(CAKG + name), Text(day, datatype=NamedNode(XSD + "date")))
        for slug, name, day in (("b", "begin", "2002-01-01"), ("a", "end", "2003-01-01"), ("c", "begin", "9999-12-31"))
    )
    assert sorted(("urn:none", "urn:c", "urn:a", "urn:b"), key=index.order) == ["urn:b", "urn:a", "urn:c", "urn:none"]


def test_the_map_is_true_to_its_data() -> None:
    sites = [Site("Near", 40.0, 60.0, 16), Site("North", 50.0, 70.0, 4), Site("Far", 59.0, 18.0, 9)]
    drawn = atlas.draw([*sites, Site("Somewhere", None, None, 2)])
    near, north = drawn.circles
    assert near.r == pytest.approx(2 * north.r, rel=0.01) and north.y < near.y and near.x < north.x
    assert [site.label for site in drawn.beyond] == ["Far"] and [site.label for site in drawn.pointless] == [
        "Somewhere"
    ]
    a, b = atlas.project(40, 60), atlas.project(41, 60)
    assert drawn.bar == pytest.approx((a[1] - b[1]) / 111.195 * 500, rel=0.01)
