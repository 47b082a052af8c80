from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coje.contract.model import Frequency
from coje.reading.days import DayError, parse_day, read_period
from coje.records.periods import PeriodError, slots

MONTHS = {
    1: "janvier",
    2: "février",
    3: "mars",
    4: "avril",
    5: "mai",
    6: "juin",
    7: "juillet",
    8: "août",
    9: "septembre",
    10: "octobre",
    11: "novembre",
    12: "décembre",
}


@pytest.mark.parametrize("text", ["31/03/2024", "31.03.2024", "31-3-2024", "2024-03-31", "31 MARS 2024"])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert parse_day(text) == date(2024, 3, 31)


def test_a_day_is_read_as_a_spreadsheet_rewrites_it() -> None:
    assert parse_day("2024-03-31 00:00:00") == date(2024, 3, 31)


def test_the_first_of_a_month_is_written_1er() -> None:
    assert parse_day("1er août 2024") == date(2024, 8, 1)


@pytest.mark.parametrize("text", ["", "mars 2024", "31/03/24", "03/31/2024", "2024-03-31 12:00:00", "31 brumaire 2024"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DayError):
        parse_day(text)


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(DayError, match="n'existe pas"):
        parse_day("31/02/2024")


@pytest.mark.parametrize(("number", "name"), MONTHS.items())
def test_a_month_is_read_by_its_name_or_its_number(number: int, name: str) -> None:
    texts = [f"{name} 2024", f"{name.upper()} 2024", f"{number}/2024", f"{number:02d}/2024", f"2024-{number:02d}"]
    assert {str(read_period(text, Frequency.MONTHLY)) for text in texts} == {f"2024-{number:02d}"}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("févr. 2024", "2024-02"),
        ("sept. 2024", "2024-09"),
        ("aout 2024", "2024-08"),
        ("T3 2024", "2024-T3"),
        ("1er trimestre 2024", "2024-T1"),
        ("2e semestre 2024", "2024-S2"),
        ("S1 2024", "2024-S1"),
        ("2024", "2024"),
        ("2023/2024", "2023/2024"),
        ("2023-2024", "2023/2024"),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, period: str) -> None:
    assert str(read_period(text, Frequency.MONTHLY)) == period


@given(st.integers(1990, 2050), st.sampled_from(Frequency), st.data())
def test_the_first_and_the_last_day_of_a_slot_name_it(year: int, frequency: Frequency, data: st.DataObject) -> None:
    slot = data.draw(st.sampled_from(slots(year, frequency)))
    last = date.fromordinal(slot.end.toordinal() - 1)
    for text in (f"{slot.start:%d/%m/%Y}", f"{last:%d/%m/%Y}", f"{last:%Y-%m-%d} 00:00:00"):
        assert read_period(text, frequency) == slot


def test_another_day_does_not_say_which_period_it_is_in() -> None:
    with pytest.raises(PeriodError, match="écrire par exemple 2024-T1"):
        read_period("15/02/2024", Frequency.QUARTERLY)
    with pytest.raises(PeriodError, match="écrire par exemple 2024"):
        read_period("2024-03-01 00:00:00", Frequency.YEARLY)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "attendu une période"),
        ("brumaire 2024", "attendu une période"),
        ("13/2024", "le mois 13 n'existe pas"),
        ("T5 2024", "attendu une période"),
        ("3e semestre 2024", "attendu une période"),
        ("30/02/2024", "cette date n'existe pas"),
    ],
)
def test_what_is_no_period_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(PeriodError, match=reason):
        read_period(text, Frequency.MONTHLY)
