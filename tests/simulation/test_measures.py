"""Measures simulated for the COG 2023-2027 and its 131 bodies, from January 2023 to December 2025."""

from __future__ import annotations

from datetime import date, time

import polars as pl
import pytest

from coje.contract.model import Contract, Frequency
from coje.network.bodies import Network
from coje.records.frames import MEASURE_KEY, Records
from coje.records.periods import MONTHS_PER_SLOT
from coje.simulation.returns import CORRECTIONS, GAPS, LATE
from coje.simulation.working_days import holidays

END_OF_TIME = date(2027, 1, 1)
FRACTION = pl.col("numerator").cast(pl.Float64) / pl.col("denominator").cast(pl.Float64)


@pytest.fixture(scope="module")
def measures(three_years: Records) -> pl.DataFrame:
    return three_years.measures


@pytest.fixture(scope="module")
def final(three_years: Records) -> pl.DataFrame:
    """What is known in the end."""
    return three_years.as_of(END_OF_TIME).measures


def test_every_row_says_that_it_is_simulated(measures: pl.DataFrame) -> None:
    assert measures["simulated"].all()
    assert measures["source"].unique().to_list() == ["données simulées"]
    assert measures["recorded_by"].unique().to_list() == ["simulation"]


def test_rows_are_sorted_by_the_moment_of_recording(measures: pl.DataFrame) -> None:
    assert measures["recorded_at"].is_sorted()


def test_every_indicator_is_returned(measures: pl.DataFrame, cog: Contract) -> None:
    assert set(measures["indicator"].unique()) == {indicator.id for indicator in cog.indicators}


def test_local_indicators_come_from_every_body_and_national_ones_from_the_fund(
    measures: pl.DataFrame, cog: Contract, network: Network
) -> None:
    senders = {
        (row["indicator"], row["bodies"])
        for row in measures.group_by("indicator").agg(bodies=pl.col("body").n_unique()).iter_rows(named=True)
    }
    assert senders == {(one.id, len(network.bodies) if one.level == "local" else 1) for one in cog.indicators}
    national = [one.id for one in cog.indicators if one.level == "national"]
    assert measures.filter(pl.col("indicator").is_in(national))["body"].unique().to_list() == [network.national]


def test_each_body_answers_for_every_slot_at_the_frequency_of_the_indicator(
    final: pl.DataFrame, cog: Contract, network: Network
) -> None:
    expected = {
        one.id: 3 * 12 // MONTHS_PER_SLOT[one.frequency] * (len(network.bodies) if one.level == "local" else 1)
        for one in cog.indicators
        if min(span.first for span in one.targets) == 2023
    }
    counted = final.filter(pl.col("start") >= date(2023, 1, 1)).group_by("indicator").len()
    found = dict(counted.iter_rows())
    assert {name: found[name] for name in expected} == expected


def test_an_indicator_is_returned_from_the_first_year_the_contract_speaks_of(final: pl.DataFrame) -> None:
    starts = final.filter(pl.col("indicator") == "rendez-vous-prevention")["start"]
    assert starts.min() == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("indicator", "base_year"),
    [("consommation-energie", 2021), ("controles-service-medical", 2022), ("cout-unite-oeuvre", 2022)],
)
def test_the_base_year_of_a_relative_target_is_returned_once_a_year_by_each_body(
    final: pl.DataFrame, network: Network, indicator: str, base_year: int
) -> None:
    before = final.filter((pl.col("indicator") == indicator) & (pl.col("start") < date(2023, 1, 1)))
    assert before["start"].unique().to_list() == [date(base_year, 1, 1)]
    assert before["end"].unique().to_list() == [date(base_year + 1, 1, 1)]
    assert before["body"].n_unique() == before.height == len(network.bodies)


def test_nothing_is_recorded_before_its_period_is_over(measures: pl.DataFrame) -> None:
    assert (measures["recorded_at"].dt.date() >= measures["end"]).all()


