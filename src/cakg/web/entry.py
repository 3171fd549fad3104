"""The things that a reader meets on the page, as values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """Hold a text and the tag of its language, which is empty for English, the language of the page."""

    text: str
    lang: str


@dataclass(frozen=True)
class Link:
    """Hold a thing by its label, with the place on the page where more is said of it, if there is one.

    `lang` is the tag of the label's language, empty for English.
    """

    text: str
    href: str | None = None
    lang: str = ""


@dataclass(frozen=True)
class Quote:
    """Hold a quote, the link that shows it in its document, what it is said of, and the tag of its language.

    Of an import it names a row, which no link shows.
    """

    text: str
    url: str | None
    supports: tuple[str, ...]
    lang: str
    is_row: bool = False


@dataclass(frozen=True)
class Shown:
    """Hold the quotes by which claims are shown, and in words what no quote shows."""

    quotes: tuple[Quote, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class Cited:
    """Hold what one document says in its own words."""

    document: Link
    source: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Part:
    """Hold the part of one actor in an event."""

    actor: Link
    role: str
    capacity: str
    representing: tuple[Link, ...]
    level: str
    attendance: str
    shown: Shown


@dataclass(frozen=True)
class Said:
    """Hold one statement: who, how, and the content in the words of the curators."""

    speakers: tuple[Link, ...]
    act: str
    content: str
    shown: Shown


@dataclass(frozen=True)
class Event:
    """Hold one event."""

    iri: str
    id: str
    label: str
    names: tuple[Text, ...]
    date: str
    begin: str
    end: str
    sort: str
    status: str
    planned: bool
    place: str
    site: str | None  # IRI of the place
    series: str
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    shown: Shown
    parts: tuple[Part, ...]
    completeness: str
    statements: tuple[Said, ...]
    cited: tuple[Cited, ...]
    disputes: int
    note: str

    @property
    def day(self) -> str:
        """Return the day by which it is put in order: the first it allows, else the last; empty where none is known."""
        return self.begin or self.end

    @property
    def year(self) -> str:
        """Return the year in which it falls, empty where none is known."""
        return self.day[:4]

    @property
    def quotes(self) -> int:
        """Return the number of quotes."""
        return sum(len(one.quotes) for one in self.cited)


@dataclass(frozen=True)
class Post:
    """Hold an office that an actor held, a membership or a treaty action, and when that is known to have been so."""

    label: str
    when: str
    shown: Shown
    cited: tuple[Cited, ...]


@dataclass(frozen=True)
class Presence:
    """Hold an event at which an actor took part, or was to."""

    event: Link
    date: str
    how: str
    planned: bool


@dataclass(frozen=True)
class Actor:
    """Hold one actor."""

    id: str
    kind: str
    label: str
    names: tuple[Text, ...]
    sort: str
    posts: tuple[Post, ...]
    actions: tuple[Post, ...]
    events: tuple[Presence, ...]
    cited: tuple[Cited, ...]


@dataclass(frozen=True)
class Document:
    """Hold one report."""

    id: str
    title: Text
    publisher: str
    date: str
    begin: str
    language: str
    url: str | None
    published: str | None  # the publisher's own address, which was not opened
    read: str
    verified: bool
    quotes: int
    imported: bool = False  # a table of another register


@dataclass(frozen=True)
class Reading:
    """Hold one of the values in a disagreement with the documents behind it, each with who published it and when."""

    value: str
    documents: tuple[tuple[Link, str], ...]
    accepted: bool | None
    vaguer: bool


@dataclass(frozen=True)
class Disagreement:
    """Hold one disagreement; `open` where no curator has decided it."""

    subject: Link
    property: str
    sort: str
    open: bool
    reason: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Site:
    """Hold a place at which events were or are to be held; without coordinates it is on no map."""

    label: str
    lat: float | None
    long: float | None
    events: int
