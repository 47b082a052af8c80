"""What records carry: whole numbers that keep totals, delays whose quantile is the level."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from coje.contract.model import Indicator
from coje.simulation.cells import Shape
from coje.simulation.parameters import Parameters
from coje.simulation.shapes import Rows

QUANTILE = {"over_bodies": "quantile", "over_time": "quantile", "quantile": Decimal("0.9")}


def columns(
    shape: Shape, levels: list[float], cases: list[float], chance: float = 0.5, **fields: Any
) -> dict[str, Any]:
    indicator = Indicator.model_validate({"id": "a", "number": "1", "name": "A"} | fields)
    rows = Rows(indicator, shape, np.array(levels), np.array(cases), np.full(len(levels), chance))
    return {name: column.to_list() for name, column in rows.columns(Parameters()).items()}


def test_a_value_is_the_level_of_the_part_of_the_body_at_the_decimals_of_the_indicator() -> None:
    assert columns("value", [1.5], [10.26], decimals=1) == {"value": [Decimal("15.4")]}


def test_a_level_that_serves_to_compute_a_change_is_whole() -> None:
    assert columns("value", [1.0], [10.26], decimals=2, level_unit="kWh") == {"value": [Decimal(10)]}


def test_small_parts_are_rounded_up_by_chance_so_that_totals_hold() -> None:
    rng = np.random.default_rng(1)
    indicator = Indicator.model_validate({"id": "a", "number": "1", "name": "A"})
    rows = Rows(indicator, "value", np.ones(20_000), np.full(20_000, 0.3), rng.random(20_000))
    assert float(rows.columns(Parameters())["value"].sum()) == pytest.approx(6_000, rel=0.05)


def test_a_share_is_a_numerator_over_whole_cases() -> None:
    ratio = {"over_bodies": "ratio", "over_time": "ratio", "scale": 100}
    assert columns("fraction", [25.0], [400.2], aggregation=ratio) == {
        "numerator": [Decimal(100)],
        "denominator": [Decimal(400)],
    }


def test_a_mean_is_a_value_and_its_weight() -> None:
    mean = {"over_bodies": "mean", "over_time": "mean"}
    assert columns("weighted", [12.3456], [40.0], aggregation=mean, decimals=1) == {
        "value": [Decimal("12.346")],
        "denominator": [Decimal(40)],
    }


@pytest.mark.parametrize("level", [8.0, 23.0, 150.0])
def test_the_level_is_the_smallest_delay_that_nine_cases_in_ten_do_not_exceed(level: float) -> None:
    (counts,) = columns("distribution", [level], [10_000.0], aggregation=QUANTILE)["distribution"]
    reached = np.cumsum([one["cases"] for one in counts]) >= 9_000
    assert counts[int(np.argmax(reached))]["at"] == level


def test_a_distribution_holds_every_case_once() -> None:
    lists = columns("distribution", [8.0, 23.0, 60.0], [100.0, 37.0, 0.0], aggregation=QUANTILE)["distribution"]
    assert [sum(one["cases"] for one in counts or []) for counts in lists] == [100, 37, 0]


def test_delays_beyond_measure_stay_within_the_integers_of_records() -> None:
    (counts,) = columns("distribution", [1e15], [50.0], aggregation=QUANTILE)["distribution"]
    assert max(one["at"] for one in counts) < 2**31
    assert len(counts) <= 50
