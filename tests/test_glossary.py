"""The glossary is true: its identifiers exist, and the contract document is wholly in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coje.contract.model import Contract

ROOT = Path(__file__).parents[1]
ROWS = [
    [cell.strip() for cell in line.strip("|\n ").split("|")]
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("| French term", "|---"))
]
IDENTIFIERS = [name for row in ROWS for name in re.findall(r"`(\w+)`", row[1])]
WORDS = {
    word
    for file in [*(ROOT / "src" / "coje").rglob("*.py"), *(ROOT / "contracts").rglob("*.yaml")]
    for word in re.findall(r"\w+", file.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_row_has_a_term_an_identifier_a_definition_and_a_source(row: list[str]) -> None:
    assert len(row) == 4
    assert all(row)


@pytest.mark.parametrize("name", IDENTIFIERS)
def test_each_identifier_is_in_the_code_or_the_contracts(name: str) -> None:
    assert name in WORDS


def test_no_term_is_given_twice() -> None:
    terms = [row[0] for row in ROWS]
    assert len(terms) == len(set(terms))


def test_each_class_of_the_contract_document_has_its_row() -> None:
    parts = {name for name, schema in Contract.model_json_schema()["$defs"].items() if schema["type"] == "object"}
    assert parts <= set(IDENTIFIERS), parts - set(IDENTIFIERS)
