"""A sheet as it was filled in: texts by position, before anything is understood."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase

import polars as pl


@dataclass(frozen=True)
class Sheet:
    """Every cell as text.

    The first row of ``rows`` is row 1 of the sheet; ``first_column`` is the
    position of its first column (0: A). A CSV file is one sheet without a name.
    Numbers of a workbook have a decimal point, whatever people see.
    """

    rows: pl.DataFrame
    name: str | None = None
    first_column: int = 0
    from_workbook: bool = False

    def letter(self, position: int) -> str:
        """The letters over a column of ``rows``."""
        return column_letters(self.first_column + position)

    def text(self, column: int, row: int) -> str:
        """The text of a cell of the sheet, by position; empty outside of ``rows``."""
        inside = self.first_column <= column < self.first_column + self.rows.width and row < self.rows.height
        return (self.rows.item(row, column - self.first_column) or "") if inside else ""


def column_letters(position: int) -> str:
    """The letters of a column of a spreadsheet, from its position.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(702)
    ('A', 'Z', 'AA', 'AAA')
    """
    rest, last = divmod(position, 26)
    return (column_letters(rest - 1) if rest else "") + ascii_uppercase[last]


def column_position(letters: str) -> int:
    """The position of a column of a spreadsheet, from its letters.

    >>> column_position("A"), column_position("AA")
    (0, 26)
    """
    position = 0
    for letter in letters:
        position = position * 26 + ascii_uppercase.index(letter) + 1
    return position - 1
