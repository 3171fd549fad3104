"""What a language says around a date: about, since, between, the seasons; as data, and only where it is certain.

In a phrase `{date}` is a date in words, `{of}` the same as it stands after a preposition that governs the genitive,
`{first}` and `{last}` are two ends that do not say month or year twice (`{first_of}`, `{last_of}`: in the genitive),
`{range}` is both ends joined, `{year}` and `{decade}` are digits. An empty phrase is not known: the date then stays as
it is written. Where a noun would change its ending with the month or the numeral before it, the phrase is built so that
it does not ("beginning: …").
"""

from collections.abc import Mapping
from typing import NamedTuple


class Phrases(NamedTuple):
    """Hold the phrases of one language.

    `locale` is its name in CLDR, `script` what it is written in. `patterns` stand in the place of those of CLDR, by the
    names that `tongue` gives them; `parts` are the parts of a year by their code, `parts_of` the same in the genitive;
    `repairs` are exchanged in what comes out.
    """

    locale: str
    either: str
    both: str
    about: str = ""
    perhaps: str = ""
    perhaps_about: str = ""
    open: str = ""
    since: str = ""
    since_unknown: str = ""
    until: str = ""
    until_unknown: str = ""
    between: str = ""
    earlier: str = ""
    later: str = ""
    some_day: str = ""
    some_month: str = ""
    decade: str = ""
    decade_of: str = ""
    parts: Mapping[int, str] = {}
    parts_of: Mapping[int, str] = {}
    patterns: Mapping[str, str] = {}
    repairs: Mapping[str, str] = {}
    script: str = "Cyrl"
    small_letters: bool = False  # CLDR writes the months with capitals, the language does not


def _parts(pattern: str, names: str, first: int) -> dict[int, str]:
    """Return the parts of a year from the code `first` on; names stand between commas."""
    return {code: pattern.replace("{name}", name) for code, name in enumerate(names.split(", "), first)}


