"""Free scales: where a level may move by any amount and still come back within its bounds."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from coje.simulation.setting import Floats

_LEAST_SHARE = 1e-4
_LEAST_AMOUNT, _LARGEST = 1e-6, 1e15
_FARTHEST = 30.0
"""Log-odds beyond which a share does not move any more."""


class Scale(StrEnum):
    """How the levels of an indicator move."""

    SHARE = "share"
    """Percentages from 0 to 100: log-odds."""
    AMOUNT = "amount"
    """Above 0, without limit: logarithm."""
    CHANGE = "change"
    """Of either sign: as it is."""

    def free(self, levels: Floats) -> Floats:
        """Levels as numbers without bounds."""
        if self is Scale.CHANGE:
            return levels
        if self is Scale.AMOUNT:
            return np.log(np.maximum(levels, _LEAST_AMOUNT))
        shares = np.clip(levels / 100, _LEAST_SHARE, 1 - _LEAST_SHARE)
        return np.log(shares / (1 - shares))

    def level(self, free: Floats) -> Floats:
        """Levels from numbers without bounds; the inverse of `free`."""
        if self is Scale.CHANGE:
            return np.clip(free, -_LARGEST, _LARGEST)
        if self is Scale.AMOUNT:
            return np.exp(np.minimum(free, np.log(_LARGEST)))
        return 100 / (1 + np.exp(-np.clip(free, -_FARTHEST, _FARTHEST)))

    def slope(self, free: Floats) -> Floats:
        """How fast the level changes with its number."""
        if self is Scale.CHANGE:
            return np.ones_like(free)
        level = self.level(free)
        return level if self is Scale.AMOUNT else level * (1 - level / 100)


def centred(scale: Scale, around: Floats, effects: Floats, weights: Floats) -> Floats:
    """Numbers of bodies whose weighted mean level is that of ``around``.

    ``around`` is (slots), ``effects`` and ``weights`` (bodies, slots), weights
    adding up to 1 in each slot.
    """
    wanted, free = scale.level(around), around + effects
    for _ in range(4):  # Newton's method: each round squares the error
        mean = (weights * scale.level(free)).sum(axis=0)
        slope = (weights * scale.slope(free)).sum(axis=0)
        free = free + np.divide(wanted - mean, slope, out=np.zeros_like(mean), where=slope > 0)
    return free
