from __future__ import annotations

from datetime import date

import polars as pl
import pytest

import small
from coje.contract.model import Contract
from coje.network.bodies import Network
from coje.records.frames import PROGRESS_STATUSES, Records
from coje.simulation.generator import simulate
from coje.simulation.progress import ABANDONED, LATE


@pytest.fixture(scope="module")
def progress(three_years: Records) -> pl.DataFrame:
    return three_years.progress


def test_every_row_is_labelled_and_sorted(progress: pl.DataFrame) -> None:
    assert progress["simulated"].all()
    assert set(progress["recorded_by"]) == {"simulation"}
    assert progress["recorded_at"].is_sorted()


def test_statuses_are_those_of_the_records(progress: pl.DataFrame) -> None:
    assert set(progress["status"]) == set(PROGRESS_STATUSES)


def test_every_mark_of_the_years_covered_has_its_story(progress: pl.DataFrame, cog: Contract) -> None:
    marks = {
        (element.id, year)
        for commitment in cog.commitments
        for element in (commitment.actions or (commitment,))
        for year in element.due_years
    }
    told = {(element, year) for element, year in progress.select("element", "due_year").iter_rows() if year}
    assert told <= {(element, year) for element, year in marks if year <= 2025}
    assert len(told) > 0.9 * sum(year <= 2025 for _, year in marks)


def test_nothing_happens_before_the_signature_nor_after_the_last_month(progress: pl.DataFrame, cog: Contract) -> None:
    assert progress["on"].min() >= cog.signed_on
    assert progress["on"].max() <= date(2025, 12, 31)


def test_a_note_is_recorded_within_a_month_of_what_it_says(progress: pl.DataFrame) -> None:
    lag = (progress["recorded_at"].dt.date() - progress["on"]).dt.total_days()
    assert lag.is_between(0, 31).all()


def test_what_is_done_has_a_piece_of_evidence_marked_as_simulated(progress: pl.DataFrame) -> None:
    done = pl.col("status") == "done"
    assert progress.filter(done)["evidence"].str.starts_with("Pièce simulée").all()
    assert progress.filter(~done)["evidence"].is_null().all()


def test_what_is_done_after_its_year_says_so(progress: pl.DataFrame) -> None:
    done = progress.filter(pl.col("status") == "done", pl.col("due_year").is_not_null())
    is_late = done["on"].dt.year() > done["due_year"]
    assert 0 < is_late.mean() < 0.25
    assert (is_late == (done["comment"] == LATE).fill_null(value=False)).all()


def test_a_due_year_is_begun_before_it_is_done(progress: pl.DataFrame) -> None:
    key = ["element", "due_year"]
    begun = progress.filter(pl.col("status") == "in_progress")
    both = progress.filter(pl.col("status") == "done").join(begun, on=key, suffix="_begun")
    assert both.height > 200
    assert (both["on_begun"] < both["on"]).all()
    assert (both["recorded_at_begun"] < both["recorded_at"]).all()


def test_nothing_is_noted_of_an_element_after_it_is_given_up(progress: pl.DataFrame) -> None:
    given_up = progress.filter(pl.col("status") == "abandoned")
    assert set(given_up["comment"]) == {ABANDONED}
    both = progress.join(given_up, on="element", suffix="_given_up").filter(pl.col("status") != "abandoned")
    assert (both["on"] < both["on_given_up"]).all()


def test_a_milestone_is_done_around_its_day_and_not_measured() -> None:
    schema = {"id": "schema", "number": "1", "name": "Schéma directeur", "targets": {"2024": "avant le 30/06/2024"}}
    year = {"first": date(2024, 1, 1), "last": date(2024, 12, 1)}
    records = simulate(small.contract(schema), Network("caisse"), seed=1, **year)
    (row,) = records.progress.filter(pl.col("element") == "schema").to_dicts()
    assert (row["due_year"], row["status"]) == (None, "done")
    assert abs((row["on"] - date(2024, 6, 30)).days) <= 60
    assert records.measures.is_empty()
