"""A series as numbers, the paths it may take, and how well it would have been forecast six months ago."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from coje.appraisal.scales import Floats, Scale, scale_of
from coje.appraisal.selection import over_time
from coje.appraisal.series import Series
from coje.appraisal.state_space import Calendar, Mixture
from coje.contract.model import Indicator, Rule
from coje.records.periods import MonthSpan, slots

PATHS = 2000
"""Paths drawn for each indicator: a probability is known to about one point."""

HELD_BACK_MONTHS = 6


@dataclass(frozen=True, slots=True)
class HeldBack:
    """The last slots forecast from the ones before, against what they were worth.

    ``error`` and ``naive_error`` are mean absolute errors, of the median forecast
    and of the value a year before; ``inside`` counts the values that fell in the
    80 % interval, out of those ``known``.
    """

    slots: tuple[MonthSpan, ...]
    known: int
    error: float
    naive_error: float
    inside: int


@dataclass(frozen=True)
class History:
    """The slots of a series from the first a model may read to the last; NaN for those it may not read between."""

    indicator: Indicator
    slots: tuple[MonthSpan, ...]
    values: Floats
    weights: Floats

    @classmethod
    def of(cls, series: Series) -> History:
        """The numbers of a series that has usable slots."""
        usable = {one.slot: one for one in series.usable}
        spans = tuple(one.slot for one in series.slots if min(usable) <= one.slot <= max(usable))
        values = [series.estimate(usable[span]) if span in usable else np.nan for span in spans]
        weights = [float(usable[span].weight) if span in usable else np.nan for span in spans]
        return cls(series.indicator, spans, np.array(values), np.array(weights))

    @property
    def known(self) -> Floats:
        """The values, without the gaps."""
        return self.values[~np.isnan(self.values)]

    @cached_property
    def scale(self) -> Scale:
        """The scale on which the series is modelled."""
        return scale_of(self.indicator, self.known)

    @cached_property
    def mixture(self) -> Mixture:
        """The series run through the model."""
        first = self.slots[0]
        return Mixture.of(self.scale.free(self.values), Calendar(first.months, (first.start.month - 1) // first.months))

    def ahead(self, last_year: int) -> tuple[MonthSpan, ...]:
        """The slots after the last one known, to the end of a year."""
        years = range(self.slots[-1].start.year, last_year + 1)
        every = (slot for year in years for slot in slots(year, self.indicator.frequency))
        return tuple(slot for slot in every if slot > self.slots[-1])

    def random(self, purpose: int) -> np.random.Generator:
        """A generator that depends on the indicator and on what is known of it, and on nothing else."""
        text = repr((self.indicator.id, [str(slot) for slot in self.slots], self.values.tolist(), purpose))
        return np.random.default_rng(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]))

    def held_back(self) -> HeldBack:
        """Forecast the last six months from what came before."""
        count = HELD_BACK_MONTHS // self.slots[0].months
        stop = len(self.slots) - count
        drawn = self.scale.values(self.mixture.paths(stop, count, PATHS, self.random(1)))
        low, median, high = np.quantile(drawn, [0.1, 0.5, 0.9], axis=0)
        truth = self.values[stop:]
        return HeldBack(
            self.slots[stop:],
            int(np.count_nonzero(~np.isnan(truth))),
            float(np.nanmean(np.abs(truth - median))),
            float(np.nanmean(np.abs(truth - self._year_before(stop)))),
            int(np.count_nonzero((low <= truth) & (truth <= high))),
        )

    def _year_before(self, stop: int) -> Floats:
        """For the slots from a position: the value of the year before, else the last one known before."""
        before = self.values[:stop]
        last = before[~np.isnan(before)][-1]
        same = self.values[stop - self.per_year : len(self.slots) - self.per_year]
        return np.where(np.isnan(same), last, same)

    @property
    def per_year(self) -> int:
        """Slots in a year."""
        return 12 // self.slots[0].months


@dataclass(frozen=True)
class Paths:
    """What a series was worth and may be worth, (path, slot), from its first slot to the end of a year."""

    history: History
    ahead: tuple[MonthSpan, ...]
    values: Floats

    @classmethod
    def of(cls, history: History, last_year: int) -> Paths:
        """Draw the slots to come, and those missing in between."""
        random, ahead = history.random(0), history.ahead(last_year)
        to_come = history.mixture.paths(len(history.slots), len(ahead), PATHS, random)
        past = np.tile(history.values, (PATHS, 1))
        missing = np.flatnonzero(np.isnan(history.values))
        past[:, missing] = history.scale.values(history.mixture.gaps(missing, PATHS, random))
        return cls(history, ahead, np.hstack([past, history.scale.values(to_come)]))

    def of_year(self, year: int) -> Floats:
        """The figure of a year along each path: its slots put together by the indicator's rule over time."""
        every = (*self.history.slots, *self.ahead)
        chosen = [position for position, slot in enumerate(every) if slot.start.year == year]
        values = self.values[:, chosen]
        match over_time(self.history.indicator):
            case Rule.LAST:
                return values[:, -1]
            case Rule.SUM:
                total: Floats = values.sum(axis=1)
                return total
        mean: Floats = np.average(values, axis=1, weights=self._weights[chosen])
        return mean

    def known(self, year: int) -> int:
        """How many slots of a year are known."""
        known = zip(self.history.slots, ~np.isnan(self.history.values), strict=True)
        return sum(slot.start.year == year and bool(is_known) for slot, is_known in known)

    @property
    def _weights(self) -> Floats:
        """What each slot weighs: to come, as the same slot a year before; missing, as the mean."""
        weights = self.history.weights
        every = np.where(np.isnan(weights), np.nanmean(weights), weights).tolist()
        for _ in self.ahead:
            every.append(every[-self.history.per_year])
        return np.array(every)
