"""National figures slot by slot: the same records and rule as the figures of years, and what a model may read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from coje.appraisal.appraise import appraise
from coje.appraisal.figures import Completeness
from coje.appraisal.series import Series, SlotFigure, national_series
from coje.network.bodies import Body, Network
from small import NETWORK, RATE, contract, measure, records

DAY = date(2025, 3, 15)
COUNT = RATE | {"unit": "dossier", "aggregation": {"over_bodies": "sum", "over_time": "sum"}}
DELAY = RATE | {"aggregation": {"over_bodies": "quantile", "over_time": "quantile", "quantile": "0,9"}}


def series(*rows: dict[str, Any], indicator: dict[str, Any] = RATE, network: Network = NETWORK) -> Series | None:
    appraisal = appraise(contract(indicator), network, records(*rows), DAY)
    return national_series(appraisal.figures).get("taux")


def slot(found: Series | None, period: str) -> SlotFigure:
    assert found is not None
    return next(one for one in found.slots if str(one.slot) == period)


def rates(period: str, **denominators: int) -> Iterator[dict[str, Any]]:
    """Half of the cases in time, for each body."""
    for body, cases in denominators.items():
        yield measure(body, period, numerator=cases / 2, denominator=cases)


def counts(period: str, **values: int) -> Iterator[dict[str, Any]]:
    for body, value in values.items():
        yield measure(body, period, value=value)


def test_a_rate_is_the_ratio_of_sums_over_bodies() -> None:
    found = series(
        measure("ain", "2024-T1", numerator=8, denominator=10), measure("aisne", "2024-T1", numerator=1, denominator=3)
    )
    assert slot(found, "2024-T1").exact == Decimal(900) / 13
    assert slot(found, "2024-T1").weight == 13


def test_a_quantile_is_that_of_the_merged_distributions() -> None:
    few, many = [{"at": 2, "cases": 9}], [{"at": 5, "cases": 1}]
    rows = [measure("ain", "2024-T1", distribution=few), measure("aisne", "2024-T1", distribution=many)]
    assert slot(series(*rows, indicator=DELAY), "2024-T1").exact == 2
    assert slot(series(*rows, indicator=DELAY), "2024-T1").weight == 10


@pytest.mark.parametrize("indicator", [RATE, COUNT])
def test_the_slots_of_a_year_put_together_are_its_figure(indicator: dict[str, Any]) -> None:
    rows = [
        measure(body, f"2024-T{quarter}", value=7 * quarter + size, numerator=quarter + size, denominator=10 * size)
        for quarter in range(1, 5)
        for size, body in enumerate(["ain", "aisne", "allier"], 1)
    ]
    appraisal = appraise(contract(indicator), NETWORK, records(*rows), DAY)
    slots = national_series(appraisal.figures)["taux"].slots
    total = sum(one.exact * one.weight for one in slots if one.exact is not None)
    weights = 1 if indicator is COUNT else sum(one.weight for one in slots)
    exact = appraisal.figures.national("taux", 2024).exact
    assert exact is not None
    assert float(total / weights) == pytest.approx(float(exact), rel=1e-15)


def test_a_slot_with_every_body_is_complete() -> None:
    found = slot(series(*rates("2024-T1", ain=10, aisne=10, allier=10)), "2024-T1")
    assert (found.completeness, found.present, found.expected) == (Completeness.COMPLETE, 3, 3)


def test_a_slot_without_a_small_body_is_partial_but_usable() -> None:
    found = slot(series(*rates("2024-T1", ain=96, aisne=96, allier=8), *rates("2024-T2", ain=96, aisne=96)), "2024-T2")
    assert (found.completeness, found.reason) == (Completeness.PARTIAL, None)
    assert found.coverage == pytest.approx(192 / 200)


def test_a_slot_without_a_large_body_is_left_out_with_the_reason() -> None:
    found = series(*rates("2024-T1", ain=40, aisne=40, allier=20), *rates("2024-T2", ain=40, aisne=40))
    assert found is not None
    assert [str(one.slot) for one in found.left_out] == ["2024-T2", "2024-T3", "2024-T4"]
    assert found.left_out[0].reason == "les organismes présents ne pèsent que 80,0\u00a0% du réseau"


def test_a_sum_without_a_small_body_is_scaled_up_for_the_model_only() -> None:
    found = series(
        *counts("2024-T1", ain=96, aisne=96, allier=8), *counts("2024-T2", ain=96, aisne=96), indicator=COUNT
    )
    assert found is not None
    partial = slot(found, "2024-T2")
    assert partial.exact == 192
    assert found.estimate(partial) == pytest.approx(200)


def test_a_rate_without_a_small_body_is_read_as_it_is() -> None:
    found = series(*rates("2024-T1", ain=96, aisne=96, allier=8), *rates("2024-T2", ain=96, aisne=96))
    assert found is not None
    assert found.estimate(slot(found, "2024-T2")) == 50


def test_a_body_that_never_returned_counts_as_an_average_one() -> None:
    found = slot(series(*rates("2024-T1", ain=30, aisne=30)), "2024-T1")
    assert found.coverage == pytest.approx(2 / 3)


def test_when_nothing_weighs_bodies_count_alike() -> None:
    found = slot(
        series(*counts("2024-T1", ain=0, aisne=0, allier=0), *counts("2024-T2", ain=0), indicator=COUNT), "2024-T2"
    )
    assert found.coverage == pytest.approx(1 / 3)


def test_a_slot_that_nobody_returned_is_listed() -> None:
    everyone = {"ain": 10, "aisne": 10, "allier": 10}
    found = series(*rates("2024-T1", **everyone), *rates("2024-T3", **everyone))
    assert slot(found, "2024-T2").reason == "aucun retour"
    assert slot(found, "2024-T2").expected == 3


def test_a_slot_that_divides_by_zero_is_left_out() -> None:
    zero = [measure(body, "2024-T1", numerator=0, denominator=0) for body in ("ain", "aisne", "allier")]
    assert slot(series(*zero), "2024-T1").reason == "le dénominateur est nul"


def test_a_slot_not_over_on_the_day_is_not_in_the_series() -> None:
    everyone = {"ain": 10, "aisne": 10, "allier": 10}
    found = series(*rates("2024-T4", **everyone), *rates("2025-T1", **everyone))
    assert found is not None
    assert [str(one.slot) for one in found.slots] == ["2024-T4"]


def test_a_body_is_expected_from_its_opening() -> None:
    young = Body("allier", "Allier", "cpam", opened_on=date(2024, 5, 15))
    network = Network("caisse", (Body("ain", "Ain", "cpam"), young))
    found = series(*rates("2024-T1", ain=10), *rates("2024-T2", ain=10, allier=10), network=network)
    assert slot(found, "2024-T1").completeness is Completeness.COMPLETE
    assert slot(found, "2024-T2").expected == 2


def test_whole_years_leave_the_slots_in_the_series() -> None:
    everyone = {"ain": 10, "aisne": 10, "allier": 10}
    found = series(*rates("2024-T1", **everyone), measure("ain", "2024", numerator=1, denominator=2))
    assert slot(found, "2024-T1").completeness is Completeness.COMPLETE


def test_the_national_body_speaks_for_the_network_at_equal_length() -> None:
    declared = measure("caisse", "2024-T1", numerator=9, denominator=10)
    found = series(*rates("2024-T1", ain=10, aisne=10, allier=10), declared)
    assert found is not None
    assert found.declared
    assert slot(found, "2024-T1").exact == 90


def test_the_side_with_more_usable_slots_makes_the_series() -> None:
    everyone = {"ain": 10, "aisne": 10, "allier": 10}
    declared = measure("caisse", "2024-T1", numerator=9, denominator=10)
    found = series(*rates("2024-T1", **everyone), *rates("2024-T2", **everyone), declared)
    assert found is not None
    assert not found.declared
    assert [one.exact for one in found.usable] == [50, 50]


def test_local_values_without_a_rule_make_no_series() -> None:
    assert series(*counts("2024-T1", ain=1, aisne=1, allier=1), indicator=RATE | {"aggregation": None}) is None


def test_an_indicator_measured_once_a_year_has_no_series() -> None:
    assert series(*rates("2024", ain=10, aisne=10, allier=10), indicator=RATE | {"frequency": "yearly"}) is None


def test_a_series_that_holds_a_simulated_record_says_so() -> None:
    real, simulated = (
        series(measure("ain", "2024-T1", numerator=1, denominator=2, simulated=each)) for each in (False, True)
    )
    assert real is not None
    assert simulated is not None
    assert (real.simulated, simulated.simulated) == (False, True)
