"""The application: which address is answered by which work, and what all replies have in common."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from cakg.serve.bodies import body_of
from cakg.serve.finish import finished
from cakg.serve.given import hearing
from cakg.serve.kept import Kept
from cakg.serve.pool import Pool
from cakg.serve.problems import shown
from cakg.serve.protocol import asked, fields
from cakg.serve.reply import REASONS, Problem, Reply
from cakg.serve.safety import LONGEST_ADDRESS, OPEN, PREFLIGHT, demand_host, is_legal_path
from cakg.serve.seat import Order
from cakg.words.patterns import regex

Handler = Callable[[Request], Awaitable[Reply]]
_LONG = regex(  # that for which much is asked
    r"(/ru)?/network/|(/ru)?/(networks|questions?)(\.html|/[^/]*\.html)?$"
    r"|/cakg\.[a-z]+$|/(answers|networks|rankings)/|/(void\.ttl|dataset\.jsonld|findings\.csv|network\.svg)$"
)
_LONGEST = regex(r"/cakg\.sqlite$|/tables/")  # that which is made once, and takes as long as it takes


class Service:
    """Answer requests by handing them to workers."""

    def __init__(self, pool: Pool, hosts: frozenset[str], seconds: float) -> None:
        self._pool, self._hosts = pool, hosts
        self._seconds = seconds
        self._kept = {lane: Kept() for lane in pool.generations}

    def application(self) -> Starlette:
        """Return the application that a server runs."""
        routes = [
            Route("/sparql", self._wrapped(self.sparql, is_open=True), methods=["GET", "POST", "OPTIONS"]),
            Route("/reconcile", self._wrapped(self.reconcile, is_open=True), methods=["GET", "POST", "OPTIONS"]),
            Route("/reconcile/{rest:path}", self._wrapped(self.reconcile, is_open=True), methods=["GET", "OPTIONS"]),
        ]
        for prefix in ("", "/ru"):
            routes += [
                Route(f"{prefix}/find", self._wrapped(self._work("find", "pages")), methods=["GET"]),
                Route(
                    f"{prefix}/question/{{name}}", self._wrapped(self._work("question", "questions")), methods=["GET"]
                ),
                Route(f"{prefix}/explore", self._wrapped(self._work("explore", "pages")), methods=["GET"]),
                Route(f"{prefix}/brief/{{thing:path}}", self._wrapped(self._work("brief", "parts")), methods=["GET"]),
                Route(f"{prefix}/network/{{name}}", self._wrapped(self._work("network", "parts")), methods=["GET"]),
            ]
        routes.append(Route("/{path:path}", self._wrapped(self.page), methods=["GET"]))

        @asynccontextmanager
        async def lifespan(_: Starlette) -> AsyncIterator[None]:
            await self._pool.open()
            yield
            await self._pool.close()

        return Starlette(routes=routes, lifespan=lifespan, exception_handlers={HTTPException: self._refused})

    async def sparql(self, request: Request) -> Reply:
        """Answer a query by the SPARQL protocol, for a reader with the editor around it."""
        body = await body_of(request) if request.method == "POST" else b""
        told = asked(
            request.method,
            request.url.query,
            request.headers.get("content-type"),
            request.headers.get("accept"),
            body,
        )
        given = {"asked": told, "address": str(request.url.replace(query="", fragment=""))}
        order = Order("editor" if told.wants_page else "sparql", given, self._seconds * 2 + 10)
        if told.query is None:  # what says only how to ask is there however many ask
            return await self._done("questions", order, keep=True)
        return await self._done("queries", order)

    async def reconcile(self, request: Request) -> Reply:
        """Answer a client of the Reconciliation Service API."""
        body = await body_of(request) if request.method == "POST" else b""
        given = {
            "rest": request.path_params.get("rest", ""),
            "given": dict([*fields(request.url.query), *fields(body.decode("utf-8", "replace"))]),
            "address": str(request.url.replace(path="/", query="", fragment="")).rstrip("/"),
        }
        return await self._done("pages", Order("reconcile", given))

    async def page(self, request: Request) -> Reply:
        """Answer with a page of the site, a thing in another format, or what is near to a path that leads nowhere."""
        return await self._work("page", "pages")(request)

    def _work(self, what: str, lane: str) -> Handler:
        async def handle(request: Request) -> Reply:
            if what != "page" and request.path_params.get("name", "").endswith(".html"):
                return await self.page(request)  # the site has one of that name
            given = {
                "path": request.url.path.lstrip("/"),
                "given": fields(request.url.query),
                "accept": request.headers.get("accept"),
                **({"name": request.path_params["name"]} if what != "page" and "name" in request.path_params else {}),
            }
            is_long = bool(hearing(fields(request.url.query)))
            is_long = is_long or _LONG.match(request.url.path) is not None
            is_longest = _LONGEST.match(request.url.path) is not None
            usual = self._seconds + (10 if lane == "questions" else 30)  # pages of all there is take long at first
            order = Order(what, given, 600.0 if is_longest else 60.0 if is_long else usual)
            return await self._done("parts" if is_long or is_longest else lane, order, keep=True)

        return handle

    async def _done(self, lane: str, order: Order, *, keep: bool = False) -> Reply:
        """Return the reply to an order, one that was kept where nothing has changed. Errors: Problem."""
        key = f"{order.what} {sorted(order.given.items())!r}"
        kept = self._kept[lane].get(key, self._pool.generations[lane]) if keep else None
        if kept is not None:
            return kept
        answer, generation = await self._pool.do(lane, order)
        if isinstance(answer, Problem):
            raise answer
        if keep and answer.lasting:
            self._kept[lane].keep(key, answer, generation)
        return answer

    def _wrapped(self, handler: Handler, *, is_open: bool = False) -> Callable[[Request], Awaitable[Response]]:
        """Return a handler as Starlette calls it: every request is judged first, every failure is a page."""

        async def answer(request: Request) -> Response:
            more: Mapping[str, str] = OPEN if is_open else {}
            try:
                self._judge(request)
                if request.method == "OPTIONS":
                    reply = Reply(204, "text/plain", b"", PREFLIGHT, lasting=False)
                else:
                    reply = await handler(request)
            except Problem as problem:
                reply = shown(problem, request.url.path.lstrip("/"), request.headers.get("accept"))
            except ClientDisconnect:
                reply = Reply(400, "text/plain", b"", lasting=False)
            return finished(reply, request, more)

        return answer

    def _judge(self, request: Request) -> None:
        demand_host(request.headers.get("host"), self._hosts)
        path = request.scope["path"]
        if len(request.url.query) + len(path) > LONGEST_ADDRESS:
            raise Problem(414, f"the address has more than {LONGEST_ADDRESS} characters; send the query by POST")
        if not is_legal_path(path):
            raise Problem(404, "there is nothing at this address")

    async def _refused(self, request: Request, error: Exception) -> Response:
        """Answer what no route takes: a method that is not served."""
        assert isinstance(error, HTTPException)
        said = REASONS.get(error.status_code, error.detail)
        if error.status_code == 405:
            said = f"{request.method[:20]} is not served here; use {(error.headers or {}).get('Allow', 'GET')}"
        try:
            self._judge(request)
            problem = Problem(error.status_code, said, headers={k.lower(): v for k, v in (error.headers or {}).items()})
        except Problem as found:
            problem = found
        return finished(shown(problem, request.url.path.lstrip("/"), request.headers.get("accept")), request, {})
