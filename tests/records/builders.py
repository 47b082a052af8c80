"""Small records for tests: one row said in a few words."""

from datetime import UTC, datetime
from typing import Any

import polars as pl

from coje.records.frames import FILINGS, MEASURES, PROGRESS, Records
from coje.records.periods import parse_period

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)


def measure(value: int | None = None, *, period: str = "2024-01", **given: Any) -> dict[str, Any]:
    span = parse_period(period)
    return {
        "indicator": "delai",
        "body": "cpam-a",
        "start": span.start,
        "end": span.end,
        "value": value,
        "provisional": False,
        "simulated": False,
        "recorded_at": NOON,
        "recorded_by": "agent",
        **given,
    }


def progress(status: str = "done", **given: Any) -> dict[str, Any]:
    return {
        "element": "action-1",
        "status": status,
        "simulated": False,
        "recorded_at": NOON,
        "recorded_by": "agent",
        **given,
    }


def filing(**given: Any) -> dict[str, Any]:
    return {"obligation": "bilan", "simulated": False, "recorded_at": NOON, "recorded_by": "agent", **given}


def records(
    measures: list[dict[str, Any]] | None = None,
    progress: list[dict[str, Any]] | None = None,
    filings: list[dict[str, Any]] | None = None,
) -> Records:
    return Records(_frame(measures, MEASURES), _frame(progress, PROGRESS), _frame(filings, FILINGS))


def _frame(rows: list[dict[str, Any]] | None, schema: pl.Schema) -> pl.DataFrame:
    rows = rows or []
    return pl.DataFrame({name: [row.get(name) for row in rows] for name in schema}, schema=schema)
