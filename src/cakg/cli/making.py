"""Commands that make files: build, network, rank, export."""

COMMANDS = ()
