"""The dates on which an obligation falls due, from its recurrence rule (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from dateutil.rrule import rrule, rrulestr

from coje.contract.model import Obligation

MAX_DATES = 1000
"""More dates than that is a mistake in the rule: a daily rule over a contract would not be read by anyone."""

_RULE = re.compile(r"FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY)(;(?!INTERVAL=[^1-9])[A-Z]+=[A-Z0-9,+-]+)*")


class RecurrenceError(ValueError):
    """The text is not a recurrence rule counted in years, months, weeks or days."""


def due_dates(obligation: Obligation, until: date | None = None) -> tuple[date, ...]:
    """Every day an obligation falls due, in order; `RecurrenceError` when its rule cannot be read.

    Dates stop at ``ends_on``, at ``until`` (both included), and after `MAX_DATES`.
    """
    last = min(day for day in (obligation.ends_on, until, date.max) if day is not None)
    try:
        days = [moment.date() for moment in _moments(obligation, last)]
    except (ValueError, IndexError):  # dateutil meets the 60th Monday of a month only when it counts
        message = f"la règle « {obligation.rrule} » ne se lit pas comme une RRULE (RFC 5545)"
        raise RecurrenceError(message) from None
    return tuple(day for day in days if day <= last)


def _moments(obligation: Obligation, last: date) -> Iterable[datetime]:
    if _RULE.fullmatch(obligation.rrule) is None:
        raise ValueError(obligation.rrule)
    rule = rrulestr(obligation.rrule, dtstart=_midnight(obligation.starts_on))
    assert isinstance(rule, rrule)
    has_own_end = "UNTIL=" in obligation.rrule or "COUNT=" in obligation.rrule
    ended = rule if has_own_end else rule.replace(until=_midnight(last))
    return ended.xafter(_midnight(obligation.starts_on), count=MAX_DATES, inc=True)


def _midnight(day: date) -> datetime:
    """RRULE works on local moments; the hour does not matter here."""
    return datetime.combine(day, time.min)
