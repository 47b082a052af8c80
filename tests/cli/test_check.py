"""`coje check`: findings like a linter's."""

from __future__ import annotations

import json
import re
from pathlib import Path

from cli.conftest import CNAM, ROOT, Run
from coje.contract.checker import RULES
from coje.contract.checker.examples import REFERENCE


def test_findings_go_to_standard_error_with_file_line_and_code(run: Run) -> None:
    checked = run("check", CNAM)

    assert checked.exit_code == 1
    assert checked.stdout == ""
    assert f"{CNAM}/axes/axe-3.yaml:" in checked.stderr
    assert " C108 action-3-1-3-2 : " in checked.stderr
    assert re.fullmatch(r"\d+\serreurs, \d+\savertissements et \d+\sremarques\.", checked.stderr.splitlines()[-1])


def test_the_summary_counts_findings_by_rule_on_standard_output(run: Run) -> None:
    listed, counted = run("check", CNAM), run("check", CNAM, "--summary")
    rows = [line.split() for line in counted.stdout.splitlines() if line.startswith("C1")]

    assert counted.exit_code == 1
    assert counted.stderr == ""
    assert {row[0]: int(row[-1]) for row in rows}["C108"] == listed.stderr.count(" C108 ")
    assert sum(int(row[-1]) for row in rows) == len(listed.stderr.splitlines()) - 1


def test_a_contract_without_findings_exits_zero(run: Run, tmp_path: Path) -> None:
    (tmp_path / "contrat.yaml").write_text(REFERENCE, encoding="utf-8")

    checked = run("check", tmp_path)

    assert (checked.exit_code, checked.stdout, checked.stderr) == (0, "Aucune observation.\n", "")


def test_machines_get_json_on_standard_output(run: Run) -> None:
    checked = run("check", CNAM, "--format", "json")

    assert checked.exit_code == 1
    assert {finding["code"] for finding in json.loads(checked.stdout)["findings"]} >= {"C108", "C161"}


def test_machines_get_sarif(run: Run) -> None:
    log = json.loads(run("check", CNAM, "--format", "sarif").stdout)

    assert log["version"] == "2.1.0"
    assert len(log["runs"][0]["tool"]["driver"]["rules"]) == len(RULES)


def test_a_rule_is_explained_without_a_contract_in_either_case(run: Run) -> None:
    explained = run("check", "--explain", "c131")

    assert explained.exit_code == 0
    assert explained.stdout.startswith("C131 (avertissement) : ")
    assert "Que faire :" in explained.stdout
    assert max(map(len, explained.stdout.splitlines())) <= 80


def test_an_unknown_rule_is_refused_with_the_codes_that_exist(run: Run) -> None:
    refused = run("check", "--explain", "C999")

    assert refused.exit_code == 2
    assert f"les codes vont de {RULES[0].code} à {RULES[-1].code}" in refused.stderr


def test_nothing_to_check_is_misuse(run: Run) -> None:
    refused = run("check")

    assert refused.exit_code == 2
    assert "il manque le dossier du contrat" in refused.stderr


def test_a_broken_contract_is_refused_before_any_rule(run: Run) -> None:
    refused = run("check", ROOT / "tests" / "contract" / "broken" / "duplicate-year", "--format", "json")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "donnée deux fois" in refused.stderr
