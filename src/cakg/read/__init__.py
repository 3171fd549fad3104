"""Texts to claims: the folders of a corpus, its files, the documents, who says what."""
