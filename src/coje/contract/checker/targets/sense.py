"""The sense of an indicator and the form of its targets say the same."""

from __future__ import annotations

from collections.abc import Iterator

from coje.contract.checker.base import ElementRule, Remark, Rule, Severity
from coje.contract.checker.targets.demand import quantities
from coje.contract.model import Indicator, Sense
from coje.contract.targets import Above, AnyTarget, AtLeast, AtMost, AverageChange, Band, Below, Exactly, Relative, bare

_MOVES = {Sense.UP: "monter", Sense.DOWN: "descendre"}


class BandAgainstSense(ElementRule[Indicator]):
    """An indicator to keep in a band has bands for targets, and the other way round."""

    kind = Indicator
    code = "C136"
    severity = Severity.WARNING
    title = "Fourchette et sens qui ne vont pas ensemble"
    explanation = (
        "Un indicateur à garder dans une fourchette (« band ») doit avoir des fourchettes pour cibles ; un indicateur "
        "qui doit monter ou descendre n'en a pas. Sinon, on ne sait pas si sortir de la fourchette du bon côté est un "
        "succès."
    )
    repair = "Changer le sens de l'indicateur, ou la forme de la cible."
    bad = """\
indicators:
  - {id: taux-satisfaction, targets: {2026: 85 %-90 %}}
"""
    good = """\
indicators:
  - {id: taux-satisfaction, targets: {2026: ≥ 85 %}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """A band with a direction, or a level to keep in a band without any."""
        for span, target in element.targets.items():
            is_band = isinstance(bare(target), Band)
            where = ("targets", str(span))
            if is_band and element.sense in {Sense.UP, Sense.DOWN}:
                yield (
                    where,
                    f"la cible {span} ({target}) est une fourchette, mais l'indicateur doit {_MOVES[element.sense]}",
                )
            if element.sense is Sense.BAND and not is_band and quantities(target) and element.tolerance is None:
                yield (
                    where,
                    f"l'indicateur doit rester dans une fourchette, mais la cible {span} ({target}) n'en est pas une",
                )


class StableWithoutTolerance(ElementRule[Indicator]):
    """An indicator to keep stable says within what."""

    kind = Indicator
    code = "C137"
    severity = Severity.WARNING
    title = "Sens « stable » sans tolérance"
    explanation = (
        "Sans tolérance, le moindre écart vaut échec. Le Sénat a écarté en 2022, pour cette raison, 269 "
        "sous-indicateurs à cible « stable »."
    )
    repair = "Renseigner « tolerance » dans l'unité de l'indicateur, ou écrire la cible en fourchette."
    bad = """\
indicators:
  - id: taux-satisfaction
    sense: stable
    targets: {2023: 80 %, 2024: 80 %, 2025: 80 %, 2026: 80 %}
scoring:
  - id: bareme-2024
    items: [{id: points-satisfaction, indicator: null}]
"""
    good = bad.replace("sense: stable", 'sense: stable\n    tolerance: "0,5"')

    def look(self, element: Indicator) -> Iterator[Remark]:
        """A stable indicator with exact targets and no tolerance."""
        is_exact = any(isinstance(bare(target), Exactly) for target in element.targets.values())
        if element.sense is Sense.STABLE and element.tolerance is None and is_exact:
            yield ("sense",), f"l'indicateur {element.number} doit rester stable, sans que l'on sache à combien près"


class MovingStableTargets(ElementRule[Indicator]):
    """An indicator to keep stable has one target."""

    kind = Indicator
    code = "C152"
    severity = Severity.WARNING
    title = "Sens « stable » et cibles qui changent"
    explanation = (
        "L'indicateur doit rester stable, mais ses cibles changent d'une année à l'autre : le sens est faux, ou une "
        "des cibles."
    )
    repair = "Déclarer le sens « up » ou « down », ou donner la même cible à toutes les années."
    bad = """\
indicators:
  - {id: delai-paiement, sense: stable, tolerance: 1}
scoring:
  - id: bareme-2024
    items: [{id: points-delai, indicator: null}]
"""
    good = """\
indicators:
  - id: delai-paiement
    sense: stable
    tolerance: 1
    targets: {2023: 20 jours, 2024: 20 jours, 2025: 20 jours, 2026: 20 jours}
scoring:
  - id: bareme-2024
    items: [{id: points-delai, indicator: null}]
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Several levels for a stable indicator."""
        levels = {quantities(target) for target in element.targets.values() if quantities(target)}
        if element.sense is Sense.STABLE and len(levels) > 1:
            yield (
                ("targets",),
                f"l'indicateur {element.number} doit rester stable, mais a {len(levels)} cibles différentes",
            )


class TargetAgainstSense(ElementRule[Indicator]):
    """A target pulls the way of its indicator."""

    kind = Indicator
    code = "C143"
    severity = Severity.ERROR
    title = "Cible contraire au sens"
    explanation = (
        "L'indicateur doit monter et la cible est un maximum ou une baisse, ou l'inverse. La même mesure serait bonne "
        "d'après la cible et mauvaise d'après le sens."
    )
    repair = "Corriger le sens de l'indicateur, ou le signe de la cible."
    bad = """\
indicators:
  - {id: taux-satisfaction, targets: {2026: ≤ 78 %}}
"""
    good = """\
indicators:
  - {id: taux-satisfaction, targets: {2026: ≥ 85 %}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Targets that pull the other way."""
        for span, target in element.targets.items():
            if element.sense is not None and _pull(target) not in {None, element.sense} and element.sense in _MOVES:
                words = _MOVES[element.sense]
                yield ("targets", str(span)), f"l'indicateur doit {words}, mais la cible {span} est « {target} »"


def _pull(target: AnyTarget) -> Sense | None:
    match bare(target):
        case AtLeast() | Above():
            return Sense.UP
        case AtMost() | Below():
            return Sense.DOWN
        case Relative(change) | AverageChange(change) if change:
            return Sense.UP if change > 0 else Sense.DOWN
    return None


RULES: tuple[type[Rule], ...] = (BandAgainstSense, StableWithoutTolerance, MovingStableTargets, TargetAgainstSense)
