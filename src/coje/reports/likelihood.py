"""The chance of a target in one word."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

PROBABLE_FROM, IMPROBABLE_TO = 80, 20
"""Chances, in percent, from which a target is called probable and up to which it is called improbable."""


class Likelihood(StrEnum):
    """How likely a target is."""

    PROBABLE = "probable"
    UNCERTAIN = "uncertain"
    IMPROBABLE = "improbable"
    UNKNOWN = "unknown"


def likelihood(chance: Decimal | None) -> Likelihood:
    """The word for a chance in percent.

    >>> [str(likelihood(chance)) for chance in (Decimal(80), Decimal(21), Decimal(20), None)]
    ['probable', 'uncertain', 'improbable', 'unknown']
    """
    if chance is None:
        return Likelihood.UNKNOWN
    if chance >= PROBABLE_FROM:
        return Likelihood.PROBABLE
    return Likelihood.IMPROBABLE if chance <= IMPROBABLE_TO else Likelihood.UNCERTAIN
