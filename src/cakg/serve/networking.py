"""Networks over a filter: drawn, ranked and as the files that `cakg network` writes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cakg.ask.question import Question
from cakg.serve.asking import named
from cakg.serve.desk import remarks
from cakg.serve.frame import bare
from cakg.serve.given import Given, hearing, read, staying
from cakg.serve.reply import CSV, JSON, Problem, Reply, page
from cakg.web import paths
from cakg.words.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    import networkx

    from cakg.networks.ranking import Score
    from cakg.networks.spread import Comparison
    from cakg.serve.desk import Desk, View

FORMATS = {
    "gexf": "application/gexf+xml",
    "graphml": "application/graphml+xml",
    "json": JSON,
    "csv": CSV,
    "nodes": CSV,
    "cytoscape": "application/vnd.cytoscape+json",
    "graphology": "application/vnd.graphology+json",
    "ranking": CSV,
}
_ENDINGS = {"cytoscape": "cyjs", "graphology": "graphology.json", "nodes": "nodes.csv", "ranking": "ranking.csv"}
_PAIR = ("above", "below")
_FEWEST = 20  # draws
_WORK = 100_000  # ties drawn in all
_APART = "Persons and organizations are not ranked together; other networks are of either."
_DRAWN = 60


def network(desk: "Desk", path: str, given: list[tuple[str, str]], accept: str | None, name: str) -> Reply:
    """Return the network of a saved view. Errors: Problem 404 for a view that is none; 400 that names the parameter."""
    lang, _ = paths.tongue(path)
    question = named(desk.networks, name, "network", lang)
    names = [one.name for one in question.parameters]
    told = read(given, accept, [*names, *_PAIR], FORMATS, lang, languages=None)
    view = desk.view(told.heard)
    missing = [one.name for one in question.parameters if one.required and one.name not in told.own]
    if not told.is_page:
        with remarks():
            net = _made(desk, view, question, told)
        ending = _ENDINGS.get(told.form, told.form)
        headers = {"vary": "Accept", "content-disposition": f'attachment; filename="{name}.{ending}"'}
        return Reply(200, told.media, _written(net, told.form), headers)

    def made() -> str:
        net, said = None, list[str]()
        if not missing:
            with remarks() as said:
                net = _made(desk, view, question, told)
        return _page(view, question, told, path, net, said)

    found = made() if told.all else view.lasting(path, made)  # which most ask for, and takes seconds
    return staying(page(found), told.all).with_headers(vary="Accept")


def _written(net: "networkx.Graph", form: str) -> bytes:
    """Return a network as a file, or its ranking. Errors: Problem 400 for a network that has none."""
    from cakg.export.network import write
    from cakg.export.table import render, score_table
    from cakg.networks.ranking import mixed

    if form != "ranking":
        return write(net, form)
    if mixed(net) or not len(net):
        raise Problem(400, f"format: {_APART if len(net) else 'the network has no actors'}")
    return render(*score_table(_scores(net)["degree"]), "csv").encode("utf-8")


def _made(desk: "Desk", view: "View", question: Question, told: Given) -> "networkx.Graph":
    from cakg.ask.emptiness import explain_question
    from cakg.export.about import asked
    from cakg.networks.view import view_network

    bounds = desk.settings.bounds
    own = {name: value for name, value in told.own.items() if name not in _PAIR}
    try:
        net = view_network(view.graph, question, own, told.lang, bounds=bounds)
    except (UsageError, NotFoundError) as error:
        raise Problem(400, str(error)) from error
    net.graph.update(asked(view.about, question, own, told.lang).texts())
    if not len(net):
        explain_question(view.graph, question, own, told.lang, bounds)
    return net


def _page(
    view: "View", question: Question, told: Given, path: str, net: "networkx.Graph | None", said: list[str]
) -> str:
    from cakg.web import sociogram
    from cakg.web.nets import bundles, ranked
    from cakg.web.picture import said as told_of

    lang, inner = paths.tongue(path)
    edition = view.site.editions[lang]
    drawing = None if net is None or not len(net) else sociogram.draw(net, edition.index, most=_DRAWN)
    scores: dict[str, Sequence[Score]] = {}
    compared = None
    with remarks() as guessed:
        if net is not None and len(net):
            why = _unranked(net)
            said = [*said, *([why] if why else [])]
            scores = _scores(net)
            compared = _compared(net, told)
    return bare(lang, view.imprint).render(
        "drawn.html",
        inner,
        title=question.summary,
        asked=told.asked(page=None, lang=None),
        question=question,
        given={name: value for name, value in told.own.items() if name not in _PAIR},
        heard=hearing(told.all),
        said=[*said, *guessed],
        nodes=None if net is None else len(net),
        ties=0 if net is None else net.number_of_edges(),
        d=drawing,
        bundles=[] if drawing is None else bundles(drawing),
        notes_on_drawing=[] if drawing is None or net is None else told_of(drawing, net.graph),
        **ranked(edition, scores, net),
        draws=_draws(net) if net is not None else 0,
        comparable=bool(scores) and net is not None and _layer(net) is not None,
        names=sorted(one.label for one in next(iter(scores.values()), ())),
        compared=compared,
        stays=[(name, value) for name, value in told.all if name not in (*_PAIR, "page", "format") and value],
        pair={name: told.own.get(name, "") for name in _PAIR},
        files=[(form, told.asked(format=form, page=None)) for form in FORMATS if form != "ranking" or scores],
    )


def _unranked(net: "networkx.Graph") -> str:
    """Return why a network has no ranking, or none with intervals; nothing where it has both."""
    from cakg.networks.ranking import mixed
    from cakg.networks.worlds import obstacle

    return _APART if mixed(net) else obstacle(net) or ""


def _draws(net: "networkx.Graph") -> int:
    """Return how often it is drawn who was there unnamed: as often as by the command, less often where that is long."""
    from cakg.networks.certainty import DRAWS

    return max(_FEWEST, min(DRAWS, _WORK // max(1, int(net.number_of_edges()))))


def _scores(net: "networkx.Graph") -> "dict[str, Sequence[Score]]":
    """Return the actors by degree, with intervals where there can be some."""
    from cakg.export.bundle import rank_each
    from cakg.networks.ranking import mixed

    return {} if mixed(net) else rank_each(net, ("degree",), _draws(net))


def _layer(net: "networkx.Graph") -> str | None:
    """Return the layer of uncertainty by which two actors are compared: who was there unnamed, else which occasions
    another archive would hold; None where neither can be drawn.
    """
    from cakg.networks.ranking import mixed
    from cakg.networks.worlds import LAYERS, obstacle

    return None if mixed(net) else next((one for one in LAYERS[:2] if obstacle(net, one) is None), None)


def _compared(net: "networkx.Graph", told: Given) -> "Comparison | None":
    """Return in which share of draws one actor is above another, None where no two are given or that is not known.

    Errors: Problem 400 for an actor that is not in the network.
    """
    from cakg.networks.certainty import compared

    one, other = (told.own.get(name, "").strip() for name in _PAIR)
    layer = _layer(net)
    if not one or not other or layer is None:
        return None
    try:
        (found,) = compared(net, one, other, "degree", intervals=layer, draws=_draws(net))
    except (UsageError, NotFoundError) as error:
        raise Problem(400, f"above, below: {error}") from error
    return found