def test_returns_are_recorded_on_working_days_during_office_hours_in_paris(measures: pl.DataFrame) -> None:
    moments = measures["recorded_at"].dt.convert_time_zone("Europe/Paris")
    assert set(moments.dt.weekday().unique()) == {1, 2, 3, 4, 5}
    assert moments.dt.time().is_between(time(8, 30), time(18)).all()
    assert not moments.dt.date().is_in([day for year in range(2022, 2027) for day in holidays(year)]).any()


def test_most_first_returns_come_from_the_10th_to_the_25th_of_the_next_month(measures: pl.DataFrame) -> None:
    first = measures.unique(MEASURE_KEY, keep="first", maintain_order=True)
    days = (first["recorded_at"].dt.date() - first["end"]).dt.total_days()
    in_time = days.is_between(9, 24)
    assert 0.97 < in_time.mean() < 1
    assert days.filter(~in_time).is_between(25, 120).all()


def test_a_return_recorded_late_says_so(measures: pl.DataFrame) -> None:
    first = measures.unique(MEASURE_KEY, keep="first", maintain_order=True)
    late = first.filter((pl.col("recorded_at").dt.date() - pl.col("end")).dt.total_days() > 30, ~is_gap())
    assert late["comment"].unique().to_list() == [LATE]


def is_gap() -> pl.Expr:
    return pl.all_horizontal(pl.col("value", "numerator", "denominator", "distribution").is_null())


def test_a_return_that_never_comes_is_noted_once_with_its_reason(measures: pl.DataFrame) -> None:
    gaps = measures.filter(is_gap())
    assert 0 < gaps.height < measures.height / 1000
    assert gaps["comment"].is_in(GAPS).all()
    assert gaps.join(measures, on=MEASURE_KEY, nulls_equal=True).height == gaps.height


def test_some_returns_are_corrected_once_or_twice(measures: pl.DataFrame) -> None:
    corrections = measures.filter(pl.col("comment").is_in(CORRECTIONS)).group_by(MEASURE_KEY).len()["len"]
    assert set(corrections.unique()) == {1, 2}
    assert 0.03 < corrections.len() / measures.select(MEASURE_KEY).n_unique() < 0.07


def test_a_correction_changes_the_figure(measures: pl.DataFrame) -> None:
    key = [name for name in MEASURE_KEY if name != "perimeter"]
    versions = measures.filter(pl.col("indicator") == "appels-aboutis").sort("recorded_at")
    before_last = versions.filter(pl.col("recorded_at").rank().over(key) < pl.len().over(key)).filter(
        pl.struct(key).is_last_distinct()
    )
    last = versions.filter(pl.struct(key).is_last_distinct())
    both = before_last.join(last, on=key, suffix="_last")
    assert both.height > 100
    assert (both["numerator"] != both["numerator_last"]).mean() > 0.9


def test_a_provisional_return_is_followed_by_a_final_one(measures: pl.DataFrame, final: pl.DataFrame) -> None:
    provisional = measures.filter("provisional")
    assert 0.1 < provisional["indicator"].n_unique() / measures["indicator"].n_unique() < 0.6
    assert not final["provisional"].any()


def test_every_row_carries_what_its_indicator_reads(measures: pl.DataFrame, cog: Contract) -> None:
    columns = {
        "value": {"value"},
        "fraction": {"numerator", "denominator"},
        "weighted": {"value", "denominator"},
        "distribution": {"distribution"},
    }
    for indicator in cog.indicators:
        reads = columns[indicator.aggregation.reads if indicator.aggregation else "value"]
        rows = measures.filter(~is_gap(), pl.col("indicator") == indicator.id)
        carried = {
            name for name in ("value", "numerator", "denominator", "distribution") if rows[name].is_not_null().any()
        }
        assert carried == reads, indicator.id
        assert all(rows[name].is_not_null().all() for name in reads), indicator.id


