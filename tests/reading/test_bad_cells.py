from datetime import date
from pathlib import Path

import polars as pl
import pytest

from coje.reading.problems import SHOWN, ReturnError
from reading.setting import FIELDS, csv_file, read, workbook

GOOD = ("prejudices", "cpam-ain", "2024-01", "1")
MORE = ("provisoire", "périmètre", "unité", "source", "commentaire")


def refusal(file: Path) -> ReturnError:
    with pytest.raises(ReturnError) as found:
        read(file)
    return found.value


def bad(folder: Path, *rows: tuple[object, ...]) -> list[tuple[object, ...]]:
    """Row, column, text and start of what is expected, of each bad cell."""
    header = FIELDS + MORE
    filled = [(*row, *[None] * (len(header) - len(row))) for row in rows]
    return refusal(csv_file(folder, filled, header)).cells.select("row", "column", "text", "expected").rows()


@pytest.mark.parametrize(
    ("row", "column", "text", "expected"),
    [
        (
            ("prejudice", *GOOD[1:]),
            "indicateur",
            "prejudice",
            "pas d'indicateur de ce nom ; voulait-on dire « prejudices » ?",
        ),
        (("xyz", *GOOD[1:]), "indicateur", "xyz", "pas d'indicateur de ce nom"),
        ((None, *GOOD[1:]), "indicateur", None, "indicateur à remplir"),
        (("prejudices", "cpam-aiin", *GOOD[2:]), "organisme", "cpam-aiin", "voulait-on dire « cpam-ain » ?"),
        (("prejudices", None, *GOOD[2:]), "organisme", None, "organisme à remplir"),
        (("prejudices", "cpam-aisne", "2024-03", 1), "organisme", "cpam-aisne", "n'existe pas sur la période"),
        (("prejudices", "cpam-neuve", "2024-02", 1), "organisme", "cpam-neuve", "n'existe pas sur la période"),
        (("prejudices", "cpam-ain", None, 1), "période", None, "période à remplir"),
        (("prejudices", "cpam-ain", "janv", 1), "période", "janv", "attendu une période"),
        (("prejudices", "cpam-ain", "15/01/2024", 1), "période", "15/01/2024", "écrire par exemple 2024-01"),
        (("prejudices", "cpam-ain", "2012-12", 1), "période", "2012-12", "attendu une année entre 2013 et 2028"),
        (("prejudices", "cpam-ain", "2029-01", 1), "période", "2029-01", "attendu une année entre 2013 et 2028"),
        (("prejudices", "cpam-ain", "2024-08", 1), "période", "2024-08", "ne commence que le 01/08/2024"),
        ((*GOOD[:3], "douze"), "valeur", "douze", "attendu un nombre, par exemple 1 234,5"),
        ((*GOOD[:3], "1.234"), "valeur", "1.234", "écrire 1234 ou 1,234"),
        ((*GOOD[:3], "12 %"), "valeur", "12 %", "« % » n'est pas l'unité attendue (€)"),
        ((*GOOD[:3], "12 k€"), "valeur", "12 k€", "« k€ » n'est pas l'unité attendue (€)"),
        ((*GOOD[:3], "=1+1"), "valeur", "=1+1", "formule écrite comme un texte"),
        ((*GOOD[:3], "#DIV/0!"), "valeur", "#DIV/0!", "la formule de cette cellule est en erreur"),
        ((*GOOD[:3], 1, None, 5), "dénominateur", "5", "à laisser vide : cet indicateur se lit avec une valeur"),
        (("taux-appels", *GOOD[1:3], 85), "valeur", "85", "à laisser vide : cet indicateur se lit avec un numérateur"),
        (("taux-appels", *GOOD[1:3], None, 85), "dénominateur", None, "à remplir : cet indicateur se lit avec un num"),
        (("taux-appels", *GOOD[1:3], None, None, 85), "numérateur", None, "à remplir"),
        (("taux-appels", *GOOD[1:3], 85, 8, 10), "valeur", "85", "à laisser vide"),
        (("taux-appels", "cnam", "2023", 85, 8, 10), "valeur", "85", "à laisser vide"),
        (("taux-appels", *GOOD[1:3], None, 11, 10), "numérateur", "11", "dépasse le dénominateur (10)"),
        (("cout-dossier", *GOOD[1:3], None, 11, -10), "dénominateur", "-10", "un dénominateur n'est jamais négatif"),
        (("cout-dossier", *GOOD[1:3], None, "11 %", 10), "numérateur", "11 %", "attendu un nombre sans unité"),
        (("cout-dossier", *GOOD[1:3], None, "?", 10), "numérateur", "?", "attendu un nombre"),
        (("satisfaction", "cpam-ain", "2023", 7), "dénominateur", None, "une valeur et son poids en dénominateur"),
        (("delai-c2s", *GOOD[1:3], 23), "valeur", "23", "se lit avec une distribution, par exemple 3:120 4:80"),
        (("delai-c2s", *GOOD[1:3], None, None, None, "3;4"), "distribution", "3;4", "attendu des couples"),
        ((*GOOD, None, None, None, "peut-être"), "provisoire", "peut-être", "attendu « oui » ou « non »"),
        ((*GOOD, None, None, None, None, "=A1"), "périmètre", "=A1", "formule écrite comme un texte"),
        ((*GOOD, *[None] * 6, "#REF!"), "source", "#REF!", "la formule de cette cellule est en erreur"),
        ((*GOOD, *[None] * 7, "=1+1"), "commentaire", "=1+1", "formule écrite comme un texte"),
    ],
)
def test_a_bad_cell_is_named_with_what_was_expected(
    tmp_path: Path, row: tuple[object, ...], column: str, text: str | None, expected: str
) -> None:
    row = tuple(f'"{cell}"' if isinstance(cell, str) and ";" in cell else cell for cell in row)
    ((_, *place, reason),) = bad(tmp_path, row)
    assert place == [column, text]
    assert expected in str(reason)


