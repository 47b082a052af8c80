from pathlib import Path

import pytest

from coje.reading.problems import ReturnError
from reading.setting import csv_file, measures, workbook

ROW = ["prejudices", "cpam-ain", "2024-01", 12]


def refusal(file: Path) -> ReturnError:
    with pytest.raises(ReturnError) as found:
        measures(file)
    return found.value


def test_headers_are_read_whatever_their_case_accents_spaces_and_order(tmp_path: Path) -> None:
    file = csv_file(
        tmp_path, [[12, "2024-01", "cpam-ain", "prejudices"]], ["VALEUR", " Periode ", "Organisme", "Indicateur"]
    )
    assert measures(file)["value"].to_list() == [12]


def test_columns_for_information_are_not_read(tmp_path: Path) -> None:
    header = ["n°", "indicateur", "Intitulé", "organisme", "période", "à saisir", "valeur"]
    file = csv_file(tmp_path, [["3", "prejudices", "Préjudices", "cpam-ain", "2024-01", "une valeur", 12]], header)
    assert measures(file)["value"].to_list() == [12]


def test_an_unknown_header_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    error = refusal(csv_file(tmp_path, [ROW], ["indicateur", "organisme", "période", "valeurs"]))
    assert "ligne 1, colonne « valeurs » (D1) : « valeurs » ; en-tête inconnu ; voulait-on dire « valeur » ?" in str(
        error
    )


def test_a_header_near_no_other_is_refused_with_those_expected(tmp_path: Path) -> None:
    error = refusal(csv_file(tmp_path, [ROW], ["indicateur", "organisme", "période", "montant total"]))
    assert "en-tête inconnu ; attendu : indicateur, organisme, période, valeur" in str(error)


def test_a_header_given_twice_is_refused(tmp_path: Path) -> None:
    error = refusal(csv_file(tmp_path, [[*ROW, 13]], ["indicateur", "organisme", "période", "valeur", "Valeur"]))
    assert error.cells.select("cell", "expected").rows() == [
        ("E1", "en-tête déjà donné en colonne D ; n'en garder qu'un")
    ]


def test_a_missing_required_header_is_named(tmp_path: Path) -> None:
    error = refusal(csv_file(tmp_path, [ROW[:2]], ["indicateur", "organisme"]))
    assert "il manque la colonne « période »" in str(error)


def test_a_filled_column_without_header_is_refused_and_an_empty_one_ignored(tmp_path: Path) -> None:
    header = ["indicateur", "organisme", "période", "valeur", ""]
    assert measures(csv_file(tmp_path, [[*ROW, None]], header)).height == 1
    error = refusal(csv_file(tmp_path, [[*ROW, "x"]], header))
    assert error.cells["expected"].to_list() == ["colonne remplie mais sans en-tête"]


def test_every_wrong_header_is_listed(tmp_path: Path) -> None:
    error = refusal(csv_file(tmp_path, [], ["indicateur", "organisme", "valeurs", "valeurs", "unités"]))
    assert error.cells.height == 4


def test_a_file_without_any_known_table_is_refused(tmp_path: Path) -> None:
    error = refusal(csv_file(tmp_path, [["x", 1]], ["nom", "note"]))
    assert "aucun tableau reconnu" in str(error)
    assert "indicateur, organisme, période" in str(error)


def test_in_a_workbook_a_title_may_stand_above_the_headers(tmp_path: Path) -> None:
    header = ["indicateur", "organisme", "période", "valeur"]
    file = workbook(tmp_path, Saisie=[["Retour de la CPAM de l'Ain"], [], header, ROW])
    assert measures(file)["value"].to_list() == [12]


def test_other_sheets_of_a_workbook_are_left_alone(tmp_path: Path) -> None:
    header = ["indicateur", "organisme", "période", "valeur"]
    notes = [["indicateur", "définition"], ["prejudices", "Somme"]]
    assert measures(workbook(tmp_path, Notes=notes, Saisie=[header, ROW])).height == 1


def test_bad_headers_of_a_workbook_are_told_with_their_sheet(tmp_path: Path) -> None:
    good, bad = ["indicateur", "organisme", "période", "valeur"], ["indicateur", "organisme", "periodes", "valeur"]
    error = refusal(workbook(tmp_path, Janvier=[good, ROW], Février=[[], bad, ROW]))
    assert error.cells.select("sheet", "row").unique().rows() == [("Février", 2)]
