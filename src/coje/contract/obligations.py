"""The dates on which an obligation falls due, from its recurrence rule (RFC 5545)."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice

from dateutil.rrule import rrulestr

from coje.contract.model import Obligation

MAX_DATES = 1000
"""More dates than that is a mistake in the rule: a daily rule over a contract would not be read by anyone."""


def due_dates(obligation: Obligation) -> tuple[date, ...]:
    """Every day an obligation falls due, in order; ``ValueError`` when its rule cannot be read.

    A rule without an end stops at ``ends_on``, else after `MAX_DATES` dates.
    """
    moments = rrulestr(obligation.rrule, dtstart=_midnight(obligation.starts_on))
    days = (moment.date() for moment in moments)
    return tuple(day for day in islice(days, MAX_DATES) if obligation.ends_on is None or day <= obligation.ends_on)


def _midnight(day: date) -> datetime:
    """RRULE works on local moments; the hour does not matter here."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001
