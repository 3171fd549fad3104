"""The cast: states and cities as they are, and made-up organizations, posts, persons in office, series, groups.

How many there are of each, and how fast their number grows with the corpus, is in `GROWTH`: whoever is added to a
field appears less often than those who were there before.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import Generic, TypeVar

from pyoxigraph import Literal

from benchmarks.generator.names import word, words
from cakg.read.claims import statements
from cakg.read.corpus import Source
from cakg.words.namespaces import compact

T = TypeVar("T")

FIRST, LAST = date(1996, 1, 1), date(2025, 5, 31)
CYRILLIC = ("ru", "ky")
REGION = ("kazakhstan", "kyrgyzstan", "tajikistan", "turkmenistan", "uzbekistan")
# As many at 1x, and the power with which they grow: 214 organizations and 214 persons are registered in the corpus.
GROWTH = {
    "media": (71, 0.6),
    "bodies": (24, 0.6),  # intergovernmental organizations and their field operations
    "series": (16, 0.6),
    "groups": (84, 0.7),
    "initiatives": (17, 0.7),
    "topics": (190, 0.4),
    "offices": (3, 0.15),  # posts of one body
}


def many(what: str, times: float) -> int:
    """Return how many there are of something in a corpus of a size."""
    base, power = GROWTH[what]
    return max(2, round(base * float(times**power)))


@dataclass(frozen=True)
class Thing:
    """Hold what is registered: its prefixed name and its names in English and in Russian."""

    iri: str
    english: str
    russian: str

    @property
    def slug(self) -> str:
        """Return the slug."""
        return self.iri.partition(":")[2]

    def name(self, lang: str) -> str:
        """Return the name in a language: in Russian for those that are written in Cyrillic."""
        return self.russian if lang in CYRILLIC else self.english


@dataclass(frozen=True)
class State(Thing):
    """Hold a state with its land and the cities in it, the capital first."""

    land: str
    cities: tuple[Thing, ...]


@dataclass(frozen=True)
class Organization(Thing):
    """Hold an organization: its kind, the state whose body it is, the whole of which it is a part, its seat."""

    kind: str
    organ_of: State | None = None
    whole: "Organization | None" = None
    seat: Thing | None = None


@dataclass(frozen=True)
class Post(Thing):
    """Hold a post: its level, in what it is, and for whom its holder speaks."""

    level: str
    owner: State | Organization


@dataclass(frozen=True)
class Person(Thing):
    """Hold a person; `spelling` are the names in further scripts, each with its language."""

    spelling: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Tenure:
    """Hold who held which post from when to when."""

    person: Person
    post: Post
    begin: date
    end: date


class Tail(Generic[T]):
    """Hold things of which the first are taken far more often than the last (Zipf)."""

    def __init__(self, things: Sequence[T], power: float = 1.0) -> None:
        self.things = things
        self._sums = list(accumulate((place + 1) ** -power for place in range(len(things))))

    def draw(self, random: Random) -> T:
        """Return one of them by chance."""
        return random.choices(self.things, cum_weights=self._sums)[0]


class Cast:
    """Hold all who may take part, made by a seed for a corpus of a size."""

    def __init__(self, register: Iterable[Path], times: float, seed: int) -> None:
        self._random = Random(f"{seed} cast")
        self._words = words()
        self.states, self.cities = _states(register)
        self.hosts = tuple(state for state in self.states if state.cities)
        self.media = [self._outlet() for _ in range(many("media", times))]
        self.bodies = list(self._bodies(many("bodies", times)))
        self.ministries = [_ministry(state) for state in self.states]
        self.posts = list(self._posts(many("offices", times)))
        self.tenures = [tenure for post in self.posts for tenure in self._chain(post)]
        self._by_post: dict[str, list[Tenure]] = {}
        for tenure in self.tenures:
            self._by_post.setdefault(tenure.post.iri, []).append(tenure)
        self.groups = self._things(many("groups", times), "group", "Group of experts {}", "Группа экспертов {}")
        self.series = self._things(many("series", times), "series", "{} Dialogue", "Диалог «{}»")
        self.initiatives = self._things(many("initiatives", times), "initiative", "{} Programme", "Программа «{}»")
        shuffled = list(self.posts)
        self._random.shuffle(shuffled)
        self.offices = Tail(shuffled, 0.7)
        self.named = Tail([*self.states[:12], *self.bodies, *self.ministries[:20], *self.states[12:]], 0.9)

    def holder(self, post: Post, day: date) -> Tenure | None:
        """Return who certainly holds a post on a day."""
        slack = timedelta(days=15)
        held = self._by_post[post.iri]
        return next((one for one in held if one.begin + slack <= day <= one.end - slack), None)

    def posts_of(self, state: State) -> list[Post]:
        """Return the posts of a state and of its ministry, highest first."""
        wanted = (state.iri, f"org:{state.slug}-mfa")
        return [post for post in self.posts if post.owner.iri in wanted]

    def _things(self, count: int, kind: str, english: str, russian: str) -> list[Thing]:
        found = []
        for made in islice(self._words, count):
            name = english.format(made.latin)
            found.append(Thing(f"{kind}:{name.lower().replace(' ', '-')}", name, russian.format(made.cyrillic)))
        return found

    def _outlet(self) -> Organization:
        made, city = next(self._words), self._random.choice(self.cities)
        names = f"{made.latin} News", f"Агентство «{made.cyrillic}»"
        return Organization(f"org:{made.latin.lower()}-news", *names, "media", seat=city)

    def _bodies(self, count: int) -> Iterator[Organization]:
        whole: Organization | None = None
        for number in range(count):
            made, city = next(self._words), self.hosts[number % len(self.hosts)].cities[0]
            if whole is None or number % 3 == 0:
                names = f"{made.latin} Organization", f"Организация «{made.cyrillic}»"
                slug, kind, whole_of = f"{made.latin.lower()}-organization", "intergovernmental-organization", None
            else:
                names = f"{made.latin} Centre", f"Центр «{made.cyrillic}»"
                slug, kind, whole_of = f"{made.latin.lower()}-centre", "field-operation", whole
            found = Organization(f"org:{slug}", *names, kind, whole=whole_of, seat=city)
            whole = found if whole_of is None else whole
            yield found

    def _posts(self, offices: int) -> Iterator[Post]:
        for state, ministry in zip(self.states, self.ministries, strict=True):
            if state.cities:
                yield _post(state, "president", "President of {}", "Глава государства: {}", "head-of-state")
                yield _post(ministry, "minister", "Minister, {}", "Министр: {}", "minister")
                yield _post(ministry, "deputy", "Deputy Minister, {}", "Заместитель министра: {}", "deputy-minister")
        for body in self.bodies:
            yield _post(body, "head", "Head of {}", "Глава: {}", "head-of-organization")
            for number in range(2, offices + 1):
                names = f"Director {number} of {{}}", f"Директор {number}: {{}}"
                yield _post(body, f"director-{number}", *names, "director")

    def _chain(self, post: Post) -> Iterator[Tenure]:
        """Yield who held a post one after the other: no two at a time."""
        day = FIRST - timedelta(days=self._random.randrange(1500))
        while day < LAST:
            end = day + timedelta(days=int(self._random.triangular(1500, 8000, 4000)))
            yield Tenure(self._person(), post, day, end)
            day = end + timedelta(days=self._random.randrange(2, 60))

    def _person(self) -> Person:
        surname, given = next(self._words), word(self._random.randrange(65 * 65), 2)
        latin, cyrillic = f"{given.latin} {surname.latin}v", f"{given.cyrillic} {surname.cyrillic}в"
        spelling = (("zh", given.chinese + surname.chinese), ("ka", f"{given.georgian} {surname.georgian}ვ"))
        kept = spelling[: self._random.choice((0, 0, 0, 0, 1, 2))]
        return Person(f"person:{latin.lower().replace(' ', '-')}", latin, cyrillic, kept)


def _post(owner: State | Organization, slug: str, english: str, russian: str, level: str) -> Post:
    names = english.format(owner.english), russian.format(owner.russian)
    return Post(f"post:{owner.slug}-{slug}", *names, level, owner)


def _ministry(state: State) -> Organization:
    names = f"Foreign Ministry of {state.english}", f"Министерство иностранных дел: {state.russian}"
    seat = state.cities[0] if state.cities else None
    return Organization(f"org:{state.slug}-mfa", *names, "foreign-ministry", organ_of=state, seat=seat)


def _states(register: Iterable[Path]) -> tuple[tuple[State, ...], tuple[Thing, ...]]:
    """Return the states of the register, those of the region first, and its cities."""
    held: dict[str, dict[str, list[str]]] = {}
    for path in sorted(register):
        for triple in statements(Source(path.name, "register", path.read_text("utf-8"))):
            value = triple.object
            tag = f"@{value.language}" if isinstance(value, Literal) and value.language else ""
            said = value.value if isinstance(value, Literal) else compact(value.value)
            about = held.setdefault(compact(triple.subject.value), {})
            about.setdefault(compact(triple.predicate.value) + tag, []).append(said)

    def thing(iri: str) -> Thing:
        return Thing(iri, held[iri]["skos:prefLabel@en"][0], held[iri]["skos:prefLabel@ru"][0])

    cities = {iri: thing(iri) for iri, about in held.items() if about.get("cakg:kind") == ["kind:city"]}
    states = []
    for iri, about in held.items():
        if iri.startswith("state:"):
            land, capital = about["cakg:territory"][0], about.get("cakg:capital", [""])[0]
            inside = [city for city in cities if land in held[city].get("cakg:within", ())]
            inside.sort(key=lambda city: (city != capital, city))
            named = thing(iri)
            states.append(State(iri, named.english, named.russian, land, tuple(cities[city] for city in inside)))
    states.sort(key=lambda state: (state.slug not in REGION, not state.cities, state.slug))
    return tuple(states), tuple(cities[city] for city in sorted(cities))
