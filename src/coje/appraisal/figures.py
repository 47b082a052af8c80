"""The figure of each indicator and year: declared by the national body, or computed from local ones.

The rule is `docs/figures.md`. Everything here is exact: sums are decimal sums,
a division is made once, at the end, and nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

import polars as pl

from coje.contract.model import Contract, Indicator, Rule
from coje.network.bodies import Body, Network
from coje.records.periods import MONTHS_PER_SLOT, MonthSpan, slots

PRODUCT = pl.Decimal(38, 12)
"""Two values to the millionth multiply exactly."""


class Completeness(StrEnum):
    """Whether everything expected is in a figure."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Missing:
    """A body whose records are missing, and for how many slots."""

    body: str
    slots: int


@dataclass(frozen=True, slots=True)
class Sums:
    """What the records of a figure add up to, before the one division."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weighted: Decimal | None = None
    cases: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """What an indicator was worth over a year, with what it is made of.

    ``exact`` is not rounded. ``expected`` and ``present`` count (body, slot)
    pairs; ``up_to`` is the end (excluded) of the last period used.
    """

    indicator: str
    year: int
    exact: Decimal | None
    completeness: Completeness
    declared: bool = False
    sums: Sums = Sums()
    bodies: int = 0
    expected: int = 0
    present: int = 0
    missing: tuple[Missing, ...] = ()
    up_to: date | None = None
    provisional: bool = False
    simulated: bool = False
    reason: str | None = None


def is_over(year: int, day: date) -> bool:
    """Whether the year has ended by the close of that day."""
    return day >= date(year, 12, 31)


@dataclass(frozen=True)
class Figures:
    """Every figure of a contract, from what was known on a day (measures already reduced by ``as_of``)."""

    contract: Contract
    network: Network
    known: pl.DataFrame
    day: date

    def national(self, indicator: str, year: int) -> Figure:
        """The national figure of a year; absent when nothing usable is known."""
        found = self._national.get((indicator, year))
        return found or Figure(indicator, year, None, Completeness.ABSENT, reason=self._why_none(indicator))

    def of_bodies(self, indicator: str, year: int) -> dict[str, Figure]:
        """The figure of each local body that has usable records that year, by body."""
        chosen = self.usable.filter((pl.col("indicator") == indicator) & (pl.col("year") == year) & ~pl.col("declared"))
        sums = _sum_up(_last_slots(chosen, ["indicator", "year", "body"]), ["indicator", "year", "declared", "body"])
        quantiles = self._quantiles(chosen, ["indicator", "year", "declared", "body"], per_body=True)
        return {row["body"]: self._body_figure(row, quantiles) for row in sums.iter_rows(named=True)}

    @cached_property
    def usable(self) -> pl.DataFrame:
        """The records that may enter a figure, a whole-year record having replaced its slots."""
        day_after = self.day + timedelta(days=1)
        rows = (
            self.known.lazy()
            .filter(pl.col("perimeter").is_null())
            .join(self._rules.lazy(), on="indicator")
            .join(self._existence.lazy(), on="body")
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
        return _whole_years_first(rows)

    @cached_property
    def _rules(self) -> pl.DataFrame:
        return pl.DataFrame(
            [
                (
                    indicator.id,
                    MONTHS_PER_SLOT[indicator.frequency],
                    indicator.aggregation.reads if indicator.aggregation else "value",
                    _over_time(indicator).value,
                    indicator.level_unit or indicator.unit,
                    indicator.level == "local",
                )
                for indicator in self.contract.indicators
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

    @cached_property
    def _existence(self) -> pl.DataFrame:
        national = (self.network.national, None, None, True)
        return pl.DataFrame(
            [national, *((body.id, body.opened_on, body.closed_on, False) for body in self.network.bodies)],
            schema={
                "body": pl.Categorical(),
                "opened_on": pl.Date(),
                "closed_on": pl.Date(),
                "declared": pl.Boolean(),
            },
            orient="row",
        )

    @cached_property
    def _by_body(self) -> pl.DataFrame:
        rows = _last_slots(self.usable, ["indicator", "year", "declared"])
        return _sum_up(rows, ["indicator", "year", "declared", "body"])

    @cached_property
    def _national(self) -> Mapping[tuple[str, int], Figure]:
        quantiles = self._quantiles(self.usable, ["indicator", "year", "declared"], per_body=False)
        totals = self._by_body.group_by("indicator", "year", "declared").agg(
            pl.col("value", "numerator", "denominator", "weighted", "present").sum(),
            pl.col("whole", "plain", "provisional", "simulated").any(),
            pl.col("up_to").max(),
            pl.len().alias("bodies"),
        )
        rows = totals.sort("declared").iter_rows(named=True)  # declared figures last: they prevail
        return {
            (row["indicator"], row["year"]): self._national_figure(row, quantiles)
            for row in rows
            if row["declared"] or self.contract.indicator(row["indicator"]).aggregation
        }

    def _why_none(self, indicator: str) -> str:
        found = self.contract.indicator(indicator)
        if found.level == "local" and found.aggregation is None:
            return "aucune valeur nationale, et pas de règle pour agréger celles des organismes"
        return "aucune donnée"

    def _quantiles(self, rows: pl.DataFrame, keys: list[str], *, per_body: bool) -> dict[tuple[Any, ...], Quantile]:
        merged = rows.filter(pl.col("reads") == "distribution", pl.col("distribution").is_not_null())
        if merged.is_empty():
            return {}
        merged = _last_slots(merged, ["indicator", "year", "body" if per_body else "declared"])
        counted = (
            merged.select(*keys, "distribution")
            .explode("distribution")
            .unnest("distribution")
            .group_by(*keys, "at")
            .agg(pl.col("cases").sum())
            .sort("at")
        )
        return {
            key: _quantile(group, self.contract.indicator(str(key[0])))
            for key, group in counted.partition_by(keys, as_dict=True).items()
        }

    def _national_figure(self, row: dict[str, Any], quantiles: Mapping[tuple[Any, ...], Quantile]) -> Figure:
        indicator = self.contract.indicator(row["indicator"])
        quantile = quantiles.get((row["indicator"], row["year"], row["declared"]))
        sums, exact, reason = _divide(indicator, row, quantile)
        expected = self._expected(indicator, row)
        missing = self._missing(row, expected)
        stale = self._stale(indicator, row)
        return Figure(
            indicator=indicator.id,
            year=row["year"],
            exact=exact,
            completeness=_completeness(exact, is_whole=not missing and stale is None),
            declared=row["declared"],
            sums=sums,
            bodies=row["bodies"],
            expected=sum(expected.values()),
            present=sum(expected.values()) - sum(one.slots for one in missing),
            missing=missing,
            up_to=row["up_to"],
            provisional=row["provisional"],
            simulated=row["simulated"],
            reason=reason or stale,
        )

    def _body_figure(self, row: dict[str, Any], quantiles: Mapping[tuple[Any, ...], Quantile]) -> Figure:
        indicator = self.contract.indicator(row["indicator"])
        quantile = quantiles.get((row["indicator"], row["year"], row["declared"], row["body"]))
        sums, exact, reason = _divide(indicator, row, quantile)
        body = self.network.by_id[row["body"]]
        expected = _slots_of(body, self._expected_slots(indicator, row))
        missing = 0 if row["whole"] else max(expected - row["present"], 0)
        stale = self._stale(indicator, row)
        return Figure(
            indicator=indicator.id,
            year=row["year"],
            exact=exact,
            completeness=_completeness(exact, is_whole=not missing and stale is None),
            sums=sums,
            bodies=1,
            expected=expected,
            present=expected - missing,
            missing=(Missing(body.id, missing),) if missing else (),
            up_to=row["up_to"],
            provisional=row["provisional"],
            simulated=row["simulated"],
            reason=reason or stale,
        )

    def _expected(self, indicator: Indicator, row: dict[str, Any]) -> dict[str, int]:
        """How many slots are expected of each body."""
        wanted = self._expected_slots(indicator, row)
        if row["declared"]:
            return {self.network.national: len(wanted)}
        return self._slots_by_body(wanted)

    def _expected_slots(self, indicator: Indicator, row: dict[str, Any]) -> tuple[MonthSpan, ...]:
        every = slots(row["year"], indicator.frequency)
        if _over_time(indicator) is Rule.LAST:
            return tuple(slot for slot in every if slot.end == row["up_to"])
        return tuple(slot for slot in every if slot.end <= self.day + timedelta(days=1))

    def _slots_by_body(self, wanted: tuple[MonthSpan, ...]) -> dict[str, int]:
        if wanted not in self._slot_counts:
            counts = {body.id: _slots_of(body, wanted) for body in self.network.bodies}
            self._slot_counts[wanted] = {body: count for body, count in counts.items() if count}
        return self._slot_counts[wanted]

    @cached_property
    def _slot_counts(self) -> dict[tuple[MonthSpan, ...], dict[str, int]]:
        return {}

    def _missing(self, row: dict[str, Any], expected: Mapping[str, int]) -> tuple[Missing, ...]:
        if not row["whole"] and row["present"] >= sum(expected.values()):
            return ()
        of_this = self._by_body.filter(
            (pl.col("indicator") == row["indicator"])
            & (pl.col("year") == row["year"])
            & (pl.col("declared") == row["declared"])
        )
        present = {
            body: expected.get(body, 0) if whole else count
            for body, whole, count in of_this.select("body", "whole", "present").iter_rows()
        }
        lacking = ((body, count - present.get(body, 0)) for body, count in expected.items())
        return tuple(Missing(body, count) for body, count in sorted(lacking) if count > 0)

    def _stale(self, indicator: Indicator, row: dict[str, Any]) -> str | None:
        """Why a last value is not the year's last, when the year is over."""
        year_end = date(row["year"] + 1, 1, 1)
        if _over_time(indicator) is not Rule.LAST or row["up_to"] == year_end or not is_over(row["year"], self.day):
            return None
        used = next(slot for slot in slots(row["year"], indicator.frequency) if slot.end == row["up_to"])
        return f"dernière valeur connue : {used}"


