"""A scored row against the indicator that it scores."""

from __future__ import annotations

from collections.abc import Iterator

from coje.contract.checker.base import ElementRule, Remark, Rule, Severity, Subject
from coje.contract.checker.targets.demand import quantities
from coje.contract.model import Indicator, ScoringItem, Sense
from coje.contract.units import canonical


def _scored(item: ScoringItem, subject: Subject) -> Indicator | None:
    return next((indicator for indicator in subject.contract.indicators if indicator.id == item.indicator), None)


class ScoredUnit(ElementRule[ScoringItem]):
    """Target, threshold, row and indicator are in the same unit."""

    kind = ScoringItem
    code = "C184"
    severity = Severity.ERROR
    title = "Unités différentes dans une ligne de barème"
    explanation = (
        "La cible, le seuil, la ligne du barème et l'indicateur qu'elle note ne sont pas dans la même unité. Le "
        "résultat serait converti en points comme s'ils l'étaient."
    )
    repair = "Tout écrire dans l'unité de l'indicateur."
    bad = """\
scoring:
  - id: bareme-2024
    items: [{id: points-delai, unit: semaine, target: 20, threshold: 25}]
"""
    good = """\
scoring:
  - id: bareme-2024
    items: [{id: points-delai, unit: jour, target: 20, threshold: 25}]
"""

    def look(self, element: ScoringItem) -> Iterator[Remark]:
        """Units written in the row, and the indicator's, against the row's own."""
        sides = [side for side in (element.target, element.threshold) if side is not None]
        indicator = _scored(element, self.subject)
        units = [quantity.unit for side in sides for quantity in quantities(side)]
        others = [unit for unit in (*units, indicator and indicator.unit) if unit and not _is_same(unit, element.unit)]
        if others:
            yield (
                ("unit",),
                f"la ligne est en « {element.unit} », une valeur ou l'indicateur en « {others[0]} »",
            )


def _is_same(unit: str, other: str) -> bool:
    return canonical(unit) == canonical(other)


class ScoredSense(ElementRule[ScoringItem]):
    """A row is scored in the sense of its indicator."""

    kind = ScoringItem
    code = "C188"
    severity = Severity.ERROR
    title = "Sens contraire à celui de l'indicateur"
    explanation = (
        "La ligne du barème récompense la hausse d'un indicateur qui doit baisser, ou l'inverse : les points iraient "
        "aux organismes qui s'éloignent de l'objectif."
    )
    repair = "Corriger le sens de la ligne, ou celui de l'indicateur."
    bad = """\
scoring:
  - id: bareme-2024
    items: [{id: points-delai, sense: up, threshold: 15 jours}]
"""
    good = """\
scoring:
  - id: bareme-2024
    items: [{id: points-delai, sense: down, threshold: 25 jours}]
"""

    def look(self, element: ScoringItem) -> Iterator[Remark]:
        """The two senses, when both are known."""
        indicator = _scored(element, self.subject)
        if indicator and indicator.sense and indicator.sense is not element.sense:
            here, there = _SENSES[element.sense], _SENSES[indicator.sense]
            yield ("sense",), f"le barème note la {here}, alors que l'indicateur vise la {there}"


_SENSES = {Sense.UP: "hausse", Sense.DOWN: "baisse", Sense.STABLE: "stabilité", Sense.BAND: "tenue d'une fourchette"}


RULES: tuple[type[Rule], ...] = (ScoredUnit, ScoredSense)
