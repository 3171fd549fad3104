"""The Model Context Protocol over stdin and stdout: the tools for assistants, worked by a process without threads."""

import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from cakg.serve.told import Reply
from cakg.serve.toolbox import INSTRUCTIONS, Tool, Toolbox
from cakg.words.errors import UsageError
from cakg.words.version import version

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_GONE = "the process that answers has ended, of which a bound on memory may be the cause; ask again, or for less"


def serve(choices: Mapping[str, Any]) -> None:
    """Serve the tools on the graph that `choices` describe, as `cakg.load` takes them, until stdin ends.

    Errors: UsageError where the library is missing; those of `load`, before anything is served.
    """
    if find_spec("mcp") is None:
        raise UsageError("serving assistants needs a library; pip install 'cakg[mcp]'")
    import anyio
    from mcp import stdio_server

    worker = _Worker(dict(choices))
    server = _server(worker)

    async def run() -> None:
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    try:
        anyio.run(run)
    finally:
        worker.end()


class _Worker:
    """Hold the process that works: it forks for queries of others, which one with threads must not."""

    def __init__(self, choices: dict[str, Any]) -> None:
        self._choices = choices
        self._start()
        first = self._connection.recv()
        if isinstance(first, Exception):
            raise first
        self.tools: list[Tool] = first

    def use(self, name: str, given: Mapping[str, Any] | None) -> Reply:
        """Return what a tool replies; where the process died of it, a new one takes its place."""
        try:
            self._connection.send((name, given))
            reply: Reply = self._connection.recv()
        except (EOFError, OSError):
            self.end()
            self._start()
            self._connection.recv()
            return Reply(_GONE, {"error": _GONE}, failed=True)
        return reply

    def end(self) -> None:
        """End the process."""
        self._connection.close()
        self._process.join(1)
        self._process.kill()

    def _start(self) -> None:
        context = get_context("spawn")  # a fork would take the threads of this process for its own
        self._connection, other = context.Pipe()
        self._process = context.Process(target=_work, args=(other, self._choices), daemon=False)
        self._process.start()
        other.close()


def _work(connection: "Connection", choices: Mapping[str, Any]) -> None:
    """Open the graph, tell the tools, and use them one after the other, until nobody asks any more."""
    from signal import SIG_IGN, SIGINT, signal

    from cakg import api
    from cakg.words.errors import CakgError

    signal(SIGINT, SIG_IGN)
    sys.stdout = sys.stderr  # the other is the wire
    try:
        toolbox = Toolbox(api.opened(**choices))
        connection.send(toolbox.tools())
        while True:
            connection.send(toolbox.use(*connection.recv()))
    except CakgError as error:
        connection.send(error)
    except (EOFError, OSError):
        return


def _server(worker: _Worker) -> Any:
    """Return the server of the SDK, whose tools a worker uses one at a time."""
    import anyio
    from anyio.to_thread import run_sync
    from mcp import types
    from mcp.server import Server

    alone = anyio.Lock()
    hints = types.ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    listed = [
        types.Tool(
            name=one.name,
            title=one.title,
            description=one.description,
            input_schema=dict(one.schema),
            annotations=hints,
        )
        for one in worker.tools
    ]

    async def list_tools(context: Any, asked: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=listed)

    async def call_tool(context: Any, asked: types.CallToolRequestParams) -> types.CallToolResult:
        use: Callable[[], Reply] = lambda: worker.use(asked.name, asked.arguments)  # noqa: E731
        async with alone:
            reply = await run_sync(use)
        told: list[Any] = [types.TextContent(type="text", text=reply.text)]
        return types.CallToolResult(content=told, structured_content=dict(reply.data), is_error=reply.failed)

    return Server(
        "cakg", version=version(), instructions=INSTRUCTIONS, on_list_tools=list_tools, on_call_tool=call_tool
    )
