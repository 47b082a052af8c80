"""The table of a fund, as printed, in the columns that the terminal has room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.text import Text

from coje.appraisal.wording import number
from coje.cli.printing import table
from coje.contract.model import Column, ColumnKind, Fund, FundLine, LineKind
from coje.contract.numbers import round_half_up

NARROWEST_NAME = 24
"""The least room a line's name is left with."""

_FIRST_KEPT = (ColumnKind.YEAR, ColumnKind.PERIOD_TOTAL, ColumnKind.REFERENCE, ColumnKind.VARIATION)


@dataclass(frozen=True)
class FundTable:
    """Rich calls it back with the width there is; columns left out are named under the table."""

    fund: Fund

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The columns that fit, years first, in printed order."""
        kept = self._fitting(options.max_width - NARROWEST_NAME)
        rows = table("Ligne", *((column.title, "right") for column in kept))
        for depth, line in _indented(self.fund.lines):
            amounts = (self._amount(line, column) for column in kept)
            rows.add_row(
                Padding(line.name, (0, 0, 0, 2 * depth)), *amounts, style="" if line.kind is LineKind.LINE else "bold"
            )
        yield rows
        left_out = [column.title for column in self.fund.columns if column not in kept]
        if left_out:
            yield Text(f"Colonnes non affichées à cette largeur : {', '.join(left_out)}.", "dim")

    def _fitting(self, room: int) -> list[Column]:
        kept: list[Column] = []
        for column in sorted(self.fund.columns, key=lambda column: _FIRST_KEPT.index(column.kind)):
            room -= self._width(column)
            if room >= 0 or not kept:
                kept.append(column)
        return [column for column in self.fund.columns if column in kept]

    def _width(self, column: Column) -> int:
        return 2 + max(len(column.title), *(len(self._amount(line, column)) for line in self.fund.rows()))

    def _amount(self, line: FundLine, column: Column) -> str:
        amount = line.amounts.get(column.id)
        if amount is None:
            return ""
        return number(amount if column.kind is ColumnKind.VARIATION else _printed(amount, self.fund.decimals))


def _printed(amount: Decimal, decimals: int) -> Decimal:
    """With the decimals of the printed table, unless that would hide a digit."""
    shown = round_half_up(amount, decimals)
    return shown if shown == amount else amount


def _indented(lines: tuple[FundLine, ...], depth: int = 0) -> Iterator[tuple[int, FundLine]]:
    for line in lines:
        yield depth, line
        yield from _indented(line.lines, depth + 1)
