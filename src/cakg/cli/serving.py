"""The command that serves: the site, the endpoint and all that no folder of pages can hold."""

from typing import Any

import click

from cakg.cli import options, printing


@click.command()
@click.option("--host", metavar="HOST", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one.")
@click.option("--allow-host", "hosts", metavar="NAME", multiple=True, help="Serve requests for this host, too.")
@click.option("--reload", "watch", is_flag=True, help="Read the corpus again when its files change.")
@options.bounded(10)
@options.heard
def serve(host: str, port: int, hosts: tuple[str, ...], watch: bool, **choices: Any) -> None:
    """Serve the site, a SPARQL endpoint, a reconciliation service, and pages made to order, until Ctrl-C.

    It listens to this machine alone unless --host says otherwise; behind a proxy, --allow-host names the host that
    readers ask. Free queries are bounded by --seconds, --megabytes and --rows, each.
    """
    import cakg

    cakg.serve(
        host=host,
        port=port,
        allow_hosts=hosts,
        reload=watch,
        bounds=options.bounds(choices),
        ready=lambda address: printing.note(f"cakg: serving {address} (Ctrl-C ends it)"),
        **choices,
    )


COMMANDS = (serve,)
