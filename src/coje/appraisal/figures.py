"""The figure of each indicator and year: declared by the national body, or computed from local ones.

The rule is `docs/figures.md`. Everything here is exact: sums are decimal sums,
a division is made once, at the end, and nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

import polars as pl

from coje.appraisal.selection import carries_something, eligible, over_time, whole_years_first
from coje.appraisal.sums import Key, Quantile, Sums, divide, last_slots, quantiles, sum_up
from coje.contract.model import Contract, Indicator, Rule
from coje.network.bodies import Body, Network
from coje.records.periods import MonthSpan, slots


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
class Figure:
    """What an indicator was worth over a year, with what it is made of.

    ``exact`` is not rounded. ``expected`` and ``present`` count (body, slot)
    pairs; ``up_to`` is the end (excluded) of the last period used. A running
    total adds up a part of a year that is not over: it is not yet the year's.
    """

    indicator: str
    year: int
    exact: Decimal | None
    completeness: Completeness
    declared: bool = False
    sums: Sums = field(default_factory=Sums)
    bodies: int = 0
    expected: int = 0
    present: int = 0
    missing: tuple[Missing, ...] = ()
    up_to: date | None = None
    provisional: bool = False
    simulated: bool = False
    is_running_total: bool = False
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
        return found or Figure(indicator, year, None, Completeness.ABSENT, reason=self._why_none(indicator, year))

    def of_bodies(self, indicator: str, year: int) -> dict[str, Figure]:
        """The figure of each local body that has usable records that year, by body."""
        chosen = self.usable.filter((pl.col("indicator") == indicator) & (pl.col("year") == year) & ~pl.col("declared"))
        sums = sum_up(last_slots(chosen, ["indicator", "year", "body"]), ["indicator", "year", "declared", "body"])
        quantiles = self._quantiles(chosen, ["indicator", "year", "declared", "body"], per_body=True)
        return {row["body"]: self._body_figure(row, quantiles) for row in sums.iter_rows(named=True)}

    @cached_property
    def usable(self) -> pl.DataFrame:
        """The records that may enter a figure, a whole-year record having replaced its slots."""
        return whole_years_first(self.eligible)

    @cached_property
    def eligible(self) -> pl.DataFrame:
        """The records that may enter the figure of a year or of a slot, whole years and slots side by side."""
        return eligible(self.contract, self.network, self.known, self.day)

    @cached_property
    def _by_body(self) -> pl.DataFrame:
        rows = last_slots(self.usable, ["indicator", "year", "declared"])
        return sum_up(rows, ["indicator", "year", "declared", "body"])

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

    def _why_none(self, indicator: str, year: int) -> str:
        found = self.contract.indicator(indicator)
        if found.level == "local" and found.aggregation is None:
            return "aucune valeur nationale, et pas de règle pour agréger celles des organismes"
        return "données reçues, mais aucune utilisable" if (indicator, year) in self._received else "aucune donnée"

    @cached_property
    def _received(self) -> frozenset[tuple[str, int]]:
        """The indicators and years of which something was received, be it of another unit, perimeter or period."""
        spans = self.known.filter(carries_something()).select("indicator", "start", "end").unique().iter_rows()
        return frozenset(
            (indicator, year)
            for indicator, start, end in spans
            for year in range(start.year, (end - timedelta(days=1)).year + 1)
        )

    def _quantiles(self, rows: pl.DataFrame, keys: list[str], *, per_body: bool) -> Mapping[Key, Quantile]:
        merged = rows.filter(pl.col("reads") == "distribution")
        merged = last_slots(merged, ["indicator", "year", "body" if per_body else "declared"])
        return quantiles(merged, keys, self.contract)

    def _national_figure(self, row: dict[str, Any], quantiles: Mapping[Key, Quantile]) -> Figure:
        indicator = self.contract.indicator(row["indicator"])
        quantile = quantiles.get((row["indicator"], row["year"], row["declared"]))
        sums, exact, reason = divide(indicator, row, quantile)
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
            is_running_total=self._is_running_total(indicator, row),
            reason=reason or stale,
        )

    def _body_figure(self, row: dict[str, Any], quantiles: Mapping[Key, Quantile]) -> Figure:
        indicator = self.contract.indicator(row["indicator"])
        quantile = quantiles.get((row["indicator"], row["year"], row["declared"], row["body"]))
        sums, exact, reason = divide(indicator, row, quantile)
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
            is_running_total=self._is_running_total(indicator, row),
            reason=reason or stale,
        )

    def _expected(self, indicator: Indicator, row: dict[str, Any]) -> dict[str, int]:
        """How many slots are expected of each body."""
        wanted = self._expected_slots(indicator, row)
        if row["declared"]:
            return {self.network.national: len(wanted)}
        return self.open_slots(wanted)

    def _expected_slots(self, indicator: Indicator, row: dict[str, Any]) -> tuple[MonthSpan, ...]:
        every = slots(row["year"], indicator.frequency)
        if over_time(indicator) is Rule.LAST:
            return tuple(slot for slot in every if slot.end == row["up_to"])
        return tuple(slot for slot in every if slot.end <= self.day + timedelta(days=1))

    def open_slots(self, wanted: tuple[MonthSpan, ...]) -> dict[str, int]:
        """How many of the slots wanted each body is open in, by body; those open in none are left out."""
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
        if over_time(indicator) is not Rule.LAST or row["up_to"] == year_end or not is_over(row["year"], self.day):
            return None
        used = next(slot for slot in slots(row["year"], indicator.frequency) if slot.end == row["up_to"])
        return f"dernière valeur connue : {used}"

    def _is_running_total(self, indicator: Indicator, row: dict[str, Any]) -> bool:
        stops_early = row["up_to"] < date(row["year"] + 1, 1, 1) and not is_over(row["year"], self.day)
        return stops_early and over_time(indicator) is Rule.SUM


def _completeness(exact: Decimal | None, *, is_whole: bool) -> Completeness:
    if exact is None:
        return Completeness.ABSENT
    return Completeness.COMPLETE if is_whole else Completeness.PARTIAL


def _slots_of(body: Body, wanted: Iterable[MonthSpan]) -> int:
    return sum(body.is_open_during(slot.start, slot.end) for slot in wanted)
