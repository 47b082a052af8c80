"""Which records make a figure: the rule of that name in `docs/figures.md`."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from coje.contract.model import Contract, Indicator, Rule
from coje.network.bodies import Network
from coje.records.periods import MONTHS_PER_SLOT


def eligible(contract: Contract, network: Network, known: pl.DataFrame, day: date) -> pl.DataFrame:
    """The records that may enter the figure of a year or of a slot, whole years and slots side by side.

    Added columns: ``year``, ``months``, ``slot_months``, ``reads``, ``over_time``, ``declared`` (by the national
    body), ``plain`` (a value that stands for the figure itself), ``whole`` (the year in one record) and
    ``expected`` (the period was over on the day, or only the last one counts).
    """
    day_after = day + timedelta(days=1)
    return (
        known.lazy()
        .filter(pl.col("perimeter").is_null())
        .join(_rules(contract).lazy(), on="indicator")
        .join(_existence(network).lazy(), on="body")
        .filter(
            pl.col("unit").is_null() | (pl.col("unit") == pl.col("own_unit")),
            pl.col("opened_on").is_null() | (pl.col("opened_on") < pl.col("end")),
            pl.col("closed_on").is_null() | (pl.col("closed_on") > pl.col("start")),
            pl.col("local") | pl.col("declared"),
        )
        .with_columns(
            year=pl.col("start").dt.year(),
            months=(pl.col("end").dt.year() - pl.col("start").dt.year()) * 12
            + pl.col("end").dt.month().cast(pl.Int32)
            - pl.col("start").dt.month().cast(pl.Int32),
            expected=(pl.col("end") <= day_after) | (pl.col("over_time") == "last"),
            plain=~_carries_own(),
        )
        .filter(_is_slot_or_year(), ~pl.col("plain") | _is_declared_alone())
        .with_columns(whole=(pl.col("months") == 12) & (pl.col("slot_months") != 12))
        .collect()
    )


def whole_years_first(rows: pl.DataFrame) -> pl.DataFrame:
    """Drop the slots of a body for a year it gave as a whole."""
    whole = rows.filter(pl.col("whole"))
    if whole.is_empty():
        return rows
    key = ["indicator", "body", "year"]
    return pl.concat([whole, rows.filter(~pl.col("whole")).join(whole, on=key, how="anti")])


def over_time(indicator: Indicator) -> Rule:
    """How the slots of a year make its figure: the last one, when the contract does not say."""
    return indicator.aggregation.over_time if indicator.aggregation else Rule.LAST


def carries_something() -> pl.Expr:
    """Records that are not empty: an empty one only says why it is."""
    return pl.any_horizontal(pl.col("value", "numerator", "denominator", "distribution").is_not_null())


def _rules(contract: Contract) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (
                indicator.id,
                MONTHS_PER_SLOT[indicator.frequency],
                indicator.reads,
                over_time(indicator).value,
                indicator.record_unit,
                indicator.level == "local",
            )
            for indicator in contract.indicators
        ],
        schema={
            "indicator": pl.Categorical(),
            "slot_months": pl.Int32(),
            "reads": pl.String(),
            "over_time": pl.String(),
            "own_unit": pl.Categorical(),
            "local": pl.Boolean(),
        },
        orient="row",
    )


def _existence(network: Network) -> pl.DataFrame:
    national = (network.national, None, None, True)
    return pl.DataFrame(
        [national, *((body.id, body.opened_on, body.closed_on, False) for body in network.bodies)],
        schema={
            "body": pl.Categorical(),
            "opened_on": pl.Date(),
            "closed_on": pl.Date(),
            "declared": pl.Boolean(),
        },
        orient="row",
    )


def _is_slot_or_year() -> pl.Expr:
    """Whole months that are the year or one slot of it."""
    first_month = pl.col("start").dt.month().cast(pl.Int32) - 1
    whole_months = (pl.col("start").dt.day() == 1) & (pl.col("end").dt.day() == 1)
    fits = (pl.col("months") == pl.col("slot_months")) & (first_month % pl.col("slot_months") == 0)
    return whole_months & (fits | ((pl.col("months") == 12) & (first_month == 0)))


def _carries_own() -> pl.Expr:
    """Records that carry what the aggregation reads."""
    value, denominator = pl.col("value").is_not_null(), pl.col("denominator").is_not_null()
    reads = pl.col("reads")
    return (
        ((reads == "value") & value)
        | ((reads == "fraction") & pl.col("numerator").is_not_null() & denominator)
        | ((reads == "weighted") & value & denominator)
        | ((reads == "distribution") & pl.col("distribution").is_not_null())
    )


def _is_declared_alone() -> pl.Expr:
    """Records whose plain value the national body declares as the figure of a period that stands alone."""
    stands_alone = (pl.col("months") == 12) | (pl.col("over_time") == "last")
    return pl.col("declared") & pl.col("value").is_not_null() & stands_alone
