"""Is the target of a year met: status, gap, progress, trend. The rule is `docs/figures.md`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from coje.appraisal.actions import Progress
from coje.appraisal.bars import Bar, bar_of
from coje.appraisal.figures import Figures, is_over
from coje.appraisal.values import Value, plain, value_before, value_for
from coje.contract.model import Indicator, Sense
from coje.contract.numbers import round_half_up
from coje.contract.targets import (
    Above,
    AnyTarget,
    AtLeast,
    AverageChange,
    Conditional,
    Exactly,
    Milestone,
    Neutralised,
    NotSet,
    Relative,
    Span,
    ToBeSet,
)


class Status(StrEnum):
    """Where an indicator stands against the target of a year."""

    MET = "met"
    MISSED = "missed"
    IMPROVING = "improving"
    WORSENING = "worsening"
    NOT_DUE = "not_due"
    NOT_MEASURED = "not_measured"
    NOT_ASSESSABLE = "not_assessable"


class Trend(StrEnum):
    """How a value moved from the year before, in the sense of its indicator."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    STABLE = "stable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Attainment:
    """An indicator against the target of one year, as known on a day."""

    indicator: str
    year: int
    target: AnyTarget | None
    span: Span
    value: Value
    status: Status
    reason: str | None = None
    gap: Decimal | None = None
    progress: Decimal | None = None
    trend: Trend = Trend.UNKNOWN
    already_met: bool | None = None

    @property
    def is_decided(self) -> bool:
        """Whether the target was met or missed."""
        return self.status in {Status.MET, Status.MISSED}


def attain(
    figures: Figures,
    indicator: Indicator,
    year: int,
    *,
    progress: Progress,
    held: Collection[str] = (),
) -> Attainment:
    """Assess one indicator for one year.

    ``progress`` says which milestones are done; ``held`` are the assumptions stated to hold.
    """
    span, target = target_of(indicator, year)
    case = _Case(figures, indicator, year, span, target)
    status, reason = case.status(progress.done_on(indicator.id, year), held)
    bar, rounded, previous = case.bar, case.value.rounded, case.previous
    return Attainment(
        indicator=indicator.id,
        year=year,
        target=target,
        span=span,
        value=case.value,
        status=status,
        reason=reason,
        gap=None if bar is None or rounded is None else bar.gap(rounded),
        progress=_progress(indicator, target, bar, rounded),
        trend=case.trend,
        already_met=None if bar is None or previous is None else bar.passes(previous),
    )


def target_of(indicator: Indicator, year: int) -> tuple[Span, AnyTarget | None]:
    """The target due that year, else the one that spans it; of several, the first written."""
    around = [(span, target) for span, target in indicator.targets.items() if year in span]
    due = [(span, target) for span, target in around if span.due_year == year]
    return next(iter(due or around), (Span(year, year), None))


