"""The chronicle: what truly took place in a made-up field, day by day, before any document speaks of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from benchmarks.generator.cast import FIRST, LAST, Cast, Organization, Post, State, Tail, Tenure, Thing

PER_YEAR = 365.25
SORTS = {"edition": 34, "meeting": 30, "visit": 16, "tour": 4, "establishment": 10, "adoption": 3, "election": 3}
FORMATS = ("conference", "consultation", "coordination", "expert", "ministerial", "deputy-ministerial", "dialogue")
SPEAKING = ("emphasise", "assert", "welcome", "express-support", "commend", "inform", "assess", "call-for", "note")
FOUNDING = ("founding", "inauguration", "renaming", "mandate-change", "closing")
DECISIONS = {
    "establishment": ("Founding", "Учреждение"),
    "adoption": ("Adoption", "Принятие"),
    "election": ("Election", "Выборы"),
}


@dataclass(frozen=True)
class Part:
    """Hold who took part in what role; an official with the tenure in which and for whom."""

    actor: Thing
    role: str
    tenure: Tenure | None = None
    level: str | None = None
    remote: bool = False


@dataclass(frozen=True)
class Said:
    """Hold a statement: who made it, in which act, on what."""

    speaker: Part
    act: str
    topics: tuple[str, ...]


@dataclass(eq=False)
class Event:
    """Hold what took place: its class, days, place and name, who took part, what was said, and its parts."""

    iri: str
    sort: str
    begin: date
    end: date
    place: Thing
    land: State | None
    english: str
    russian: str
    topics: tuple[str, ...]
    format: str | None = None
    series: Thing | None = None
    ordinal: int | None = None
    whole: "Event | None" = None
    stop: int | None = None
    concerns: tuple[Thing, ...] = ()
    founding: str | None = None
    outcome: Thing | None = None
    count: int | None = None
    parts: list[Part] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    def name(self, lang: str) -> str:
        """Return the name in a language."""
        return Thing(self.iri, self.english, self.russian).name(lang)

    @property
    def days(self) -> str:
        """Return its date as EDTF writes it."""
        return f"{self.begin}" if self.begin == self.end else f"{self.begin}/{self.end}"


class Chronicle:
    """Yield what took place, in clusters: an event with its sessions or stops, in the order of days."""

    def __init__(self, cast: Cast, topics: list[str], clusters: int, seed: int, crowd: int) -> None:
        self._crowd = crowd
        self._cast, self._random, self._clusters = cast, Random(f"{seed} chronicle"), clusters
        self._topics = Tail(topics, 0.8)
        self._series = Tail(cast.series, 0.8)
        self._editions: dict[str, int] = {}
        self._busy: dict[str, date] = {}
        self._serial = 0
        self._year = FIRST.year

    def clusters(self) -> Iterator[list[Event]]:
        """Yield the clusters; the whole comes first in each."""
        span = (LAST - FIRST).days
        days = sorted(int(span * self._random.random() ** 0.7) for _ in range(self._clusters))
        for day in days:
            yield self._cluster(FIRST + timedelta(days=day))

    def _cluster(self, day: date) -> list[Event]:
        if day.year != self._year:
            self._serial, self._year = 0, day.year
        sort = self._random.choices(list(SORTS), weights=list(SORTS.values()))[0]
        if sort == "tour":
            return self._tour(day)
        if sort == "visit":
            return [self._visit(day, self._host())]
        if sort in ("edition", "meeting"):
            return self._meeting(day, edition=sort == "edition")
        return [self._decision(day, sort)]

    def _host(self) -> State:
        """Return a state in which something takes place: mostly one of the region."""
        hosts = self._cast.hosts
        return self._random.choice(hosts[:5] if self._random.random() < 0.75 else hosts)

    def _event(self, sort: str, kind: str, russian: str, day: date, last: date, host: State, topic: str) -> Event:
        self._serial += 1
        city = host.cities[0] if self._random.random() < 0.8 else self._random.choice(host.cities)
        iri = f"event:{day}-{kind.lower().replace(' ', '-')}-{self._serial}"
        number = f"{day.year}/{self._serial}"
        english, russian = f"{kind} {number}, {city.english}", f"{russian} {number}, {city.russian}"
        return Event(iri, sort, day, last, city, host, english, russian, (topic,))

    def _meeting(self, day: date, edition: bool) -> list[Event]:
        random, host = self._random, self._host()
        last = day + timedelta(days=random.choice((0, 0, 0, 1, 2)))
        event = self._event("Meeting", "Meeting", "Встреча", day, last, host, self._topics.draw(random))
        event.topics = tuple(dict.fromkeys((*event.topics, *(self._topics.draw(random) for _ in range(2)))))
        event.format = random.choice(FORMATS)
        if edition:
            series = self._series.draw(random)
            self._editions[series.iri] = event.ordinal = self._editions.get(series.iri, 0) + 1
            event.series = series
        organizer = self._cast.named.draw(random)
        event.parts.append(Part(organizer, "organizer"))
        self._people(event, min(self._crowd, 1 + int(random.paretovariate(0.9))))
        if random.random() < 0.3:
            event.count = len(event.parts) + random.randrange(5, 60)
        self._speak(event)
        found = [event]
        if edition and random.random() < 0.35:
            found += [self._session(event) for _ in range(random.choice((1, 1, 2, 3)))]
        return found

    def _session(self, whole: Event) -> Event:
        random, day = self._random, whole.begin
        assert whole.land is not None
        event = self._event("Meeting", "Session", "Заседание", day, day, whole.land, self._topics.draw(random))
        event.place, event.whole, event.format = whole.place, whole, random.choice(("plenary", "session", "expert"))
        came = [part for part in whole.parts[1:] if random.random() < 0.5]
        event.parts = [replace(part, role="participant") for part in came]
        return event

    def _visit(
        self, day: date, host: State, traveller: Part | None = None, whole: Event | None = None, stop: int | None = None
    ) -> Event:
        random = self._random
        last = day if whole is not None else day + timedelta(days=random.choice((0, 0, 1)))
        event = self._event("Visit", "Visit", "Визит", day, last, host, self._topics.draw(random))
        event.place, event.whole, event.stop = host.cities[0], whole, stop
        traveller = traveller or self._official("visitor", day, last, but=host)
        receivers = [self._in_office(post, "receiver", day, last) for post in self._cast.posts_of(host)]
        met = [one for one in receivers if one is not None][: random.choice((1, 1, 2, 3))]
        event.parts = [traveller or Part(self._cast.bodies[0], "visitor"), *(met or [Part(host, "receiver")])]
        self._speak(event)
        return event

    def _tour(self, day: date) -> list[Event]:
        random = self._random
        hosts = random.sample(self._cast.hosts[:5], random.choice((2, 3, 4, 5)))
        last = day + timedelta(days=len(hosts) - 1)
        traveller = self._official("visitor", day, last) or Part(self._cast.bodies[0], "visitor")
        whole = self._event("Visit", "Tour", "Поездка", day, last, hosts[0], self._topics.draw(random))
        whole.place, whole.land = Thing("place:central-asia", "Central Asia", "Центральная Азия"), None
        whole.parts = [traveller]
        stops = [
            self._visit(day + timedelta(days=number), host, traveller, whole, number + 1)
            for number, host in enumerate(hosts)
            if traveller.tenure is None or traveller.tenure.post not in self._cast.posts_of(host)
        ]
        return [whole, *stops]

    def _decision(self, day: date, sort: str) -> Event:
        random, host = self._random, self._host()
        event = self._event(sort.capitalize(), *DECISIONS[sort], day, day, host, self._topics.draw(random))
        if sort == "election":
            event.concerns = (host,)
            event.parts = [Part(host, "organizer")]
            return event
        issuer = random.choice(self._cast.bodies)
        event.concerns = (random.choice(self._cast.bodies),)
        event.parts = [Part(issuer, "adopter")]
        if sort == "establishment":
            event.founding = random.choice(FOUNDING)
        if sort == "adoption" or random.random() < 0.4:
            names = f"Decision {day.year}/{self._serial}", f"Решение {day.year}/{self._serial}"
            event.outcome = Thing(f"instrument:{day}-decision-{self._serial}", *names)
        return event

    def _people(self, event: Event, count: int) -> None:
        """Let so many take part, whoever is in office and free: officials, states, organizations, groups."""
        random, there = self._random, {part.actor.iri for part in event.parts}
        for number in range(count):
            draw = random.random()
            part: Part | None
            if draw < 0.45:
                part = self._official(self._role(number), event.begin, event.end)
                part = part and replace(part, remote=random.random() < 0.06)
            elif draw < 0.95:
                actor = self._cast.named.draw(random)
                level = random.choice(("minister", "deputy-minister", "senior-official"))
                part = Part(actor, self._role(number), level=level if isinstance(actor, State) else None)
            else:
                part = Part(self._group(), "participant")
            if part is not None and part.actor.iri not in there:
                there.add(part.actor.iri)
                event.parts.append(part)

    def _role(self, number: int) -> str:
        return "chair" if number == 0 else self._random.choice(("participant", "participant", "participant", "speaker"))

    def _group(self) -> Thing:
        groups = self._cast.groups
        return groups[min(int(self._random.paretovariate(0.5)) - 1, len(groups) - 1)]

    def _official(self, role: str, day: date, last: date, but: State | None = None) -> Part | None:
        """Return somebody who is in office and free on some days, None where three draws find nobody."""
        for _ in range(3):
            post = self._cast.offices.draw(self._random)
            if but is None or post.owner not in (but, _body_of(post.owner, but)):
                part = self._in_office(post, role, day, last)
                if part is not None:
                    return part
        return None

    def _in_office(self, post: Post, role: str, day: date, last: date) -> Part | None:
        tenure = self._cast.holder(post, day)
        if tenure is None or last > tenure.end or self._busy.get(tenure.person.iri, FIRST) >= day:
            return None
        self._busy[tenure.person.iri] = last
        return Part(tenure.person, role, tenure)

    def _speak(self, event: Event) -> None:
        random = self._random
        for part in event.parts:
            if part.tenure is not None and random.random() < 0.5:
                topics = tuple(dict.fromkeys(self._topics.draw(random) for _ in range(random.choice((1, 2, 3)))))
                event.said.append(Said(part, random.choice(SPEAKING), topics))


def _body_of(owner: State | Organization, state: State) -> State | Organization | None:
    """Return an owner of a post where it is a body of a state."""
    return owner if isinstance(owner, Organization) and owner.organ_of == state else None