@dataclass(frozen=True, slots=True)
class Quantile:
    """The quantile of a merged distribution; no value when there is no case."""

    value: Decimal | None
    cases: int


def _over_time(indicator: Indicator) -> Rule:
    return indicator.aggregation.over_time if indicator.aggregation else Rule.LAST


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


def _whole_years_first(rows: pl.DataFrame) -> pl.DataFrame:
    """Drop the slots of a body for a year it gave as a whole."""
    whole = rows.filter(pl.col("whole"))
    if whole.is_empty():
        return rows
    key = ["indicator", "body", "year"]
    return pl.concat([whole, rows.filter(~pl.col("whole")).join(whole, on=key, how="anti")])


def _last_slots(rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """For indicators that keep the last value, only the rows of the last slot with data."""
    is_last = pl.col("over_time") == "last"
    last = rows.filter(is_last)
    if last.is_empty():
        return rows
    latest = last.group_by(keys).agg(pl.col("end").max())
    return pl.concat([rows.filter(~is_last), last.join(latest, on=[*keys, "end"], how="semi")])


def _sum_up(rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
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


def _quantile(counted: pl.DataFrame, indicator: Indicator) -> Quantile:
    """The smallest value such that the cases at or below it are at least the share asked (``counted`` is sorted)."""
    assert indicator.aggregation is not None
    assert indicator.aggregation.quantile is not None
    counted = counted.drop_nulls("at")
    total = int(counted["cases"].sum())
    if total <= 0:
        return Quantile(None, 0)
    wanted, below = indicator.aggregation.quantile * total, 0
    for value, cases in counted.select("at", "cases").iter_rows():
        below += cases
        if below >= wanted:
            return Quantile(Decimal(value), total)
    raise AssertionError("a distribution always reaches its total")


def _divide(
    indicator: Indicator, row: Mapping[str, Any], quantile: Quantile | None
) -> tuple[Sums, Decimal | None, str | None]:
    """The sums of a figure, its exact value, and why it has none."""
    aggregation = indicator.aggregation
    if aggregation is None or aggregation.over_bodies is Rule.SUM or row["plain"]:
        return Sums(value=row["value"]), row["value"], None
    if quantile is not None:
        return Sums(cases=quantile.cases), quantile.value, None if quantile.cases else "aucun cas dans la distribution"
    weights = row["denominator"]
    if aggregation.over_bodies is Rule.RATIO:
        sums = Sums(numerator=row["numerator"], denominator=weights)
        return (sums, aggregation.scale * row["numerator"] / weights, None) if weights else (sums, None, NO_DENOMINATOR)
    sums = Sums(weighted=row["weighted"], denominator=weights)
    return (sums, row["weighted"] / weights, None) if weights else (sums, None, "la somme des poids est nulle")


NO_DENOMINATOR = "le dénominateur est nul"


def _completeness(exact: Decimal | None, *, is_whole: bool) -> Completeness:
    if exact is None:
        return Completeness.ABSENT
    return Completeness.COMPLETE if is_whole else Completeness.PARTIAL


def _slots_of(body: Body, wanted: Iterable[MonthSpan]) -> int:
    return sum(body.is_open_during(slot.start, slot.end) for slot in wanted)
