"""EDTF dates in words of seven languages: as precise as they are written, and never guessed at."""

import re
import string
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sharing import shipped

from cakg.words import tongue
from cakg.words.months import MONTHS, listed
from cakg.words.phrases import PHRASES
from cakg.words.wording import genitive, wording

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
SPOKEN = {  # in the order of LANGUAGES
    "2005-03": ("март 2005 г.", "2005 ж. наурыз", "2005-ж., март", "mart, 2005", "mart 2005", "марти соли 2005"),
    "2005-03-17": (
        "17 марта 2005 г.",
        "2005 ж. 17 наурыз",
        "2005-ж., 17-март",
        "17-mart, 2005",
        "17 mart 2005",
        "17 марти соли 2005",
    ),
    "2005-03-17/2005-03-18": (
        "17–18 марта 2005 г.",
        "2005 ж. 17–18 наурыз",
        "17–18-март 2005-ж.",
        "17–18-mart, 2005",
        "17–18 mart 2005",
        "17–18 марти соли 2005",
    ),
    "2006-03-31/2006-04-01": (
        "31 марта – 1 апреля 2006 г.",
        "2006 ж. 31 наурыз – 1 сәуір",
        "31-март – 1-апрель 2006-ж.",
        "31-mart – 1-aprel, 2006",
        "31 mart – 1 aprel 2006",
        "31 март – 1 апрели соли 2006",
    ),
    "2005-12-30/2006-01-02": (
        "30 декабря 2005 г. – 2 января 2006 г.",
        "2005 ж. 30 желтоқсан – 2006 ж. 2 қаңтар",
        "30-декабрь 2005-ж. – 2-январь 2006-ж.",
        "30-dekabr, 2005 – 2-yanvar, 2006",
        "30 dekabr 2005 – 2 ýanwar 2006",
        "30 декабри соли 2005 – 2 январи соли 2006",
    ),
    "2005-03/2005-05": (
        "март – май 2005 г.",
        "2005 ж. наурыз – мамыр",
        "март – май, 2005-ж.",
        "mart–may, 2005",
        "mart–maý 2005",
        "март–майи соли 2005",
    ),
    "2002/2005": ("2002–2005 гг.", "2002–2005", "2002–2005", "2002–2005", "2002–2005", "2002 – 2005"),
    "2005/2006-03": (
        "2005 г. – март 2006 г.",
        "2005 – 2006 ж. наурыз",
        "2005 – 2006-ж., март",
        "2005 – mart, 2006",
        "2005 – mart 2006",
        "2005 – марти соли 2006",
    ),
    "2002-06/..": (
        "с июня 2002 г.",
        "басталуы: 2002 ж. маусым",
        "башталышы: 2002-ж., июнь",
        "boshlanishi: iyun, 2002",
        "başlangyjy: iýun 2002",
        "аз июни соли 2002",
    ),
    "2002-06-02/": (
        "со 2 июня 2002 г., конец неизвестен",
        "басталуы: 2002 ж. 2 маусым; аяқталуы белгісіз",
        "башталышы: 2002-ж., 2-июнь; аягы белгисиз",
        "boshlanishi: 2-iyun, 2002; tugashi nomaʼlum",
        "başlangyjy: 2 iýun 2002; soňy näbelli",
        "аз 2 июни соли 2002, анҷомаш номаълум",
    ),
    "../2005": (
        "до 2005 г. включительно",
        "аяқталуы: 2005",
        "аягы: 2005",
        "tugashi: 2005",
        "soňy: 2005",
        "то 2005",
    ),
    "[2023-06-07..2023-06-09]": (
        "не ранее 7 и не позднее 9 июня 2023 г.",
        "2023 ж. 7–9 маусым аралығында",
        "7–9-июнь 2023-ж. аралыгында",
        "7–9-iyun, 2023 oraligʻida",
        "7–9 iýun 2023 aralygynda",
        "байни 7 ва 9 июни соли 2023",
    ),
    "[2005-03..2005-05]": (
        "не ранее марта и не позднее мая 2005 г.",
        "2005 ж. наурыз – мамыр аралығында",
        "март – май, 2005-ж. аралыгында",
        "mart–may, 2005 oraligʻida",
        "mart–maý 2005 aralygynda",
        "байни март ва майи соли 2005",
    ),
    "[2012-03-26,2012-03-27]": (
        "26 или 27 марта 2012 г.",
        "2012 ж. 26 немесе 27 наурыз",
        "2012-ж., 26 же 27-март",
        "26 yoki 27-mart, 2012",
        "26 ýa-da 27 mart 2012",
        "26 ё 27 марти соли 2012",
    ),
    "[..2025-10]": (
        "октябрь 2025 г. или ранее",
        "2025 ж. қазан немесе одан бұрын",
        "2025-ж., октябрь же андан мурда",
        "oktabr, 2025 yoki undan oldin",
        "oktýabr 2025 ýa-da ondan öň",
        "октябри соли 2025 ё пештар",
    ),
    "2005-03%": (
        "март 2005 г. (предположительно, примерно)",
        "болжам бойынша шамамен 2005 ж. наурыз",
        "балким болжол менен 2005-ж., март",
        "ehtimol taxminan mart, 2005",
        "belki takmynan mart 2005",
        "эҳтимол тақрибан марти соли 2005",
    ),
    "2005-03-XX": (
        "один из дней марта 2005 г.",
        "2005 ж. наурыз (күні белгісіз)",
        "2005-ж., март (күнү белгисиз)",
        "mart, 2005 (kuni nomaʼlum)",
        "mart 2005 (güni näbelli)",
        "марти соли 2005 (рӯзаш номаълум)",
    ),
    "199X/..": (
        "с 1990-х гг.",
        "басталуы: 1990-жылдар",
        "башталышы: 1990-жылдар",
        "boshlanishi: 1990-yillar",
        "199X/..",
        "аз солҳои 1990-ум",
    ),
    "2008-21": (
        "весна 2008 г.",
        "2008 жылғы көктем",
        "2008-жылдын жазы",
        "2008-yil bahori",
        "2008-21",
        "баҳори соли 2008",
    ),
    "2008-34/..": (
        "с 2-го квартала 2008 г.",
        "басталуы: 2008 ж. ІІ тоқсан",
        "башталышы: 2008-ж., 2-чейрек",
        "boshlanishi: 2008, 2-chorak",
        "başlangyjy: 2008 2-nji çärýek",
        "аз семоҳаи дуюми соли 2008",
    ),
    "2008-37": ("первая треть 2008 г.", "2008-37", "2008-37", "2008-37", "2008-37", "2008-37"),
}
LANGUAGES = ("ru", "kk", "ky", "uz", "tk", "tg")
AS_WRITTEN = [
    "2005-02-30",
    "2006/2005",
    "2005~-03",
    "[2005~..2006]",
    "",
    "soon",
    "2005-13",
    "2005-03-32",
    "?2005-03",
    "2005-XX-17",
    "/",
    "2005-03-17T10:00:00Z",
    "[]",
    "Y17E7",
    "1950S2",
    "1950S2/2000",
    "XXXX-12-25",
]


