"""The shortest phrases of a document that show a value, and how many of its words all of them together may take."""

from collections.abc import Iterable

from cakg.curate.prose import Prose
from cakg.read.text import Range
from cakg.read.unspaced import count_words

MOST_WORDS = 12
MOST_SHARE = 3  # the quotes of a document stay under one third of its words
_MARKS = ' \t*_#>|~`"“”«»„,;:.–—-'


class Quoting:
    """Give phrases of a document, each counted once against its budget."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.given: dict[str, int] = {}
        self.most = max((prose.document.words - 1) // MOST_SHARE, 0)
        self._kept: dict[str, int] = {}

    @property
    def spent(self) -> int:
        """Return how many words are quoted."""
        return sum(self.given.values())

    def phrases(self, *places: Range) -> list[str]:
        """Return the phrases at some places, each cut to what may be quoted; none that is empty."""
        found = (self._phrase(place) for place in places)
        return list(dict.fromkeys(phrase for phrase in found if phrase))

    def keep(self, *places: Range) -> None:
        """Keep room for the phrases at some places, as far as there is any."""
        for phrase in self.phrases(*places):
            words = count_words(phrase)
            if self.spent + sum(self._kept.values()) + words <= self.most:
                self._kept.setdefault(phrase, words)

    def release(self, *places: Range) -> None:
        """Keep no more room for the phrases at some places."""
        for phrase in self.phrases(*places):
            self._kept.pop(phrase, None)

    def take(self, phrases: Iterable[str]) -> bool:
        """Count phrases as given if all of them have room beside what is kept for others; say whether they have."""
        new = {phrase: count_words(phrase) for phrase in phrases if phrase not in self.given}
        if not new:
            return True
        kept = sum(words for one, words in self._kept.items() if not any(one in phrase for phrase in new))
        if self.spent + kept + sum(new.values()) > self.most:
            return False
        self.given.update(new)
        return True

    def holding(self, phrases: Iterable[str]) -> list[str] | None:
        """Return the shortest phrases that are quoted already and hold others; None if one of these stands in none."""
        found = [min((one for one in self.given if phrase in one), key=len, default=None) for phrase in phrases]
        told = [one for one in found if one is not None]
        return list(dict.fromkeys(told)) if told and len(told) == len(found) else None

    def joined(self, one: Range, other: Range) -> list[Range]:
        """Return one stretch that takes in two, where it may be quoted, else the two."""
        both = Range(min(one.start, other.start), max(one.end, other.end))
        document = self.prose.document
        if document.paragraph_of(both) == document.paragraph_of(Range(both.end - 1, both.end)):
            phrase = self._trimmed(both)
            if count_words(phrase) <= MOST_WORDS and not document.is_whole_sentence(both):
                return [both]
        return [one, other]

    def _trimmed(self, place: Range) -> str:
        text = self.prose.text[place.start : place.end]
        return text.strip(_MARKS)

    def _phrase(self, place: Range) -> str:
        """Return the phrase at a place: whole words of one paragraph, at most twelve, never a whole sentence."""
        document = self.prose.document
        paragraph = document.paragraphs[document.paragraph_of(place) - 1]
        tokens = list(self.prose.between(place.start, min(place.end, paragraph.end)))
        while tokens:
            start, end = tokens[0].start, tokens[-1].end
            phrase = self.prose.text[start:end]
            if "**" in phrase or "](" in phrase or "__" in phrase:
                tokens = tokens[:-1]
                continue
            whole = document.is_whole_sentence(Range(start, end))
            if count_words(phrase) <= MOST_WORDS and not whole and document.has_borders(Range(start, end)):
                return phrase
            tokens = tokens[:-1]
        return ""
