"""The front page: search, what there is, questions to start with, what is new and open, a network, the years."""

from collections.abc import Iterable

from cakg.web import nets
from cakg.web.disagreeing import rows
from cakg.web.documents import News, news
from cakg.web.edition import Edition
from cakg.web.finding import KINDS
from cakg.web.happenings import of_year
from cakg.web.years import strip
from cakg.words.namespaces import kind_of

_PATH = "index.html"
_COUNTED = ("event", "person", "org", "report", "statement")
_START = (  # a question, and where its answer stands
    ("Who met whom most?", "network/delegations-that-met.html"),
    ("Which meetings brought all five Central Asian states together?", "question/meetings-of-all-five.html"),
    ("Where do documents contradict one another?", "disagreements.html"),
    ("What was announced and is not known to have been held?", "question/announced-not-held.html"),
    ("Where did they meet?", "map.html"),
)
_NEW, _OPEN, _NODES = 6, 5, 28


def paths(edition: Edition) -> Iterable[str]:
    """Return the path of the page."""
    return [_PATH]


def _newest(edition: Edition) -> list[News]:
    """Return the documents, those first that were issued last: of a span, its first day is what is known."""
    reports = [one for one in news(edition) if kind_of(one.iri) == "report"]
    return sorted(reports, key=lambda one: edition.index.first(one.iri, "begin") or "", reverse=True)


def make(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return the front page."""
    if path != _PATH:
        return {}
    stock, t = edition.stock, edition.t
    material = stock.material
    name = next(iter(material.networks), None)
    drawing = None if name is None else nets.drawn(edition, name, _NODES)
    there = {f"question/{one}.html" for one in material.questions} | {
        f"network/{one}.html" for one in material.networks
    }
    start = [(t(text), at) for text, at in _START if "/" not in at or at in there]
    page = edition.render(
        "front.html",
        path,
        title=t("Who met whom in Central Asian security diplomacy"),
        counts=[
            (f"all/{kind}.html", t(KINDS[kind]), len(stock.by_kind.get(kind, ())))
            for kind in _COUNTED
            if stock.by_kind.get(kind)
        ],
        disagreements=len(rows(edition)),
        start=start[:4],
        news=_newest(edition)[:_NEW],
        opened=[one for one in rows(edition) if one.open][:_OPEN],
        d=drawing,
        bundles=[] if drawing is None else nets.bundles(drawing, 130),
        network=None if name is None else (f"network/{name}.html", nets.title_of(name)),
        strip=strip(edition, of_year(edition)),
    )
    return {path: page}
