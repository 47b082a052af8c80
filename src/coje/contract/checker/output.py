"""Findings as people and machines read them: lines of text, JSON, SARIF 2.1.0."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from coje.contract.checker import RULES, Finding, Rule, Severity
from coje.contract.yaml.nodes import Position

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_text(findings: Sequence[Finding]) -> str:
    """One line a finding: ``file:line code element : message``; files are named as they were given."""
    return "".join(f"{_line(finding)}\n" for finding in findings)


def _line(finding: Finding) -> str:
    sentence = f"{finding.code} {finding.element} : {finding.message}"
    place = finding.position
    return f"{place.file}:{place.line} {sentence}" if place else sentence


def as_json(findings: Sequence[Finding]) -> str:
    """Findings and their number by severity, as JSON."""
    counts = Counter(finding.severity for finding in findings)
    document = {
        "counts": {severity.value: counts[severity] for severity in Severity},
        "findings": [_plain(finding) for finding in findings],
    }
    return _dumped(document)


def _plain(finding: Finding) -> dict[str, Any]:
    place = finding.position
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "element": finding.element,
        "path": list(finding.path),
        "message": finding.message,
        "file": place.file.as_posix() if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }


def as_sarif(findings: Sequence[Finding]) -> str:
    """A SARIF 2.1.0 log, which code forges and editors show beside the lines."""
    driver = {
        "name": "coje",
        "version": version("coje"),
        "language": "fr",
        "rules": [_sarif_rule(rule) for rule in RULES],
    }
    run = {"tool": {"driver": driver}, "results": [_sarif_result(finding) for finding in findings]}
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_rule(rule: type[Rule]) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.__name__,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": rule.repair},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


_RULE_INDEX = {rule.code: rank for rank, rule in enumerate(RULES)}


def _sarif_result(finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"logicalLocations": [{"name": finding.element, "kind": "element"}]}
    if finding.position:
        location["physicalLocation"] = _physical(finding.position)
    return {
        "ruleId": finding.code,
        "ruleIndex": _RULE_INDEX[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [location],
    }


def _physical(place: Position) -> dict[str, Any]:
    uri = place.file.as_uri() if place.file.is_absolute() else quote(place.file.as_posix())
    return {"artifactLocation": {"uri": uri}, "region": {"startLine": place.line, "startColumn": place.column}}


def _dumped(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
