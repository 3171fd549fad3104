"""EDTF dates in words: as precise as they are written, and never guessed at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cakg.words.wording import wording

CASES = {
    "2007": "2007",
    "2007-12": "December 2007",
    "2012-03-27": "27 March 2012",
    "2005-03-17/2005-03-18": "17–18 March 2005",
    "2006-03-31/2006-04-01": "31 March – 1 April 2006",
    "2005-12-30/2006-01-02": "30 December 2005 – 2 January 2006",
    "2005-03/2005-05": "March–May 2005",
    "2005-11/2006-02": "November 2005 – February 2006",
    "2002/2005": "2002–2005",
    "2005-03/2005-03-18": "March 2005 – 18 March 2005",
    "2005/2006-03": "2005 – March 2006",
    "2005-03-17/2005-03-17": "17 March 2005",
    "2002/..": "since 2002",
    "2002-06/": "from June 2002, end unknown",
    "../2005": "until 2005",
    "/2005-03-18": "until 18 March 2005, beginning unknown",
    "..": "open",
    "[2012-03-26,2012-03-27]": "26 or 27 March 2012",
    "[2012-03-30, 2012-04-02]": "30 March 2012 or 2 April 2012",
    "[2012-03-26,2012-03-27,2012-03-28]": "26, 27 or 28 March 2012",
    "{2012-03-26,2012-03-27}": "26 and 27 March 2012",
    "[2023-06-07..2023-06-09]": "between 7 and 9 June 2023",
    "{2023-06-07..2023-06-09}": "7–9 June 2023",
    "[2002..2005]": "between 2002 and 2005",
    "[2023-06-30..2023-07-02]": "between 30 June and 2 July 2023",
    "[2006-07-01..2026-11-21]": "between 1 July 2006 and 21 November 2026",
    "[2005-03..2005-05]": "between March and May 2005",
    "[2005-03..2005-05-07]": "between March 2005 and 7 May 2005",
    "[..2025-10-23]": "23 October 2025 or earlier",
    "[2025-10..]": "October 2025 or later",
    "2005~": "about 2005",
    "2005-03?": "perhaps March 2005",
    "2005-03-17%": "perhaps about 17 March 2005",
    "2005~/2006": "about 2005 – 2006",
    "199X": "1990s",
    "19XX": "1900–1999",
    "2005-03-XX": "a day in March 2005",
    "2005-XX": "some time in 2005",
    "2005-XX-XX": "some time in 2005",
    "2008-21": "spring 2008",
    "2008-24/2009-21": "winter 2008 – spring 2009",
    "2008-33": "first quarter of 2008",
    "2008-41": "second half of 2008",
}
AS_WRITTEN = ["", "soon", "2005-13", "2005-03-32", "?2005-03", "2005-XX-17", "/", "2005-03-17T10:00:00Z", "[]", "Y17E7"]


@pytest.mark.parametrize(("edtf", "words"), CASES.items(), ids=CASES)
def test_dates_in_words(edtf: str, words: str) -> None:
    assert wording(edtf) == words


@pytest.mark.parametrize("edtf", AS_WRITTEN)
def test_what_has_no_wording_stays_as_it_is(edtf: str) -> None:
    assert wording(edtf) == edtf


@given(st.dates(), st.dates())
def test_days_that_differ_have_words_that_differ(one, other) -> None:  # type: ignore[no-untyped-def]
    same = wording(f"{one:%Y-%m-%d}".zfill(10)) == wording(f"{other:%Y-%m-%d}".zfill(10))
    assert same == (one == other)


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(wording(text), str)
