"""The annual report as a workbook that prints well and can be filtered, sorted and reused."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import assert_never

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from coje.reports.annual import AnnualReport
from coje.reports.cells import Amount, Badge, Cell
from coje.reports.files import write_whole
from coje.reports.overview import write_overview
from coje.reports.palette import LOOKS
from coje.reports.phrases import long_date
from coje.reports.sheets import tables
from coje.reports.styles import DATE_FORMAT, GREY, NAVY, ORANGE, Styles, number_format
from coje.reports.tables import Table

A4 = 9
LONGEST_TEXT = 32_000
"""A little under what a cell can hold."""
HEAD_ROW = 5
LINE_HEIGHT, TALLEST_ROW = 13, 400
CHARACTERS_PER_UNIT = 1.15
"""Widths of columns count zeros, wider than the letters of a text."""


def write_workbook(report: AnnualReport, path: Path | str) -> None:
    """Write the report as XLSX; the same report gives the same bytes."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties(_properties(report))
        book.set_size(2400, 1600)
        styles = Styles(book)
        write_overview(_sheet(book, report, styles, "Synthèse", report.title), report, styles)
        for table in tables(report):
            _write_table(_sheet(book, report, styles, table.title, table.lead), table, styles)
    write_whole(Path(path), buffer.getvalue())


def _properties(report: AnnualReport) -> dict[str, object]:
    about = report.identity
    return {
        "title": f"{report.title} – {about.contract}",
        "subject": f"À la date du {long_date(about.day)}",
        "author": about.author,
        "category": about.label,
        "keywords": f"{about.contract_id} {about.version}",
        "comments": f"Empreinte des données : {about.inputs_digest}",
        "created": datetime.combine(about.day, time(), UTC).replace(tzinfo=None),
    }


def _sheet(book: Workbook, report: AnnualReport, styles: Styles, title: str, lead: str) -> Worksheet:
    """An empty sheet with its heading, its label and its print set-up."""
    sheet, about = book.add_worksheet(title), report.identity
    as_of = f"{report.title}, à la date du {long_date(about.day)}"
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, title, styles.get(bold=True, font_size=16, font_color=NAVY))
    sheet.write_string(1, 0, f"{about.contract} – {as_of}", styles.get(font_color=GREY))
    sheet.write_string(2, 0, about.label, styles.get(bold=True, font_color=ORANGE))
    sheet.write_string(3, 0, lead, styles.get(italic=True))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    label = f"&R&B{_escaped(about.label)}" if about.label else ""
    sheet.set_header(f"&L{_escaped(about.contract)}{label}")
    sheet.set_footer(f"&L{_escaped(as_of)}&C{_escaped(title)}&R&P / &N")
    return sheet


def _escaped(text: str) -> str:
    """In headers and footers, ``&`` announces a code; the whole may not pass 255 characters."""
    return text[:80].replace("&", "&&")


def _write_table(sheet: Worksheet, table: Table, styles: Styles) -> None:
    first, last = HEAD_ROW + 1, HEAD_ROW + max(len(table.rows), 1)
    column = 0
    for group in table.groups:
        _write_group(sheet, column, group.span, group.title, styles)
        column += group.span
    for position, (head, width) in enumerate(zip(table.heads, table.widths, strict=True)):
        sheet.set_column(position, position, width)
        sheet.write_string(HEAD_ROW, position, head, styles.head)
    for row, cells in enumerate(table.rows, start=first):
        for position, cell in enumerate(cells):
            _write_cell(sheet, row, position, cell, styles)
        sheet.set_row(row, _height(cells, table.widths))
    if not table.rows:
        sheet.write_string(first, 0, table.empty, styles.get(italic=True))
    sheet.set_row(HEAD_ROW, 32)
    sheet.freeze_panes(first, table.frozen)
    sheet.autofilter(HEAD_ROW, 0, last, len(table.heads) - 1)
    _print_set_up(sheet, table, first, last)
    _colour(sheet, table, styles, first, last)


def _print_set_up(sheet: Worksheet, table: Table, first: int, last: int) -> None:
    """All rows under their title, or some of them with the title on every page."""
    if table.printed_rows is None:
        sheet.repeat_rows(HEAD_ROW - (1 if table.groups else 0), HEAD_ROW)
        sheet.print_area(0, 0, last, table.printed - 1)
    else:
        sheet.repeat_rows(0, HEAD_ROW)
        start, end = table.printed_rows
        sheet.print_area(first + start, 0, first + end, table.printed - 1)


def _write_group(sheet: Worksheet, column: int, span: int, title: str, styles: Styles) -> None:
    if title:
        sheet.merge_range(HEAD_ROW - 1, column, HEAD_ROW - 1, column + span - 1, title, styles.group)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, styles: Styles) -> None:
    match cell:
        case None | "":
            sheet.write_blank(row, column, None, styles.text)
        case str():
            sheet.write_string(row, column, _fitting(cell), styles.text)
        case Badge():
            sheet.write_string(row, column, cell.word, styles.badge)
        case Amount():
            _write_amount(sheet, row, column, cell, styles.number(number_format(cell)))
        case int() | Decimal():
            sheet.write_number(row, column, float(cell), styles.number("0"))
        case date():
            sheet.write_datetime(row, column, datetime.combine(cell, time()), styles.number(DATE_FORMAT))
        case _:
            assert_never(cell)


def _write_amount(sheet: Worksheet, row: int, column: int, amount: Amount, style: Format) -> None:
    if amount.value is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, float(amount.value), style)


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """Room for the longest text of a row, once wrapped: not every program finds it by itself."""
    texts = ((cell, width) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str))
    lines = max((math.ceil(len(text) / (width * CHARACTERS_PER_UNIT)) for text, width in texts), default=1)
    return min(LINE_HEIGHT * max(lines, 1) + 2, TALLEST_ROW)


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _colour(sheet: Worksheet, table: Table, styles: Styles, first: int, last: int) -> None:
    """Colour each status by its word, so that colours follow sorting, filters and edits."""
    for column in range(len(table.heads)):
        badges = {cell.key: cell for row in table.rows if isinstance(cell := row[column], Badge)}
        for key, badge in badges.items():
            look = LOOKS[key]
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{badge.word}"',
                "format": styles.tint(look.ink, look.tint),
            }
            sheet.conditional_format(first, column, last, column, rule)
