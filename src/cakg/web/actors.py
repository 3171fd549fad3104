"""The actors of the accepted view, each with its posts and the events at which it was."""

from collections.abc import Iterator

from cakg.ask.showing import Claim
from cakg.compile.derive import took_place
from cakg.web.entry import Actor, Post, Presence, Shown
from cakg.web.reader import Reader, identifier
from cakg.words.collation import order
from cakg.words.namespaces import ACTOR_KINDS, BASE, kind_of
from cakg.words.wording import wording


def actors(index: Reader) -> tuple[Actor, ...]:
    """Return every actor by kind and label."""
    found = [_actor(index, iri) for iri in index.instances("Actor")]
    return tuple(sorted(found, key=lambda actor: (ACTOR_KINDS.index(actor.kind), order(actor.label), actor.id)))


def _actor(index: Reader, iri: str) -> Actor:
    return Actor(
        id=identifier(iri),
        kind=kind_of(iri) or "group",
        label=index.label(iri),
        names=index.other_names(iri),
        sort=index.shown(iri, "kind"),
        posts=tuple(_posts(index, iri)),
        actions=tuple(_actions(index, iri)),
        events=tuple(_presences(index, iri)),
        cited=index.cited(iri),
    )


def _posts(index: Reader, iri: str) -> Iterator[Post]:
    held = [(node, index.shown(node, "post")) for node in index.owners(iri, "holder")]
    joined = [
        (node, f"{index.shown(node, 'standing')} of {index.shown(node, 'organization')}")
        for node in index.owners(iri, "member")
    ]
    for node, label in sorted(held + joined, key=lambda pair: (_first_day(index, pair[0]), pair)):
        sort = index.shown(node, "kind")
        yield Post(f"{label} ({sort})" if sort else label, _when(index, node), _shown(index, node), index.cited(node))


def _actions(index: Reader, iri: str) -> Iterator[Post]:
    """Yield the treaty actions of an actor, or by its hand, in the order of time."""
    taken = {node for name in ("actor", "signedBy") for node in index.owners(iri, name) if kind_of(node) == "action"}
    for node in sorted(taken, key=lambda node: (*index.order(node), node)):
        due = [f"due by {wording(day)}" for day in index.values(node, "dueBy")]
        when = [wording(day) for day in index.values(node, "date")]
        shown = index.shown_by(
            Claim(node, "actor", "who"), Claim(node, "instrument", "instrument"), Claim(node, "date", "date")
        )
        yield Post(index.label(node), "; ".join([index.shown(node, "status"), *when, *due]), shown, index.cited(node))


def _shown(index: Reader, node: str) -> Shown:
    """Return what shows who held what, from when to when; the days on which it is attested stand with their quotes."""
    return index.shown_by(
        Claim(node, "holder", "who"),
        Claim(node, "member", "who"),
        Claim(node, "post", "post"),
        Claim(node, "organization", "organization"),
        Claim(node, "from", "from"),
        Claim(node, "until", "until"),
    )


def _first_day(index: Reader, node: str) -> str:
    days = [day for name in ("from", "attestedOn", "announcedOn", "until") for day in index.values(node, name)]
    return min((day.strip("[{.") for day in days), default="9999")


def _when(index: Reader, node: str) -> str:
    first, last = index.first(node, "from"), index.first(node, "until")
    said = [f"from {wording(first)}"] if first else []
    said += [f"until {wording(last)}" if last != ".." else "still in office"] if last else []
    for name, word in (("announcedOn", "announced"), ("attestedOn", "attested")):
        days = [wording(day) for day in sorted(index.values(node, name), key=lambda day: day.strip("[{."))]
        if days:
            more = f" … {days[-1]} ({len(days)} times)" if len(days) > 3 else ""
            said.append(f"{word} {days[0] + more if more else ', '.join(days)}")
    return "; ".join(said)


def _presences(index: Reader, iri: str) -> Iterator[Presence]:
    own = [(node, "") for node in index.owners(iri, "actor")]
    own += [(node, "represented by ") for node in index.owners(iri, "representing")]
    for group in index.owners(iri, "drawnFrom"):
        own += [(node, "among ") for node in index.owners(group, "actor")]
    ways: dict[str, list[str]] = {}
    for node, how in own:
        role, attendance = index.shown(node, "role"), index.first(node, "attendance")
        said = how + index.shown(node, "actor") + (f" ({role})" if role else "") if how else role
        if attendance not in (None, BASE + "attendance/attended"):
            said += f" – {index.label(attendance or '')}"
        for event in index.owners(node, "participation"):
            if kind_of(event) == "event":
                ways.setdefault(event, []).append(said)
    for event in sorted(ways, key=lambda event: (*index.order(event), event)):
        planned = not took_place(index, event)
        how = "; ".join(dict.fromkeys(ways[event]))
        yield Presence(index.link(event), wording(index.first(event, "date") or ""), how, planned)
