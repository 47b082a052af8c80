"""What a target asks for, in a form in which two targets can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from coje.contract.model import Indicator, Sense
from coje.contract.targets import (
    Above,
    AnyTarget,
    AtLeast,
    AtMost,
    AverageChange,
    Band,
    Below,
    Conditional,
    Exactly,
    Quantity,
    Relative,
    Span,
    Unconditional,
    bare,
)
from coje.contract.units import canonical

_Bound: TypeAlias = tuple[Decimal, bool]
_NONE: _Bound = (Decimal("-Infinity"), False)


@dataclass(frozen=True, slots=True)
class Demand:
    """The values that meet a target, as an interval.

    Each end is a number and whether it is excluded; the upper one is negated, so
    that in both a greater bound is a tighter one. Demands on different scales
    (another unit, another base year, another assumption) cannot be compared.
    """

    scale: tuple[object, ...]
    lower: _Bound = _NONE
    upper: _Bound = _NONE

    def accepts(self, value: Decimal) -> bool:
        """Whether the value meets the target."""
        return (value, False) >= self.lower and (-value, False) >= self.upper

    def is_weaker_than(self, other: Demand) -> bool:
        """Whether it accepts everything the other accepts, and more."""
        return self != other and self.lower <= other.lower and self.upper <= other.upper


def quantities(target: AnyTarget) -> tuple[Quantity, ...]:
    """The numbers written in a target that is a level, with their units."""
    match bare(target):
        case Exactly(quantity) | AtLeast(quantity) | AtMost(quantity) | Above(quantity) | Below(quantity):
            return (quantity,)
        case Band(low, high):
            return low, high
    return ()


def demand(indicator: Indicator, target: AnyTarget) -> Demand | None:
    """The demand of a target; nothing when it has no number, or when the sense is needed and missing."""
    if isinstance(target, Conditional):
        inner = demand(indicator, target.target)
        return replace(inner, scale=(*inner.scale, target.assumption)) if inner else None
    match target:
        case Relative(change, base_year):
            return _by_sense(indicator.sense, change, change, ("relative", base_year))
        case AverageChange(change):
            return _by_sense(indicator.sense, change, change, ("average",))
    return _of_level(indicator, target)


def _of_level(indicator: Indicator, target: Unconditional) -> Demand | None:
    written = quantities(target)
    if not written:
        return None
    scale = ("level", canonical(written[0].unit or indicator.unit or ""))
    low, high = written[0].value, written[-1].value
    match target:
        case Above():
            return Demand(scale, lower=(low, True))
        case AtLeast():
            return Demand(scale, lower=(low, False))
        case Below():
            return Demand(scale, upper=(-high, True))
        case AtMost():
            return Demand(scale, upper=(-high, False))
    return _by_sense(indicator.sense, low, high, scale)


def _by_sense(sense: Sense | None, low: Decimal, high: Decimal, scale: tuple[object, ...]) -> Demand | None:
    match sense:
        case Sense.UP:
            return Demand(scale, lower=(low, False))
        case Sense.DOWN:
            return Demand(scale, upper=(-high, False))
        case None:
            return None
    return Demand(scale, lower=(low, False), upper=(-high, False))


def by_due_year(indicator: Indicator) -> list[tuple[Span, AnyTarget]]:
    """The targets of an indicator, from the first due to the last."""
    return sorted(indicator.targets.items(), key=lambda item: (item[0].due_year, item[0].first))


def trajectories(indicator: Indicator) -> Iterator[list[tuple[Span, Demand]]]:
    """The demands of an indicator that can be compared with each other, from the first due to the last."""
    scales: dict[tuple[object, ...], list[tuple[Span, Demand]]] = {}
    for span, target in by_due_year(indicator):
        asked = demand(indicator, target)
        if asked is not None:
            scales.setdefault(asked.scale, []).append((span, asked))
    yield from scales.values()
