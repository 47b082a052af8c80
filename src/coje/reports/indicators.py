"""Indicators as rows: the target and the result of the year reported on, and of every year side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from coje.appraisal.appraise import Appraisal
from coje.appraisal.attainment import Attainment, Status
from coje.appraisal.bars import bar_of
from coje.appraisal.explanation import Explanation, explain
from coje.appraisal.figures import Completeness, is_over
from coje.appraisal.values import plain
from coje.appraisal.wording import COMPLETENESS, TREND, target_text, unit_of
from coje.contract.model import Indicator, Orientation
from coje.contract.targets import Band, Exactly
from coje.contract.terms import word
from coje.reports.cells import Amount, Badge, percent
from coje.reports.palette import status_badge
from coje.reports.phrases import listed, short_name


@dataclass(frozen=True, slots=True)
class YearPoint:
    """The target and the result of one year.

    ``low`` and ``high`` are the goal as drawn: equal when it is one number,
    nothing when the target is not a number. ``declared`` says that the national
    body gave the figure itself; otherwise it was computed from local ones.
    """

    year: int
    target: str
    goal: Amount
    low: Decimal | None
    high: Decimal | None
    result: Amount
    badge: Badge
    is_over: bool
    is_partial: bool
    is_provisional: bool
    is_declared: bool
    is_simulated: bool


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator for the year reported on, with every year in ``points``."""

    id: str
    number: str
    name: str
    axis: str
    orientation: str
    unit: str
    sense: str
    baseline: Amount
    now: YearPoint
    points: tuple[YearPoint, ...]
    gap: Amount
    progress: Amount
    trend: str
    completeness: str
    already_met: str
    reason: str
    origin: str
    calculation: str
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    unused: tuple[tuple[str, int], ...]
    definition: str
    clause: str

    @property
    def distance(self) -> Decimal:
        """How far the result is from its target, as a share of it: only to put rows in order."""
        goal, gap = self.now.low, self.gap.value
        if gap is None or gap >= 0:
            return Decimal(0)
        return -gap / abs(goal) if goal else Decimal("Infinity")


def indicator_rows(appraisal: Appraisal) -> tuple[IndicatorRow, ...]:
    """Every indicator, in the order of the text."""
    orientations = {orientation.id: orientation for orientation in appraisal.contract.orientations}
    axes = {one.id: axis.number for axis in appraisal.contract.axes for one in axis.orientations}
    return tuple(_row(appraisal, indicator, orientations, axes) for indicator in appraisal.contract.indicators)


def _row(
    appraisal: Appraisal, indicator: Indicator, orientations: Mapping[str, Orientation], axes: Mapping[str, str]
) -> IndicatorRow:
    attainment = appraisal.attainments[(indicator.id, appraisal.year)]
    explanation = explain(appraisal, indicator.id)
    points = tuple(
        _point(appraisal, indicator, appraisal.attainments[(indicator.id, year)])
        for year in appraisal.contract.period.years
    )
    place = orientations.get(indicator.orientation or "")
    baseline = indicator.baseline
    return IndicatorRow(
        id=indicator.id,
        number=indicator.number,
        name=indicator.name,
        axis=axes.get(indicator.orientation or "", ""),
        orientation=place.number if place else "",
        unit=unit_of(indicator, attainment) or "",
        sense=word(indicator.sense) if indicator.sense else "non déclaré",
        baseline=Amount(baseline.value if baseline else None, indicator.record_unit),
        now=next(point for point in points if point.year == appraisal.year),
        points=points,
        gap=Amount(attainment.gap, _gap_unit(unit_of(indicator, attainment)), signed=True),
        progress=percent(attainment.progress),
        trend=TREND[attainment.trend],
        completeness=COMPLETENESS[attainment.value.completeness],
        already_met=_already_met(attainment),
        reason=attainment.reason or "",
        origin=_origin(appraisal, attainment),
        calculation=_calculation(explanation),
        sources=_sources(explanation),
        notes=explanation.notes,
        unused=_unused(explanation),
        definition=indicator.definition or "",
        clause=indicator.clause or "",
    )


def _point(appraisal: Appraisal, indicator: Indicator, attainment: Attainment) -> YearPoint:
    value, unit = attainment.value, unit_of(indicator, attainment)
    low, high = _bounds(indicator, attainment)
    is_number = isinstance(plain(attainment.target), Exactly)
    return YearPoint(
        year=attainment.year,
        target=target_text(indicator, attainment),
        goal=Amount(low if is_number else None, unit),
        low=low,
        high=high,
        result=Amount(value.rounded, unit),
        badge=status_badge(attainment.status),
        is_over=is_over(attainment.year, appraisal.day),
        is_partial=value.completeness is Completeness.PARTIAL,
        is_provisional=value.provisional,
        is_declared=bool(value.figures) and value.figures[0].declared,
        is_simulated=value.simulated,
    )


def _bounds(indicator: Indicator, attainment: Attainment) -> tuple[Decimal | None, Decimal | None]:
    target = plain(attainment.target)
    if isinstance(target, Band):
        return target.low.value, target.high.value
    bar = bar_of(indicator, target)
    goal = bar.goal if bar else None
    return goal, goal


def _gap_unit(unit: str | None) -> str | None:
    """Two percentages differ by points."""
    return "pt" if unit == "%" else unit


def _already_met(attainment: Attainment) -> str:
    if attainment.status is not Status.MET or attainment.already_met is None:
        return ""
    return "oui" if attainment.already_met else "non"


def _origin(appraisal: Appraisal, attainment: Attainment) -> str:
    """Who the figure comes from."""
    if attainment.value.rounded is None:
        return ""
    figure = attainment.value.figures[0]
    if figure.declared:
        names = {party.id: short_name(party.name) for party in appraisal.contract.parties}
        return f"déclaré : {names.get(appraisal.network.national, appraisal.network.national)}"
    return f"calculé : {figure.bodies} organismes" if figure.bodies > 1 else f"calculé : {figure.bodies} organisme"


def _calculation(explanation: Explanation) -> str:
    parts = (f"{step.label} : {step.expression or '–'} = {step.result}" for step in explanation.steps)
    return " ; ".join(parts)


def _sources(explanation: Explanation) -> tuple[str, ...]:
    names = explanation.records["source"].unique().drop_nulls().to_list()
    return tuple(sorted(map(str, names)))


def _unused(explanation: Explanation) -> tuple[tuple[str, int], ...]:
    """Why records known for the year were left out, and how many for each reason; an empty one says its own."""
    is_empty = pl.all_horizontal(pl.col("value", "numerator", "denominator", "distribution").is_null())
    own = pl.when(is_empty).then(pl.col("comment"))
    reason = pl.concat_str("why", pl.col("perimeter").cast(pl.String), own, separator=" : ", ignore_nulls=True)
    counted = explanation.unused.group_by(reason.alias("reason"), maintain_order=True).len()
    return tuple(counted.iter_rows())


def sources_text(row: IndicatorRow) -> str:
    """Where the records behind the figure come from."""
    return listed(row.sources)
