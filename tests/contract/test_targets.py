from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import Phase, find, given, settings

from coje.contract.targets import (
    Above,
    AnyTarget,
    AtLeast,
    AtMost,
    AverageChange,
    Band,
    Below,
    Conditional,
    Exactly,
    Milestone,
    Neutralised,
    NotSet,
    Quantity,
    Relative,
    Span,
    TargetError,
    ToBeSet,
    parse_span,
    parse_target,
)
from strategies import bands, quantities, spans, targets


@given(targets())
def test_the_canonical_text_of_any_target_reads_back(target: AnyTarget) -> None:
    assert parse_target(str(target)) == target


@given(targets())
def test_no_break_spaces_change_nothing(target: AnyTarget) -> None:
    text = str(target)
    assert parse_target(text.replace(" ", "\u00a0")) == parse_target(text.replace(" ", "\u202f")) == target


@given(targets())
def test_reading_is_stable(target: AnyTarget) -> None:
    assert parse_target(target) is target
    assert str(parse_target(str(target))) == str(target)


@pytest.mark.parametrize("kind", get_args(AnyTarget))
def test_the_strategy_covers_every_kind_of_target(kind: type) -> None:
    quick = settings(phases=[Phase.generate], max_examples=5000)
    assert isinstance(find(targets(), lambda target: isinstance(target, kind), settings=quick), kind)


JOURS_23 = Quantity(Decimal(23), "jour")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("23 jours", Exactly(JOURS_23)),
        ("82,50%", Exactly(Quantity(Decimal("82.50"), "%"))),
        ("23", Exactly(Quantity(Decimal(23)))),
        ("25 000 000", Exactly(Quantity(Decimal(25_000_000)))),
        ("14 m2", Exactly(Quantity(Decimal(14), "m2"))),
        ("12 M€", Exactly(Quantity(Decimal(12), "M€"))),
        ("≥ 75 %", AtLeast(Quantity(Decimal(75), "%"))),
        (">= 75 %", AtLeast(Quantity(Decimal(75), "%"))),
        ("au moins 75 %", AtLeast(Quantity(Decimal(75), "%"))),
        ("≤ 23 jours", AtMost(JOURS_23)),
        ("<=23 jours", AtMost(JOURS_23)),
        ("Au plus 23 jours", AtMost(JOURS_23)),
        ("> 10 000", Above(Quantity(Decimal(10_000)))),
        (">10 000", Above(Quantity(Decimal(10_000)))),
        ("< 0,1 %", Below(Quantity(Decimal("0.1"), "%"))),
        ("45 %-55 %", Band(Quantity(Decimal(45), "%"), Quantity(Decimal(55), "%"))),
        ("45 % - 55 %", Band(Quantity(Decimal(45), "%"), Quantity(Decimal(55), "%"))),
        ("45 % – 55 %", Band(Quantity(Decimal(45), "%"), Quantity(Decimal(55), "%"))),
        ("45 à 55 %", Band(Quantity(Decimal(45), "%"), Quantity(Decimal(55), "%"))),
        ("entre 45 % et 55 %", Band(Quantity(Decimal(45), "%"), Quantity(Decimal(55), "%"))),
        ("-5 % par rapport à 2021", Relative(Decimal(-5), 2021)),
        ("+10 % / base 22", Relative(Decimal(10), 2022)),
        ("+10 % base 2022", Relative(Decimal(10), 2022)),
        ("-15 % vs. 2021", Relative(Decimal(-15), 2021)),
        ("-15% vs 98", Relative(Decimal(-15), 1998)),
        ("-0,5 % par an en moyenne", AverageChange(Decimal("-0.5"))),
        ("Diminution annuelle de 0,5 % en moyenne sur la période", AverageChange(Decimal("-0.5"))),
        ("Hausse annuelle de 2 % en moyenne", AverageChange(Decimal(2))),
        ("au plus tard le 31/12/2025", Milestone(date(2025, 12, 31))),
        ("avant le 31/12/2025", Milestone(date(2025, 12, 31))),
        ("Rapport remis au plus tard le 31/12/2025", Milestone(date(2025, 12, 31), "Rapport remis")),
        ("85 % si la réforme est votée", Conditional(Exactly(Quantity(Decimal(85), "%")), "la réforme est votée")),
        (
            "85 % si la loi est votée avant le 31/12/2025",
            Conditional(Exactly(Quantity(Decimal(85), "%")), "la loi est votée avant le 31/12/2025"),
        ),
        ("neutralisé", Neutralised()),
        ("Neutralisée : grève", Neutralised("grève")),
        ("à fixer avant le 31/03/2024", ToBeSet(date(2024, 3, 31))),
        ("à définir au plus tard le 31/03/2024", ToBeSet(date(2024, 3, 31))),
        ("ND", NotSet()),
        ("non déterminé", NotSet()),
        ("n.d.", NotSet()),
    ],
)
def test_every_form_of_the_table_is_read(text: str, target: AnyTarget) -> None:
    assert parse_target(text) == target


