"""When things are recorded: on working days, during office hours in Paris."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import numpy as np
import polars as pl
from dateutil.easter import easter

from coje.contract.base import FIRST_YEAR, LAST_YEAR
from coje.records.frames import INSTANT, PARIS
from coje.simulation.setting import Days

OPENING, CLOSING = 8 * 3600 + 1800, 18 * 3600
"""Office hours, in seconds after midnight."""

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)
"""Easter Monday, Ascension and Whit Monday (*Code du travail*, L.3133-1)."""


@cache
def _calendar() -> np.busdaycalendar:
    return np.busdaycalendar(holidays=[day for year in range(FIRST_YEAR, LAST_YEAR + 2) for day in holidays(year)])


def holidays(year: int) -> Iterator[date]:
    """The eleven public holidays of a year in France."""
    yield from (date(year, month, day) for month, day in _FIXED)
    yield from (easter(year) + timedelta(days=days) for days in _AFTER_EASTER)


def after(days: Days, least: int, most: int, rng: np.random.Generator) -> Days:
    """Each day or the first working day after it, then ``least`` to ``most`` working days more."""
    return np.busday_offset(
        days, rng.integers(least, most, days.size, endpoint=True), roll="forward", busdaycal=_calendar()
    )


def before(days: Days, least: int, most: int, rng: np.random.Generator) -> Days:
    """Each day or the last working day before it, then ``least`` to ``most`` working days less."""
    return np.busday_offset(
        days, -rng.integers(least, most, days.size, endpoint=True), roll="backward", busdaycal=_calendar()
    )


def office_instants(days: pl.Series, rng: np.random.Generator) -> pl.Series:
    """A moment of each day during office hours."""
    seconds = pl.Series(rng.integers(OPENING, CLOSING, len(days)), dtype=pl.Int64)
    moments = days.cast(pl.Datetime("us")) + (seconds * 1_000_000).cast(pl.Duration("us"))
    return moments.dt.replace_time_zone(PARIS.key).dt.convert_time_zone("UTC").cast(INSTANT)
