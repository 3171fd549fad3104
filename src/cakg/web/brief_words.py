"""The words of a brief in English and in Russian; in any other language its frame is English and its names are not."""

from collections.abc import Mapping

from cakg.words.patterns import regex
from cakg.words.wording import wording

_DATE = regex(r"[\[{]?(\.\.)?[\dX]{4}([-/~?%,.\]X]|$)")
_ENGLISH = {
    "about": "Brief: {name}",
    "made": "{title}, cakg {version}, state of {date}; it hears {heard}.",
    "made-undated": "{title}, cakg {version}; it hears {heard}.",
    "topic": "on {topic}",
    "What": "What",
    "Who": "Who took part",
    "Posts": "Office",
    "Who held its posts": "Who held its offices",
    "Who held it": "Who held it",
    "Who held which post": "Who held which office",
    "Most often": "Who took part most often",
    "often": "{who}: named at {times} of {all} events",
    "often-last": "{who}: named at {times} of {all} events, the last on {day}",
    "fewer": "Others named at one of them or more: {count}.",
    "Meetings and other events": "Meetings and other events",
    "Events": "Events",
    "Treaties": "Treaties",
    "Parties": "Parties",
    "Signed there": "Signed there",
    "Statements": "What was said",
    "Commitments": "Commitments, offers, proposals, invitations",
    "Disagreements": "Where documents disagree, and nobody has ruled",
    "Notes": "Notes",
    "seen": "the office, or the appointment to it, is documented on {days}",
    "seen-often": "the office, or the appointment to it, is documented on {count} days, from {first} to {last}",
    "as": "as {office}",
    "for": "for {whom}",
    "signed-by": "signed by {who}",
    "due": "due {when}",
    "undertakes": "to do: {what}",
    "list": "participants named: {count}; list {list}",
    "named": "participants named: {count}; not said whether all",
    "reads": "{value}",
    "accepted": "{value} (accepted for now)",
    "on": "{name}, {property}",
    "or": " or ",
    "undated": "undated",
    "more": "Left out for want of room: {count}.",
    "outside": "{count} outside the dates asked for.",
    "undated-left": "{count} undated left out, as dates were asked for.",
    "off-topic": "{count} on other topics.",
    "nothing": "Nothing that the documents say.",
    "all": "All of it: cakg show {thing}",
    "rests": "Documents cited: {cited}, of {all} that speak of it. Of those cited, read in part only: {partly}.",
    "absence": "What no document here says is not said: an absence is no denial. Lists of participants are as"
    " complete as marked.",
    "curators": "What was said is in the words of the curators; the notes have those of the documents.",
    "read-whole": "read whole",
    "read-partly": "read in part only",
    "same": "{quote}, document of note {number}",
    "unquoted": "No phrase of it is quoted for this",
    "unopened": "{published} (the publisher's own address, not opened; read at {url})",
    "row": "row {text} of an import",
}
_RUSSIAN = {
    "about": "Справка: {name}",
    "made": "{title}, cakg {version}, состояние на {date}; выборка документов: {heard}.",
    "made-undated": "{title}, cakg {version}; выборка документов: {heard}.",
    "topic": "тема: {topic}",
    "What": "Что это",
    "Who": "Кто участвовал",
    "Posts": "Должности",
    "Who held its posts": "Кто занимал должности",
    "Who held it": "Кто её занимал",
    "Who held which post": "Кто занимал какую должность",
    "Most often": "Кто участвовал чаще всего",
    "often": "{who}: событий с участием: {times} из {all}",
    "often-last": "{who}: событий с участием: {times} из {all}; последнее: {day}",
    "fewer": "Других участников одного или нескольких из них: {count}.",
    "Meetings and other events": "Встречи и другие события",
    "Events": "События",
    "Treaties": "Договоры",
    "Parties": "Стороны",
    "Signed there": "Подписано там",
    "Statements": "Что было сказано",
    "Commitments": "Обязательства, предложения, приглашения",
    "Disagreements": "В чём документы расходятся и решения нет",
    "Notes": "Примечания",
    "seen": "должность или назначение на неё засвидетельствованы: {days}",
    "seen-often": "должность или назначение на неё засвидетельствованы, дат: {count}, с {first} по {last}",
    "as": "должность: {office}",
    "for": "от имени: {whom}",
    "signed-by": "подписал(а): {who}",
    "due": "срок: {when}",
    "undertakes": "предмет: {what}",
    "list": "названо участников: {count}; список: {list}",
    "named": "названо участников: {count}; все ли это, не указано",
    "reads": "{value}",
    "accepted": "{value} (пока принято)",
    "on": "{name}, {property}",
    "or": " или ",
    "undated": "без даты",
    "more": "Ещё {count}: не поместилось.",
    "outside": "{count}: вне указанных дат.",
    "undated-left": "{count} без даты: опущено, так как указаны даты.",
    "off-topic": "{count}: по другим темам.",
    "nothing": "В документах об этом ничего нет.",
    "all": "Полностью: cakg show {thing}",
    "rests": "Процитировано документов: {cited} из {all}, где об этом речь; из них прочитано лишь частично: {partly}.",
    "absence": "Чего нет в документах, того нет и здесь: отсутствие не означает отрицания. Списки участников полны"
    " настолько, насколько отмечено.",
    "curators": "Сказанное передано словами составителей (по-английски); в примечаниях слова документов.",
    "read-whole": "прочитано целиком",
    "read-partly": "прочитано лишь частично",
    "same": "{quote}, документ примечания {number}",
    "unquoted": "Слова документа об этом не приведены",
    "unopened": "{published} (адрес издателя, не открывался; прочитано по адресу {url})",
    "row": "строка {text} импорта",
}
_CLAIMS = {  # the words of a profile, which is in English
    "no quote shows this": "цитаты, подтверждающей это, нет",
    "no quote shows": "нет цитаты",
    "not judged": "не проверено",
    "who": "кто",
    "function": "функция",
    "office": "должность",
    "date": "дата",
    "place": "место",
    "post": "должность",
    "from": "начало",
    "until": "конец",
    "known on": "день, когда засвидетельствовано",
    "announced on": "день объявления",
    "act": "речевое действие",
    "attendance": "присутствие",
    "for": "от имени кого",
    "instrument": "документ",
    "signed by": "подписавший",
    "due by": "срок",
    "when": "когда",
    "where": "где",
    "where, presumably": "где, предположительно",
    "status": "статус",
    "format": "формат",
    "kind": "вид",
    "series": "серия",
    "number": "номер",
    "part of": "часть события",
    "in the margins of": "на полях события",
    "concerns": "касается",
    "outcome": "итог",
    "topic": "тема",
    "purpose": "цель",
    "basis": "основание",
    "participants, as stated": "участников, как сказано",
    "at least, as stated": "не менее, как сказано",
    "all reports": "все документы",
}
_IN: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "ru": _RUSSIAN}


def said(lang: str, key: str, /, **fields: object) -> str:
    """Return a phrase in a language, in English where there is none in it."""
    return _IN.get(lang, _ENGLISH)[key].format(**fields)


def frame(lang: str) -> str:
    """Return the language in which the frame of a brief is."""
    return lang if lang in _IN else "en"


def word(lang: str, english: str) -> str:
    """Return a word of a profile in a language, in English where there is none."""
    return _CLAIMS.get(english, english) if lang == "ru" else english


def mark(lang: str, words: str) -> str:
    """Return what is said of claims that no quote shows, in a language as far as there are words for it."""
    for english in ("no quote shows ", "not judged: "):
        if words.startswith(english) and words != "no quote shows this":
            claims = ", ".join(_claim(lang, one) for one in words.removeprefix(english).split(", "))
            return f"{word(lang, english.strip(': '))}: {claims}" if lang == "ru" else english + claims
    return word(lang, words)


def _claim(lang: str, text: str) -> str:
    """Return the word for a claim, or one of its values where it has several: a date in words."""
    return wording(text, lang) if _DATE.match(text) else word(lang, text)
