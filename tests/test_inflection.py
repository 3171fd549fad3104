"""Names in inflected text, language by language: forms that are the name, and words that only look it."""

from itertools import permutations

import pytest

from cakg.read.endings import INFLECTIONS
from cakg.read.inflection import is_form_of, serves, share_stem, words

FORMS = {  # language: name: its forms; and after the bar what is another name or another word
    "ru": {
        "Беляев": "Беляева Беляеву Беляевым Беляеве | Беляков Белякова Беля Беляевский Беляевич Беля Беляевка",
        "Беляева": "Беляевой Беляеву | Беляев Беляк",
        "Каримов": "Каримова Каримовым | Карим Карима Каримовна",
        "Рахмон": "Рахмона Рахмоном Рахмону | Рахмонов Рахмонова Рахман Рахм",
        "Сергей": "Сергея Сергеем Сергею | Серга Сергеев",
        "Лавровский": "Лавровского Лавровским | Лавров Лаврова",
        "Мирзиёев": "Мирзиёева Мирзиеева | Мирзоев",
        "Ли": "| Лия Лим",
    },
    "en": {
        "Belyaev": "Belyaevs | Belyakov Belya Belyaeva Belyaevan",
        "Peters": "| Peter Peterson",
        "Rahmon": "| Rahmonov Rahman Rahmoni",
    },
    "kk": {
        "Тоқаев": "Тоқаевтың Тоқаевқа Тоқаевты Тоқаевпен Тоқаевтан | Тоқаева Тоқа Тоқашев Тоқаевич",
        "Назарбаев": "Назарбаевтың | Назаров Назар Назарбаева",
    },
    "ky": {
        "Атамбаев": "Атамбаевдин Атамбаевге Атамбаевди Атамбаевден | Атамбаева Атамов Атам",
        "Фробарт": "Фробарттын Фробартка Фробартты | Фробар Фробартов",
    },
    "uz": {
        "Mirziyoyev": "Mirziyoyevning Mirziyoyevga Mirziyoyevni Mirziyoyevdan | Mirziyoyeva Mirzo Mirziyo",
        "Каримов": "Каримовнинг Каримовга | Каримова Карим",
        "Karim": "Karimga | Karimi Karimov Karimlik",
    },
    "tk": {
        "Berdimuhamedow": "Berdimuhamedowyň Berdimuhamedowa Berdimuhamedowdan | Berdi Berdimuhamet Berdimuhamedowna",
        "German": "Germanyň Germana | Germanow Ger",
    },
    "tg": {
        "Раҳмон": "Раҳмони Раҳмонро Раҳмону | Раҳмонов Раҳим Раҳм",
        "Собиров": "Собирови Собировро | Собир Собирзода Собировна",
    },
    "de": {"Steinmeier": "Steinmeiers | Steinmetz Stein Steinmeiersen"},
    "sv": {"Karttunen": "Karttunens | Karttu Karttunsson"},
    "fr": {"Guterres": "Guterres | Guterre Gutenberg"},
    "tr": {"Davutoğlu": "Davutoğlunun | Davut Davutoğlugil"},
}
PLACES = {
    "ru": {
        "Казахстан": "Казахстана Казахстаном казахстанская казахстанского | казах Казахстанов Казаков",
        "Узбекистан": "узбекская узбекского Узбекистане | узбечка Узбой",
        "Китай": "Китая Китаем китайский китайского | Кит Китами Китаёзов",
        "Россия": "России российский российского | Росс роса",
        "Алматы": "алматинский | Алма Алмазов",
        "Душанбе": "душанбинского | Душан душа",
        "Ош": "Оше Оша | Ошибка общий",
        "Европа": "Европе Европу европейского | евро Европол",
        "Нидерланды": "Нидерландов Нидерландах | Нидер",
    },
    "en": {
        "Kazakhstan": "Kazakhstani Kazakhstanis Kazakh Kazakhs | Kazak Kazan",
        "China": "Chinese | Chin Chinaman Chinook",
        "Sweden": "Swedish | Swed Swedenborg",
        "Germany": "German Germans | Germ Germane",
        "Poland": "Polish | Pol Pole",
        "Iran": "Iranian Irani | Iraq Ira Irano",
    },
    "kk": {
        "Қазақстан": "Қазақстанның Қазақстанда Қазақстандағы қазақстандық қазақстандықтардың | қазақ Қазан",
        "ұйымы": "ұйымының ұйымына ұйымында ұйымындағы | ұйықтау",
        "Бішкек": "Бішкекте Бішкектің Бішкегі | Біш Бішкекшіл",
    },
    "ky": {
        "Бишкек": "Бишкекте Бишкектин Бишкектеги бишкектик Бишкеги | Биш Бишкекский",
        "Ош": "Ошто Оштун Ошко | Ошол Ошондой",
        "кеңсеси": "кеңсесинин кеңсесине кеңсесин | кеңеш",
    },
    "uz": {
        "Oʻzbekiston": "O‘zbekistonning O'zbekistonda Oʼzbekistondagi oʻzbekistonlik | oʻzbek ozbekiston",
        "Toshkent": "Toshkentda Toshkentga Toshkentning | Tosh Toshkentov",
        "Тошкент": "Тошкентда Тошкентнинг | Тош",
    },
    "tk": {
        "Aşgabat": "Aşgabatda Aşgabadyň Aşgabada Aşgabady aşgabatly Aşgabatdaky | Aşgar Aşgabatow",
        "Türkmenistan": "Türkmenistanyň Türkmenistana Türkmenistandan | türkmen Türkmenbaşy",
        "Ženewe": "Ženewede Ženewäniň Ženewä | Žen",
    },
    "tg": {
        "Тоҷикистон": "Тоҷикистони Тоҷикистонро тоҷикистонӣ тоҷикистониҳо | тоҷик Тоҷикистоншиносон",
        "ҷумҳурӣ": "ҷумҳурии ҷумҳуриҳо ҷумҳуриҳои | ҷумла",
    },
    "ar": {"باكستان": "وباكستان | افغانستان"},
}
CASES = [
    (language, name, word, is_person, expected)
    for table, is_person in ((FORMS, True), (PLACES, False))
    for language, names in table.items()
    for name, said in names.items()
    for part, expected in zip(said.split("|"), (True, False), strict=True)
    for word in part.split()
]


