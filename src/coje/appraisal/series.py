"""The national figure of an indicator slot by slot: what it is made of, and whether a model may read it.

The records and the rule are those of the yearly figures (`docs/figures.md`). A
slot is read by a model when the bodies that returned it weigh 95 % or more of
those expected; the others are listed with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

import polars as pl

from coje.appraisal.figures import Completeness, Figures
from coje.appraisal.sums import Key, Quantile, divide, quantiles, sum_up
from coje.appraisal.wording import amount
from coje.contract.model import Indicator, Rule
from coje.contract.numbers import round_half_up
from coje.records.periods import MonthSpan, slots

ENOUGH = 0.95
"""Share of the weight of the bodies expected from which a slot is read by a model."""

SLOT = ["indicator", "declared", "start", "end"]


@dataclass(frozen=True, slots=True)
class SlotFigure:
    """The national figure of one slot.

    ``exact`` is computed over the bodies ``present``, not rounded. ``weight`` is
    what the slot weighs in the figure of a year: its denominator, its cases,
    else 1. ``coverage`` is what the bodies present weigh among those expected,
    from 0 to 1, by what each weighs on average in the series. ``reason`` says
    why a model may not read it.
    """

    slot: MonthSpan
    expected: int
    present: int = 0
    exact: Decimal | None = None
    weight: Decimal = Decimal(1)
    coverage: float = 0.0
    simulated: bool = False
    reason: str | None = "aucun retour"

    @property
    def completeness(self) -> Completeness:
        """Whether every body expected is in it."""
        if self.exact is None:
            return Completeness.ABSENT
        return Completeness.COMPLETE if self.present >= self.expected else Completeness.PARTIAL


@dataclass(frozen=True)
class Series:
    """The figures of an indicator, every slot from the first returned to the last one over on the day.

    ``declared`` says that they come from the national body, not from local ones.
    """

    indicator: Indicator
    declared: bool
    slots: tuple[SlotFigure, ...]

    @cached_property
    def usable(self) -> tuple[SlotFigure, ...]:
        """The slots that a model may read."""
        return tuple(one for one in self.slots if one.reason is None)

    @property
    def left_out(self) -> tuple[SlotFigure, ...]:
        """The slots that a model may not read, each with its reason."""
        return tuple(one for one in self.slots if one.reason is not None)

    @property
    def simulated(self) -> bool:
        """Whether a record in it is simulated."""
        return any(one.simulated for one in self.slots)

    @property
    def adds_up(self) -> bool:
        """Whether a slot is a sum over bodies, too small when one is missing."""
        rule = self.indicator.aggregation
        return rule is not None and rule.over_bodies is Rule.SUM and not self.declared

    def estimate(self, one: SlotFigure) -> float:
        """What a model reads of a usable slot: a sum over bodies is divided by the coverage."""
        assert one.exact is not None
        return float(one.exact) / (one.coverage if self.adds_up else 1.0)


def national_series(figures: Figures) -> dict[str, Series]:
    """The series of every indicator measured more than once a year of which anything is known, by id.

    When the national body and local ones both gave slots, the series is that of
    the side with more usable slots; the national body's, if equal.
    """
    over = pl.col("end") <= figures.day + timedelta(days=1)
    rows = figures.eligible.filter(~pl.col("whole"), pl.col("slot_months") < 12, over)
    found = sorted(_Slots(figures, rows).series(), key=lambda one: (len(one.usable), one.declared))
    return {one.indicator.id: one for one in found}


@dataclass(frozen=True)
class _Slots:
    """The eligible records of slots, summed over bodies."""

    figures: Figures
    rows: pl.DataFrame

    def series(self) -> Iterator[Series]:
        """The series of each indicator, from the national body and from local ones."""
        sums = sum_up(self.rows, SLOT).join(self._coverage, on=SLOT, how="left")
        for (name, declared), group in sums.partition_by("indicator", "declared", as_dict=True).items():
            indicator = self.figures.contract.indicator(str(name))
            if declared or indicator.aggregation:
                yield Series(indicator, bool(declared), tuple(self._slot_figures(indicator, bool(declared), group)))

    def _slot_figures(self, indicator: Indicator, declared: bool, group: pl.DataFrame) -> Iterator[SlotFigure]:
        rows = {row["start"]: row for row in group.iter_rows(named=True)}
        for slot in self._since(indicator, min(rows)):
            expected = 1 if declared else len(self.figures.open_slots((slot,)))
            row = rows.get(slot.start)
            yield self._figure(indicator, slot, expected, row) if row else SlotFigure(slot, expected)

    def _since(self, indicator: Indicator, start: date) -> Iterator[MonthSpan]:
        """The slots from a day to the last one over on the day of the appraisal."""
        day = self.figures.day
        for year in range(start.year, day.year + 1):
            every = slots(year, indicator.frequency)
            yield from (slot for slot in every if start <= slot.start and slot.end <= day + timedelta(days=1))

    def _figure(self, indicator: Indicator, slot: MonthSpan, expected: int, row: Mapping[str, Any]) -> SlotFigure:
        sums, exact, reason = divide(indicator, row, self._quantiles.get(tuple(row[name] for name in SLOT)))
        coverage = 1.0 if row["coverage"] is None else row["coverage"]
        return SlotFigure(
            slot,
            expected,
            row["present"],
            exact,
            sums.denominator or Decimal(sums.cases or 1),
            coverage,
            row["simulated"],
            reason or _why_too_few(coverage),
        )

    @cached_property
    def _quantiles(self) -> Mapping[Key, Quantile]:
        return quantiles(self.rows, SLOT, self.figures.contract)

    @cached_property
    def _coverage(self) -> pl.DataFrame:
        """What the bodies present in each slot weigh among those open in it."""
        local = self.rows.filter(~pl.col("declared")).with_columns(weight=_weight(), present=True)
        typical = local.group_by("indicator", "body").agg(pl.col("weight").mean())
        expected = (
            local.select(SLOT)
            .unique()
            .join(self._open_bodies, on=["start", "end"])
            .join(typical, on=["indicator", "body"], how="left")
            .with_columns(pl.col("weight").fill_null(pl.col("weight").mean().over("indicator")))
            .join(local.select(*SLOT, "body", "present"), on=[*SLOT, "body"], how="left")
        )
        weight = pl.when(pl.col("weight").sum() > 0).then(pl.col("weight")).otherwise(1.0)
        return expected.group_by(SLOT).agg(
            coverage=(weight.filter("present").sum() / weight.sum()).clip(upper_bound=1.0)
        )

    @cached_property
    def _open_bodies(self) -> pl.DataFrame:
        spans = (MonthSpan(*span) for span in self.rows.select("start", "end").unique().iter_rows())
        pairs = [(span.start, span.end, body) for span in spans for body in self.figures.open_slots((span,))]
        schema = {"start": pl.Date(), "end": pl.Date(), "body": pl.Categorical()}
        return pl.DataFrame(pairs, schema=schema, orient="row")


def _weight() -> pl.Expr:
    """What a record weighs among those of its slot."""
    cases = pl.col("distribution").list.eval(pl.element().struct.field("cases")).list.sum()
    return (
        pl.when(pl.col("reads") == "value")
        .then(pl.col("value").abs().cast(pl.Float64))
        .when(pl.col("reads") == "distribution")
        .then(cases.cast(pl.Float64))
        .otherwise(pl.col("denominator").abs().cast(pl.Float64))
    )


def _why_too_few(coverage: float) -> str | None:
    if coverage >= ENOUGH:
        return None
    share = amount(round_half_up(Decimal(100 * coverage), 1), "%")
    return f"les organismes présents ne pèsent que {share} du réseau"
