"""The report of the whole COG 2023-2027 on simulated returns: every promise of the text is in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pdfplumber
import pytest
from openpyxl import Workbook, load_workbook

from coje.appraisal.appraise import appraise
from coje.contract.files import load
from coje.network.files import load_network
from coje.reports.annual import AnnualReport, annual_report
from coje.reports.pdf.write import write_pdf
from coje.reports.workbook import write_workbook
from coje.simulation.generator import simulate

ROOT = Path(__file__).parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("bundled report")]


@pytest.fixture(scope="module")
def told() -> AnnualReport:
    contract = load(ROOT / "contracts/cnam-2023-2027").contract
    network = load_network(ROOT / "networks/assurance-maladie.yaml")
    known = simulate(contract, network, seed=1, first=date(2025, 1, 1), last=date(2025, 12, 31))
    return annual_report(appraise(contract, network, known, date(2026, 3, 15)))


@pytest.fixture(scope="module")
def book(told: AnnualReport, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("classeur") / "bilan.xlsx"
    write_workbook(told, path)
    return load_workbook(path, read_only=True)


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        ("Indicateurs", 61),
        ("Trajectoires", 61),
        ("Engagements", 109),
        ("Actions et livrables", 238),
        ("Engagements de l'État", 41),
    ],
)
def test_every_promise_has_its_row(book: Workbook, sheet: str, rows: int) -> None:
    assert sum(1 for row in book[sheet].iter_rows(min_row=7, values_only=True) if row[0]) == rows


def test_the_three_priorities_are_its_themes(told: AnnualReport) -> None:
    assert [theme.id for theme in told.themes] == ["priorite-sante", "priorite-qualite-service", "priorite-ressources"]
    assert len(told.markers) == 7


def test_every_indicator_has_a_chart_or_says_why_not(told: AnnualReport) -> None:
    assert {row.axis for row in told.indicators} == {"1", "2", "3", "4", "5", "6"}
    assert all(row.now.result.value is not None or row.reason for row in told.indicators)


def test_the_pdf_stays_of_a_length_that_is_read(told: AnnualReport, tmp_path: Path) -> None:
    write_pdf(told, tmp_path / "bilan.pdf")
    with pdfplumber.open(tmp_path / "bilan.pdf") as pdf:
        assert 30 <= len(pdf.pages) <= 40
        assert "Où en est le contrat" in pdf.pages[1].extract_text()
