"""Scales: whatever a model says, the value that comes back is possible."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coje.appraisal.scales import Scale, scale_of
from coje.contract.model import Indicator

free_numbers = st.floats(-1e6, 1e6)


def indicator(**fields: Any) -> Indicator:
    return Indicator.model_validate({"id": "essai", "number": "1", "name": "Essai", **fields})


PERCENTAGE = indicator(unit="%", aggregation={"over_bodies": "ratio", "over_time": "ratio", "scale": 100})
DELAY = indicator(unit="jour", aggregation={"over_bodies": "ratio", "over_time": "ratio"})


@given(free_numbers)
def test_a_share_never_leaves_0_to_100(free: float) -> None:
    assert 0 <= Scale.SHARE.values(np.array([free]))[0] <= 100


@given(free_numbers)
def test_an_amount_is_never_negative_nor_infinite(free: float) -> None:
    assert 0 <= Scale.AMOUNT.values(np.array([free]))[0] < np.inf


@given(free_numbers)
def test_a_count_is_never_negative(free: float) -> None:
    assert Scale.COUNT.values(np.array([free]))[0] >= 0


@pytest.mark.parametrize("scale", Scale)
@given(value=st.floats(0.01, 99.99))
def test_a_value_comes_back_from_its_scale(scale: Scale, value: float) -> None:
    assert scale.values(scale.free(np.array([value])))[0] == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("scale", Scale)
def test_a_scale_keeps_the_order_of_values(scale: Scale) -> None:
    assert np.all(np.diff(scale.free(np.array([0.5, 1.0, 20.0, 99.0]))) > 0)


def test_a_share_at_its_bound_stays_finite() -> None:
    assert np.all(np.isfinite(Scale.SHARE.free(np.array([0.0, 100.0]))))


@pytest.mark.parametrize(
    ("measured", "known", "scale"),
    [
        (PERCENTAGE, [0.0, 40.0, 100.0], Scale.SHARE),
        (PERCENTAGE, [90.0, 104.0], Scale.AMOUNT),
        (DELAY, [20.0, 31.0], Scale.AMOUNT),
        (DELAY, [0.0, 31.0], Scale.COUNT),
        (indicator(unit="%"), [-2.0, 3.0], Scale.ANY),
        (indicator(unit="%"), [2.0, 3.0], Scale.AMOUNT),
    ],
)
def test_the_scale_follows_the_rule_and_the_values_seen(measured: Indicator, known: list[float], scale: Scale) -> None:
    assert scale_of(measured, np.array(known)) is scale
