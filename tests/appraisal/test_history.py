"""Years made of known and drawn slots, and the error on the slots held back, computed by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from coje.appraisal.history import PATHS, History, Paths
from coje.appraisal.scales import Floats, Scale
from coje.contract.model import Frequency, Indicator
from coje.records.periods import months_from, slots

QUARTERS = [quarter for year in (2023, 2024, 2025) for quarter in slots(year, Frequency.QUARTERLY)]


def indicator(over_bodies: str, over_time: str, frequency: str = "quarterly") -> Indicator:
    rule = {"over_bodies": over_bodies, "over_time": over_time}
    fields = {"id": "essai", "number": "1", "name": "Essai", "frequency": frequency, "aggregation": rule}
    return Indicator.model_validate(fields)


def monthly(values: Any, over_time: str = "sum") -> History:
    """A history of months from January 2023."""
    known = np.asarray(values, dtype=float)
    spans = tuple(months_from(2023 + rank // 12, 1 + rank % 12, 1) for rank in range(len(known)))
    return History(indicator("sum", over_time, "monthly"), spans, known, np.ones(len(known)))


def year_of(
    over_bodies: str, over_time: str, *, known: list[float], drawn: list[float], weights: list[float]
) -> Floats:
    """The figure of 2025, with these quarters known and those drawn (twice, one above the other by 100)."""
    past = tuple(QUARTERS[: len(known)])
    history = History(indicator(over_bodies, over_time), past, np.array(known), np.array(weights))
    paths = [[*known, *drawn], [*known, *(value + 100 for value in drawn)]]
    return Paths(history, tuple(QUARTERS[len(known) :]), np.array(paths)).of_year(2025)


def test_a_ratio_weighs_each_slot_to_come_as_the_same_slot_a_year_before() -> None:
    figure = year_of(
        "ratio",
        "ratio",
        known=[9, 9, 9, 9, 9, 9, 9, 9, 50, 60],
        drawn=[70, 80],
        weights=[1, 1, 1, 1, 5, 5, 3, 4, 1, 2],
    )
    assert figure == pytest.approx([(50 + 2 * 60 + 3 * 70 + 4 * 80) / 10, (50 + 2 * 60 + 3 * 170 + 4 * 180) / 10])


def test_a_sum_adds_known_and_drawn_slots() -> None:
    figure = year_of("sum", "sum", known=[0] * 8 + [1, 2], drawn=[3, 4], weights=[1] * 10)
    assert figure == pytest.approx([10, 210])


def test_a_last_value_is_that_of_the_end_of_the_year() -> None:
    figure = year_of("ratio", "last", known=[0] * 8 + [1, 2], drawn=[3, 4], weights=[1] * 10)
    assert figure == pytest.approx([4, 104])


def test_paths_go_to_the_end_of_the_year_asked() -> None:
    paths = Paths.of(monthly(np.arange(1.0, 27)), 2026)
    assert str(paths.ahead[0]) == "2025-03"
    assert str(paths.ahead[-1]) == "2026-12"
    assert paths.values.shape == (PATHS, 48)


def test_what_is_known_is_the_same_on_every_path() -> None:
    known = np.arange(1.0, 27)
    assert np.array_equal(np.unique(Paths.of(monthly(known), 2025).values[:, :26], axis=0), [known])


def test_a_year_counts_the_slots_known_of_it() -> None:
    gap = np.arange(1.0, 27)
    gap[24] = np.nan
    paths = Paths.of(monthly(gap), 2025)
    assert (paths.known(2024), paths.known(2025)) == (12, 1)


def test_a_missing_slot_is_drawn_near_its_neighbours() -> None:
    gap = 100 + np.arange(26.0)
    gap[13] = np.nan
    drawn = Paths.of(monthly(gap), 2025).values[:, 13]
    assert np.median(drawn) == pytest.approx(113, abs=1)


def test_the_error_on_a_straight_line_broken_six_months_ago_is_the_break() -> None:
    line = -50 + 2.0 * np.arange(36)
    line[30:] += 5
    held = monthly(line).held_back()
    assert held.error == pytest.approx(5, abs=0.1)
    assert held.naive_error == 12 * 2 + 5
    assert (held.known, held.inside) == (6, 0)


def test_the_naive_error_takes_the_value_of_the_year_before() -> None:
    values = np.array([float(10 + rank % 12) for rank in range(36)])
    values[30:] += [1, -1, 2, -2, 3, -3]
    assert monthly(values).held_back().naive_error == pytest.approx((1 + 1 + 2 + 2 + 3 + 3) / 6)


def test_the_naive_error_takes_the_last_value_when_the_year_before_is_missing() -> None:
    values = np.full(24, 10.0)
    values[17], values[6:12], values[18:] = 14.0, np.nan, 15.0
    assert monthly(values).held_back().naive_error == pytest.approx(1)


def test_a_missing_value_is_not_held_against_the_model() -> None:
    values = np.arange(1.0, 37)
    values[32] = np.nan
    assert monthly(values).held_back().known == 5


def test_two_quarters_are_held_back_of_a_quarterly_series() -> None:
    history = History(indicator("ratio", "ratio"), tuple(QUARTERS), np.arange(12.0), np.ones(12))
    assert [str(slot) for slot in history.held_back().slots] == ["2025-T3", "2025-T4"]


def test_chance_depends_on_the_indicator_and_on_what_is_known_of_it_only() -> None:
    history = monthly(np.arange(1.0, 37))
    renamed = replace(history, indicator=history.indicator.model_copy(update={"id": "autre"}))
    described = replace(history, indicator=history.indicator.model_copy(update={"name": "Autre nom", "decimals": 3}))
    draw, other, same = (each.random(0).random() for each in (history, renamed, described))
    assert draw == same
    assert draw != other


def test_a_series_below_zero_is_modelled_as_it_is() -> None:
    assert monthly(np.arange(-5.0, 20)).scale is Scale.ANY
