"""The shape of records, as polars frames, and what is known of them on a day.

Three kinds of records: *measures* (what an indicator was worth), *progress*
(where an action stands), *filings* (what was handed in). Rows are only ever
added; a correction is a new row for the same key, recorded later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import polars as pl

PARIS = ZoneInfo("Europe/Paris")

EXACT = pl.Decimal(38, 6)
"""Every value is exact to the millionth; sums never round."""

INSTANT = pl.Datetime("us", "UTC")

DISTRIBUTION = pl.List(pl.Struct({"at": pl.Int32, "cases": pl.Int64}))
"""How many cases at each whole value (days, mostly)."""

MEASURES = pl.Schema(
    {
        "indicator": pl.Categorical(),
        "body": pl.Categorical(),
        "start": pl.Date(),
        "end": pl.Date(),
        "value": EXACT,
        "numerator": EXACT,
        "denominator": EXACT,
        "distribution": DISTRIBUTION,
        "provisional": pl.Boolean(),
        "perimeter": pl.Categorical(),
        "unit": pl.Categorical(),
        "source": pl.Categorical(),
        "comment": pl.String(),
        "simulated": pl.Boolean(),
        "recorded_at": INSTANT,
        "recorded_by": pl.Categorical(),
    }
)
"""One row: an indicator, for a body, over ``[start, end)``. No perimeter or unit means the indicator's own."""

MEASURE_KEY = ["indicator", "body", "start", "end", "perimeter"]

PROGRESS = pl.Schema(
    {
        "element": pl.String(),
        "due_year": pl.Int32(),
        "status": pl.String(),
        "on": pl.Date(),
        "evidence": pl.String(),
        "comment": pl.String(),
        "simulated": pl.Boolean(),
        "recorded_at": INSTANT,
        "recorded_by": pl.String(),
    }
)
"""One row: where an action (or a State commitment, or a milestone) stands, for a due year or as a whole (empty)."""

PROGRESS_KEY = ["element", "due_year"]
PROGRESS_STATUSES = ("not_started", "in_progress", "done", "abandoned")

FILINGS = pl.Schema(
    {
        "obligation": pl.String(),
        "due_on": pl.Date(),
        "filed_on": pl.Date(),
        "document": pl.String(),
        "digest": pl.String(),
        "comment": pl.String(),
        "simulated": pl.Boolean(),
        "recorded_at": INSTANT,
        "recorded_by": pl.String(),
    }
)
"""One row: what was handed in for an obligation that fell due on a day."""

FILING_KEY = ["obligation", "due_on"]

SCHEMAS = {"measures": MEASURES, "progress": PROGRESS, "filings": FILINGS}
"""The shape of each kind of record."""


def _empty(schema: pl.Schema) -> pl.DataFrame:
    return pl.DataFrame(schema=schema)


@dataclass(frozen=True)
class Records:
    """Every record of a contract's life, in the order of the ledger (oldest first)."""

    measures: pl.DataFrame = field(default_factory=lambda: _empty(MEASURES))
    progress: pl.DataFrame = field(default_factory=lambda: _empty(PROGRESS))
    filings: pl.DataFrame = field(default_factory=lambda: _empty(FILINGS))

    def __post_init__(self) -> None:
        for kind, schema in SCHEMAS.items():
            found = getattr(self, kind).schema
            if found != schema:
                raise TypeError(f"{kind}: expected {schema}, got {found}")

    def __add__(self, later: Records) -> Records:
        return together([self, later])

    def by_kind(self) -> dict[str, pl.DataFrame]:
        """The frame of each kind of record, by the name of the kind (see `SCHEMAS`)."""
        return {kind: getattr(self, kind) for kind in SCHEMAS}

    @property
    def is_empty(self) -> bool:
        """Whether there is no row at all."""
        return all(frame.is_empty() for frame in self.by_kind().values())

    @property
    def is_simulated(self) -> bool:
        """Whether any row is simulated."""
        return any(bool(frame["simulated"].any()) for frame in self.by_kind().values())

    def history(self, day: date) -> Records:
        """Every record known at the end of that day, Paris time: corrections and what they correct."""
        known = pl.col("recorded_at") < end_of(day)
        return Records(self.measures.filter(known), self.progress.filter(known), self.filings.filter(known))

    def as_of(self, day: date) -> Records:
        """What was known at the end of that day: of the rows on one key, the last recorded."""
        known = self.history(day)
        return Records(
            latest(known.measures, MEASURE_KEY),
            latest(known.progress, PROGRESS_KEY),
            latest(known.filings, FILING_KEY),
        )


def end_of(day: date) -> datetime:
    """The first instant after that day, in Paris."""
    return datetime.combine(day + timedelta(days=1), time(), PARIS).astimezone(UTC)


def latest(frame: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Of the rows on one key, the last recorded; of two recorded at once, the later row."""
    if not frame["recorded_at"].is_sorted():
        frame = frame.sort("recorded_at", maintain_order=True)
    return frame.unique(key, keep="last", maintain_order=True)


def together(batches: Iterable[Records]) -> Records:
    """Several batches as one ledger, in the order given."""
    every = [batch.by_kind() for batch in (Records(), *batches)]
    return Records(**{kind: pl.concat(frames[kind] for frames in every) for kind in SCHEMAS})
