"""Work for curators: a draft of a report from a text, for a person to finish."""
