"""The dates of recurring obligations."""

from __future__ import annotations

from datetime import date

import pytest

from coje.contract.model import Obligation
from coje.contract.obligations import MAX_DATES, RecurrenceError, due_dates


def obligation(rrule: str, starts_on: str = "2024-03-15", ends_on: str | None = None) -> Obligation:
    return Obligation.model_validate(
        {"id": "o", "title": "O", "rrule": rrule, "starts_on": starts_on, "ends_on": ends_on, "owner": "cnam"}
    )


YEARLY = "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15"


def test_the_first_day_is_a_due_date() -> None:
    assert due_dates(obligation(YEARLY), until=date(2024, 3, 15)) == (date(2024, 3, 15),)


def test_dates_stop_at_the_last_day_included() -> None:
    assert due_dates(obligation(YEARLY, ends_on="2026-03-15"))[-1] == date(2026, 3, 15)


@pytest.mark.parametrize(("until", "last"), [(date(2025, 12, 31), 2025), (date(2030, 1, 1), 2026)])
def test_the_earlier_of_both_ends_counts(until: date, last: int) -> None:
    assert due_dates(obligation(YEARLY, ends_on="2026-12-31"), until)[-1].year == last


def test_a_rule_may_have_its_own_end() -> None:
    assert len(due_dates(obligation(f"{YEARLY};COUNT=3"))) == 3
    assert len(due_dates(obligation(f"{YEARLY};COUNT=3"), until=date(2025, 1, 1))) == 1


def test_the_last_day_of_a_month_is_minus_one() -> None:
    found = due_dates(obligation("FREQ=MONTHLY;BYMONTHDAY=-1", starts_on="2024-01-31"), until=date(2024, 3, 31))
    assert found == (date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31))


def test_dates_are_bounded_in_number() -> None:
    assert len(due_dates(obligation("FREQ=DAILY"))) == MAX_DATES


@pytest.mark.parametrize(
    "rule",
    [
        "chaque année",
        "FREQ=SECONDLY",
        "FREQ=YEARLY;INTERVAL=0",
        "FREQ=YEARLY;BYDAY=XX",
        "FREQ=MONTHLY;BYDAY=60MO",
    ],
)
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(RecurrenceError, match="RRULE"):
        due_dates(obligation(rule))
