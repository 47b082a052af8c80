"""Labelled, seeded, simulated returns for demonstrations and tests."""
