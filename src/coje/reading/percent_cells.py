"""Which cells of a workbook are shown as percentages: a spreadsheet keeps 0.825 where people typed 82,5 %.

The reader of workbooks gives values without their formats, so the formats are
looked up in the file itself (ECMA-376, parts ``styles`` and ``worksheet``),
and cells only when some format is a percentage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from posixpath import join, normpath
from xml.etree import ElementTree
from zipfile import ZipFile

from coje.reading.sheets import column_position

_BUILT_IN_PERCENTS = frozenset({"9", "10"})
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LITERAL = re.compile(r'"[^"]*"|\\.')


class PercentCells:
    """The cells of a workbook that have a percentage format, sheet by sheet."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive

    def of_sheet(self, name: str) -> Iterator[tuple[int, int]]:
        """Column and row of each, by position, text cells left out."""
        part = self._parts.get(name)
        if not self._styles or part is None:
            return
        for letters, row in self._cell.findall(self._archive.read(part)):
            yield column_position(letters.decode()), int(row) - 1

    @cached_property
    def _cell(self) -> re.Pattern[bytes]:
        styles = "|".join(sorted(self._styles))
        kind = r'(?=[^>]*\ss="(?:' + styles + r')")(?![^>]*\st="(?:s|str|inlineStr|e|b)")'
        return re.compile((r"<(?:\w+:)?c\b" + kind + r'[^>]*\sr="([A-Z]+)([0-9]+)"').encode())

    @cached_property
    def _styles(self) -> frozenset[str]:
        """The numbers of the cell styles whose number format is a percentage."""
        if "xl/styles.xml" not in self._archive.namelist():
            return frozenset()
        styles = ElementTree.fromstring(self._archive.read("xl/styles.xml"))
        formats = {found.get("numFmtId"): found.get("formatCode", "") for found in styles.iter(f"{_MAIN}numFmt")}
        percents = _BUILT_IN_PERCENTS | {key for key, code in formats.items() if "%" in _LITERAL.sub("", code)}
        cells = styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
        return frozenset(str(rank) for rank, style in enumerate(cells) if style.get("numFmtId") in percents)

    @cached_property
    def _parts(self) -> dict[str, str]:
        """The part of the archive that holds each sheet, by the sheet's name."""
        workbook = ElementTree.fromstring(self._archive.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(self._archive.read("xl/_rels/workbook.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        return {
            sheet.get("name", ""): normpath(join("/xl", targets[sheet.get(_RELATION_ID)])).lstrip("/")
            for sheet in workbook.iter(f"{_MAIN}sheet")
        }
