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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from statsmodels.tsa.statespace.kalman_filter import KalmanFilter

from coje.appraisal.scales import Floats, Integers

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


_MOVES = (
    # level, slope, turns, damping
    (0.001, 0.0, 0.0, 1.0),
    (0.001, 0.3, 0.0, 1.0),
    (0.001, 3.0, 0.1, 1.0),
    (0.1, 0.0, 0.0, 1.0),
    (0.1, 0.3, 0.01, 0.95),
    (2.0, 0.0, 0.0, 1.0),
    (2.0, 0.3, 0.01, 1.0),
    (2.0, 3.0, 0.1, 1.0),
)
_SEASONS = (0.0, 2.0)

SETTINGS = tuple(Setting(*move, season) for move, season in product(_MOVES, _SEASONS))
"""From a flat level to a slope that turns, from a calm level to a lively one, with and without a season."""

LEAST_WEIGHT = 0.005
"""A setting that weighs less gives no path."""

LEAST_SQUARES = 1e-12
"""Sum of squared errors below which values are taken as forecast exactly."""


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
    forecasts: Floats
    variances: Floats
    states: Floats
    covariances: Floats

    def paths(self, stop: int, ranks: Sequence[int], noise: Floats, rng: np.random.Generator) -> Floats:
        """Possible values of the next slots, (path, slot), one path for each deviation of the noise."""
        states = self.states[:, stop] + noise[:, None] * _draws(self.covariances[:, :, stop], len(noise), rng)
        level, slope = states[:, 0], states[:, 1]
        values, to_level, to_slope = noise * rng.standard_normal((3, len(ranks), len(noise)))
        for step, rank in enumerate(ranks):
            values[step] += level + (states[:, 2 + rank] if self.setting.season else 0.0)
            slope = self.setting.damping * slope
            level = level + slope + math.sqrt(self.setting.level) * to_level[step]
            slope = slope + math.sqrt(self.setting.turns) * to_slope[step]
        paths: Floats = np.transpose(values)
        return paths

    def gaps(self, positions: Integers, noise: Floats, rng: np.random.Generator) -> Floats:
        """Possible values of slots that are missing, (path, position), each from the slots before it."""
        spread = noise[:, None] * np.sqrt(self.variances[positions])
        return self.forecasts[positions] + spread * rng.standard_normal(spread.shape)


@dataclass(frozen=True)
class Mixture:
    """A series, counted from its first known value, run through the filter with every setting."""

    origin: float
    known: Floats
    calendar: Calendar
    members: tuple[Filtered, ...]

    @classmethod
    def of(cls, series: Floats, calendar: Calendar) -> Mixture:
        """Run a series (NaN where nothing is known) through the filter with every setting."""
        origin = float(series[~np.isnan(series)][0])
        settings = (setting.per_slot(calendar.months) for setting in SETTINGS)
        members = tuple(_filtered(series - origin, setting, calendar) for setting in settings)
        return cls(origin, series - origin, calendar, members)

    def weights(self, stop: int) -> Floats:
        """What each setting weighs, given the values before a position: its marginal likelihood, out of their sum."""
        seen = np.flatnonzero(~np.isnan(self.known[:stop]))
        logarithms = np.array([np.log(member.variances[seen]).sum() for member in self.members])
        likelihoods = -0.5 * (logarithms + (len(seen) - 1) * np.log(self._squares(stop)))
        weights: Floats = np.exp(likelihoods - likelihoods.max())
        weights /= weights.sum()
        return weights

    def share_sloped(self, stop: int) -> float:
        """What the settings with a slope weigh together."""
        return float(self.weights(stop)[[member.setting.slope > 0 for member in self.members]].sum())

    def share_seasonal(self, stop: int) -> float:
        """What the settings with a season weigh together."""
        return float(self.weights(stop)[[member.setting.season > 0 for member in self.members]].sum())

    def paths(self, stop: int, horizon: int, count: int, rng: np.random.Generator) -> Floats:
        """Possible values of the next slots, (path, slot), from what was known before a position."""
        ranks = self.calendar.ranks(stop, stop + horizon)
        drawn = (member.paths(stop, ranks, noise, rng) for member, noise in self._noises(stop, count, rng))
        return self.origin + np.concatenate(list(drawn))

    def gaps(self, positions: Integers, count: int, rng: np.random.Generator) -> Floats:
        """Possible values of slots that are missing, (path, position)."""
        noises = self._noises(len(self.known), count, rng)
        return self.origin + np.concatenate([member.gaps(positions, noise, rng) for member, noise in noises])

    def _squares(self, stop: int) -> Floats:
        """For each setting: the sum of the squared, standardised errors of its forecasts before a position."""
        errors = [(self.known - member.forecasts)[:stop] ** 2 / member.variances[:stop] for member in self.members]
        squares: Floats = np.maximum(np.nansum(errors, axis=1), LEAST_SQUARES)
        return squares

    def _noises(self, stop: int, count: int, rng: np.random.Generator) -> Iterator[tuple[Filtered, Floats]]:
        """Each setting that gives paths, with a deviation of the noise for each of them."""
        weights, squares = self.weights(stop), self._squares(stop)
        weights[weights < LEAST_WEIGHT] = 0
        ends = np.rint(np.cumsum(weights) / weights.sum() * count).astype(int)
        freedom = np.count_nonzero(~np.isnan(self.known[:stop])) - 1
        for member, share, square in zip(self.members, np.diff(ends, prepend=0), squares, strict=True):
            if share:
                yield member, np.sqrt(square / rng.chisquare(freedom, share))


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
