"""Runs of rows that add up to a printed total: what the table says when nobody says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, takewhile

from coje.contract.base import Path
from coje.contract.checker.budgets.table import Row, Table
from coje.contract.model import ColumnKind, FundLine, LineKind

FARTHEST = 200
"""How many lines before a total are tried, to say which ones it adds up instead of its own."""


class Rows:
    """Rows printed one after the other, and what any run of them adds up to."""

    def __init__(self, table: Table, lines: Sequence[FundLine]) -> None:
        self.lines = lines
        self._table = table
        amounts = table.columns(ColumnKind.YEAR, ColumnKind.PERIOD_TOTAL, ColumnKind.REFERENCE)
        self._columns = [column.id for column in amounts]
        self._sums: dict[str, list[Decimal]] = {}

    def _cumulated(self, column: str) -> list[Decimal]:
        """The sum of no row, of the first, of the first two…"""
        if column not in self._sums:
            amounts = (self._table.value(line, column) or Decimal(0) for line in self.lines)
            self._sums[column] = list(accumulate(amounts, initial=Decimal(0)))
        return self._sums[column]

    def gap(self, total: FundLine, column: str, run: range) -> Decimal:
        """Printed total less the sum of the run; zero when rounding explains it."""
        sums = self._cumulated(column)
        difference = total.amounts[column] - (sums[run.stop] - sums[run.start])
        return difference if abs(difference) > self._table.tolerance(column, len(run)) else Decimal(0)

    def compared(self, total: FundLine) -> list[str]:
        """The columns in which a total is printed."""
        return [column for column in self._columns if column in total.amounts]

    def fit(self, total: FundLine, run: range) -> bool:
        """Whether the run adds up to the total in every column where it is printed."""
        columns = self.compared(total)
        return bool(columns) and not any(self.gap(total, column, run) for column in columns)

    def last(self) -> Iterator[range]:
        """The runs that end with the last row, from the shortest."""
        return (range(start, len(self.lines)) for start in range(len(self.lines) - 1, -1, -1))

    def fitting_last(self, total: FundLine) -> range | None:
        """The shortest run just before a total that adds up to it, when there is one."""
        return next((run for run in self.last() if self.fit(total, run)), None)

    def nearest_last(self, total: FundLine) -> range | None:
        """The run just before a total that adds up to it in the most columns; nothing when it fits none."""
        columns = self.compared(total)
        scores = [(sum(not self.gap(total, column, run) for column in columns), -len(run), run) for run in self.last()]
        best = max(scores, key=lambda score: score[:2], default=None)
        return best[2] if best and best[0] else None


def fitting_run(table: Table, row: Row) -> Sequence[FundLine] | None:
    """Consecutive lines printed before a total that add up to it in every column, when there are any."""
    printed = (other.line for other in takewhile(lambda other: other is not row, table.rows))
    rows = Rows(table, [line for line in printed if line.kind is LineKind.LINE and not line.lines][-FARTHEST:])
    run = next((run for run in _runs(len(rows.lines)) if rows.fit(row.line, run)), None)
    return rows.lines[run.start : run.stop] if run else None


def _runs(count: int) -> Iterator[range]:
    """Runs of two rows or more, the nearest to the end first."""
    return (range(start, end) for end in range(count, 1, -1) for start in range(end - 2, -1, -1))


def with_standing(table: Table) -> Iterator[tuple[Row, Sequence[FundLine]]]:
    """Each row with the siblings that it may add up if it is a total: those in a subtotal give way to it."""
    standing: dict[Path, list[FundLine]] = {}
    for row in table.rows:
        before = standing.get(row.path[:-1], [])
        yield row, before
        if row.line.kind is not LineKind.HEADING or row.line.lines:
            standing[row.path[:-1]] = [*_outside(table, row.line, before), row.line]


def _outside(table: Table, line: FundLine, before: list[FundLine]) -> list[FundLine]:
    """The rows before a line that are not in its sum."""
    named = {*line.adds, *line.subtracts}
    if named:
        return [other for other in before if other.id not in named]
    if line.kind not in {LineKind.SUBTOTAL, LineKind.TOTAL} or line.lines:
        return before
    run = Rows(table, before).fitting_last(line)
    return before[: -len(run)] if run else before
