"""The appraisal as a whole: as of any day, with its synthesis, calendar and digest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from coje.appraisal import synthesis
from coje.appraisal.actions import Advance
from coje.appraisal.appraise import appraise, reported_year
from coje.appraisal.attainment import Status
from coje.appraisal.calendar import FilingStatus
from small import NETWORK, RATE, at, contract, measure, records

DAY = date(2025, 3, 15)

COMPLETE = [
    measure(body, f"2024-T{quarter}", numerator=8, denominator=10)
    for body in ("ain", "aisne", "allier")
    for quarter in (1, 2, 3, 4)
]


def test_the_year_reported_in_march_is_the_year_before() -> None:
    assert reported_year(contract(), DAY) == 2024


def test_on_31_december_the_year_is_over_and_reported() -> None:
    assert reported_year(contract(), date(2025, 12, 31)) == 2025


def test_the_year_reported_stays_within_the_contract() -> None:
    assert reported_year(contract(), date(2023, 6, 1)) == 2024
    assert reported_year(contract(), date(2040, 6, 1)) == 2025


def test_a_year_outside_the_contract_is_refused_with_its_years() -> None:
    with pytest.raises(ValueError, match=r"2031.*2024-2025"):
        appraise(contract(), NETWORK, records(), DAY, year=2031)


def test_what_is_recorded_later_does_not_change_the_appraisal_of_a_past_day() -> None:
    before = records(*COMPLETE)
    late = measure("ain", "2024-T4", numerator=0, denominator=10, recorded_at=at("2025-03-16 00:30"))
    then, now = (appraise(contract(), NETWORK, known, DAY) for known in (before, before + records(late)))
    assert then.attainments == now.attainments
    assert then.digest == now.digest


def test_a_correction_recorded_by_the_day_changes_figure_and_digest() -> None:
    before = records(*COMPLETE)
    correction = measure("ain", "2024-T4", numerator=0, denominator=10, recorded_at=at("2025-03-15 22:30"))
    then, now = (appraise(contract(), NETWORK, known, DAY) for known in (before, before + records(correction)))
    assert then.of_year()[0].value.rounded == Decimal("80.0")
    assert now.of_year()[0].value.rounded == Decimal("73.3")
    assert then.digest != now.digest


def test_the_synthesis_counts_targets_met_among_those_decided() -> None:
    missed = RATE | {"id": "taux-2", "number": "2", "targets": {"2024": "90 %"}}
    unset = RATE | {"id": "taux-3", "number": "3", "targets": {"2024": "ND"}}
    silent = RATE | {"id": "taux-4", "number": "4", "name": "Autre taux"}
    rows = [row | {"indicator": indicator} for indicator in ("taux", "taux-2", "taux-3") for row in COMPLETE]
    result = synthesis.of_contract(appraise(contract(RATE, missed, unset, silent), NETWORK, records(*rows), DAY))
    assert result.indicators.by_status[Status.MET] == 1
    assert result.indicators.share_met == Decimal("50.0")
    assert result.indicators.not_assessed == 2
    assert result.indicators.reasons == {"cible non fixée (ND)": 1, "aucune donnée": 1}


def test_nothing_decided_is_no_share() -> None:
    result = synthesis.of_contract(appraise(contract(), NETWORK, records(), DAY))
    assert result.indicators.share_met is None


def test_the_synthesis_counts_actions_and_those_never_reported() -> None:
    done = [{"element": "action-1", "due_year": None, "status": "done"}]
    result = synthesis.of_contract(appraise(contract(), NETWORK, records(progress=done), DAY))
    assert result.actions.by_advance[Advance.DONE] == 1
    assert result.actions.by_advance[Advance.LATE] == 1
    assert result.actions.unreported == 1
    assert result.actions.share_done == Decimal("50.0")


def test_the_state_commitments_are_counted_apart() -> None:
    result = synthesis.of_contract(appraise(contract(), NETWORK, records(), DAY))
    assert result.commitments.total == 1
    assert result.state_commitments.total == 1
    assert result.state_commitments.by_advance[Advance.NOT_STARTED] == 1


def test_an_indicator_without_sheet_counts_in_the_contract_and_in_no_axis() -> None:
    loose = RATE | {"id": "libre", "number": "2", "name": "Taux libre", "orientation": None}
    result = appraise(contract(RATE, loose), NETWORK, records(), DAY)
    assert synthesis.of_contract(result).indicators.total == 2
    assert [axis.indicators.total for axis in synthesis.of_axes(result)] == [1]


REPORT = {
    "id": "bilan-annuel",
    "title": "Bilan annuel",
    "rrule": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15",
    "starts_on": "2025-03-15",
    "ends_on": "2026-03-15",
    "about": 1,
    "owner": "caisse",
}


@pytest.mark.parametrize(
    ("filed_on", "day", "expected"),
    [
        (date(2025, 3, 15), DAY, FilingStatus.FILED),
        (date(2025, 3, 20), date(2025, 4, 1), FilingStatus.FILED_LATE),
        (None, date(2025, 3, 15), FilingStatus.TO_COME),
        (None, date(2025, 3, 16), FilingStatus.OVERDUE),
    ],
)
def test_a_deadline_is_filed_late_overdue_or_to_come(filed_on: date | None, day: date, expected: FilingStatus) -> None:
    filed = [{"obligation": "bilan-annuel", "due_on": date(2025, 3, 15), "filed_on": filed_on}] if filed_on else []
    result = appraise(contract(obligations=[REPORT]), NETWORK, records(filings=filed), day)
    assert result.deadlines[0].status is expected
    assert result.deadlines[0].exercise == 2024


def test_deadlines_come_in_order_of_date() -> None:
    monthly = REPORT | {"id": "activite", "rrule": "FREQ=MONTHLY;BYMONTHDAY=1;COUNT=3", "about": 0}
    result = appraise(contract(obligations=[REPORT, monthly]), NETWORK, records(), DAY)
    dates = [deadline.due_on for deadline in result.deadlines]
    assert dates == sorted(dates)
    assert len(dates) == 5


def test_one_simulated_row_makes_the_appraisal_simulated() -> None:
    rows = records(*COMPLETE, measure("ain", "2025-T1", numerator=1, denominator=2, simulated=True))
    assert appraise(contract(), NETWORK, rows, DAY).is_simulated
    assert not appraise(contract(), NETWORK, records(*COMPLETE), DAY).is_simulated
