"""Which quote shows a claim: on the frozen sample, and on two roles of which a quote shows one."""

import pytest
from pyoxigraph import Literal, NamedNode
from rdflib import Dataset

import cakg
from cakg.ask.showing import Claim, Proof, Showing
from cakg.engine.index import Index
from cakg.read.claims import Triple
from cakg.words.namespaces import BASE, CAKG

EVENT = "event:2019-06-04-mountain-consultations"
PART, EVIDENCE, REPORT = (BASE + slug for slug in ("part/x--y", "evidence/1", "report/x"))
HOST, CHAIR, PARTICIPANT = (BASE + "role/" + slug for slug in ("host", "chair", "participant"))


def rows(dataset: Dataset, thing: str, title: str) -> list[dict[str, str]]:
    section = next(one for one in cakg.show(thing, dataset).sections if one.title == title)
    return [dict(zip(section.columns, row, strict=True)) for row in section.rows]


def test_each_claim_has_the_quote_that_shows_it_or_is_said_to_have_none(dataset: Dataset) -> None:
    shown = {row["who"]: row["shown by"] for row in rows(dataset, EVENT, "Who")}
    assert shown["Anora Zeller"].split("\n") == [
        "“Anora Zeller, who heads the Centre, chaired” (who, function, for)",
        "no quote shows office",
    ]
    assert "(co-chair)" in shown["Davron Quill"] and "no quote shows host" in shown["Davron Quill"]
    facts = {(row["what"], row["value"]): row["shown by"] for row in rows(dataset, EVENT, "What")}
    assert facts["status", "held"] == "“held in Dushanbe on 4 and 5 June 2019”"
    assert facts["topic", "water"] == "not judged"
    assert facts["series", "Mountain Consultations"] == ""  # the curators say so, no document


def test_the_parties_of_an_instrument_stand_with_it_and_it_with_them(dataset: Dataset) -> None:
    treaty, other = "instrument:treaty-on-shared-rivers", "Treaty on Shared Rivers"
    parties = [(row["who"], row["step"], row["status"], row["due by"]) for row in rows(dataset, treaty, "Parties")]
    assert parties == [
        ("Kyrgyzstan", "initialling", "done", ""),
        ("Council of Rivers", "signature", "done", ""),
        ("Tajikistan", "signature", "done", ""),
        ("Uzbekistan", "signature", "done", ""),
        ("Kyrgyzstan", "signature", "expected", "2020"),
    ]
    (signed,) = (row for row in rows(dataset, "person:davron-quill", "Treaties"))
    assert (signed["who"], signed["instrument"], signed["signed by"]) == ("Tajikistan", other, "Davron Quill")
    assert "“Davron Quill put his name to it for Tajikistan” (who, signed by)" in signed["shown by"]
    assert {row["who"] for row in rows(dataset, "event:2020-06-01-treaty-signing", "Signed there")} == {
        "Council of Rivers",
        "Tajikistan",
        "Uzbekistan",
    }
    assert [row["step"] for row in rows(dataset, "state:kyrgyzstan", "Treaties")] == ["initialling", "signature"]


def test_what_an_initiative_follows_and_how_much_it_is_about_are_facts_of_it(dataset: Dataset) -> None:
    facts = {row["what"]: row["value"] for row in rows(dataset, "initiative:mountain-border-training-2", "What")}
    assert facts["comes after"] == facts["takes over from"] == "Mountain Border Training"
    assert facts["how much"] == "exactly 20 boats"
    votes = {row["what"]: row["value"] for row in rows(dataset, "event:2012-rivers-plan-vote", "What")}
    assert (votes["votes for it"], votes["votes against it"], votes["abstained"]) == ("5", "1", "2")


def test_a_chairmanship_stands_with_the_state_that_held_it(dataset: Dataset) -> None:
    (post,) = rows(dataset, "state:kazakhstan", "Posts")
    assert (post["post"], post["from"]) == ("Chairmanship of the Council of Rivers", "2020-01-01")


def test_a_document_stands_once_with_the_address_of_its_publisher_first(dataset: Dataset) -> None:
    documents = rows(dataset, EVENT, "Documents")
    titles = [row["title"] for row in documents]
    assert len(titles) == len(set(titles)) > 1
    address = next(row["address"] for row in documents if row["publisher"] == "Vestnik Doliny")
    assert address.startswith(
        "https://vestnik.example.org/gornye-konsultatsii (not opened; read at https://example.org/"
    )
    links = [quote.link or "" for quote in cakg.show(EVENT, dataset).quotes if "vestnik" in quote.report]
    assert links and all(link.startswith("https://example.org/vestnik/") for link in links)


def test_every_statement_of_a_report_says_by_what_it_is_shown(dataset: Dataset) -> None:
    for one in cakg.show(EVENT, dataset).statements:
        assert bool(one.proof) is bool(one.reports), one


def proof(*roles: str, quote: str, mentioned: str) -> Proof:
    """Return the proof of the roles of a participation with one quote, which mentions one of them."""

    def said(subject: str, name: str, value: str) -> Triple:
        return Triple(NamedNode(subject), NamedNode(CAKG + name), NamedNode(value))

    triples = [said(PART, "role", role) for role in roles]
    triples += [said(EVIDENCE, "supports", PART), said(EVIDENCE, "report", REPORT)]
    triples += [said(EVIDENCE, "shows", CAKG + "role"), said(EVIDENCE, "mentions", mentioned)]
    triples.append(Triple(NamedNode(EVIDENCE), NamedNode(CAKG + "quote"), Literal(quote, language="en")))
    triples.append(Triple(NamedNode(CHAIR), NamedNode(CAKG + "cue"), Literal("chair", language="en")))
    return Showing(Index(triples)).of([Claim(PART, "role", "function")])


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((HOST,), "“hosted by X” (function)"),
        ((HOST, CHAIR), "“hosted by X” (role:host)\nno quote shows role:chair"),
        ((HOST, BASE + "role/guest"), "“hosted by X” (role:host)\nnot judged: role:guest"),  # no cue of it is known
        ((HOST, PARTICIPANT), "“hosted by X” (role:host)"),  # that goes without saying
    ],
)
def test_of_several_roles_the_proof_tells_which(roles: tuple[str, ...], expected: str) -> None:
    assert str(proof(*roles, quote="hosted by X", mentioned=HOST)) == expected


def test_a_quote_of_another_value_shows_nothing() -> None:
    assert str(proof(CHAIR, quote="hosted by X", mentioned=HOST)) == "no quote shows function"
