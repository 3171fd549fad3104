"""Answers to networks and rankings."""
