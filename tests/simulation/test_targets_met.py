"""What the appraisal makes of the simulated years: neither all met nor all missed, near what is asked."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from coje.appraisal.actions import Advance, Progress, commitment_state, state_of
from coje.appraisal.attainment import Attainment, Status, attain
from coje.appraisal.figures import Completeness, Figures
from coje.contract.model import CommitmentBy, Contract
from coje.network.bodies import Network
from coje.records.frames import Records

ONCE_ALL_IS_IN = date(2026, 6, 30)


@pytest.fixture(scope="module")
def figures(cog: Contract, network: Network, three_years: Records) -> Figures:
    return Figures(cog, network, three_years.as_of(ONCE_ALL_IS_IN).measures, ONCE_ALL_IS_IN)


@pytest.fixture(scope="module")
def attained(cog: Contract, figures: Figures) -> list[Attainment]:
    return [
        attain(figures, indicator, year, progress=Progress())
        for indicator in cog.indicators
        for year in (2023, 2024, 2025)
    ]


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_most_targets_are_met_and_a_good_third_missed(attained: list[Attainment], year: int) -> None:
    counts = Counter(one.status for one in attained if one.year == year)
    assert 0.55 <= counts[Status.MET] / (counts[Status.MET] + counts[Status.MISSED]) <= 0.75


def test_some_indicators_pass_from_met_to_missed_and_others_the_other_way(attained: list[Attainment]) -> None:
    status = {(one.indicator, one.year): one.status for one in attained}
    changes = {(status[name, 2023], status[name, 2025]) for name, _ in status}
    assert {(Status.MET, Status.MISSED), (Status.MISSED, Status.MET)} <= changes


def test_every_measured_figure_is_simulated(attained: list[Attainment]) -> None:
    measured = [one for one in attained if one.value.exact is not None]
    assert len(measured) > 170
    assert all(one.value.simulated for one in measured)


def test_figures_stay_near_what_is_asked(cog: Contract, figures: Figures) -> None:
    """Within a third of the target, for delays, counts and shares alike."""
    for name in ("delai-instruction-c2s", "delai-paiement-ij-maladie", "assistants-medicaux", "beneficiaires-c2s"):
        for year in (2023, 2024):
            target = cog.indicator(name).targets
            asked = next(float(each.quantity.value) for span, each in target.items() if span.due_year == year)
            assert float(figures.national(name, year).exact or 0) == pytest.approx(asked, rel=1 / 3)


def test_most_figures_are_complete_and_a_few_partial(attained: list[Attainment]) -> None:
    counts = Counter(one.value.completeness for one in attained)
    assert counts[Completeness.COMPLETE] > 5 * counts[Completeness.PARTIAL] > 0


def test_the_fund_does_most_of_its_actions_in_time_and_the_state_fewer(cog: Contract, three_years: Records) -> None:
    day = date(2025, 12, 31)
    progress = Progress.of(three_years.as_of(day).progress)

    def share_late(states: list[Advance]) -> float:
        due = [advance for advance in states if advance not in {Advance.NOT_DUE, Advance.ABANDONED}]
        return due.count(Advance.LATE) / len(due)

    fund = share_late([state_of(action, progress, day).advance for action in cog.actions])
    by_state = [each for each in cog.commitments if each.by is CommitmentBy.STATE]
    state = share_late([commitment_state(each, progress, day).advance for each in by_state])
    assert 0 < fund < state < 1
