"""What the targets of an indicator ask, as plain levels by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coje.contract.model import Indicator, Rule, Sense
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
    Span,
    bare,
)
from coje.simulation.parameters import Parameters

_NUMERIC = (Above, AtLeast, AtMost, AverageChange, Band, Below, Exactly, Relative)
_BY_SENSE: dict[Sense | None, int] = {Sense.UP: 1, Sense.DOWN: -1}


@dataclass(frozen=True)
class Goals:
    """Levels asked of the network by year, the base years among them.

    ``direction`` is 1 when more is better, -1 when less is, 0 when neither;
    ``half_width`` is the tolerance around each goal, for a band.
    """

    levels: dict[int, float]
    base_years: frozenset[int]
    direction: int
    half_width: float


def goals_of(indicator: Indicator, parameters: Parameters) -> Goals:
    """The levels that the targets ask; one made-up level when they ask none."""
    base_years = frozenset(_base_years(indicator)) if indicator.level_unit else frozenset()
    levels = _starting_levels(indicator, base_years, parameters)
    for span, target in _in_order(indicator):
        level = _level(indicator, span, target, levels)
        if level is not None:
            levels[span.due_year] = level
    if not levels:
        levels[_any_year(indicator)] = _unknown(indicator, parameters)
    direction = _direction(indicator)
    return Goals(levels, base_years, direction, 0.0 if direction else _half_width(indicator, levels))


def _in_order(indicator: Indicator) -> list[tuple[Span, AnyTarget | None]]:
    by_due_year = sorted(indicator.targets.items(), key=lambda item: item[0].due_year)
    return [(span, bare(target)) for span, target in by_due_year]


def _starting_levels(indicator: Indicator, base_years: frozenset[int], parameters: Parameters) -> dict[int, float]:
    """The levels of base years, or of the baseline."""
    baseline = indicator.baseline
    if not indicator.level_unit:
        return {baseline.year: float(baseline.value)} if baseline else {}
    printed = baseline is not None and baseline.year in base_years
    level = float(baseline.value) if baseline and printed else _unknown(indicator, parameters)
    return dict.fromkeys(base_years, level)


def _base_years(indicator: Indicator) -> Iterator[int]:
    for span, target in _in_order(indicator):
        match target:
            case Relative(base_year=year):
                yield year
            case AverageChange():
                yield span.first - 1


def _unknown(indicator: Indicator, parameters: Parameters) -> float:
    if indicator.unit == "%" and not indicator.level_unit:
        return 50.0
    is_total = indicator.aggregation is None or indicator.aggregation.over_bodies is Rule.SUM
    return parameters.unknown_total if is_total else parameters.unknown_level


def _any_year(indicator: Indicator) -> int:
    return min((span.first for span in indicator.targets), default=2000)


def _level(indicator: Indicator, span: Span, target: AnyTarget | None, levels: dict[int, float]) -> float | None:
    match target:
        case Exactly(quantity) | AtLeast(quantity) | AtMost(quantity) | Above(quantity) | Below(quantity):
            return float(quantity.value)
        case Band(low, high):
            return float(low.value + high.value) / 2
        case Relative(change, base_year):
            if not indicator.level_unit:
                return float(change)
            return _base(levels, base_year) * (1 + float(change) / 100)
        case AverageChange(change):
            if not indicator.level_unit:
                return float(change)
            years = span.due_year - span.first + 1
            return _base(levels, span.first - 1) * (1 + float(change) / 100) ** years
    return None


def _base(levels: dict[int, float], year: int) -> float:
    """The level of a base year: asked, or else that of the nearest year before."""
    return levels[max((known for known in levels if known <= year), default=min(levels))]


def _direction(indicator: Indicator) -> int:
    match [target for _, target in _in_order(indicator) if isinstance(target, _NUMERIC)]:
        case [*_, AtLeast() | Above()]:
            return 1
        case [*_, AtMost() | Below()]:
            return -1
        case [*_, Band()]:
            return 0
    return _BY_SENSE.get(indicator.sense, 0)


def _half_width(indicator: Indicator, levels: dict[int, float]) -> float:
    """Half the width of the widest band, else the tolerance, else 3 % of the level."""
    bands = [target for _, target in _in_order(indicator) if isinstance(target, Band)]
    widest = max((float(band.high.value - band.low.value) / 2 for band in bands), default=0.0)
    highest = max(abs(level) for level in levels.values())
    return widest or float(indicator.tolerance or 0) or 0.03 * highest or 1.0
