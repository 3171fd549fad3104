"""Calendars and chronologies: lines that are no more than a date, and what stands under them or beside them."""

from bisect import bisect_right
from collections.abc import Sequence

from cakg.curate.day import Day
from cakg.curate.prose import Prose, Sentence

_FEWEST = 3  # lines that are no more than a date, from which on each is the date of what follows it
_BESIDE = 1  # words beside a date in such a line


class Calendar:
    """Hold the dates that stand for themselves in the body of a document, with the paragraphs in which they do."""

    def __init__(self, prose: Prose, days: Sequence[Day], body: int) -> None:
        self._entries: list[tuple[int, int, Day]] = []
        first = prose.document.paragraphs[prose.sentence_at(body).paragraph - 1].start
        for day in days:
            sentence = prose.sentence_at(day.start)
            if day.is_day and sentence.place.start >= first and prose.beside(day.start, day.end) <= _BESIDE:
                self._entries.append((sentence.place.end, sentence.paragraph, day))
        self._is_one = len(self._entries) >= _FEWEST

    def day_of(self, sentence: Sentence) -> list[Day]:
        """Return the date of the entry to which a sentence belongs that names none: at most one."""
        at = bisect_right(self._entries, sentence.place.start, key=lambda one: one[0]) - 1
        if at < 0:
            return []
        end, paragraph, day = self._entries[at]
        return [day] if paragraph == sentence.paragraph or (self._is_one and end <= sentence.place.start) else []
