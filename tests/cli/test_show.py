"""`coje show` on the real contract."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cli.conftest import CNAM, Run
from coje.contract.checker.examples import REFERENCE


def test_a_contract_is_shown_with_its_identity_and_counts(run: Run) -> None:
    shown = run("show", CNAM)

    assert shown.exit_code == 0
    assert "Convention d'objectifs et de gestion entre l'État et la Cnam 2023-2027" in shown.stdout
    for label, count in (("Axes", 6), ("Actions", 238), ("Indicateurs", 61), ("Fonds", 6)):
        assert any(line.split() == [label, str(count)] for line in shown.stdout.splitlines())


def test_an_indicator_is_found_by_its_number_or_its_id(run: Run) -> None:
    by_number, by_id = run("show", CNAM, "1"), run("show", CNAM, "delai-instruction-c2s")

    assert by_number.stdout == by_id.stdout
    assert "9e décile" in by_number.stdout
    assert "18\u00a0jours" in by_number.stdout


def test_a_sheet_is_found_by_its_number_and_lists_actions_with_their_years(run: Run) -> None:
    shown = run("show", CNAM, "1.1").stdout

    assert "action-1-1-1-1" in shown
    assert "2023-2025" in shown
    assert "delai-paiement-ij-maladie" in shown


def test_an_action_says_its_deliverable(run: Run) -> None:
    assert "Nombre de caisses équipées d'Arpege" in run("show", CNAM, "action-1-1-1-1").stdout


@pytest.mark.parametrize(("columns", "shown", "left_out"), [(80, 5, True), (200, 9, False)])
def test_the_table_of_a_fund_takes_the_columns_that_fit(run: Run, columns: int, shown: int, left_out: bool) -> None:
    text = run("show", CNAM, "fnga", columns=columns).stdout
    row = next(line for line in text.splitlines() if "4\u202f119\u202f267" in line)

    assert len(re.findall(r"\d+\u202f\d{3}\u202f\d{3}", row)) == shown
    assert ("Colonnes non affichées" in text) is left_out


@pytest.mark.parametrize("name", ["axe-1", "engagement-1-1-1", "etat-1-1-1", "priorite-sante", "bilan-annuel", "etat"])
def test_every_kind_of_element_can_be_shown(run: Run, name: str) -> None:
    shown = run("show", CNAM, name)

    assert shown.exit_code == 0
    assert name in shown.stdout


def test_an_obligation_is_shown_with_its_dates(run: Run) -> None:
    assert "15/03/2026" in run("show", CNAM, "bilan-annuel").stdout


def test_machines_get_exact_numbers_as_text(run: Run) -> None:
    fund = json.loads(run("show", CNAM, "fnga", "--format", "json").stdout)
    rows = fund["lines"][0]["lines"]

    assert next(row for row in rows if row["id"] == "fnga-total-personnel")["amounts"]["2023"] == "4119267"


def test_machines_get_the_whole_contract_with_iso_dates(run: Run) -> None:
    contract = json.loads(run("show", CNAM, "--format", "json").stdout)

    assert contract["signed_on"] == "2023-07-19"
    assert len(contract["indicators"]) == 61


def test_an_unknown_element_is_refused_with_the_nearest_names(run: Run) -> None:
    refused = run("show", CNAM, "delai-instruction-c2")

    assert refused.exit_code == 2
    assert "« delai-instruction-c2 » ; vouliez-vous delai-instruction-c2s" in refused.stderr
    assert refused.stdout == ""


def test_what_a_contract_with_findings_holds_can_still_be_shown(run: Run, tmp_path: Path) -> None:
    marker = "groupings:\n  - {id: marqueur, kind: theme, title: Délais, members: [delai-paiement, rien]}\n"
    (tmp_path / "contrat.yaml").write_text(REFERENCE + marker, encoding="utf-8")

    assert "(inconnu du contrat)" in run("show", tmp_path, "marqueur").stdout


def test_an_obligation_without_readable_dates_is_refused_with_its_rule(run: Run, tmp_path: Path) -> None:
    text = REFERENCE.replace("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15", "FREQ=SOMETIMES")
    (tmp_path / "contrat.yaml").write_text(text, encoding="utf-8")

    refused = run("show", tmp_path, "bilan-annuel")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "FREQ=SOMETIMES" in refused.stderr
