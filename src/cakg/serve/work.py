"""What workers do: each sort of order with the function that answers it, and failures as what a client is told."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from importlib import import_module
from typing import Any

from cakg.compile.texts import Texts
from cakg.serve.desk import Desk, get_ready
from cakg.serve.holding import Held, Settings, is_at_hand, is_compiled, opened_at_once, opened_for_long
from cakg.serve.laid import Laid
from cakg.serve.reply import Problem, Reply, problem_of
from cakg.serve.seat import Answer, Order, Work
from cakg.serve.workers import Source
from cakg.words.errors import CakgError
from cakg.words.patterns import regex

_LARGE = 1 << 20  # bytes
_DAY = regex(r"\d{4}-\d\d-\d\d")
_WORKS: Mapping[str, str] = {  # sort of order: the function that answers it, in its module of this room
    "brief": "briefing.brief",
    "editor": "editor.page_of",
    "explore": "exploring.explored",
    "find": "finding.found",
    "network": "networking.network",
    "page": "pages.page",
    "question": "asking.answer",
    "reconcile": "reconciling.answer",
    "sparql": "endpoint.answer",
}
OF_PAGES = ("page", "find", "explore", "brief", "network", "reconcile")  # of lanes whose workers make pages
OF_OTHERS = ("sparql", "question", "editor")


def work_of(what: str) -> Callable[..., Answer]:
    """Return what answers orders of a sort; its module is imported then. Errors: KeyError."""
    module, _, name = _WORKS[what].partition(".")
    found: Callable[..., Answer] = getattr(import_module(f"cakg.serve.{module}"), name)
    return found


def worker(desk: Desk) -> Work:
    """Return what answers orders with what is on a desk. No problem tells a path of the machine."""

    def work(order: Order) -> Answer:
        try:
            found = work_of(order.what)(desk, **order.given)
            return _ready(_dated(found, desk.whole.about.date)) if isinstance(found, Reply) else found
        except CakgError as error:
            problem = problem_of(error)
            return Problem(problem.status, _without(desk, problem.said), problem.near, problem.headers)

    return work


class Corpus(Source):
    """Be the corpus of a folder, opened at once and then for long; `pages` says whether its workers make pages."""

    def __init__(self, settings: Settings, *, pages: bool) -> None:
        self._settings, self._pages = settings, pages
        self._stamps: Mapping[str, Any] = {}
        self._desk: Desk | None = None
        self._laid: Laid | None = None

    def cold(self) -> Work | None:
        """Return workers that open the corpus on the disk when they are first asked, where it was compiled before."""
        settings, texts = self._settings, Texts(self._settings.root)
        if not is_at_hand(settings, texts):
            return None
        return self._worker(lambda: opened_at_once(settings, texts), texts)

    def is_kept(self) -> bool:
        """Tell whether the corpus was compiled before."""
        return is_compiled(self._settings, Texts(self._settings.root))

    def warm(self) -> Iterator[Work]:
        """Yield workers that have it in memory, then those that make pages with all that is on them.

        Errors: those of `compile`.
        """
        self._stamps = self._seen()
        whole = opened_for_long(self._settings)
        if self._pages and self._desk is None and not is_at_hand(self._settings, Texts(self._settings.root)):
            yield self._worker(lambda: whole, whole.texts)
        desk = self._desk = self._made(lambda: whole, whole.texts)
        desk.warm_up()
        if self._pages:
            desk.lay_out()
        for what in OF_PAGES if self._pages else OF_OTHERS:
            work_of(what)
        yield worker(desk)

    def _worker(self, open_whole: Callable[[], Held], texts: Texts | None) -> Work:
        if self._pages:
            get_ready()
        work_of((OF_PAGES if self._pages else OF_OTHERS)[0])
        return worker(self._made(open_whole, texts))

    def _made(self, open_whole: Callable[[], Held], texts: Texts | None) -> Desk:
        self._laid = Laid(self._settings, texts) if self._pages and texts is not None else None
        return Desk(self._settings, open_whole, self._laid)

    def after(self) -> None:
        """Let the disk have what was compiled, so that the next start is at once; in a process of its own."""
        if self._laid is not None and self._desk is not None:
            site = self._desk.whole.site
            self._laid.keep(site)
            for name in list(site.stock.material.networks)[:1]:  # that to which the front page leads
                worker(self._desk)(
                    Order("network", {"path": f"network/{name}", "given": [], "accept": "text/html", "name": name})
                )
        else:
            opened_at_once(self._settings, Texts(self._settings.root))

    def has_changed(self) -> bool:
        """Tell whether a file of the corpus, or of its saved queries, is another."""
        return self._seen() != self._stamps

    def _seen(self) -> Mapping[str, Any]:
        from cakg.read import corpus

        return corpus.all_stamps(self._settings.root)


def _ready(reply: Reply) -> Reply:
    """Return a reply; a large one is packed and has its tag, for which the server, who serves all, has no time."""
    if len(reply.body) > _LARGE:
        _ = reply.tag, reply.is_worth_packing and reply.smaller
    return reply


def _dated(reply: Reply, day: str | None) -> Reply:
    """Return a lasting reply with the day of the data: what is of the same day may be newer, which the tag tells."""
    if not reply.lasting or day is None or not _DAY.fullmatch(day):
        return reply
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return reply.with_headers(last_modified=format_datetime(moment, usegmt=True))


def _without(desk: Desk, said: str) -> str:
    for path in sorted({str(desk.settings.root), str(desk.settings.root.resolve())}, key=len, reverse=True):
        said = said.replace(path + "/", "").replace(path, "the corpus")
    return said
