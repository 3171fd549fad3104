"""A brief says what documents say, on two pages: each sentence has its notes, and what is not there is counted."""

import io
import re
import shutil
import subprocess
import zipfile
from html import unescape
from pathlib import Path

import pytest
from tests.sampling import sampled

import cakg
from cakg import api
from cakg.ask.find import resolve
from cakg.ask.language import named
from cakg.ask.ledger import disputes, settled
from cakg.ask.profile import profile
from cakg.ask.wider import OF_KIND
from cakg.cli import run
from cakg.engine.store import select
from cakg.web import brief as layout
from cakg.web import brief_forms
from cakg.web.brief import Brief, Chapter, Ground, Sentence, Source, fitted
from cakg.web.brief_sentences import TOLD, untold
from cakg.web.brief_writing import as_html, as_markdown
from cakg.web.brief_writing import told as told_in
from cakg.web.briefing import brief, wanted
from cakg.words.wording import wording

REPOSITORY = Path(__file__).parents[1]
MEETING = "event:2019-06-04-mountain-consultations"
THINGS = (
    "person:anora-zeller", "person:davron-quill", "state:tajikistan", "org:council-of-rivers", MEETING,
    "post:mdc-head", "place:tajikistan", "topic:water", "series:mountain-consultations",
    "initiative:mountain-border-training", "instrument:treaty-on-shared-rivers",
    "report:2019-06-07-mdc-second-consultations", "report:2019-05-20-steppe-wire-announcement",
)  # fmt: skip
ABOUT = {"title": "T", "version": "1", "heard": "all reports"}


def made(graph: cakg.Graph, name: str, lang: str = "en", **asked: str | None) -> Brief:
    iri = resolve(graph, name)
    topic = asked.pop("topic", None)
    of = None if topic is None else resolve(graph, topic, ("topic",))
    what = wanted(graph, of, asked.get("since"), asked.get("until"), lang)
    return brief(graph, iri, ABOUT, disputes(graph, iri, lang), {}, what, lang)


def sentences(one: Brief) -> list[layout.Line]:
    return [line for part in one.parts for line in part.lines]


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("name", THINGS)
def test_each_sentence_has_notes_that_are_in_the_graph(graph: cakg.Graph, name: str, lang: str) -> None:
    """The quote of a note is one of the document that it names, and leads there."""
    quoted = {
        (report, quote): link
        for report, quote, link in select(
            graph,
            "SELECT ?report ?quote ?link { ?e cakg:report ?report ; cakg:quote|cakg:row ?quote ."
            " OPTIONAL { ?e cakg:link ?link } }",
        ).texts()
    }
    one = made(graph, name, lang)
    notes = {note.number: note for note in one.notes}
    assert [note.number for note in one.notes] == list(range(1, len(notes) + 1)) and sentences(one)
    for line in sentences(one):
        assert line.notes and set(line.notes) <= notes.keys(), line.sentence.text
        assert any(notes[number].ground.quote for number in line.notes) or line.sentence.lacking
    for note in one.notes:
        ground = note.ground
        assert ground.source.title and ground.source.issued
        if ground.quote:
            assert quoted[ground.source.iri, ground.quote] in (ground.link, None) or ground.link
        if note.same is not None:
            assert notes[note.same].ground.source == ground.source and notes[note.same].same is None
    assert {number for line in sentences(one) for number in line.notes} == notes.keys()


COUNT = re.compile(r"\d+")
FILTERS: tuple[dict[str, str], ...] = ({}, {"since": "2019-06"}, {"until": "2018"}, {"topic": "border management"})


