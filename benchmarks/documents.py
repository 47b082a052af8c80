"""Load and check the whole COG; write its annual report, workbook and PDF."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from benchmarks.measuring import line, measure
from coje.appraisal.appraise import appraise
from coje.appraisal.projection import project
from coje.contract.checker import check
from coje.contract.files import load
from coje.network.files import load_network
from coje.reports.annual import annual_report
from coje.reports.pdf.write import write_pdf
from coje.reports.workbook import write_workbook
from coje.simulation.generator import simulate

ROOT = Path(__file__).parents[1]
CONTRACT = ROOT / "contracts" / "cnam-2023-2027"
NETWORK = ROOT / "networks" / "assurance-maladie.yaml"
DAY = date(2026, 3, 15)


def main() -> None:
    times = measure(lambda: check(load(CONTRACT)))
    line("Lire et contrôler toute la COG", f"{times.cpu:.2f} s de processeur", "1 s ou moins")

    contract, network = load(CONTRACT).contract, load_network(NETWORK)
    records = simulate(contract, network, seed=2023, first=date(2023, 1, 1), last=date(2025, 12, 1))
    appraisal = appraise(contract, network, records, DAY)
    times = measure(lambda: project(appraise(contract, network, records, DAY)), runs=1)
    line("Évaluer et projeter 61 indicateurs", f"{times.wall:.2f} s", "à suivre")
    projections = project(appraisal)
    with tempfile.TemporaryDirectory() as folder:

        def write() -> None:
            report = annual_report(appraisal, projections=projections)
            write_workbook(report, Path(folder) / "bilan.xlsx")
            write_pdf(report, Path(folder) / "bilan.pdf")

        times = measure(write, runs=3)
    line("Bilan annuel, classeur et PDF", f"{times.wall:.2f} s ({times.cpu:.2f} s de processeur)", "5 s ou moins")


if __name__ == "__main__":
    main()
