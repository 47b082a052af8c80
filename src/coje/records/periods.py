"""Periods that records speak of: half-open spans of days with a short text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from coje.contract.model import Frequency

MONTHS_PER_SLOT = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
}

_FORM = re.compile(r"^(\d{4})(?:-(?:(\d{2})|([TQ])([1-4])|S([12]))|/(\d{4}))?$")


class PeriodError(ValueError):
    """The text is not a period."""


@dataclass(frozen=True, slots=True, order=True)
class MonthSpan:
    """Whole months, from ``start`` (a first of month, included) to ``end`` (a first of month, excluded)."""

    start: date
    end: date

    @property
    def months(self) -> int:
        """Length in months."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month

    def __str__(self) -> str:
        year = self.start.year
        match self.months, self.start.month:
            case 12, 1:
                return str(year)
            case 1, month:
                return f"{year}-{month:02d}"
            case 3, 1 | 4 | 7 | 10:
                return f"{year}-T{self.start.month // 3 + 1}"
            case 6, 1 | 7:
                return f"{year}-S{self.start.month // 6 + 1}"
        return f"{year}/{self.end.year - 1}"


def months_from(year: int, month: int, length: int) -> MonthSpan:
    """The span of ``length`` months that starts on the first of that month."""
    count = year * 12 + month - 1 + length
    return MonthSpan(date(year, month, 1), date(count // 12, count % 12 + 1, 1))


def slots(year: int, frequency: Frequency) -> tuple[MonthSpan, ...]:
    """The periods of a civil year at a frequency, in order.

    >>> [str(slot) for slot in slots(2024, Frequency.HALF_YEARLY)]
    ['2024-S1', '2024-S2']
    """
    length = MONTHS_PER_SLOT[frequency]
    return tuple(months_from(year, month, length) for month in range(1, 13, length))


def parse_period(text: str) -> MonthSpan:
    """Read ``2024``, ``2024-03``, ``2024-T1``, ``2024-S2`` or ``2023/2024``.

    >>> parse_period("2024-T1")
    MonthSpan(start=datetime.date(2024, 1, 1), end=datetime.date(2024, 4, 1))
    """
    match = _FORM.match(text.strip())
    if match is None:
        raise PeriodError(
            f"« {text} » n'est pas une période : attendu 2024, 2024-03 (mois), 2024-T1 (trimestre), "
            "2024-S1 (semestre) ou 2023/2024"
        )
    year, month, _, quarter, half, last = match.groups()
    if month:
        if not 1 <= int(month) <= 12:
            raise PeriodError(f"« {text} » : le mois {month} n'existe pas")
        return months_from(int(year), int(month), 1)
    if quarter:
        return months_from(int(year), int(quarter) * 3 - 2, 3)
    if half:
        return months_from(int(year), int(half) * 6 - 5, 6)
    if last:
        if int(last) <= int(year):
            raise PeriodError(f"« {text} » : la seconde année doit suivre la première")
        return months_from(int(year), 1, 12 * (int(last) - int(year) + 1))
    return months_from(int(year), 1, 12)