PHRASES: dict[str, Phrases] = {
    "en": Phrases(
        locale="en_GB",
        script="Latn",
        either="or",
        both="and",
        about="about {date}",
        perhaps="perhaps {date}",
        perhaps_about="perhaps about {date}",
        open="open",
        since="since {date}",
        since_unknown="from {date}, end unknown",
        until="until {date}",
        until_unknown="until {date}, beginning unknown",
        between="between {first} and {last}",
        earlier="{date} or earlier",
        later="{date} or later",
        some_day="a day in {date}",
        some_month="some time in {date}",
        decade="{decade}s",
        parts={
            **_parts("{name} {year}", "spring, summer, autumn, winter", 21),
            **_parts("{name} quarter of {year}", "first, second, third, fourth", 33),
            **_parts("{name} third of {year}", "first, second, last", 37),
            **_parts("{name} half of {year}", "first, second", 40),
        },
    ),
    "ru": Phrases(
        locale="ru",
        either="или",
        both="и",
        about="{date} (примерно)",
        perhaps="{date} (предположительно)",
        perhaps_about="{date} (предположительно, примерно)",
        open="конец открыт",
        since="с {of}",
        since_unknown="с {of}, конец неизвестен",
        until="до {of} включительно",
        until_unknown="до {of} включительно, начало неизвестно",
        between="не ранее {first_of} и не позднее {last_of}",
        earlier="{date} или ранее",
        later="{date} или позднее",
        some_day="один из дней {of}",
        some_month="{date} (месяц неизвестен)",
        decade="{decade}-е гг.",
        decade_of="{decade}-х гг.",
        parts={
            **_parts("{name} {year} г.", "весна, лето, осень, зима", 21),
            **_parts("{name} квартал {year} г.", "1-й, 2-й, 3-й, 4-й", 33),
            **_parts("{name} треть {year} г.", "первая, вторая, последняя", 37),
            **_parts("{name} полугодие {year} г.", "первое, второе", 40),
        },
        parts_of={
            **_parts("{name} {year} г.", "весны, лета, осени, зимы", 21),
            **_parts("{name} квартала {year} г.", "1-го, 2-го, 3-го, 4-го", 33),
            **_parts("{name} трети {year} г.", "первой, второй, последней", 37),
            **_parts("{name} полугодия {year} г.", "первого, второго", 40),
        },
        patterns={"year": "y г.", "year/y": "y–|y гг."},
        repairs={"с 2 ": "со 2 "},  # read "со второго"
    ),
    "kk": Phrases(
        locale="kk",
        either="немесе",
        both="және",
        about="шамамен {date}",
        perhaps="болжам бойынша {date}",
        perhaps_about="болжам бойынша шамамен {date}",
        open="соңы ашық",
        since="басталуы: {date}",
        since_unknown="басталуы: {date}; аяқталуы белгісіз",
        until="аяқталуы: {date}",
        until_unknown="аяқталуы: {date}; басталуы белгісіз",
        between="{range} аралығында",
        earlier="{date} немесе одан бұрын",
        later="{date} немесе одан кейін",
        some_day="{date} (күні белгісіз)",
        some_month="{date} (айы белгісіз)",
        decade="{decade}-жылдар",
        parts=_parts("{year} жылғы {name}", "көктем, жаз, күз, қыс", 21),
    ),
    "ky": Phrases(
        locale="ky",
        either="же",
        both="жана",
        about="болжол менен {date}",
        perhaps="балким {date}",
        perhaps_about="балким болжол менен {date}",
        open="аягы ачык",
        since="башталышы: {date}",
        since_unknown="башталышы: {date}; аягы белгисиз",
        until="аягы: {date}",
        until_unknown="аягы: {date}; башталышы белгисиз",
        between="{range} аралыгында",
        earlier="{date} же андан мурда",
        later="{date} же андан кийин",
        some_day="{date} (күнү белгисиз)",
        some_month="{date} (айы белгисиз)",
        decade="{decade}-жылдар",
        parts=_parts("{year}-жылдын {name}", "жазы, жайы, күзү, кышы", 21),
    ),
    "uz": Phrases(
        locale="uz",
        script="Latn",
        either="yoki",
        both="va",
        about="taxminan {date}",
        perhaps="ehtimol {date}",
        perhaps_about="ehtimol taxminan {date}",
        open="oxiri ochiq",
        since="boshlanishi: {date}",
        since_unknown="boshlanishi: {date}; tugashi nomaʼlum",
        until="tugashi: {date}",
        until_unknown="tugashi: {date}; boshlanishi nomaʼlum",
        between="{range} oraligʻida",
        earlier="{date} yoki undan oldin",
        later="{date} yoki undan keyin",
        some_day="{date} (kuni nomaʼlum)",
        some_month="{date} (oyi nomaʼlum)",
        decade="{decade}-yillar",
        parts=_parts("{year}-yil {name}", "bahori, yozi, kuzi, qishi", 21),
    ),
    "tk": Phrases(  # decades and seasons would need the harmony of the numeral: -njy or -nji
        locale="tk",
        script="Latn",
        either="ýa-da",
        both="we",
        about="takmynan {date}",
        perhaps="belki {date}",
        perhaps_about="belki takmynan {date}",
        open="soňy açyk",
        since="başlangyjy: {date}",
        since_unknown="başlangyjy: {date}; soňy näbelli",
        until="soňy: {date}",
        until_unknown="soňy: {date}; başlangyjy näbelli",
        between="{range} aralygynda",
        earlier="{date} ýa-da ondan öň",
        later="{date} ýa-da ondan soň",
        some_day="{date} (güni näbelli)",
        some_month="{date} (aýy näbelli)",
    ),
    "tg": Phrases(
        locale="tg",
        either="ё",
        both="ва",
        about="тақрибан {date}",
        perhaps="эҳтимол {date}",
        perhaps_about="эҳтимол тақрибан {date}",
        open="анҷомаш кушода",
        since="аз {date}",
        since_unknown="аз {date}, анҷомаш номаълум",
        until="то {date}",
        until_unknown="то {date}, оғозаш номаълум",
        between="байни {first} ва {last}",
        earlier="{date} ё пештар",
        later="{date} ё баъдтар",
        some_day="{date} (рӯзаш номаълум)",
        some_month="{date} (моҳаш номаълум)",
        decade="солҳои {decade}-ум",
        parts={
            **_parts("{name} соли {year}", "баҳори, тобистони, тирамоҳи, зимистони", 21),
            **_parts("семоҳаи {name} соли {year}", "якуми, дуюми, сеюми, чоруми", 33),
            **_parts("нимсолаи {name} соли {year}", "якуми, дуюми", 40),
        },
        patterns={  # CLDR has no Tajik order of words: there month and year are joined by the izofat
            "day": "d MMMMи соли y",
            "month": "MMMMи соли y",
            "day/d": "d–|d MMMMи соли y",
            "day/M": "d MMMM – |d MMMMи соли y",
            "day/y": "d MMMMи соли y – |d MMMMи соли y",
            "month/M": "MMMM–|MMMMи соли y",
            "month/y": "MMMMи соли y – |MMMMи соли y",
        },
        small_letters=True,
    ),
}
