"""Trajectories that ask for less, for nothing new, or for a leap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from statistics import median

from coje.contract.checker.base import ElementRule, Remark, Rule, Severity
from coje.contract.checker.targets.demand import by_due_year, demand, quantities, trajectories
from coje.contract.model import Indicator, Sense
from coje.contract.targets import Above, AnyTarget, AverageChange, Below, Exactly, Quantity, Relative, bare

DIRECTED = frozenset({Sense.UP, Sense.DOWN})
EVOLUTION = re.compile(
    r"évolution|variation|progression|croissance|hausse|baisse|diminution|augmentation|réduction", re.I
)
"""Words of a name that measures a change: it may be negative, exceed 100 %, or be the same every year."""

LEAP = 4
"""How many times the usual step a step is, to be called a leap."""


class LessAmbitious(ElementRule[Indicator]):
    """A target asks for at least as much as that of the year before."""

    kind = Indicator
    code = "C131"
    severity = Severity.WARNING
    title = "Cible moins ambitieuse que celle de l'année précédente"
    explanation = (
        "Compte tenu du sens de l'indicateur, la cible demande moins que la précédente : un résultat en recul serait "
        "déclaré bon. Ne sont comparées que des cibles de même unité, de même année de base et de même hypothèse."
    )
    repair = "Vérifier les deux cibles et le sens ; si le recul est voulu, l'expliquer dans « source_note »."
    bad = """\
indicators:
  - {id: delai-paiement, targets: {2025: 18 jours, 2026: 19 jours}}
"""
    good = """\