@pytest.mark.parametrize(("edtf", "words"), CASES.items(), ids=CASES)
def test_dates_in_words(edtf: str, words: str) -> None:
    assert wording(edtf) == words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edtf", SPOKEN)
def test_dates_in_words_of_other_languages(edtf: str, language: str) -> None:
    assert len(SPOKEN[edtf]) == len(LANGUAGES)
    assert wording(edtf, language) == SPOKEN[edtf][LANGUAGES.index(language)]


@pytest.mark.parametrize("tag", ["ru-RU", "RU", "kk-Cyrl-KZ", "uz_Latn", "en-US"])
def test_a_tag_may_say_more(tag: str) -> None:
    assert wording("2005-03", tag) == wording("2005-03", tag[:2].lower()) != "2005-03"


@pytest.mark.parametrize("tag", ["de", "", "x-none", "uz-Cyrl", "kk-Latn", "tg-Arab", "ru-"])
def test_in_a_language_that_is_not_known_a_date_stays_as_it_is(tag: str) -> None:
    assert (wording("2005-03", tag) == "2005-03") is (tag != "ru-")


@pytest.mark.parametrize("language", PHRASES)
def test_every_date_of_the_corpus_has_words(language: str) -> None:
    """But for days of an unknown year and, in Turkmen, seasons, which stay as they are written."""
    texts = {
        date
        for source in shipped().sources
        for date in re.findall(r'"([^"]*)"\^\^edtf:EDTF', source.text)
        if not date.startswith("XXXX") and not (language == "tk" and re.search("-2[1-4]$", date))
    }
    assert len(texts) > 400
    assert {text for text in texts if wording(text, language) == text and not text.isdigit()} == set()


@pytest.mark.parametrize("language", PHRASES)
def test_phrases_hold_what_they_are_about(language: str) -> None:
    """Every phrase names its date, in a form that `wording` fills in; a phrase in the genitive has one that is not."""
    wanted = {"about": "date", "since": "date of", "between": "first last range first_of last_of", "decade": "decade"}
    phrases = PHRASES[language]
    for field, phrase in phrases._asdict().items():
        if isinstance(phrase, str) and field not in ("locale", "script", "either", "both", "open") and phrase:
            named = {name for _, name, _, _ in string.Formatter().parse(phrase) if name}
            kind = next((kind for kind in ("decade", "between") if field.startswith(kind)), "since")
            assert named and named <= set(wanted[kind].split()), field
    for part in (*phrases.parts.values(), *phrases.parts_of.values()):
        assert "{year}" in part and "{name}" not in part
    assert set(phrases.parts_of) <= set(phrases.parts)


@pytest.mark.parametrize("language", sorted(MONTHS))
def test_listed_months_are_those_of_cldr(language: str) -> None:
    assert listed(language) == tongue._months_of_cldr(language)


def test_what_words_dates_is_imported_late() -> None:
    code = "import sys, cakg.words.wording; assert 'babel' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("edtf", AS_WRITTEN)
def test_what_has_no_wording_stays_as_it_is(edtf: str) -> None:
    assert wording(edtf) == edtf


@given(st.dates(), st.dates(), st.sampled_from(sorted(PHRASES)))
def test_days_that_differ_have_words_that_differ(one, other, language) -> None:  # type: ignore[no-untyped-def]
    words = [wording(f"{day:%Y-%m-%d}".zfill(10), language) for day in (one, other)]
    assert (words[0] == words[1]) == (one == other)


@given(st.text(max_size=30) | st.text(alphabet="0123-/.,[]{}X~?%", max_size=24), st.sampled_from(sorted(PHRASES)))
def test_no_text_breaks_it(text: str, language: str) -> None:
    assert isinstance(wording(text, language), str)


@pytest.mark.parametrize(
    ("date", "lang", "said"),
    [
        ("2008-06", "ru", "июня 2008 г."),
        ("2011-07-01", "ru", "1 июля 2011 г."),
        ("2002", "ru", "2002 г."),
        ("2008-06", "en", "June 2008"),
        ("2008-06/2009-01", "ru", wording("2008-06/2009-01", "ru")),
        ("some day", "ru", "some day"),
    ],
)
def test_a_date_behind_from_is_in_the_genitive(date: str, lang: str, said: str) -> None:
    assert genitive(date, lang) == said
