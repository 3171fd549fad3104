"""What goes into a brief: the respects of a thing as sentences with the documents and quotes on which each rests."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cakg.ask.describe import describe
from cakg.ask.language import named
from cakg.ask.ledger import settled
from cakg.ask.profile import Section
from cakg.engine.store import select
from cakg.web import brief_facts
from cakg.web.brief import Brief, Chapter, Ground, Sentence, Source, cited, fitted
from cakg.web.brief_sentences import TOLD
from cakg.web.brief_words import frame, mark, said, word
from cakg.words.dates import parse, span
from cakg.words.errors import UsageError
from cakg.words.namespaces import compact
from cakg.words.wording import wording

if TYPE_CHECKING:
    from cakg.ask.ledger import Dispute
    from cakg.ask.showing import Proof
    from cakg.engine.store import Source as Graph

_CHAPTERS = (  # respects in the order of a brief
    "What",
    "Posts",
    "Who held its posts",
    "Who",
    "Meetings and other events",
    "Events",
    "Statements",
    "Commitments",
    "Treaties",
    "Parties",
    "Signed there",
)
_DATES = frozenset(f"cakg:{name}" for name in ("announcedOn", "attestedOn", "date", "dueBy", "from", "until"))
_CALLED = "SELECT ?name WHERE { VALUES ?topic { UNDEF } ?topic a skos:Concept . %s }"
_BY_TOPIC = frozenset(("Meetings and other events", "Events", "Statements", "Commitments"))
_DATED = _BY_TOPIC | {"Treaties", "Parties", "Signed there"}


@dataclass(frozen=True)
class Wanted:
    """Hold what a brief is to be of: topic (an IRI) and days, each None where all will do."""

    topic: str | None = None
    topic_name: str = ""
    since: date | None = None
    until: date | None = None
    days: str = ""  # in words


def wanted(graph: "Graph", topic: str | None, since: str | None, until: str | None, lang: str) -> Wanted:
    """Return what a brief is to be of: a topic (an IRI), the whole of the days that two dates name.

    Errors: UsageError for what is no date, has no such day, or ends before it begins.
    """
    first, last = _bound("since", since, "begin"), _bound("until", until, "end")
    if first is not None and last is not None and last < first:
        raise UsageError(f"until: {until!r} ends before {since!r} begins; exchange the two")
    called = ""
    if topic is not None:
        found = select(graph, _CALLED % named("topic", "name", lang), topic=topic).texts()
        called = next((name for (name,) in found if name), compact(topic))
    days = "" if first is last is None else wording(f"{since or '..'}/{until or '..'}", lang)
    return Wanted(topic, called, first, last, days)


def _bound(name: str, text: str | None, end: str) -> date | None:
    if not text:
        return None
    try:
        days = parse(text)
    except ValueError as error:
        raise UsageError(f"{name}: {text!r} is no date ({error}); write it like 2012-03-27 or 2012") from error
    day = days.begin if end == "begin" else days.end
    if day is None:
        raise UsageError(f"{name}: {text!r} has no such day; write it like 2012-03-27 or 2012")
    return day


def brief(
    graph: "Graph",
    iri: str,
    about: dict[str, str],
    disputes: "Sequence[Dispute]",
    terms: Mapping[str, str],
    wanted: Wanted,
    lang: str = "en",
) -> Brief:
    """Return a brief on a thing: who, when, what was said and promised, what is disputed, each with its documents.

    `about` is what a file says of itself: title, version, date (where one is known), whom it hears. `terms` are the
    names of properties, by their prefixed names.
    """
    thing = describe(graph, iri, lang)
    if not thing.sections:
        what = "is neither actor, event, series, initiative nor instrument, or no document tells anything of it"
        raise UsageError(f"{compact(iri)} {what}; cakg show {compact(iri)} shows what there is")
    sections = {one.title: one for one in thing.sections}
    gathered = _Gathered(graph, sections, disputes, terms, wanted, lang)
    chapters = list(gathered.chapters())
    parts, notes = fitted(chapters, lang)
    known = {report for one in sections.values() for proof in one.proofs for report in _reports(proof)}
    known |= set(gathered.sources)
    found = cited(notes)
    partly = sum(not one.whole for one in found.values())
    remarks = [said(lang, "rests", cited=len(found), all=len(known), partly=partly), said(lang, "absence")]
    remarks += [said(lang, "curators")] if any(line.sentence.content for part in parts for line in part.lines) else []
    made = said(lang, "made" if "date" in about else "made-undated", **about | {"heard": word(lang, about["heard"])})
    return Brief(
        said(lang, "about", name=thing.label),
        iri,
        made,
        _asked(wanted, lang),
        parts,
        notes,
        (*remarks, said(lang, "all", thing=compact(iri))),
        frame(lang),
    )


class _Gathered:
    """Make the chapters of a brief of the sections of a thing."""

    def __init__(
        self,
        graph: "Graph",
        sections: Mapping[str, Section],
        disputes: "Sequence[Dispute]",
        terms: Mapping[str, str],
        wanted: Wanted,
        lang: str,
    ) -> None:
        self._graph, self._sections, self._terms, self._wanted, self._lang = graph, sections, terms, wanted, lang
        self._disputes = [one for one in disputes if not settled(one)]
        nodes = {node for one in sections.values() for row in one.nodes for node in row if node}
        self._told_by = brief_facts.told_by(graph, nodes)
        reports = {report for told in self._told_by.values() for report in told}
        reports |= {report for one in sections.values() for proof in one.proofs for report in _reports(proof)}
        reports |= {report for one in self._disputes for reading in one.readings for report in reading.reports}
        self.sources = dict(brief_facts.sources(graph, reports, lang))
        self._events = brief_facts.of_events(graph, nodes, lang)
        self._said = brief_facts.of_words(graph, nodes, lang)
        self._on_topic = None if wanted.topic is None else brief_facts.on_topic(graph, wanted.topic, nodes)

    def chapters(self) -> Iterator[Chapter]:
        for title in _CHAPTERS:
            section = self._sections.get("Statements" if title == "Commitments" else title)
            if section is not None:
                found = self._chapter(title, section)
                if found.sentences or found.outside:
                    yield found
        if self._disputes:
            yield Chapter(said(self._lang, "Disagreements"), tuple(self._disputed()))

    def _chapter(self, title: str, section: Section) -> Chapter:
        kept: list[Sentence] = []
        left = {"outside": 0, "undated-left": 0, "off-topic": 0}
        for row, nodes, proof in zip(section.rows, section.nodes, section.proofs, strict=True):
            cells = dict(zip(section.columns, row, strict=True))
            if title in ("Statements", "Commitments") and self._promises(nodes) != (title == "Commitments"):
                continue
            if title == "What" and not (proof.phrases or proof.lacking):
                continue  # of the register: no document says it
            why = self._left_out(title, cells, nodes)
            if why is None:
                kept.append(self._sentence(title, cells, nodes, proof))
            else:
                left[why] += 1
        outside = tuple(said(self._lang, why, count=count) for why, count in left.items() if count)
        return Chapter(said(self._lang, title), tuple(kept), outside)

    def _left_out(self, title: str, cells: Mapping[str, str], nodes: Sequence[str]) -> str | None:
        """Return why a row is not of what is wanted, None where it is."""
        wanted = self._wanted
        if title in _BY_TOPIC and self._on_topic is not None and not self._on_topic & set(nodes):
            return "off-topic"
        if title in _DATED and "date" in cells and (wanted.since or wanted.until):
            days = span(cells["date"]) if cells["date"] else None
            if days is None or (days.begin is None and days.end is None):
                return "undated-left"
            first, last = days.begin or days.end, days.end or days.begin
            assert first is not None and last is not None
            if (wanted.since and last < wanted.since) or (wanted.until and first > wanted.until):
                return "outside"
        return None

    def _sentence(self, title: str, cells: Mapping[str, str], nodes: Sequence[str], proof: "Proof") -> Sentence:
        text, marks = TOLD[title](self._lang, cells)
        marks = (*marks, *self._marks(nodes)) if title != "What" or cells["what"] == "status" else marks
        content, language = "", ""
        if title in ("Statements", "Commitments"):
            content, (language, more) = cells["statement"], self._about(nodes)
            marks = (*marks, *more)
        grounds = tuple(
            Ground(self.sources[one.report], one.text, one.language, one.link, one.is_row)
            for one in proof.phrases
            if one.report in self.sources
        )
        if not grounds:  # no quote shows it: the documents that tell it are named all the same
            told = (report for node in nodes for report in self._told_by.get(node, ()))
            grounds = tuple(Ground(self.sources[one], "") for one in dict.fromkeys(told) if one in self.sources)[:2]
        lacking = tuple(mark(self._lang, one) for one in proof.lacking)
        days = span(cells.get("date") or cells.get("until") or cells.get("from") or "")
        day = "" if days is None else str(days.end or days.begin or "")
        open_ended = title in ("Posts", "Who held its posts") and not cells.get("until")
        return Sentence(text, grounds, content, language, marks, lacking, "9999" if open_ended else day)

    def _marks(self, nodes: Sequence[str]) -> tuple[str, ...]:
        return tuple(word for node in nodes for word in self._events.get(node, ()))

    def _promises(self, nodes: Sequence[str]) -> bool:
        return any(self._said[node].promises for node in nodes if node in self._said)

    def _about(self, nodes: Sequence[str]) -> tuple[str, tuple[str, ...]]:
        for node in nodes:
            if node in self._said:
                return self._said[node].language, self._said[node].terms
        return "", ()

    def _disputed(self) -> Iterator[Sentence]:
        evidence = brief_facts.evidence(self._graph, (one.subject for one in self._disputes))
        for one in self._disputes:
            offered, grounds = [], list[Ground]()
            for reading in one.readings:
                value = wording(reading.value, self._lang) if one.property in _DATES else reading.value
                key = "accepted" if reading.accepted else "reads"
                offered.append(said(self._lang, key, value=value))
                for report in reading.reports[:2]:
                    known = evidence.get((one.subject, report), [])
                    if report in self.sources:
                        grounds.append(_best(self.sources[report], known, one.property, reading.value))
            title = said(self._lang, "on", property=self._terms.get(one.property, one.property), name=one.label)
            yield Sentence(f"{title}: {' / '.join(offered)}", tuple(grounds), marks=(one.sort,) if one.sort else ())


def _best(source: Source, known: Sequence[tuple[str | None, ...]], property: str, value: str) -> Ground:
    """Return the quote of a document that shows its reading: with the value, else of the property."""

    def rank(row: tuple[str | None, ...]) -> tuple[bool, bool]:
        *_, shows, mentioned = row
        return mentioned != value, shows is None or compact(shows) != property

    if not known:
        return Ground(source, "")
    quote, row, link, language, *_ = min(known, key=rank)
    return Ground(source, quote or row or "", language or "", link, quote is None)


def _reports(proof: "Proof") -> Iterator[str]:
    return (one.report for one in proof.phrases)


def _asked(wanted: Wanted, lang: str) -> str:
    topic = "" if wanted.topic is None else said(lang, "topic", topic=wanted.topic_name)
    return ", ".join(filter(None, (topic, wanted.days)))
