"""Rules on scoring tables, beyond their examples."""

from __future__ import annotations

import pytest
from checker_fragments import messages


def item(fields: str) -> str:
    """A fragment that completes the row of the reference contract scored in days, going down."""
    return f"scoring: [{{id: bareme-2024, items: [{{id: points-delai, {fields}}}]}}]"


def test_points_are_added_exactly() -> None:
    fragment = """\
scoring:
  - id: autre
    title: Autre barème
    year: 2024
    total_points: 1
    items:
      - {id: a, name: A, sense: up, unit: "%", target: 3, threshold: 1, points: "0,7"}
      - {id: b, name: B, sense: up, unit: "%", target: 3, threshold: 1, points: "0,1"}
      - {id: c, name: C, sense: up, unit: "%", target: 3, threshold: 1, points: "0,2"}
"""
    assert messages(fragment, "C181") == []


@pytest.mark.parametrize(
    ("sense", "target", "threshold", "wrong"),
    [
        ("down", "20 jours", "25 jours", False),
        ("down", "20 jours", "15 jours", True),
        ("up", "20 jours", "25 jours", True),
        ("up", "> 20 jours", "15 jours", False),
        ("stable", "20 jours", "25 jours", False),
        ("down", "-5 % par rapport à 2021", "-2 % par rapport à 2021", False),
        ("down", "-5 % par rapport à 2021", "-8 % par rapport à 2021", True),
        ("down", "18 jours-20 jours", "15 jours", False),
    ],
)
def test_the_threshold_is_the_easier_of_the_two(sense: str, target: str, threshold: str, *, wrong: bool) -> None:
    fragment = item(f"sense: {sense}, target: {target!r}, threshold: {threshold!r}")
    assert bool(messages(fragment, "C183")) is wrong


def test_a_threshold_equal_to_a_strict_target_is_found() -> None:
    assert messages(item("target: '< 20 jours', threshold: 20 jours"), "C182") == [
        "le seuil (20 jours) est égal à la cible"
    ]


def test_changes_from_two_base_years_are_not_compared() -> None:
    fragment = item("target: -5 % par rapport à 2021, threshold: -2 % par rapport à 2022")
    assert messages(fragment, "C183") == []
    assert len(messages(fragment, "C190")) == 1


@pytest.mark.parametrize(
    ("rule", "target", "suits"),
    [
        ("milestone", "Socle signé au plus tard le 31/12/2024", True),
        ("linear", "Socle signé au plus tard le 31/12/2024", False),
        ("yes-no", "Socle signé au plus tard le 31/12/2024", True),
        ("steps", "18 jours-20 jours", True),
        ("linear", "ND", False),
        ("steps", "-5 % par rapport à 2021", True),
    ],
)
def test_the_conversion_suits_the_target(rule: str, target: str, *, suits: bool) -> None:
    fragment = item(f"rule: {rule}, target: {target}, threshold: null")
    assert bool(messages(fragment, "C185")) is not suits


@pytest.mark.parametrize("rule", ["steps", "milestone", "yes-no"])
def test_only_a_linear_conversion_needs_a_threshold(rule: str) -> None:
    assert messages(item(f"rule: {rule}, threshold: null"), "C186") == []


def test_the_unit_of_the_indicator_counts() -> None:
    assert messages(item("indicator: taux-satisfaction"), "C184") == [
        "la ligne est en « jour », une valeur ou l'indicateur en « % »"
    ]


def test_a_row_without_indicator_is_compared_with_itself_only() -> None:
    assert messages(item("indicator: null, sense: up, threshold: 15 jours"), "C188") == []
    assert messages(item("indicator: null, unit: heure"), "C184") == [
        "la ligne est en « heure », une valeur ou l'indicateur en « jour »"
    ]
