"""The explorer: a site of small pages that loads nothing from elsewhere; values in, texts out."""
