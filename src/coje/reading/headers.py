"""Which table a sheet holds, told by its headers: case, accents and order do not matter, spelling does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl
from rapidfuzz import process

from coje.reading.sheets import Sheet

HEADER_SEARCH = 20
"""In how many first rows of a workbook's sheet the headers are looked for (a title may stand above)."""

FOR_INFORMATION = ("n°", "intitulé", "à saisir", "livrable attendu")
"""Columns that templates show and that are not read."""


@dataclass(frozen=True)
class Layout:
    """A table that can be read: the header of each field, the first ``required`` of which must be there."""

    kind: str
    headers: Mapping[str, str]
    required: int

    @property
    def required_headers(self) -> list[str]:
        """The headers without which a sheet is not this table."""
        return list(self.headers.values())[: self.required]


MEASURES_LAYOUT = Layout(
    "measures",
    {
        "indicator": "indicateur",
        "body": "organisme",
        "period": "période",
        "value": "valeur",
        "numerator": "numérateur",
        "denominator": "dénominateur",
        "distribution": "distribution",
        "provisional": "provisoire",
        "perimeter": "périmètre",
        "unit": "unité",
        "source": "source",
        "comment": "commentaire",
    },
    required=3,
)

PUBLISHED_LAYOUT = Layout("measures", {**MEASURES_LAYOUT.headers, "known_on": "connu le"}, required=3)
"""Published results also say on which day they became known."""

PROGRESS_LAYOUT = Layout(
    "progress",
    {
        "element": "action",
        "status": "statut",
        "due_year": "échéance",
        "on": "au",
        "evidence": "preuve",
        "comment": "commentaire",
    },
    required=2,
)


@dataclass(frozen=True)
class Table:
    """A sheet whose headers were understood.

    ``rows`` has one text column for each field of the layout (empty when the
    sheet has no such column) and ``row``, the number of the row in the sheet.
    ``places`` gives the header as written and the letters of each field's column.
    """

    sheet: str | None
    layout: Layout
    rows: pl.DataFrame
    places: Mapping[str, tuple[str, str]]
    from_workbook: bool


def plain(text: str) -> str:
    """A word without case, accents, spaces or signs, to be compared.

    >>> plain("N° "), plain("Période")
    ('n', 'periode')
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", letters)


_INFORMATION = frozenset(map(plain, FOR_INFORMATION))


def find_header(sheet: Sheet, layouts: tuple[Layout, ...]) -> Header | None:
    """The first row that has two of the required headers of a layout; in a CSV file, the first row only."""
    for row, texts in enumerate(sheet.rows.head(HEADER_SEARCH if sheet.from_workbook else 1).iter_rows()):
        words = {plain(text) for text in texts if text}
        for layout in layouts:
            if len(words & {plain(header) for header in layout.required_headers}) >= 2:
                return Header(sheet, layout, row)
    return None


class Header:
    """The header row of a sheet, matched with a layout."""

    def __init__(self, sheet: Sheet, layout: Layout, row: int) -> None:
        self._sheet, self._layout, self._row = sheet, layout, row
        self._written = [(text or "").strip() for text in sheet.rows.row(row)]
        self._words = [plain(text) for text in self._written]
        self._fields = {plain(header): field for field, header in layout.headers.items()}

    def problems(self) -> Iterator[dict[str, object]]:
        """What is wrong with the headers, each as a row of `BAD_CELLS`."""
        for position, word in enumerate(self._words):
            reason = self._reason(position, word)
            if reason:
                yield self._bad(position, reason)
        for header in self._layout.required_headers:
            if plain(header) not in self._words:
                missing = f"il manque la colonne « {header} »"
                yield {"sheet": self._sheet.name, "row": self._row + 1, "expected": missing}

    def table(self) -> Table:
        """The rows under the header, by field (once there is no problem with it)."""
        sheet, layout = self._sheet, self._layout
        positions = {self._fields[word]: place for place, word in enumerate(self._words) if word in self._fields}
        names = sheet.rows.columns
        columns = {
            field: pl.col(names[positions[field]]) if field in positions else pl.lit(None, pl.String)
            for field in layout.headers
        }
        rows = sheet.rows.with_row_index("row", offset=1).slice(self._row + 1)
        return Table(
            sheet=sheet.name,
            layout=layout,
            rows=rows.select("row", **columns),
            places={field: (self._written[place], sheet.letter(place)) for field, place in positions.items()},
            from_workbook=sheet.from_workbook,
        )

    def _reason(self, position: int, word: str) -> str | None:
        if not word:
            return "colonne remplie mais sans en-tête" if self._is_filled(position) else None
        first = self._words.index(word)
        if first < position:
            return f"en-tête déjà donné en colonne {self._sheet.letter(first)} ; n'en garder qu'un"
        return None if word in self._fields or word in _INFORMATION else self._unknown(word)

    def _unknown(self, word: str) -> str:
        near = process.extractOne(word, list(self._fields), score_cutoff=70)
        meant = self._layout.headers[self._fields[near[0]]] if near else None
        known = ", ".join(self._layout.headers.values())
        return f"en-tête inconnu ; voulait-on dire « {meant} » ?" if meant else f"en-tête inconnu ; attendu : {known}"

    def _is_filled(self, position: int) -> bool:
        texts = self._sheet.rows.to_series(position).slice(self._row + 1)
        return bool((texts.str.strip_chars() != "").any())

    def _bad(self, position: int, expected: str) -> dict[str, object]:
        return {
            "sheet": self._sheet.name,
            "row": self._row + 1,
            "column": self._written[position],
            "cell": f"{self._sheet.letter(position)}{self._row + 1}",
            "text": self._written[position],
            "expected": expected,
        }
