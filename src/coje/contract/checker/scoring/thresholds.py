"""Where points begin: easier than the target, and comparable with it."""

from __future__ import annotations

from collections.abc import Iterator

from coje.contract.checker.base import ElementRule, Remark, Rule, Severity
from coje.contract.checker.scoring.levels import level, levels
from coje.contract.model import ScoringItem, Sense


class ThresholdIsTarget(ElementRule[ScoringItem]):
    """The threshold is not the target."""

    kind = ScoringItem
    code = "C182"
    severity = Severity.ERROR
    title = "Seuil égal à la cible"
    explanation = (
        "Le seuil d'où l'on commence à marquer des points est la cible elle-même. Le calcul entre les deux diviserait "
        "par zéro : c'est tout ou rien, sans que le barème le dise."
    )
    repair = "Corriger le seuil, ou choisir la règle « yes-no » sans seuil."
    bad = """\
scoring:
  - id: bareme-2024
    items: [{id: points-delai, threshold: 20 jours}]
"""
    good = """\
scoring:
  - id: bareme-2024
    items: [{id: points-delai, threshold: 25 jours}]
"""

    def look(self, element: ScoringItem) -> Iterator[Remark]:
        """Equal numbers."""
        numbers = levels(element)
        if numbers and numbers[0] == numbers[1]:
            yield ("threshold",), f"le seuil ({element.threshold}) est égal à la cible"


class ThresholdOnWrongSide(ElementRule[ScoringItem]):
    """The threshold is easier than the target."""

    kind = ScoringItem
    code = "C183"
    severity = Severity.ERROR
    title = "Seuil du mauvais côté de la cible"
    explanation = (
        "Compte tenu du sens, le seuil est plus difficile à atteindre que la cible : un organisme sur la cible "
        "n'aurait pas passé le seuil."
    )
    repair = "Échanger seuil et cible, ou corriger le sens."
    bad = """\
scoring:
  - id: bareme-2024
    items: [{id: points-delai, threshold: 15 jours}]
"""
    good = ThresholdIsTarget.good

    def look(self, element: ScoringItem) -> Iterator[Remark]:
        """A threshold beyond the target, in the sense of the row."""
        numbers = levels(element)
        if numbers is None or element.sense not in {Sense.UP, Sense.DOWN}:
            return
        threshold, target = numbers
        if threshold > target if element.sense is Sense.UP else threshold < target:
            yield ("threshold",), f"le seuil ({element.threshold}) est plus exigeant que la cible ({element.target})"


class ThresholdOfAnotherForm(ElementRule[ScoringItem]):
    """Threshold and target can be compared."""

    kind = ScoringItem
    code = "C190"
    severity = Severity.ERROR
    title = "Seuil et cible qui ne se comparent pas"
    explanation = (
        "L'un est un niveau et l'autre une évolution, ou les deux évolutions ne partent pas de la même année. On ne "
        "peut pas dire où se trouve un résultat entre le seuil et la cible."
    )
    repair = "Exprimer le seuil et la cible de la même façon."
    bad = """\
scoring:
  - id: bareme-2024
    items: [{id: points-delai, threshold: -5 % par rapport à 2022}]
"""
    good = ThresholdIsTarget.good

    def look(self, element: ScoringItem) -> Iterator[Remark]:
        """Two numbers on different scales."""
        threshold, target = level(element.threshold), level(element.target)
        if threshold and target and threshold[0] != target[0]:
            yield ("threshold",), f"le seuil ({element.threshold}) et la cible ({element.target}) ne se comparent pas"


RULES: tuple[type[Rule], ...] = (ThresholdIsTarget, ThresholdOnWrongSide, ThresholdOfAnotherForm)
