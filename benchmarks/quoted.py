"""How much of what quotes of reports show is read in them: roles, days and places, of documents that nobody has here.

Where the text of a document is not at hand, its report has short quotes of it. Each node's quotes in one language are
read as a little text, by the same code as whole texts, with the names of the register and nothing that any report says.
A quote is what a curator chose to show the value, so that this is easier than a text; and the cues of roles in the
ontology were gathered from these very quotes. It is a measure on quotes, not on texts.
"""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal

from benchmarks.drafting import LEADING, Share
from cakg.curate.days import days_of
from cakg.curate.draft import Drafter
from cakg.curate.event import Happening
from cakg.curate.heading import Heading
from cakg.curate.mentions import mentions_of
from cakg.curate.offices import offices_of
from cakg.curate.parts import parts_of
from cakg.curate.persons import persons_of
from cakg.curate.prose import Prose
from cakg.curate.register import Register
from cakg.curate.told import Told
from cakg.read import corpus, inflection
from cakg.read.claims import QUOTE, Claims, Report, gather
from cakg.read.cues import mentions_cue
from cakg.read.grounding import mentions_name
from cakg.read.text import Range, read_document
from cakg.words.namespaces import BASE, CAKG, kind_of

LANGUAGES = ("en", "ru")
GROUP = "quotes alone"
Said = dict[str, dict[str, list[str]]]  # node -> property -> values


def shares(root: Path) -> list[Share]:
    """Return the shares of each language: of roles on participations, of days and places on events."""
    claims = gather(corpus.read(root), strict=False)
    counted: dict[tuple[str, str], tuple[set[str], list[int]]] = {}
    for report, language, name, said, read in _compared(claims):
        documents, row = counted.setdefault((language, name), (set(), [0, 0, 0]))
        documents.add(report)
        for at, more in enumerate((len(said), len(read), len(said & read))):
            row[at] += more
    return [
        Share(GROUP, language, len(documents), name, *row)
        for (language, name), (documents, row) in sorted(counted.items())
    ]


def _compared(claims: Claims) -> Iterator[tuple[str, str, str, frozenset[str], frozenset[str]]]:
    """Yield report, language, what is compared, what the report says and what is read in its quotes."""
    drafter = Drafter(Register(claims, ()))
    for report in claims.reports:
        if report.imported:
            continue
        said, quotes = _said(report)
        issued = next(iter(said.get(report.iri.value, {}).get("issued", ())), None)
        for (node, language), texts in quotes.items():
            own = said[node]
            if kind_of(node) == "part" and "actor" in own:
                held = frozenset(role for role in own.get("role", ()) if role in LEADING)
                cued = any(
                    mentions_cue(Literal(text, language=language), role, drafter.cues) == "shown"
                    for text in texts
                    for role in LEADING
                )
                read = _roles(drafter, language, texts, own["actor"][0]) if cued else frozenset[str]()
                yield report.iri.value, language, "roles", held, read
                named = frozenset(
                    role for role in held if _stands_beside(drafter, language, texts, own["actor"][0], role)
                )
                yield report.iri.value, language, "roles, name and cue in one quote", named, read & named
            elif kind_of(node) == "event":
                prose = _prose(language, texts)
                if "date" in own:
                    found = frozenset(day.edtf for day in days_of(prose, issued) if day.is_day)
                    yield report.iri.value, language, "dates", frozenset(own["date"]), found
                if "place" in own:
                    mentions = mentions_of(prose, drafter.names(language)[0])
                    places = frozenset(place for one in mentions if (place := one.of("place")) is not None)
                    yield report.iri.value, language, "places", frozenset(own["place"]), places


def _said(report: Report) -> tuple[Said, dict[tuple[str, str], list[str]]]:
    """Return what a report says of each node, and its quotes of each node by language."""
    said: Said = {}
    quotes: dict[tuple[str, str], list[str]] = {}
    for subject, predicate, value in report.triples:
        name = predicate.value.removeprefix(CAKG).rpartition("/")[2]
        said.setdefault(subject.value, {}).setdefault(name, []).append(value.value)
        language = inflection.primary(getattr(value, "language", None) or "")
        if predicate == QUOTE and language in LANGUAGES:
            quotes.setdefault((subject.value, language), []).append(value.value)
    return said, quotes


def _prose(language: str, texts: list[str]) -> Prose:
    return Prose(read_document("quotes", "\n\n".join(texts)), language)


def _stands_beside(drafter: Drafter, language: str, texts: list[str], actor: str, role: str) -> bool:
    """Tell whether one quote has both a cue of a role and a name of the actor."""
    names = [name for name, _ in drafter.register.names.get(actor, ())]
    is_person = kind_of(actor) == "person"
    quotes = [Literal(text, language=language) for text in texts]
    return any(
        mentions_cue(quote, role, drafter.cues) == "shown"
        and mentions_name([quote], names, is_person=is_person) == "shown"
        for quote in quotes
    )


def _roles(drafter: Drafter, language: str, texts: list[str], actor: str) -> frozenset[str]:
    """Return the leading roles that quotes, read as a text on one event, give to an actor."""
    prose = _prose(language, texts)
    lexicon, heads, people, _ = drafter.names(language)
    mentions = mentions_of(prose, lexicon)
    offices = offices_of(prose, heads, mentions)
    namings = persons_of(prose, people, offices, mentions, heads, None)
    whole = Range(0, len(prose.text))
    heading = Heading(None, None, None, None, Told("press-release", None, False), 0, whole.end, None)
    event = Happening("Meeting", "", whole, list(prose.sentences))
    register = drafter.register
    parts = parts_of(prose, event, heading, mentions, namings, offices, register, drafter.cues, None)
    roles = (f"{BASE}role/{role}" for part in parts if part.actor == actor for role, _ in part.roles)
    return frozenset(role for role in roles if role in LEADING)
