"""Projection to the end of the contract: what a person reads of it, and when there is none."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest

from coje.appraisal.appraise import appraise
from coje.appraisal.projection import Projection, Range, YearOutlook, project
from coje.appraisal.projection_wording import chance_text, limits, model_text
from coje.contract.model import Frequency
from coje.records.periods import slots
from small import NETWORK, RATE, contract, measure, records

DAY = date(2026, 3, 15)
PERIOD = {"start": "2023-01-01", "end": "2028-01-01"}
MONTHLY = RATE | {"frequency": "monthly", "targets": {"2026": "80 %", "2027": "80 %"}}
COUNT = MONTHLY | {
    "unit": "dossier",
    "decimals": 0,
    "aggregation": {"over_bodies": "sum", "over_time": "sum"},
    "targets": {"2026": "1 200 dossiers", "2027": "1 200 dossiers"},
}
Shape = Callable[[int], float]


def noise(seed: int = 4) -> Iterator[float]:
    return iter(np.random.default_rng(seed).normal(size=60).tolist())


def months(shape: Shape, *, count: int = 36, first_year: int = 2023, body: str = "caisse") -> list[dict[str, Any]]:
    """A percentage each month, returned on the tenth of the month after."""
    years = range(first_year, first_year + 5)
    spans = [slot for year in years for slot in slots(year, Frequency.MONTHLY)][:count]
    chance = noise()
    return [
        measure(body, str(span), numerator=round(10 * (shape(rank) + 0.5 * next(chance)), 3), denominator=1000)
        | {"value": round(shape(rank), 3), "recorded_at": datetime(span.end.year, span.end.month, 10, tzinfo=UTC)}
        for rank, span in enumerate(spans)
    ]


def projected(rows: list[dict[str, Any]], indicator: dict[str, Any] = MONTHLY, day: date = DAY) -> Projection:
    return project(appraise(contract(indicator, period=PERIOD), NETWORK, records(*rows), day))["taux"]


def outlook(projection: Projection, year: int) -> YearOutlook:
    return next(one for one in projection.years if one.year == year)


def flat(_: int) -> float:
    return 60.0


def rising(rank: int) -> float:
    return 40 + 0.9 * rank


def exploding(rank: int) -> float:
    return float(10 ** (rank / 3 - 2))


def test_a_clear_rise_is_likely_to_reach_its_target() -> None:
    chance = outlook(projected(months(rising)), 2027).chance
    assert chance is not None
    assert chance > 95


def test_a_flat_series_is_not_likely_to_reach_a_target_above_it() -> None:
    chance = outlook(projected(months(flat)), 2027).chance
    assert chance is not None
    assert chance < 5


def test_a_rise_takes_away_the_chance_of_a_target_to_stay_below() -> None:
    falling = {"sense": "down", "targets": {"2027": "50 %"}}
    worse, better = (projected(months(shape), MONTHLY | falling) for shape in (rising, lambda rank: 70 - 0.9 * rank))
    assert outlook(worse, 2027).chance == 0
    assert chance_text(outlook(better, 2027)) == "plus de 99\u00a0%"


def test_a_band_is_likely_for_a_flat_series_inside_and_not_for_a_rising_one() -> None:
    band = MONTHLY | {"sense": "band", "targets": {"2027": "55 %-65 %"}}
    inside, crossing = (outlook(projected(months(shape), band), 2027).chance for shape in (flat, rising))
    assert inside is not None
    assert inside > 80
    assert crossing == 0


def test_a_change_from_a_base_year_is_projected_in_percent() -> None:
    level = COUNT | {
        "unit": "%",
        "level_unit": "dossier",
        "decimals": 1,
        "targets": {"2027": "+10 % par rapport à 2023"},
    }
    found = outlook(projected(months(lambda rank: 100.0 + rank), level), 2027)
    assert 35 < found.value.expected < 55
    assert found.figure.expected > 1_500
    assert found.chance == 100


def test_an_easier_target_is_never_less_likely() -> None:
    rows = months(lambda rank: 50 + 0.3 * rank)
    targets = [{"2027": f"{goal} %"} for goal in (80, 70, 66, 62, 50)]
    chances = [outlook(projected(rows, MONTHLY | {"targets": target}), 2027).chance or 0 for target in targets]
    assert chances == sorted(chances)
    assert chances[0] < chances[2] < chances[-1]


@pytest.mark.parametrize("shape", [lambda rank: 97 + rank / 20, lambda rank: 3 - rank / 20])
def test_a_share_stays_between_0_and_100(shape: Shape) -> None:
    found = projected(months(shape))
    ranges = [one.figure for one in found.years] + [one.range for one in found.fan]
    assert all(one.low_95 >= 0 and one.high_95 <= 100 for one in ranges)


def test_intervals_hold_each_other() -> None:
    found = projected(months(rising))
    for one in [outlook_.figure for outlook_ in found.years] + [slot.range for slot in found.fan]:
        assert one.low_95 <= one.low_80 <= one.expected <= one.high_80 <= one.high_95


def test_a_range_is_read_from_its_draws() -> None:
    found = Range.of(np.arange(0.0, 1001), 1)
    assert (found.low_95, found.low_80, found.expected, found.high_80, found.high_95) == (25, 100, 500, 900, 975)


def test_every_remaining_year_and_slot_is_given() -> None:
    found = projected(months(rising, count=38))
    assert [(one.year, one.known, one.slots) for one in found.years] == [(2026, 2, 12), (2027, 0, 12)]
    assert [str(one.slot) for one in (found.fan[0], found.fan[-1])] == ["2026-03", "2027-12"]


def test_a_year_nearly_over_is_nearly_known() -> None:
    early, late = (
        outlook(projected(months(rising, count=count), day=day), 2026).figure
        for count, day in ((37, date(2026, 2, 20)), (47, date(2026, 12, 20)))
    )
    assert late.high_95 - late.low_95 < (early.high_95 - early.low_95) / 5


def test_the_same_inputs_give_the_same_projection() -> None:
    assert projected(months(rising)) == projected(months(rising))


def test_another_indicator_changes_nothing() -> None:
    beside = RATE | {"id": "autre", "number": "2", "name": "Autre taux"}
    appraisal = appraise(contract(beside, MONTHLY, period=PERIOD), NETWORK, records(*months(rising)), DAY)
    assert project(appraisal)["taux"].years == projected(months(rising)).years


def test_what_is_recorded_after_the_day_changes_nothing() -> None:
    then, since = (projected(months(rising, count=count), day=date(2025, 6, 15)) for count in (29, 36))
    assert then == since


def test_a_declared_series_and_the_same_one_by_bodies_are_projected_alike() -> None:
    bodies = [row for body in ("ain", "aisne", "allier") for row in months(rising, body=body)]
    declared, computed = (outlook(projected(rows), 2027).figure for rows in (months(rising), bodies))
    assert computed == declared


def test_the_model_states_its_error_and_the_naive_one() -> None:
    text = model_text(projected(months(rising)))
    assert text.startswith("Modèle : niveau, pente qui peut s'amortir et effet de saison (échelle logistique)")
    assert "sur 36\u00a0mois, de 2023-01 à 2025-12" in text
    assert "Erreur moyenne sur 6\u00a0mois mis de côté : 0," in text
    assert "(valeur de l'année précédente : 11," in text
    assert "\u00a0point (" in text
    assert text.endswith("sur 6 dans l'intervalle à 80\u00a0%.")


def test_the_model_beats_the_naive_forecast_on_a_clear_rise() -> None:
    model = projected(months(rising)).model
    assert model is not None
    assert model.held_back.error < model.held_back.naive_error / 5


def test_it_is_said_when_the_naive_forecast_did_better() -> None:
    def turning(rank: int) -> float:
        return 40 + 1.0 * rank if rank < 30 else 48.0

    said = "Sur la période mise de côté, reprendre la valeur de l'année précédente aurait été plus juste."
    assert said in limits(projected(months(turning)))
    assert said not in limits(projected(months(rising)))


def test_the_quantile_of_a_year_is_said_to_be_approximate() -> None:
    quantile = {"over_bodies": "quantile", "over_time": "quantile", "quantile": "0,9"}
    rows = [
        row | {"distribution": [{"at": 10 + rank % 3, "cases": 9}, {"at": 30, "cases": 1}]}
        for rank, row in enumerate(months(flat))
    ]
    found = projected(rows, MONTHLY | {"unit": "jour", "aggregation": quantile})
    assert 10 < outlook(found, 2027).figure.expected < 12
    assert any(sentence.startswith("Le quantile de l'année est approché") for sentence in limits(found))


def test_slots_left_out_and_sums_scaled_up_are_said() -> None:
    rows = [row for body in ("ain", "aisne") for row in months(lambda rank: 100.0 + rank, body=body)]
    small = months(lambda rank: 2.0, body="allier")
    found = projected([*rows[:10], *rows[11:], *small[:-3]], COUNT)
    said = " ".join(limits(found))
    assert "Une somme à laquelle manquent de petits organismes est relevée" in said
    assert "Périodes que le modèle n'a pas lues : 2023-11 (les organismes présents ne pèsent que 50," in said


@pytest.mark.parametrize(
    ("rows", "indicator", "day", "reason"),
    [
        (months(rising, count=17), MONTHLY, date(2024, 7, 1), "historique trop court : 17\u00a0mois, il en faut 18"),
        (months(rising), MONTHLY | {"frequency": "yearly"}, DAY, "mesure annuelle : trop peu de points pour un modèle"),
        ([], MONTHLY, DAY, "aucune valeur nationale complète dans l'année"),
        (months(rising, count=20), MONTHLY, DAY, "dernière valeur complète trop ancienne : 2024-08"),
        (months(lambda _: 12.0), COUNT, DAY, "série constante : rien à modéliser"),
        (months(rising), MONTHLY, date(2027, 12, 31), "le contrat est arrivé à son terme"),
        (
            months(exploding),
            COUNT,
            DAY,
            "la projection s'emballe : l'historique ne la contient pas",
        ),
    ],
)
def test_without_enough_history_there_is_a_reason_and_no_number(
    rows: list[dict[str, Any]], indicator: dict[str, Any], day: date, reason: str
) -> None:
    found = projected(rows, indicator, day)
    assert found.reason == reason
    assert (found.model, found.years, found.fan, limits(found)) == (None, (), (), ())
    assert model_text(found) == f"Pas de projection : {reason}."


def test_a_series_that_changed_only_lately_is_projected_without_a_warning() -> None:
    found = projected(months(lambda rank: 12.0 if rank < 33 else 20.0), COUNT)
    assert found.model is not None
    assert found.model.held_back.inside < 6


def test_quarters_are_projected_as_months_are() -> None:
    quarters = [slot for year in (2023, 2024, 2025) for slot in slots(year, Frequency.QUARTERLY)]
    rows = [
        measure("caisse", str(slot), numerator=400 + 25 * rank, denominator=1000) for rank, slot in enumerate(quarters)
    ]
    found = projected(rows, MONTHLY | {"frequency": "quarterly"})
    assert len(found.fan) == 8
    assert outlook(found, 2027).figure.expected > 75


def test_a_projection_of_simulated_records_says_so() -> None:
    rows = [row | {"simulated": True} for row in months(rising)]
    assert projected(rows).simulated
    assert not projected(months(rising)).simulated


def test_a_target_that_cannot_be_assessed_has_a_reason_for_its_chance() -> None:
    found = outlook(projected(months(rising), MONTHLY | {"targets": {"2027": "ND"}}), 2027)
    assert chance_text(found) == "cible non fixée (ND)"


def test_appraising_does_not_load_the_statistics_library() -> None:
    code = "import sys, coje.appraisal.explanation, coje.appraisal.series; print('statsmodels' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
