"""The report as one page of HTML that loads nothing: values in, text out."""
