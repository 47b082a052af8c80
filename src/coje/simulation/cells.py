"""What each body really did in each slot, before anything is returned: levels and caseloads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from coje.appraisal.scales import Floats, Scale
from coje.contract.indicators import Indicator, Shape
from coje.records.periods import MonthSpan
from coje.simulation.behaviour import Behaviour
from coje.simulation.scales import centred, level
from coje.simulation.setting import Booleans, Setting
from coje.simulation.trajectories import Trajectory

_WINTER = np.cos(2 * np.pi * (np.arange(12) - 1) / 12) / 2
"""How hard each month is: most in February, least in August."""
_ACTIVITY = np.array([0.4, 0.1, 0.3, 0.0, -0.3, 0.1, -0.4, -1.0, 0.5, 0.3, 0.1, -0.1])
"""How many cases each month brings against a mean month: fewest in August."""
_STOCK_NOISE = 0.2
"""A stock (contracts in force, people covered) moves that much less by chance than a flow."""
_HIT = 0.5
"""Share of its indicators that a crisis of a body touches."""
_LARGE_NUMERATOR = 1e9
"""A year's numerator of a ratio of amounts is about that at most: few staff behind many operations."""


@dataclass(frozen=True)
class Cells:
    """The truth, bodies by slots.

    ``free`` are levels on the free scale and ``cases`` what they apply to. For
    indicators that return a plain value, the level is a factor around 1 and
    ``cases`` the part of each body in the national amount.
    """

    slots: tuple[MonthSpan, ...]
    shape: Shape
    scale: Scale
    spread: float
    free: Floats
    cases: Floats
    is_open: Booleans


@dataclass(frozen=True)
class Activity:
    """An indicator lived by the bodies of a network over some slots."""

    indicator: Indicator
    trajectory: Trajectory
    behaviour: Behaviour
    setting: Setting
    slots: tuple[MonthSpan, ...]

    def cells(self) -> Cells:
        """Draw what the bodies do."""
        is_open = self.behaviour.open_in(self.slots)
        weights = self._weights(is_open)
        static = self._static()
        moving = self._moving()
        shape = self.indicator.reads
        national = self.trajectory.at(self.slots)
        if shape == "value":
            scale, around = Scale.AMOUNT, np.zeros(len(self.slots))
            cases = weights * level(self.trajectory.scale, national) * self._part_of_year
        else:
            scale, around = self.trajectory.scale, national
            cases = self._caseloads(weights, shape)
        spread = self._spread(scale)
        if shape == "distribution":
            around = around - self._widening(spread * static, weights)
        free = centred(scale, around, spread * static, weights) + spread * moving
        return Cells(self.slots, shape, scale, abs(spread), free, cases, is_open)

    @cached_property
    def rng(self) -> np.random.Generator:
        """The same draws for the same indicator: first sizes and merits, which do not depend on the slots."""
        return self.setting.stream("cells", self.indicator.id)

    def _spread(self, scale: Scale) -> float:
        """How much better bodies are by one unit of merit, on the free scale; negative when less is better."""
        parameters = self.setting.parameters
        spread = {
            Scale.SHARE: parameters.share_spread,
            Scale.AMOUNT: parameters.amount_spread,
            Scale.ANY: parameters.change_spread * self.trajectory.step,
        }[scale]
        return self.trajectory.sign * spread

    def _widening(self, effects: Floats, weights: Floats) -> Floats:
        """How far the quantile of all delays is from the bodies' own: as they differ, its tail is longer."""
        assert self.indicator.aggregation is not None
        assert self.indicator.aggregation.quantile is not None
        quantile, shape = float(self.indicator.aggregation.quantile), self.setting.parameters.delay_shape
        between = (weights * effects**2).sum(axis=0) - (weights * effects).sum(axis=0) ** 2
        within = (np.pi / shape) ** 2 / 3
        widening: Floats = np.log(quantile / (1 - quantile)) / shape * (np.sqrt(1 + between / within) - 1)
        return widening

    def _weights(self, is_open: Booleans) -> Floats:
        """The part of each open body in each slot, adding up to 1: its size, give or take a tenth."""
        sizes = self.behaviour.sizes[:, None] * np.exp(0.1 * self.rng.normal(size=(is_open.shape[0], 1)))
        present = np.where(is_open, sizes, 0.0)
        weights: Floats = present / np.where(is_open.any(axis=0), present.sum(axis=0), 1.0)
        return weights

    def _static(self) -> Floats:
        """The merit of each body at this indicator, partly its own quality, partly chance; a column."""
        common = self.setting.parameters.common_quality
        own = self.rng.normal(size=len(self.behaviour.bodies))
        merit: Floats = common**0.5 * self.behaviour.quality + (1 - common) ** 0.5 * own
        return merit[:, None]

    def _moving(self) -> Floats:
        """What drift, season, crises and chance add to that merit."""
        parameters, shape = self.setting.parameters, (len(self.behaviour.bodies), len(self.slots))
        years = np.cumsum(self._months) / 12
        drift = parameters.body_drift * self.behaviour.drift[:, None] * (years - years.mean())
        is_hit = self.rng.random((shape[0], 1)) < _HIT
        crises = parameters.crisis_depth * np.where(is_hit, self.behaviour.crises_in(self.slots), 0.0)
        relative_size = self.behaviour.sizes[:, None] / np.median(self.behaviour.sizes)
        chance = self.rng.normal(size=shape) * relative_size**-0.25 / np.sqrt(self._months)
        calm = _STOCK_NOISE if self.trajectory.is_stock else 1.0
        season = parameters.seasonality * self._mean(_WINTER)
        moving: Floats = drift - crises + calm * (parameters.noise * chance - season)
        return moving

    def _caseloads(self, weights: Floats, shape: Shape) -> Floats:
        """Whole numbers of cases: denominators, weights, or cases of a distribution."""
        parameters = self.setting.parameters
        fewest, most = parameters.national_cases if self.behaviour.is_national else parameters.yearly_cases
        scale_of_this = self.setting.stream("caseload", self.indicator.id)
        yearly = float(np.exp(scale_of_this.uniform(np.log(fewest), np.log(most))))
        least = parameters.smallest_caseload
        if shape == "fraction" and self.trajectory.scale is not Scale.SHARE:
            usual = float(np.median(np.abs(level(self.trajectory.scale, self.trajectory.free))))
            yearly, least = min(yearly, _LARGE_NUMERATOR / max(usual, 1.0)), 1
        chance = 1.0 if self.trajectory.is_stock else np.exp(0.04 * self.rng.normal(size=weights.shape))
        return np.maximum(np.rint(yearly * weights * self._part_of_year * chance), least)

    @cached_property
    def _months(self) -> Floats:
        return np.array([slot.months for slot in self.slots], dtype=np.float64)

    @property
    def _part_of_year(self) -> Floats:
        """The part of a year's cases that falls in each slot; a stock is whole in each."""
        if self.trajectory.is_stock:
            return np.ones(len(self.slots))
        return self._months / 12 * (1 + self.setting.parameters.caseload_season * self._mean(_ACTIVITY))

    def _mean(self, profile: Floats) -> Floats:
        """The mean of a yearly profile over the months of each slot."""
        firsts = (slot.start.month - 1 for slot in self.slots)
        return np.array([profile[m : m + slot.months].mean() for m, slot in zip(firsts, self.slots, strict=True)])
