"""`coje returns`: from the template to what is known of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from cli.conftest import CNAM, Run
from coje.records.ledger import Ledger

HEADERS = ("indicateur", "organisme", "période", "valeur", "numérateur", "dénominateur")
GOOD = ("delai-paiement-ij-maladie", "cpam-ain", "2026-01", "", "24 500", "1000")
BAD = ("delai-paiement-ij-maladie", "cpam-aim", "2026-13", "", "abc", "1 000")


def written(file: Path, *rows: Iterable[str]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([HEADERS, *rows])
    return file


def test_a_template_has_what_the_body_must_measure_that_month(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ain.xlsx"

    made = run("returns", "template", CNAM, "cpam-ain", "--from", "2026-01", "--out", file)

    assert made.exit_code == 0
    assert "CPAM de l'Ain : " in made.stdout
    assert f"Modèle : {file}" in made.stdout
    assert "Mesures" in openpyxl.load_workbook(file).sheetnames


def test_a_template_in_csv_is_read_back_once_filled(run: Run, tmp_path: Path) -> None:
    file, ledger = tmp_path / "ain.csv", tmp_path / "registre"
    run("returns", "template", CNAM, "cpam-ain", "--from", "2026-01", "--out", file)
    text = file.read_text(encoding="utf-8-sig")
    rows = [line.split(";") for line in text.splitlines()]
    columns = {header: place for place, header in enumerate(rows[0])}
    row = next(row for row in rows if "delai-paiement-ij-maladie" in row)
    row[columns["numérateur"]], row[columns["dénominateur"]] = "24 500", "1000"
    file.write_text("\n".join(";".join(cells) for cells in rows), encoding="utf-8")

    imported = run("returns", "import", CNAM, file, "--ledger", ledger)

    assert imported.exit_code == 0
    assert Ledger(ledger).read().measures["numerator"].to_list() == [24500]
    assert "Ignoré" in imported.stdout


def test_a_template_never_takes_the_place_of_a_filled_one(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ain.csv"
    file.write_text("rempli")

    refused = run("returns", "template", CNAM, "cpam-ain", "--from", "2026-01", "--out", file)

    assert refused.exit_code == 1
    assert "existe déjà" in refused.stderr
    assert file.read_text() == "rempli"


def test_a_template_for_nobody_is_refused_with_the_nearest_body(run: Run, tmp_path: Path) -> None:
    refused = run("returns", "template", CNAM, "cpam-aim", "--from", "2026-01", "--out", tmp_path / "a.xlsx")

    assert refused.exit_code == 1
    assert "« cpam-ain »" in refused.stderr


def test_a_return_says_who_recorded_it(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "ain.csv", GOOD)

    run("returns", "import", CNAM, file, "--ledger", tmp_path / "registre", "--by", "m.durand")

    assert Ledger(tmp_path / "registre").read().measures["recorded_by"].to_list() == ["m.durand"]


def test_every_bad_cell_is_shown_with_its_place_and_nothing_is_stored(run: Run, tmp_path: Path) -> None:
    good, bad = written(tmp_path / "bon.csv", GOOD), written(tmp_path / "faux.csv", GOOD, BAD)

    refused = run("returns", "import", CNAM, good, bad, "--ledger", tmp_path / "registre")

    assert refused.exit_code == 1
    assert "3 cellules à corriger, rien n'est importé" in refused.stderr
    for column, text in (("organisme", "cpam-aim"), ("période", "2026-13"), ("numérateur", "abc")):
        assert any(line.split()[:3] == ["3", column, text] for line in refused.stderr.splitlines())
    assert not (tmp_path / "registre").exists()


def test_every_bad_cell_can_be_written_to_a_file(run: Run, tmp_path: Path) -> None:
    bad = written(tmp_path / "faux.csv", *[BAD] * 30)

    refused = run("returns", "import", CNAM, bad, "--ledger", tmp_path / "registre", "--errors", tmp_path / "erreurs")
    (file,) = (tmp_path / "erreurs").iterdir()

    assert "--errors DOSSIER les écrit toutes" in refused.stderr
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) > 90


def test_machines_get_the_bad_cells_as_data(run: Run, tmp_path: Path) -> None:
    bad = written(tmp_path / "faux.csv", BAD)

    refused = run("returns", "import", CNAM, bad, "--ledger", tmp_path / "registre", "--format", "json")
    cells = json.loads(refused.stdout)["refused"][0]["cells"]

    assert refused.exit_code == 1
    assert [(cell["row"], cell["column"]) for cell in cells] == [(2, "organisme"), (2, "période"), (2, "numérateur")]


def test_machines_get_the_counts_of_what_was_imported(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "ain.csv", GOOD)

    imported = run("returns", "import", CNAM, file, "--ledger", tmp_path / "registre", "--format", "json")

    assert json.loads(imported.stdout)["imported"]["measures"] == 1


def test_published_results_are_listed_by_indicator(run: Run) -> None:
    listed = run("returns", "list", CNAM)

    assert listed.exit_code == 0
    assert any(line.startswith("50  Montant total des préjudices") for line in listed.stdout.splitlines())


def test_the_results_of_an_indicator_are_listed_with_their_source(run: Run) -> None:
    listed = run("returns", "list", CNAM, "50")

    assert "263\u202f000\u202f000\u00a0€" in listed.stdout.replace(" €", "\u00a0€")
    assert "publication" in listed.stdout


def test_what_was_not_known_yet_is_not_listed(run: Run) -> None:
    assert json.loads(run("returns", "list", CNAM, "50", "--as-of", "2025-03-20", "--format", "json").stdout) == []


def test_published_results_can_be_left_aside(run: Run) -> None:
    assert json.loads(run("returns", "list", CNAM, "--no-published", "--format", "json").stdout) == []


def test_actions_are_listed_with_where_they_stand(run: Run, ledger: Path) -> None:
    every = json.loads(run("returns", "progress", CNAM, "--ledger", ledger, "--format", "json").stdout)
    late = json.loads(run("returns", "progress", CNAM, "--ledger", ledger, "--late", "--format", "json").stdout)

    assert len(every) == 238 + 41
    assert late == [row for row in every if row["status"] == "late"]
    assert all(row["late_years"] for row in late)


@pytest.mark.parametrize("words", [["list"], ["progress"]])
def test_simulated_returns_are_said_to_be(run: Run, ledger: Path, words: list[str]) -> None:
    assert "Données simulées" in run("returns", *words, CNAM, "--ledger", ledger).stdout
