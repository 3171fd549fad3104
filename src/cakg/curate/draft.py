"""A draft of the report on a text: what it says, node by node, each value sure or to be read."""

from functools import cached_property

from cakg.curate.appointments import appointments_of
from cakg.curate.capitals import with_capitals, with_lands
from cakg.curate.clashes import clashes_of
from cakg.curate.days import days_of
from cakg.curate.event import Happening, edtf_of
from cakg.curate.filing import Draft, file_of
from cakg.curate.findings import Findings, Given
from cakg.curate.happenings import happenings_of
from cakg.curate.heading import heading_of
from cakg.curate.language import language_of
from cakg.curate.mentions import Lexicon, mentions_of
from cakg.curate.offices import Heads, offices_of
from cakg.curate.partners import inner_of
from cakg.curate.parts import parts_of
from cakg.curate.people import People
from cakg.curate.persons import persons_of
from cakg.curate.prose import Prose
from cakg.curate.refusals import refuse_languages, refuse_two
from cakg.curate.register import Register
from cakg.curate.sayings import sayings_of
from cakg.curate.strangers import strangers_of
from cakg.curate.topics import Topics
from cakg.curate.treaties import steps_of
from cakg.read.cues import Cues, cues_of
from cakg.read.text import Document
from cakg.words import dates
from cakg.words.dates import Span


class Drafter:
    """Make drafts from what other documents say; the same knowledge serves several texts."""

    def __init__(self, register: Register, like: "Drafter | None" = None) -> None:
        """Take what another drafter has prepared, as far as the same names are known."""
        self.register = register
        self._kept: dict[str, tuple[Lexicon, Heads, People, Topics]] = {}
        if like is not None and like.register.facts is register.facts:
            self.cues = like.cues
            if like.register.names == register.names:
                for language, (lexicon, heads, people, topics) in like._kept.items():
                    self._kept[language] = lexicon, heads, people.of(register), topics

    @cached_property
    def cues(self) -> Cues:
        """Return the cues of all concepts."""
        return cues_of(self.register.curated)

    def names(self, language: str) -> tuple[Lexicon, Heads, People, Topics]:
        """Return the names of a language as they are looked for."""
        if language not in self._kept:
            register = self.register
            lexicon, heads = Lexicon(register, language), Heads(register, language)
            self._kept[language] = lexicon, heads, People(register, language), Topics(register, language)
        return self._kept[language]

    def draft(self, document: Document, given: Given) -> Draft:
        """Return the draft of a report on a document. Errors: InputError for a language that is not served."""
        refuse_languages(document)
        prose = Prose(document, language_of(document.text, document.path))
        refuse_two(prose)
        register, cues = self.register, self.cues
        lexicon, heads, people, topics = self.names(prose.language)
        mentions = with_lands(with_capitals(prose, mentions_of(prose, lexicon), register), register)
        heading = heading_of(prose, mentions, register, given.meta or {}, given.address)
        issued = None if heading.issued is None else heading.issued.value
        span = None if issued is None else dates.span(issued)
        days = days_of(prose, issued)
        offices = offices_of(prose, heads, mentions)
        namings = persons_of(prose, people, offices, mentions, heads, span)
        happenings = happenings_of(prose, heading, mentions, days, namings, register, cues)
        parts = [
            parts_of(prose, one, heading, mentions, namings, offices, register, cues, _at(one, span))
            for one in happenings
        ]
        sayings = tuple(sayings_of(prose, mentions, namings, cues, heading.body))
        strangers = strangers_of(prose, mentions, offices, namings, register, heading.body)
        found = Findings(
            heading,
            happenings,
            parts,
            sayings,
            mentions,
            namings,
            strangers,
            inner_of(prose, lexicon, mentions),
            steps_of(prose, mentions, namings, register, heading.body),
            [topics.told(prose, one.told) for one in happenings],
            [tuple(clashes_of(prose, one, days)) for one in happenings],
            tuple(appointments_of(prose, namings, offices, heading.body)),
        )
        return file_of(prose, register, found, given)


def _at(one: Happening, issued: Span | None) -> Span | None:
    """Return the days of an event, on which those who took part held their offices; that of issue for one without
    days, or still to come.
    """
    own = dates.span(edtf_of(one) or "")
    if own is None or own.begin is None:
        return issued
    return issued if issued is not None and issued.begin is not None and own.begin > issued.begin else own