@dataclass(frozen=True)
class _Case:
    """An indicator, a year and its target, with the values they call for."""

    figures: Figures
    indicator: Indicator
    year: int
    span: Span
    target: AnyTarget | None

    @cached_property
    def bar(self) -> Bar | None:
        return bar_of(self.indicator, self.target)

    @cached_property
    def value(self) -> Value:
        return value_for(self.figures, self.indicator, self.target, self.span, self.year)

    @cached_property
    def previous(self) -> Decimal | None:
        """The value of the year before, of the same kind, or the baseline when it is of that year."""
        return value_before(self.figures, self.indicator, self.target, self.span, self.year)

    @cached_property
    def trend(self) -> Trend:
        if self.value.is_running_total:
            return Trend.UNKNOWN
        return _trend(self.indicator, self.bar, self.value.rounded, self.previous)

    def _is_reached_from_below(self, total: Decimal) -> bool:
        """Whether a total that only grows has already reached its target."""
        assert self.bar is not None
        match plain(self.target):
            case Exactly() if self.indicator.sense is not Sense.UP:
                return False
            case Exactly() | AtLeast() | Above():
                return self.bar.passes(total)
        return False

    def status(self, done_on: date | None, held: Collection[str]) -> tuple[Status, str | None]:
        day = self.figures.day
        wanting = why_not_assessable(self.indicator, self.target, held)
        if wanting:
            return Status.NOT_ASSESSABLE, wanting
        if self.year > day.year or self.span.due_year > self.year:
            return Status.NOT_DUE, f"cible à échéance de {self.span.due_year}"
        inner = plain(self.target)
        if isinstance(inner, Milestone):
            return _milestone(inner, done_on, day)
        if self.value.base_unknown:
            return Status.NOT_ASSESSABLE, self.value.reason
        if self.value.rounded is None:
            return (Status.NOT_MEASURED if is_over(self.year, day) else Status.NOT_DUE), self.value.reason
        return self._measured(self.value.rounded, over=is_over(self.year, day))

    def _measured(self, value: Decimal, *, over: bool) -> tuple[Status, str | None]:
        assert self.bar is not None
        if self.value.is_running_total and not self._is_reached_from_below(value):
            return Status.NOT_DUE, "total en cours d'année"
        if self.bar.passes(value):
            return Status.MET, None
        if over:
            return Status.MISSED, None
        match self.trend:
            case Trend.IMPROVING:
                return Status.IMPROVING, None
            case Trend.WORSENING:
                return Status.WORSENING, None
            case Trend.STABLE:
                return Status.NOT_DUE, "année en cours, sans changement"
        return Status.NOT_DUE, "année en cours, rien à comparer"


def why_not_assessable(indicator: Indicator, target: AnyTarget | None, held: Collection[str]) -> str | None:
    """Why no value can be compared with a target, whatever is measured; nothing when one can."""
    match target:
        case None:
            return "aucune cible pour cette année"
        case NotSet():
            return "cible non fixée (ND)"
        case ToBeSet(by):
            return f"cible à fixer avant le {by:%d/%m/%Y}"
        case Neutralised(reason):
            return f"cible neutralisée : {reason}" if reason else "cible neutralisée"
        case Conditional(_, assumption) if assumption not in held:
            return f"cible sous condition, non constatée : {assumption}"
        case Conditional(inner, _):
            return why_not_assessable(indicator, inner, held)
        case Exactly() | Relative() | AverageChange() if indicator.sense is None:
            return "sens de l'indicateur non déclaré"
    return None


def _milestone(target: Milestone, done_on: date | None, day: date) -> tuple[Status, str | None]:
    if done_on is not None and done_on <= target.due_on:
        return Status.MET, f"fait le {done_on:%d/%m/%Y}"
    if day > target.due_on:
        late = f"fait le {done_on:%d/%m/%Y}, après l'échéance" if done_on else "non fait à l'échéance"
        return Status.MISSED, late
    return Status.NOT_DUE, f"échéance au {target.due_on:%d/%m/%Y}"


def _progress(indicator: Indicator, target: AnyTarget | None, bar: Bar | None, value: Decimal | None) -> Decimal | None:
    """Share of the way from the baseline to the target, in percent, to one decimal."""
    if bar is None or bar.goal is None or value is None:
        return None
    match plain(target):
        case AverageChange():
            return None
        case Relative():
            start: Decimal | None = Decimal(0)
        case _:
            start = indicator.baseline.value if indicator.baseline else None
    if start is None or start == bar.goal:
        return None
    return round_half_up((value - start) / (bar.goal - start) * 100, 1)


def _trend(indicator: Indicator, bar: Bar | None, value: Decimal | None, previous: Decimal | None) -> Trend:
    if value is None or previous is None:
        return Trend.UNKNOWN
    match indicator.sense:
        case Sense.UP | Sense.DOWN:
            if value == previous:
                return Trend.STABLE
            return Trend.IMPROVING if (value > previous) == (indicator.sense is Sense.UP) else Trend.WORSENING
    if bar is None:
        return Trend.UNKNOWN
    now, before = bar.distance(value), bar.distance(previous)
    if now == before:
        return Trend.STABLE
    return Trend.IMPROVING if now < before else Trend.WORSENING
