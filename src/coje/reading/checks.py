"""What the checks of a return share: texts understood once each, and bad cells collected with their places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import polars as pl
from polars.datatypes import DataType, DataTypeClass

from coje.reading.headers import Table
from coje.reading.problems import BAD_CELLS
from coje.reading.workbooks import ERROR_MARKS

Columns: TypeAlias = Mapping[str, DataType | DataTypeClass]
"""Names and types of columns."""

_FORMULA = "formule écrite comme un texte ; donner sa valeur"
_IN_ERROR = "la formule de cette cellule est en erreur"


def spread(
    rows: pl.DataFrame,
    keys: Sequence[str],
    columns: Columns,
    read: Callable[..., tuple[Any, ...]],
) -> pl.DataFrame:
    """The rows with new ``columns``: ``read`` is called once for each distinct combination of ``keys``."""
    distinct = rows.select(keys).unique()
    found = pl.DataFrame([read(*texts) for texts in distinct.iter_rows()], schema=dict(columns), orient="row")
    lookup = distinct.hstack(found)
    spread_out = rows.select(keys).join(lookup, on=list(keys), how="left", nulls_equal=True, maintain_order="left")
    return rows.hstack(spread_out.select(list(columns)))


def stacked(tables: Sequence[Table]) -> pl.DataFrame:
    """The rows of tables of one kind, texts trimmed, empty rows left out; ``sheet`` is the rank of the table."""
    rows = pl.concat(table.rows.with_columns(sheet=pl.lit(rank, pl.UInt32)) for rank, table in enumerate(tables))
    trimmed = pl.col(pl.String).str.strip_chars()
    rows = rows.with_columns(pl.when(trimmed != "").then(trimmed))
    return rows.filter(pl.any_horizontal(pl.col(pl.String).is_not_null()))


class BadCells:
    """The bad cells found in the rows of some tables (see `stacked`), one reason each: the first found."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tables
        self._found: list[pl.DataFrame] = []

    def add(self, rows: pl.DataFrame, field: str, where: pl.Expr, expected: pl.Expr | str) -> None:
        """Every row where the condition holds has a bad cell in that field."""
        reason = pl.lit(expected) if isinstance(expected, str) else expected
        text = pl.col(field)
        formula = pl.when(_is_error(text)).then(pl.lit(_IN_ERROR)).when(_is_formula(text)).then(pl.lit(_FORMULA))
        found = rows.filter(where).select(
            "sheet", "row", field=pl.lit(field), text=text, expected=formula.otherwise(reason)
        )
        if not found.is_empty():
            self._found.append(found)

    def add_problems(self, rows: pl.DataFrame, *fields: str) -> None:
        """The cells whose text could not be understood: ``x_problem`` says why, for the field ``x``."""
        for field in fields:
            problem = pl.col(f"{field}_problem")
            self.add(rows, field, problem.is_not_null(), problem)

    def add_formulas(self, rows: pl.DataFrame, *fields: str) -> None:
        """The free texts that are formulas, or what a formula in error shows."""
        for field in fields:
            self.add(rows, field, _is_formula(pl.col(field)) | _is_error(pl.col(field)), _FORMULA)

    def add_repetitions(self, rows: pl.DataFrame, field: str, key: Sequence[str], where: pl.Expr) -> None:
        """The rows, of those where the condition holds, whose key was already given: said of that field."""
        if rows.select(_are_distinct(pl.struct(key).hash().filter(where))).item():
            return
        sheets = {rank: f" de « {table.sheet} »" if table.sheet else "" for rank, table in enumerate(self._tables)}
        first_sheet = pl.col("sheet").first().over(key).replace_strict(sheets, return_dtype=pl.String)
        first = pl.format("déjà donné ligne {}{} ; n'en garder qu'un", pl.col("row").first().over(key), first_sheet)
        rows = rows.filter(where).with_columns(first=first, repeated=~pl.struct(key).is_first_distinct())
        self.add(rows, field, pl.col("repeated"), pl.col("first"))

    def cells(self) -> pl.DataFrame:
        """Every bad cell, in the order of the file (see `BAD_CELLS`)."""
        if not self._found:
            return pl.DataFrame(schema=BAD_CELLS)
        found = pl.concat(self._found).unique(["sheet", "row", "field"], keep="first", maintain_order=True)
        found = spread(found, ["sheet", "field"], _PLACE, self._place).sort("sheet", "row", "position")
        cell = pl.concat_str("letters", pl.col("row").cast(pl.String))
        return found.select(pl.col("name").alias("sheet"), "row", "column", cell.alias("cell"), "text", "expected")

    def _place(self, sheet: int, field: str) -> tuple[str | None, str, str | None, int]:
        """The sheet's name, the header, the letters of the column if there is one, and the field's rank."""
        table = self._tables[sheet]
        header, letters = table.places.get(field, (table.layout.headers[field], None))
        return table.sheet, header, letters, list(table.layout.headers).index(field)


def _are_distinct(values: pl.Expr) -> pl.Expr:
    return values.n_unique() == values.len()


def _is_error(text: pl.Expr) -> pl.Expr:
    return text.is_in(list(ERROR_MARKS.values()))


def _is_formula(text: pl.Expr) -> pl.Expr:
    return text.str.starts_with("=")


_PLACE: Columns = {"name": pl.String, "column": pl.String, "letters": pl.String, "position": pl.Int32}
