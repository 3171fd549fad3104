"""A corpus of any size, made up: states, organizations, persons, meetings and one report for each meeting."""

from datetime import date, timedelta
from random import Random

from pyoxigraph import Literal, NamedNode, Triple

from cakg.read import corpus as files
from cakg.read import turtle
from cakg.read.corpus import Corpus, Source
from cakg.words.namespaces import EDTF, RDF, expand

SERIES, MOST = 10, 40


def synthetic(events: int, seed: int = 1) -> Corpus:
    """Return a corpus with the shipped vocabulary, half as many actors as events, up to 40 at one; always the same."""
    random = Random(seed)
    shipped = files.read(files.find_root())
    kinds = ("state", "org", "person")
    actors = [f"{kinds[number % 3]}:actor-{number}" for number in range(max(2, events // 2))]
    register = [
        *(
            _named(actor, {"state": "State", "org": "Organization", "person": "Person"}[actor.split(":")[0]])
            for actor in actors
        ),
        *(_named(f"series:series-{number}", "Series") for number in range(SERIES)),
        *(_named(f"event:event-{number}", "Meeting") for number in range(events)),
        *(
            [_triple(f"event:event-{number}", "cakg:inSeries", f"series:series-{number % SERIES}")]
            for number in range(events)
        ),
    ]
    text = turtle.write(triple for triples in register for triple in triples)
    sources = [
        *shipped.of_kind("vocabulary", "concept"),
        Source("data/register/all.ttl", "register", text),
        *(_report(number, actors, random) for number in range(events)),
    ]
    return Corpus(shipped.root, tuple(sources))


def _named(name: str, kind: str) -> list[Triple]:
    label = Literal(name.split(":")[1].replace("-", " "), language="en")
    return [_triple(name, RDF + "type", f"cakg:{kind}"), Triple(_node(name), _node("skos:prefLabel"), label)]


def _report(number: int, actors: list[str], random: Random) -> Source:
    event, report = f"event:event-{number}", f"report:report-{number}"
    day = date(2000, 1, 1) + timedelta(days=random.randrange(9000))
    triples = [
        _triple(report, RDF + "type", "cakg:Report"),
        Triple(_node(report), _node("dcterms:issued"), _edtf(day + timedelta(days=2))),
        _triple(report, "dcterms:publisher", actors[random.randrange(len(actors))]),
        Triple(_node(event), _node("cakg:date"), _edtf(day)),
        _triple(event, "cakg:status", "status:held"),
        _triple(event, "cakg:participantList", "completeness:partial"),
        Triple(_node(event), _node("cakg:quote"), Literal(f"met on day {number}", language="en")),
    ]
    for actor in random.sample(actors, min(len(actors), random.randint(2, MOST))):
        part = f"part:event-{number}--{actor.split(':')[1]}"
        triples += [
            _triple(event, "cakg:participation", part),
            _triple(part, RDF + "type", "cakg:Participation"),
            _triple(part, "cakg:actor", actor),
            _triple(part, "cakg:role", random.choice(("role:chair", "role:participant", "role:observer"))),
            Triple(_node(part), _node("cakg:quote"), Literal(f"{actor} was there", language="en")),
        ]
    return Source(f"data/reports/2000/report-{number}.ttl", "report", turtle.write(triples))


def _triple(subject: str, predicate: str, value: str) -> Triple:
    return Triple(_node(subject), _node(predicate), _node(value))


def _node(name: str) -> NamedNode:
    return NamedNode(expand(name))


def _edtf(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=NamedNode(EDTF + "EDTF"))
