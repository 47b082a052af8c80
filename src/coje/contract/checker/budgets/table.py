"""A fund's table as arithmetic sees it: rows, columns, sums and what rounding can explain."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from coje.contract.base import Path
from coje.contract.checker.base import Remark, Rule
from coje.contract.model import Column, ColumnKind, Fund, FundLine
from coje.contract.numbers import format_number, significant_decimals

EXACT_DECIMALS = {"EUR": 0, "kEUR": 3, "MEUR": 6}
"""From how many printed decimals an amount is exact to the euro: below, it was rounded for printing."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with where it stands: path from the fund, rows above it in the tree."""

    path: Path
    line: FundLine
    ancestors: tuple[FundLine, ...]

    @property
    def lineage(self) -> tuple[FundLine, ...]:
        """The row, then the rows that contain it, nearest first."""
        return (self.line, *self.ancestors)


class Table:
    """A fund's rows and columns.

    A blank cell is nothing in a sum. When amounts are rounded for printing, a sum of
    n of them may be off by half of the last printed decimal of the column for each of
    the n + 1 figures: `tolerance`. Amounts exact to the euro have no tolerance.
    """

    def __init__(self, fund: Fund) -> None:
        self.fund = fund
        self.rows = list(_rows(fund.lines, ("lines",), ()))
        self.by_id = {row.line.id: row.line for row in self.rows}

    def columns(self, *kinds: ColumnKind) -> list[Column]:
        """The columns of those kinds, in printed order."""
        return [column for column in self.fund.columns if column.kind in kinds]

    def terms(self, line: FundLine) -> list[tuple[int, FundLine]]:
        """What makes a row, each with its sign: the rows under it, and those it names."""
        under = () if line.of_which else line.lines
        named = [(1, name) for name in line.adds] + [(-1, name) for name in line.subtracts]
        return [(1, child) for child in under if not _restates(child)] + [
            (sign, self.by_id[name]) for sign, name in named if name in self.by_id
        ]

    def value(self, line: FundLine, column: str) -> Decimal | None:
        """The amount printed, else the sum of the rows under it (of its years, in a column over the period)."""
        if column in line.amounts or line.of_which:
            return line.amounts.get(column)
        if not line.lines and column in self._cumulated:
            return total((1, line.amounts.get(year)) for year in self._years)
        return total((1, self.value(child, column)) for child in line.lines if not _restates(child))

    def computed(self, line: FundLine, column: str) -> Decimal | None:
        """The sum of what makes a row; nothing when no term is printed."""
        return total((sign, self.value(term, column)) for sign, term in self.terms(line))

    def tolerance(self, column: str, terms: int) -> Decimal:
        """How far rounding may take a printed total from the sum of that many printed terms."""
        if self.decimals[column] >= EXACT_DECIMALS[self.fund.unit]:
            return Decimal(0)
        return Decimal(terms + 1).scaleb(-self.decimals[column]) / 2

    @cached_property
    def decimals(self) -> dict[str, int]:
        """The most decimals printed in each column."""
        found = {column.id: 0 for column in self.fund.columns}
        for row in self.rows:
            for column, amount in row.line.amounts.items():
                found[column] = max(found.get(column, 0), significant_decimals(amount))
        return found

    @cached_property
    def _cumulated(self) -> set[str]:
        return {column.id for column in self.columns(ColumnKind.PERIOD_TOTAL)}

    @cached_property
    def _years(self) -> list[str]:
        return [column.id for column in self.columns(ColumnKind.YEAR)]

    def text(self, amount: Decimal, *, signed: bool = False) -> str:
        """An amount with the fund's unit, without useless zeros: ``5 968 920 k€``."""
        return f"{format_number(amount.normalize(), signed=signed)} {self.fund.symbol}"


def _rows(lines: tuple[FundLine, ...], path: Path, ancestors: tuple[FundLine, ...]) -> Iterator[Row]:
    for rank, line in enumerate(lines):
        yield Row((*path, rank), line, ancestors)
        yield from _rows(line.lines, (*path, rank, "lines"), (line, *ancestors))


def _restates(line: FundLine) -> bool:
    return bool(line.adds or line.subtracts)


def total(terms: Iterable[tuple[int, Decimal | None]]) -> Decimal | None:
    """The signed sum of printed amounts; nothing when none is printed.

    >>> total([(1, Decimal(5)), (-1, None)]), total([(1, None)])
    (Decimal('5'), None)
    """
    printed = [sign * amount for sign, amount in terms if amount is not None]
    return sum(printed, Decimal(0)) if printed else None


def label(column: Column) -> str:
    """How a message names a column: the year, else its heading."""
    return column.id if column.kind is ColumnKind.YEAR else column.title


class FundRule(Rule):
    """A rule that looks at the tables of funds, one after the other."""

    def check(self) -> Iterator[Remark]:
        """What `look` says of each fund, addressed from the root."""
        for path, fund in self.subject.all(Fund):
            for where, message in self.look(Table(fund)):
                yield (*path, *where), message

    @abstractmethod
    def look(self, table: Table) -> Iterator[Remark]:
        """What is wrong in this table; paths are counted from the fund."""
