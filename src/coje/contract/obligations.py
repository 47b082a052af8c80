"""The dates on which an obligation falls due, from its recurrence rule (RFC 5545)."""

from __future__ import annotations

import re
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
    moments = _rule(obligation, last).xafter(_midnight(obligation.starts_on), count=MAX_DATES, inc=True)
    return tuple(moment.date() for moment in moments if moment.date() <= last)


def _rule(obligation: Obligation, last: date) -> rrule:
    refusal = RecurrenceError(f"la règle « {obligation.rrule} » ne se lit pas comme une RRULE (RFC 5545)")
    if _RULE.fullmatch(obligation.rrule) is None:
        raise refusal
    try:
        rule = rrulestr(obligation.rrule, dtstart=_midnight(obligation.starts_on))
    except ValueError:
        raise refusal from None
    assert isinstance(rule, rrule)
    has_own_end = "UNTIL=" in obligation.rrule or "COUNT=" in obligation.rrule
    return rule if has_own_end else rule.replace(until=_midnight(last))


def _midnight(day: date) -> datetime:
    """RRULE works on local moments; the hour does not matter here."""
    return datetime.combine(day, time.min)
