"""Datasets and texts to findings: shapes, check queries, rules, evidence."""
