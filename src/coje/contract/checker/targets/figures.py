"""The numbers written in targets: possible, and readable in the declared precision."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from coje.contract.checker.base import ElementRule, Remark, Rule, Severity
from coje.contract.checker.targets.ambition import EVOLUTION
from coje.contract.checker.targets.demand import quantities
from coje.contract.model import Indicator
from coje.contract.numbers import significant_decimals
from coje.contract.targets import AnyTarget, AverageChange, Relative, bare


class ImpossibleTarget(ElementRule[Indicator]):
    """A share is between 0 and 100 %, and what is counted is not negative."""

    kind = Indicator
    code = "C135"
    severity = Severity.ERROR
    title = "Cible impossible"
    explanation = (
        "La cible dépasse 100 % ou est négative, alors que le nom n'annonce ni une évolution, ni un écart, ni un "
        "solde. Aucun résultat ne pourra l'atteindre, ou tous l'atteindront."
    )
    repair = "Vérifier le chiffre et la virgule ; si l'indicateur est une évolution, le dire dans son nom."
    bad = """\
indicators:
  - {id: taux-satisfaction, targets: {2023: 98 %, 2024: 99 %, 2025: 100 %, 2026: 101 %}}
"""
    good = """\
indicators:
  - {id: taux-satisfaction, targets: {2023: 97 %, 2024: 98 %, 2025: 99 %, 2026: 100 %}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Numbers below zero, or above a hundred percent, in a name that does not announce a difference."""
        is_difference = (element.unit or "").startswith("point") or EVOLUTION.search(element.name)
        if is_difference or any(word in element.name.casefold() for word in _UNBOUNDED):
            return
        for span, target in element.targets.items():
            for quantity in quantities(target):
                above = (quantity.unit or element.unit) == "%" and quantity.value > 100
                if above or quantity.value < 0:
                    reason = "dépasse 100 %" if above else "est négative"
                    yield ("targets", str(span)), f"la cible {span} ({target}) {reason}"


_UNBOUNDED = ("écart", "solde", "marge", "résultat", "gain", "atteinte", "réalisation", "exécution", "rendement")


class TooManyDigits(ElementRule[Indicator]):
    """A target is written with no more decimals than its indicator has."""

    kind = Indicator
    code = "C141"
    severity = Severity.WARNING
    title = "Cible plus précise que l'indicateur"
    explanation = (
        "Résultats et cibles se comparent après arrondi aux décimales de l'indicateur. La cible en a davantage : "
        "l'arrondi la changerait, et un résultat pourrait l'atteindre ou la manquer à tort."
    )
    repair = "Augmenter « decimals » au nombre de décimales imprimées."
    bad = """\
indicators:
  - {id: taux-satisfaction, targets: {2026: "85,5 %"}}
"""
    good = """\
indicators:
  - {id: taux-satisfaction, decimals: 1, targets: {2026: "85,5 %"}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Significant decimals beyond the declared ones."""
        for span, target in element.targets.items():
            needed = max((significant_decimals(number) for number in _numbers(target)), default=0)
            if needed > element.decimals:
                message = f"la cible {span} ({target}) a plus de décimales que l'indicateur ({element.decimals})"
                yield ("targets", str(span)), message


def _numbers(target: AnyTarget) -> list[Decimal]:
    plain = bare(target)
    if isinstance(plain, Relative | AverageChange):
        return [plain.change]
    return [quantity.value for quantity in quantities(target)]


RULES: tuple[type[Rule], ...] = (ImpossibleTarget, TooManyDigits)
