"""`coje explain`: a figure like an invoice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import CNAM, Run

ASKED = ("--as-of", "2025-03-15", "--year", "2024")


def test_a_figure_is_shown_with_formula_records_rounding_and_clause(run: Run, ledger: Path) -> None:
    shown = run("explain", CNAM, "2", "--ledger", ledger, *ASKED).stdout
    text = " ".join(shown.split())

    assert "calculée sur 131 organismes" in text
    assert "Arrondi" in text
    assert "Annexe 5, n° 2" in text
    assert "enregistrements retenus" in text
    assert "simulation" in text
    assert max(map(len, shown.splitlines())) <= 80


def test_an_indicator_is_named_by_number_or_id(run: Run, ledger: Path) -> None:
    by_number = run("explain", CNAM, "2", "--ledger", ledger, *ASKED)
    by_id = run("explain", CNAM, "delai-paiement-ij-maladie", "--ledger", ledger, *ASKED)

    assert by_number.stdout == by_id.stdout


def test_records_left_out_are_counted_by_reason(run: Run, ledger: Path) -> None:
    shown = run("explain", CNAM, "20", "--ledger", ledger, *ASKED).stdout

    assert "enregistrements écartés" in shown.replace("\u00a0", " ")


def test_a_figure_without_data_says_so(run: Run) -> None:
    shown = run("explain", CNAM, "2", *ASKED)

    assert shown.exit_code == 0
    assert "aucune donnée" in shown.stdout


def test_machines_get_every_record_with_who_entered_it_and_when(run: Run, ledger: Path) -> None:
    data = json.loads(run("explain", CNAM, "2", "--ledger", ledger, *ASKED, "--format", "json").stdout)
    numerator = sum(int(record["numerator"]) for record in data["records"])

    assert (data["as_of"], data["simulated"]) == ("2025-03-15", True)
    assert len(data["records"]) == 131 * 12
    assert data["records"][0]["recorded_by"]
    assert f"{numerator:,}".replace(",", "\u202f") in data["steps"][0]["expression"]


def test_the_status_of_an_action_is_explained_with_its_reports(run: Run, ledger: Path) -> None:
    shown = run("explain", CNAM, "action-1-1-1-1", "--ledger", ledger, *ASKED).stdout
    text = " ".join(shown.split())

    assert "Pourquoi" in text
    assert "retenu" in text
    assert "Données simulées" in text
    assert max(map(len, shown.splitlines())) <= 80


def test_machines_get_the_actions_of_a_commitment(run: Run, ledger: Path) -> None:
    data = json.loads(run("explain", CNAM, "engagement-1-1-1", "--ledger", ledger, *ASKED, "--format", "json").stdout)

    assert {record["element"] for record in data["records"]} <= {part["id"] for part in data["parts"]}
    assert all(part["why"] for part in data["parts"])


def test_a_name_that_cannot_be_explained_is_refused_with_the_nearest(run: Run) -> None:
    refused = run("explain", CNAM, "action-1-1-1-99")

    assert refused.exit_code == 2
    assert "action-1-1-1-9" in refused.stderr


@pytest.mark.parametrize("year", ["2020", "2030"])
def test_a_year_outside_the_contract_is_refused(run: Run, year: str) -> None:
    assert run("explain", CNAM, "2", "--year", year).exit_code == 2
