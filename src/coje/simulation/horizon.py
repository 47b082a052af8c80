"""The months that a simulation covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from coje.contract.model import Frequency
from coje.records.periods import MonthSpan, slot_of, slots


@dataclass(frozen=True, slots=True)
class Horizon:
    """Whole months, from ``start`` (included) to ``end`` (excluded)."""

    start: date
    end: date

    @classmethod
    def between(cls, first: date, last: date) -> Horizon:
        """From the month of a day to the month of another, both included."""
        start, end = slot_of(first, Frequency.MONTHLY).start, slot_of(last, Frequency.MONTHLY).end
        if end <= start:
            raise ValueError(f"le dernier mois ({last:%m/%Y}) précède le premier ({first:%m/%Y})")
        return cls(start, end)

    @property
    def last_day(self) -> date:
        """The last day, included."""
        return self.end - timedelta(days=1)

    @property
    def years(self) -> range:
        """Civil years of which at least a month is covered."""
        return range(self.start.year, self.last_day.year + 1)

    def slots(self, frequency: Frequency) -> tuple[MonthSpan, ...]:
        """The slots at a frequency that are wholly covered, in order."""
        every = (slot for year in self.years for slot in slots(year, frequency))
        return tuple(slot for slot in every if self.start <= slot.start and slot.end <= self.end)
