"""Runs of rows that add up to a printed total: what the table says when nobody says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from coje.contract.checker.budgets.table import Row, Table, total
from coje.contract.model import ColumnKind, FundLine, LineKind

_SUMMED = (ColumnKind.YEAR, ColumnKind.PERIOD_TOTAL, ColumnKind.REFERENCE)


def fits(table: Table, line: FundLine, run: Sequence[FundLine]) -> bool:
    """Whether the run adds up to the line in every column where the line has an amount."""
    columns = [column.id for column in table.columns(*_SUMMED) if column.id in line.amounts]
    return bool(columns) and not any(gap(table, line, run, column) for column in columns)


def gap(table: Table, line: FundLine, run: Sequence[FundLine], column: str) -> Decimal:
    """Printed total less the sum of the run; zero when rounding explains it."""
    summed = total((1, table.value(member, column)) for member in run) or Decimal(0)
    difference = line.amounts[column] - summed
    return difference if abs(difference) > table.tolerance(column, len(run)) else Decimal(0)


def fitting_run(table: Table, row: Row) -> Sequence[FundLine] | None:
    """Consecutive lines printed before a total that add up to it in every column, when there are any."""
    printed = [other.line for other in table.rows[: table.rows.index(row)]]
    lines = [line for line in printed if line.kind is LineKind.LINE and not line.lines]
    return next((run for run in _runs(lines) if fits(table, row.line, run)), None)


def _runs(lines: list[FundLine]) -> Iterator[Sequence[FundLine]]:
    for end in range(len(lines), 1, -1):
        for start in range(end - 2, -1, -1):
            yield lines[start:end]


def collapsed(table: Table, siblings: Sequence[FundLine]) -> list[FundLine]:
    """The siblings that a total printed after them may add up: those already in a subtotal give way to it."""
    standing: list[FundLine] = []
    for line in siblings:
        if line.kind is LineKind.HEADING and not line.lines:
            continue
        inside = _inside(table, line, standing)
        standing = [other for other in standing if other not in inside] + [line]
    return standing


def _inside(table: Table, line: FundLine, standing: list[FundLine]) -> Sequence[FundLine]:
    if line.adds or line.subtracts:
        return [other for other in standing if other.id in {*line.adds, *line.subtracts}]
    if line.kind in {LineKind.SUBTOTAL, LineKind.TOTAL} and not line.lines:
        return next((run for run in _suffixes(standing) if fits(table, line, run)), ())
    return ()


def _suffixes(lines: list[FundLine]) -> Iterator[Sequence[FundLine]]:
    return (lines[start:] for start in range(len(lines) - 1, -1, -1))


def nearest_run(table: Table, row: Row) -> Sequence[FundLine] | None:
    """The run just before a total that adds up to it in the most columns (nothing when it fits none)."""
    columns = [column.id for column in table.columns(*_SUMMED) if column.id in row.line.amounts]
    scores = [
        (sum(not gap(table, row.line, run, column) for column in columns), -len(run), run)
        for run in _suffixes(collapsed(table, row.before))
    ]
    best = max(scores, key=lambda score: score[:2], default=None)
    return best[2] if best and best[0] else None
