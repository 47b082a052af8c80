"""Page "Is it met"."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from coje.contract.model import Indicator, Sense
from coje.contract.targets import (
    Above,
    AnyTarget,
    AtLeast,
    AtMost,
    AverageChange,
    Band,
    Below,
    Conditional,
    Exactly,
    Milestone,
    Neutralised,
    NotSet,
    Relative,
    ToBeSet,
)
from oracle.figures import Case
from oracle.known import is_over, is_to_come
from oracle.values import NoBaseError, Value, inner, previous_value, rounded, spanning, value_of


@dataclass
class Attainment:
    status: str
    value: Value
    gap: Fraction | None = None
    progress: Fraction | None = None
    trend: str = "unknown"
    already_met: bool | None = None


def attain(case: Case, indicator: Indicator, year: int) -> Attainment:
    span, written = spanning(indicator, year)
    target = inner(written)
    is_base_known = True
    try:
        value = value_of(case, indicator, span, target, year)
    except NoBaseError:
        is_base_known, value = False, Value()
    before = previous_value(case, indicator, span, target, year)
    trend = trend_of(indicator, target, value, before)
    has_bar = is_bar(indicator, target)
    return Attainment(
        status(case, indicator, year, value, trend, is_base_known=is_base_known),
        value,
        gap(indicator, target, value.rounded) if has_bar and value.rounded is not None else None,
        progress(indicator, target, value.rounded) if has_bar and value.rounded is not None else None,
        trend,
        is_reached(indicator, target, before.rounded) if has_bar and before.rounded is not None else None,
    )


def status(case: Case, indicator: Indicator, year: int, value: Value, trend: str, *, is_base_known: bool) -> str:
    span, target = spanning(indicator, year)
    if target is None or is_unassessable(case, indicator, target):
        return "not_assessable"
    if is_to_come(year, case.day) or year != span.due_year:
        return "not_due"
    target = inner(target)
    if isinstance(target, Milestone):
        return milestone_status(case, indicator, target, year)
    if not is_base_known:
        return "not_assessable"
    if value.rounded is None:
        return "not_measured" if is_over(year, case.day) else "not_due"
    is_comparable = not value.is_running_total or is_to_reach_from_below(indicator, target)
    if is_comparable and is_reached(indicator, target, value.rounded):
        return "met"
    if is_over(year, case.day):
        return "missed"
    return trend if trend in ("improving", "worsening") else "not_due"


def is_unassessable(case: Case, indicator: Indicator, target: AnyTarget) -> bool:
    if isinstance(target, Conditional) and target.assumption not in case.holding:
        return True
    if isinstance(inner(target), NotSet | Neutralised | ToBeSet):
        return True
    return indicator.sense is None and isinstance(inner(target), Exactly | Relative | AverageChange)


def is_to_reach_from_below(indicator: Indicator, target: AnyTarget) -> bool:
    if isinstance(target, Exactly):
        return indicator.sense is Sense.UP
    return isinstance(target, AtLeast | Above)


def is_bar(indicator: Indicator, target: AnyTarget | None) -> bool:
    if isinstance(target, Exactly | Relative | AverageChange):
        return indicator.sense is not None
    return isinstance(target, AtLeast | AtMost | Above | Below | Band)


def milestone_status(case: Case, indicator: Indicator, target: Milestone, year: int) -> str:
    for row in case.known_progress:
        if row["element"] != indicator.id or row["due_year"] not in (None, year):
            continue
        if row["status"] == "done" and row["on"] <= target.due_on:
            return "met"
    return "missed" if case.day > target.due_on else "not_due"


def number_of(target: AnyTarget | None) -> Fraction | None:
    if isinstance(target, Relative | AverageChange):
        return Fraction(target.change)
    if isinstance(target, Exactly | AtLeast | AtMost | Above | Below):
        return Fraction(target.quantity.value)
    return None


def is_reached(indicator: Indicator, target: AnyTarget | None, value: Fraction) -> bool:
    number = number_of(target)
    if isinstance(target, Band):
        return Fraction(target.low.value) <= value <= Fraction(target.high.value)
    assert number is not None
    if isinstance(target, AtLeast):
        return value >= number
    if isinstance(target, AtMost):
        return value <= number
    if isinstance(target, Above):
        return value > number
    if isinstance(target, Below):
        return value < number
    if indicator.sense is Sense.UP:
        return value >= number
    if indicator.sense is Sense.DOWN:
        return value <= number
    return abs(value - number) <= Fraction(indicator.tolerance or 0)


def gap(indicator: Indicator, target: AnyTarget | None, value: Fraction) -> Fraction:
    number = number_of(target)
    if isinstance(target, Band):
        return min(value - Fraction(target.low.value), Fraction(target.high.value) - value)
    assert number is not None
    if isinstance(target, AtLeast | Above):
        return value - number
    if isinstance(target, AtMost | Below):
        return number - value
    if indicator.sense is Sense.UP:
        return value - number
    if indicator.sense is Sense.DOWN:
        return number - value
    return Fraction(indicator.tolerance or 0) - abs(value - number)


def progress(indicator: Indicator, target: AnyTarget | None, value: Fraction) -> Fraction | None:
    number = number_of(target)
    if number is None or isinstance(target, AverageChange):
        return None
    if isinstance(target, Relative):
        start = Fraction(0)
    elif indicator.baseline is not None:
        start = Fraction(indicator.baseline.value)
    else:
        return None
    if start == number:
        return None
    return rounded((value - start) / (number - start) * 100, 1)


def trend_of(indicator: Indicator, target: AnyTarget | None, value: Value, before: Value) -> str:
    if value.rounded is None or before.rounded is None or value.is_running_total:
        return "unknown"
    if indicator.sense not in (Sense.UP, Sense.DOWN) and not is_bar(indicator, target):
        return "unknown"
    now, then = (merit(indicator, target, each) for each in (value.rounded, before.rounded))
    return "stable" if now == then else "improving" if now > then else "worsening"


def merit(indicator: Indicator, target: AnyTarget | None, value: Fraction) -> Fraction:
    """Greater is better."""
    if indicator.sense is Sense.UP:
        return value
    if indicator.sense is Sense.DOWN:
        return -value
    return -max(Fraction(0), -gap(indicator, target, value))