@pytest.mark.parametrize(("value", "text"), [(23, "23"), (Decimal("91.50"), "91,50")])
def test_a_bare_number_is_a_value_in_the_unit_of_the_indicator(value: object, text: str) -> None:
    assert str(parse_target(value)) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1 jours", "1 jour"),
        ("2 jour ouvré", "2 jours ouvrés"),
        ("1 mois", "1 mois"),
        ("3 kWh/m2", "3 kWh/m2"),
        ("20 j", "20 j"),
    ],
)
def test_the_unit_agrees_with_the_number(text: str, canonical: str) -> None:
    assert str(parse_target(text)) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "améliorer le service",
        "plus de 3",
        "niveau 2",
        "100 % des organismes",
        "3.5 %",
        "2,.81 %",
        "≥ ≥ 3",
        "> 3 < 4",
        "23 jours ou moins",
        "23 jours environ",
        "5 jours -",
        "45 % et 55 %",
        "Diminution annuelle de -0,5 % en moyenne",
        "85 % si",
        "85 % s'il le faut",
        "améliorer si possible",
        "neutralisé :",
    ],
)
def test_free_words_are_refused_with_the_accepted_forms(text: str) -> None:
    with pytest.raises(TargetError, match=r"n'est pas une cible que l'on sait lire : attendu par exemple « 23 jours »"):
        parse_target(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("55 %-45 %", "la borne basse (55 %) dépasse la borne haute (45 %)"),
        ("entre 45 % et 55 jours", "les bornes 45 % et 55 jours n'ont pas la même unité"),
        ("23 jours au plus tard le 31/12/2025", "une cible est une valeur ou une échéance, pas les deux"),
        ("ND avant le 31/12/2025", "une cible est une valeur ou une échéance, pas les deux"),
        ("au plus tard le 31/02/2025", "la date 31/02/2025 n'existe pas"),
        ("à fixer avant le 00/01/2025", "la date 00/01/2025 n'existe pas"),
        ("au plus tard le 31/12/0025", "l'année 0025 n'est pas entre 1945 et 2100"),
        ("-5 % par rapport à 3021", "l'année 3021 n'est pas entre 1945 et 2100"),
        (None, "la cible est vide : écrire « ND » quand il n'y en a pas"),
        (True, "« True » n'est pas une cible"),
        (["23 jours"], "n'est pas une cible"),
    ],
)
def test_a_contradictory_or_impossible_target_is_refused_with_the_reason(text: object, message: str) -> None:
    with pytest.raises(TargetError) as refusal:
        parse_target(text)
    assert message in str(refusal.value)


@given(quantities())
def test_a_quantity_alone_is_an_exact_target(quantity: Quantity) -> None:
    assert parse_target(str(quantity)) == Exactly(quantity)


@given(bands())
def test_the_bounds_of_a_band_stay_in_order(band: Band) -> None:
    read = parse_target(str(band))
    assert isinstance(read, Band)
    assert read.low.value <= read.high.value


@given(spans())
def test_the_text_of_a_span_reads_back(span: Span) -> None:
    assert parse_span(str(span)) == span


def test_a_span_is_due_in_its_last_year() -> None:
    span = parse_span("2023-2027")
    assert span.due_year == 2027
    assert 2023 in span
    assert 2028 not in span


@pytest.mark.parametrize("text", ["2027-2023", "23", "2023-", "2023-2023", "2023-27", "1023", "2023\n", "٢٠٢٣"])
def test_what_is_not_a_year_nor_years_in_order_is_refused(text: str) -> None:
    with pytest.raises(TargetError, match="n'est ni une année"):
        parse_span(text)
