"""A status as a symbol and a word: never a colour alone."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from coje.appraisal.actions import Advance
from coje.appraisal.attainment import Status
from coje.reports.cells import Badge

MARKS: Mapping[str, tuple[str, str]] = {
    Status.MET: ("✓", "green"),
    Status.IMPROVING: ("▲", "cyan"),
    Status.WORSENING: ("▼", "yellow"),
    Status.MISSED: ("✗", "red"),
    Status.NOT_DUE: ("○", ""),
    Status.NOT_MEASURED: ("?", "magenta"),
    Status.NOT_ASSESSABLE: ("–", "dim"),
    Advance.DONE: ("✓", "green"),
    Advance.IN_PROGRESS: ("▲", "cyan"),
    Advance.LATE: ("✗", "red"),
    Advance.NOT_STARTED: ("▽", "yellow"),
    Advance.ABANDONED: ("–", "dim"),
}
"""Symbol and colour of each status, by its value (that of what is not due is the same for all)."""


def marked(badge: Badge, *under: str) -> Text:
    """The symbol and the word of a status, with words under it."""
    symbol, colour = MARKS[badge.key]
    return Text("\n  ".join((f"{symbol} {badge.word}", *under)), colour)
