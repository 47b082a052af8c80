"""CSV files as people make them: any of three separators, any of four encodings, told from the content."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO

import polars as pl
from polars.exceptions import PolarsError

from coje.reading.problems import BAD_CELLS, ReturnError
from coje.reading.sheets import Sheet
from coje.reading.weight import refuse_long_table

SEPARATORS = ";\t,"


def read_csv_sheet(content: bytes, file: str) -> Sheet:
    """The rows of a CSV file, its header included, blank lines kept so that rows keep their number."""
    content = _utf8(content, file)
    refuse_long_table(content, file)
    header = next(BytesIO(content), b"").decode().rstrip("\r\n")
    separator = max(SEPARATORS, key=header.count)
    width = _width(header, separator, file)
    schema = pl.Schema({f"column_{position}": pl.String() for position in range(width)})
    try:
        rows = pl.read_csv(BytesIO(content), has_header=False, separator=separator, schema=schema)
    except PolarsError:
        raise _refusal(content.decode(), file, separator, width) from None
    if content.count(b"\n") > rows.height:
        _refuse_swallowed_rows(rows, separator, file)
    return Sheet(rows)


def _width(header: str, separator: str, file: str) -> int:
    try:
        width = len(next(csv.reader([header], delimiter=separator), []))
    except csv.Error:
        raise ReturnError(file, "la première ligne est démesurée ; attendu : les en-têtes de colonnes") from None
    if not width:
        raise ReturnError(file, "la première ligne est vide ; attendu : les en-têtes de colonnes")
    return width


def _refuse_swallowed_rows(rows: pl.DataFrame, separator: str, file: str) -> None:
    """A quote that is never closed makes one cell of all that follows, up to the next quote."""
    whole_row = rf"\n(?:[^{separator}\n]*{separator}){{{rows.width - 1}}}"
    swallowing = rows.select(pl.any_horizontal(pl.all().str.contains(whole_row))).to_series().arg_true()
    if len(swallowing):
        reason = f"guillemet jamais refermé ligne {swallowing[0] + 1} : elle prend les lignes qui suivent"
        raise ReturnError(file, reason)


def _utf8(content: bytes, file: str) -> bytes:
    """The content in UTF-8, without a byte-order mark, its lines ended by a line feed."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = _transcoded(content, "utf-16", file)
    content = content.removeprefix(codecs.BOM_UTF8)
    if b"\0" in content:
        raise ReturnError(file, "ce n'est ni un fichier CSV, ni un classeur XLSX")
    try:
        content.decode()
    except UnicodeDecodeError:
        content = _transcoded(content, "cp1252", file)
    return content if b"\n" in content else content.replace(b"\r", b"\n")


def _transcoded(content: bytes, encoding: str, file: str) -> bytes:
    try:
        return content.decode(encoding).encode()
    except UnicodeDecodeError:
        message = "le codage des caractères n'est ni UTF-8, ni Windows-1252 ; enregistrer le fichier en CSV UTF-8"
        raise ReturnError(file, message) from None


def _refusal(text: str, file: str, separator: str, width: int) -> ReturnError:
    """Why the file is no table: the rows that are too long, else a quote that is never closed."""
    reader = csv.reader(StringIO(text), delimiter=separator, strict=True)
    try:
        cells = pl.DataFrame(list(_long_rows(reader, separator, width)), schema=BAD_CELLS)
    except csv.Error:
        return ReturnError(file, f"guillemets mal placés ou jamais refermés, vers la ligne {reader.line_num}")
    return ReturnError.of_cells(file, cells)


def _long_rows(reader: Iterable[list[str]], separator: str, width: int) -> Iterator[dict[str, object]]:
    hint = " (une virgule décimale dans un fichier séparé par des virgules ?)" if separator == "," else ""
    for number, row in enumerate(reader, start=1):
        if len(row) > width:
            expected = f"attendu {width} colonnes comme l'en-tête, trouvé {len(row)}{hint}"
            yield {"row": number, "text": separator.join(row), "expected": expected}
