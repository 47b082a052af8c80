from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from coje.reading import weight
from coje.reading.csv_files import read_csv_sheet
from coje.reading.problems import ReturnError
from coje.reading.workbooks import read_workbook
from reading.setting import csv_file, read, workbook

ENTITIES = b'<!DOCTYPE s [<!ENTITY a "%s"><!ENTITY b "%s">]><styleSheet>%s</styleSheet>' % (
    b"x" * 1000,
    b"&a;" * 1000,
    b"&b;" * 100,
)


def rewritten(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The archive with each part changed, or left out."""
    source, target = ZipFile(BytesIO(content)), BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            if (part := change(name, source.read(name))) is not None:
                archive.writestr(name, part)
    return target.getvalue()


def with_stray_cell(folder: Path, cell: str) -> bytes:
    file = folder / "retour.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "indicateur")
        sheet.write(cell, "x")
    return file.read_bytes()


def test_a_cell_filled_very_far_from_the_table_is_told_before_it_fills_the_memory(tmp_path: Path) -> None:
    with pytest.raises(ReturnError, match="très loin du tableau, en colonne XFD"):
        read_workbook(with_stray_cell(tmp_path, "XFD1048576"), "retour.xlsx")


@pytest.mark.parametrize("cell", ["XFD3", "AA900"])
def test_a_cell_filled_beside_the_table_does_no_harm(tmp_path: Path, cell: str) -> None:
    (sheet,) = read_workbook(with_stray_cell(tmp_path, cell), "retour.xlsx")
    assert sheet.rows.item(0, 0) == "indicateur"


def test_a_format_without_a_value_is_no_filled_cell(tmp_path: Path) -> None:
    file = tmp_path / "retour.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "indicateur")
        sheet.write_blank("XFD1048576", None, book.add_format({"bold": True}))
    (read_sheet,) = read_workbook(file.read_bytes(), file.name)
    assert read_sheet.rows.rows() == [("indicateur",)]


def test_a_workbook_that_swells_when_it_is_unpacked_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weight, "MOST_UNPACKED", 100_000)
    content = workbook(tmp_path, Saisie=[["a"]]).read_bytes()
    bomb = rewritten(content, lambda name, part: part + b" " * 100_000 if "sheet1" in name else part)
    assert len(bomb) < len(content) + 1_000
    with pytest.raises(ReturnError, match="une fois décompressé"):
        read_workbook(bomb, "retour.xlsx")


def test_a_file_too_big_for_a_return_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weight, "MOST_BYTES", 10)
    with pytest.raises(ReturnError, match="fichier trop gros"):
        read(csv_file(tmp_path, []))


def test_a_table_longer_than_a_sheet_is_refused() -> None:
    with pytest.raises(ReturnError, match="plus de 1 048 576 lignes"):
        read_csv_sheet(b"a;b\n" * (2**20 + 1), "retour.csv")


def test_a_first_line_without_end_is_refused() -> None:
    with pytest.raises(ReturnError, match="la première ligne est démesurée"):
        read_csv_sheet(b"a" * 200_000, "retour.csv")


def test_a_workbook_of_another_format_is_told(tmp_path: Path) -> None:
    content = workbook(tmp_path, Saisie=[["a"]]).read_bytes()
    other = rewritten(content, lambda name, part: None if name == "xl/workbook.xml" else part)
    with pytest.raises(ReturnError, match=r"ce n'est pas un classeur \.xlsx"):
        read_workbook(other, "retour.ods")


def test_styles_that_swell_by_their_entities_are_refused(tmp_path: Path) -> None:
    content = workbook(tmp_path, Saisie=[["a"]]).read_bytes()
    bomb = rewritten(content, lambda name, part: ENTITIES if name == "xl/styles.xml" else part)
    with pytest.raises(ReturnError, match="ce classeur est endommagé"):
        read_workbook(bomb, "retour.xlsx")
