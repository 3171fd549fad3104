"""Documents: what reports say of a cluster of events, each a part of it, and here and there something else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.generator.cast import Cast, Organization, State, Tail, Tenure, Thing
from benchmarks.generator.chronicle import Event, Part, Said
from benchmarks.generator.cues import Cues, phrase
from benchmarks.generator.page import Page, Value, address, edtf, node, number, text
from cakg.words.wording import wording

RETRIEVED = "2026-01-10"
LANGUAGES = {"en": 80, "ru": 16, "de": 1.5, "tr": 1, "ky": 0.5, "tk": 0.5}
KINDS = {"news-article": 45, "press-release": 27, "web-page": 12, "speech-text": 11, "official-report": 3}
RUNNING = ("organizer", "host")  # whom every report names, so that no two disagree on them
NOTE = "The opening of the document was read; what it says further on is not known to the curators."


@dataclass(frozen=True)
class Reading:
    """Hold that a report gives a property of a thing another value than the first report does, which holds.

    `decided` tells how the curators see it: by a ruling, by a statement of the disagreement, or (None) not yet.
    """

    subject: str
    property: str
    value: Value
    held: Value
    reports: tuple[str, str]
    decided: str | None = "ruling"


@dataclass
class Document:
    """Hold one report: its slug, the day of issue, what it says, and of which events."""

    slug: str
    issued: date
    page: Page
    events: list[Event]
    reading: Reading | None = None
    announces: bool = False

    @property
    def path(self) -> str:
        """Return the path of its file in the corpus."""
        return f"data/reports/{self.issued.year}/{self.slug}.ttl"


class Desk:
    """Write the reports of clusters: one or several each, few of many pages of many hands."""

    def __init__(self, cast: Cast, cues: Cues, seed: int) -> None:
        self._cast, self._cues, self._random = cast, cues, Random(f"{seed} documents")
        self._media = Tail(cast.media, 0.8)
        self._initiatives = Tail(cast.initiatives, 0.8)

    def documents(self, cluster: list[Event]) -> Iterator[Document]:
        """Yield the reports of a cluster, the one that tells most first."""
        random, end = self._random, max(event.end for event in cluster)
        first: Document | None = None
        for place in range(min(12, int(random.paretovariate(2.2)))):
            early = random.random() < 0.15 and cluster[0].sort in ("Meeting", "Visit")
            if early:
                issued = cluster[0].begin - timedelta(days=random.randrange(1, 10))
            else:
                issued = end + timedelta(days=int(random.paretovariate(1.0)) % 200)
            told = cluster if place == 0 and not early else cluster[: random.randrange(1, len(cluster) + 1)]
            found = self._document(told, issued, place, early, first)
            first = first or found
            yield found

    def _document(
        self, cluster: list[Event], issued: date, place: int, early: bool, first: Document | None
    ) -> Document:
        random = self._random
        publisher = self._media.draw(random) if random.random() < 0.7 else random.choice(self._cast.bodies)
        serial = cluster[0].iri.rpartition("-")[2]
        slug = f"{issued}-{publisher.slug}-{cluster[0].begin.year}-{serial}-{place}"
        lang = random.choices(list(LANGUAGES), weights=list(LANGUAGES.values()))[0]
        found = Document(slug, issued, Page(), cluster, announces=early)
        self._head(found, publisher, lang, first)
        if first is not None and not early and not first.announces and random.random() < 0.5:
            found.reading = self._differ(cluster[0], len(cluster), (first.slug, slug))
        for event in cluster:
            self._event(found, event, lang, whole=place == 0)
        if random.random() < 0.12:
            self._initiative(found, lang)
        if random.random() < 0.04:
            self._membership(found, lang)
        if random.random() < 0.1:
            self._body(found, lang)
        return found

    def _differ(self, event: Event, events: int, reports: tuple[str, str]) -> Reading | None:
        """Return what a report tells otherwise, if the event has what can be told so."""
        random = self._random
        if event.count is not None:
            other = number(event.count + random.randrange(1, 9))
            decided = random.choice(("ruling", None))
            return Reading(event.iri, "statedCount", other, number(event.count), reports, decided)
        for part in event.parts:
            if part.level is not None and random.random() < 0.5:
                level = node("level:expert"), node(f"level:{part.level}")
                return Reading(part_of(event, part), "level", *level, reports, "stated")
        if event.land is not None and len(event.land.cities) > 1 and events == 1:
            city = next(city for city in event.land.cities if city != event.place)
            return Reading(event.iri, "place", node(city.iri), node(event.place.iri), reports)
        if events == 1 and event.begin == event.end:
            other = edtf(str(event.begin + timedelta(days=1)))
            return Reading(event.iri, "date", other, edtf(event.days), reports)
        return None

    def _head(self, found: Document, publisher: Organization, lang: str, first: Document | None) -> None:
        random, page, report = self._random, found.page, f"report:{found.slug}"
        extent = random.choices(("opening", "whole", "excerpt"), weights=(89, 10, 1))[0]
        page.say(report, "rdf:type", "cakg:Report")
        page.say(report, "cakg:extent", f"extent:{extent}")
        page.say(report, "cakg:kind", f"kind:{random.choices(list(KINDS), weights=list(KINDS.values()))[0]}")
        page.say(report, "cakg:quote", text(phrase(wording(str(found.issued), lang)), lang))
        page.say(report, "cakg:retrieved", edtf(RETRIEVED))
        page.say(report, "cakg:url", address(f"https://{publisher.slug}.example.org/{found.slug}"))
        page.say(report, "dcterms:issued", edtf(str(found.issued)))
        page.say(report, "dcterms:language", text(lang, None))
        page.say(report, "dcterms:publisher", publisher.iri)
        page.say(report, "dcterms:title", text(f"{found.events[0].name(lang)} ({found.issued})", lang))
        if random.random() < 0.6:
            page.say(report, "skos:editorialNote", text(NOTE))
        if random.random() < 0.3 and publisher.seat is not None:
            page.say(report, "cakg:place", publisher.seat.iri)
        if first is not None and random.random() < 0.5:
            page.say(report, "prov:hadPrimarySource", f"report:{first.slug}")
        if random.random() < 0.015:
            page.say(report, "cakg:textDigest", text(f"sha256-{random.randbytes(32).hex()}", None))

    def _event(self, found: Document, event: Event, lang: str, whole: bool) -> None:
        page, cues, iri = found.page, self._cues, event.iri
        reading = found.reading
        other = None if reading is None or reading.subject != iri else reading
        days = event.days
        if other is not None and other.property == "date":
            days = other.value.value
        elif not whole and reading is None and self._random.random() < 0.1:
            days = f"{event.begin:%Y-%m}" if event.begin.month == event.end.month else days
        status = "status:announced" if found.announces else "status:held"
        page.say(iri, "cakg:date", edtf(days))
        page.say(iri, "cakg:place", other.value if other is not None and other.property == "place" else event.place.iri)
        page.say(iri, "cakg:status", status)
        page.say(iri, "cakg:topic", *event.topics)
        page.say(iri, "cakg:concerns", *(one.iri for one in event.concerns))
        where = event.place.name(lang)
        page.say(iri, "cakg:quote", text(phrase(cues.of(status, lang), where), lang))
        page.say(iri, "cakg:quote", text(phrase(event.sort.lower(), wording(days, lang)), lang))
        if event.format is not None:
            page.say(iri, "cakg:format", f"format:{event.format}")
            page.say(iri, "cakg:quote", text(phrase(cues.of(f"format:{event.format}", lang), where), lang))
        if event.sort == "Meeting":
            page.say(iri, "cakg:participantList", "completeness:partial")
        if other is not None and other.property == "statedCount":
            page.say(iri, "cakg:statedCount", other.value)
        elif event.count is not None and whole:
            page.say(iri, "cakg:statedCount", number(event.count))
        if event.ordinal is not None:
            page.say(iri, "cakg:ordinal", number(event.ordinal))
        if event.whole is not None:
            page.say(iri, "cakg:partOf", event.whole.iri)
        if event.stop is not None:
            page.say(iri, "cakg:stopNumber", number(event.stop))
        if event.founding is not None:
            page.say(iri, "cakg:kind", f"kind:{event.founding}")
        if event.outcome is not None:
            page.say(iri, "cakg:basis" if event.founding else "cakg:outcome", event.outcome.iri)
            self._instrument(page, event, lang)
        for part in event.parts:
            differs = reading is not None and reading.subject == part_of(event, part)
            if whole or differs or part.role in RUNNING or self._random.random() < 0.6:
                self._part(found, event, part, days, lang)
        for number_, said in enumerate(event.said if whole and not found.announces else (), 1):
            self._said(page, event, said, number_, lang)

    def _part(self, found: Document, event: Event, part: Part, days: str, lang: str) -> None:
        page, iri, reading = found.page, part_of(event, part), found.reading
        page.say(event.iri, "cakg:participation", iri)
        self._role(page, iri, part, lang)
        if part.level is not None:
            differs = reading is not None and reading.subject == iri
            page.say(iri, "cakg:level", reading.value if reading is not None and differs else f"level:{part.level}")
        if found.announces:
            page.say(iri, "cakg:attendance", "attendance:expected")
        elif part.remote:
            page.say(iri, "cakg:attendance", "attendance:attended-remotely")
        if part.tenure is not None and not found.announces:
            self._tenure(found, part.tenure, days, lang)
        if part.actor.iri.startswith("group:"):
            self._group(page, part.actor, lang)

    def _role(self, page: Page, iri: str, part: Part, lang: str) -> None:
        page.say(iri, "rdf:type", "cakg:Participation")
        page.say(iri, "cakg:actor", part.actor.iri)
        page.say(iri, "cakg:role", f"role:{part.role}")
        words = self._cues.of(f"role:{part.role}", lang, len(part.actor.slug))
        page.say(iri, "cakg:quote", text(phrase(words, part.actor.name(lang)), lang))
        if part.tenure is not None:
            page.say(iri, "cakg:capacity", part.tenure.post.iri)
            page.say(iri, "cakg:representing", part.tenure.post.owner.iri)

    def _tenure(self, found: Document, tenure: Tenure, days: str, lang: str) -> None:
        random, page = self._random, found.page
        iri = f"tenure:{tenure.person.slug}--{tenure.post.slug}"
        page.say(iri, "rdf:type", "cakg:Tenure")
        page.say(iri, "cakg:attestedOn", edtf(days))
        page.say(iri, "cakg:holder", tenure.person.iri)
        page.say(iri, "cakg:post", tenure.post.iri)
        page.say(iri, "cakg:quote", text(phrase(tenure.person.name(lang), tenure.post.name(lang)), lang))
        if random.random() < 0.06:
            page.say(iri, "cakg:from", edtf(str(tenure.begin)))
        if random.random() < 0.04 and tenure.end < found.issued:
            page.say(iri, "cakg:until", edtf(str(tenure.end)))
        if random.random() < 0.1:
            given, surname = tenure.person.name(lang).split()
            page.say(tenure.person.iri, "cakg:nameForm", text(f"{given[0]}. {surname}", lang))
            page.say(tenure.person.iri, "cakg:quote", text(phrase(f"{given[0]}.", surname), lang))

    def _said(self, page: Page, event: Event, said: Said, place: int, lang: str) -> None:
        tenure, act = said.speaker.tenure, f"act:{said.act}"
        assert tenure is not None
        iri = f"statement:{event.iri[6:]}-{said.speaker.actor.slug}-{place}"
        name = said.speaker.actor.name(lang)
        page.say(iri, "rdf:type", "cakg:Statement")
        page.say(iri, "cakg:act", act)
        page.say(iri, "cakg:capacity", tenure.post.iri)
        page.say(iri, "cakg:content", text(f"What was said concerns {self._cues.name(said.topics[0], 'en')}."))
        page.say(iri, "cakg:occasion", event.iri)
        page.say(iri, "cakg:representing", tenure.post.owner.iri)
        page.say(iri, "cakg:speaker", said.speaker.actor.iri)
        page.say(iri, "cakg:topic", *said.topics)
        page.say(iri, "cakg:quote", text(phrase(name, self._cues.of(act, lang, place)), lang))
        page.say(iri, "cakg:quote", text(phrase(self._cues.name(said.topics[0], lang)), lang))
        about = event.parts[0].actor
        if about != said.speaker.actor:
            page.say(iri, "cakg:about", about.iri)
        page.say(iri, "cakg:quote", text(phrase(about.name(lang)), lang))

    def _group(self, page: Page, group: Thing, lang: str) -> None:
        states = Random(group.iri).sample(self._cast.states, 5)
        page.say(group.iri, "cakg:drawnFrom", *(state.iri for state in states))
        page.say(group.iri, "cakg:quote", text(phrase(group.name(lang)), lang))

    def _instrument(self, page: Page, event: Event, lang: str) -> None:
        assert event.outcome is not None
        iri = event.outcome.iri
        page.say(iri, "cakg:date", edtf(str(event.begin)))
        page.say(iri, "cakg:issuer", event.parts[0].actor.iri)
        page.say(iri, "cakg:concerns", *(one.iri for one in event.concerns))
        page.say(iri, "cakg:topic", *event.topics)
        page.say(iri, "cakg:status", "status:adopted")
        words = self._cues.of("status:adopted", lang), event.outcome.name(lang), wording(str(event.begin), lang)
        page.say(iri, "cakg:quote", text(phrase(*words), lang))

    def _initiative(self, found: Document, lang: str) -> None:
        page, one = found.page, self._initiatives.draw(self._random)
        always = Random(one.iri)
        page.say(one.iri, "cakg:topic", found.events[0].topics[0])
        page.say(one.iri, "cakg:from", edtf(str(always.randrange(1996, 2003))))
        page.say(one.iri, "cakg:quote", text(phrase(one.name(lang)), lang))
        for role in ("lead", "partner", "beneficiary"):
            actors: Sequence[State | Organization] = self._cast.bodies if role != "beneficiary" else self._cast.states
            actor = always.choice(actors)
            iri = f"part:{one.slug}--{actor.slug}"
            page.say(one.iri, "cakg:participation", iri)
            self._role(page, iri, Part(actor, role), lang)

    def _membership(self, found: Document, lang: str) -> None:
        random, page = self._random, found.page
        state, body = random.choice(self._cast.states), random.choice(self._cast.bodies[:6])
        iri = f"membership:{state.slug}--{body.slug}"
        page.say(iri, "rdf:type", "cakg:Membership")
        page.say(iri, "cakg:from", edtf(str(Random(iri).randrange(1970, 1995))))
        page.say(iri, "cakg:member", state.iri)
        page.say(iri, "cakg:organization", body.iri)
        page.say(iri, "cakg:standing", "standing:participating-state")
        page.say(iri, "cakg:quote", text(phrase(state.name(lang), body.name(lang)), lang))

    def _body(self, found: Document, lang: str) -> None:
        random, page = self._random, found.page
        body = random.choice(self._cast.bodies)
        page.say(body.iri, "cakg:mandateCovers", *(state.iri for state in self._cast.states[: random.randrange(1, 6)]))
        page.say(body.iri, "cakg:topic", *found.events[0].topics)
        page.say(body.iri, "cakg:purpose", text("To bring those together who share a border."))
        page.say(body.iri, "cakg:quote", text(phrase(body.name(lang)), lang))


def part_of(event: Event, part: Part) -> str:
    """Return the name of the participation of an actor in an event."""
    return f"part:{event.iri[6:]}--{part.actor.slug}"
