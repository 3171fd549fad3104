"""The report page: a dataset, its answers, networks and rankings as one text of HTML that needs nothing else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from cakg.web import atlas, figures, record, sociogram, table, timeline
from cakg.web.actors import actors
from cakg.web.entry import Actor, Event
from cakg.web.events import events
from cakg.web.reader import Reader
from cakg.web.template import environment, policy, static

if TYPE_CHECKING:
    import networkx
    from rdflib import Dataset

    from cakg.ask.question import Question
    from cakg.engine.rows import Rows
    from cakg.networks.ranking import Score

_KINDS = {"state": "States", "org": "Organizations", "person": "People", "group": "Groups"}
_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "fr": "French",
    "kk": "Kazakh",
    "ky": "Kyrgyz",
    "ru": "Russian",
    "sv": "Swedish",
    "tg": "Tajik",
    "tk": "Turkmen",
    "tr": "Turkish",
    "uz": "Uzbek",
}


@dataclass(frozen=True)
class Network:
    """Hold one view: its name in words, its drawing and its ranking."""

    name: str
    title: str
    drawing: sociogram.Sociogram
    ranking: table.Table


def render(
    index: Reader,
    dataset: "Dataset",
    answers: "Mapping[str, tuple[Question, Rows]]",
    networks: "Mapping[str, networkx.Graph]",
    rankings: "Mapping[str, Mapping[str, Sequence[Score]]]",
) -> str:
    """Return the report on a dataset as HTML; equal values give equal text.

    *Shapes*: the index is that of its accepted view; answers by the name of the question; networks by the name of the
    view, shown in the order given; rankings by view and measure, the first measure orders the table. The page loads
    nothing, from nowhere.
    """
    style, script = map(static, ("page.css", "page.js"))
    happened, acted, documents = events(index), actors(index), record.documents(index)
    disagreements = record.disagreements(index, dataset)
    counts = [
        ("years", _span(happened)),
        ("events", _grouped(len(happened))),
        ("actors on record", _grouped(sum(bool(actor.events or actor.posts) for actor in acted))),
        ("documents", _grouped(len(documents))),
        ("quotes", _grouped(record.quotes(index))),
        ("disagreements", _grouped(len(disagreements))),
    ]
    return (
        environment()
        .get_template("page.html")
        .render(
            style=style,
            script=script,
            policy=policy(style, script),
            counts=counts,
            networks=[_network(index, name, net, rankings.get(name, {})) for name, net in networks.items()],
            timeline=timeline.draw(happened),
            atlas=atlas.draw(record.sites(index, happened)),
            disagreements=disagreements,
            years=_by_year(happened),
            actors=_by_kind(acted),
            answers=[table.answer(index, name, *answers[name]) for name in sorted(answers)],
            documents=documents,
            languages=_LANGUAGES,
        )
    )


def picture(index: Reader | None, net: "networkx.Graph", title: str) -> str:
    """Return the drawing of one network as an SVG file that stands by itself and says what it leaves out."""
    drawing = sociogram.draw(net, index, most=70)
    return environment().get_template("picture.svg").render(d=drawing, title=title, notes=said(drawing, net.graph))


def said(drawing: sociogram.Sociogram, about: Mapping[str, object]) -> list[str]:
    """Return the lines below the drawing of a network: what is not shown, what was chosen, whose data it is."""
    ties = f"the {len(drawing.ties)} ties drawn of {drawing.all_ties}"
    lines = [f"{len(drawing.nodes)} of {drawing.all_nodes} nodes, the best connected; {ties}."]
    if drawing.sorting:
        lines[0] += f" Ties that count and place the nodes: {drawing.sorting}."
    lines[0] += " Nearness means little by itself; the wider a tie, the heavier it is."
    return [*lines, *figures.credits(about)]


def _span(happened: Sequence[Event]) -> str:
    years = sorted(event.year for event in happened if event.year)
    return f"{years[0]}–{years[-1]}" if years else "–"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _network(index: Reader, name: str, net: "networkx.Graph", scores: "Mapping[str, Sequence[Score]]") -> Network:
    title = re.sub(r"(?<!\bco)-", " ", name).capitalize()
    return Network(name, title, sociogram.draw(net, index), table.ranking(index, scores))


def _by_year(happened: Sequence[Event]) -> list[tuple[str, list[Event]]]:
    return [(year, list(members)) for year, members in groupby(happened, key=lambda event: event.year)]


def _by_kind(acted: Sequence[Actor]) -> list[tuple[str, str, list[Actor]]]:
    return [(kind, _KINDS[kind], list(members)) for kind, members in groupby(acted, key=lambda actor: actor.kind)]
