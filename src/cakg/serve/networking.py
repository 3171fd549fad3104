"""Networks over a filter: drawn, ranked and as the files that `cakg network` writes."""

from typing import TYPE_CHECKING

from cakg.ask.question import Question
from cakg.serve.asking import named
from cakg.serve.desk import remarks
from cakg.serve.frame import bare
from cakg.serve.given import PERSPECTIVE, Given, read
from cakg.serve.reply import CSV, JSON, Problem, Reply, page
from cakg.web import paths
from cakg.words.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    import networkx

    from cakg.serve.desk import Desk, View

FORMATS = {
    "gexf": "application/gexf+xml",
    "graphml": "application/graphml+xml",
    "json": JSON,
    "csv": CSV,
    "nodes": "text/csv; header=present",
    "cytoscape": "application/vnd.cytoscape+json",
    "graphology": "application/vnd.graphology+json",
}
_NAMES = {media: name for name, media in FORMATS.items()}
_ENDINGS = {"cytoscape": "cyjs", "graphology": "graphology.json", "nodes": "nodes.csv"}
_RANKED = 40
_APART = "Persons and organizations are not ranked together; other networks are of either."
_DRAWN = 60


def network(desk: "Desk", path: str, given: list[tuple[str, str]], accept: str | None, name: str) -> Reply:
    """Return the network of a saved view. Errors: Problem 404 for a view that is none; 400 that names the parameter."""
    lang, inner = paths.tongue(path)
    question = named(desk.networks, name, "network", lang)
    told = read(given, accept, [one.name for one in question.parameters], FORMATS, lang, languages=None)
    view = desk.view(told.heard)
    missing = [one.name for one in question.parameters if one.required and one.name not in told.own]
    net, said = None, list[str]()
    if not missing or not told.is_page:
        with remarks() as guessed:
            net = _made(desk, view, question, told)
        said += guessed
    if not told.is_page:
        from cakg.export.network import write

        assert net is not None
        form = _NAMES[told.media]
        media = CSV if form == "nodes" else told.media
        headers = {"vary": "Accept", "content-disposition": f'attachment; filename="{name}.{_ENDINGS.get(form, form)}"'}
        return Reply(200, media, write(net, form), headers)
    return page(_page(view, question, told, lang, inner, net, said)).with_headers(vary="Accept")


def _made(desk: "Desk", view: "View", question: Question, told: Given) -> "networkx.Graph":
    from cakg.ask.emptiness import explain_question
    from cakg.export.about import asked
    from cakg.networks.view import view_network

    bounds = desk.settings.bounds
    try:
        net = view_network(view.graph, question, told.own, told.lang, bounds=bounds)
    except (UsageError, NotFoundError) as error:
        raise Problem(400, str(error)) from error
    net.graph.update(asked(view.about, question, told.own, told.lang).texts())
    if not len(net):
        explain_question(view.graph, question, told.own, told.lang, bounds)
    return net


def _page(
    view: "View", question: Question, told: Given, lang: str, inner: str, net: "networkx.Graph | None", said: list[str]
) -> str:
    from cakg.networks.ranking import mixed, rank
    from cakg.web import sociogram
    from cakg.web.nets import bundles
    from cakg.web.picture import said as told_of

    edition = view.site.editions[lang]
    drawing = None if net is None or not len(net) else sociogram.draw(net, edition.index, most=_DRAWN)
    apart = net is not None and mixed(net)
    with remarks() as guessed:
        ranked = [] if net is None or not len(net) or apart else rank(net, "degree")[:_RANKED]
    root = paths.root(inner)
    places = [(one.place, one.label, round(one.value, 6), paths.path_of(one.actor)) for one in ranked]
    return bare(lang, view.imprint).render(
        "drawn.html",
        inner,
        title=question.summary,
        asked=told.asked(page=None, lang=None),
        question=question,
        given=told.own,
        heard={name: value for name, value in told.all if name in PERSPECTIVE and value},
        said=[*said, *guessed, *([_APART] if apart else [])],
        nodes=None if net is None else len(net),
        ties=0 if net is None else net.number_of_edges(),
        d=drawing,
        bundles=[] if drawing is None else bundles(drawing),
        notes=[] if drawing is None or net is None else told_of(drawing, net.graph),
        ranked=[(n, label, value, None if at is None else root + at) for n, label, value, at in places],
        files=[(form, told.asked(format=form, page=None)) for form in FORMATS],
    )
