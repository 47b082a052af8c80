"""What reading the tables of one kind takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl


@dataclass(frozen=True)
class Origin:
    """Who records a return, and when (a moment with its time zone; none: each row says when it became known)."""

    recorded_by: str
    recorded_at: datetime | None = None
    simulated: bool = False

    def __post_init__(self) -> None:
        if self.recorded_at is None:
            return
        if self.recorded_at.tzinfo is None:
            raise ValueError(f"recorded_at has no time zone: {self.recorded_at}")
        object.__setattr__(self, "recorded_at", self.recorded_at.astimezone(UTC))


@dataclass(frozen=True)
class Part:
    """The records of one kind, unless there are bad cells; ``unfilled`` counts rows that only name what to fill."""

    records: pl.DataFrame
    bad_cells: pl.DataFrame
    unfilled: int
    remarks: tuple[str, ...] = ()