@pytest.mark.parametrize("asked", FILTERS, ids=str)
@pytest.mark.parametrize("name", THINGS)
def test_what_is_not_there_is_counted(graph: cakg.Graph, name: str, asked: dict[str, str]) -> None:
    """Of each respect, lines and what is said to be left out are all that is known of it."""
    one = made(graph, name, **asked)
    sections, _ = profile(graph, resolve(graph, name), "en", OF_KIND)
    known = {section.title: len(section.rows) for section in sections}
    told = {part.title: len(part.lines) + _left(part) for part in one.parts}
    words = {"Statements": ("What was said", "Commitments, offers, proposals, invitations")}
    words |= {"Posts": ("Office",), "Who": ("Who took part",), "Who held its posts": ("Who held its offices",)}
    words |= {"Who held which post": ("Who held which office",)}
    assert set(known) - {"What"}
    for title in known.keys() - {"What", "Documents", "Sources", "Who attended a part of it"}:
        assert sum(told.get(part, 0) for part in words.get(title, (title,))) == known[title], title


def _left(part: layout.Part) -> int:
    return sum(int(COUNT.findall(remark)[0]) for remark in part.remarks if COUNT.search(remark))


def test_days_and_topics_narrow_it(graph: cakg.Graph) -> None:
    everything, late = made(graph, "state:tajikistan"), made(graph, "state:tajikistan", since="2019-07")
    title = "Meetings and other events"
    before, after = (
        {line.sentence.text for part in one.parts if part.title == title for line in part.lines}
        for one in (everything, late)
    )
    assert after < before and late.asked == "since July 2019"
    assert any("outside the dates" in remark for part in late.parts for remark in part.remarks)
    both = made(graph, "state:tajikistan", "ru", topic="border management", since="2018", until="2019-12")
    assert "2018" in both.asked and both.asked.startswith("тема: ")


def test_what_was_only_expected_or_announced_is_marked(graph: cakg.Graph) -> None:
    """Whoever did not come, and what did not take place, says so beside the sentence."""
    status = named("status", "status_name", "en")
    rows = select(
        graph,
        f"SELECT ?name ?status_name {{ ?event cakg:status ?status ; rdfs:label ?name ; cakg:participation ?part ."
        f' FILTER(LANG(?name) = "en") MINUS {{ ?status cakg:tookPlace true }} {status} }}',
    ).texts()
    assert rows
    lines = [line for name in THINGS for line in sentences(made(graph, name))]
    seen = 0
    for event, told in rows:
        for line in lines:
            if f": {event}" in line.sentence.text and not line.sentence.content:
                assert told in line.sentence.marks, line.sentence.text
                seen += 1
    assert seen
    away = select(graph, "SELECT ?part { ?part cakg:attendance attendance:expected }").texts()
    assert away and any("expected" in line.sentence.marks for line in lines)


def test_lists_say_how_complete_they_are(graph: cakg.Graph) -> None:
    marks = {mark for line in sentences(made(graph, "person:anora-zeller")) for mark in line.sentence.marks}
    assert any(re.fullmatch(r"participants named: \d+; list partial", mark) for mark in marks), marks


def test_open_disagreements_have_their_readings_and_quotes(graph: cakg.Graph) -> None:
    found = [one for one in disputes(graph, resolve(graph, MEETING)) if not settled(one)]
    part = next(one for one in made(graph, MEETING).parts if one.title.startswith("Where documents disagree"))
    assert found and len(part.lines) == len(found)
    for line, dispute in zip(part.lines, found, strict=True):
        assert len(line.sentence.grounds) >= 2 and all(one.quote for one in line.sentence.grounds)
        assert all(one.value in line.sentence.text or dispute.property in _DATED for one in dispute.readings)


_DATED = ("cakg:date", "cakg:from", "cakg:until")


def sentence(n: int, quotes: int = 1) -> Sentence:
    sources = [
        Source(f"urn:{n}-{q}", "A title of a document", "A publisher", "2019", "https://x.org/a", True)
        for q in range(quotes)
    ]
    return Sentence(f"Sentence {n} " + "word " * 12, tuple(Ground(one, f"quote {n}") for one in sources), day=f"{n:04}")


def test_the_latest_have_room_and_each_chapter_has_some() -> None:
    long, short = Chapter("Long", tuple(map(sentence, range(200)))), Chapter("Short", (sentence(900), sentence(901)))
    parts, notes = fitted([long, short], "en")
    assert [line.sentence.day for line in parts[1].lines] == ["0900", "0901"]
    days = [line.sentence.day for line in parts[0].lines]
    assert days == [f"{n:04}" for n in range(200 - len(days), 200)] and 10 < len(days) < 60
    assert parts[0].remarks == (f"Left out for want of room: {200 - len(days)}.",)
    assert len(notes) == len(days) + 2
    assert fitted([long], "en", room=0)[0][0].remarks == ("Left out for want of room: 200.",)


