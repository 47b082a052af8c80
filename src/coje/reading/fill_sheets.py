"""A sheet to fill in a workbook: protected labels, cells to fill that stand out, ready to print."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

import xlsxwriter

BLUE, YELLOW, GREY, LINE = "#000091", "#FFF4C2", "#ECECEC", "#B5B5C3"

HEADER_ROW = 3
"""The row of the headers, by position; a title and a sentence stand above."""

A4 = 9
FONT_SIZE = 10
THIN, MEDIUM = 1, 2


def height_of(text: str, width: float, font_size: float = FONT_SIZE) -> float:
    """The height, in points, of a row that shows the text whole in a column of that width."""
    characters = max(1, int(1.1 * width * FONT_SIZE / font_size) - 3)
    return 5 + 1.25 * font_size * max(1, len(wrap(text, characters)))


def print_on_a4(sheet: Any, footer: str) -> None:
    """Print a worksheet in landscape, one page wide, with page numbers."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&8{footer}&R&8&P / &N")


class Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __call__(self, **properties: Any) -> Any:
        """The format with these properties (see XlsxWriter), over what all cells share."""
        shared = {"font_name": "Arial", "font_size": FONT_SIZE, "valign": "vcenter"}
        key = tuple(sorted((shared | properties).items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(key))
        return self._made[key]


class FillSheet:
    """A sheet whose columns are named by their headers and have a width in characters; it is written row by row.

    The first ``frozen`` columns stay in sight; the last ``unprinted`` ones name
    things for the program and stay out of the print.
    """

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        formats: Formats,
        name: str,
        columns: Mapping[str, float],
        *,
        frozen: int,
        unprinted: int,
    ) -> None:
        self.row = HEADER_ROW
        self._height = 0.0
        self._top = THIN
        self._formats = formats
        self._columns = columns
        self._positions = {header: position for position, header in enumerate(columns)}
        self._last_printed = len(columns) - 1 - unprinted
        self._sheet = book.add_worksheet(name)
        self._sheet.hide_gridlines(2)
        self._sheet.freeze_panes(HEADER_ROW + 1, frozen)
        self._write_headers()

    def write_title(self, title: str, sentence: str) -> None:
        """Say what the sheet is and how to fill it, above the headers."""
        self._sheet.set_row(0, 26)
        self._sheet.write_string(0, 0, title, self._formats(bold=True, font_size=15, font_color=BLUE))
        self._sheet.write_string(1, 0, sentence, self._formats(font_color="#555555"))

    def next_row(self, *, starts_group: bool) -> None:
        """Begin a row; a line is drawn above it when it starts a group."""
        self.row += 1
        self._height = 0.0
        self._top = MEDIUM if starts_group else THIN

    def label(self, header: str, text: str | None, **properties: Any) -> None:
        """A protected text; the row grows to show it whole."""
        cell = self._cell(text_wrap=True, indent=1, **properties)
        self._sheet.write_string(self.row, self._positions[header], text or "", cell)
        height = height_of(text or "", self._columns[header], properties.get("font_size", FONT_SIZE))
        if height > self._height:
            self._height = height
            self._sheet.set_row(self.row, height)

    def technical(self, header: str, text: str) -> None:
        """A protected text for the program, faint."""
        self.label(header, text, font_size=8, font_color="#777777")

    def to_fill(self, header: str, **properties: Any) -> None:
        """An empty cell that is waited for."""
        self._blank(header, bg_color=YELLOW, locked=False, **properties)

    def optional(self, *headers: str) -> None:
        """Empty cells that may be filled."""
        for header in headers:
            self._blank(header, text_wrap=True, locked=False)

    def blocked(self, header: str) -> None:
        """An empty cell that stays so."""
        self._blank(header, bg_color=GREY)

    def check(self, header: str, first: int, options: dict[str, Any]) -> None:
        """Have the spreadsheet check what is typed in a column, from a row to this one (see XlsxWriter)."""
        position = self._positions[header]
        self._sheet.data_validation(first, position, self.row, position, options)

    def finish(self, footer: str) -> None:
        """Protect what is not to fill, filter and print."""
        self._sheet.autofilter(HEADER_ROW, 0, self.row, len(self._columns) - 1)
        self._sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
        self._sheet.repeat_rows(HEADER_ROW)
        self._sheet.print_area(0, 0, self.row, self._last_printed)
        print_on_a4(self._sheet, footer)

    def _write_headers(self) -> None:
        cell = self._formats(bold=True, font_color="white", bg_color=BLUE, border=THIN, border_color=BLUE, indent=1)
        self._sheet.set_row(HEADER_ROW, 24)
        for position, (header, width) in enumerate(self._columns.items()):
            self._sheet.set_column(position, position, width)
            self._sheet.write_string(HEADER_ROW, position, header, cell)

    def _blank(self, header: str, **properties: Any) -> None:
        self._sheet.write_blank(self.row, self._positions[header], None, self._cell(**properties))

    def _cell(self, **properties: Any) -> Any:
        return self._formats(border=THIN, top=self._top, border_color=LINE, **properties)
