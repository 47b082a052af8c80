"""How big a return may be: more than a million rows, and less than what would fill the memory of a computer.

A few kilobytes of a workbook can hold a table of billions of cells. What is too
heavy is refused before anything reads it.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from coje.reading.problems import ReturnError
from coje.reading.sheets import column_position

DAMAGED = "ce classeur est endommagé et ne peut pas être lu"

MOST_ROWS = 2**20
"""In a CSV file: as many as a sheet has."""

MOST_BYTES, MOST_UNPACKED = 128 * 2**20, 2**30
"""Of a file, and of the parts of a workbook once unpacked."""

MOST_CELLS = 30_000_000
"""Of a sheet, between A1 and its last filled column and row: every row of a sheet, over 28 columns."""

_FAR_CELL = re.compile(rb'<c r="([A-Z]{2,3})[0-9]+"[^>]*(?<!/)>')
_LAST_ROW = re.compile(rb'<row r="([0-9]+)"')
_WORKBOOK = "xl/workbook.xml"


def refuse_heavy_file(size: int, file: str) -> None:
    """Refuse a file by its size in bytes."""
    if size > MOST_BYTES:
        raise ReturnError(file, f"fichier trop gros pour un retour : plus de {MOST_BYTES // 2**20} Mo")


def refuse_long_table(content: bytes, file: str) -> None:
    """Refuse a CSV file by its number of lines."""
    if content.count(b"\n") > MOST_ROWS:
        raise ReturnError(
            file, "plus de 1 048 576 lignes, ce qu'aucun tableur n'ouvre ; l'envoyer en plusieurs fichiers"
        )


def opened_workbook(content: bytes, file: str) -> ZipFile:
    """The archive that a workbook is, once it is known to be whole and of a reasonable weight."""
    try:
        archive = ZipFile(BytesIO(content))
        _refuse_heavy_parts(archive, file)
        whole = archive.testzip() is None
    except (BadZipFile, zlib.error, EOFError, RuntimeError):
        whole = False
    if not whole:
        raise ReturnError(file, DAMAGED)
    if _WORKBOOK not in archive.namelist():
        raise ReturnError(file, "ce n'est pas un classeur .xlsx ; l'enregistrer sous ce format")
    _refuse_far_cells(archive, file)
    return archive


def _refuse_heavy_parts(archive: ZipFile, file: str) -> None:
    if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
        raise ReturnError(file, "classeur trop gros pour un retour : plus de 1 Go une fois décompressé")


def _refuse_far_cells(archive: ZipFile, file: str) -> None:
    """A sheet is read as one table, from its first cell to its last: a stray one makes it immense."""
    for name in archive.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            _refuse_far_cell(archive.read(name), file)


def _refuse_far_cell(sheet: bytes, file: str) -> None:
    letters = max(set(_FAR_CELL.findall(sheet)), key=lambda found: (len(found), found), default=b"A").decode()
    last_row = _LAST_ROW.match(sheet, max(sheet.rfind(b"<row "), 0))
    if last_row and (column_position(letters) + 1) * int(last_row[1]) > MOST_CELLS:
        raise ReturnError(file, f"une cellule est remplie très loin du tableau, en colonne {letters} ; la vider")
