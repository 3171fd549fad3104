"""How fast cakg is, how its time grows with the corpus, and how fast others do the same."""
