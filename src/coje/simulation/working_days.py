"""When things are recorded: on working days, during office hours in Paris."""

from __future__ import annotations

import numpy as np
import polars as pl

from coje.records.frames import INSTANT
from coje.simulation.setting import Days

OPENING, CLOSING = 8 * 3600 + 1800, 18 * 3600
"""Office hours, in seconds after midnight."""


def after(days: Days, least: int, most: int, rng: np.random.Generator) -> Days:
    """Each day or the first working day after it, then ``least`` to ``most`` working days more."""
    return np.busday_offset(days, rng.integers(least, most, days.size, endpoint=True), roll="forward")


def before(days: Days, least: int, most: int, rng: np.random.Generator) -> Days:
    """Each day or the last working day before it, then ``least`` to ``most`` working days less."""
    return np.busday_offset(days, -rng.integers(least, most, days.size, endpoint=True), roll="backward")


def office_instants(days: pl.Series, rng: np.random.Generator) -> pl.Series:
    """A moment of each day during office hours."""
    seconds = pl.Series(rng.integers(OPENING, CLOSING, len(days)), dtype=pl.Int64)
    moments = days.cast(pl.Datetime("us")) + (seconds * 1_000_000).cast(pl.Duration("us"))
    return moments.dt.replace_time_zone("Europe/Paris").dt.convert_time_zone("UTC").cast(INSTANT)
