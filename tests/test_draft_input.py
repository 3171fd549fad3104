"""What `cakg draft` reads of strangers' files: encodings, lists and tables of pages, columns and broken words of PDFs,
headlines in capitals, dates in every order (`drafts/days.yaml`). What is not told is not guessed in silence.
"""

import re
from pathlib import Path

import pytest
import yaml
from tests.pdf_file import pdf_of
from tests.test_draft import HERE, drafted

from cakg.cli import run
from cakg.curate.days import days_of
from cakg.curate.draft import Drafter
from cakg.curate.findings import Given
from cakg.curate.prose import Prose
from cakg.curate.register import Register
from cakg.curate.source import load
from cakg.read.claims import gather
from cakg.read.corpus import Corpus
from cakg.read.encoding import Decoded, decode_russian
from cakg.read.text import read_document

DAYS = yaml.safe_load((HERE / "days.yaml").read_text("utf-8"))
RUSSIAN = (HERE / "ru-treaty" / "text.txt").read_text("utf-8")
REST = (
    "They spoke about gauges and ferries for an hour, found that they agree on the gauges, and asked their experts to "
    "write down by autumn what a ferry costs, who is to pay for it, and who may sleep on it when the river is frozen."
)


@pytest.mark.parametrize("name", DAYS)
def test_days_are_found(name: str) -> None:
    case = DAYS[name]
    document = read_document("text", case["text"])
    found = days_of(Prose(document, case["language"]), case.get("issued", "2015-11-23"))
    assert [day.edtf + "*" * (not day.sure) for day in found] == case["days"]
    assert all(day.how for day in found if not day.sure)


@pytest.fixture(scope="module")
def drafter(sample: Corpus) -> Drafter:
    claims = gather(sample, strict=False)
    return Drafter(Register(claims, claims.reports))


def draft_of(drafter: Drafter, data: bytes | str) -> str:
    """Return the draft of what a file holds, as Turtle."""
    found = load("file", data.encode("utf-8") if isinstance(data, str) else data, None)
    return drafter.draft(found.document, Given(meta=found.meta, guess=found.guess)).text


def test_a_guess_is_told_on_the_draft_and_by_the_command(
    sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(RUSSIAN.encode("cp1251"))
    code, text, _ = drafted(sample_root, file, tmp_path)
    assert code == 0
    guess = [line for line in text.splitlines(True) if "was read as cp1251, which nothing in it says" in line]
    assert len(guess) == 1
    assert text.replace(guess[0], "") == (HERE / "ru-treaty" / "draft.ttl").read_text("utf-8")
    assert "was read as cp1251, which nothing in it says" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_text_is_read_in_the_encoding_that_its_mark_says(encoding: str) -> None:
    found = load("file", RUSSIAN.encode(encoding), None)
    assert (found.document.text, found.guess) == (read_document("file", RUSSIAN).text, "")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp866", "iso8859_5"])
def test_russian_of_a_byte_a_letter_is_told_by_its_letters(encoding: str) -> None:
    plain = RUSSIAN.translate(str.maketrans("«»–", '""-'))
    assert decode_russian(plain.encode(encoding)) == Decoded(plain, encoding)


def test_what_is_not_russian_is_not_taken_for_it() -> None:
    assert decode_russian(f"Miroslav Jenča was there. {REST}".encode("iso8859-2")) is None


def page(text: str, head: str = "") -> str:
    body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return f"<!doctype html><html><head>{head}<title>Вестник</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("said", "encoding", "guess"),
    [
        ("windows-1251", "cp1251", ""),
        ("utf-8", "cp1251", "cp1251"),
        ("", "cp1251", "cp1251"),
        ("", "utf-8", ""),
        ("windows-1251", "utf-16", ""),
    ],
)
def test_a_page_is_read_in_its_encoding_whatever_it_says(said: str, encoding: str, guess: str) -> None:
    head = f'<meta charset="{said}">' if said else ""
    found = load("page", page(RUSSIAN, head).encode(encoding), None)
    assert "Таджикистан и Узбекистан подписали Договор об общих реках" in found.document.text
    assert (found.guess, found.meta["title"]) == (guess, "Вестник")


