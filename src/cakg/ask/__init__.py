"""A dataset to answers: saved questions, things by name, the ledger, the coverage."""
