from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from coje.reading.problems import ReturnError
from coje.reading.sheets import Sheet, column_letters, column_position
from coje.reading.workbooks import read_workbook
from reading.setting import workbook


def sheets(file: Path) -> list[Sheet]:
    return read_workbook(file.read_bytes(), file.name)


def test_cells_are_read_as_texts_whatever_they_hold(tmp_path: Path) -> None:
    row = ["texte", 2024, 1.5, 0.1 + 0.2, -90000, True, date(2024, 3, 31), None]
    (sheet,) = sheets(workbook(tmp_path, Saisie=[row]))
    assert sheet.rows.row(0) == (
        "texte",
        "2024",
        "1.5",
        "0.3",
        "-90000",
        "true",
        "2024-03-31 00:00:00",
    )


def test_rows_keep_their_number_and_columns_their_letter_wherever_the_table_begins(tmp_path: Path) -> None:
    (sheet,) = sheets(workbook(tmp_path, Saisie=[[], [], [None, None, "a"], [], [None, None, "b", "c"]]))
    assert sheet.rows.rows() == [(None, None), (None, None), ("a", None), (None, None), ("b", "c")]
    assert [sheet.letter(0), sheet.letter(1)] == ["C", "D"]


def test_every_sheet_with_cells_is_read_in_order(tmp_path: Path) -> None:
    found = sheets(workbook(tmp_path, Janvier=[["a"]], Vide=[], Février=[["b"]]))
    assert [(sheet.name, sheet.rows.rows()) for sheet in found] == [("Janvier", [("a",)]), ("Février", [("b",)])]


def test_a_cell_in_error_shows_its_error(tmp_path: Path) -> None:
    file = tmp_path / "retour.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for row, mark in enumerate(["#DIV/0!", "#N/A", "#NAME?", "#REF!", "#VALUE!", "#NUM!", "#NULL!"]):
            sheet.write(row, 1, "x")
            sheet.write_formula(row, 2, "=1/0", None, mark)
    (read,) = sheets(file)
    assert read.rows.to_series(1).to_list() == ["#DIV/0!", "#N/A", "#NAME?", "#REF!", "#VALUE!", "#NUM!", "#NULL!"]


def test_a_formula_gives_its_value(tmp_path: Path) -> None:
    file = tmp_path / "retour.xlsx"
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write_formula("A1", "=1+1", None, 2)
    assert sheets(file)[0].rows.item() == "2"


@pytest.mark.parametrize("shown_as", ["0%", "0.0%", "0.00%", "#,##0.0 %", '0.0" % "%'])
def test_a_percentage_is_read_as_it_is_shown(tmp_path: Path, shown_as: str) -> None:
    file = tmp_path / "retour.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet, percent = book.add_worksheet("Saisie"), book.add_format({"num_format": shown_as})
        sheet.write("B2", "taux")
        sheet.write("C3", 0.825, percent)
        sheet.write("C4", 0.825)
        sheet.write("C5", "0.825", percent)
        sheet.write_blank("C6", None, percent)
        sheet.write("C7", -1, percent)
    (read,) = sheets(file)
    assert read.rows.to_series(1).to_list() == [None, None, "82.5 %", "0.825", "0.825", None, "-100 %"]


def test_a_percentage_of_another_writer_is_read_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Deuxième")
    book.worksheets[0]["A1"] = 0.5
    sheet["A1"], sheet["B2"] = 0.825, 0.3
    sheet["A1"].number_format = "0.0%"
    book.save(tmp_path / "retour.xlsx")
    first, second = sheets(tmp_path / "retour.xlsx")
    assert first.rows.rows() == [("0.5",)]
    assert second.rows.rows() == [("82.5 %", None), (None, "0.3")]


def test_a_sign_in_quotes_makes_no_percentage(tmp_path: Path) -> None:
    file = tmp_path / "retour.xlsx"
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write("A1", 82.5, book.add_format({"num_format": '0.0" %"'}))
    assert sheets(file)[0].rows.item() == "82.5"


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    content = workbook(tmp_path, Saisie=[["a"]]).read_bytes()
    with pytest.raises(ReturnError, match="ce classeur est endommagé"):
        read_workbook(content[: len(content) // 2], "retour.xlsx")


@pytest.mark.parametrize("position", [0, 25, 26, 701, 702, 16383])
def test_the_letters_of_a_column_give_its_position_back(position: int) -> None:
    assert column_position(column_letters(position)) == position
