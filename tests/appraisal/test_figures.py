"""The national figure of a year and the figures of bodies, on arithmetic that can be done by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from coje.appraisal.figures import Completeness, Figure, Figures, Missing
from coje.network.bodies import Body, BodyType, Network
from small import NETWORK, at, contract, measure, records

MARCH = date(2025, 3, 15)
"""The day of most appraisals below: 2024 is over."""


def indicator(over_bodies: str | None, over_time: str | None = None, **fields: Any) -> dict[str, Any]:
    """An indicator in days, measured each quarter; the same rule over time unless told."""
    rules: dict[str, Any] = {}
    if over_bodies is not None:
        rules["aggregation"] = {"over_bodies": over_bodies, "over_time": over_time or over_bodies}
    if over_bodies == "quantile":
        rules["aggregation"]["quantile"] = "0,9"
    base = {"id": "taux", "number": "1", "name": "Essai", "unit": "jour", "sense": "down", "frequency": "quarterly"}
    return base | rules | fields


def figures(of: Mapping[str, Any], *rows: Mapping[str, Any], network: Network = NETWORK, day: date = MARCH) -> Figures:
    return Figures(contract(of), network, records(*rows).as_of(day).measures, day)


def national(of: Mapping[str, Any], *rows: Mapping[str, Any], year: int = 2024, **where: Any) -> Figure:
    return figures(of, *rows, **where).national("taux", year)


def steps(*cases: tuple[int, int]) -> list[dict[str, int]]:
    return [{"at": value, "cases": count} for value, count in cases]


def every_quarter(body: str, **values: Any) -> list[dict[str, Any]]:
    return [measure(body, f"2024-T{quarter}", **values) for quarter in (1, 2, 3, 4)]


# How several records become one figure


def test_a_rate_is_the_ratio_of_sums_not_the_mean_of_rates() -> None:
    of = indicator("ratio", frequency="yearly")
    small_body = measure("ain", "2024", numerator=1, denominator=1)
    large_body = measure("aisne", "2024", numerator=45, denominator=99)
    assert national(of, small_body, large_body).exact == Decimal("0.46")


def test_a_rate_is_multiplied_by_its_scale() -> None:
    of = indicator("ratio", aggregation={"over_bodies": "ratio", "over_time": "ratio", "scale": 100})
    assert national(of, measure("ain", "2024-T1", numerator=3, denominator=4)).exact == 75


def test_a_sum_adds_bodies_and_quarters() -> None:
    rows = [*every_quarter("ain", value=10), *every_quarter("aisne", value=5)]
    assert national(indicator("sum"), *rows).exact == 60


def test_a_mean_is_weighted() -> None:
    many = measure("ain", "2024-T1", value=10, denominator=3)
    few = measure("aisne", "2024-T1", value=20, denominator=1)
    assert national(indicator("mean"), many, few).exact == Decimal("12.5")


def test_a_weighted_mean_keeps_every_decimal() -> None:
    row = measure("ain", "2024-T1", value="0.000001", denominator="0.5")
    assert national(indicator("mean"), row).exact == Decimal("0.000001")


def test_a_quantile_is_read_on_the_merged_distribution() -> None:
    fast = measure("ain", "2024-T1", distribution=steps((5, 8), (10, 1)))
    slow = measure("aisne", "2024-T1", distribution=steps((30, 1)))
    assert national(indicator("quantile"), fast, slow).exact == 10


def test_the_last_value_is_that_of_the_last_quarter_for_which_anybody_answered() -> None:
    of = indicator("sum", "last")
    early = [measure(body, "2024-T1", value=100) for body in ("ain", "aisne", "allier")]
    late = measure("ain", "2024-T3", value=7)
    assert national(of, *early, late).exact == 7


def test_a_zero_denominator_makes_the_figure_absent_with_that_reason() -> None:
    found = national(indicator("ratio"), measure("ain", "2024-T1", numerator=0, denominator=0))
    assert found.completeness is Completeness.ABSENT
    assert found.reason == "le dénominateur est nul"


def test_weights_that_add_up_to_zero_make_the_figure_absent() -> None:
    found = national(indicator("mean"), measure("ain", "2024-T1", value=3, denominator=0))
    assert found.reason == "la somme des poids est nulle"


def test_a_distribution_without_cases_makes_the_figure_absent() -> None:
    found = national(indicator("quantile"), measure("ain", "2024-T1", distribution=[]))
    assert found.exact is None
    assert found.reason == "aucun cas dans la distribution"


def test_local_values_are_not_added_up_without_a_rule() -> None:
    found = national(indicator(None), measure("ain", "2024-T4", value=3))
    assert found.exact is None
    assert found.reason is not None
    assert "pas de règle" in found.reason


# Declared by the national body, or computed from local ones


def test_what_the_national_body_declares_prevails_over_local_records() -> None:
    found = national(indicator("sum"), measure("caisse", "2024", value=1), *every_quarter("ain", value=10))
    assert found.declared
    assert found.exact == 1


def test_a_declared_plain_value_stands_for_a_rate_of_the_whole_year() -> None:
    found = national(indicator("ratio"), measure("caisse", "2024", value=82))
    assert found.exact == 82


def test_a_declared_plain_value_is_not_divided_by_a_denominator_given_beside_it() -> None:
    found = national(indicator("ratio"), measure("caisse", "2024", value=82, denominator=50))
    assert found.exact == 82


def test_declared_plain_rates_of_quarters_are_not_combined() -> None:
    found = national(indicator("ratio"), measure("caisse", "2024-T1", value=82), measure("caisse", "2024-T2", value=84))
    assert found.exact is None


def test_of_declared_plain_rates_of_quarters_the_last_may_be_kept() -> None:
    of = indicator("ratio", "last")
    found = national(of, measure("caisse", "2024-T1", value=82), measure("caisse", "2024-T4", value=84))
    assert found.exact == 84


def test_the_last_declared_value_prevails_over_an_earlier_distribution() -> None:
    earlier = measure("caisse", "2024-T1", distribution=steps((5, 1)))
    found = national(indicator("quantile", "last"), earlier, measure("caisse", "2024-T4", value=9))
    assert found.exact == 9


def test_local_records_of_an_indicator_measured_nationally_are_not_used() -> None:
    of = indicator("sum", level="national")
    assert national(of, measure("ain", "2024-T1", value=3)).exact is None
    assert figures(of, measure("ain", "2024-T1", value=3)).of_bodies("taux", 2024) == {}


def test_a_whole_year_record_replaces_the_quarters_of_its_body() -> None:
    whole = measure("ain", "2024", value=50)
    found = national(indicator("sum"), whole, *every_quarter("ain", value=10), *every_quarter("aisne", value=1))
    assert found.exact == 54


# Records that are left out


def test_another_perimeter_is_left_out() -> None:
    rows = measure("ain", "2024-T1", value=1), measure("ain", "2024-T1", value=100, perimeter="régime agricole")
    assert national(indicator("sum"), *rows).exact == 1


def test_another_unit_is_left_out() -> None:
    rows = measure("ain", "2024-T1", value=1, unit="jour"), measure("ain", "2024-T2", value=100, unit="mois")
    assert national(indicator("sum"), *rows).exact == 1


def test_records_in_the_unit_of_the_level_are_used_when_targets_are_changes() -> None:
    of = indicator("sum", unit="%", level_unit="kWh")
    rows = measure("ain", "2024-T1", value=500, unit="kWh"), measure("ain", "2024-T2", value=7, unit="%")
    assert national(of, *rows).exact == 500


def test_a_month_of_a_quarterly_indicator_is_left_out() -> None:
    rows = measure("ain", "2024-T1", value=1), measure("ain", "2024-05", value=100)
    assert national(indicator("sum"), *rows).exact == 1


def test_two_years_together_are_left_out() -> None:
    assert national(indicator("sum"), measure("ain", "2023/2024", value=100)).exact is None


def test_three_months_from_the_fifteenth_are_not_a_quarter() -> None:
    quarter = records(measure("ain", "2024-T1", value=100)).measures
    shifted = quarter.with_columns(start=date(2024, 1, 15), end=date(2024, 4, 15))
    assert Figures(contract(indicator("sum")), NETWORK, shifted, MARCH).national("taux", 2024).exact is None


def test_an_unknown_body_is_left_out() -> None:
    rows = measure("ain", "2024-T1", value=1), measure("inconnue", "2024-T1", value=100)
    assert national(indicator("sum"), *rows).exact == 1


# Bodies that open and close


def closing_on(day: date) -> Network:
    return Network("caisse", (Body("ain", "Ain", BodyType.CPAM), Body("aisne", "Aisne", BodyType.CPAM, closed_on=day)))


def test_a_body_closed_on_the_first_day_of_a_quarter_is_left_out_of_it() -> None:
    rows = measure("ain", "2024-T2", value=1), measure("aisne", "2024-T2", value=100)
    assert national(indicator("sum"), *rows, network=closing_on(date(2024, 4, 1))).exact == 1


def test_a_body_open_on_one_day_of_a_quarter_counts_in_it() -> None:
    rows = measure("ain", "2024-T2", value=1), measure("aisne", "2024-T2", value=100)
    assert national(indicator("sum"), *rows, network=closing_on(date(2024, 4, 2))).exact == 101


def test_a_body_is_not_expected_after_it_closed() -> None:
    rows = *every_quarter("ain", value=1), measure("aisne", "2024-T1", value=1)
    found = national(indicator("sum"), *rows, network=closing_on(date(2024, 4, 1)))
    assert found.completeness is Completeness.COMPLETE
    assert found.expected == 5


def test_a_whole_year_of_a_closed_body_does_not_stand_for_a_body_that_gave_nothing() -> None:
    rows = measure("aisne", "2024", value=1)
    found = national(indicator("sum", "last"), rows, network=closing_on(date(2024, 4, 1)))
    assert found.missing == (Missing("ain", 1),)


# Complete, partial, absent


def test_a_figure_is_complete_when_every_body_gave_every_quarter() -> None:
    rows = [row for body in ("ain", "aisne", "allier") for row in every_quarter(body, value=1)]
    found = national(indicator("sum"), *rows)
    assert found.completeness is Completeness.COMPLETE
    assert (found.expected, found.present, found.missing) == (12, 12, ())


def test_a_partial_figure_names_the_bodies_and_counts_the_quarters_missing() -> None:
    found = national(indicator("sum"), *every_quarter("ain", value=1), measure("aisne", "2024-T1", value=1))
    assert found.completeness is Completeness.PARTIAL
    assert found.missing == (Missing("aisne", 3), Missing("allier", 4))


def test_a_record_that_only_says_why_it_is_empty_is_missing() -> None:
    rows = *every_quarter("ain", value=1)[:3], measure("ain", "2024-T4", comment="fichier non reçu")
    assert Missing("ain", 1) in national(indicator("sum"), *rows).missing


def test_nothing_recorded_is_absent_and_lists_nobody() -> None:
    found = national(indicator("sum"))
    assert found.completeness is Completeness.ABSENT
    assert found.missing == ()


def test_while_the_year_runs_only_quarters_that_have_ended_are_expected() -> None:
    rows = [measure(body, "2024-T1", value=1) for body in ("ain", "aisne", "allier")]
    rows = [row | {"recorded_at": at("2024-04-02 10:00")} for row in rows]
    assert national(indicator("sum"), *rows, day=date(2024, 6, 29)).completeness is Completeness.COMPLETE
    assert national(indicator("sum"), *rows, day=date(2024, 6, 30)).completeness is Completeness.PARTIAL


def test_the_last_value_of_a_quarter_still_running_counts_its_own_body_as_present() -> None:
    early = measure("ain", "2024-T2", value=1, recorded_at=at("2024-05-02 10:00"))
    found = national(indicator("sum", "last"), early, day=date(2024, 5, 15))
    assert found.missing == (Missing("aisne", 1), Missing("allier", 1))


def test_a_last_value_older_than_the_last_quarter_of_a_year_that_is_over_is_partial() -> None:
    rows = [measure(body, "2024-T3", value=1) for body in ("ain", "aisne", "allier")]
    found = national(indicator("sum", "last"), *rows)
    assert found.completeness is Completeness.PARTIAL
    assert found.reason == "dernière valeur connue : 2024-T3"
    assert found.up_to == date(2024, 10, 1)


def test_one_provisional_record_makes_the_figure_provisional() -> None:
    rows = [*every_quarter("ain", value=1), measure("aisne", "2024-T1", value=1, provisional=True)]
    assert national(indicator("sum"), *rows).provisional


def test_a_provisional_record_that_is_not_used_does_not() -> None:
    rows = [measure("ain", "2024-T1", value=1, provisional=True), measure("ain", "2024-T4", value=1)]
    assert not national(indicator("sum", "last"), *rows).provisional


def test_one_simulated_record_makes_the_figure_simulated() -> None:
    rows = [*every_quarter("ain", value=1), measure("aisne", "2024-T1", value=1, simulated=True)]
    assert national(indicator("sum"), *rows).simulated


# Known on a day, in Paris


def test_a_correction_recorded_before_midnight_in_paris_counts_that_day() -> None:
    first = measure("ain", "2024-T1", value=1)
    corrected = measure("ain", "2024-T1", value=2, recorded_at=at("2025-03-15 22:59"))
    assert national(indicator("sum"), first, corrected).exact == 2


def test_a_correction_recorded_after_midnight_in_paris_counts_the_day_after() -> None:
    first = measure("ain", "2024-T1", value=1)
    corrected = measure("ain", "2024-T1", value=2, recorded_at=at("2025-03-15 23:00"))
    assert national(indicator("sum"), first, corrected).exact == 1
    assert national(indicator("sum"), first, corrected, day=date(2025, 3, 16)).exact == 2


def test_of_two_corrections_of_the_same_instant_the_later_row_wins() -> None:
    rows = [measure("ain", "2024-T1", value=value, recorded_at=at("2025-03-01 10:00")) for value in (1, 2)]
    assert national(indicator("sum"), *rows).exact == 2


# One body alone


def test_the_figure_of_a_body_follows_the_same_rule() -> None:
    rows = [*every_quarter("ain", numerator=1, denominator=4), measure("aisne", "2024-T1", numerator=1, denominator=2)]
    found = figures(indicator("ratio"), *rows).of_bodies("taux", 2024)
    assert {body: figure.exact for body, figure in found.items()} == {"ain": Decimal("0.25"), "aisne": Decimal("0.5")}


def test_the_figure_of_a_body_keeps_its_own_last_quarter() -> None:
    rows = [measure("ain", "2024-T2", value=3), measure("aisne", "2024-T4", value=5)]
    found = figures(indicator("sum", "last"), *rows).of_bodies("taux", 2024)
    assert found["ain"].exact == 3
    assert found["ain"].completeness is Completeness.PARTIAL
    assert found["aisne"].completeness is Completeness.COMPLETE


def test_the_distribution_of_a_body_is_that_of_its_own_last_quarter() -> None:
    rows = [
        measure("ain", "2024-T2", distribution=steps((3, 1))),
        measure("aisne", "2024-T4", distribution=steps((5, 1))),
    ]
    found = figures(indicator("quantile", "last"), *rows).of_bodies("taux", 2024)
    assert {body: figure.exact for body, figure in found.items()} == {"ain": 3, "aisne": 5}