def test_a_row_given_twice_is_told_with_the_row_of_the_first(tmp_path: Path) -> None:
    other = ("prejudices", "cpam-ain", "2024-02", 1)
    assert bad(tmp_path, GOOD, other, ("PREJUDICES", "cpam-ain", "janvier 2024", 2)) == [
        (4, "période", "janvier 2024", "déjà donné ligne 2 ; n'en garder qu'un")
    ]


def test_a_row_given_in_two_sheets_is_told_with_the_sheet_of_the_first(tmp_path: Path) -> None:
    error = refusal(workbook(tmp_path, Ain=[FIELDS[:4], GOOD], Bis=[[], FIELDS[:4], GOOD]))
    assert error.cells.select("sheet", "row", "expected").rows() == [
        ("Bis", 3, "déjà donné ligne 2 de « Ain » ; n'en garder qu'un")
    ]


def test_every_bad_cell_is_listed_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = bad(tmp_path, ("xyz", "zzz", "2024", "a"), GOOD, ("taux-appels", "cpam-ain", "2024-13", "b", "c"))
    assert [(row, column) for row, column, *_ in found] == [
        (2, "indicateur"),
        (2, "organisme"),
        (2, "valeur"),
        (4, "période"),
        (4, "valeur"),
        (4, "numérateur"),
    ]


def test_bad_cells_of_a_workbook_are_told_by_sheet_row_and_letter(tmp_path: Path) -> None:
    rows = [[], [None, *FIELDS[:4]], [None, "prejudices", "cpam-ain", date(2024, 1, 31), "douze"]]
    error = refusal(workbook(tmp_path, Saisie=rows))
    assert error.cells.rows() == [("Saisie", 3, "valeur", "E3", "douze", "attendu un nombre, par exemple 1 234,5")]
    assert "feuille « Saisie », ligne 3, colonne « valeur » (E3) : « douze » ; attendu un nombre" in str(error)


def test_a_message_names_the_file_counts_the_cells_and_prints_the_first_ones(tmp_path: Path) -> None:
    rows = [("prejudices", "cpam-ain", "2024-01", f"x{number}") for number in range(1200)]
    lines = str(refusal(csv_file(tmp_path, rows, FIELDS[:4]))).splitlines()
    assert lines[0].endswith("retour.csv : 2 399 cellules à corriger, rien n'est importé")
    assert len(lines) == SHOWN + 2
    assert lines[-1] == "  … et 2 379 cellules de plus"


def test_every_bad_cell_can_be_written_to_a_csv_file_where_no_text_is_a_formula(tmp_path: Path) -> None:
    error = refusal(csv_file(tmp_path, [(*GOOD[:3], "=1+1"), ("prejudices", "cpam-ain", "2024-02", "x")], FIELDS[:4]))
    error.write_csv(tmp_path / "erreurs.csv")
    written = pl.read_csv(tmp_path / "erreurs.csv", separator=";", infer_schema=False)
    assert written.columns == ["feuille", "ligne", "colonne", "cellule", "lu", "correction"]
    assert written["cellule"].to_list() == ["D2", "D3"]
    assert written["lu"].to_list() == ["'=1+1", "x"]


def test_a_long_text_is_shortened_in_the_message_only(tmp_path: Path) -> None:
    error = refusal(csv_file(tmp_path, [(*GOOD[:3], "x" * 500)], FIELDS[:4]))
    assert f"« {'x' * 59}… »" in str(error)
    assert error.cells["text"].to_list() == ["x" * 500]


@pytest.mark.parametrize("content", [b"PK\x03\x04 and then nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old format"])
def test_a_file_that_is_no_readable_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "retour.xlsx"
    file.write_bytes(content)
    assert refusal(file).cells.is_empty()


def test_thousands_of_bad_cells_are_all_told(tmp_path: Path) -> None:
    rows = [("xyz", "zzz", "jamais", "?") for _ in range(5000)]
    assert refusal(csv_file(tmp_path, rows, FIELDS[:4])).cells.height == 20_000
