"""Names that were perhaps meant."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import process

_NEAR = 75
"""From this score of likeness (0 to 100), a name may be another one mistyped."""


def perhaps_meant(name: str, known: Collection[str]) -> str:
    """The end of a sentence that offers the nearest known name; nothing when none is near.

    >>> perhaps_meant("delai-paiment", ["delai-paiement", "taux"]), perhaps_meant("xyz", ["taux"])
    (' ; vouliez-vous dire « delai-paiement » ?', '')
    """
    near = process.extractOne(name, known, score_cutoff=_NEAR)
    return f" ; vouliez-vous dire « {near[0]} » ?" if near else ""
