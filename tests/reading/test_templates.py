from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from coje.reading.template_workbook import write_workbook
from coje.reading.templates import Template, TemplateError
from reading.setting import CONTRACT, NETWORK, read

FIRST_QUARTER = (date(2024, 1, 1), date(2024, 4, 1))
HEADER_ROW = 4


def template(body: str = "cpam-ain", start: date = FIRST_QUARTER[0], end: date = FIRST_QUARTER[1]) -> Template:
    return Template(CONTRACT, NETWORK, body, start, end)


def rows(found: Template) -> list[tuple[str, str]]:
    return [(row.indicator.id, str(row.period)) for row in found.measures]


class Filled:
    """A template opened as its user does."""

    def __init__(self, folder: Path, found: Template) -> None:
        self.file = folder / "modele.xlsx"
        write_workbook(found, self.file)
        self.book = openpyxl.load_workbook(self.file)

    def cells(self, sheet: str) -> list[dict[str, Any]]:
        """The rows of a sheet under its headers, each cell by its header."""
        headers, *lines = list(self.book[sheet].iter_rows(min_row=HEADER_ROW))
        return [dict(zip((header.value for header in headers), line, strict=True)) for line in lines]

    def save(self) -> Path:
        self.book.save(self.file)
        return self.file


def test_there_is_one_row_for_each_indicator_and_each_slot_that_ends_in_the_range() -> None:
    assert rows(template()) == [
        ("taux-appels", "2024-01"),
        ("taux-appels", "2024-02"),
        ("taux-appels", "2024-03"),
        ("cout-dossier", "2024-T1"),
        ("prejudices", "2024-01"),
        ("prejudices", "2024-02"),
        ("prejudices", "2024-03"),
        ("delai-c2s", "2024-01"),
        ("delai-c2s", "2024-02"),
        ("delai-c2s", "2024-03"),
    ]


def test_the_last_month_of_a_year_brings_the_yearly_indicators() -> None:
    december = template(start=date(2024, 12, 1), end=date(2025, 1, 1))
    assert ("satisfaction", "2024") in rows(december)
    assert ("cout-dossier", "2024-T4") in rows(december)


def test_a_range_may_cross_years() -> None:
    found = rows(template(start=date(2023, 12, 1), end=date(2024, 2, 1)))
    assert [period for indicator, period in found if indicator == "prejudices"] == ["2023-12", "2024-01"]


def test_a_body_has_nothing_to_give_for_slots_when_it_does_not_exist() -> None:
    assert {period for _, period in rows(template("cpam-aisne"))} == {"2024-01", "2024-02", "2024-T1"}
    assert {period for _, period in rows(template("cpam-neuve"))} == {"2024-03", "2024-T1"}


def test_the_national_body_gives_national_indicators_and_where_actions_stand() -> None:
    found = template("cnam", date(2024, 1, 1), date(2025, 1, 1))
    assert rows(found) == [("effectif", "2024")]
    assert [(row.element, row.due_year) for row in found.progress] == [
        ("action-2", None),
        ("etat-1", 2024),
        ("rapport-remis", None),
    ]


def test_a_template_for_nobody_is_refused() -> None:
    with pytest.raises(TemplateError, match="« cpam-aim » : pas d'organisme de ce nom ; voulait-on dire « cpam-ain »"):
        template("cpam-aim")


def test_a_template_with_nothing_to_fill_is_refused() -> None:
    with pytest.raises(TemplateError, match="CPAM neuve n'a rien à remplir pour janvier 2024"):
        template("cpam-neuve", date(2024, 1, 1), date(2024, 2, 1))


def test_the_cells_to_fill_are_those_that_the_import_waits_for(tmp_path: Path) -> None:
    sheet = Filled(tmp_path, template()).cells("Mesures")
    to_fill = {
        line["indicateur"].value: [
            header
            for header in ("valeur", "numérateur", "dénominateur", "distribution")
            if not line[header].protection.locked
        ]
        for line in sheet
    }
    assert to_fill == {
        "taux-appels": ["numérateur", "dénominateur"],
        "cout-dossier": ["numérateur", "dénominateur"],
        "prejudices": ["valeur"],
        "delai-c2s": ["distribution"],
    }


