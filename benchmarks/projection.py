"""Every indicator projected in March 2026, against what the simulated network then became.

The naive forecast of a year is the figure of the last year known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import mean, median

from benchmarks.measuring import line, measure
from coje.appraisal.appraise import Appraisal, appraise
from coje.appraisal.projection import HeldBack, YearOutlook, project
from coje.contract.files import load
from coje.contract.numbers import round_half_up
from coje.network.files import load_network
from coje.simulation.generator import simulate

ROOT = Path(__file__).parents[1]
DAY, AFTER = date(2026, 3, 15), date(2028, 12, 31)
SEEDS = (1, 2, 3)


@dataclass(frozen=True)
class Outcome:
    """A year as projected, and as it came: errors of the projection and of the naive forecast."""

    year: int
    inside: bool
    error: float
    naive_error: float


def appraisals(seed: int) -> tuple[Appraisal, Appraisal]:
    """The same simulated life of the contract, known on the day and known whole."""
    contract = load(ROOT / "contracts" / "cnam-2023-2027").contract
    network = load_network(ROOT / "networks" / "assurance-maladie.yaml")
    records = simulate(contract, network, seed=seed, first=date(2023, 1, 1), last=date(2027, 12, 1))
    return appraise(contract, network, records, DAY), appraise(contract, network, records, AFTER)


def outcomes(known: Appraisal, whole: Appraisal) -> Iterator[Outcome | HeldBack]:
    """Every year projected against what it came to, and the errors on the months held back."""
    for indicator, projection in project(known).items():
        if projection.model is not None:
            yield projection.model.held_back
        last = known.figures.national(indicator, known.year).exact
        for outlook in projection.years:
            truth = whole.attainments[indicator, outlook.year].value.figures[0].exact
            if truth is not None and last is not None:
                yield outcome(outlook, round_half_up(truth, projection.indicator.decimals), last)


def outcome(outlook: YearOutlook, truth: Decimal, last: Decimal) -> Outcome:
    found = outlook.figure
    inside = found.low_80 <= truth <= found.high_80
    return Outcome(outlook.year, inside, float(abs(found.expected - truth)), float(abs(last - truth)))


def main() -> None:
    lives = [appraisals(seed) for seed in SEEDS]
    times = measure(lambda: project(lives[0][0]), runs=3)
    line("Projeter 61 indicateurs", f"{times.cpu:.2f} s de processeur ({times.wall:.2f} s)", "2 s ou moins")
    found = [one for known, whole in lives for one in outcomes(known, whole)]
    held = [one for one in found if isinstance(one, HeldBack)]
    better = median(one.error / one.naive_error for one in held if one.naive_error)
    inside = sum(one.inside for one in held) / sum(one.known for one in held)
    line("Six mois mis de côté", f"erreur : {better:.2f} × la naïve ; {inside:.0%} dans 80 %", "moins de 1 ; 65 à 92 %")
    for year in sorted({one.year for one in found if isinstance(one, Outcome)}):
        of_year = [one for one in found if isinstance(one, Outcome) and one.year == year]
        better = median(one.error / one.naive_error for one in of_year if one.naive_error)
        inside = mean(one.inside for one in of_year)
        line(f"Année {year}", f"erreur : {better:.2f} × la naïve ; {inside:.0%} dans 80 %", "moins de 1 ; 65 à 92 %")


if __name__ == "__main__":
    main()
