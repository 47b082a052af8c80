"""From figures to the value compared with a target, on arithmetic that can be done by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from coje.appraisal.appraise import appraise
from coje.appraisal.attainment import Attainment, Status
from coje.appraisal.figures import Completeness
from coje.appraisal.values import Value
from small import NETWORK, contract, measure, records

LEVEL = {
    "id": "energie",
    "number": "56",
    "name": "Consommation d'énergie",
    "unit": "%",
    "level_unit": "kWh",
    "sense": "down",
    "decimals": 1,
    "level": "national",
    "targets": {"2025": "-5 % par rapport à 2021"},
}
"""Targets are changes, records hold the level."""

CHANGE = LEVEL | {"level_unit": None}
"""Targets are changes, and so are the records."""


def level(year: int, value: float | str, **more: Any) -> dict[str, Any]:
    return measure("caisse", str(year), indicator="energie", value=value, **more)


def assessed(of: Mapping[str, Any], *rows: Mapping[str, Any], year: int = 2025) -> Attainment:
    appraisal = appraise(contract(of), NETWORK, records(*rows), date(2026, 3, 15))
    return appraisal.attainments["energie", year]


def value(of: Mapping[str, Any], *rows: Mapping[str, Any], year: int = 2025) -> Value:
    return assessed(of, *rows, year=year).value


# Rounding


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("82.449", "82.4"), ("82.45", "82.5"), ("-82.45", "-82.5"), ("82.449999", "82.4")],
)
def test_the_value_is_rounded_half_away_from_zero(exact: str, rounded: str) -> None:
    found = value(LEVEL | {"targets": {"2025": "80 %"}}, level(2025, exact))
    assert found.rounded == Decimal(rounded)


def test_the_target_is_compared_with_the_rounded_value() -> None:
    of = LEVEL | {"sense": "up", "decimals": 0, "targets": {"2025": "80 %"}}
    assert assessed(of, level(2025, "79.5")).status is Status.MET


def test_a_half_made_of_two_rates_is_a_half() -> None:
    of = LEVEL | {"decimals": 0, "frequency": "yearly"}
    of |= {"aggregation": {"over_bodies": "ratio", "over_time": "ratio"}, "level": "local"}
    base = measure("caisse", "2021", indicator="energie", numerator=11, denominator=7)
    # 11/7 × 0.505 = 1111/1400: a change of exactly -49.5 %
    now = measure("caisse", "2025", indicator="energie", numerator=1111, denominator=1400)
    assert value(of, base, now).rounded == -50


# A change from a base year


def test_a_change_is_computed_from_the_figure_of_the_base_year() -> None:
    assert value(LEVEL, level(2021, 200), level(2025, 190)).rounded == Decimal("-5.0")


def test_a_change_without_a_level_unit_is_the_record_itself() -> None:
    assert value(CHANGE, level(2021, 200), level(2025, "-5.04")).rounded == Decimal("-5.0")


def test_the_baseline_is_the_base_when_no_figure_of_its_year_is_known() -> None:
    of = LEVEL | {"baseline": {"year": 2021, "value": 200}}
    found = value(of, level(2025, 180))
    assert found.rounded == -10
    assert found.baseline == 200


def test_the_figure_of_the_base_year_prevails_over_the_baseline() -> None:
    of = LEVEL | {"baseline": {"year": 2021, "value": 200}}
    assert value(of, level(2021, 100), level(2025, 90)).rounded == -10


def test_a_baseline_of_another_year_is_no_base() -> None:
    of = LEVEL | {"baseline": {"year": 2022, "value": 200}}
    found = assessed(of, level(2025, 180))
    assert found.status is Status.NOT_ASSESSABLE
    assert found.reason == "la valeur de l'année de base 2021 n'est pas connue"


@pytest.mark.parametrize("base", [0, -3])
def test_a_base_that_is_zero_or_negative_cannot_be_assessed(base: int) -> None:
    found = assessed(LEVEL, level(2021, base), level(2025, 180))
    assert found.status is Status.NOT_ASSESSABLE
    assert found.reason == "la valeur de l'année de base 2021 est nulle ou négative"


def test_a_negative_level_has_no_change() -> None:
    found = assessed(LEVEL, level(2021, 200), level(2025, -1))
    assert found.status is Status.NOT_MEASURED
    assert found.value.reason == "le niveau est négatif"


def test_a_level_that_falls_to_zero_is_a_change_of_minus_one_hundred() -> None:
    assert value(LEVEL, level(2021, 200), level(2025, 0)).rounded == -100


def test_a_partial_base_makes_the_value_partial() -> None:
    of = LEVEL | {"level": "local", "aggregation": {"over_bodies": "sum", "over_time": "sum"}}
    base = measure("ain", "2021", indicator="energie", value=200)
    assert value(of, base, level(2025, 190)).completeness is Completeness.PARTIAL


def test_a_provisional_base_makes_the_value_provisional() -> None:
    assert value(LEVEL, level(2021, 200, provisional=True), level(2025, 190)).provisional


# A mean yearly change over a span

MEAN = {"targets": {"2024-2025": "-10 % par an en moyenne"}}


def test_a_mean_yearly_change_is_compound() -> None:
    # two years of -10 %: 100, 90, 81
    assert value(LEVEL | MEAN, level(2023, 100), level(2025, 81)).rounded == -10


def test_a_mean_yearly_change_does_not_need_the_years_between() -> None:
    found = value(LEVEL | MEAN, level(2023, 100), level(2024, 500), level(2025, 81))
    assert found.rounded == -10


def test_inside_its_span_a_mean_yearly_change_counts_the_years_so_far() -> None:
    found = assessed(LEVEL | MEAN, level(2023, 100), level(2024, 90), year=2024)
    assert found.value.rounded == -10
    assert found.status is Status.NOT_DUE


def test_without_a_level_unit_the_yearly_changes_are_averaged() -> None:
    assert value(CHANGE | MEAN, level(2024, -10), level(2025, -5)).rounded == Decimal("-7.5")


def test_a_year_of_the_span_without_a_record_leaves_no_mean() -> None:
    found = assessed(CHANGE | MEAN, level(2025, -5))
    assert found.status is Status.NOT_MEASURED
    assert found.value.reason == "année sans donnée : 2024"


# A base year that is still running


def test_a_base_year_that_is_not_over_is_no_base_yet() -> None:
    of = LEVEL | {"targets": {"2024": "-5 % par rapport à 2025"}}
    rows = level(2024, 190), level(2025, 200)
    running, over = (
        appraise(contract(of), NETWORK, records(*rows), day).attainments["energie", 2024]
        for day in (date(2025, 12, 30), date(2025, 12, 31))
    )
    assert running.status is Status.NOT_ASSESSABLE
    assert running.reason == "la valeur de l'année de base 2025 n'est pas connue avant la fin de cette année"
    assert over.status is Status.MET
