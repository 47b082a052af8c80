"""The only clock of the program: rooms below are told the day and the moment."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def today() -> date:
    """The day it is in Paris."""
    return datetime.now(ZoneInfo("Europe/Paris")).date()


def now() -> datetime:
    """This instant."""
    return datetime.now(UTC)