def test_one_document_is_named_once() -> None:
    source = Source("urn:a", "Title", "Publisher", "2019", "https://x.org/a", True)
    pair = [Sentence(str(n), (Ground(source, f"quote {n % 2}"),)) for n in range(4)]
    parts, notes = fitted([Chapter("C", tuple(pair))], "en")
    assert [(note.number, note.same) for note in notes] == [(1, None), (2, 1)]
    assert [line.notes for line in parts[0].lines] == [(1,), (2,), (1,), (2,)]


def of(text: str) -> Brief:
    """Return a brief in which everything is a text."""
    source = Source("urn:a", text, text, text, "javascript:alert(1)", False)
    line = layout.Line(
        Sentence(text, (Ground(source, text, "en", "javascript:alert(2)"),), text, "en", (text,), (text,)), (1,)
    )
    note = layout.Note(1, line.sentence.grounds[0], None)
    part = layout.Part(text, (line,), (text,))
    return Brief(text, "https://w3id.org/cakg/person/x", text, text, (part,), (note,), (text,), "en")


@pytest.mark.parametrize(
    "evil", ["</style><script>alert(1)</script>", '"onload="x', "](https://evil.org) <b>", "\u202e[x](y)`*"]
)
def test_whatever_the_data_hold_is_text(evil: str) -> None:
    html, markdown = as_html(of(evil)).decode(), as_markdown(of(evil)).decode()
    assert "<script" not in html and "javascript:" not in re.findall(r'href="([^"]*)"', html)
    assert "default-src 'none'" in unescape(html) and not re.findall(r'(?:src|href)="(?!#)', html)
    assert "\u202e" not in html + markdown
    assert not re.search(r"(?<!\\)\]\(", markdown) and "<b>" not in markdown and "<script" not in markdown


def _holders(graph: cakg.Graph, post: str) -> set[str]:
    query = "SELECT ?name { ?t cakg:post <%s> ; cakg:holder/rdfs:label ?name . FILTER(LANG(?name) = 'en') }"
    return {name for (name,) in select(graph, query % resolve(graph, post)).texts() if name}


def test_a_post_has_its_holders_and_what_they_did_in_it(graph: cakg.Graph) -> None:
    parts = {part.title: [line.sentence.text for line in part.lines] for part in made(graph, "post:mdc-head").parts}
    holders = _holders(graph, "post:mdc-head")
    assert len(holders) > 2 and {text.partition(",")[0] for text in parts["Who held it"]} == holders
    assert all(any(f"({name}" in text for name in holders) for text in parts["Meetings and other events"])


def test_a_place_has_the_disagreements_of_those_within_it(graph: cakg.Graph) -> None:
    """The meeting was in a house in Dushanbe: what is open of it is open in the country, too."""
    found = {
        one.iri
        for one in disputes(graph, resolve(graph, MEETING))
        if not settled(one) and one.subject.endswith(MEETING[6:])
    }
    title = "Where documents disagree, and nobody has ruled"
    told = {part.title: {line.sentence.text for line in part.lines} for part in made(graph, "place:tajikistan").parts}
    own = {part.title: {line.sentence.text for line in part.lines} for part in made(graph, MEETING).parts}
    assert found and {text for text in own[title] if text.startswith("Second Mountain Consultations,")} <= told[title]


DAYS = "2012-03-01; 2013; [2011-01-01,2011-01-02]; 2014-05"


