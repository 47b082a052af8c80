from __future__ import annotations

from typing import Any

import pytest

from coje.contract.model import Indicator
from coje.simulation.goals import Goals, goals_of
from coje.simulation.parameters import Parameters

SUM = {"over_bodies": "sum", "over_time": "sum"}


def goals(targets: dict[str, str], **fields: Any) -> Goals:
    document = {"id": "a", "number": "1", "name": "A", "sense": "up", "targets": targets} | fields
    return goals_of(Indicator.model_validate(document), Parameters(unknown_level=100.0, unknown_total=1000.0))


def test_a_value_a_bound_and_the_middle_of_a_band_are_levels() -> None:
    assert goals({"2023": "20 jours", "2024": "> 30", "2025": "40-50"}).levels == {2023: 20.0, 2024: 30.0, 2025: 45.0}


def test_a_conditional_target_asks_for_what_it_asks_under_its_condition() -> None:
    assert goals({"2023": "20 si la loi est votée"}).levels == {2023: 20.0}


@pytest.mark.parametrize("target", ["ND", "neutralisé", "à fixer avant le 31/03/2024"])
def test_a_year_without_a_level_asks_nothing(target: str) -> None:
    assert goals({"2023": target, "2024": "12"}).levels == {2024: 12.0}


def test_the_baseline_is_a_level_too() -> None:
    assert goals({"2023": "28"}, baseline={"year": 2021, "value": 31}).levels == {2021: 31.0, 2023: 28.0}


def test_changes_from_a_base_year_are_levels_when_the_level_is_what_is_returned() -> None:
    found = goals({"2023": "-5 % par rapport à 2021", "2024": "-10 % / base 21"}, level_unit="kWh", aggregation=SUM)
    assert found.levels == {2021: 1000.0, 2023: 950.0, 2024: 900.0}
    assert found.base_years == {2021}


def test_a_printed_baseline_is_the_level_of_the_base_year() -> None:
    baseline = {"year": 2021, "value": 200}
    found = goals({"2023": "+10 % / base 21"}, level_unit="kWh", baseline=baseline)
    assert found.levels == {2021: 200.0, 2023: pytest.approx(220.0)}


def test_a_base_year_that_has_its_own_target_is_taken_from_it() -> None:
    found = goals({"2025": "+15 % / base 22", "2026": "+20 % / base 25"}, level_unit="contrôle", aggregation=SUM)
    assert found.levels[2026] == pytest.approx(1000 * 1.15 * 1.20)


def test_a_mean_yearly_change_is_compounded_over_its_years() -> None:
    found = goals({"2023-2024": "+10 % par an en moyenne"}, level_unit="€", aggregation=SUM)
    assert found.levels == {2022: 1000.0, 2024: pytest.approx(1210.0)}
    assert found.base_years == {2022}


def test_changes_are_levels_themselves_when_they_are_what_is_returned() -> None:
    found = goals({"2023": "-5 % par rapport à 2021", "2024": "-2 % par an en moyenne"}, unit="%")
    assert found.levels == {2023: -5.0, 2024: -2.0}
    assert found.base_years == frozenset()


def test_an_indicator_without_any_level_gets_a_made_up_one() -> None:
    assert goals({"2024": "ND"}, unit="%").levels == {2024: 50.0}
    assert goals({}, unit="jour").levels == {2000: 1000.0}


@pytest.mark.parametrize(
    ("target", "sense", "direction"),
    [
        ("20", "up", 1),
        ("20", "down", -1),
        ("20", "stable", 0),
        ("20", None, 0),
        ("≥ 20", "down", 1),
        ("< 20", "up", -1),
        ("10-20", "up", 0),
        ("-5 % par rapport à 2021", "down", -1),
    ],
)
def test_the_direction_is_that_of_the_bound_or_else_of_the_sense(
    target: str, sense: str | None, direction: int
) -> None:
    assert goals({"2023": target}, sense=sense).direction == direction


def test_the_half_width_is_that_of_the_band_or_the_tolerance() -> None:
    assert goals({"2023": "45-55"}, sense="band").half_width == 5.0
    assert goals({"2023": "50"}, sense="stable", tolerance=2).half_width == 2.0
    assert goals({"2023": "50"}, sense="up", tolerance=2).half_width == 0.0
