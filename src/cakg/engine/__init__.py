"""Queries run anywhere: on the store, at an endpoint, and what they yield."""
