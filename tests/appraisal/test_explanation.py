"""« D'où vient ce chiffre ? »: the numbers in place, the records, what is missing, what was left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coje.appraisal.appraise import appraise
from coje.appraisal.explanation import Explanation, explain
from coje.network.bodies import Body, BodyType, Network
from coje.records.frames import Records
from small import NETWORK, RATE, at, contract, measure, records

DAY = date(2025, 3, 15)


def explained(*rows: dict[str, Any], indicator: dict[str, Any] = RATE, year: int = 2024) -> Explanation:
    return of(records(*rows), indicator, year)


def of(known: Records, indicator: dict[str, Any] = RATE, year: int = 2024) -> Explanation:
    return explain(appraise(contract(indicator), NETWORK, known, DAY), str(indicator["id"]), year)


def test_a_rate_shows_the_sums_that_were_divided() -> None:
    found = explained(
        measure("ain", "2024-T1", numerator=8, denominator=10), measure("aisne", "2024-T1", numerator=1, denominator=3)
    )
    (step,) = found.steps
    assert step.expression == "100 × 9 / 13"
    assert "calculée sur 2 organismes" in step.label
    assert found.result == "69,2\u00a0%"


def test_the_rounding_is_told_with_both_values() -> None:
    found = explained(measure("ain", "2024-T1", numerator=1, denominator=3))
    assert found.rounding == "33,3333333333… arrondi à 1 décimale, demi vers le haut : 33,3"


def test_the_records_behind_the_figure_are_listed_with_who_and_when() -> None:
    found = explained(measure("ain", "2024-T1", numerator=1, denominator=2, recorded_by="Mme Martin"))
    assert found.records["recorded_by"].to_list() == ["Mme Martin"]
    assert found.records["recorded_at"].to_list() == [at("2025-02-01 10:00")]


def test_who_is_missing_is_named_and_counted() -> None:
    found = explained(measure("ain", "2024-T1", numerator=1, denominator=2))
    assert any("1 retour sur 12 attendus" in note and "Aisne, Allier" in note for note in found.notes)


def test_a_correction_shows_in_the_history_and_not_in_the_records() -> None:
    found = explained(
        measure("ain", "2024-T1", numerator=1, denominator=2),
        measure("ain", "2024-T1", numerator=2, denominator=2, recorded_at=at("2025-03-01 10:00")),
    )
    assert found.records.height == 1
    assert found.history["numerator"].to_list() == [1, 2]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"perimeter": "hors outre-mer"}, "périmètre différent"),
        ({"unit": "dossier"}, "unité différente"),
        ({"numerator": None, "denominator": None}, "valeur non fournie"),
        ({"body": "inconnue"}, "organisme inconnu du réseau"),
        ({"period": "2024-03"}, "période ou contenu que la règle d'agrégation ne lit pas"),
    ],
)
def test_what_was_left_out_is_listed_with_the_reason(row: dict[str, Any], why: str) -> None:
    used = measure("ain", "2024-T1", numerator=1, denominator=2)
    left = measure("aisne", "2024-T1", numerator=1, denominator=2) | row
    found = explained(used, left)
    assert found.unused["why"].to_list() == [why]
    assert found.records.height == 1


def test_a_declared_national_value_prevails_and_the_local_returns_are_shown_as_left_out() -> None:
    found = explained(measure("caisse", "2024", value=81), measure("ain", "2024-T1", numerator=1, denominator=2))
    assert "déclarée par l'organisme national" in found.steps[0].label
    assert found.unused["why"].to_list() == ["valeur nationale déclarée, ou période plus récente retenue"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"perimeter": "hors outre-mer", "value": 80}, "données reçues, mais aucune utilisable"),
        ({"period": "2023/2024", "value": 80}, "données reçues, mais aucune utilisable"),
        ({"comment": "enquête reportée"}, "aucune donnée"),
        ({"period": "2025", "value": 80}, "aucune donnée"),
    ],
)
def test_nothing_received_is_told_from_nothing_usable(row: dict[str, Any], reason: str) -> None:
    assert explained(measure("caisse", "2024") | row).status == f"non mesuré : {reason}"


def test_a_change_from_a_base_year_shows_both_levels() -> None:
    energy = RATE | {
        "sense": "down",
        "unit": "%",
        "level_unit": "kWh",
        "frequency": "yearly",
        "aggregation": {"over_bodies": "sum", "over_time": "sum"},
        "targets": {"2024": "-5 % par rapport à 2021"},
    }
    found = explained(measure("ain", "2021", value=200), measure("ain", "2024", value=180), indicator=energy)
    assert found.steps[-1].expression == "((180 / 200) − 1) × 100"
    assert found.result == "-10,0\u00a0%"


def test_a_change_promised_under_a_condition_is_told_like_any_other() -> None:
    energy = RATE | {
        "sense": "down",
        "unit": None,
        "level_unit": "kWh",
        "frequency": "yearly",
        "aggregation": {"over_bodies": "sum", "over_time": "sum"},
        "targets": {"2023-2024": "-5 % par an en moyenne si les locaux sont rénovés"},
    }
    found = explained(measure("ain", "2022", value=200), measure("ain", "2024", value=162), indicator=energy)
    assert found.steps[-1].expression == "((162 / 200) ^ (1/2) − 1) × 100"
    assert found.result == "-10,0\u00a0%"


def test_a_decile_says_what_it_is_and_over_how_many_cases() -> None:
    delay = RATE | {
        "unit": "jour",
        "sense": "down",
        "decimals": 0,
        "aggregation": {"over_bodies": "quantile", "over_time": "quantile", "quantile": "0,9"},
        "targets": {"2024": "20 jours"},
    }
    cases = [{"at": 5, "cases": 90}, {"at": 30, "cases": 10}]
    found = explained(measure("ain", "2024-T1", distribution=cases), indicator=delay)
    assert "90 % des 100 cas" in found.steps[0].expression
    assert found.result == "5\u00a0jours"


def test_simulated_data_are_said_to_be_so() -> None:
    found = explained(measure("ain", "2024-T1", numerator=1, denominator=2, simulated=True))
    assert any("Données simulées" in note for note in found.notes)


def test_without_any_record_the_explanation_says_there_is_nothing() -> None:
    found = explained()
    assert found.steps == ()
    assert found.result == "–"
    assert found.status == "non mesuré : aucune donnée"
    assert found.rounding == "rien à arrondir"


def test_the_quarters_of_a_body_that_also_gave_the_year_are_left_out_as_detail() -> None:
    whole = measure("ain", "2024", numerator=1, denominator=2)
    found = explained(whole, measure("ain", "2024-T1", numerator=1, denominator=2))
    assert found.unused["why"].to_list() == ["détail d'une année donnée aussi en entier"]


def test_a_local_record_of_an_indicator_measured_nationally_is_left_out_as_such() -> None:
    row = measure("ain", "2024-T1", numerator=1, denominator=2)
    found = explained(row, measure("caisse", "2024", value=80), indicator=RATE | {"level": "national"})
    assert found.unused["why"].to_list() == ["indicateur mesuré au niveau national"]


def test_without_a_rule_between_bodies_their_records_are_left_out_as_such() -> None:
    found = explained(measure("ain", "2024-T1", value=80), indicator=RATE | {"aggregation": None})
    assert found.unused["why"].to_list() == ["pas de règle pour agréger les valeurs des organismes"]


def test_a_record_of_a_closed_body_is_left_out_as_such() -> None:
    closed = Network("caisse", (Body("ain", "Ain", BodyType.CPAM, closed_on=date(2024, 4, 1)),))
    known = records(measure("ain", "2024-T2", numerator=1, denominator=2))
    found = explain(appraise(contract(), closed, known, DAY), "taux", 2024)
    assert found.unused["why"].to_list() == ["organisme fermé pendant toute la période"]
