"""A small contract and network for returns, with one indicator of each shape, and files to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from coje.contract.model import Contract
from coje.network.bodies import Body, Network
from coje.reading.returns import Return, read_return

RECORDED_AT = datetime(2024, 7, 1, 9, 30, tzinfo=UTC)

CONTRACT = Contract.model_validate(
    {
        "id": "convention",
        "kind": "cog",
        "title": "Convention",
        "period": {"start": "2023-01-01", "end": "2028-01-01"},
        "parties": [{"id": "cnam", "name": "Cnam", "role": "fund"}],
        "indicators": [
            {
                "id": "taux-appels",
                "number": "1",
                "name": "Taux d'appels aboutis",
                "unit": "%",
                "decimals": 1,
                "frequency": "monthly",
                "aggregation": {"over_bodies": "ratio", "over_time": "ratio", "scale": 100},
                "targets": {2024: "85 %"},
            },
            {
                "id": "cout-dossier",
                "number": "2",
                "name": "Coût d'un dossier",
                "unit": "€",
                "frequency": "quarterly",
                "aggregation": {"over_bodies": "ratio", "over_time": "ratio"},
            },
            {
                "id": "prejudices",
                "number": "3",
                "name": "Préjudices constatés",
                "unit": "€",
                "frequency": "monthly",
                "aggregation": {"over_bodies": "sum", "over_time": "sum"},
            },
            {
                "id": "satisfaction",
                "number": "4",
                "name": "Satisfaction des assurés",
                "unit": "point",
                "frequency": "yearly",
                "aggregation": {"over_bodies": "mean", "over_time": "mean"},
            },
            {
                "id": "delai-c2s",
                "number": "5",
                "name": "Délai d'instruction (9e décile)",
                "unit": "jour",
                "frequency": "monthly",
                "aggregation": {"over_bodies": "quantile", "over_time": "quantile", "quantile": "0,9"},
            },
            {
                "id": "effectif",
                "number": "6",
                "name": "Effectif",
                "unit": "ETPMA",
                "frequency": "yearly",
                "level": "national",
            },
            {
                "id": "rapport-remis",
                "number": "7",
                "name": "Rapport remis",
                "level": "national",
                "targets": {2025: "au plus tard le 31/12/2025"},
            },
        ],
        "axes": [
            {
                "id": "axe-1",
                "number": "1",
                "title": "Axe",
                "orientations": [
                    {
                        "id": "fiche-1-1",
                        "number": "1.1",
                        "title": "Fiche",
                        "commitments": [
                            {
                                "id": "engagement-1",
                                "title": "Engagement",
                                "by": "fund",
                                "actions": [
                                    {"id": "action-1", "title": "Ouvrir le portail", "due_years": [2023, 2025]},
                                    {"id": "action-2", "title": "Publier le guide"},
                                ],
                            },
                            {"id": "etat-1", "title": "Publier le décret", "by": "state", "due_years": [2024]},
                        ],
                    }
                ],
            }
        ],
    }
)

NETWORK = Network(
    "cnam",
    (
        Body("cpam-ain", "CPAM de l'Ain", "cpam"),
        Body("cpam-aisne", "CPAM de l'Aisne", "cpam", closed_on=date(2024, 3, 1)),
        Body("cpam-neuve", "CPAM neuve", "cpam", opened_on=date(2024, 3, 1)),
    ),
)

FIELDS = ("indicateur", "organisme", "période", "valeur", "numérateur", "dénominateur", "distribution")


def csv_file(folder: Path, rows: Sequence[Sequence[object]], header: Sequence[str] = FIELDS) -> Path:
    """A CSV file with semicolons; a short row ends with empty cells."""
    file = folder / "retour.csv"
    lines = (";".join("" if cell is None else str(cell) for cell in row) for row in (header, *rows))
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def workbook(folder: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """An XLSX file; each sheet is its rows, header included."""
    file = folder / "retour.xlsx"
    with xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file


def read(file: Path) -> Return:
    return read_return(file, CONTRACT, NETWORK, recorded_at=RECORDED_AT, recorded_by="agent")


def measures(file: Path) -> pl.DataFrame:
    return read(file).records.measures