def test_a_filled_template_is_imported(tmp_path: Path) -> None:
    filled = Filled(tmp_path, template())
    for rank, line in enumerate(filled.cells("Mesures"), start=1):
        given = {"valeur": 1000.5, "numérateur": rank, "dénominateur": 2 * rank, "distribution": "3:120 4:80"}
        for header, value in given.items():
            if not line[header].protection.locked:
                line[header].value = value
        line["provisoire"].value = "oui"
    found = read(filled.save())
    assert found.remarks == ()
    assert found.records.measures.height == 10
    assert found.records.measures["provisional"].all()
    assert found.records.measures.filter(indicator="prejudices")["value"].to_list() == [1000.5] * 3
    assert found.records.measures.filter(indicator="cout-dossier").select("numerator", "denominator").row(0) == (4, 8)


def test_a_template_filled_in_part_is_imported_in_part(tmp_path: Path) -> None:
    filled = Filled(tmp_path, template())
    line = filled.cells("Mesures")[4]
    line["valeur"].value, line["commentaire"].value = "12,5 €", "Estimation"
    found = read(filled.save())
    assert found.records.measures.select("indicator", "value", "comment").rows() == [("prejudices", 12.5, "Estimation")]
    assert found.remarks == ("Ignoré : 9 lignes où rien n'est rempli",)


def test_a_filled_template_of_the_national_body_brings_measures_and_progress(tmp_path: Path) -> None:
    filled = Filled(tmp_path, template("cnam", date(2023, 1, 1), date(2024, 1, 1)))
    filled.cells("Mesures")[0]["valeur"].value = 65000
    status = filled.cells("Actions")[0]
    status["statut"].value, status["au"].value = "réalisée", date(2023, 11, 30)
    found = read(filled.save()).records
    assert found.measures["value"].to_list() == [65000]
    assert found.progress.select("element", "due_year", "status", "on").rows() == [
        ("action-1", 2023, "done", date(2023, 11, 30))
    ]


def test_only_what_is_to_fill_may_be_changed(tmp_path: Path) -> None:
    filled = Filled(tmp_path, template())
    sheet = filled.book["Mesures"]
    assert sheet.protection.sheet
    assert all(cell.protection.locked for cell in sheet[HEADER_ROW])
    assert all(
        line[header].protection.locked for line in filled.cells("Mesures") for header in ("indicateur", "période")
    )
    assert not any(line["commentaire"].protection.locked for line in filled.cells("Mesures"))


def test_the_spreadsheet_offers_lists_and_refuses_what_is_no_number(tmp_path: Path) -> None:
    book = Filled(tmp_path, template("cnam", date(2024, 1, 1), date(2025, 1, 1))).book
    lists = {check.formula1 for sheet in book.worksheets for check in sheet.data_validations.dataValidation}
    assert {'"oui,non"', '"non commencée,en cours,réalisée,abandonnée"'} <= lists
    kinds = {check.type for check in book["Mesures"].data_validations.dataValidation}
    assert kinds == {"decimal", "list"}


def test_the_headers_stay_in_sight_and_are_printed_on_every_page(tmp_path: Path) -> None:
    sheet = Filled(tmp_path, template()).book["Mesures"]
    assert sheet.freeze_panes == "D5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_guide_says_what_each_indicator_means(tmp_path: Path) -> None:
    guide = Filled(tmp_path, template()).book["Mode d'emploi"]
    texts = {cell.value for row in guide.iter_rows() for cell in row}
    assert {"Délai d'instruction (9e décile)", "une distribution, par exemple 3:120 4:80", "jour"} <= texts


def test_the_same_template_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("un.xlsx", "deux.xlsx"):
        write_workbook(template(), tmp_path / name)
    assert (tmp_path / "un.xlsx").read_bytes() == (tmp_path / "deux.xlsx").read_bytes()


def test_a_csv_template_is_filled_and_imported_too(tmp_path: Path) -> None:
    file = tmp_path / "modele.csv"
    template().write_csv(file)
    lines = pl.read_csv(file, separator=";", infer_schema=False)
    assert lines.height == 10
    filled = lines.with_columns(valeur=pl.when(indicateur="prejudices").then(pl.lit("1 000,5")))
    filled.write_csv(file, separator=";")
    found = read(file)
    assert found.records.measures["value"].to_list() == [1000.5] * 3
    assert found.remarks == ("Ignoré : 7 lignes où rien n'est rempli",)
