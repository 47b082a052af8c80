"""Where the network as a whole goes: around the levels asked, ahead of them or behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from coje.appraisal.scales import Floats, Scale
from coje.contract.model import Indicator, Rule
from coje.records.periods import MonthSpan
from coje.simulation.goals import Goals, goals_of
from coje.simulation.parameters import Parameters
from coje.simulation.scales import level, slope
from coje.simulation.setting import Setting

_LEAST_STEP = {Scale.SHARE: 0.06, Scale.AMOUNT: 0.02, Scale.ANY: 0.3}
_LARGEST_STEP = {Scale.SHARE: 0.25, Scale.AMOUNT: 0.12, Scale.ANY: 2.0}
_STEP_IN_ROUNDINGS = 1.2
"""A step is at least that many units of the last decimal, or no miss would ever be seen."""


@dataclass(frozen=True)
class Trajectory:
    """The national level of an indicator, on its free scale, at the middle (or the end) of each year."""

    scale: Scale
    goals: Goals
    years: Floats
    free: Floats
    step: float
    is_stock: bool

    @property
    def sign(self) -> int:
        """Which way is better: 1 upwards, -1 downwards (upwards when the contract does not say)."""
        return self.goals.direction or 1

    def at(self, slots: Sequence[MonthSpan]) -> Floats:
        """The national level of each slot, on the free scale."""
        return np.interp(_moments(slots, at_end=self.is_stock), self.years + (1.0 if self.is_stock else 0.5), self.free)

    def in_base_year(self, year: int) -> Trajectory:
        """The level of a base year, as the goals have it."""
        level = np.array([self.goals.levels[year]])
        return replace(self, years=np.array([float(year)]), free=self.scale.free(level))


def _moments(slots: Sequence[MonthSpan], *, at_end: bool) -> Floats:
    """The middle (or the end) of each slot, in years and twelfths."""
    ends = np.array([slot.end.year + (slot.end.month - 1) / 12 for slot in slots])
    return ends if at_end else ends - np.array([slot.months for slot in slots]) / 24


def trajectory_of(indicator: Indicator, rank: float, setting: Setting) -> Trajectory:
    """Draw the trajectory of an indicator; ``rank`` (0 to 1) says how well it does among all."""
    parameters, covered = setting.parameters, setting.horizon.years
    goals = goals_of(indicator, parameters)
    scale = _scale(indicator, goals)
    years = np.arange(covered.start - 1, covered.stop + 1, dtype=np.float64)
    asked = _asked(scale, goals, years, parameters)
    merit = _merit(indicator, rank, years, setting)
    step = _step(indicator, scale, asked)
    if goals.direction:
        free = asked + goals.direction * step * (parameters.ambition + merit)
    else:
        free = asked + parameters.band_width * _free_half_width(scale, goals, asked) * merit
    return Trajectory(scale, goals, years, free, step, _is_stock(indicator))


def ranks(indicators: Sequence[Indicator], setting: Setting) -> dict[str, float]:
    """How well each indicator does among all: evenly spread, so that any seed meets about as many targets."""
    count = len(indicators)
    places = setting.stream("ranks").permutation(count)
    return {indicator.id: (int(place) + 0.5) / count for indicator, place in zip(indicators, places, strict=True)}


def _merit(indicator: Indicator, rank: float, years: Floats, setting: Setting) -> Floats:
    """How well the indicator does each year, in steps, against the usual indicator."""
    parameters, rng = setting.parameters, setting.stream("trajectory", indicator.id)
    lasting = parameters.indicator_spread * NormalDist().inv_cdf(rank)
    drift = parameters.yearly_drift * rng.normal() * (years - years.mean())
    merit: Floats = lasting + drift + parameters.year_spread * rng.normal(size=years.size)
    return merit


def _is_stock(indicator: Indicator) -> bool:
    return indicator.aggregation is None or indicator.aggregation.over_time is Rule.LAST


def _scale(indicator: Indicator, goals: Goals) -> Scale:
    """Shares are percentages asked within 0 and 100; a ratio that may not exceed 100 % is one of amounts."""
    lowest, highest = min(goals.levels.values()), max(goals.levels.values())
    if indicator.reads == "distribution":
        return Scale.AMOUNT
    if lowest < 0:
        return Scale.ANY
    is_share = indicator.unit == "%" and not indicator.level_unit and highest <= 100
    is_capped = goals.direction < 0 and highest == 100
    return Scale.SHARE if is_share and not is_capped else Scale.AMOUNT


def _asked(scale: Scale, goals: Goals, years: Floats, parameters: Parameters) -> Floats:
    """The levels asked each year, on the free scale: lines between known years, the usual pace before them."""
    known = np.array(sorted(goals.levels), dtype=np.float64)
    free = scale.free(_reachable(scale, np.array([goals.levels[int(year)] for year in known]), parameters))
    pace = float(np.median(np.diff(free) / np.diff(known))) if known.size > 1 else 0.0
    asked: Floats = np.interp(years, known, free) - pace * np.maximum(known[0] - years, 0)
    return asked


def _reachable(scale: Scale, levels: Floats, parameters: Parameters) -> Floats:
    """Nobody reaches 0 or 100 % for good: where the network settles when that is asked."""
    if scale is Scale.SHARE:
        highest = 100 * parameters.unreachable
        return np.where(levels >= 100, highest, np.where(levels <= 0, 100 - highest, levels))
    if scale is Scale.AMOUNT:
        return np.where(levels > 0, levels, max(levels.max(), 0.0) / 100 or 0.5)
    return levels


def _step(indicator: Indicator, scale: Scale, asked: Floats) -> float:
    """About the progress asked in a year; enough to show once rounded."""
    pace = float(np.median(np.abs(np.diff(asked))))
    usual = min(max(pace, _LEAST_STEP[scale]), _LARGEST_STEP[scale])
    rounding = _STEP_IN_ROUNDINGS * 10.0**-indicator.decimals
    if indicator.level_unit:  # what is rounded is a change, in percent
        return max(usual, rounding / 100)
    steepness = float(slope(scale, np.median(asked, keepdims=True))[0])
    return max(usual, min(rounding / steepness, 2 * _LARGEST_STEP[scale]))


def _free_half_width(scale: Scale, goals: Goals, asked: Floats) -> Floats:
    levels = level(scale, asked)
    return np.abs(scale.free(levels + goals.half_width) - asked)
