"""Texts to work for curators: a draft of a report, for a person to finish."""
