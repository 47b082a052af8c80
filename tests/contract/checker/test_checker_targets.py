"""Rules on indicators, beyond their examples."""

from __future__ import annotations

import pytest
from checker_fragments import indicator, messages, rate

from coje.contract.checker.targets.demand import demand
from coje.contract.model import Indicator, Sense
from coje.contract.targets import AnyTarget, parse_target


def is_weaker(later: str, earlier: str, sense: Sense) -> bool:
    holder = Indicator(id="i", number="1", name="i", unit="jour", sense=sense)
    after, before = (demand(holder, parse_target(text)) for text in (later, earlier))
    assert after is not None
    assert before is not None
    return after.is_weaker_than(before)


@pytest.mark.parametrize(
    ("later", "earlier", "sense"),
    [
        ("80", "82", Sense.UP),
        ("20 jours", "18 jours", Sense.DOWN),
        ("10 000", "> 10 000", Sense.UP),
        ("≤ 20", "< 20", Sense.DOWN),
        ("-3 % par rapport à 2021", "-5 % par rapport à 2021", Sense.DOWN),
        ("+4 % par rapport à 2021", "+5 % par rapport à 2021", Sense.UP),
        ("-0,4 % par an en moyenne", "-0,5 % par an en moyenne", Sense.DOWN),
        ("40 %-60 %", "45 %-55 %", Sense.BAND),
        ("79 %-90 %", "80 %-85 %", Sense.UP),
    ],
)
def test_a_target_that_accepts_more_is_less_ambitious(later: str, earlier: str, sense: Sense) -> None:
    assert is_weaker(later, earlier, sense)
    assert not is_weaker(earlier, later, sense)


@pytest.mark.parametrize("sense", list(Sense))
@pytest.mark.parametrize("target", ["20 jours", "> 3", "≤ 3", "45-55", "-5 % par rapport à 2021"])
def test_a_target_is_not_less_ambitious_than_itself(target: str, sense: Sense) -> None:
    assert not is_weaker(target, target, sense)


def test_a_band_that_moves_is_not_less_ambitious() -> None:
    assert not is_weaker("50 %-60 %", "45 %-55 %", Sense.BAND)


def test_targets_with_other_base_years_are_not_compared() -> None:
    fragment = rate("level_unit: contrôle, targets: {2025: +15 % par rapport à 2022, 2026: +10 % par rapport à 2023}")
    assert messages(fragment, "C131") == []


def test_a_target_is_compared_with_the_last_comparable_one() -> None:
    fragment = indicator("targets: {2024: 20 jours, 2025: ND, 2026: 21 jours}")
    assert messages(fragment, "C131") == ["la cible 2026 (21 jours) est moins ambitieuse que celle de 2024 (20 jours)"]


def test_targets_under_other_assumptions_are_not_compared() -> None:
    fragment = indicator("targets: {2025: 15 jours si la réforme est votée, 2026: 16 jours}")
    assert messages(fragment, "C131") == []


@pytest.mark.parametrize(
    ("name", "unit", "contradicts"),
    [
        ("Taux de recours au dispositif", "bénéficiaire", True),
        ("Taux d'appels aboutis", "%", False),
        ("Taux de fréquence des accidents", "accident par million d'heures", False),
        ("% de la population couverte", "personne", True),
        ("Tls PS : Taux de certificats dématérialisés", "certificat", True),
        ("(Respect du) taux d'évolution", "point", False),
        ("Nombre de comptes activés", "%", True),
        ("Nombre d'assistants", "assistant", False),
        ("Nombre de dossiers", "€", True),
        ("Montant des préjudices", "dossier", True),
        ("Montant des préjudices", "M€", False),
        ("Coût par dossier", "€ par dossier", False),
        ("Délai de paiement", "jour ouvré", False),
        ("Délai de paiement", "dossier", True),
        ("Nombrilisme des cadres", "%", False),
        ("Productivité par unité d'œuvre", "unité d'œuvre par ETPMA", False),
    ],
)
def test_the_first_word_of_a_name_announces_its_unit(name: str, unit: str, *, contradicts: bool) -> None:
    fragment = indicator(f'name: "{name}", unit: "{unit}", targets: {{2023: 4, 2024: 3, 2025: 2, 2026: 1}}')
    assert bool(messages(fragment, "C125")) is contradicts


def test_the_unit_of_the_level_may_be_the_one_announced() -> None:
    fields = 'name: Coût par dossier, unit: "%", level_unit: €, targets: {2023-2026: "-1 % par an en moyenne"}'
    assert messages(indicator(fields), "C125") == []


def test_a_target_without_a_unit_is_in_that_of_its_indicator() -> None:
    assert messages(indicator("targets: {2026: 16}"), "C126") == []


def test_a_starting_point_in_another_scale_than_the_target_is_not_compared() -> None:
    fragment = rate("level_unit: contrôle, baseline: {value: 5000}, targets: {2026: +5 % par rapport à 2021}")
    assert messages(fragment, "C132") == []


def test_a_change_that_asks_for_nothing_is_met_at_the_start() -> None:
    fragment = rate("targets: {2023: ND, 2024: ND, 2025: ND, 2026: +0 % par rapport à 2022}")
    assert messages(fragment, "C132") == [
        "la situation de départ (79 % en 2022) atteint déjà la cible 2026 (+0 % par rapport à 2022)"
    ]


def test_targets_met_at_the_start_are_listed_in_one_remark() -> None:
    assert messages(indicator("baseline: {value: 19}"), "C132") == [
        "la situation de départ (19 jours en 2022) atteint déjà les cibles 2023 (22 jours), 2024 (20 jours)"
    ]