@pytest.mark.parametrize(("language", "name", "word", "is_person", "expected"), CASES)
def test_forms_of_names(language: str, name: str, word: str, is_person: bool, expected: bool) -> None:
    (known,), said = words(name, language), words(word, language)
    assert [is_form_of(known, each, language, is_person) for each in said[:1]] == [expected]


def test_every_language_has_forms_and_words_that_are_none() -> None:
    seen = {(language, expected) for language, _, _, _, expected in CASES}
    assert seen == {(language, expected) for language in INFLECTIONS for expected in (True, False)}
    assert all(serves(language) for language in INFLECTIONS) and not serves("zh") and not serves("")


@pytest.mark.parametrize("language", ["ru", "kk", "ky", "uz", "tk", "tg"])
def test_names_that_share_a_stem_are_names_of_their_own(language: str) -> None:
    stems = ("карим", "бел", "назар", "рахм") if language != "tk" else ("kerim", "bel", "nazar", "rahm")
    ends = ("", "ов", "яев", "яков", "енко", "ович", "зода", "бек") if language != "tk" else ("", "ow", "ýew", "bek")
    for stem in stems:
        for one, other in permutations([stem + end for end in ends], 2):
            assert not is_form_of(one, other, language, True), f"{other} is taken for {one}"


@pytest.mark.parametrize("language", [language for language in INFLECTIONS if INFLECTIONS[language].cases])
def test_every_ending_that_is_listed_counts(language: str) -> None:
    listed = INFLECTIONS[language]
    for ending in (*listed.plural, *listed.cases, *listed.enclitics):
        assert is_form_of("брмгл", "брмгл" + ending, language, True), ending
    for ending in listed.possessive:
        assert is_form_of("брмгл", "брмгл" + ending, language), ending
    for ending in listed.cases_after_it:
        assert is_form_of("брмгл", "брмгл" + listed.possessive[0] + ending, language), ending
    for end, other in listed.changed.items():
        assert is_form_of("брмгл" + end, "брмгл" + other + listed.cases[0], language, True), end
    for end in listed.dropped:
        assert is_form_of("брмгл" + end, "брмгл" + listed.cases[1], language, True), end
    for end, other in listed.exchanges:
        assert is_form_of("брмгл" + end, "брмгл" + other + listed.cases[0], language), (end, other)
        assert not is_form_of("брмгл" + end, "брмгл" + other + "зюк", language), (end, other)
    assert not is_form_of("брмгл", "брмглзюк", language)


@pytest.mark.parametrize(
    ("language", "one", "other", "expected"),
    [
        ("ru", "организация", "организаций", True),
        ("ru", "таджикистана", "таджикистан", True),
        ("ru", "министерство", "министр", False),
        ("en", "organization", "organizations", True),
        ("en", "ministry", "ministries", True),
        ("kk", "министрлер", "министрлердің", True),
        ("kk", "министрлері", "министрлердің", True),
        ("kk", "министрлер", "мининің", False),
        ("tk", "ministrleriniň", "ministrler", True),
        ("tk", "orunbasarlarynyň", "orta", False),
        ("uz", "vazirligi", "vazirlik", True),
        ("zh", "a", "a", True),
        ("zh", "organization", "organizations", False),
    ],
)
def test_words_of_one_stem(language: str, one: str, other: str, expected: bool) -> None:
    assert share_stem(one, other, language) is share_stem(other, one, language) is expected


def test_of_two_spellings_one_is_read() -> None:
    assert words("Centre’s Organisation, wise", "en") == ("center", "s", "organization", "wise")
    assert words("Ещё", "ru") == ("еще",)
    assert words("O‘zbekiston’ning", "uz") == ("oʻzbekiston", "ning")
    assert words("Organisation", "de") == ("organisation",)


def test_what_is_not_listed_is_read_letter_by_letter() -> None:
    assert is_form_of("sofia", "sofia", "bg") and not is_form_of("sofia", "sofiata", "bg")
