"""`coje appraise`: what the contract is worth on a day."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cli.conftest import CNAM, ROOT, Run
from coje.cli import inputs
from coje.contract.checker.examples import REFERENCE


def test_every_indicator_is_shown_with_its_target_value_and_status(run: Run, ledger: Path) -> None:
    shown = run("appraise", CNAM, "--ledger", ledger, "--as-of", "2025-03-15").stdout

    assert "Année 2024, telle que connue le 15\u00a0mars\u00a02025 (version initiale)." in shown
    assert [line[:2].strip() for line in shown.splitlines() if line[:2].strip().isdigit()] == [
        str(number) for number in range(1, 62)
    ]
    assert "✓ atteint" in shown
    assert "✗ manqué" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_simulated_data_are_said_to_be(run: Run, ledger: Path) -> None:
    for words in ([], ["--summary"]):
        assert "Données simulées" in run("appraise", CNAM, "--ledger", ledger, *words).stdout


def test_nothing_simulated_is_said_of_published_results(run: Run) -> None:
    assert "simulées" not in run("appraise", CNAM, "--summary").stdout


def test_the_summary_gives_the_sentence_the_counts_and_what_is_missing(run: Run, ledger: Path) -> None:
    shown = run("appraise", CNAM, "--ledger", ledger, "--as-of", "15/03/2025", "--summary").stdout

    assert shown.count("indicateurs évalués pour 2024") == 1
    assert "Engagements de l'État" in shown
    assert "Résultats partiels" in shown


def test_a_day_reads_the_same_written_in_french_or_iso(run: Run, ledger: Path) -> None:
    asked = ("appraise", CNAM, "--ledger", ledger, "--summary", "--as-of")

    assert run(*asked, "15/03/2025").stdout == run(*asked, "2025-03-15").stdout


def test_machines_get_exact_numbers_and_stable_keys(run: Run, ledger: Path) -> None:
    data = json.loads(run("appraise", CNAM, "--ledger", ledger, "--as-of", "2025-03-15", "--format", "json").stdout)
    satisfaction = next(row for row in data["indicators"] if row["number"] == "4")

    assert (data["as_of"], data["year"], data["simulated"]) == ("2025-03-15", 2024, True)
    assert sum(data["synthesis"]["indicators"]["by_status"].values()) == len(data["indicators"]) == 61
    assert satisfaction["target"] == "84,00 %"
    assert isinstance(satisfaction["value"], str)
    assert float(satisfaction["value"]) == pytest.approx(84, abs=10)


def test_machines_get_every_part_of_the_contract(run: Run, ledger: Path) -> None:
    data = json.loads(run("appraise", CNAM, "--ledger", ledger, "--as-of", "2025-03-15", "--format", "json").stdout)
    actions = [row for row in data["promises"] if row["by"] != "state"]
    done = [row for row in actions if row["status"] == "done"]
    kept = [row for row in actions if row["status"] != "abandoned"]

    assert (len(data["axes"]), len(data["orientations"]), len(data["commitments"])) == (6, 20, 68 + 41)
    assert (len(actions), len(data["promises"])) == (238, 238 + 41)
    assert sum(axis["actions"]["by_advance"]["done"] for axis in data["axes"]) == len(done) > 0
    assert data["synthesis"]["actions"]["share_done"] == str(round(100 * len(done) / len(kept), 1))
    assert {row["simulated"] for row in done} == {True}
    assert {"filed", "to_come"} <= {row["status"] for row in data["deadlines"]}


def test_the_year_asked_is_the_one_appraised(run: Run, ledger: Path) -> None:
    words = ("appraise", CNAM, "--ledger", ledger, "--as-of", "2025-03-15", "--year", "2023", "--format", "json")

    assert {row["year"] for row in json.loads(run(*words).stdout)["indicators"]} == {2023}


def test_today_is_the_day_when_none_is_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.loads(run("appraise", CNAM, "--format", "json").stdout)

    assert data["as_of"] == inputs.today().isoformat()
    assert date.fromisoformat(data["as_of"]) >= date(2026, 1, 1)


def test_another_network_can_be_given(run: Run, ledger: Path, tmp_path: Path) -> None:
    network = tmp_path / "petit.yaml"
    network.write_text("national: cnam\nbodies:\n  - {id: cpam-ain, name: CPAM de l'Ain, type: cpam}\n")
    words = ("explain", CNAM, "2", "--ledger", ledger, "--as-of", "2025-03-15", "--network", network)

    told = run(*words)

    assert "calculée sur 1 organisme" in " ".join(told.stdout.split())
    assert "organismes du registre ne sont pas dans le réseau" in told.stderr


def test_a_broken_network_is_refused_with_its_line(run: Run, tmp_path: Path) -> None:
    network = tmp_path / "casse.yaml"
    network.write_text("national: cnam\nbodies:\n  - {id: CPAM, name: A, type: cpam}\n")

    refused = run("appraise", CNAM, "--network", network)

    assert refused.exit_code == 1
    assert f"{network}:3:" in refused.stderr


def test_an_altered_ledger_is_refused(run: Run, ledger: Path, tmp_path: Path) -> None:
    altered = tmp_path / "registre" / "000001"
    altered.mkdir(parents=True)
    (altered / "SHA256SUMS").write_text("rien")

    refused = run("appraise", CNAM, "--ledger", altered.parent)

    assert refused.exit_code == 1
    assert "tronqué ou altéré" in refused.stderr


@pytest.mark.parametrize(
    ("words", "status"), [([], "not_assessable"), (["--held", "la réforme est votée"], "not_measured")]
)
def test_a_target_under_condition_is_assessed_when_its_assumption_is_held(
    run: Run, tmp_path: Path, words: list[str], status: str
) -> None:
    text = REFERENCE.replace("2024: 20 jours", "2024: 20 jours si la réforme est votée")
    (tmp_path / "contrat.yaml").write_text(text, encoding="utf-8")

    data = json.loads(run("appraise", tmp_path, "--year", "2024", *words, "--format", "json").stdout)

    assert data["indicators"][0]["status"] == status


def test_an_assumption_that_no_target_depends_on_is_refused(run: Run) -> None:
    refused = run("appraise", CNAM, "--held", "la réforme est votée")

    assert refused.exit_code == 2
    assert "aucune cible ne dépend de « la réforme est votée »" in refused.stderr


def test_a_contract_of_another_fund_is_appraised_without_the_network_beside_it(run: Run) -> None:
    words = ("appraise", ROOT / "contracts" / "cnaf-2005-2008", "--year", "2008", "--format", "json")

    calls = next(row for row in json.loads(run(*words).stdout)["indicators"] if row["number"] == "4")

    assert (calls["value"], calls["status"], calls["completeness"]) == ("90.6", "met", "complete")
