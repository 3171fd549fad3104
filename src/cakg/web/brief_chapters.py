"""The chapters of a brief: of each respect of a thing the sentences that are wanted, with the quotes they rest on."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cakg.ask import ledger
from cakg.ask.ledger import settled
from cakg.ask.profile import Section
from cakg.web import brief_facts
from cakg.web.brief import Chapter, Ground, Sentence, Source, Wanted, grounds
from cakg.web.brief_company import company
from cakg.web.brief_sentences import TOLD, untold
from cakg.web.brief_words import mark, said
from cakg.words.dates import span
from cakg.words.namespaces import compact, kind_of
from cakg.words.wording import wording

if TYPE_CHECKING:
    from cakg.ask.ledger import Dispute
    from cakg.ask.showing import Proof
    from cakg.engine.store import Source as Graph

_COMPANY = "Most often"
_CHAPTERS = (  # respects in the order of a brief
    "What",
    "Posts",
    "Who held it",
    "Who held its posts",
    "Who",
    _COMPANY,
    "Meetings and other events",
    "Events",
    "Who held which post",
    "Statements",
    "Commitments",
    "Treaties",
    "Parties",
    "Signed there",
)
_NESTED = frozenset(("place", "topic"))  # they stand for those within them
_WITH_COMPANY = frozenset(("series", "initiative", "place", "topic"))
_DATES = frozenset(f"cakg:{name}" for name in ("announcedOn", "attestedOn", "date", "dueBy", "from", "until"))
_BY_TOPIC = frozenset(("Meetings and other events", "Events", "Statements", "Commitments"))
_DATED = _BY_TOPIC | {"Who", "Treaties", "Parties", "Signed there"}
_WHY = ("outside", "undated-left", "off-topic")


class Chapters:
    """Make the chapters of a brief of the sections of a thing."""

    def __init__(
        self,
        graph: "Graph",
        iri: str,
        sections: Mapping[str, Section],
        disputes: "Sequence[Dispute]",
        terms: Mapping[str, str],
        wanted: Wanted,
        lang: str,
    ) -> None:
        self._graph, self._iri, self._sections, self._terms = graph, iri, sections, terms
        self._wanted, self._lang, self._is_report = wanted, lang, kind_of(iri) == "report"
        nodes = {node for one in sections.values() for row in one.nodes for node in row if node}
        self._told_by = {one: [iri] for one in nodes} if self._is_report else brief_facts.told_by(graph, nodes)
        within = self._within(nodes, {one.iri for one in disputes}) if kind_of(iri) in _NESTED else []
        self._disputes = [one for one in (*disputes, *within) if not settled(one) and self._concerns(one)]
        reports = {report for told in self._told_by.values() for report in told}
        reports |= {one.report for section in sections.values() for proof in section.proofs for one in proof.phrases}
        reports |= {report for one in self._disputes for reading in one.readings for report in reading.reports}
        self.sources = dict(brief_facts.sources(graph, reports, lang))
        self.documents = {iri} if self._is_report else set(self.sources)
        # how a list stands in what is accepted is nothing that one document says
        self._events = {} if self._is_report else brief_facts.of_events(graph, nodes, lang)
        self._said = brief_facts.of_words(graph, nodes, lang)
        self._on_topic = None if wanted.topic is None else brief_facts.on_topic(graph, wanted.topic, nodes)
        self._left: dict[str, str] = {}  # node -> why it is not told of
        self._kept: set[str] = set()

    def made(self) -> list[Chapter]:
        """Return the chapters in their order, each that has sentences or says what it leaves out."""
        found = {title: self._chapter(title, section) for title, section in self._by_title()}
        if kind_of(self._iri) in _WITH_COMPANY and self._kept:
            events = {one: self._told_by.get(one, ()) for one in self._kept}
            found[_COMPANY] = company(self._graph, self._iri, events, self.sources, self._lang)
        told = [found[title] for title in self._order() if title in found]
        if self._disputes:
            told.append(self._disagreements())
        return [one for one in told if one.sentences or one.outside]

    def _order(self) -> Iterator[str]:
        """Yield the titles in order: of a document what it tells comes before who was there."""
        for title in _CHAPTERS:
            if title != "Who" or not self._is_report:
                yield title
            if title == "Events" and self._is_report:
                yield "Who"

    def _by_title(self) -> Iterator[tuple[str, Section]]:
        for title in _CHAPTERS:
            section = self._sections.get("Statements" if title == "Commitments" else title)
            if section is not None:
                yield title, section

    def _chapter(self, title: str, section: Section) -> Chapter:
        kept: list[Sentence] = []
        left = dict.fromkeys(_WHY, 0)
        for row, nodes, proof in zip(section.rows, section.nodes, section.proofs, strict=True):
            cells = dict(zip(section.columns, row, strict=True))
            if title in ("Statements", "Commitments") and self._promises(nodes) != (title == "Commitments"):
                continue
            if title == "What" and (self._is_report or not (proof.phrases or proof.lacking)):
                continue  # of the register: no document says it; of a document its head says it
            why = self._left_out(title, cells, nodes)
            if why is None:
                kept.append(self._sentence(title, cells, nodes, proof))
                self._kept |= set(nodes) if title == "Events" else set()
            else:
                left[why] += 1
                self._left |= dict.fromkeys(nodes, why)
        return Chapter(said(self._lang, title), tuple(kept), self._counted(left))

    def _counted(self, left: Mapping[str, int]) -> tuple[str, ...]:
        return tuple(said(self._lang, why, count=count) for why, count in left.items() if count)

    def _left_out(self, title: str, cells: Mapping[str, str], nodes: Sequence[str]) -> str | None:
        """Return why a row is not of what is wanted, None where it is."""
        wanted = self._wanted
        by_topic = title in _BY_TOPIC or (title == "Who" and "event" in cells)
        if by_topic and self._on_topic is not None and not self._on_topic & set(nodes):
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
        proof = _of_what_is_told(proof, untold(cells)) if "known on" in cells else proof
        marks = (*marks, *self._marks(nodes)) if title != "What" or cells["what"] == "status" else marks
        marks = (*marks, cells["status"]) if self._is_report and title == "Events" else marks
        content, language = "", ""
        if title in ("Statements", "Commitments"):
            content, (language, more) = cells["statement"], self._about(nodes)
            marks = (*marks, *more)
        told_by = (report for node in nodes for report in self._told_by.get(node, ()))
        lacking = tuple(mark(self._lang, one) for one in proof.lacking)
        days = span(cells.get("date") or cells.get("until") or cells.get("from") or "")
        day = "" if days is None else str(days.end or days.begin or "")
        open_ended = title.startswith(("Posts", "Who held")) and not cells.get("until")
        marks = tuple(filter(None, dict.fromkeys(marks)))
        rests_on = grounds(proof, self.sources, told_by)
        return Sentence(text, rests_on, content, language, marks, lacking, "9999" if open_ended else day)

    def _marks(self, nodes: Sequence[str]) -> tuple[str, ...]:
        return tuple(word for node in nodes for word in self._events.get(node, ()))

    def _promises(self, nodes: Sequence[str]) -> bool:
        return any(self._said[node].promises for node in nodes if node in self._said)

    def _about(self, nodes: Sequence[str]) -> tuple[str, tuple[str, ...]]:
        for node in nodes:
            if node in self._said:
                return self._said[node].language, self._said[node].terms
        return "", ()

    def _within(self, nodes: Collection[str], known: Collection[str]) -> "list[Dispute]":
        """Return the disagreements on what is told of that are not of the thing itself, but of one within it."""
        every = ledger.disputes(self._graph, lang=self._lang)
        return [one for one in every if one.subject in nodes and one.iri not in known]

    def _concerns(self, one: "Dispute") -> bool:
        """Tell whether a disagreement is one of a document, where the brief is of one."""
        return not self._is_report or any(self._iri in reading.reports for reading in one.readings)

    def _disagreements(self) -> Chapter:
        left = dict.fromkeys(_WHY, 0)
        wanted = []
        for one in self._disputes:
            why = self._left.get(one.subject)
            if why is None:
                wanted.append(one)
            else:
                left[why] += 1
        return Chapter(said(self._lang, "Disagreements"), tuple(self._disputed(wanted)), self._counted(left))

    def _disputed(self, disputes: "Sequence[Dispute]") -> Iterator[Sentence]:
        evidence = brief_facts.evidence(self._graph, (one.subject for one in disputes))
        for one in disputes:
            offered, quoted = [], list[Ground]()
            for reading in one.readings:
                value = wording(reading.value, self._lang) if one.property in _DATES else reading.value
                key = "accepted" if reading.accepted else "reads"
                offered.append(said(self._lang, key, value=value))
                for report in reading.reports[:2]:
                    known = evidence.get((one.subject, report), [])
                    if report in self.sources:
                        quoted.append(_best(self.sources[report], known, one.property, reading.value))
            title = said(self._lang, "on", property=self._terms.get(one.property, one.property), name=one.label)
            yield Sentence(
                f"{title}: {said(self._lang, 'or').join(offered)}",
                tuple(quoted),
                marks=(one.sort,) if one.sort else (),
            )


def _of_what_is_told(proof: "Proof", untold: Collection[str]) -> "Proof":
    """Return a proof without the claims that a sentence does not make; one quote stays where none shows the others."""
    kept = tuple(one for one in proof.phrases if set(one.shows) - set(untold))
    not_shown, not_judged = (
        tuple(one for one in words if one not in untold) for words in (proof.not_shown, proof.not_judged)
    )
    return proof._replace(phrases=kept or proof.phrases[:1], not_shown=not_shown, not_judged=not_judged)


def _best(source: Source, known: Sequence[tuple[str | None, ...]], property: str, value: str) -> Ground:
    """Return the quote of a document that shows its reading: with the value, else of the property."""

    def rank(row: tuple[str | None, ...]) -> tuple[bool, bool]:
        *_, shows, mentioned = row
        return mentioned != value, shows is None or compact(shows) != property

    if not known:
        return Ground(source, "")
    quote, row, link, language, *_ = min(known, key=rank)
    return Ground(source, quote or row or "", language or "", link, quote is None)