@pytest.mark.parametrize(
    ("cells", "told", "left"),
    [
        ({"known on": "2012-03-01; 2013"}, "documented on 1 March 2012; 2013", set()),
        ({"known on": DAYS}, "documented on 4 days, from 1 or 2 January 2011 to May 2014", {"2012-03-01", "2013"}),
        ({"known on": DAYS, "from": "2010"}, "from 2010", {*DAYS.split("; "), "known on", "announced on"}),
        ({"known on": DAYS, "until": ".."}, "documented on 4 days", {"2012-03-01", "2013"}),
        ({"known on": ""}, "Head", set()),
    ],
)
def test_days_in_office_are_told_where_no_end_is_and_only_what_is_told_has_notes(
    cells: dict[str, str], told: str, left: set[str]
) -> None:
    row = {"from": "", "until": "", "post": "Head", "who": "N", **cells}
    text, _ = TOLD["Posts"]("en", row)
    assert told in text and untold(row) == left


def test_who_took_part_most_often_is_counted_over_what_is_told(graph: cakg.Graph) -> None:
    """Counted anew from the graph: of a topic with those narrower, of a place with those within it."""
    query = """SELECT ?name (COUNT(DISTINCT ?event) AS ?times) {
        ?event cakg:topic/skos:broader* topic:water .
        ?event cakg:hasParticipant ?actor ; cakg:participation/cakg:actor ?actor .
        ?actor rdfs:label ?name . FILTER(LANG(?name) = "en") } GROUP BY ?actor ?name"""
    counted = {name: int(times) for name, times in select(graph, query).texts() if name and times}
    part = next(one for one in made(graph, "topic:water").parts if one.title == "Who took part most often")
    told = [re.fullmatch(r"(.+): named at (\d+) of (\d+) events.*", one.sentence.text) for one in part.lines]
    found = {match[1]: int(match[2]) for match in told if match}
    assert len(found) == len(part.lines) > 3 and found == {name: counted[name] for name in found}
    assert min(found.values()) >= max(times for name, times in counted.items() if name not in found)
    assert _left(part) == len(counted) - len(found)
    narrowed = made(graph, "topic:water", since="2019-06")
    fewer = next(one for one in narrowed.parts if one.title == "Who took part most often")
    assert all(" of 3 events" in line.sentence.text for line in fewer.lines)


@pytest.mark.parametrize("name", [one for one in THINGS if one.startswith("report:")])
def test_a_brief_on_a_document_says_what_it_says(graph: cakg.Graph, name: str) -> None:
    """Its own words alone, of its own values: what was announced stays announced, whatever came of it."""
    one = made(graph, name)
    iri = resolve(graph, name)
    parts = [part for part in one.parts if not part.title.startswith("Where documents disagree")]
    used = {number for part in parts for line in part.lines for number in line.notes}
    assert used and {note.ground.source.iri for note in one.notes if note.number in used} == {iri}
    said = select(graph, f"SELECT ?event ?date {{ GRAPH <{iri}> {{ ?event cakg:date ?date }} }}").texts()
    days = {wording(date, "en") for event, date in said if date and event and "/event/" in event}
    lines = [line.sentence for part in parts if part.title == "Events" for line in part.lines]
    assert lines and {line.text.partition(",")[0].partition(":")[0] for line in lines} - {"undated"} <= days
    announced = "announcement" in name
    assert any("announced" in line.marks for line in lines) is announced
    assert ("Steppe Wire" if announced else "Mountain Dialogue Centre") in one.asked


FOOT = re.compile(r'<w:footnote w:id="(\d+)">(.*?)</w:footnote>', re.DOTALL)


