"""The chart of an indicator: everything inside the frame, round scales, words for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coje.records.frames import Records
from coje.reports.charts import Chart, Scale, chart
from reports.setting import AMOUNT, DELAY, report, whole_contract
from small import RATE, measure, records
from strategies import numbers


@given(st.lists(numbers(), min_size=1, max_size=12))
def test_every_value_is_inside_the_scale(values: list[Decimal]) -> None:
    scale = Scale.of(values)
    assert all(0 <= scale.at(value) <= 1 for value in values)


@given(st.lists(numbers(), min_size=1, max_size=12))
def test_a_scale_has_a_few_lines_from_bottom_to_top(values: list[Decimal]) -> None:
    ticks = Scale.of(values).ticks()
    assert 2 <= len(ticks) <= 8
    assert (ticks[0].y, ticks[-1].y) == (0, 1)
    assert all(first.y < second.y for first, second in pairwise(ticks))


@given(st.lists(numbers(minimum=0), min_size=1, max_size=12))
def test_a_scale_of_positive_values_never_goes_below_zero(values: list[Decimal]) -> None:
    assert Scale.of(values).low >= 0


def test_lines_are_at_round_numbers() -> None:
    labels = [tick.label for tick in Scale.of([Decimal(62), Decimal(85)]).ticks()]
    assert labels == ["50", "60", "70", "80", "90"]


def test_large_numbers_are_told_in_millions() -> None:
    labels = [tick.label for tick in Scale.of([Decimal(266_000_000), Decimal(390_000_000)]).ticks()]
    assert labels[-1] == "450\u00a0M"


def test_the_target_of_a_year_covers_the_year_and_the_result_is_in_its_middle() -> None:
    drawn = _chart("delai")
    assert [(step.left, step.right) for step in drawn.steps] == [(0.0, 0.5), (0.5, 1.0)]
    assert [mark.x for mark in drawn.marks] == [0.25]


def test_a_lower_target_is_drawn_lower() -> None:
    first, second = _chart("delai").steps
    assert first.low == first.high > second.low


def test_a_band_is_drawn_between_its_bounds() -> None:
    drawn = _chart("part", {**RATE, "id": "part", "sense": "band", "targets": {"2024": "45 %-55 %"}})
    assert drawn.steps[0].low < drawn.steps[0].high


def test_a_mark_says_what_makes_it_fragile() -> None:
    (mark,) = _chart("delai").marks
    assert (mark.is_declared, mark.is_provisional, mark.is_partial, mark.is_over) == (True, True, False, True)
    assert (mark.key, mark.label, mark.is_focus) == ("missed", "26", True)


@pytest.mark.parametrize(
    ("result", "target", "other", "is_above"),
    [
        pytest.param(17, 15, 20, True, id="the target is below"),
        pytest.param(17, 20, 10, False, id="the target is above"),
        pytest.param(23, 15, 10, False, id="no room above"),
        pytest.param(7, 15, 20, True, id="no room below"),
    ],
)
def test_the_label_of_a_result_keeps_away_from_the_target(result: int, target: int, other: int, is_above: bool) -> None:
    known = records(measure("caisse", "2024", indicator="delai", value=result))
    drawn = _chart("delai", {**DELAY, "targets": {"2024": f"{target} jours", "2025": f"{other} jours"}}, known=known)
    assert drawn.marks[0].is_label_above is is_above


def test_the_chart_is_told_in_words() -> None:
    assert _chart("delai").alt == (
        "Indicateur 2, Délai de paiement. Cibles : 20\u00a0jours en 2024 et 18\u00a0jours en 2025. "
        "Résultats : 26\u00a0jours en 2024 (manqué)."
    )


def test_an_indicator_without_numbers_has_no_chart() -> None:
    milestone = {**AMOUNT, "id": "jalon", "targets": {"2024": "au plus tard le 31/12/2024"}}
    row = report(whole_contract(milestone), records()).indicators[0]
    assert chart(row) is None


def _chart(name: str, *indicators: Mapping[str, Any], known: Records | None = None) -> Chart:
    told = report(whole_contract(*indicators), known)
    drawn = chart(next(row for row in told.indicators if row.id == name))
    assert drawn is not None
    return drawn
