"""What a simulation is given: a seed, the months it covers, the parameters; and its random streams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from coje.contract.model import Frequency
from coje.records.periods import MonthSpan, slot_of, slots
from coje.simulation.parameters import Parameters

Booleans: TypeAlias = NDArray[np.bool_]
Days: TypeAlias = NDArray[np.datetime64]


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


@dataclass(frozen=True, slots=True)
class Setting:
    """The seed, the months covered and the parameters of a simulation."""

    seed: int
    horizon: Horizon
    parameters: Parameters

    def __post_init__(self) -> None:
        if self.seed < 0:
            raise ValueError(f"la graine ({self.seed}) doit être un nombre entier, positif ou nul")

    def stream(self, *subject: str) -> np.random.Generator:
        """The random stream of a subject: its own, so that what is drawn for one does not depend on the others."""
        return np.random.default_rng([self.seed, *(crc32(word.encode()) for word in subject)])
