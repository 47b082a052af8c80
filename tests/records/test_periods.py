from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coje.contract.model import Frequency
from coje.records.periods import MonthSpan, PeriodError, months_from, parse_period, slot_of, slots

YEARS = st.integers(1945, 2090)
SLOTS = st.builds(slots, YEARS, st.sampled_from(Frequency)).flatmap(st.sampled_from)
PERIODS = st.one_of(SLOTS, st.builds(lambda year, count: months_from(year, 1, 12 * count), YEARS, st.integers(1, 10)))


@given(PERIODS)
def test_the_text_of_a_period_is_read_back_as_that_period(period: MonthSpan) -> None:
    assert parse_period(str(period)) == period


@given(YEARS, st.sampled_from(Frequency))
def test_the_slots_of_a_year_cover_it_without_gap_or_overlap(year: int, frequency: Frequency) -> None:
    found = slots(year, frequency)
    assert (found[0].start, found[-1].end) == (date(year, 1, 1), date(year + 1, 1, 1))
    assert all(first.end == second.start for first, second in pairwise(found))


@given(st.dates(date(1945, 1, 1), date(2100, 12, 31)), st.sampled_from(Frequency))
def test_every_day_is_in_the_slot_found_for_it(day: date, frequency: Frequency) -> None:
    slot = slot_of(day, frequency)
    assert slot.start <= day < slot.end
    assert slot in slots(day.year, frequency)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2025, 1, 1)),
        ("2024-12", date(2024, 12, 1), date(2025, 1, 1)),
        ("2024-T4", date(2024, 10, 1), date(2025, 1, 1)),
        ("2024-S1", date(2024, 1, 1), date(2024, 7, 1)),
        ("2023/2024", date(2023, 1, 1), date(2025, 1, 1)),
        (" 2024 ", date(2024, 1, 1), date(2025, 1, 1)),
    ],
)
def test_a_period_is_read_as_a_half_open_span(text: str, start: date, end: date) -> None:
    assert parse_period(text) == MonthSpan(start, end)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "attendu une période"),
        ("24", "attendu une période"),
        ("2024-5", "attendu une période"),
        ("2024-T5", "attendu une période"),
        ("2024-S3", "attendu une période"),
        ("２０２４", "attendu une période"),
        ("2024-13", "le mois 13 n'existe pas"),
        ("2024-00", "le mois 00 n'existe pas"),
        ("2024/2024", "la seconde année doit suivre la première"),
        ("0000", "attendu une année entre 1945 et 2100"),
        ("2023/9999", "attendu une année entre 1945 et 2100"),
    ],
)
def test_a_text_that_is_not_a_period_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(PeriodError, match=reason):
        parse_period(text)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2024, 1, 2), date(2024, 2, 1)),
        (date(2024, 1, 1), date(2024, 1, 31)),
        (date(2024, 2, 1), date(2024, 5, 1)),
        (date(2024, 4, 1), date(2025, 4, 1)),
        (date(2024, 1, 1), date(2024, 3, 1)),
        (date(2024, 2, 1), date(2024, 1, 1)),
        (date(2024, 1, 1), date(2024, 1, 1)),
    ],
)
def test_days_that_make_no_month_quarter_half_year_or_years_are_not_a_period(start: date, end: date) -> None:
    with pytest.raises(PeriodError, match=f"du {start} au {end}.* : attendu un mois"):
        MonthSpan(start, end)


def test_periods_sort_by_their_start_then_their_end() -> None:
    texts = ["2024-T1", "2025", "2024-01", "2024", "2023-12"]
    assert [str(period) for period in sorted(map(parse_period, texts))] == [
        "2023-12",
        "2024-01",
        "2024-T1",
        "2024",
        "2025",
    ]


def test_a_leap_day_belongs_to_its_month() -> None:
    assert slot_of(date(2024, 2, 29), Frequency.MONTHLY).end - date(2024, 2, 29) == timedelta(days=1)
