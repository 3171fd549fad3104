"""The command for assistants: the tools of the Model Context Protocol over stdin and stdout."""

from typing import Any

import click

from cakg.cli import options


@click.command()
@options.asked
def mcp(**choices: Any) -> None:
    """Serve tools for assistants (Model Context Protocol) on stdin and stdout, until stdin ends.

    search, show, evidence, brief, query, and every saved question; each answer has quotes and links, is bounded in
    size, and says what was cut. It needs pip install 'cakg[mcp]'.
    """
    from cakg.serve.mcp import serve

    serve(choices)


COMMANDS = (mcp,)
