"""The server: the same pages as the static site, and what no folder of pages can hold: queries, filters, perspectives."""
