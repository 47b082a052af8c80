from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from coje.contract.model import Contract
from coje.contract.obligations import due_dates
from coje.records.frames import Records
from coje.simulation.filings import LATE


@pytest.fixture(scope="module")
def filings(three_years: Records) -> pl.DataFrame:
    return three_years.filings


def test_every_row_is_labelled_and_sorted(filings: pl.DataFrame) -> None:
    assert filings["simulated"].all()
    assert filings["document"].str.starts_with("Document simulé : ").all()
    assert filings["recorded_at"].is_sorted()


def test_nearly_every_due_date_of_the_months_covered_is_answered_once(filings: pl.DataFrame, cog: Contract) -> None:
    due = {
        (obligation.id, day)
        for obligation in cog.obligations
        for day in due_dates(obligation, date(2025, 12, 31))
        if day >= date(2023, 1, 1)
    }
    filed = list(filings.select("obligation", "due_on").iter_rows())
    assert len(filed) == len(set(filed))
    assert set(filed) < due
    assert len(filed) > 0.9 * len(due)


def test_most_are_filed_in_time_and_late_ones_say_so(filings: pl.DataFrame) -> None:
    is_late = filings["filed_on"] > filings["due_on"]
    assert 0.05 < is_late.mean() < 0.3
    assert (is_late == (filings["comment"] == LATE).fill_null(value=False)).all()


def test_a_filing_is_recorded_on_its_day(filings: pl.DataFrame) -> None:
    assert (filings["recorded_at"].dt.convert_time_zone("Europe/Paris").dt.date() == filings["filed_on"]).all()
