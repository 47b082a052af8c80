"""Records added up: sums by key, merged distributions, and the one division of a figure.

Sums are exact, and nothing is rounded. ``rows`` are records chosen by `figures.Figures`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import polars as pl

from coje.contract.model import Contract, Indicator, Rule

Key: TypeAlias = tuple[Any, ...]
"""Values of the columns that records are added up by, the indicator first."""

PRODUCT = pl.Decimal(38, 12)
"""Two values to the millionth multiply exactly."""

NO_DENOMINATOR = "le dénominateur est nul"


@dataclass(frozen=True, slots=True)
class Sums:
    """What the records of a figure add up to, before the one division."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weighted: Decimal | None = None
    cases: int | None = None


@dataclass(frozen=True, slots=True)
class Quantile:
    """The quantile of a merged distribution; no value when there is no case."""

    value: Decimal | None
    cases: int


def last_slots(rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """For indicators that keep the last value, only the rows of the last slot with data."""
    is_last = pl.col("over_time") == "last"
    last = rows.filter(is_last)
    if last.is_empty():
        return rows
    latest = last.group_by(keys).agg(pl.col("end").max())
    return pl.concat([rows.filter(~is_last), last.join(latest, on=[*keys, "end"], how="semi")])


def sum_up(rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Sums by key; ``weighted`` is Σ value × weight, ``present`` counts rows that were expected."""
    is_weighted = (pl.col("reads") == "weighted") & ~pl.col("plain")
    return (
        rows.lazy()
        .group_by(keys)
        .agg(
            pl.col("value", "numerator", "denominator").sum(),
            (pl.col("value").filter(is_weighted).cast(PRODUCT) * pl.col("denominator").filter(is_weighted))
            .sum()
            .alias("weighted"),
            pl.col("expected").sum().alias("present"),
            pl.col("whole", "plain", "provisional", "simulated").any(),
            pl.col("end").max().alias("up_to"),
        )
        .collect()
    )


def quantiles(rows: pl.DataFrame, keys: list[str], contract: Contract) -> dict[Key, Quantile]:
    """The quantile of the distributions merged by key, each as its indicator asks."""
    merged = rows.filter(pl.col("reads") == "distribution", pl.col("distribution").is_not_null())
    if merged.is_empty():
        return {}
    counted = (
        merged.select(*keys, "distribution")
        .explode("distribution")
        .unnest("distribution")
        .group_by(*keys, "at")
        .agg(pl.col("cases").sum())
        .sort("at")
    )
    return {
        key: _quantile(group, contract.indicator(str(key[0])))
        for key, group in counted.partition_by(keys, as_dict=True).items()
    }


def _quantile(counted: pl.DataFrame, indicator: Indicator) -> Quantile:
    """The smallest value such that the cases at or below it are at least the share asked (``counted`` is sorted)."""
    assert indicator.aggregation is not None
    assert indicator.aggregation.quantile is not None
    total = int(counted["cases"].sum())
    if total <= 0:
        return Quantile(None, 0)
    wanted, below = indicator.aggregation.quantile * total, 0
    for value, cases in counted.select("at", "cases").iter_rows():
        below += cases
        if below >= wanted:
            return Quantile(Decimal(value), total)
    raise AssertionError("a distribution always reaches its total")


def divide(
    indicator: Indicator, row: Mapping[str, Any], quantile: Quantile | None
) -> tuple[Sums, Decimal | None, str | None]:
    """The sums of a figure, its exact value, and why it has none."""
    aggregation = indicator.aggregation
    if aggregation is None or aggregation.over_bodies is Rule.SUM or row["plain"]:
        return Sums(value=row["value"]), row["value"], None
    if aggregation.over_bodies is Rule.QUANTILE:
        found = quantile or Quantile(None, 0)
        return Sums(cases=found.cases), found.value, None if found.cases else "aucun cas dans la distribution"
    weights = row["denominator"]
    if aggregation.over_bodies is Rule.RATIO:
        sums = Sums(numerator=row["numerator"], denominator=weights)
        return (sums, aggregation.scale * row["numerator"] / weights, None) if weights else (sums, None, NO_DENOMINATOR)
    sums = Sums(weighted=row["weighted"], denominator=weights)
    return (sums, row["weighted"] / weights, None) if weights else (sums, None, "la somme des poids est nulle")
