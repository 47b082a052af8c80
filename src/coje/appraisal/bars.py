"""A target as a bar to pass: the part of `docs/figures.md` that needs a value and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from coje.appraisal.values import plain
from coje.contract.model import Indicator, Sense
from coje.contract.targets import (
    Above,
    AnyTarget,
    AtLeast,
    AtMost,
    AverageChange,
    Band,
    Below,
    Exactly,
    Relative,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A target as a bar: whether a value passes, by how much, and how far it is from it."""

    passes: Callable[[Decimal], bool]
    gap: Callable[[Decimal], Decimal]
    goal: Decimal | None = None
    """The one number to reach, when there is one."""

    def distance(self, value: Decimal) -> Decimal:
        """How far a value is from the bar: 0 when on the good side."""
        return Decimal(0) if self.gap(value) >= 0 else -self.gap(value)


def bar_of(indicator: Indicator, target: AnyTarget | None) -> Bar | None:
    """The target as a bar; nothing when it has no number, or needs a sense that is not declared."""
    match plain(target):
        case Exactly(quantity):
            return _by_sense(indicator, quantity.value)
        case Relative(change) | AverageChange(change):
            return _by_sense(indicator, change)
        case AtLeast(quantity):
            return _at_least(quantity.value)
        case AtMost(quantity):
            return _at_most(quantity.value)
        case Above(quantity):
            goal = quantity.value
            return Bar(lambda value: value > goal, lambda value: value - goal, goal)
        case Below(quantity):
            goal = quantity.value
            return Bar(lambda value: value < goal, lambda value: goal - value, goal)
        case Band(low, high):
            return _between(low.value, high.value)
    return None


def _at_least(goal: Decimal) -> Bar:
    return Bar(lambda value: value >= goal, lambda value: value - goal, goal)


def _at_most(goal: Decimal) -> Bar:
    return Bar(lambda value: value <= goal, lambda value: goal - value, goal)


def _between(low: Decimal, high: Decimal, goal: Decimal | None = None) -> Bar:
    return Bar(lambda value: low <= value <= high, lambda value: min(value - low, high - value), goal)


def _by_sense(indicator: Indicator, goal: Decimal) -> Bar | None:
    match indicator.sense:
        case Sense.UP:
            return _at_least(goal)
        case Sense.DOWN:
            return _at_most(goal)
        case Sense.STABLE | Sense.BAND:
            tolerance = indicator.tolerance or Decimal(0)
            return _between(goal - tolerance, goal + tolerance, goal)
    return None
