from datetime import date
from pathlib import Path

import polars as pl
import pytest

from coje.reading.problems import ReturnError
from coje.records.frames import PROGRESS
from reading.setting import FIELDS, RECORDED_AT, csv_file, read, workbook

HEADER = ("action", "échéance", "statut", "au", "preuve", "commentaire")
GOOD = ("action-1", 2023, "réalisée", "31/12/2023", "Rapport d'activité")


def progress(file: Path) -> pl.DataFrame:
    return read(file).records.progress


def bad(folder: Path, *rows: tuple[object, ...]) -> list[tuple[object, ...]]:
    with pytest.raises(ReturnError) as refusal:
        read(csv_file(folder, rows, HEADER))
    return refusal.value.cells.select("row", "column", "text", "expected").rows()


def test_a_row_becomes_a_record_of_progress(tmp_path: Path) -> None:
    found = progress(csv_file(tmp_path, [GOOD], HEADER))
    assert found.schema == PROGRESS
    assert found.row(0, named=True) == {
        "element": "action-1",
        "due_year": 2023,
        "status": "done",
        "on": date(2023, 12, 31),
        "evidence": "Rapport d'activité",
        "comment": None,
        "simulated": False,
        "recorded_at": RECORDED_AT,
        "recorded_by": "agent",
    }


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("non commencée", "not_started"),
        ("Non commencé", "not_started"),
        ("en cours", "in_progress"),
        ("EN COURS", "in_progress"),
        ("réalisée", "done"),
        ("Realise", "done"),
        ("abandonnée", "abandoned"),
    ],
)
def test_statuses_are_read_as_people_write_them(tmp_path: Path, written: str, status: str) -> None:
    found = progress(csv_file(tmp_path, [("action-1", 2023, written, "31/12/2023")], HEADER))
    assert found["status"].to_list() == [status]


@pytest.mark.parametrize("element", ["action-2", "etat-1", "rapport-remis"])
def test_actions_state_commitments_and_milestones_are_followed_as_a_whole(tmp_path: Path, element: str) -> None:
    found = progress(csv_file(tmp_path, [(element, None, "en cours", "01/02/2024")], HEADER))
    assert found.select("element", "due_year").rows() == [(element, None)]


@pytest.mark.parametrize(
    ("row", "column", "text", "expected"),
    [
        (("action-9", None, "en cours", "01/02/2024"), "action", "action-9", "voulait-on dire « action-"),
        (("engagement-1", None, "en cours", "01/02/2024"), "action", "engagement-1", "se suit par ses actions"),
        (("taux-appels", None, "en cours", "01/02/2024"), "action", "taux-appels", "pas d'action de ce nom"),
        ((None, None, "en cours", "01/02/2024"), "action", None, "action à remplir"),
        (("action-1", 2024, "en cours", "01/02/2024"), "échéance", "2024", "attendu 2023 ou 2025, ou vide pour l'ens"),
        (("action-2", 2024, "en cours", "01/02/2024"), "échéance", "2024", "à laisser vide : aucune échéance"),
        (("action-1", 2023, "fini", "01/02/2024"), "statut", "fini", "attendu « non commencée », « en cours »"),
        (("action-1", 2023, None, "01/02/2024"), "statut", None, "attendu « non commencée », « en cours »"),
        (("action-1", 2023, "en cours", None), "au", None, "attendu une date, par exemple 31/03/2024"),
        (("action-1", 2023, "en cours", "30/02/2024"), "au", "30/02/2024", "cette date n'existe pas"),
        (("action-1", 2023, "en cours", "02/07/2024"), "au", "02/07/2024", "cette date est à venir"),
        (("action-1", 2023, "en cours", "01/02/2024", "=A1"), "preuve", "=A1", "formule"),
    ],
)
def test_a_bad_cell_is_named_with_what_was_expected(
    tmp_path: Path, row: tuple[object, ...], column: str, text: str | None, expected: str
) -> None:
    ((_, *place, reason),) = bad(tmp_path, row)
    assert place == [column, text]
    assert expected in str(reason)


def test_the_day_of_the_import_is_not_to_come(tmp_path: Path) -> None:
    assert progress(csv_file(tmp_path, [("action-1", 2023, "en cours", "01/07/2024")], HEADER)).height == 1


def test_an_action_given_twice_for_a_due_year_is_refused(tmp_path: Path) -> None:
    whole = ("action-1", None, "en cours", "01/02/2024")
    assert bad(tmp_path, GOOD, whole, GOOD) == [(4, "action", "action-1", "déjà donné ligne 2 ; n'en garder qu'un")]


def test_actions_left_to_fill_are_counted(tmp_path: Path) -> None:
    found = read(csv_file(tmp_path, [GOOD, ("action-1", 2025), ("action-2",)], HEADER))
    assert found.remarks == ("Ignoré : 2 lignes où rien n'est rempli",)


def test_a_workbook_may_hold_measures_and_progress(tmp_path: Path) -> None:
    sheets = {"Mesures": [FIELDS[:4], ["prejudices", "cpam-ain", "2024-01", 1]], "Actions": [HEADER, GOOD]}
    found = read(workbook(tmp_path, **sheets)).records
    assert (found.measures.height, found.progress.height) == (1, 1)


def test_bad_cells_of_every_sheet_are_listed_together(tmp_path: Path) -> None:
    wrong = ("action-1", 2023, "fini", date(2024, 1, 1))
    sheets = {"Mesures": [FIELDS[:4], ["prejudices", "cpam-ain", "2024-01", "x"]], "Actions": [HEADER, wrong]}
    with pytest.raises(ReturnError) as refusal:
        read(workbook(tmp_path, **sheets))
    assert refusal.value.cells["sheet"].to_list() == ["Mesures", "Actions"]