def actors_of(text: str) -> set[str]:
    return set(re.findall(r"cakg:actor (\S+) ;", text))


@pytest.mark.parametrize(
    "names",
    [
        "<p>Participants: Afghanistan<br>Kazakhstan<br/>Tajikistan<br>Harbour Foundation</p>",
        "<ul><li>Afghanistan</li><li>Kazakhstan</li><li>Tajikistan</li><li>Harbour Foundation</li></ul>",
        "<table><tr><td>Afghanistan</td><td>Kazakhstan</td></tr><tr><td>Tajikistan</td><td>Harbour Foundation</td></tr>"
        "</table>",
    ],
    ids=["br", "ul", "table"],
)
def test_a_list_of_participants_is_one_whatever_parts_its_names(names: str, drafter: Drafter) -> None:
    head = "<p>ALMATY, 4 May 2021 – A seminar on river gauges took place in Almaty on 3 May 2021.</p>"
    text = draft_of(drafter, page(f"{head}<p>The participants of the seminar were:</p>{names}<p>{REST}</p>"))
    wanted = {"state:afghanistan", "state:kazakhstan", "state:tajikistan", "org:harbour-foundation"}
    assert wanted <= actors_of(text)


def test_a_pdf_in_columns_with_broken_words_is_read(drafter: Drafter) -> None:
    left = ["DUSHANBE, 4 May 2021 - Davron Quill, Deputy Mi-", "nister of Foreign Affairs of Tajiki-",
            "stan, received Marat Kelden, Deputy", "Minister of Foreign Affairs of Kazakh-",
            "stan, in Dushanbe on 3 May", "2021."]  # fmt: skip
    right = [REST[at : at + 60].strip() for at in range(0, len(REST), 60)]
    text = draft_of(drafter, pdf_of([(40, 780, left), (330, 780, right)]))
    assert actors_of(text) == {"person:davron-quill", "person:marat-kelden"}
    assert "cakg:capacity post:tajikistan-deputy-foreign-minister ;" in text
    assert "cakg:capacity post:kazakhstan-deputy-foreign-minister ;" in text


def test_capitals_of_a_headline_tell_nothing(drafter: Drafter) -> None:
    text = draft_of(
        drafter,
        "WHO WILL VISIT TAJIKISTAN: INGRID HARROW TELLS US\n\nDUSHANBE, 4 May 2021 – Ingrid Harrow, Director of the "
        f"Harbour Foundation, visited Tajikistan on 3 May 2021. {REST}\n",
    )
    assert "2021-05-03-harrow-visit-tajikistan" in text
    assert "org:who" not in text


def test_a_date_that_may_be_either_is_no_day(drafter: Drafter) -> None:
    text = draft_of(drafter, f"Talks on gauges\n\nThe meeting took place in Dushanbe on 03/04/2021. {REST}\n")
    assert 'cakg:date "[2021-03-04,2021-04-03]"^^edtf:EDTF' in text
    assert "which part is the month is not told" in text


def test_what_breaks_off_at_a_barrier_is_not_whole() -> None:
    long = f"Talks on gauges\n\n{' '.join([REST] * 5)}\n\nSubscribe to continue reading.\n"
    assert not load("file", long.encode(), None).whole


