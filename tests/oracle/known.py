"""Page "Time": periods, years, and which rows are known on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from coje.contract.model import Frequency

Row = dict[str, Any]
Slot = tuple[date, date]

PARIS = ZoneInfo("Europe/Paris")
MEASURE_KEY = ("indicator", "body", "start", "end", "perimeter")
PROGRESS_KEY = ("element", "due_year")
SLOTS_PER_YEAR = {
    Frequency.MONTHLY: 12,
    Frequency.QUARTERLY: 4,
    Frequency.HALF_YEARLY: 2,
    Frequency.YEARLY: 1,
}


def known(rows: Iterable[Row], day: date, key: tuple[str, ...]) -> list[Row]:
    last: dict[tuple[Any, ...], Row] = {}
    for row in sorted(rows, key=lambda row: row["recorded_at"]):
        if row["recorded_at"].astimezone(PARIS).date() <= day:
            last[tuple(row[name] for name in key)] = row
    return list(last.values())


def is_over(year: int, day: date) -> bool:
    return day >= date(year, 12, 31)


def is_to_come(year: int, day: date) -> bool:
    return day < date(year, 1, 1)


def whole_year(year: int) -> Slot:
    return date(year, 1, 1), date(year + 1, 1, 1)


@cache
def slots_of(year: int, frequency: Frequency) -> list[Slot]:
    count = SLOTS_PER_YEAR[frequency]
    starts = [date(year, 1 + rank * (12 // count), 1) for rank in range(count)]
    return list(zip(starts, [*starts[1:], date(year + 1, 1, 1)], strict=True))
