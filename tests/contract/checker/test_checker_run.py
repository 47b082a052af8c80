"""Running the rules: order, elements, places, and never an exception."""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from coje.contract.checker import Severity, check
from coje.contract.checker.base import Subject
from coje.contract.checker.examples import REFERENCE, completed
from coje.contract.files import load
from coje.contract.model import Contract


def test_severities_have_french_labels() -> None:
    assert [severity.label for severity in Severity] == ["erreur", "avertissement", "remarque"]


def test_findings_follow_the_order_of_elements_without_files() -> None:
    contract = completed(
        """\
voted_on: 2022-12-20
indicators:
  - {id: delai-paiement, definition: null}
  - {id: taux-satisfaction, sense: null, definition: null}
"""
    )
    assert [(finding.code, finding.element) for finding in check(contract)] == [
        ("C115", "contrat-exemple"),
        ("C123", "delai-paiement"),
        ("C121", "taux-satisfaction"),
        ("C123", "taux-satisfaction"),
    ]


def test_findings_follow_the_order_of_files_and_lines(tmp_path: Path) -> None:
    text = REFERENCE.replace("    definition: Jours entre la demande complète et le paiement\n", "")
    before, funds = text.split("funds:\n")
    (tmp_path / "contrat.yaml").write_text(before.replace("voted_on: 2022-12-01", "voted_on: 2022-12-20"), "utf-8")
    (tmp_path / "annexe.yaml").write_text(f"funds:\n{funds.replace('total: 1175', 'total: 1176')}", "utf-8")
    found = [(finding.position.file.name, finding.code) for finding in check(load(tmp_path)) if finding.position]
    assert found == [
        ("annexe.yaml", "C161"),
        ("annexe.yaml", "C162"),
        ("contrat.yaml", "C115"),
        ("contrat.yaml", "C123"),
    ]


def test_a_finding_on_a_field_is_named_after_the_element_that_holds_it() -> None:
    path = ("funds", 0, "lines", 0, "lines", 1, "amounts", "2025")
    assert Subject(completed("{}")).element_id(path) == "fonds-achats"


def test_a_term_of_the_glossary_is_named_by_itself() -> None:
    contract = completed("glossary: [{term: DNS, meaning: délégué}, {term: DNS, meaning: délégation}]")
    assert [(finding.code, finding.element) for finding in check(contract)] == [("C104", "DNS")]


def test_the_same_contract_gives_the_same_findings_with_and_without_files(tmp_path: Path) -> None:
    (tmp_path / "contrat.yaml").write_text(REFERENCE.replace("2026: 16 jours}", "2026: 190 jours}"), "utf-8")
    loaded = load(tmp_path)
    assert {(f.code, f.path, f.message) for f in check(loaded)} == {
        (f.code, f.path, f.message) for f in check(loaded.contract)
    }


NOISE = (
    *(None, [], {}, 0, -1, 7),
    *("ND", "-5 % par rapport à 2030", "> 3", "12 %-15 %", "mot", "delai-paiement", "fonds-net"),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every part of a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from places(item, (*path, key))


def spoil(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The document with one part replaced, repeated or dropped."""
    spoiled = deepcopy(document)
    *parents, last = chance.choice(list(places(spoiled)))
    parent: Any = reduce(getitem, parents, spoiled)
    if chance.random() < 0.2:
        del parent[last]
    elif isinstance(parent, list) and chance.random() < 0.5:
        parent.append(parent[last])
    else:
        parent[last] = chance.choice(NOISE)
    return spoiled


def is_readable(document: dict[str, Any]) -> bool:
    try:
        Contract.model_validate(document)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("seed", range(12))
def test_no_readable_contract_makes_the_checker_raise(seed: int) -> None:
    chance = random.Random(seed)
    document = completed("{}").model_dump(mode="json")
    for _ in range(120):
        spoiled = spoil(document, chance)
        document = spoiled if is_readable(spoiled) else document
    findings = check(Contract.model_validate(document))
    assert len({finding.code for finding in findings}) > 3
    assert all(finding.message and finding.element for finding in findings)
