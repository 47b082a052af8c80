"""Periods that records speak of: half-open spans of days with a short text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from coje.contract.base import FIRST_YEAR, LAST_YEAR
from coje.contract.model import Frequency

MONTHS_PER_SLOT = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
}

_FIRST_DAY, _END = date(FIRST_YEAR, 1, 1), date(LAST_YEAR + 1, 1, 1)

_FORM = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})|T([1-4])|S([12]))|/([0-9]{4}))?")


class PeriodError(ValueError):
    """The text, or the pair of days, is not a period; ``reason`` says what was expected."""

    def __init__(self, text: str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"« {text} » : {reason}")


@dataclass(frozen=True, slots=True, order=True)
class MonthSpan:
    """Whole months, from ``start`` (a first of month, included) to ``end`` (a first of month, excluded).

    A month, a quarter, a half-year or whole civil years; `PeriodError` for anything else.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if not self._is_canonical():
            raise PeriodError(
                f"du {self.start} au {self.end} (exclu)",
                "attendu un mois, un trimestre, un semestre ou des années civiles entières, "
                f"entre {FIRST_YEAR} et {LAST_YEAR}",
            )

    def _is_canonical(self) -> bool:
        if not (self.start.day == self.end.day == 1 and _FIRST_DAY <= self.start < self.end <= _END):
            return False
        months, before = self.months, self.start.month - 1
        return (months in {1, 3, 6} and before % months == 0) or (months % 12 == 0 and before == 0)

    @property
    def months(self) -> int:
        """Length in months."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month

    def __str__(self) -> str:
        year, month = self.start.year, self.start.month
        match self.months:
            case 1:
                return f"{year}-{month:02d}"
            case 3:
                return f"{year}-T{month // 3 + 1}"
            case 6:
                return f"{year}-S{month // 6 + 1}"
            case 12:
                return str(year)
        return f"{year}/{self.end.year - 1}"


def months_from(year: int, month: int, length: int) -> MonthSpan:
    """The span of ``length`` months that starts on the first of that month.

    >>> str(months_from(2024, 7, 6))
    '2024-S2'
    """
    count = year * 12 + month - 1 + length
    return MonthSpan(date(year, month, 1), date(count // 12, count % 12 + 1, 1))


def slots(year: int, frequency: Frequency) -> tuple[MonthSpan, ...]:
    """The periods of a civil year at a frequency, in order.

    >>> [str(slot) for slot in slots(2024, Frequency.HALF_YEARLY)]
    ['2024-S1', '2024-S2']
    """
    length = MONTHS_PER_SLOT[frequency]
    return tuple(months_from(year, month, length) for month in range(1, 13, length))


def slot_of(day: date, frequency: Frequency) -> MonthSpan:
    """The slot, at that frequency, that the day is in.

    >>> str(slot_of(date(2024, 5, 31), Frequency.QUARTERLY))
    '2024-T2'
    """
    length = MONTHS_PER_SLOT[frequency]
    return months_from(day.year, (day.month - 1) // length * length + 1, length)


def parse_period(text: str) -> MonthSpan:
    """Read ``2024``, ``2024-03``, ``2024-T1``, ``2024-S2`` or ``2023/2024``; the inverse of ``str``.

    >>> parse_period("2024-T1")
    MonthSpan(start=datetime.date(2024, 1, 1), end=datetime.date(2024, 4, 1))
    """
    match = _FORM.fullmatch(text.strip())
    if match is None:
        forms = "2024, 2024-03 (mois), 2024-T1 (trimestre), 2024-S1 (semestre) ou 2023/2024"
        raise PeriodError(text, f"attendu une période : {forms}")
    year, month, quarter, half, last = (None if part is None else int(part) for part in match.groups())
    assert year is not None
    _check_year(text, year, last)
    if month is not None:
        if not 1 <= month <= 12:
            raise PeriodError(text, f"le mois {month:02d} n'existe pas")
        return months_from(year, month, 1)
    if quarter:
        return months_from(year, quarter * 3 - 2, 3)
    if half:
        return months_from(year, half * 6 - 5, 6)
    return months_from(year, 1, 12 * ((last or year) - year + 1))


def _check_year(text: str, year: int, last: int | None) -> None:
    if last is not None and last <= year:
        raise PeriodError(text, "la seconde année doit suivre la première")
    if not FIRST_YEAR <= year <= (last or year) <= LAST_YEAR:
        raise PeriodError(text, f"attendu une année entre {FIRST_YEAR} et {LAST_YEAR}")
