"""Points of a table, and how values become points."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from coje.contract.checker.base import ElementRule, Remark, Rule, Severity
from coje.contract.checker.scoring.levels import level
from coje.contract.checker.targets.demand import quantities
from coje.contract.model import Scoring, ScoringItem
from coje.contract.numbers import format_number
from coje.contract.targets import Milestone, bare


class PointsOfTotal(ElementRule[Scoring]):
    """The points of a table add up to its total."""

    kind = Scoring
    code = "C181"
    severity = Severity.ERROR
    title = "Points qui ne font pas le total"
    explanation = (
        "Les points des lignes ne font pas le total annoncé. Un organisme qui réussirait tout n'aurait pas 100 %, ou "
        "aurait davantage."
    )
    repair = "Corriger les points d'une ligne, ou le total."
    bad = """\
scoring:
  - id: bareme-2024
    items: [{id: points-delai, points: 50}]
"""
    good = """\
scoring:
  - id: bareme-2024
    items: [{id: points-delai, points: 60}]
"""

    def look(self, element: Scoring) -> Iterator[Remark]:
        """The sum of the points against the total."""
        points = sum((item.points for item in element.items), Decimal(0))
        if points != element.total_points:
            announced = format_number(element.total_points)
            yield ("total_points",), f"les lignes font {format_number(points)} points, le total annoncé est {announced}"


class ConversionRule(ElementRule[ScoringItem]):
    """The way values become points suits the target."""

    kind = ScoringItem
    code = "C185"
    severity = Severity.ERROR
    title = "Règle de conversion qui ne convient pas à la cible"
    explanation = (
        "La règle de conversion en points demande un jalon et la cible est un nombre, ou demande un nombre et la cible "
        "est un jalon, « ND » ou neutralisée. Aucun point ne pourrait être calculé."
    )
    repair = "Choisir « milestone » pour un jalon, « linear » ou « steps » pour un nombre, « yes-no » pour le reste."
    bad = """\
scoring:
  - id: bareme-2024
    items: [{id: points-delai, rule: milestone}]
"""
    good = """\
scoring:
  - id: bareme-2024
    items: [{id: points-delai, rule: linear}]
"""

    def look(self, element: ScoringItem) -> Iterator[Remark]:
        """A milestone rule without milestone, a numeric rule without number."""
        is_milestone = isinstance(bare(element.target), Milestone)
        is_number = level(element.target) is not None or bool(quantities(element.target))
        suits = {"milestone": is_milestone, "linear": is_number, "steps": is_number, "yes-no": True}
        if not suits[element.rule]:
            yield ("rule",), f"la règle « {element.rule} » ne convient pas à la cible « {element.target} »"


class LinearWithoutThreshold(ElementRule[ScoringItem]):
    """A linear conversion starts from a threshold."""

    kind = ScoringItem
    code = "C186"
    severity = Severity.WARNING
    title = "Conversion linéaire sans seuil"
    explanation = (
        "Les points croissent du seuil à la cible, mais il n'y a pas de seuil : on ne sait pas ce que vaut un résultat "
        "qui manque la cible de peu."
    )
    repair = "Donner le seuil, ou choisir la règle « yes-no »."
    bad = """\
scoring:
  - id: bareme-2024
    items: [{id: points-delai, threshold: null}]
"""
    good = """\
scoring:
  - id: bareme-2024
    items: [{id: points-delai, threshold: 25 jours}]
"""

    def look(self, element: ScoringItem) -> Iterator[Remark]:
        """A linear rule alone."""
        if element.rule == "linear" and element.threshold is None:
            yield ("rule",), "la conversion est linéaire, mais le barème ne donne pas de seuil"


class RowWithoutPoints(ElementRule[ScoringItem]):
    """A row is worth points."""

    kind = ScoringItem
    code = "C187"
    severity = Severity.WARNING
    title = "Ligne de barème sans points"
    explanation = "La ligne ne vaut aucun point : elle demande un effort qui ne compte pas, ou on a oublié ses points."
    repair = "Donner ses points à la ligne, ou la retirer."
    bad = """\
scoring:
  - id: bareme-2024
    total_points: 40
    items: [{id: points-delai, points: 0}]
"""
    good = """\
scoring:
  - id: bareme-2024
    total_points: 100
    items: [{id: points-delai, points: 60}]
"""

    def look(self, element: ScoringItem) -> Iterator[Remark]:
        """Zero points."""
        if not element.points:
            yield ("points",), f"« {element.name} » ne vaut aucun point"


class ScoringOutsidePeriod(ElementRule[Scoring]):
    """A scoring table is for a year of the contract."""

    kind = Scoring
    code = "C189"
    severity = Severity.ERROR
    title = "Barème d'une année hors de la période"
    explanation = "Le barème note une année qui n'est pas du contrat : ses points ne seraient jamais attribués."
    repair = "Corriger l'année du barème."
    bad = """\
scoring:
  - {id: bareme-2024, year: 2027}
"""
    good = """\
scoring:
  - {id: bareme-2024, year: 2024}
"""

    def look(self, element: Scoring) -> Iterator[Remark]:
        """A year out of the period."""
        years = self.contract.period.years
        if element.year not in years:
            yield ("year",), f"le barème est de {element.year}, hors de la période du contrat ({years[0]}-{years[-1]})"


RULES: tuple[type[Rule], ...] = (
    PointsOfTotal,
    ConversionRule,
    LinearWithoutThreshold,
    RowWithoutPoints,
    ScoringOutsidePeriod,
)
