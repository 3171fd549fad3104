"""Where what was found of a network goes: to the screen, or into a file that says how it was found."""

from typing import TYPE_CHECKING, Any

import click

from cakg.cli import options, printing

if TYPE_CHECKING:
    import networkx

    from cakg.export.standings import Found

OUTPUT = click.option(
    "-o", "--output", metavar="FILE", help="Write it, with all that was chosen: .csv, .tsv, .json, .md, .txt."
)


def tell(
    found: "Found", net: "networkx.Graph", form: str, output: str | None, how: dict[str, Any], top: int | None = None
) -> None:
    """Print what was found of a network, or write it into a file; of rankings only `top` places, where asked for."""
    from collections.abc import Mapping

    from cakg import api
    from cakg.export.standings import standing_table

    if top is not None:
        cut = {window: found[window][:top] for window in found} if isinstance(found, Mapping) else found[:top]  # type: ignore[index]
        found, how = cut, {**how, "top": top}
    if output is None:
        printing.echo_rows(*standing_table(found), form)
        return
    source = click.get_current_context().get_parameter_source("form")
    named = form if source == click.core.ParameterSource.COMMANDLINE else None
    api.tabulate(output, found, net, named, excel=options.told("excel"), **how)
