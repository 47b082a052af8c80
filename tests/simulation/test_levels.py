"""Free scales and trajectories: levels keep their bounds and follow what is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coje.appraisal.scales import Scale
from coje.contract.model import Frequency, Indicator
from coje.simulation.parameters import Parameters
from coje.simulation.scales import centred, level, slope
from coje.simulation.setting import Horizon, Setting
from coje.simulation.trajectories import Trajectory, ranks, trajectory_of

THREE_YEARS = Horizon.between(date(2023, 1, 1), date(2025, 12, 1))
RATIO = {"over_bodies": "ratio", "over_time": "ratio", "scale": 100}
EXACT_NETWORK = Parameters(ambition=0.0, indicator_spread=0.0, year_spread=0.0, yearly_drift=0.0)
"""A network that does what is asked, no more and no less."""


def indicator(targets: dict[str, str], **fields: Any) -> Indicator:
    usual = {"id": "a", "number": "1", "name": "A", "sense": "up", "unit": "%", "aggregation": RATIO}
    return Indicator.model_validate(usual | {"targets": targets} | fields)


def trajectory(
    targets: dict[str, str], parameters: Parameters = EXACT_NETWORK, rank: float = 0.5, **fields: Any
) -> Trajectory:
    return trajectory_of(indicator(targets, **fields), rank, Setting(1, THREE_YEARS, parameters))


def yearly(path: Trajectory) -> list[float]:
    return [float(each) for each in level(path.scale, path.at(THREE_YEARS.slots(Frequency.YEARLY)))]


@pytest.mark.parametrize("scale", Scale)
@given(free=st.floats(-20, 20))
def test_the_slope_is_how_fast_the_level_changes(scale: Scale, free: float) -> None:
    around = level(scale, np.array([free - 1e-4, free + 1e-4]))
    assert slope(scale, np.array([free]))[0] == pytest.approx(np.diff(around)[0] / 2e-4, rel=1e-4, abs=1e-3)


@pytest.mark.parametrize(("scale", "low", "high"), [(Scale.SHARE, 0, 100), (Scale.AMOUNT, 0, 1e15)])
@given(free=st.floats(-1e6, 1e6))
def test_no_number_leaves_the_bounds_of_its_scale(scale: Scale, low: float, high: float, free: float) -> None:
    assert low <= level(scale, np.array([free]))[0] <= high * 1.001


@pytest.mark.parametrize("scale", Scale)
def test_bodies_that_differ_keep_the_national_mean(scale: Scale) -> None:
    around, weights = scale.free(np.array([20.0, 80.0])), np.array([[0.5, 0.5], [0.3, 0.3], [0.2, 0.2]])
    levels = level(scale, centred(scale, around, np.array([[-0.6], [0.1], [0.9]]), weights))
    assert (weights * levels).sum(axis=0) == pytest.approx([20.0, 80.0])
    assert (np.diff(levels, axis=0) > 0).all()


def test_a_network_without_merit_does_what_is_asked_each_year() -> None:
    assert yearly(trajectory({"2023": "60 %", "2024": "70 %", "2025": "75 %"})) == pytest.approx([60, 70, 75])


def test_a_year_without_target_is_between_its_neighbours() -> None:
    assert 60 < yearly(trajectory({"2023": "60 %", "2024": "ND", "2025": "75 %"}))[1] < 75


def test_a_better_rank_gives_better_levels_in_both_senses() -> None:
    years = {"2023": "60 %", "2024": "70 %", "2025": "75 %"}
    for sense, better in (("up", 1), ("down", -1)):
        last, first = (
            yearly(trajectory(years, Parameters(year_spread=0.0, yearly_drift=0.0), rank, sense=sense))
            for rank in (0.1, 0.9)
        )
        assert all(better * (high - low) > 0 for low, high in zip(last, first, strict=True))


def test_an_absolute_target_is_approached_and_not_reached() -> None:
    assert yearly(trajectory({"2023": "100 %"})) == pytest.approx([97.5] * 3)
    assert yearly(trajectory({"2023": "0 %"}, sense="down")) == pytest.approx([2.5] * 3)


def test_a_ratio_that_must_stay_under_100_percent_may_exceed_it() -> None:
    assert trajectory({"2023": "100 %"}, sense="down").scale is Scale.AMOUNT


def test_a_target_below_zero_is_a_change_of_either_sign() -> None:
    assert trajectory({"2023": "-3 %", "2024": "-5 %"}, sense="down").scale is Scale.ANY


def test_a_stock_reaches_its_level_at_the_end_of_the_year_and_a_flow_in_the_middle() -> None:
    targets, last = {"2023": "60 %", "2024": "70 %", "2025": "75 %"}, RATIO | {"over_time": "last"}
    months = THREE_YEARS.slots(Frequency.MONTHLY)
    stock = trajectory(targets, aggregation=last)
    assert level(stock.scale, stock.at(months))[23] == pytest.approx(70)
    flow = trajectory(targets)
    assert np.mean(level(flow.scale, flow.at(months))[12:24]) == pytest.approx(70, abs=1)


def test_the_level_of_a_base_year_is_exactly_the_one_asked() -> None:
    path = trajectory({"2023": "-5 % par rapport à 2021"}, Parameters(), level_unit="kWh", sense="down")
    base = path.in_base_year(2021)
    assert level(base.scale, base.at(THREE_YEARS.slots(Frequency.YEARLY))) == pytest.approx([100.0] * 3)


def test_ranks_are_spread_evenly_whatever_the_seed() -> None:
    every = [indicator({"2023": "60 %"}, id=f"i-{rank}") for rank in range(4)]
    for seed in range(5):
        assert sorted(ranks(every, Setting(seed, THREE_YEARS, Parameters())).values()) == [0.125, 0.375, 0.625, 0.875]
