"""Import of returns: a CSV file or an XLSX workbook becomes records, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from coje.contract.model import Contract
from coje.network.bodies import Network
from coje.reading.csv_files import read_csv_sheet
from coje.reading.headers import MEASURES_LAYOUT, PROGRESS_LAYOUT, PUBLISHED_LAYOUT, Layout, Table, find_header
from coje.reading.measures import read_measures
from coje.reading.parts import Origin, Part
from coje.reading.problems import BAD_CELLS, ReturnError, counted
from coje.reading.progress import read_progress
from coje.reading.reference import Reference
from coje.reading.sheets import Sheet
from coje.reading.weight import refuse_heavy_file
from coje.reading.workbooks import read_workbook
from coje.records.frames import Records, together

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Return:
    """What a file brought: its records, and in ``remarks`` what its sender should know (French sentences)."""

    records: Records
    remarks: tuple[str, ...] = ()


def read_return(
    file: Path,
    contract: Contract,
    network: Network,
    *,
    recorded_at: datetime,
    recorded_by: str,
    simulated: bool = False,
) -> Return:
    """Read a return filled by hand or by a program; `ReturnError` lists every bad cell, and nothing is imported.

    A CSV file, or each sheet of an XLSX workbook, holds measures (headers
    ``indicateur``, ``organisme``, ``période``, ...) or progress (``action``,
    ``statut``, ...). Rows that only name what is to be filled are left out and counted.
    """
    origin = Origin(recorded_by, recorded_at, simulated)
    return _read(file, (MEASURES_LAYOUT, PROGRESS_LAYOUT), Reference(contract, network), origin)


def published_results(folder: Path, contract: Contract, network: Network) -> Records:
    """The results that a contract's folder brings along (``results/*.csv``), each known since the day it was published.

    They are returns with one more column, ``connu le``; they may be on another
    unit or perimeter than the indicator's, and then enter no figure.
    """
    reference, origin = Reference(contract, network), Origin(recorded_by="publication")
    files = sorted((folder / "results").glob("*.csv"))
    return together(_read(file, (PUBLISHED_LAYOUT,), reference, origin).records for file in files)


def _read(file: Path, layouts: tuple[Layout, ...], reference: Reference, origin: Origin) -> Return:
    tables = _tables(file, layouts)
    parts = {
        kind: read(found, reference, origin)
        for kind, read in _READERS.items()
        if (found := [table for table in tables if table.layout.kind == kind])
    }
    cells = pl.concat(part.bad_cells for part in parts.values())
    if not cells.is_empty():
        raise ReturnError.of_cells(str(file), cells)
    records = Records(**{kind: part.records for kind, part in parts.items()})
    if records.is_empty:
        raise ReturnError(str(file), "aucune ligne n'est remplie, il n'y a rien à importer")
    return Return(records, tuple(_remarks(parts.values())))


_READERS = {"measures": read_measures, "progress": read_progress}


def _tables(file: Path, layouts: tuple[Layout, ...]) -> list[Table]:
    headers = [header for sheet in _sheets(file) if (header := find_header(sheet, layouts))]
    if not headers:
        expected = " ou ".join(", ".join(layout.required_headers) for layout in layouts)
        raise ReturnError(str(file), f"aucun tableau reconnu ; attendu les en-têtes : {expected}")
    bad = pl.DataFrame([cell for header in headers for cell in header.problems()], schema=BAD_CELLS)
    if not bad.is_empty():
        raise ReturnError.of_cells(str(file), bad)
    return [header.table() for header in headers]


def _sheets(file: Path) -> list[Sheet]:
    refuse_heavy_file(file.stat().st_size, str(file))
    content = file.read_bytes()
    if content.startswith(_OLE):
        raise ReturnError(str(file), "ancien format .xls, ou mot de passe ; l'enregistrer en .xlsx sans mot de passe")
    if content.startswith(_ZIP):
        return read_workbook(content, str(file))
    return [read_csv_sheet(content, str(file))]


def _remarks(parts: Iterable[Part]) -> Iterator[str]:
    unfilled = sum(part.unfilled for part in parts)
    if unfilled:
        yield f"Ignoré : {counted(unfilled, 'ligne')} où rien n'est rempli"
    for part in parts:
        yield from part.remarks
