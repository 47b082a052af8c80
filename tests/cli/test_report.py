"""`coje report`: the annual report where it was asked for."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from cli.conftest import CNAM, Run

DAY = ("--as-of", "2025-03-15")


def test_the_workbook_and_the_pdf_are_written_where_asked(run: Run, ledger: Path, tmp_path: Path) -> None:
    written = run("report", CNAM, "--ledger", ledger, *DAY, "--out", tmp_path / "neuf")
    workbook, pdf = tmp_path / "neuf" / "bilan-annuel-2024.xlsx", tmp_path / "neuf" / "bilan-annuel-2024.pdf"

    assert written.exit_code == 0
    assert "Données simulées" in written.stdout
    assert "À la date du 15\u00a0mars\u00a02025" in written.stdout
    assert openpyxl.load_workbook(workbook, read_only=True).sheetnames
    assert pdf.read_bytes().startswith(b"%PDF")
    assert written.stdout.endswith(f"Classeur : {workbook}\nPDF : {pdf}\n")


@pytest.mark.parametrize("form", ["xlsx", "pdf"])
def test_only_one_of_them_can_be_asked_for(run: Run, tmp_path: Path, form: str) -> None:
    run("report", CNAM, *DAY, "--out", tmp_path, "--only", form)

    assert [file.name for file in tmp_path.iterdir()] == [f"bilan-annuel-2024.{form}"]


def test_the_themes_are_those_asked_for(run: Run, tmp_path: Path) -> None:
    asked = (CNAM, *DAY, "--out", tmp_path, "--only", "xlsx")
    run("report", *asked)
    usual = (tmp_path / "bilan-annuel-2024.xlsx").read_bytes()

    chosen = run("report", *asked, "--themes", "fiche-1-1, marqueur-fraude")

    assert chosen.exit_code == 0
    assert (tmp_path / "bilan-annuel-2024.xlsx").read_bytes() != usual


def test_an_unknown_theme_is_refused_with_those_that_exist_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    refused = run("report", CNAM, "--out", tmp_path / "neuf", "--themes", "axe-9")

    assert refused.exit_code == 2
    assert "« axe-9 »" in refused.stderr
    assert "marqueur-fraude" in refused.stderr
    assert not (tmp_path / "neuf").exists()


def test_a_report_that_cannot_be_written_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()

    refused = run("report", CNAM, "--out", tmp_path / "fichier" / "dessous", "--only", "xlsx")

    assert refused.exit_code == 1
    assert refused.stderr.endswith("un de ses dossiers est un fichier\n")


def test_projections_are_in_the_report_unless_they_are_not_wanted(run: Run, tmp_path: Path) -> None:
    asked = ("report", CNAM, *DAY, "--out", tmp_path, "--only", "xlsx")
    run(*asked)
    projected = openpyxl.load_workbook(tmp_path / "bilan-annuel-2024.xlsx")["Projections"]["A4"].value

    bare = run(*asked, "--no-projection")

    assert "projection" in str(projected)
    assert projected != "Ce bilan est établi sans projection."
    assert "Ce bilan est établi sans projection." in bare.stdout
    sheet = openpyxl.load_workbook(tmp_path / "bilan-annuel-2024.xlsx")["Projections"]
    assert sheet["A4"].value == "Ce bilan est établi sans projection."
