"""Level, slope and season of a series, and the paths it may take.

A structural state-space model: what is observed is a level, the effect of the
calendar slot (month, quarter) and a noise; the level moves by a slope that may
fade and change, and by chance. Its variances are not estimated by an optimiser,
that may fail and forgets how little three years of history say of them: every
setting of a small grid is run through the Kalman filter of statsmodels, weighs
what its marginal likelihood weighs, and gives that share of the paths. The
filter runs once per setting: what was known at any earlier slot is read from
the same pass.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from statsmodels.tsa.statespace.kalman_filter import KalmanFilter

from coje.appraisal.scales import Floats

UNKNOWN_LEVEL = 1e7
"""Variance of the level before the first value: it is not known at all."""


class Setting(NamedTuple):
    """Variances for a month, as multiples of the variance of the noise."""

    level: float
    """Of what chance adds to the level each month."""
    slope: float
    """Of the slope at the start: 0 for none."""
    turns: float
    """Of what chance adds to the slope each month."""
    damping: float
    """What remains of the slope after a month."""
    season: float
    """Of the effects of calendar months: 0 for none."""

    def per_slot(self, months: int) -> Setting:
        """The same movement seen in slots of several months: sums of months, a noise averaged over them."""
        return Setting(
            self.level * months**2,
            self.slope * months**3,
            self.turns * months**4,
            self.damping**months,
            self.season * months,
        )


_LEVELS = (0.001, 0.1, 2.0)
_SLOPES = ((0.0, 0.0, 1.0), (0.3, 0.0, 1.0), (0.1, 0.001, 0.95), (0.3, 0.01, 0.95))
_SEASONS = (0.0, 2.0)

SETTINGS = tuple(Setting(level, *slope, season) for level, slope, season in product(_LEVELS, _SLOPES, _SEASONS))
"""From a flat level to a lively slope, with and without a season."""

LEAST_WEIGHT = 0.005
"""A setting that weighs less gives no path."""


@dataclass(frozen=True)
class Calendar:
    """How the slots of a series fall in the year: months in each, and rank in the year of the first."""

    months: int
    first: int

    @property
    def per_year(self) -> int:
        """Slots in a year."""
        return 12 // self.months

    def ranks(self, start: int, stop: int) -> list[int]:
        """Rank in the year of the slots at these positions of the series."""
        return [(self.first + position) % self.per_year for position in range(start, stop)]


@dataclass(frozen=True)
class Filtered:
    """A series run through the filter with one setting, the variance of the noise taken as 1."""

    setting: Setting
    calendar: Calendar
    known: Floats
    forecasts: Floats
    variances: Floats
    states: Floats
    covariances: Floats

    def squares(self, stop: int) -> float:
        """Sum of the squared, standardised errors of one-slot forecasts before a position."""
        errors = (self.known - self.forecasts)[:stop]
        return float(np.nansum(errors**2 / self.variances[:stop]))

    def likelihood(self, stop: int) -> float:
        """Log of the marginal likelihood of the values before a position, up to a constant."""
        seen = ~np.isnan(self.known[:stop])
        freedom = np.count_nonzero(seen) - 1
        return float(-0.5 * np.log(self.variances[:stop][seen]).sum() - 0.5 * freedom * np.log(self.squares(stop)))

    def paths(self, stop: int, horizon: int, count: int, rng: np.random.Generator) -> Floats:
        """Possible values of the next slots, (count, horizon), from what was known before a position."""
        noise = self._noise(stop, count, rng)
        states = self.states[:, stop] + noise[:, None] * _draws(self.covariances[:, :, stop], count, rng)
        level, slope = states[:, 0], states[:, 1]
        values = np.empty((count, horizon))
        for step, rank in enumerate(self.calendar.ranks(stop, stop + horizon)):
            effect = states[:, 2 + rank] if self.setting.season else 0.0
            values[:, step] = level + effect + noise * rng.standard_normal(count)
            level = level + self.setting.damping * slope + self._chance(self.setting.level, noise, rng)
            slope = self.setting.damping * slope + self._chance(self.setting.turns, noise, rng)
        return values

    def gaps(self, positions: Sequence[int], count: int, rng: np.random.Generator) -> Floats:
        """Possible values of slots that are missing, (count, positions), each from the slots before it."""
        noise = self._noise(len(self.known), count, rng)[:, None]
        spread = np.sqrt(self.variances[list(positions)])
        return self.forecasts[list(positions)] + noise * spread * rng.standard_normal((count, len(positions)))

    def _noise(self, stop: int, count: int, rng: np.random.Generator) -> Floats:
        """Standard deviations that the noise may have, given the errors seen."""
        freedom = np.count_nonzero(~np.isnan(self.known[:stop])) - 1
        deviations: Floats = np.sqrt(self.squares(stop) / rng.chisquare(freedom, count))
        return deviations

    @staticmethod
    def _chance(variance: float, noise: Floats, rng: np.random.Generator) -> Floats:
        return math.sqrt(variance) * noise * rng.standard_normal(len(noise))


@dataclass(frozen=True)
class Mixture:
    """A series, counted from its first known value, run through the filter with every setting."""

    origin: float
    members: tuple[Filtered, ...]

    @classmethod
    def of(cls, series: Floats, calendar: Calendar) -> Mixture:
        """Run a series (NaN where nothing is known) through the filter with every setting."""
        origin = float(series[~np.isnan(series)][0])
        settings = (setting.per_slot(calendar.months) for setting in SETTINGS)
        return cls(origin, tuple(_filtered(series - origin, setting, calendar) for setting in settings))

    def weights(self, stop: int) -> Floats:
        """What each setting weighs, given the values before a position; they add up to 1."""
        likelihoods = np.array([member.likelihood(stop) for member in self.members])
        weights: Floats = np.exp(likelihoods - likelihoods.max())
        weights /= weights.sum()
        return weights

    def paths(self, stop: int, horizon: int, count: int, rng: np.random.Generator) -> Floats:
        """Possible values of the next slots, (count, horizon), from what was known before a position."""
        shares = self._shares(stop, count)
        return self.origin + np.concatenate([member.paths(stop, horizon, share, rng) for member, share in shares])

    def gaps(self, positions: Sequence[int], count: int, rng: np.random.Generator) -> Floats:
        """Possible values of slots that are missing, (count, positions)."""
        shares = self._shares(len(self.members[0].known), count)
        return self.origin + np.concatenate([member.gaps(positions, share, rng) for member, share in shares])

    def _shares(self, stop: int, count: int) -> list[tuple[Filtered, int]]:
        """How many of ``count`` paths each setting gives."""
        weights = self.weights(stop)
        kept = np.where(weights < LEAST_WEIGHT, 0, weights)
        ends = np.rint(np.cumsum(kept) / kept.sum() * count).astype(int)
        shares = np.diff(ends, prepend=0)
        return [(member, int(share)) for member, share in zip(self.members, shares, strict=True) if share]

    def share_of(self, stop: int, *, sloped: bool = False, seasonal: bool = False) -> float:
        """What the settings with a slope, or with a season, weigh together."""
        chosen = [(sloped and one.setting.slope > 0) or (seasonal and one.setting.season > 0) for one in self.members]
        return float(self.weights(stop)[chosen].sum())


def _filtered(series: Floats, setting: Setting, calendar: Calendar) -> Filtered:
    size = 2 + (calendar.per_year if setting.season else 0)
    kalman = KalmanFilter(k_endog=1, k_states=size, k_posdef=2)
    kalman.bind(series.reshape(-1, 1))
    kalman["design"] = _design(len(series), size, calendar)
    kalman["obs_cov"] = np.ones((1, 1))
    kalman["transition"] = _transition(size, setting.damping)
    kalman["selection"] = np.eye(size, 2)
    kalman["state_cov"] = np.diag([setting.level, setting.turns])
    start = np.array([UNKNOWN_LEVEL, setting.slope] + [setting.season] * (size - 2))
    kalman.initialize_known(np.zeros(size), np.diag(start))
    result = kalman.filter()
    return Filtered(
        setting,
        calendar,
        series,
        result.forecasts[0],
        result.forecasts_error_cov[0, 0],
        result.predicted_state,
        result.predicted_state_cov,
    )


def _design(length: int, size: int, calendar: Calendar) -> Floats:
    """What each slot shows: the level, and the effect of its rank in the year."""
    design = np.zeros((1, size, length))
    design[0, 0] = 1
    if size > 2:
        design[0, [2 + rank for rank in calendar.ranks(0, length)], np.arange(length)] = 1
    return design


def _transition(size: int, damping: float) -> Floats:
    transition = np.eye(size)
    transition[0, 1] = transition[1, 1] = damping
    return transition


def _draws(covariance: Floats, count: int, rng: np.random.Generator) -> Floats:
    """Centred draws, (count, states); a state known for certain stays at 0."""
    values, vectors = np.linalg.eigh(covariance)
    roots = vectors * np.sqrt(np.maximum(values, 0))
    draws: Floats = rng.standard_normal((count, len(values))) @ roots.T
    return draws