@pytest.mark.parametrize("name", ["person:anora-zeller", "state:tajikistan"])
def test_word_reads_it(graph: cakg.Graph, name: str) -> None:
    """The sentences in their order by python-docx, each note once at the foot of a page, further numbers lead to it."""
    docx = pytest.importorskip("docx", reason="python-docx is not installed; make test installs it")
    from docx.opc.constants import RELATIONSHIP_TYPE

    one = made(graph, name)
    data = brief_forms.briefed(one, "docx")
    assert data == brief_forms.briefed(one, "docx")
    document = docx.Document(io.BytesIO(data))
    bullets = [p for p in document.paragraphs if p.style.name == "List Bullet"]
    told = [line.sentence.text for line in sentences(one)]
    assert len(bullets) == len(told) and all(p.text.startswith(text) for p, text in zip(bullets, told, strict=True))
    assert document.core_properties.title == one.title and document.core_properties.language == "en"
    feet = document.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    written = {
        int(number): "".join(re.findall(r"<w:t [^>]*>([^<]*)<", text))
        for number, text in FOOT.findall(feet.blob.decode())
    }
    assert list(written) == [note.number for note in one.notes]
    assert all(unescape(written[note.number]).strip().startswith(told_in(note, "en")) for note in one.notes)
    links = {rel.target_ref for rel in feet.rels.values()}
    assert links == {note.ground.link or note.ground.source.address for note in one.notes} - {""}
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        body, settings = (packed.read(f"word/{part}.xml").decode() for part in ("document", "settings"))
    numbers = re.findall(r'footnoteReference w:id="(\d+)"|NOTEREF note(\d+) ', body)
    assert [int(first or again) for first, again in numbers] == [n for line in sentences(one) for n in line.notes]
    assert [int(first) for first, _ in numbers if first] == list(written)
    assert any(again for _, again in numbers) and settings.index("w:footnotePr") < settings.index("w:compat")


def test_the_command_writes_each_form(
    sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], graph: cakg.Graph
) -> None:
    for form, begin in {"md": b"# Brief", "html": b"<!doctype html>", "docx": b"PK"}.items():
        file = tmp_path / f"x.{form}"
        assert run(["brief", "Anora Zeller", "-o", str(file), "--root", str(sample_root)]) == 0
        assert file.read_bytes().startswith(begin) and file.read_bytes() == cakg.brief("Anora Zeller", graph, form)
    assert run(["brief", "Анора Зеллер", "--lang", "ru", "--root", str(sample_root)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("# Справка: ") and "[^1]: “" in printed


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nobody at all"], 1, "nobody at all"),
        (["Anora Zeller", "-o", "x.pdf"], 2, "use .md, .html, .docx"),
        (["Anora Zeller", "--as", "pdf"], 2, "'pdf' is no form of a brief; use md, html, docx"),
        (["Anora Zeller", "--since", "soon"], 2, "since: 'soon' is no date"),
        (["Anora Zeller", "--since", "2020", "--until", "2019"], 2, "exchange the two"),
        (["Anora Zeller", "--topic", "no such topic"], 1, "no such topic"),
        (["role:chair"], 2, "cakg show role:chair shows what there is"),
        (["place:astana"], 2, "no document tells anything of place:astana"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(
    words: list[str], code: int, said: str, sample_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["brief", *words, "--root", str(sample_root)]) == code
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1


def test_without_its_library_word_is_refused_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, graph: cakg.Graph
) -> None:
    monkeypatch.setattr(brief_forms, "find_spec", lambda name: None)
    with pytest.raises(cakg.UsageError, match=r"pip install 'cakg\[docx\]'"):
        cakg.brief("Anora Zeller", graph, "docx")
    assert cakg.brief("Anora Zeller", graph, "html")


LARGE = (("state:kazakhstan", "ru"), ("person:emomali-rahmon", "en"), ("org:osce", "ru"), ("org:sco", "en"))


@pytest.mark.parametrize(("name", "lang"), sampled(LARGE, 4))
def test_it_prints_on_two_pages(name: str, lang: str, tmp_path: Path) -> None:
    """What has hundreds of meetings, printed by a browser and counted by a reader of PDF."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no browser is installed: nothing prints here")
    pypdf = pytest.importorskip("pypdf")
    page, printed = tmp_path / "brief.html", tmp_path / "brief.pdf"
    page.write_bytes(api.brief(name, api.opened(REPOSITORY), "html", lang=lang))
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    profile = [
        f"--user-data-dir={tmp_path / 'profile'}",
        "--disable-background-networking",
        "--disable-component-update",
    ]
    command = [browser, *flags, *profile, "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sheets = pypdf.PdfReader(printed).pages
    assert len(sheets) == 2 and all(len(sheet.extract_text()) > 2500 for sheet in sheets)
