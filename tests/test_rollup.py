"""Who stands for whom: asked for a state or an organization, each question finds what its bodies are and do.

The sample is changed in two ways, and nothing may be lost. An organization becomes a body of a new one, or an organ of
a new state, that no document names: asked for the new one, a question answers as for the organization. And where
documents name a state, they name a body of it instead: asked for the state, a question answers as before.
"""

import re
from functools import cache

import pytest
from rdflib import Dataset
from tests.sampling import sampled
from tests.test_questions import SAVED, as_csv, parameters, saved

from cakg.ask.parameter import Parameter
from cakg.ask.question import answer
from cakg.compile.dataset import compile
from cakg.read.corpus import Corpus, Source

TOLD = [(folder, name, one) for folder, name in SAVED for one in saved(folder, name).parameters]
ROLLING = [(folder, name, one) for folder, name, one in TOLD if one.type in ("actor", "org", "state")]
NAMED_BY = "about|actor|addressee|concerns|drawnFrom|mandateCovers|member|postIn|representing|speaker"
HEAD = """
@prefix cakg: <https://w3id.org/cakg/ontology#> .
@prefix kind: <https://w3id.org/cakg/kind/> .
@prefix org: <https://w3id.org/cakg/org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://w3id.org/cakg/state/> .
@prefix w3org: <http://www.w3.org/ns/org#> .
"""
ORGANS = ("org:council-of-rivers-secretariat", "org:kazakhstan-government", "org:tajikistan-government")
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own use of its old names


@cache
def named(sample: Corpus, kind: str) -> tuple[str, ...]:
    """Return the actors of a kind that the register of the sample names."""
    text = sample.text_of(f"data/register/{kind}.ttl")
    return tuple(re.findall(rf"^({kind}:\S+)\n    a cakg:", text, re.MULTILINE))


@cache
def below(sample: Corpus, body: str, whole: str) -> Dataset:
    """Return the sample with an organization as a body of a new actor that no document names."""
    sort, link = (
        ("State", "cakg:organOf") if whole.startswith("state:") else ("Organization", "w3org:subOrganizationOf")
    )
    told = f'{HEAD}{whole} a cakg:{sort} ; skos:prefLabel "Whole"@en . {body} {link} {whole} .'
    return compile(Corpus(sample.root, (*sample.sources, Source("data/register/zz.ttl", "register", told))))


@cache
def through(sample: Corpus, state: str) -> Dataset:
    """Return the sample with a body of a state, of the same name, wherever it named the state."""
    body = state.replace("state:", "org:body-of-")
    pattern = re.compile(rf"((?:cakg|w3org):(?:{NAMED_BY})) {state} ;")
    changed = [
        one._replace(text=HEAD + pattern.sub(rf"\1 {body} ;", one.text)) if one.kind in ("register", "report") else one
        for one in sample.sources
    ]
    block = re.search(rf"^{state}\n(?:    .*\n)+", sample.text_of("data/register/state.ttl"), re.MULTILINE)
    assert block
    names = "".join(re.findall(r"    skos:prefLabel .*\n", block[0]))
    told = f"{HEAD}{body} a cakg:Organization ; cakg:kind kind:cabinet ; cakg:organOf {state} ;\n{names} ."
    return compile(Corpus(sample.root, (*changed, Source("data/register/zz.ttl", "register", told))))


def lines(dataset: Dataset, folder: str, name: str, parameter: Parameter, value: str) -> list[str]:
    """Return what a question answers when it is asked for an actor, a text for each row."""
    return as_csv(
        answer(dataset, saved(folder, name), {**parameters(folder, name), parameter.name: value})
    ).splitlines()


def cells(rows: list[str], name: str = "", other: str = "") -> list[list[str]]:
    """Return rows in any order, each with its cells in any order: which of two sides is the first goes by IRIs."""
    return sorted(sorted((row.replace(name, other) if name else row).split(",")) for row in rows)


@pytest.fixture(scope="module")
def known(sample: Corpus) -> Dataset:
    return compile(sample)


@pytest.mark.parametrize(
    ("folder", "name", "parameter"), sampled(ROLLING, 4), ids=lambda one: getattr(one, "name", one)
)
def test_a_whole_stands_for_its_bodies(
    folder: str, name: str, parameter: Parameter, sample: Corpus, known: Dataset
) -> None:
    asked = 0
    wholes = {"org": ["org:whole"], "state": []}.get(parameter.type, ["org:whole", "state:whole"])
    for body in named(sample, "org") if wholes else ():
        if len(lines(known, folder, name, parameter, body)) > 1 and body not in ORGANS:
            for whole in wholes:
                dataset = below(sample, body, whole)
                found = lines(dataset, folder, name, parameter, whole)
                assert found == lines(dataset, folder, name, parameter, body), f"{whole} and {body}"
                asked += 1
    for state in named(sample, "state") if parameter.type != "org" else ():
        expected = lines(known, folder, name, parameter, state)
        if len(expected) > 1:
            body = state.replace("state:", "org:body-of-")
            found = lines(through(sample, state), folder, name, parameter, state)
            assert cells(found, body, state) == cells(expected), f"{body} and {state}"
            asked += 1
    assert asked, "no actor of the sample has an answer: add one to it"


@pytest.mark.parametrize(("folder", "name", "parameter"), ROLLING, ids=lambda one: getattr(one, "name", one))
def test_the_help_says_that_a_whole_stands_for_its_bodies(folder: str, name: str, parameter: Parameter) -> None:
    assert "with its bodies" in parameter.help


def test_what_rolls_up_is_asked() -> None:
    assert len(ROLLING) >= 25
