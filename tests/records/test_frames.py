from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from coje.records.frames import MEASURE_KEY, Records, end_of, together
from small import RECORDED_AT, filing, measure, progress, records

DAY = date(2024, 3, 10)
MINUTES = st.integers(0, 500_000).map(lambda count: timedelta(minutes=count))
BEFORE = MINUTES.map(lambda delay: end_of(DAY) - timedelta(microseconds=1) - delay)
AFTER = MINUTES.map(lambda delay: end_of(DAY) + delay)


def rows_recorded(moments: st.SearchStrategy[datetime]) -> st.SearchStrategy[Records]:
    """Measures on few keys, so that corrections are frequent, in any order."""
    row = st.builds(
        lambda at, value, body, period, perimeter: measure(
            body, period, value=value, perimeter=perimeter, recorded_at=at
        ),
        moments,
        st.integers(0, 99),
        st.sampled_from(["ain", "aisne"]),
        st.sampled_from(["2024-01", "2024-02", "2024"]),
        st.sampled_from([None, "régime général"]),
    )
    return st.lists(row, max_size=12).map(lambda rows: records(*rows))


@given(rows_recorded(BEFORE), rows_recorded(AFTER))
def test_nothing_recorded_after_the_day_changes_what_was_known_that_day(known: Records, later: Records) -> None:
    assert_frame_equal((known + later).as_of(DAY).measures, known.as_of(DAY).measures)
    assert_frame_equal((known + later).history(DAY).measures, known.measures)


@given(rows_recorded(BEFORE))
def test_one_row_is_known_by_key_and_it_is_the_last_recorded(ledger: Records) -> None:
    expected = {}
    for row in sorted(ledger.measures.iter_rows(named=True), key=lambda row: row["recorded_at"]):
        expected[tuple(row[name] for name in MEASURE_KEY)] = row
    known = {tuple(row[name] for name in MEASURE_KEY): row for row in ledger.as_of(DAY).measures.iter_rows(named=True)}
    assert known == expected


@given(rows_recorded(BEFORE))
def test_what_is_known_stays_known_when_reduced_again(ledger: Records) -> None:
    known = ledger.as_of(DAY)
    assert_frame_equal(known.as_of(DAY).measures, known.measures)


def test_a_correction_supersedes_and_history_keeps_both() -> None:
    ledger = records(measure(value=10)) + records(measure(value=12, recorded_at=RECORDED_AT + timedelta(days=1)))
    assert ledger.as_of(date(2025, 2, 2)).measures["value"].to_list() == [12]
    assert ledger.history(date(2025, 2, 2)).measures["value"].to_list() == [10, 12]
    assert ledger.as_of(date(2025, 2, 1)).measures["value"].to_list() == [10]


def test_of_two_rows_recorded_at_the_same_instant_the_later_row_wins() -> None:
    assert records(measure(value=10), measure(value=12)).as_of(date(2025, 2, 1)).measures["value"].to_list() == [12]


def test_a_correction_written_before_what_it_corrects_still_supersedes_it() -> None:
    ledger = records(measure(value=12, recorded_at=RECORDED_AT + timedelta(hours=1)), measure(value=10))
    assert ledger.as_of(date(2025, 2, 1)).measures["value"].to_list() == [12]


def test_the_same_measure_on_another_perimeter_is_another_record() -> None:
    ledger = records(measure(value=10), measure(value=20, perimeter="indépendants"))
    assert sorted(ledger.as_of(date(2025, 2, 1)).measures["value"]) == [10, 20]


def test_progress_is_known_by_element_and_due_year() -> None:
    ledger = records(
        progress=[progress("in_progress", due_year=2024), progress("done", due_year=2024), progress("not_started")]
    )
    known = ledger.as_of(date(2025, 2, 1)).progress
    assert known.select("due_year", "status").rows() == [(2024, "done"), (None, "not_started")]


def test_filings_are_known_by_obligation_and_due_day() -> None:
    ledger = records(
        filings=[
            filing(due_on=date(2024, 3, 15), document="bilan provisoire"),
            filing(due_on=date(2024, 3, 15), document="bilan"),
            filing(due_on=date(2025, 3, 15), document="bilan 2024"),
        ]
    )
    assert ledger.as_of(date(2025, 2, 1)).filings["document"].to_list() == ["bilan", "bilan 2024"]


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        (date(2024, 1, 31), datetime(2024, 1, 31, 23, tzinfo=UTC)),
        (date(2024, 7, 31), datetime(2024, 7, 31, 22, tzinfo=UTC)),
        (date(2024, 3, 30), datetime(2024, 3, 30, 23, tzinfo=UTC)),
        (date(2024, 3, 31), datetime(2024, 3, 31, 22, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_in_paris_summer_and_winter(day: date, instant: datetime) -> None:
    assert end_of(day) == instant


def test_batches_come_together_in_the_order_given() -> None:
    batches = [records(measure(value=value), progress=[progress()]) for value in (3, 1, 2)]
    ledger = together(batches)
    assert ledger.measures["value"].to_list() == [3, 1, 2]
    assert ledger.progress.height == 3
    assert together([]).is_empty


def test_a_ledger_is_simulated_as_soon_as_one_row_of_any_kind_is() -> None:
    assert not records(measure(value=1), progress=[progress()], filings=[filing()]).is_simulated
    assert records(measure(value=1), progress=[progress()], filings=[filing(simulated=True)]).is_simulated


def test_records_with_any_row_are_not_empty() -> None:
    assert Records().is_empty
    assert not records(filings=[filing()]).is_empty


def test_a_frame_of_another_shape_is_refused() -> None:
    with pytest.raises(TypeError, match="measures: expected"):
        Records(measures=pl.DataFrame({"indicator": ["delai"]}))
