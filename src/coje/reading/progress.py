"""Rows of progress: where actions, State commitments and milestones stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from coje.reading.checks import BadCells, Columns, spread, stacked
from coje.reading.days import DayError, parse_day
from coje.reading.headers import Table, plain
from coje.reading.parts import Origin, Part
from coje.reading.reference import ELEMENT, Reference
from coje.records.frames import PARIS, PROGRESS

STATUSES = {
    "not_started": "non commencée",
    "in_progress": "en cours",
    "done": "réalisée",
    "abandoned": "abandonnée",
}
"""How each status is written in a return."""


def _stem(status: str) -> str:
    """The status without its ending, which agrees with « action » or not."""
    return plain(status).rstrip("e")


_BY_STEM = {_stem(word): status for status, word in STATUSES.items()}


def read_progress(tables: Sequence[Table], reference: Reference, origin: Origin) -> Part:
    """The progress of some tables, in the order of the file."""
    rows = stacked(tables)
    filled = rows.filter(pl.any_horizontal(pl.col("status", "on", "evidence", "comment").is_not_null()))
    read = spread(filled, ["element"], ELEMENT, reference.element)
    read = spread(read, ["due_year", "due_years"], _DUE_YEAR, _due_year)
    read = spread(read, ["status"], _STATUS, _status)
    read = spread(read, ["on"], _ON, _day)
    return Part(_records(read, origin), _bad_cells(tables, read, origin), rows.height - filled.height)


def _bad_cells(tables: Sequence[Table], rows: pl.DataFrame, origin: Origin) -> pl.DataFrame:
    bad = BadCells(tables)
    bad.add_problems(rows, "element", "due_year", "status", "on")
    recorded_on = pl.lit(origin.recorded_at, PROGRESS["recorded_at"]).dt.convert_time_zone(PARIS.key).dt.date()
    bad.add(rows, "on", pl.col("day") > recorded_on, "cette date est à venir")
    bad.add_formulas(rows, "evidence", "comment")
    bad.add_repetitions(rows, "element", ["element_id", "due"], pl.col("element_id").is_not_null())
    return bad.cells()


def _records(rows: pl.DataFrame, origin: Origin) -> pl.DataFrame:
    columns = {
        "element": pl.col("element_id"),
        "due_year": pl.col("due"),
        "status": pl.col("status_id"),
        "on": pl.col("day"),
        "evidence": pl.col("evidence"),
        "comment": pl.col("comment"),
        "simulated": pl.lit(origin.simulated),
        "recorded_at": pl.lit(origin.recorded_at),
        "recorded_by": pl.lit(origin.recorded_by),
    }
    return rows.select(column.cast(PROGRESS[name]).alias(name) for name, column in columns.items())


_DUE_YEAR: Columns = {"due": pl.Int32, "due_year_problem": pl.String}
_STATUS: Columns = {"status_id": pl.String, "status_problem": pl.String}
_ON: Columns = {"day": pl.Date, "on_problem": pl.String}


def _due_year(text: str | None, due_years: list[int] | None) -> tuple[int | None, str | None]:
    if text is None or due_years is None:
        return None, None
    if text in map(str, due_years):
        return int(text), None
    expected = " ou ".join(map(str, due_years))
    return None, f"attendu {expected}, ou vide pour l'ensemble" if due_years else "à laisser vide : aucune échéance"


def _status(text: str | None) -> tuple[str | None, str | None]:
    status = _BY_STEM.get(_stem(text or ""))
    return status, None if status else f"attendu « {' », « '.join(STATUSES.values())} »"


def _day(text: str | None) -> tuple[date | None, str | None]:
    try:
        return parse_day(text or ""), None
    except DayError as error:
        return None, str(error)
