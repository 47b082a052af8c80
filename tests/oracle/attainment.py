"""Page "Is it met"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
from oracle.known import PROGRESS_KEY, is_over, is_to_come, known
from oracle.values import NoBaseError, Value, inner, previous_value, rounded, spanning, value_of


@dataclass
class Attainment:
    status: str
    value: Value | None = None
    gap: Fraction | None = None
    progress: Fraction | None = None
    trend: str = "unknown"
    already_met: bool | None = None


def attain(case: Case, indicator: Indicator, year: int) -> Attainment:
    found = spanning(indicator, year)
    if found is None or is_unassessable(case, indicator, found[1]):
        return Attainment("not_assessable")
    span, target = found[0], inner(found[1])
    if isinstance(target, Milestone):
        return Attainment(milestone_status(case, indicator, span.due_year, target, year))
    if is_to_come(year, case.day):
        return Attainment("not_due")
    try:
        value = value_of(case, indicator, span, target, year)
    except NoBaseError:
        return Attainment("not_due" if year != span.due_year else "not_assessable")
    before = previous_value(case, indicator, span, target, year)
    attainment = measured(indicator, target, value, before)
    attainment.status = status(case, indicator, target, value, before, year, is_due=year == span.due_year)
    return attainment


def is_unassessable(case: Case, indicator: Indicator, target: AnyTarget) -> bool:
    if isinstance(target, Conditional) and target.assumption not in case.holding:
        return True
    if isinstance(inner(target), NotSet | Neutralised | ToBeSet):
        return True
    return indicator.sense is None and isinstance(inner(target), Exactly | Relative | AverageChange)


def milestone_status(case: Case, indicator: Indicator, due_year: int, target: Milestone, year: int) -> str:
    if is_to_come(year, case.day) or year != due_year:
        return "not_due"
    for row in known(case.progress, case.day, PROGRESS_KEY):
        if row["element"] == indicator.id and row["status"] == "done" and done_on(row) <= target.due_on:
            return "met"
    return "missed" if case.day > target.due_on else "not_due"


def done_on(row: dict) -> date:
    return row["on"]


def status(
    case: Case, indicator: Indicator, target: AnyTarget, value: Value, before: Value, year: int, *, is_due: bool
) -> str:
    if not is_due:
        return "not_due"
    if value.rounded is None:
        return "not_measured" if is_over(year, case.day) else "not_due"
    if is_reached(indicator, target, value.rounded):
        return "met"
    if is_over(year, case.day):
        return "missed"
    trend = trend_of(indicator, target, value, before)
    return trend if trend in ("improving", "worsening") else "not_due"


def measured(indicator: Indicator, target: AnyTarget, value: Value, before: Value) -> Attainment:
    attainment = Attainment("", value)
    if before.rounded is not None:
        attainment.already_met = is_reached(indicator, target, before.rounded)
    if value.rounded is not None:
        attainment.gap = gap(indicator, target, value.rounded)
        attainment.progress = progress(indicator, target, value.rounded)
        attainment.trend = trend_of(indicator, target, value, before)
    return attainment


def number_of(target: AnyTarget) -> Fraction | None:
    if isinstance(target, Relative | AverageChange):
        return Fraction(target.change)
    if isinstance(target, Exactly | AtLeast | AtMost | Above | Below):
        return Fraction(target.quantity.value)
    return None


def is_reached(indicator: Indicator, target: AnyTarget, value: Fraction) -> bool:
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


def gap(indicator: Indicator, target: AnyTarget, value: Fraction) -> Fraction:
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


def progress(indicator: Indicator, target: AnyTarget, value: Fraction) -> Fraction | None:
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


def trend_of(indicator: Indicator, target: AnyTarget, value: Value, before: Value) -> str:
    if value.rounded is None or before.rounded is None:
        return "unknown"
    now, then = (merit(indicator, target, each) for each in (value.rounded, before.rounded))
    return "stable" if now == then else "improving" if now > then else "worsening"


def merit(indicator: Indicator, target: AnyTarget, value: Fraction) -> Fraction:
    """Greater is better."""
    if indicator.sense is Sense.UP:
        return value
    if indicator.sense is Sense.DOWN:
        return -value
    return -max(Fraction(0), -gap(indicator, target, value))
