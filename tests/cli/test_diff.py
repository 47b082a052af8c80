"""`coje diff`: two contracts, or two days of one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.amended import amended
from cli.conftest import CNAM, ROOT, Run

OLD, NEW = ROOT / "contracts" / "cnaf-2005-2008", ROOT / "contracts" / "cnaf-2009-2012"


def test_two_generations_are_compared_by_kind_of_difference(run: Run) -> None:
    shown = run("diff", OLD, NEW)

    assert shown.exit_code == 0
    assert shown.stdout.startswith("Avant  Convention d’objectifs et de gestion État – CNAF 2005-2008")
    assert "Ajouts : " in shown.stdout
    assert "La série continue." in " ".join(shown.stdout.split())


def test_machines_get_each_difference_with_both_values(run: Run) -> None:
    differences = json.loads(run("diff", OLD, NEW, "--format", "json").stdout)

    assert {difference["kind"] for difference in differences} >= {"added", "removed", "renamed"}
    assert set(differences[0]) == {
        "kind", "element_id", "label", "field", "before", "after", "sentence", "continuity"
    }  # fmt: skip


def test_two_days_of_a_contract_differ_by_its_amendments(run: Run, tmp_path: Path) -> None:
    folder = amended(tmp_path, signed_on="2025-06-30")

    shown = run("diff", folder, "--from", "2023-07-19", "--to", "2025-07-01").stdout

    assert "Cibles changées : 1" in shown
    assert "la cible 2026 passe de « 19 jours » à « 17 jours »" in " ".join(shown.split())


@pytest.mark.parametrize("last", ["2025-06-30", "2023-07-19"])
def test_nothing_differs_before_the_day_of_effect(run: Run, tmp_path: Path, last: str) -> None:
    folder = amended(tmp_path, signed_on="2025-06-30")

    assert "Aucune différence." in run("diff", folder, "--from", "2023-07-19", "--to", last).stdout


@pytest.mark.parametrize("words", [[], ["--from", "2024-01-01"], ["--to", "2024-01-01"]])
def test_one_text_alone_cannot_be_compared(run: Run, words: list[str]) -> None:
    refused = run("diff", CNAM, *words)

    assert refused.exit_code == 2
    assert "donner deux dossiers, ou un dossier avec --from et --to." in refused.stderr
