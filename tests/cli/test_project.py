"""`coje project`: where indicators are heading, and how sure that is."""

from __future__ import annotations

import json
from pathlib import Path

from cli.conftest import CNAM, Run

DAY = ("--as-of", "2025-03-15")


def test_each_indicator_is_projected_to_the_last_year_with_a_chance(run: Run, ledger: Path) -> None:
    shown = run("project", CNAM, "--ledger", ledger, *DAY)

    assert shown.exit_code == 0
    assert "Données simulées" in shown.stdout
    assert "À la fin de 2027 :" in shown.stdout
    assert "Sans projection : n°" in " ".join(shown.stdout.split())
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_one_indicator_shows_its_model_and_its_error(run: Run, ledger: Path) -> None:
    shown = " ".join(run("project", CNAM, "2", "--ledger", ledger, *DAY).stdout.split())

    assert "Modèle : niveau, pente" in shown
    assert "Erreur moyenne sur" in shown
    assert "La projection prolonge le passé" in shown


def test_nothing_is_projected_without_history_and_the_reason_is_given(run: Run) -> None:
    assert "Pas de projection : " in run("project", CNAM, "2").stdout


def test_machines_get_intervals_and_chances(run: Run, ledger: Path) -> None:
    data = json.loads(run("project", CNAM, "2", "--ledger", ledger, *DAY, "--format", "json").stdout)
    (projection,) = data["projections"]

    assert (data["as_of"], data["simulated"]) == ("2025-03-15", True)
    assert projection["model"]["error"] > 0
    assert projection["model"]["known"] == len(projection["model"]["held_back"]) == 6
    assert len(projection["limits"]) >= 1
    assert [year["year"] for year in projection["years"]] == [2025, 2026, 2027]
    assert 0 <= float(projection["years"][0]["chance"]) <= 100
    assert float(projection["years"][0]["value"]["low_80"]) <= float(projection["years"][0]["value"]["high_80"])
