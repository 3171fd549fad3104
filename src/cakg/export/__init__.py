"""Values to other people's formats."""
