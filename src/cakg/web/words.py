"""Words for properties and kinds, in the order in which one asks for them; each stands in the table of messages."""

from typing import NamedTuple

from cakg.web.reader import spaced
from cakg.words.namespaces import expand, local_name


class Word(NamedTuple):
    """Hold the word for a property, and whether a thing may have several values of it."""

    text: str
    many: bool = False


_ONE = """
cakg:date When
cakg:from From
cakg:until Until
cakg:announcedOn Announced on
cakg:place Where
cakg:presumedPlace Where, presumably
cakg:status Status
cakg:holder Who
cakg:post Post
cakg:member Who
cakg:organization Organization
cakg:standing As
cakg:actor Who
cakg:attendance Attendance
cakg:level Rank
cakg:instrument Instrument
cakg:occasion Occasion
cakg:content What was said
cakg:dueBy Due by
cakg:dueAt Due at
cakg:bound Bound
cakg:value Value
cakg:currency Currency
cakg:unit Unit
cakg:ordinal Number in the series
cakg:ordinalInYear Number in the year
cakg:stopNumber Number of the stop
cakg:participantList List of participants
cakg:statedCount Participants, as stated
cakg:votesFor Votes for it
cakg:votesAgainst Votes against it
cakg:abstentions Abstentions
cakg:frequency Frequency
cakg:isoCode ISO code
cakg:organOf Body of
cakg:disagreementType Sort
cakg:onSubject On
cakg:accepted Accepted
cakg:ruling Ruling
cakg:supports Supports
dcterms:issued Issued
dcterms:created Decided on
cakg:retrieved Read on
cakg:extent Read of it
cakg:url Read at
cakg:publishedAt Address of the publisher, not opened
cakg:archivedAt Stored copy
cakg:textDigest Digest of the text
dcterms:license Licence
cakg:quote Quote
cakg:row Row
cakg:link In the document
cakg:tookPlace Means that it took place
cakg:heldBySeveral Several may hold a post of it
skos:notation Rank in protocol
skos:definition Definition
geo:lat Latitude
geo:long Longitude
"""
_MANY = """
cakg:kind Kind
cakg:format Format
cakg:role Function
cakg:capacity In the office of
cakg:representing For
cakg:speaker Speaker
cakg:act Act
cakg:attestedOn Known on
cakg:signedBy Signed by
cakg:inSeries Series
cakg:partOf Part of
cakg:inMarginsOf In the margins of
cakg:follows Comes after
cakg:topic Topics
cakg:purpose Purpose
cakg:concerns Concerns
cakg:about About
cakg:addressee Addressed to
cakg:undertakes Undertakes
cakg:amount How much
cakg:basis On the basis of
cakg:outcome Outcome
cakg:implements Carries out
cakg:replaces Replaces
cakg:issuer Issued by
cakg:depositary Kept by
cakg:successorOf Takes over from
cakg:statedMinimum At least, as stated
w3org:subOrganizationOf Part of the organization
w3org:postIn Post in
cakg:seat Seat
cakg:usualPlace Usual place
cakg:capital Capital
cakg:territory Territory
cakg:within Lies in
cakg:mandateCovers Mandate covers
cakg:drawnFrom Drawn from
cakg:participation Participation
dcterms:publisher Publisher
dcterms:title Title
dcterms:language Language
prov:hadPrimarySource Repeats
cakg:onProperty On the property
cakg:reading Reading
cakg:report Document
cakg:accepts Accepts
cakg:rationale Reason
cakg:nameForm As written in documents
skos:broader Broader
skos:related Related
skos:inScheme Scheme
skos:topConceptOf At the top of
cakg:appliesTo Said of
skos:scopeNote Scope
skos:example Example
cakg:cue Expressed by
cakg:falseCue Not expressed by
dcterms:isReplacedBy Replaced by
skos:changeNote Change
dcterms:source Source
schema:sameAs The same in
skos:editorialNote Remarks of the curators
"""


def _read(lines: str, many: bool) -> dict[str, Word]:
    parted = (line.partition(" ") for line in lines.strip().splitlines())
    return {expand(name): Word(text, many) for name, _, text in parted}


WORDS = {**_read(_ONE, False), **_read(_MANY, True)}
_FIRST = """
skos:definition skos:scopeNote skos:example
cakg:actor cakg:holder cakg:member cakg:speaker cakg:role cakg:capacity cakg:representing cakg:level cakg:attendance
cakg:post cakg:organization cakg:standing cakg:instrument cakg:signedBy cakg:act cakg:content
cakg:date cakg:from cakg:until cakg:place cakg:presumedPlace cakg:status cakg:kind cakg:format cakg:inSeries
cakg:ordinal cakg:ordinalInYear cakg:stopNumber cakg:partOf cakg:inMarginsOf cakg:follows
dcterms:publisher dcterms:issued dcterms:language
"""
ORDER = tuple(dict.fromkeys((*map(expand, _FIRST.split()), *WORDS)))
KINDS = {
    "state": ("State", "States"),
    "org": ("Organization", "Organizations"),
    "person": ("Person", "People"),
    "group": ("Group", "Groups"),
    "post": ("Post", "Posts"),
    "place": ("Place", "Places"),
    "series": ("Series", "Series of events"),
    "event": ("Event", "Events"),
    "part": ("Participation", "Participations"),
    "tenure": ("Tenure", "Tenures"),
    "membership": ("Membership", "Memberships"),
    "initiative": ("Initiative", "Initiatives"),
    "instrument": ("Instrument", "Instruments"),
    "action": ("Treaty action", "Treaty actions"),
    "amount": ("Amount", "Amounts"),
    "statement": ("Statement", "Statements"),
    "report": ("Document", "Documents"),
    "ruling": ("Ruling", "Rulings"),
    "disagreement": ("Disagreement", "Disagreements"),
    "reading": ("Reading", "Readings"),
    "evidence": ("Evidence", "Evidence"),
    "topic": ("Topic", "Topics"),
    "scheme": ("Scheme of concepts", "Schemes of concepts"),
}
_CONCEPT = ("Concept", "Concepts")


def word(property: str) -> Word:
    """Return the word for a property by its IRI; one that the table does not know goes by its name."""
    return WORDS.get(property) or Word(spaced(local_name(property)), True)


def kind_word(kind: str | None, *, many: bool = False) -> str:
    """Return the word for things of a kind, of one or of many; whatever is not told apart is a concept."""
    return KINDS.get(kind or "", _CONCEPT)[many]
