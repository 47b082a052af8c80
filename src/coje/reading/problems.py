"""Why a return is refused: every bad cell, with its place, the text read and what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import polars as pl

from coje.contract.numbers import format_number
from coje.contract.units import pluralize

SHOWN = 20
"""How many bad cells a message prints; `ReturnError.cells` holds them all."""

BAD_CELLS = pl.Schema(
    {
        "sheet": pl.String(),
        "row": pl.UInt32(),
        "column": pl.String(),
        "cell": pl.String(),
        "text": pl.String(),
        "expected": pl.String(),
    }
)
"""One bad cell. Rows count from 1, header included, as a spreadsheet shows them; no sheet in a CSV file."""

_FRENCH = {
    "sheet": "feuille",
    "row": "ligne",
    "column": "colonne",
    "cell": "cellule",
    "text": "lu",
    "expected": "correction",
}


class ReturnError(ValueError):
    """A return is refused whole: nothing of it is imported.

    ``cells`` holds every bad cell (see `BAD_CELLS`); there is none when the file
    itself cannot be read.
    """

    def __init__(self, file: str, reason: str, cells: pl.DataFrame | None = None) -> None:
        self.cells = pl.DataFrame(schema=BAD_CELLS) if cells is None else cells
        super().__init__("\n".join([f"{file} : {reason}", *_lines(self.cells)]))

    @classmethod
    def of_cells(cls, file: str, cells: pl.DataFrame) -> ReturnError:
        """The refusal of a file for its bad cells."""
        return cls(file, f"{counted(cells.height, 'cellule')} à corriger, rien n'est importé", cells)

    def write_csv(self, file: Path) -> None:
        """Write every bad cell to a CSV file that a spreadsheet opens (and in which no text is a formula)."""
        harmless = pl.col("text").str.replace(r"^([=+\-@\t\r])", "'$1")
        self.cells.with_columns(harmless).rename(_FRENCH).write_csv(file, separator=";", include_bom=True)


def counted(count: int, noun: str) -> str:
    """A count and its noun, as French writes them.

    >>> counted(1, "mesure"), counted(12000, "mesure")
    ('1 mesure', '12 000 mesures')
    """
    return f"{format_number(Decimal(count))} {pluralize(noun, Decimal(count))}"


def _lines(cells: pl.DataFrame) -> Iterator[str]:
    for cell in cells.head(SHOWN).iter_rows(named=True):
        sheet = f"feuille « {cell['sheet']} », " if cell["sheet"] else ""
        column = f", colonne « {cell['column']} »" if cell["column"] else ""
        place = f" ({cell['cell']})" if cell["cell"] else ""
        yield f"  {sheet}ligne {cell['row']}{column}{place} : {_read(cell['text'])}{cell['expected']}"
    if cells.height > SHOWN:
        yield f"  … et {counted(cells.height - SHOWN, 'cellule')} de plus"


def _read(text: str | None) -> str:
    if text is None:
        return "vide ; "
    return f"« {text if len(text) <= 60 else text[:59] + '…'} » ; "
