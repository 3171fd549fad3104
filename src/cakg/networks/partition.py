"""Who belongs together: partitions of the actors of a network, derived from the dataset or given as a table."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from cakg.engine.store import select
from cakg.read.sheets import read_sheet
from cakg.words.errors import InputError, NotFoundError, UsageError, hint
from cakg.words.integers import shown
from cakg.words.namespaces import BASE, expand, kind_of

if TYPE_CHECKING:
    from cakg.engine.store import Source
    from cakg.networks.brokerage import Groups

Partition = Mapping[Hashable, str]

DERIVED = {
    "blocs": "Central Asian states, other states, UN, OSCE, EU, CSTO, SCO, CIS, NATO with their bodies, other actors",
    "kind": "State, Organization, Person, Group …",
}
OTHER = "other"
_REST = "*"
_FAMILIES = {f"{BASE}org/{name}": name.upper() for name in ("un", "osce", "eu", "csto", "sco", "cis", "nato")}
_NAMED = 3
_HOMES = """
SELECT DISTINCT ?thing ?home WHERE {
    VALUES ?thing { %s }
    ?thing (w3org:subOrganizationOf|cakg:organOf)* ?home .
}
ORDER BY ?thing ?home
"""
_SENDERS = """
SELECT ?thing ?home (COUNT(DISTINCT ?event) AS ?times) WHERE {
    VALUES ?thing { %s }
    ?event cakg:participation ?part .
    ?part cakg:actor ?thing ;
        cakg:delegation ?home .
}
GROUP BY ?thing ?home
ORDER BY ?thing DESC(?times) ?home
"""
_CENTRAL = """
SELECT DISTINCT ?state WHERE { ?state a cakg:State ; cakg:territory ?land . ?land cakg:within+ place:central-asia }
ORDER BY ?state
"""


def derived(dataset: "Source", net: nx.Graph, name: str) -> dict[Hashable, str]:
    """Return the group of each actor of a network by what the dataset says of it.

    `blocs`: a body belongs to its state or organization, and who is a person or a group of such to the delegation with
    which it is on record most often. `kind`: the class of the actor. Events of a network of two modes have no group.
    Errors: UsageError for another name.
    """
    actors = [node for node, mode in net.nodes(data="bipartite") if mode != 1]
    if name == "kind":
        return {actor: str(net.nodes[actor].get("kind", OTHER)) for actor in actors}
    if name != "blocs":
        remedy = hint(name, DERIVED, f"known are {', '.join(DERIVED)}, or give a CSV file of actor,group")
        raise UsageError(f"{name!r} is no partition; {remedy}")
    central = {str(row[0]) for row in select(dataset, _CENTRAL).texts()}
    iris = sorted(str(actor) for actor in actors if kind_of(str(actor)) is not None)
    homes = _homes(dataset, iris)
    senders: dict[str, str] = {}
    individual = [iri for iri in iris if kind_of(iri) in ("person", "group")]
    for iri, home, _ in _rows(dataset, _SENDERS, individual):
        senders.setdefault(iri, home)
    homes |= {iri: found for iri, found in _homes(dataset, sorted(set(senders.values()))).items() if iri not in homes}
    return {actor: _bloc(homes.get(senders.get(str(actor), str(actor)), []), central) for actor in actors}


def given(text: str, path: str, net: nx.Graph, resolve: Callable[[str], str] | None = None) -> dict[Hashable, str]:
    """Return the group of each actor of a network that a table of `actor,group` names; `*` stands for all others.

    An actor is named by its IRI, its prefixed name, its label in the network or, where `resolve` finds it, any name.
    The table may name actors that are not in the network. Errors: InputError with the line.
    """
    actors = [node for node, mode in net.nodes(data="bipartite") if mode != 1]
    labels: dict[str, list[Hashable]] = {}
    for actor in actors:
        for name in {str(actor), str(net.nodes[actor].get("label", actor))}:
            labels.setdefault(name.casefold(), []).append(actor)
    found: dict[Hashable, str] = {}
    rest: str | None = None
    for row in read_sheet(text, path, ("actor", "group")).rows:
        name, group = row.cells["actor"].strip(), row.cells["group"].strip()
        if not name or not group:
            raise InputError(
                "an actor and its group are needed", "fill the row, or leave it out", path=path, line=row.line
            )
        if name == _REST:
            rest = group
            continue
        actor = _actor(name, labels, resolve, path, row.line)
        if found.setdefault(actor, group) != group:
            problem = f"{name} is in {found[actor]!r} and in {group!r}"
            raise InputError(problem, "name each actor once", path=path, line=row.line)
    kept = {actor: found.get(actor, rest) for actor in actors}
    return {actor: group for actor, group in kept.items() if group is not None}


def numbered(partition: Partition, nodes: Sequence[Hashable]) -> "Groups":
    """Return the numbers of the groups of nodes, in the order of the names of the groups.

    Errors: UsageError for nodes without a group, and for a group that is no text.
    """
    for group in partition.values():
        if not isinstance(group, str):
            raise UsageError(f"the group {shown(group)} is no text; name each group by one")
    missing = [node for node in nodes if node not in partition]
    if missing:
        few = ", ".join(map(str, missing[:_NAMED])) + (" …" if len(missing) > _NAMED else "")
        problem = f"the partition names no group for {len(missing)} of {len(nodes)} actors ({few})"
        raise UsageError(f"{problem}; add them, or a line '{_REST},{OTHER}' for all the rest")
    number = {group: index for index, group in enumerate(names({node: partition[node] for node in nodes}))}
    return np.array([number[partition[node]] for node in nodes], dtype=np.intp)


def names(partition: Partition) -> list[str]:
    """Return the names of the groups, sorted."""
    return sorted(set(partition.values()))


def _actor(
    name: str, labels: Mapping[str, Sequence[Hashable]], resolve: Callable[[str], str] | None, path: str, line: int
) -> Hashable:
    try:
        known = labels.get(name.casefold()) or labels.get(expand(name).casefold(), [])
    except UsageError:
        known = []
    if len(known) == 1:
        return known[0]
    if len(known) > 1:
        problem = f"{name!r} is the label of {len(known)} actors"
        raise InputError(problem, "name it by its IRI", path=path, line=line)
    if resolve is None:
        raise InputError(f"no actor of the network is called {name!r}", "correct the name", path=path, line=line)
    try:
        return resolve(name)
    except (NotFoundError, UsageError) as error:
        raise InputError(str(error), "correct the name", path=path, line=line) from error


def _bloc(homes: Sequence[str], central: set[str]) -> str:
    states = [home for home in homes if kind_of(home) == "state"]
    if states:
        return "Central Asian state" if states[0] in central else "other state"
    families = [_FAMILIES[home] for home in homes if home in _FAMILIES]
    return families[0] if families else OTHER


def _homes(dataset: "Source", iris: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for iri, home in _rows(dataset, _HOMES, iris):
        found.setdefault(iri, []).append(home)
    return found


def _rows(dataset: "Source", query: str, iris: Sequence[str]) -> list[tuple[str, ...]]:
    if not iris:
        return []
    return [tuple(map(str, row)) for row in select(dataset, query % " ".join(f"<{iri}>" for iri in iris)).texts()]
