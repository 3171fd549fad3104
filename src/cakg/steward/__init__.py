"""The corpus over time: what is to be done on it, what changed in it, and what a release promises and keeps."""
