"""What events dealt with and led to, as nodes: their topics, and who signed or ratified what."""

from pyoxigraph import NamedNode

from cakg.curate.desk import Desk
from cakg.curate.event import Happening
from cakg.curate.sheet import Node
from cakg.curate.treaties import Step
from cakg.read.claims import TYPE
from cakg.read.text import Range
from cakg.words.namespaces import BASE, CAKG, compact, local_name


def occasion_of(desk: Desk, step: Step) -> Happening | None:
    """Return the event in whose sentences a step is told, if it is in the draft."""
    told = (one for one in desk.found.happenings if id(one) in desk.iris and step.sentence in one.told)
    return next(told, None)


def file_steps(desk: Desk) -> None:
    """Add a treaty action for each step, on its occasion, as far as there is room to quote."""
    for step in desk.found.steps:
        node = Node(f"{BASE}action/{local_name(step.instrument)}--{local_name(step.actor)}--{step.kind}")
        if any(one.iri == node.iri for one in desk.nodes):
            continue
        node.say(TYPE.value, CAKG + "TreatyAction")
        node.say("instrument", step.instrument, False, "named in the sentence of the verb")
        node.say("kind", f"{BASE}kind/{step.kind}", False, "by the verb")
        node.say("actor", step.actor, False, "for whom the hand acts" if step.hand else "named beside the verb")
        if step.hand is not None:
            node.say("signedBy", step.hand, False, "named in the sentence")
        node.say("status", f"{BASE}status/{'expected' if step.is_ahead else 'done'}", False, "by the words around it")
        occasion = occasion_of(desk, step)
        if occasion is not None and step.kind == "signature":
            event = desk.node(desk.iris[id(occasion)])
            node.say("occasion", event.iri, False, "told in its sentences")
            for claim in event.claims:
                if claim.predicate == CAKG + "date" and not step.is_ahead:
                    node.say("date", claim.value, False, "the day of the occasion")
        places = desk.quoting.joined(step.place, step.verb)
        if desk.put(node, *places, less=(step.verb,)):
            desk.used.add(step.actor)
        else:
            desk.left.append(f"{compact(node.iri)}: no room is left to quote")


def file_topics(desk: Desk) -> None:
    """Add to each event the topics that its sentences name, each with its words, as far as there is room for them."""
    for one, topics in zip(desk.found.happenings, desk.found.topics, strict=True):
        iri = desk.iris.get(id(one))
        if iri is not None:
            for topic, place in topics:
                _say_topic(desk, desk.node(iri), topic, place)


def _say_topic(desk: Desk, node: Node, topic: str, place: Range) -> None:
    phrases = desk.quoting.phrases(place)
    shown = [phrase for phrase in phrases if any(phrase in quote for quote in node.quotes)]
    if not shown and not (phrases and desk.quoting.take(phrases)):
        desk.left.append(f"{compact(topic)} of {compact(node.iri)}: no room is left to quote")
        return
    node.say("topic", NamedNode(topic), False, "its name stands there")
    node.quotes = [*node.quotes, *(phrase for phrase in phrases if not shown and phrase not in node.quotes)]
