"""The state-space model: against the joint normal law written out, and against series whose truth is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from coje.appraisal.scales import Floats
from coje.appraisal.state_space import SETTINGS, UNKNOWN_LEVEL, Calendar, Mixture, Setting

MONTHLY = Calendar(months=1, first=0)
QUARTERLY = Calendar(months=3, first=2)
PATHS = 400


def random(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def series(length: int = 36, slope: float = 0.0, season: float = 0.0, seed: int = 5) -> Floats:
    slots = np.arange(length)
    return slope * slots + season * np.sin(2 * np.pi * slots / 12) + random(seed).normal(size=length)


def joint_covariance(setting: Setting, calendar: Calendar, length: int) -> Floats:
    """Of all values together: every shock, followed to every later slot."""
    effects: list[Floats] = [np.full(length, np.sqrt(UNKNOWN_LEVEL))]
    sums_of_slope = np.cumsum(setting.damping ** np.arange(1, length + 1))
    effects.append(np.sqrt(setting.slope) * np.concatenate([[0.0], sums_of_slope[:-1]]))
    for slot in range(length):
        after = np.arange(length) - slot - 1
        effects.append(np.sqrt(setting.level) * (after >= 0))
        reached = np.where(after >= 1, sums_of_slope[np.clip(after - 1, 0, None)], 0.0)
        effects.append(np.sqrt(setting.turns) * reached)
    ranks = np.array(calendar.ranks(0, length))
    effects += [np.sqrt(setting.season) * (ranks == rank) for rank in range(calendar.per_year)]
    return sum((np.outer(effect, effect) for effect in effects), np.eye(length))


@pytest.mark.parametrize("calendar", [MONTHLY, QUARTERLY])
def test_weights_are_those_of_the_joint_normal_law(calendar: Calendar) -> None:
    values = series(20, slope=0.1)
    known = np.delete(np.arange(20), [4, 11])
    seen = np.full(20, np.nan)
    seen[known] = values[known]
    counted = values[known] - values[known[0]]
    likelihoods = []
    for setting in SETTINGS:
        covariance = joint_covariance(setting.per_slot(calendar.months), calendar, 20)[np.ix_(known, known)]
        root = np.linalg.cholesky(covariance)
        whitened = np.linalg.solve(root, counted)
        likelihoods.append(-np.log(np.diag(root)).sum() - (len(known) - 1) / 2 * np.log(whitened @ whitened))
    expected = np.exp(np.array(likelihoods) - max(likelihoods))
    assert Mixture.of(seen, calendar).weights(20) == pytest.approx(expected / expected.sum(), abs=1e-4)


def test_paths_have_the_mean_and_spread_of_the_joint_normal_law() -> None:
    setting = SETTINGS[-1]
    values = series(30, slope=0.2, season=1.0)
    values -= values[0]
    whole = Mixture.of(values, MONTHLY)
    alone = replace(whole, members=tuple(one for one in whole.members if one.setting == setting))
    joint = joint_covariance(setting, MONTHLY, 36)
    past, across, future = joint[:30, :30], joint[30:, :30], joint[30:, 30:]
    mean = across @ np.linalg.solve(past, values)
    scale = values @ np.linalg.solve(past, values) / 27  # mean of the inverse chi-square: freedom − 2
    spread = np.sqrt(scale * np.diag(future - across @ np.linalg.solve(past, across.T)))
    paths = alone.paths(30, 6, 20_000, random())
    assert paths.mean(axis=0) == pytest.approx(mean, abs=0.05 * spread[-1])
    assert paths.std(axis=0) == pytest.approx(spread, rel=0.04)


def test_what_was_known_earlier_does_not_depend_on_what_came_later() -> None:
    first, other = series(36), series(36)
    other[30:] += 50
    paths = [Mixture.of(each, MONTHLY).paths(30, 6, PATHS, random()) for each in (first, other)]
    assert np.array_equal(*paths)


def test_the_same_seed_gives_the_same_paths() -> None:
    mixture = Mixture.of(series(), MONTHLY)
    assert np.array_equal(*(mixture.paths(36, 24, PATHS, random(3)) for _ in range(2)))


def test_the_same_series_higher_up_gives_the_same_paths_higher_up() -> None:
    low, high = (Mixture.of(series() + height, MONTHLY).paths(36, 24, PATHS, random()) for height in (0.0, 1e6))
    assert high - 1e6 == pytest.approx(low, abs=1e-6)


@pytest.mark.parametrize("count", [1, 7, 400])
def test_every_path_is_given_by_one_setting(count: int) -> None:
    assert Mixture.of(series(), MONTHLY).paths(36, 5, count, random()).shape == (count, 5)


def test_a_steep_series_has_a_slope_and_a_flat_one_has_not() -> None:
    steep, flat = (Mixture.of(series(slope=slope), MONTHLY).share_sloped(36) for slope in (0.5, 0.0))
    assert steep > 0.99
    assert flat < 0.5


def test_a_series_that_comes_back_each_year_has_a_season() -> None:
    seasonal, plain = (Mixture.of(series(season=size), MONTHLY).share_seasonal(36) for size in (5.0, 0.0))
    assert seasonal > 0.9
    assert plain < 0.5


def test_a_missing_slot_is_drawn_around_the_slots_before_it() -> None:
    values = series(36, slope=2.0)
    values[20] = np.nan
    drawn = Mixture.of(values, MONTHLY).gaps([20], PATHS, random())
    assert np.median(drawn) == pytest.approx(40, abs=2)


def test_a_quarter_moves_as_three_months_do() -> None:
    month = Setting(level=1.0, slope=1.0, turns=1.0, damping=0.5, season=1.0)
    assert month.per_slot(3) == Setting(level=9.0, slope=27.0, turns=81.0, damping=0.125, season=3.0)


TRUTHS: dict[str, Callable[[np.random.Generator], Floats]] = {
    "flat": lambda rng: rng.normal(size=60),
    "drift": lambda rng: 0.15 * rng.normal() * np.arange(60) + rng.normal(size=60),
    "seasonal drift": lambda rng: (
        0.15 * rng.normal() * np.arange(60) + np.tile(2 * rng.normal(size=12), 5) + rng.normal(size=60)
    ),
    "random walk": lambda rng: np.cumsum(0.5 * rng.normal(size=60)) + rng.normal(size=60),
    "slowing": lambda rng: 8 * rng.normal() * (1 - np.exp(-np.arange(60) / 15)) + rng.normal(size=60),
    "walk with drift": lambda rng: (
        np.cumsum(0.2 + 0.3 * rng.normal(size=60)) * rng.choice([-1, 1]) + rng.normal(size=60)
    ),
}
SERIES_OF_EACH = 12


def covered(truth: Floats, paths: Floats) -> Floats:
    low, high = np.quantile(paths, [0.1, 0.9], axis=0)
    return (low <= truth) & (truth <= high)


@pytest.mark.slow
def test_the_80_percent_interval_covers_about_80_percent_of_series_of_known_truth() -> None:
    monthly, yearly = [], []
    for draw in TRUTHS.values():
        for seed in range(SERIES_OF_EACH):
            whole = draw(random(seed))
            paths = Mixture.of(whole[:36], MONTHLY).paths(36, 24, PATHS, random(seed))
            monthly.append(covered(whole[36:42], paths[:, :6]).mean())
            truth = whole[36:].reshape(2, 12).mean(axis=1)
            yearly.append(covered(truth, paths.reshape(-1, 2, 12).mean(axis=2)))
    assert 0.72 <= np.mean(monthly) <= 0.90
    assert np.all((np.mean(yearly, axis=0) >= 0.65) & (np.mean(yearly, axis=0) <= 0.92))
