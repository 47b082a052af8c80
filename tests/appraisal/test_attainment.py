"""Is the target met: statuses, gap, progress, trend, one rule at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from coje.appraisal.appraise import appraise
from coje.appraisal.attainment import Attainment, Status, Trend
from small import NETWORK, at, contract, measure, records

OVER = date(2026, 3, 15)
"""2025 is over."""
RUNNING = date(2025, 6, 15)
"""2025 is running."""
BEFORE = date(2024, 12, 31)
"""2025 is to come."""

ASSUMPTION = "la réforme est votée"
EARLY = at("2024-01-02 10:00")


def indicator(target: str | None, sense: str | None = "up", **fields: Any) -> dict[str, Any]:
    """An indicator measured nationally each year, with one target, for 2025."""
    base: dict[str, Any] = {"id": "essai", "number": "1", "name": "Essai", "unit": "%", "level": "national"}
    return base | {"sense": sense, "targets": {"2025": target} if target else {}} | fields


def assessed(
    of: Mapping[str, Any],
    now: float | str | None = None,
    before: float | str | None = None,
    *,
    day: date = OVER,
    year: int = 2025,
    done: Mapping[str, Any] | None = None,
    held: tuple[str, ...] = (),
) -> Attainment:
    """The indicator for a year, worth ``now`` in 2025 and ``before`` in 2024."""
    values = {"2025": now, "2024": before}
    rows = [measure("caisse", period, indicator="essai", value=value) for period, value in values.items()]
    known = records(
        *(row | {"recorded_at": EARLY} for row in rows if row["value"] is not None),
        progress=[{"element": "essai", "due_year": None, "status": "done"} | done] if done else [],
    )
    return appraise(contract(of), NETWORK, known, day, held=held).attainments["essai", year]


def status(target: str, now: float | str, sense: str | None = "up", **fields: Any) -> Status:
    return assessed(indicator(target, sense, **fields), now).status


# Reached or not, once the year is over


@pytest.mark.parametrize(
    ("target", "sense", "met", "missed"),
    [
        ("80 %", "up", "80", "79"),
        ("80 %", "down", "80", "81"),
        ("80 %", "stable", "80", "81"),
        ("80 %", "band", "80", "79"),
        ("≥ 80 %", "down", "80", "79"),
        ("≤ 80 %", "up", "80", "81"),
        ("> 80 %", "down", "81", "80"),
        ("< 80 %", "up", "79", "80"),
        ("45 %-55 %", "band", "45", "44"),
        ("45 %-55 %", "up", "55", "56"),
        ("≥ 80 %", None, "80", "79"),
        ("-5 % par rapport à 2021", "down", "-5", "-4"),
        ("+5 % par rapport à 2021", "up", "5", "4"),
        ("-5 % par an en moyenne", "down", "-6", "-4"),
    ],
)
def test_a_target_is_met_or_missed(target: str, sense: str | None, met: str, missed: str) -> None:
    assert status(target, met, sense) is Status.MET
    assert status(target, missed, sense) is Status.MISSED


def test_a_stable_indicator_may_move_within_its_tolerance() -> None:
    assert status("80 %", "82", "stable", tolerance=2) is Status.MET
    assert status("80 %", "77", "stable", tolerance=2) is Status.MISSED


def test_a_year_that_is_over_without_a_value_is_not_measured() -> None:
    assert assessed(indicator("80 %")).status is Status.NOT_MEASURED


# What cannot be assessed, and why


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (None, "aucune cible pour cette année"),
        ("ND", "cible non fixée (ND)"),
        ("neutralisé : épidémie", "cible neutralisée : épidémie"),
        ("à fixer avant le 31/03/2025", "cible à fixer avant le 31/03/2025"),
        (f"80 % si {ASSUMPTION}", f"cible sous condition, non constatée : {ASSUMPTION}"),
    ],
)
def test_a_target_that_is_not_there_cannot_be_assessed(target: str | None, reason: str) -> None:
    found = assessed(indicator(target), 90)
    assert found.status is Status.NOT_ASSESSABLE
    assert found.reason == reason


def test_a_quantity_without_a_declared_sense_cannot_be_assessed() -> None:
    assert assessed(indicator("80 %", None), 90).reason == "sens de l'indicateur non déclaré"


def test_a_conditional_target_is_assessed_when_its_condition_is_stated_to_hold() -> None:
    assert assessed(indicator(f"80 % si {ASSUMPTION}"), 90, held=(ASSUMPTION,)).status is Status.MET


def test_the_want_of_a_target_is_said_before_the_year_begins() -> None:
    assert assessed(indicator("ND"), day=BEFORE).status is Status.NOT_ASSESSABLE


# Before the year is over


def test_a_year_to_come_is_not_due() -> None:
    assert assessed(indicator("80 %"), day=BEFORE).status is Status.NOT_DUE


def test_a_target_already_reached_is_met_while_the_year_runs() -> None:
    assert assessed(indicator("80 %"), 85, day=RUNNING).status is Status.MET


@pytest.mark.parametrize(
    ("sense", "now", "expected"),
    [
        ("up", 75, Status.IMPROVING),
        ("up", 65, Status.WORSENING),
        ("up", 70, Status.NOT_DUE),
        ("down", 85, Status.IMPROVING),
        ("down", 95, Status.WORSENING),
    ],
)
def test_a_running_year_is_compared_with_the_year_before(sense: str, now: int, expected: Status) -> None:
    before = 70 if sense == "up" else 90
    assert assessed(indicator("80 %", sense), now, before, day=RUNNING).status is expected


def test_a_stable_indicator_improves_when_it_comes_nearer() -> None:
    of = indicator("80 %", "stable", tolerance=2)
    assert assessed(of, 84, 74, day=RUNNING).status is Status.IMPROVING
    assert assessed(of, 88, 74, day=RUNNING).status is Status.WORSENING


def test_a_running_year_with_nothing_to_compare_with_is_not_due() -> None:
    assert assessed(indicator("80 %"), 70, day=RUNNING).status is Status.NOT_DUE


def test_the_year_is_over_on_31_december() -> None:
    assert assessed(indicator("80 %"), 70, 60, day=date(2025, 12, 30)).status is Status.IMPROVING
    assert assessed(indicator("80 %"), 70, 60, day=date(2025, 12, 31)).status is Status.MISSED


def test_the_baseline_stands_for_the_year_before_when_it_is_of_that_year() -> None:
    of = indicator("80 %", baseline={"year": 2024, "value": 70})
    assert assessed(of, 75, day=RUNNING).status is Status.IMPROVING


def test_the_baseline_is_rounded_as_a_value_before_it_is_compared() -> None:
    of = indicator("80 %", baseline={"year": 2024, "value": "70,4"})
    assert assessed(of, "70.4", day=RUNNING).trend is Trend.STABLE


def test_the_first_year_after_the_base_year_is_compared_with_no_change() -> None:
    of = indicator("-5 % par rapport à 2024", "down", level_unit="kWh", baseline={"year": 2024, "value": 200})
    found = assessed(of, 196, day=RUNNING)
    assert found.value.rounded == -2
    assert found.status is Status.IMPROVING


# Spans


def test_inside_a_span_the_target_is_not_due() -> None:
    of = indicator(None, targets={"2024-2025": "80 %"})
    assert assessed(of, 90, 90, year=2024).status is Status.NOT_DUE
    assert assessed(of, 90, 90, year=2025).status is Status.MET


def test_the_target_of_a_year_prevails_over_the_span_around_it() -> None:
    of = indicator(None, targets={"2024-2025": "80 %", "2024": "60 %"})
    assert assessed(of, before=70, year=2024).status is Status.MET


def test_of_two_targets_due_the_same_year_the_first_written_is_assessed() -> None:
    assert assessed(indicator(None, targets={"2025": "80 %", "2024-2025": "95 %"}), 90).status is Status.MET
    assert assessed(indicator(None, targets={"2024-2025": "95 %", "2025": "80 %"}), 90).status is Status.MISSED


# Milestones

MILESTONE = indicator("au plus tard le 30/09/2025", None)
IN_TIME, TOO_LATE = date(2025, 9, 30), date(2025, 10, 1)


def test_a_milestone_done_on_its_day_is_met() -> None:
    assert assessed(MILESTONE, done={"on": IN_TIME}).status is Status.MET


def test_a_milestone_done_after_its_day_is_missed() -> None:
    assert assessed(MILESTONE, done={"on": TOO_LATE}).status is Status.MISSED


def test_a_milestone_is_not_due_on_its_day_and_missed_on_the_next() -> None:
    assert assessed(MILESTONE, day=IN_TIME).status is Status.NOT_DUE
    assert assessed(MILESTONE, day=TOO_LATE).status is Status.MISSED


def test_a_milestone_may_be_noted_done_for_its_own_year() -> None:
    assert assessed(MILESTONE, done={"on": IN_TIME, "due_year": 2025}).status is Status.MET
    assert assessed(MILESTONE, done={"on": IN_TIME, "due_year": 2024}).status is Status.MISSED


def test_a_milestone_of_a_year_to_come_is_not_due_even_when_done() -> None:
    assert assessed(MILESTONE, done={"on": date(2024, 12, 1)}, day=BEFORE).status is Status.NOT_DUE


# Gap, progress, trend, already met


@pytest.mark.parametrize(
    ("target", "sense", "value", "gap"),
    [
        ("80 %", "up", 83, 3),
        ("80 %", "up", 78, -2),
        ("20 %", "down", 18, 2),
        ("20 %", "down", 25, -5),
        ("80 %", "stable", 83, -1),
        ("45 %-55 %", "band", 47, 2),
        ("45 %-55 %", "band", 60, -5),
        ("≥ 80 %", "down", 83, 3),
        ("< 80 %", "up", 83, -3),
    ],
)
def test_the_gap_is_positive_when_better_than_the_target(target: str, sense: str, value: int, gap: int) -> None:
    assert assessed(indicator(target, sense, tolerance=2), value).gap == gap


def test_progress_is_the_share_of_the_way_from_the_baseline() -> None:
    of = indicator("80 %", baseline={"year": 2022, "value": 50})
    assert assessed(of, 60).progress == Decimal("33.3")


def test_progress_of_a_falling_indicator_is_positive_when_it_falls() -> None:
    of = indicator("20 %", "down", baseline={"year": 2022, "value": 40})
    assert assessed(of, 35).progress == 25


def test_progress_of_a_change_starts_from_no_change() -> None:
    assert assessed(indicator("-20 % par rapport à 2021", "down"), -5).progress == 25


@pytest.mark.parametrize(
    ("target", "baseline"),
    [("80 %", None), ("80 %", 80), ("45 %-55 %", 50), ("-5 % par an en moyenne", 50)],
)
def test_there_is_no_progress_without_a_way_to_go(target: str, baseline: int | None) -> None:
    start = {"year": 2022, "value": baseline} if baseline else None
    assert assessed(indicator(target, baseline=start), 60).progress is None


@pytest.mark.parametrize(
    ("now", "before", "trend"),
    [(75, 70, Trend.IMPROVING), (70, 75, Trend.WORSENING), (70, 70, Trend.STABLE), (70, None, Trend.UNKNOWN)],
)
def test_the_trend_is_against_the_year_before(now: int, before: int | None, trend: Trend) -> None:
    assert assessed(indicator("80 %"), now, before).trend is trend


def test_a_target_the_year_before_already_met_is_said_to_be() -> None:
    assert assessed(indicator("80 %"), 70, 85).already_met is True
    assert assessed(indicator("80 %"), 90, 75).already_met is False
    assert assessed(indicator("80 %"), 90).already_met is None


def test_the_gap_is_given_even_when_the_condition_is_not_stated_to_hold() -> None:
    found = assessed(indicator(f"80 % si {ASSUMPTION}"), 90)
    assert (found.status, found.gap) == (Status.NOT_ASSESSABLE, 10)


# A total so far is not the figure of a year


def so_far(target: str, sense: str, total: int, before: int = 100) -> Attainment:
    """What was added up over the first quarter of 2025, on a day of June; 2024 was worth ``before``."""
    of = indicator(target, sense, frequency="quarterly", aggregation={"over_bodies": "sum", "over_time": "sum"})
    rows = [measure("caisse", "2024", indicator="essai", value=before)]
    rows.append(measure("caisse", "2025-T1", indicator="essai", value=total))
    return appraise(contract(of), NETWORK, records(*rows), RUNNING).attainments["essai", 2025]


def test_three_months_of_a_total_are_no_fall_against_a_whole_year() -> None:
    found = so_far("120", "up", 40)
    assert (found.status, found.trend) == (Status.NOT_DUE, Trend.UNKNOWN)
    assert found.reason == "total en cours d'année"


def test_three_months_of_a_total_do_not_meet_a_ceiling_for_the_year() -> None:
    assert so_far("90", "down", 40).status is Status.NOT_DUE
    assert so_far("≤ 90", "up", 40).status is Status.NOT_DUE


def test_a_total_that_has_reached_its_target_from_below_meets_it_before_the_year_ends() -> None:
    assert so_far("120", "up", 120).status is Status.MET
    assert so_far("≥ 120", "up", 121).status is Status.MET


def test_the_gap_of_a_total_so_far_says_what_is_left() -> None:
    assert so_far("120", "up", 40).gap == -80


def test_the_same_total_is_missed_once_the_year_is_over() -> None:
    of = indicator("120", frequency="quarterly", aggregation={"over_bodies": "sum", "over_time": "sum"})
    known = records(measure("caisse", "2025-T1", indicator="essai", value=40))
    assert appraise(contract(of), NETWORK, known, OVER).attainments["essai", 2025].status is Status.MISSED
