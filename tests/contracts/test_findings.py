"""Every finding on the bundled contracts is explained in their ``findings.md``, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coje.contract.checker import Finding, check
from coje.contract.files import load

CONTRACTS = sorted(path.parent for path in (Path(__file__).parents[2] / "contracts").glob("*/contrat.yaml"))

_HEADING = re.compile(r"^### (C\d{3}) · (.+)$")
_ID = re.compile(r"`([^`]+)`")


def explained(page: str) -> Iterator[tuple[str, str]]:
    """Code and element of each finding explained: named in a heading, or in the first column of its tables."""
    code = None
    for line in page.splitlines():
        heading = _HEADING.match(line)
        if heading:
            code = heading[1]
            yield from ((code, name) for name in _ID.findall(heading[2]))
        elif line.startswith("#"):
            code = None
        elif code and line.startswith("| `"):
            yield code, _ID.findall(line)[0]


@pytest.mark.parametrize("folder", CONTRACTS, ids=lambda folder: folder.name)
def test_the_findings_of_a_bundled_contract_are_those_explained(folder: Path) -> None:
    found = {(finding.code, finding.element) for finding in check(load(folder))}
    told = list(explained((folder / "findings.md").read_text(encoding="utf-8")))
    assert set(told) - found == set(), "explained, but no longer found"
    assert found - set(told) == set(), "found, but not explained"
    assert len(told) == len(set(told)), "explained twice"


COG = Path(__file__).parents[2] / "contracts" / "cnam-2023-2027"


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return check(load(COG))


@pytest.mark.parametrize(
    ("code", "element", "line", "said"),
    [
        ("C161", "fnga-depenses-nettes", "2026: 5968920", "5 868 920 k€ (écart de +100 000 k€)"),
        ("C133", "controles-service-medical", "2026: ", "la cible 2026 a pour base 2025, les autres 2022"),
        ("C125", "parcours-psy", "unit: ", "annonce un taux, mais l'unité est « bénéficiaire »"),
        ("C125", "mon-espace-sante", "unit: ", "annonce un nombre, mais l'unité est « % »"),
        ("C104", "etat-3-1-1", "title: ", "même texte que etat-2-4-1"),
    ],
)
def test_a_known_error_of_the_cog_is_found_on_its_line(
    findings: list[Finding], code: str, element: str, line: str, said: str
) -> None:
    (finding,) = [one for one in findings if (one.code, one.element) == (code, element)]
    assert said in finding.message
    assert finding.position is not None
    assert line in finding.position.file.read_text(encoding="utf-8").splitlines()[finding.position.line - 1]


def test_a_heading_and_a_table_name_what_they_explain() -> None:
    page = "### C101 · `a` et `b`\n\n| Ligne |\n|---|\n| `c` | et `d` |\n\n## Autre\n\n| `e` |\n"
    assert list(explained(page)) == [("C101", "a"), ("C101", "b"), ("C101", "c")]
