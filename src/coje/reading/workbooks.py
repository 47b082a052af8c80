"""XLSX workbooks: every sheet as texts, cells in error and percentages included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import TypeAlias
from xml.etree.ElementTree import ParseError

import fastexcel
import polars as pl

from coje.reading.percent_cells import PercentCells
from coje.reading.problems import ReturnError
from coje.reading.sheets import Sheet
from coje.reading.weight import DAMAGED, opened_workbook

ERROR_MARKS = {
    "Div0": "#DIV/0!",
    "GettingData": "#GETTING_DATA",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}
"""What a spreadsheet shows in a cell in error, by the name that its reader gives."""

Edit: TypeAlias = tuple[int, int, str]
"""A text to put at a column and a row, both by position."""

_ERROR = re.compile(r"Error\((\w+)\)")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def read_workbook(content: bytes, file: str) -> list[Sheet]:
    """Every sheet that has cells, in order."""
    percents = PercentCells(opened_workbook(content, file))
    try:
        reader = fastexcel.read_excel(content)
        sheets = [_read_sheet(reader, name) for name in reader.sheet_names]
        return [_with_percents(sheet, percents) for sheet in sheets if sheet.rows.width]
    except (fastexcel.FastExcelError, ParseError):
        raise ReturnError(file, DAMAGED) from None


def _read_sheet(reader: fastexcel.ExcelReader, name: str) -> Sheet:
    sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    batch, errors = sheet.to_arrow_with_errors()
    rows = pl.DataFrame(batch)
    rows.columns = [f"column_{position}" for position in range(rows.width)]
    first_column = sheet.selected_columns[0].absolute_index if rows.width else 0
    return Sheet(_edited(rows, _error_marks(errors)), name, first_column, from_workbook=True)


def _error_marks(errors: fastexcel.CellErrors | None) -> Iterator[Edit]:
    for error in errors.errors if errors else ():
        row, column = error.offset_position
        kind = _ERROR.search(error.detail)
        yield column, row, ERROR_MARKS.get(kind[1] if kind else "", "#ERREUR!")


def _with_percents(sheet: Sheet, percents: PercentCells) -> Sheet:
    """The sheet with ``82.5 %`` where the spreadsheet shows 82,5 % and keeps 0.825."""
    assert sheet.name is not None
    edits = [
        (column - sheet.first_column, row, _percentage(text))
        for column, row in percents.of_sheet(sheet.name)
        if _PLAIN_NUMBER.fullmatch(text := sheet.text(column, row))
    ]
    return Sheet(_edited(sheet.rows, edits), sheet.name, sheet.first_column, from_workbook=True)


def _percentage(text: str) -> str:
    return f"{(Decimal(text) * 100).normalize():f} %"


def _edited(rows: pl.DataFrame, edits: Iterable[Edit]) -> pl.DataFrame:
    changed = {}
    for column, group in groupby(sorted(edits), key=lambda edit: edit[0]):
        places = list(group)
        texts = pl.Series([text for _, _, text in places])
        changed[rows.columns[column]] = rows.to_series(column).scatter([row for _, row, _ in places], texts)
    return rows.with_columns(**changed)
