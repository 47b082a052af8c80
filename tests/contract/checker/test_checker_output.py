"""Findings as text, JSON and SARIF."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from coje.contract.checker import RULES, Finding, Severity, check
from coje.contract.checker.examples import REFERENCE, completed
from coje.contract.checker.output import as_json, as_sarif, as_text
from coje.contract.files import load

ONE_LINE_OFF = REFERENCE.replace("2026: 16 jours}", "2026: 19 jours}")

SARIF = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "version", "rules"],
                                "properties": {"rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}}},
                            }
                        },
                    },
                    "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "level": {"enum": ["none", "note", "warning", "error"]},
        "text": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
        "rule": {
            "type": "object",
            "required": ["id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration"],
            "properties": {
                "id": {"pattern": r"^C\d{3}$"},
                "shortDescription": {"$ref": "#/$defs/text"},
                "fullDescription": {"$ref": "#/$defs/text"},
                "help": {"$ref": "#/$defs/text"},
                "defaultConfiguration": {"properties": {"level": {"$ref": "#/$defs/level"}}},
            },
        },
        "result": {
            "type": "object",
            "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
            "properties": {
                "level": {"$ref": "#/$defs/level"},
                "message": {"$ref": "#/$defs/text"},
                "locations": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/location"}},
            },
        },
        "location": {
            "type": "object",
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation", "region"],
                    "properties": {
                        "artifactLocation": {"properties": {"uri": {"type": "string", "format": "uri-reference"}}},
                        "region": {
                            "required": ["startLine"],
                            "properties": {
                                "startLine": {"type": "integer", "minimum": 1},
                                "startColumn": {"type": "integer", "minimum": 1},
                            },
                        },
                    },
                }
            },
        },
    },
}


@pytest.fixture
def findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    monkeypatch.chdir(tmp_path)
    folder = Path("contrat à vérifier")
    folder.mkdir()
    (folder / "contrat.yaml").write_text(ONE_LINE_OFF, encoding="utf-8")
    return check(load(folder))


def line_of(text: str) -> int:
    return 1 + next(rank for rank, line in enumerate(ONE_LINE_OFF.splitlines()) if text in line)


def test_a_line_of_text_says_file_line_code_element_and_why(findings: list[Finding]) -> None:
    line = line_of("2026: 19 jours")
    assert as_text(findings) == (
        f"contrat à vérifier/contrat.yaml:{line} C131 delai-paiement : "
        "la cible 2026 (19 jours) est moins ambitieuse que celle de 2025 (18 jours)\n"
    )


def test_without_files_a_line_of_text_starts_with_the_code() -> None:
    assert as_text(check(completed("voted_on: 2022-12-20"))).startswith("C115 contrat-exemple : ")


def test_no_finding_prints_nothing() -> None:
    assert as_text([]) == ""


def test_json_says_the_place_and_counts_by_severity(findings: list[Finding]) -> None:
    document = json.loads(as_json(findings))
    assert document["counts"] == {"error": 0, "warning": 1, "info": 0}
    assert document["findings"] == [
        {
            "code": "C131",
            "severity": "warning",
            "element": "delai-paiement",
            "path": ["indicators", 0, "targets", "2026"],
            "message": "la cible 2026 (19 jours) est moins ambitieuse que celle de 2025 (18 jours)",
            "file": "contrat à vérifier/contrat.yaml",
            "line": line_of("2026: 19 jours"),
            "column": ONE_LINE_OFF.splitlines()[line_of("2026: 19 jours") - 1].index("19 jours") + 1,
        }
    ]


def test_json_without_files_has_no_place() -> None:
    finding = json.loads(as_json(check(completed("voted_on: 2022-12-20"))))["findings"][0]
    assert (finding["file"], finding["line"], finding["column"]) == (None, None, None)


def test_sarif_has_the_shape_that_code_forges_read(findings: list[Finding]) -> None:
    everything = [*findings, *check(completed("voted_on: 2022-12-20"))]
    jsonschema.Draft202012Validator(SARIF).validate(json.loads(as_sarif(everything)))


def test_sarif_shows_the_line_in_a_relative_escaped_address(findings: list[Finding]) -> None:
    result = json.loads(as_sarif(findings))["runs"][0]["results"][0]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "contrat%20%C3%A0%20v%C3%A9rifier/contrat.yaml"
    assert place["region"]["startLine"] == line_of("2026: 19 jours")


def test_sarif_describes_every_rule_and_results_point_at_theirs(findings: list[Finding]) -> None:
    run = json.loads(as_sarif(findings))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_severities_are_sarif_levels() -> None:
    rules = json.loads(as_sarif([]))["runs"][0]["tool"]["driver"]["rules"]
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules}
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    assert levels == {rule.code: words[rule.severity] for rule in RULES}


def test_an_absolute_folder_gives_an_absolute_address(tmp_path: Path) -> None:
    (tmp_path / "contrat.yaml").write_text(ONE_LINE_OFF, encoding="utf-8")
    result = json.loads(as_sarif(check(load(tmp_path))))["runs"][0]["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == (tmp_path / "contrat.yaml").as_uri()