ODD_BASES = ((2023, 2021), (2024, 2022), (2025, 2022), (2026, 2022))


def test_the_rarest_base_year_is_the_odd_one() -> None:
    targets = ", ".join(f"{year}: +{year - 2018} % par rapport à {base}" for year, base in ODD_BASES)
    assert messages(rate(f"level_unit: contrôle, targets: {{{targets}}}"), "C133") == [
        "la cible 2023 a pour base 2021, les autres 2022"
    ]


@pytest.mark.parametrize(
    ("targets", "name"),
    [
        ("{2023: 100 %, 2024: 100 %, 2025: 100 %, 2026: 100 %}", "Taux de couverture"),
        ("{2023: -2 %, 2024: -2 %, 2025: -2 %, 2026: -2 %}", "Évolution des dépenses"),
        ("{2025: 84 %, 2026: 84 %}", "Taux de satisfaction"),
    ],
)
def test_a_flat_target_may_have_a_reason(targets: str, name: str) -> None:
    assert messages(rate(f"name: {name}, targets: {targets}"), "C134") == []


@pytest.mark.parametrize("name", ["Évolution des contrôles", "Taux d'atteinte des économies", "Écart au budget"])
def test_a_change_or_a_gap_may_exceed_a_hundred_percent(name: str) -> None:
    assert messages(rate(f'name: "{name}", targets: {{2026: 120 %}}'), "C135") == []


def test_a_count_is_not_negative() -> None:
    assert messages(indicator("name: Nombre de jours, targets: {2026: -4 jours}"), "C135") == [
        "la cible 2026 (-4 jours) est négative"
    ]


def test_both_ends_of_a_band_are_looked_at() -> None:
    assert messages(rate("targets: {2026: 95 %-105 %}"), "C135") == ["la cible 2026 (95 %-105 %) dépasse 100 %"]


def test_a_leap_needs_a_usual_step() -> None:
    assert messages(rate("targets: {2023: 75 %, 2024: 75 %, 2025: 85 %, 2026: 85 %}"), "C140") == []


def test_a_lost_digit_is_a_leap_there_and_back() -> None:
    targets = "{2023: 23 jours, 2024: 22 jours, 2025: 2 jours, 2026: 20 jours, 2027: 19 jours}"
    assert messages(indicator(f"targets: {targets}"), "C140") == [
        "la cible 2025 (2 jours) s'écarte de 20 jours de la précédente, contre 1 jour d'ordinaire",
        "la cible 2026 (20 jours) s'écarte de 18 jours de la précédente, contre 1 jour d'ordinaire",
    ]


def test_useless_zeros_are_not_decimals() -> None:
    assert messages(rate('targets: {2026: "85,00 %"}'), "C141") == []


def test_the_digits_of_a_change_count_too() -> None:
    fragment = rate('level_unit: assuré, targets: {2026: "+2,5 % par rapport à 2022"}')
    assert len(messages(fragment, "C141")) == 1


@pytest.mark.parametrize(("targets", "pulled"), [("> 90 %", False), ("-2 % par rapport à 2022", True), ("ND", False)])
def test_a_target_that_must_go_up_is_not_a_fall(targets: str, *, pulled: bool) -> None:
    fragment = rate(f'level_unit: assuré, targets: {{2026: "{targets}"}}')
    assert bool(messages(fragment, "C143")) is pulled


def test_a_band_with_a_tolerance_may_have_exact_targets() -> None:
    assert messages(indicator("sense: band, tolerance: 2"), "C136") == []


def test_a_span_covers_its_years() -> None:
    fragment = """\
indicators:
  - {id: cout, number: "9", name: Coût par dossier, targets: {2023-2026: "-1 % par an en moyenne"}}
"""
    assert messages(fragment, "C127") == []


def test_years_without_a_target_are_listed_in_one_remark() -> None:
    fragment = 'indicators: [{id: cout, number: "9", name: Coût, targets: {2024: 3 €}}]'
    assert messages(fragment, "C127") == ["l'indicateur 9 n'a pas de cible pour 2023, 2025, 2026"]


def test_an_indicator_without_any_target_is_said_so() -> None:
    assert messages('indicators: [{id: cout, number: "9", name: Coût}]', "C127") == ["l'indicateur 9 n'a aucune cible"]


def test_a_target_set_before_its_year_begins_is_in_time() -> None:
    assert messages(indicator("targets: {2026: à fixer avant le 01/01/2026}"), "C130") == []


def test_a_national_yearly_figure_needs_no_aggregation() -> None:
    assert messages(indicator("aggregation: null, level: national, frequency: yearly"), "C124") == []


def test_the_median_is_announced_in_words() -> None:
    assert messages(indicator("name: Délai médian de paiement"), "C149") == [
        "le nom annonce « médian », mais l'agrégation ne calcule pas ce quantile"
    ]


def test_a_quantile_other_than_the_one_announced_is_found() -> None:
    way = 'aggregation: {over_bodies: quantile, over_time: quantile, quantile: "0,8"}'
    assert len(messages(indicator(f"name: Délai de paiement (9e décile), {way}"), "C149")) == 1


def test_a_condition_does_not_hide_a_target() -> None:
    assert messages(indicator("targets: {2026: 20 heures si accord}"), "C126") == [
        "la cible 2026 (20 heures si accord) n'est pas en « jour »"
    ]


def test_a_target_without_a_number_asks_nothing() -> None:
    target: AnyTarget = parse_target("à fixer avant le 31/03/2024")
    assert demand(Indicator(id="i", number="1", name="i", sense=Sense.UP), target) is None


def test_an_exact_target_without_a_sense_asks_nothing() -> None:
    assert demand(Indicator(id="i", number="1", name="i"), parse_target("20 jours")) is None
