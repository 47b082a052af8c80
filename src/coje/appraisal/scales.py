"""Scales without bounds: projections and simulations move there, and come back with values that are possible."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from coje.contract.model import Indicator, Rule

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]

_NEAREST = 0.01
"""How near 0 % or 100 % a share may come, in points: log-odds have no end."""

_LEAST = 1e-9
"""What stands for an amount of 0: logarithms have no end either."""

_FARTHEST = 60.0
"""How far a free number is followed: shares and amounts beyond can no longer be told from their bounds."""


class Scale(StrEnum):
    """How the values of an indicator are read before they are modelled."""

    SHARE = "share"
    """Percentages from 0 to 100: log-odds."""
    AMOUNT = "amount"
    """Above 0: logarithm."""
    COUNT = "count"
    """From 0, zero included: square root."""
    ANY = "any"
    """Of either sign: as it is."""

    def free(self, values: Floats) -> Floats:
        """Values as numbers without bounds.

        >>> Scale.SHARE.free(np.array([50.0])), Scale.COUNT.free(np.array([9.0]))
        (array([0.]), array([3.]))
        """
        match self:
            case Scale.SHARE:
                shares = np.clip(values, _NEAREST, 100 - _NEAREST)
                return np.log(shares / (100 - shares))
            case Scale.AMOUNT:
                return np.log(np.maximum(values, _LEAST))
            case Scale.COUNT:
                return np.sqrt(values)
        return values

    def values(self, free: Floats) -> Floats:
        """Values from numbers without bounds; the inverse of `free`."""
        match self:
            case Scale.SHARE:
                return 100 / (1 + np.exp(-np.clip(free, -_FARTHEST, _FARTHEST)))
            case Scale.AMOUNT:
                return np.exp(np.clip(free, -_FARTHEST, _FARTHEST))
            case Scale.COUNT:
                return np.square(np.maximum(free, 0))
        return free


def scale_of(indicator: Indicator, known: Floats) -> Scale:
    """The scale for an indicator: a ratio in percent that stayed between 0 and 100 is a share; else by sign."""
    rule = indicator.aggregation
    is_percentage = rule is not None and rule.over_bodies is Rule.RATIO and rule.scale == 100
    if is_percentage and known.min() >= 0 and known.max() <= 100:
        return Scale.SHARE
    if known.min() > 0:
        return Scale.AMOUNT
    return Scale.COUNT if known.min() == 0 else Scale.ANY
