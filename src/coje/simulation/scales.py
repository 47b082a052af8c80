"""What a simulation adds to scales: levels that records can hold, and bodies that differ around a national level."""

from __future__ import annotations

import numpy as np

from coje.appraisal.scales import Floats, Scale

_LARGEST = 1e15
"""No record is larger."""


def level(scale: Scale, free: Floats) -> Floats:
    """Levels from numbers without bounds."""
    return np.clip(scale.values(free), -_LARGEST, _LARGEST)


def slope(scale: Scale, free: Floats) -> Floats:
    """How fast the level changes with its number."""
    match scale:
        case Scale.SHARE:
            levels = level(scale, free)
            return levels * (1 - levels / 100)
        case Scale.AMOUNT:
            return level(scale, free)
        case Scale.COUNT:
            return 2 * np.maximum(free, 0)
    return np.ones_like(free)


def centred(scale: Scale, around: Floats, effects: Floats, weights: Floats) -> Floats:
    """Numbers of bodies whose weighted mean level is that of ``around``.

    ``around`` is (slots), ``effects`` and ``weights`` (bodies, slots), weights
    adding up to 1 in each slot.
    """
    wanted, free = level(scale, around), around + effects
    for _ in range(4):  # Newton's method: each round squares the error
        mean = (weights * level(scale, free)).sum(axis=0)
        steepness = (weights * slope(scale, free)).sum(axis=0)
        free = free + np.divide(wanted - mean, steepness, out=np.zeros_like(mean), where=steepness > 0)
    return free
