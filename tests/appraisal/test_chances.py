"""The chance of a target: the bar of attainment, the rounding of figures, the kind of value it is compared with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coje.appraisal.appraise import Appraisal, appraise
from coje.appraisal.bars import bar_of
from coje.appraisal.chances import Prospect, prospect, share_passing
from coje.contract.model import Indicator
from coje.contract.targets import parse_target
from small import NETWORK, RATE, contract, measure, records

DAY = date(2026, 3, 15)
PERIOD = {"start": "2023-01-01", "end": "2028-01-01"}
LEVEL = RATE | {"unit": "%", "level_unit": "kWh", "aggregation": {"over_bodies": "sum", "over_time": "sum"}}


def appraised(indicator: dict[str, Any], *rows: dict[str, Any], day: date = DAY) -> Appraisal:
    return appraise(contract(indicator | {"frequency": "yearly"}, period=PERIOD), NETWORK, records(*rows), day)


def expected(
    indicator: dict[str, Any], levels: dict[int, list[float]], *rows: dict[str, Any], held: tuple[str, ...] = ()
) -> Prospect:
    """The prospect of the last year drawn."""
    appraisal = appraised(indicator, *rows)
    draws = {year: np.array(values) for year, values in levels.items()}
    return prospect(appraisal.figures, appraisal.contract.indicator("taux"), max(levels), draws, held)


def chance(target: str, values: list[float], sense: str = "up", **fields: Any) -> Decimal | None:
    return expected(RATE | {"targets": {"2026": target}, "sense": sense} | fields, {2026: values}).chance


@pytest.mark.parametrize(
    ("target", "sense", "percent"),
    [
        ("20 %", "up", 50),
        ("20 %", "down", 75),
        ("> 20 %", "up", 25),
        ("< 20 %", "down", 50),
        ("≥ 20 %", "down", 50),
        ("≤ 10 %", "up", 50),
        ("15 %-25 %", "band", 25),
        ("20 %", "stable", 25),
    ],
)
def test_the_chance_is_the_share_of_paths_that_reach_the_target(target: str, sense: str, percent: int) -> None:
    assert chance(target, [5, 10, 20, 30], sense) == percent


def test_a_tolerance_widens_a_stable_target() -> None:
    assert chance("20 %", [5, 10, 20, 30], "stable", tolerance=10) == 75


@pytest.mark.parametrize(("value", "percent"), [(79.949, 0), (79.951, 100)])
def test_a_path_is_rounded_half_up_before_it_is_compared(value: float, percent: int) -> None:
    assert chance("80 %", [value]) == percent


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30), st.integers(-100, 100), st.integers(0, 50))
def test_an_easier_target_is_never_less_likely(values: list[float], goal: int, ease: int) -> None:
    for sense, easier in (("up", goal - ease), ("down", goal + ease)):
        indicator = Indicator.model_validate({"id": "x", "number": "1", "name": "x", "sense": sense})
        hard, easy = (bar_of(indicator, parse_target(str(one))) for one in (goal, easier))
        assert hard is not None
        assert easy is not None
        assert share_passing(easy, np.array(values), 0) >= share_passing(hard, np.array(values), 0)


RELATIVE, AVERAGE = {"2026": "-5 % par rapport à 2023"}, {"2024-2026": "-0,5 % par an en moyenne"}


@pytest.mark.parametrize("targets", [RELATIVE, AVERAGE, {"2026": "≥ 10 %"}])
@pytest.mark.parametrize("indicator", [LEVEL, RATE])
def test_a_path_is_compared_as_a_measured_figure_is(targets: dict[str, str], indicator: dict[str, Any]) -> None:
    indicator = indicator | {"targets": targets}
    known = [measure("caisse", str(year), value=value) for year, value in ((2023, 120), (2024, 117), (2025, 115))]
    measured = appraised(indicator, *known, measure("caisse", "2026", value=109), day=date(2027, 3, 1))
    exact = measured.attainments["taux", 2026].value.exact
    assert exact is not None
    assert expected(indicator, {2026: [109.0]}, *known).values == pytest.approx([float(exact)])


def test_a_base_year_still_to_come_is_taken_on_the_same_path() -> None:
    indicator = LEVEL | {"targets": {"2027": "+10 % par rapport à 2026"}}
    found = expected(indicator, {2026: [100.0, 200.0], 2027: [110.0, 210.0]})
    assert found.values == pytest.approx([10, 5])
    assert found.chance == 50


def test_the_baseline_stands_for_its_year() -> None:
    indicator = LEVEL | {"targets": {"2026": "-5 % par rapport à 2022"}, "baseline": {"year": 2022, "value": 200}}
    assert expected(indicator, {2026: [180.0]}).values == pytest.approx([-10])


@pytest.mark.parametrize(
    ("targets", "reason"),
    [
        ({"2026": "ND"}, "cible non fixée (ND)"),
        ({"2025": "80 %"}, "aucune cible pour cette année"),
        ({"2026": "neutralisé"}, "cible neutralisée"),
        ({"2026": "80 % si la loi passe"}, "cible sous condition, non constatée : la loi passe"),
        ({"2026": "au plus tard le 31/12/2026"}, "la cible est une échéance, non une valeur"),
        ({"2024-2027": "-0,5 % par an en moyenne"}, "cible à échéance de 2027"),
    ],
)
def test_without_a_value_to_reach_there_is_a_reason_and_no_chance(targets: dict[str, str], reason: str) -> None:
    found = expected(RATE | {"targets": targets}, {2026: [10.0]})
    assert (found.chance, found.reason) == (None, reason)


@pytest.mark.parametrize("base", [None, 0])
def test_without_a_base_above_zero_there_is_no_chance(base: int | None) -> None:
    known = [] if base is None else [measure("caisse", "2023", value=base)]
    found = expected(LEVEL | {"targets": RELATIVE}, {2026: [10.0]}, *known)
    assert (found.chance, found.reason) == (None, "la base de comparaison n'est pas connue, ou n'est pas positive")


def test_a_year_missing_from_a_mean_change_leaves_no_chance() -> None:
    assert expected(RATE | {"targets": AVERAGE}, {2026: [10.0]}, measure("caisse", "2024", value=1)).chance is None


def test_a_condition_stated_to_hold_gives_a_chance() -> None:
    indicator = RATE | {"targets": {"2026": "80 % si la loi passe"}}
    assert expected(indicator, {2026: [90.0]}, held=("la loi passe",)).chance == 100