def test_the_day_of_issue_may_be_given(sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "text.txt"
    file.write_text(f"Talks on gauges\n\nThe meeting took place in Dushanbe yesterday. {REST}\n", "utf-8")
    code, text, _ = drafted(sample_root, file, tmp_path, "--issued", "2021-05-04")
    assert code == 0
    assert 'cakg:date "2021-05-03"^^edtf:EDTF' in text
    assert run(["draft", str(file), "--root", str(sample_root), "--issued", "4 May"]) == 2
    assert "the day of issue '4 May' is no day; write it as 2015-11-23" in capsys.readouterr().err


@pytest.mark.parametrize("said", ["in the capital of Kazakhstan", "in Kazakhstan's capital", "in the Kazakh capital"])
def test_a_capital_is_known_by_its_state(said: str, drafter: Drafter) -> None:
    text = draft_of(drafter, f"Talks on gauges end\n\nThe second meeting took place {said} on 3 May 2021. {REST}\n")
    assert "cakg:place place:astana ;" in text
    assert "cakg:actor state:kazakhstan ;" not in text


@pytest.mark.parametrize(
    ("told", "date"),
    [
        ("A two-day meeting ended in Almaty on 3 May 2021.", "2021-05-02/2021-05-03"),
        ("A two-day meeting opened in Almaty on 3 May 2021.", "2021-05-03/2021-05-04"),
        ("Ingrid Harrow arrived in Tajikistan on 3 May 2021 on a visit.", "2021-05-03/"),
        ("Ingrid Harrow ended a visit to Tajikistan on 3 May 2021.", "/2021-05-03"),
        ("Ingrid Harrow paid a visit to Tajikistan on 3 May 2021.", "2021-05-03"),
    ],
)
def test_a_day_may_be_that_of_a_beginning_or_an_end(told: str, date: str, drafter: Drafter) -> None:
    text = draft_of(drafter, f"News of gauges and of ferries\n\n{told} {REST}\n")
    assert f'cakg:date "{date}"^^edtf:EDTF' in text


def test_a_speech_without_a_speaker_is_held_by_the_state_that_it_names_most(drafter: Drafter) -> None:
    ours = "We in Tajikistan know that our rivers are rivers of Kazakhstan, too. " * 2
    speech = f"I congratulate you on your election as President of the current session. {ours}" + (
        "My country asks for gauges. Tajikistan wants no more, and Tajikistan says so. Tajikistan has read its gauges. "
        "We hope that all will read theirs, and we shall tell them how."
    )
    text = draft_of(drafter, speech)
    assert actors_of(text) == {"state:tajikistan"}
    assert "cakg:role role:speaker ;" in text


def test_recent_elections_are_one_in_each_state(drafter: Drafter) -> None:
    told = (
        "The second meeting took place in Dushanbe on 3 May 2021. It spoke of the recent elections in Tajikistan and "
    )
    text = draft_of(drafter, f"Talks on gauges end\n\n{told} Kazakhstan. {REST}\n")
    assert len(re.findall(r"(?m)^event:\S*election\S*$", text)) == 2
    assert {"place:tajikistan", "place:kazakhstan"} <= set(re.findall(r"cakg:place (\S+) ;", text))


@pytest.mark.parametrize("said", ["met with", "met today with", "spoke on Monday with", "spoke today by phone with"])
def test_a_day_may_stand_between_a_verb_and_whom_it_joins(said: str, drafter: Drafter) -> None:
    text = draft_of(drafter, f"DUSHANBE, 3 May 2021 – Davron Quill {said} Marat Kelden. {REST}\n")
    assert actors_of(text) == {"person:davron-quill", "person:marat-kelden"}


@pytest.mark.parametrize(("told", "dated"), [("Ingrid Harrow visits", True), ("This week Ingrid Harrow visits", False)])
def test_of_this_week_no_day_is_told(told: str, dated: bool, drafter: Drafter) -> None:
    text = draft_of(drafter, f"DUSHANBE, 3 May 2021 – {told} Tajikistan for talks on gauges. {REST}\n")
    assert ('cakg:date "2021-05-03"^^edtf:EDTF' in text) is dated


def test_whoever_sends_a_message_is_not_there(drafter: Drafter) -> None:
    told = "Ingrid Harrow sent a message to the second meeting of the Council of Rivers in Dushanbe."
    assert "person:ingrid-harrow" not in actors_of(draft_of(drafter, f"News of gauges and ferries\n\n{told} {REST}\n"))


def test_an_office_has_no_owner_in_the_sentence_before(drafter: Drafter) -> None:
    told = "On 3 May 2021 a seminar was held in Almaty on rivers of Tajikistan. Deputy Foreign Minister Marat Kelden "
    text = draft_of(drafter, f"News of gauges and ferries\n\n{told} attended it. {REST}\n")
    assert "post:tajikistan-deputy-foreign-minister" not in text
