"""Threshold and target of a scored row, as numbers that can be compared."""

from __future__ import annotations

from decimal import Decimal

from coje.contract.checker.targets.demand import quantities
from coje.contract.model import ScoringItem
from coje.contract.targets import AnyTarget, Relative, bare


def level(target: AnyTarget | None) -> tuple[object, Decimal] | None:
    """The one number of a target and the scale it is on; nothing when there is none, or two."""
    plain = bare(target)
    if isinstance(plain, Relative):
        return plain.base_year, plain.change
    written = quantities(plain) if plain is not None else ()
    return ("level", written[0].value) if len(written) == 1 else None


def levels(item: ScoringItem) -> tuple[Decimal, Decimal] | None:
    """Threshold and target, when they are on the same scale."""
    threshold, target = level(item.threshold), level(item.target)
    return (threshold[1], target[1]) if threshold and target and threshold[0] == target[0] else None
