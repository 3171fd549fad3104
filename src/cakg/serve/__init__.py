"""The server: the pages of the site, and what no folder of pages can hold: queries, filters, perspectives."""