indicators:
  - {id: delai-paiement, targets: {2025: 18 jours, 2026: 16 jours}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Each pair of comparable targets in a row."""
        for trajectory in trajectories(element):
            for (earlier, before), (later, after) in pairwise(trajectory):
                if after.is_weaker_than(before):
                    targets = element.targets
                    yield (
                        ("targets", str(later)),
                        f"la cible {later} ({targets[later]}) est moins ambitieuse que celle de {earlier} "
                        f"({targets[earlier]})",
                    )


class MetAtBaseline(ElementRule[Indicator]):
    """A target asks for more than the starting point."""

    kind = Indicator
    code = "C132"
    severity = Severity.WARNING
    title = "Cible déjà atteinte au départ"
    explanation = (
        "La situation de départ atteint déjà la cible : ne rien faire suffit. Le Sénat a relevé en 2022 que 295 des "
        "471 cibles atteintes l'étaient déjà l'année précédente."
    )
    repair = "Relever la cible, ou vérifier la situation de départ et le sens de l'indicateur."
    bad = """\
indicators:
  - {id: delai-paiement, baseline: {value: 22}}
"""
    good = """\
indicators:
  - {id: delai-paiement, baseline: {value: 25}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """The targets that the starting point meets, in one remark."""
        start = element.baseline
        met = [(span, target) for span, target in by_due_year(element) if _is_met_at_start(element, target)]
        if start and met:
            departure = f"la situation de départ ({Quantity(start.value, element.unit)} en {start.year})"
            targets = "la cible" if len(met) == 1 else "les cibles"
            listed = ", ".join(f"{span} ({target})" for span, target in met)
            yield ("targets", str(met[0][0])), f"{departure} atteint déjà {targets} {listed}"


def _is_met_at_start(indicator: Indicator, target: AnyTarget) -> bool:
    asked = demand(indicator, target)
    if asked is None or indicator.baseline is None or indicator.sense not in DIRECTED:
        return False
    plain = bare(target)
    if isinstance(plain, Relative | AverageChange):
        is_from_start = isinstance(plain, AverageChange) or plain.base_year == indicator.baseline.year
        return is_from_start and asked.accepts(Decimal(0))
    return indicator.level_unit is None and asked.accepts(indicator.baseline.value)


class FlatTargets(ElementRule[Indicator]):
    """Targets move from one year to another, unless they ask for everything."""

    kind = Indicator
    code = "C134"
    severity = Severity.INFO
    title = "Même cible toutes les années"
    explanation = (
        "La cible est la même du début à la fin, alors que l'indicateur doit monter ou descendre. Une fois atteinte la "
        "première année, elle ne demande plus rien."
    )
    repair = "Prévoir une progression, ou déclarer le sens « stable » avec sa tolérance si le maintien est l'objectif."
    bad = """\
indicators:
  - {id: delai-paiement, targets: {2023: 18 jours, 2024: 18 jours, 2025: 18 jours, 2026: 18 jours}}
"""
    good = """\
indicators:
  - {id: delai-paiement, targets: {2023: 21 jours, 2024: 20 jours, 2025: 19 jours, 2026: 18 jours}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """At least three targets, all alike, of an indicator that must move."""
        targets = list(element.targets.values())
        moves = element.sense in DIRECTED and not EVOLUTION.search(element.name)
        if moves and len(targets) >= 3 and len(set(targets)) == 1 and _leaves_room(element, targets[0]):
            yield ("targets",), f"la cible est la même ({targets[0]}) les {len(targets)} années"


def _leaves_room(indicator: Indicator, target: AnyTarget) -> bool:
    asked = {quantity.value for quantity in quantities(target)}
    return demand(indicator, target) is not None and not (indicator.unit == "%" and asked <= {Decimal(0), Decimal(100)})


class StrictRepeat(ElementRule[Indicator]):
    """A strict threshold asks for more than the exact target before it."""

    kind = Indicator
    code = "C139"
    severity = Severity.INFO
    title = "Seuil strict qui répète la cible précédente"
    explanation = (
        "La cible « plus de … » ou « moins de … » reprend la valeur exacte de la cible précédente : une unité d'écart "
        "suffit à l'atteindre. La progression demandée n'est pas chiffrée."
    )
    repair = "Chiffrer la cible."
    bad = """\
indicators:
  - {id: delai-paiement, targets: {2025: 18 jours, 2026: < 18 jours}}
"""
    good = """\
indicators:
  - {id: delai-paiement, targets: {2025: 18 jours, 2026: < 17 jours}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Strict targets whose number is that of the exact one just before."""
        for (earlier, before), (later, after) in pairwise(by_due_year(element)):
            is_strict = isinstance(bare(after), Above | Below) and isinstance(bare(before), Exactly)
            if is_strict and quantities(after)[0].value == quantities(before)[0].value:
                yield (
                    ("targets", str(later)),
                    f"la cible {later} ({after}) est à une unité près celle de {earlier} ({before})",
                )


class Leap(ElementRule[Indicator]):
    """Steps from one year to the next are of the same order."""

    kind = Indicator
    code = "C140"
    severity = Severity.INFO
    title = "Saut dans la trajectoire"
    explanation = (
        f"D'une année à l'autre, la cible change de plus de {LEAP} fois le pas habituel (la médiane des autres). C'est "
        "souvent un chiffre mal recopié ; sinon, l'effort est concentré sur une seule année et il faut le savoir."
    )
    repair = "Vérifier le chiffre sur le document ; s'il est exact, rien à corriger."
    bad = """\
indicators:
  - {id: delai-paiement, targets: {2023: 22 jours, 2024: 21 jours, 2025: 20 jours, 2026: 10 jours}}
"""
    good = """\
indicators:
  - {id: delai-paiement, targets: {2023: 22 jours, 2024: 20 jours, 2025: 18 jours, 2026: 16 jours}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Steps between the exact targets of years in a row, when there are three or more."""
        levels = [(span, quantities(target)[0].value) for span, target in by_due_year(element) if _is_exact(target)]
        steps = [(later, abs(after - before)) for (_, before), (later, after) in pairwise(levels)]
        for rank, (span, step) in enumerate(steps):
            others = [size for other, (_, size) in enumerate(steps) if other != rank]
            if len(others) >= 2 and 0 < median(others) * LEAP < step:
                usual = Quantity(median(others), element.unit)
                sizes = f"{Quantity(step, element.unit)} de la précédente, contre {usual} d'ordinaire"
                yield ("targets", str(span)), f"la cible {span} ({element.targets[span]}) s'écarte de {sizes}"


def _is_exact(target: AnyTarget) -> bool:
    return isinstance(target, Exactly)


RULES: tuple[type[Rule], ...] = (LessAmbitious, MetAtBaseline, FlatTargets, StrictRepeat, Leap)
