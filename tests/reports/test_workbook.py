"""The workbook, opened as a stranger would."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from coje.reports.annual import AnnualReport
from coje.reports.workbook import write_workbook
from reports.setting import DELAY, QUARTERS, RATE, projected_report, report, whole_contract
from small import contract, measure, records

SHEETS = [
    "Synthèse",
    "Indicateurs",
    "Trajectoires",
    "Projections",
    "Engagements",
    "Actions et livrables",
    "Engagements de l'État",
    "Thèmes choisis",
    "Calendrier",
    "Notes sur les données",
    "À propos",
]
TABLES = SHEETS[1:]
HEAD_ROW = 6


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return _written(report(), tmp_path_factory.mktemp("classeur"))


def test_it_has_its_eleven_sheets_in_order(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_says_that_data_are_simulated(book: Workbook, name: str) -> None:
    assert book[name]["A3"].value == "Données simulées"
    assert "Données simulées" in book[name].oddHeader.right.text


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_says_of_what_and_of_when_it_is(book: Workbook, name: str) -> None:
    assert book[name]["A2"].value == "Contrat d'essai – Bilan annuel 2024, à la date du 15\u00a0mars\u00a02025"


def test_real_data_carry_no_label(tmp_path: Path) -> None:
    real = _written(report(known=records(*QUARTERS)), tmp_path)
    assert {real[name]["A3"].value for name in SHEETS} <= {None, ""}
    assert not any("simulées" in (real[name].oddHeader.right.text or "") for name in SHEETS)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_keeps_its_head_in_sight_and_can_be_filtered(book: Workbook, name: str) -> None:
    sheet = book[name]
    assert sheet.freeze_panes is not None
    assert sheet.freeze_panes.endswith("7")
    assert sheet.auto_filter.ref.startswith("A6:")
    assert all(cell.value for cell in sheet[HEAD_ROW])


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_prints_on_a4_landscape_one_page_wide_with_its_head_repeated(book: Workbook, name: str) -> None:
    sheet = book[name]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows
    assert sheet.oddFooter.right.text == "&P / &N"


def test_statuses_are_words_and_coloured_by_their_word(book: Workbook) -> None:
    sheet = book["Indicateurs"]
    statuses = _column(sheet, "Statut")
    assert statuses == ["atteint", "manqué", "non évaluable"]
    rules = [rule.formula[0] for rules in sheet.conditional_formatting for rule in rules.rules]
    assert sorted(rules) == sorted(f'"{word}"' for word in statuses)


def test_results_are_numbers_with_the_format_of_their_unit(book: Workbook) -> None:
    sheet = book["Indicateurs"]
    assert _column(sheet, "Résultat") == [80.0, 26, 1234567]
    formats = [_cell(sheet, row, "Résultat").number_format for row in (7, 8, 9)]
    assert formats == ['#,##0.0" %"', "#,##0", '#,##0" €"']
    assert _cell(sheet, 8, "Écart à la cible").value == -6


def test_dates_are_dates(book: Workbook) -> None:
    due = _column(book["Calendrier"], "Échéance")
    assert due[0] == datetime(2024, 3, 15)  # noqa: DTZ001  (a workbook knows no time zone)


def test_targets_and_results_of_every_year_are_side_by_side(book: Workbook) -> None:
    sheet = book["Trajectoires"]
    assert [cell.value for cell in sheet[HEAD_ROW]][4:] == ["Cible", "Résultat", "Statut"] * 2
    assert [cell.value for cell in sheet[HEAD_ROW - 1] if cell.value] == ["2024", "2025"]
    delay = [cell.value for cell in sheet[HEAD_ROW + 2]]
    assert delay[4:8] == [20, 26, "manqué", 18]


def test_a_target_that_is_not_a_plain_number_is_a_text(book: Workbook) -> None:
    amount = [cell.value for cell in book["Trajectoires"][HEAD_ROW + 3]]
    assert (amount[4], amount[7]) == ("ND", "> 10\u202f000\u202f000\u00a0€")


def test_the_synthesis_has_the_sentence_the_counts_by_axis_and_charts(book: Workbook) -> None:
    sheet = book["Synthèse"]
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert report().sentence in texts
    total = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Total")
    assert total[2:11] == (1, 0, 0, 1, 0, 0, 1, 3, 50)


def test_charts_are_drawn_when_there_is_more_than_one_axis(book: Workbook, tmp_path: Path) -> None:
    assert book["Synthèse"]._charts == []
    first = whole_contract().axes[0].model_dump(mode="json")
    two = _written(report(whole_contract(axes=[first, {"id": "axe-2", "number": "2", "title": "Vide"}])), tmp_path)
    assert len(two["Synthèse"]._charts) == 3


def test_late_actions_have_their_deliverable_evidence_and_comment(book: Workbook) -> None:
    sheet = book["Actions et livrables"]
    assert _column(sheet, "Statut") == ["réalisé", "en retard"]
    assert _column(sheet, "Preuve") == ["Note du 3 juin", None]
    assert _column(book["Engagements de l'État"], "Commentaire") == ["Décret en cours d'examen"]


def test_themes_list_what_hangs_on_them(book: Workbook) -> None:
    natures = _column(book["Thèmes choisis"], "Nature")
    assert natures == ["indicateur"] * 3 + ["action"] * 2 + ["engagement de l'État"]


def test_it_says_how_to_make_it_again(book: Workbook) -> None:
    about = dict(book["À propos"].iter_rows(min_row=HEAD_ROW + 1, max_col=2, values_only=True))
    assert about["Empreinte des données (SHA-256)"] == report().identity.inputs_digest
    assert about["Version du contrat"] == "essai-2024-2025, version initiale"
    assert about["Données"] == "Données simulées"
    assert about["Année du bilan"] == 2024


def test_its_properties_name_it(book: Workbook) -> None:
    assert book.properties.title == "Bilan annuel 2024 – Contrat d'essai"
    assert book.properties.creator == "Caisse nationale"
    assert book.properties.created == datetime(2025, 3, 15)  # noqa: DTZ001  (as above)


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A1", "+1+1", "@SUM(A1)", "http://exemple.fr/a", "#REF! & <b>", "-2"])
def test_a_text_that_looks_like_a_formula_is_a_text(tmp_path: Path, text: str) -> None:
    sheet = _written(report(whole_contract({**RATE, "name": text})), tmp_path)["Indicateurs"]
    cell = _cell(sheet, HEAD_ROW + 1, "Indicateur")
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_contract_title_cannot_break_headers_and_footers(tmp_path: Path) -> None:
    told = report(whole_contract(title="&P & co " + "x" * 300))
    assert _written(told, tmp_path)["Indicateurs"].oddHeader.left.text.startswith("&&P && co")


def test_a_text_longer_than_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    sheet = _written(report(whole_contract({**RATE, "name": "x" * 40_000})), tmp_path)["Indicateurs"]
    text = _cell(sheet, HEAD_ROW + 1, "Indicateur").value
    assert len(text) <= 32_767
    assert text.endswith("…")


def test_an_empty_contract_says_that_each_table_is_empty(tmp_path: Path) -> None:
    empty = _written(report(contract(axes=[], indicators=[]), records()), tmp_path)
    said = {name: empty[name].cell(HEAD_ROW + 1, 1).value for name in TABLES}
    assert said["Indicateurs"] == said["Trajectoires"] == "Le contrat ne porte aucun indicateur."
    assert said["Actions et livrables"] == "Le contrat ne porte aucune action."
    assert said["Thèmes choisis"] == "Aucun thème n'a été choisi."
    assert said["Calendrier"] == "Le contrat ne porte aucune obligation datée."


def test_without_records_every_result_is_empty(tmp_path: Path) -> None:
    bare = _written(report(known=records()), tmp_path)["Indicateurs"]
    assert _column(bare, "Résultat") == [None, None, None]
    assert _column(bare, "Statut") == ["non mesuré", "non mesuré", "non évaluable"]


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    assert _digest(report(), tmp_path / "a.xlsx") == _digest(report(), tmp_path / "b.xlsx")


def test_another_result_gives_other_bytes(tmp_path: Path) -> None:
    changed = report(whole_contract(DELAY), records(measure("caisse", "2024", indicator="delai", value=21)))
    before = report(whole_contract(DELAY), records(measure("caisse", "2024", indicator="delai", value=22)))
    assert _digest(changed, tmp_path / "a.xlsx") != _digest(before, tmp_path / "b.xlsx")


def _written(told: AnnualReport, folder: Path) -> Workbook:
    write_workbook(told, folder / "bilan.xlsx")
    return load_workbook(folder / "bilan.xlsx")


def _digest(told: AnnualReport, path: Path) -> str:
    write_workbook(told, path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _column(sheet: Worksheet, head: str) -> list[object]:
    return [_cell(sheet, row, head).value for row in range(HEAD_ROW + 1, sheet.max_row + 1)]


def _cell(sheet: Worksheet, row: int, head: str) -> Cell:
    heads = [cell.value for cell in sheet[HEAD_ROW]]
    return sheet.cell(row, heads.index(head) + 1)


def test_projections_are_numbers_beside_their_target_with_model_and_error(tmp_path: Path) -> None:
    sheet = _written(projected_report(), tmp_path)["Projections"]
    row = {head.value: cell for head, cell in zip(sheet[HEAD_ROW], sheet[HEAD_ROW + 1], strict=True)}
    assert (row["N°"].value, row["Année"].value, row["Cible"].value) == ("1", 2025, 85)
    assert row["Borne basse à 80 %"].value <= row["Valeur attendue"].value <= row["Borne haute à 80 %"].value
    assert "Erreur moyenne sur 6\u00a0mois" in row["Modèle et erreur"].value


def test_an_indicator_without_projection_keeps_its_row_with_the_reason(tmp_path: Path) -> None:
    sheet = _written(projected_report(), tmp_path)["Projections"]
    reason = [head.value for head in sheet[HEAD_ROW]].index("Motif d'absence de probabilité")
    texts = [row[reason].value for row in sheet.iter_rows(min_row=HEAD_ROW + 1) if row[0].value == "2"]
    assert texts == ["mesure annuelle : trop peu de points pour un modèle"]


def test_without_projections_the_sheet_says_so(book: Workbook) -> None:
    assert book["Projections"]["A4"].value == book["Projections"]["A7"].value == "Ce bilan est établi sans projection."


def test_the_calendar_prints_the_year_reported_on_and_the_next_under_its_title(book: Workbook) -> None:
    assert book["Calendrier"].print_title_rows == "$1:$6"
    assert book["Calendrier"].print_area == "'Calendrier'!$A$7:$G$9"