def test_units_are_those_of_what_is_returned(measures: pl.DataFrame, cog: Contract) -> None:
    units = dict(measures.select("indicator", pl.col("unit").cast(pl.String)).unique().iter_rows())
    assert units == {one.id: one.level_unit or one.unit for one in cog.indicators}


def test_no_share_exceeds_its_whole(final: pl.DataFrame, cog: Contract) -> None:
    shares = {one.id for one in cog.indicators if one.unit == "%" and one.level_unit is None}
    of_shares = final.filter(pl.col("indicator").is_in(shares - {"respect-ondam-ville"}))
    assert (of_shares["numerator"] <= of_shares["denominator"]).all()


def test_no_amount_and_no_delay_is_negative(final: pl.DataFrame, cog: Contract) -> None:
    changes = {"depassements-honoraires", "ij-arrets-longs"}
    amounts = final.filter(~pl.col("indicator").is_in(changes))
    assert (amounts["value"].drop_nulls() >= 0).all()
    assert (amounts["numerator"].drop_nulls() >= 0).all()
    assert (final["denominator"].drop_nulls() > 0).all()
    assert (final["distribution"].explode().struct.field("at").drop_nulls() >= 0).all()


@pytest.mark.parametrize(
    ("indicator", "low", "high"),
    [("delai-paiement-ij-maladie", 5, 120), ("appels-aboutis", 0.2, 1), ("surface-par-resident", 10, 20)],
)
def test_bodies_stay_at_plausible_levels(final: pl.DataFrame, indicator: str, low: float, high: float) -> None:
    levels = final.filter(pl.col("indicator") == indicator).select(FRACTION).to_series().drop_nulls()
    assert levels.is_between(low, high).all()


def test_caseloads_follow_the_size_of_bodies(final: pl.DataFrame, network: Network) -> None:
    rows = (
        final.filter(pl.col("indicator") == "courriels-traites-48h").group_by("body").agg(pl.col("denominator").sum())
    )
    cases = {body: float(total) for body, total in rows.iter_rows()}
    assert cases["cpam-paris"] > 10 * cases["cpam-cantal"]
    assert max(cases, key=cases.__getitem__) in {"cpam-paris", "cpam-bouches-du-rhone"}


def test_bodies_differ_as_in_life(final: pl.DataFrame) -> None:
    mean = FRACTION.alias("delay")
    rows = final.filter(pl.col("indicator") == "delai-paiement-ij-maladie", pl.col("start") == date(2023, 6, 1))
    delays = rows.select(mean).to_series()
    assert 0.1 < delays.std() / delays.mean() < 0.6


def test_august_brings_fewer_cases_than_september(final: pl.DataFrame) -> None:
    rows = final.filter(pl.col("indicator") == "appels-aboutis").group_by(pl.col("start").dt.month().alias("month"))
    cases = dict(rows.agg(pl.col("denominator").sum()).iter_rows())
    assert cases[8] < cases[9]


def test_delays_are_whole_days_in_order_with_at_least_one_case_each(final: pl.DataFrame) -> None:
    lists = final.filter(pl.col("indicator") == "delai-instruction-c2s", ~is_gap())["distribution"]
    days = lists.list.eval(pl.element().struct.field("at"))
    assert (days.list.n_unique() == days.list.len()).all()
    assert (days.list.sort() == days).all()
    assert (lists.explode().struct.field("cases") > 0).all()


def test_no_monthly_indicator_is_flat(final: pl.DataFrame, cog: Contract) -> None:
    monthly = [one.id for one in cog.indicators if one.frequency is Frequency.MONTHLY and one.level == "local"]
    rows = final.filter(pl.col("indicator").is_in(monthly)).with_columns(level=pl.coalesce(FRACTION, "value"))
    spread = rows.group_by("indicator", "body").agg(pl.col("level").n_unique())
    assert (spread.filter(pl.col("indicator") != "delai-instruction-c2s")["level"] > 2).all()
