"""Simulated returns of a network, labelled as such in every row: the model is in `docs/simulation.md`."""
