"""What holds of any simulation: seeds, months, networks that change, contracts of any kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import small
from coje.contract.model import Contract
from coje.network.bodies import Network
from coje.records.frames import Records, end_of
from coje.simulation.generator import simulate
from strategies import contracts

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
RATE = small.RATE | {"frequency": "monthly"}
TOTAL = {
    "id": "dossiers",
    "number": "2",
    "name": "Dossiers reçus",
    "unit": "dossier",
    "sense": "up",
    "frequency": "monthly",
    "aggregation": {"over_bodies": "sum", "over_time": "sum"},
    "targets": {"2024": "10 000", "2025": "12 000"},
}


def written(records: Records) -> bytes:
    """Every row, as bytes."""
    buffer = BytesIO()
    for frame in records.by_kind().values():
        frame.write_ndjson(buffer)
    return buffer.getvalue()


def simulated(network: Network = small.NETWORK, seed: int = 1, **months: date) -> Records:
    asked = {"first": FIRST, "last": LAST} | months
    return simulate(small.contract(RATE, TOTAL), network, seed=seed, **asked)


def returned(records: Records, indicator: str, column: str) -> dict[tuple[str, date], float]:
    """What is known in the end of a column, by body and start of period."""
    rows = records.as_of(date(2030, 1, 1)).measures.filter(pl.col("indicator") == indicator)
    return {(body, start): float(value) for body, start, value in rows.select("body", "start", column).iter_rows()}


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert written(simulated()) == written(simulated())


def test_another_seed_gives_other_figures() -> None:
    assert returned(simulated(), "taux", "numerator") != returned(simulated(seed=2), "taux", "numerator")


def test_an_indicator_more_does_not_change_the_merit_of_bodies_at_the_others() -> None:
    alone = simulate(small.contract(RATE), small.NETWORK, seed=1, first=FIRST, last=LAST)
    assert returned(alone, "taux", "denominator") == returned(simulated(), "taux", "denominator")


def test_days_are_read_as_their_months() -> None:
    assert written(simulated(first=date(2024, 1, 17), last=date(2024, 12, 2))) == written(simulated())


def test_months_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match=r"le dernier mois \(12/2023\) précède le premier \(01/2024\)"):
        simulated(last=date(2023, 12, 31))


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(ValueError, match=r"la graine \(-1\) doit être un nombre entier"):
        simulated(seed=-1)


def test_a_body_answers_only_for_the_periods_in_which_it_exists() -> None:
    merged_on = date(2024, 7, 1)
    ain, aisne, allier = small.NETWORK.bodies
    network = Network(
        "caisse",
        (replace(ain, closed_on=merged_on), replace(aisne, closed_on=merged_on), replace(allier, opened_on=merged_on)),
    )
    starts = {(body, start) for body, start in returned(simulated(network), "taux", "denominator")}
    first_half = {(name, date(2024, month, 1)) for name in ("ain", "aisne") for month in range(1, 7)}
    assert starts == first_half | {("allier", date(2024, month, 1)) for month in range(7, 13)}


def test_what_remains_after_a_closure_still_adds_up_to_the_national_amount() -> None:
    ain, aisne, allier = small.NETWORK.bodies
    network = Network("caisse", (ain, aisne, replace(allier, closed_on=date(2024, 7, 1))))
    before = sum(returned(simulated(), "dossiers", "value").values())
    after = sum(returned(simulated(network), "dossiers", "value").values())
    assert after == pytest.approx(before, rel=0.15)


def test_a_network_without_bodies_gives_no_local_measure() -> None:
    assert simulated(Network("caisse")).measures.is_empty()


def test_a_large_body_has_more_cases_than_a_small_one() -> None:
    ain, aisne, allier = small.NETWORK.bodies
    cases = returned(simulated(Network("caisse", (replace(ain, size=10.0), aisne, allier))), "taux", "denominator")
    assert all(cases["ain", date(2024, month, 1)] > cases["aisne", date(2024, month, 1)] for month in range(1, 13))


def test_what_is_known_on_a_day_speaks_of_periods_that_are_over() -> None:
    records, day = simulated(), date(2024, 9, 30)
    known = records.as_of(day).measures
    assert known.height > 0
    assert (known["recorded_at"] < end_of(day)).all()
    assert (known["end"] <= day).all()


networks = st.sampled_from([Network("caisse"), Network("caisse", small.NETWORK.bodies[:1]), small.NETWORK])


@pytest.mark.slow
@settings(max_examples=25)
@given(contract=contracts(), network=networks, seed=st.integers(0, 2**32), months=st.integers(0, 2))
def test_any_contract_can_be_simulated(contract: Contract, network: Network, seed: int, months: int) -> None:
    records = simulate(contract, network, seed=seed, first=date(2023, 11, 1), last=date(2025, 1 + months, 1))
    for frame in records.by_kind().values():
        assert frame["simulated"].all()
        assert frame["recorded_at"].is_sorted()
    assert (records.measures["recorded_at"].dt.date() >= records.measures["end"]).all()
    assert set(records.measures["indicator"].unique()) <= {indicator.id for indicator in contract.indicators}
