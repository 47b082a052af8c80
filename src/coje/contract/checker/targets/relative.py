"""Targets that are changes: from which year, of what, over how long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coje.contract.checker.base import ElementRule, Remark, Rule, Severity
from coje.contract.checker.targets.demand import by_due_year
from coje.contract.model import Indicator
from coje.contract.targets import AverageChange, Relative, Span, bare


def _relatives(indicator: Indicator) -> Iterator[tuple[Span, Relative]]:
    for span, target in by_due_year(indicator):
        plain = bare(target)
        if isinstance(plain, Relative):
            yield span, plain


class OddBaseYear(ElementRule[Indicator]):
    """The relative targets of an indicator share their base year."""

    kind = Indicator
    code = "C133"
    severity = Severity.WARNING
    title = "Année de base différente de celle des autres cibles"
    explanation = (
        "Une cible est comptée à partir d'une autre année que ses voisines. Les évolutions ne s'enchaînent plus : "
        "+20 % depuis 2025 n'est pas +20 % depuis 2022. C'est souvent une faute de frappe."
    )
    repair = "Vérifier l'année de base sur le document ; si elle est voulue, l'expliquer dans « source_note »."
    bad = """\
indicators:
  - id: taux-satisfaction
    name: Évolution du nombre de contrôles
    level_unit: contrôle
    targets:
      2023: +5 % par rapport à 2022
      2024: +10 % par rapport à 2022
      2025: +15 % par rapport à 2023
      2026: +20 % par rapport à 2022
"""
    good = bad.replace("+15 % par rapport à 2023", "+15 % par rapport à 2022")

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Base years other than the most frequent."""
        relatives = list(_relatives(element))
        usual = Counter(target.base_year for _, target in relatives).most_common(1)
        for span, target in relatives:
            if target.base_year != usual[0][0]:
                message = f"la cible {span} a pour base {target.base_year}, les autres {usual[0][0]}"
                yield ("targets", str(span)), message


class RelativeWithoutBase(ElementRule[Indicator]):
    """The value that a change is counted from can be known."""

    kind = Indicator
    code = "C142"
    severity = Severity.WARNING
    title = "Cible relative sans base connue"
    explanation = (
        "La cible est une évolution, mais le contrat ne donne ni la valeur de l'année de base, ni l'unité du niveau "
        "que les organismes déclareraient. L'évolution ne pourra pas être calculée."
    )
    repair = "Donner « baseline » pour l'année de base, ou « level_unit » si les résultats sont saisis en niveau."
    bad = """\
indicators:
  - id: taux-satisfaction
    targets: {2026: +5 % par rapport à 2021}
"""
    good = """\
indicators:
  - id: taux-satisfaction
    baseline: {year: 2021}
    targets: {2026: +5 % par rapport à 2021}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Changes of an indicator without a level unit, nor a starting point that is their base."""
        for span, target in element.targets.items():
            plain = bare(target)
            if element.level_unit is None and isinstance(plain, Relative | AverageChange) and _lacks(element, plain):
                yield ("targets", str(span)), f"la valeur de départ de la cible {span} ({target}) n'est pas connue"


def _lacks(indicator: Indicator, target: Relative | AverageChange) -> bool:
    if indicator.baseline is None:
        return True
    return isinstance(target, Relative) and target.base_year != indicator.baseline.year


class BaseYearTooLate(ElementRule[Indicator]):
    """A change is counted from a year before its target."""

    kind = Indicator
    code = "C144"
    severity = Severity.ERROR
    title = "Année de base qui ne précède pas la cible"
    explanation = (
        "L'année de base est celle de la cible, ou une année plus tardive. L'évolution serait nulle ou comptée à "
        "rebours."
    )
    repair = "Corriger l'année de base."
    bad = """\
indicators:
  - id: taux-satisfaction
    level_unit: assuré
    targets: {2025: +5 % par rapport à 2025}
"""
    good = """\
indicators:
  - id: taux-satisfaction
    level_unit: assuré
    targets: {2025: +5 % par rapport à 2022}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Base years at or after the year the target is due."""
        for span, target in _relatives(element):
            if target.base_year >= span.due_year:
                yield ("targets", str(span)), f"la cible {span} a pour base {target.base_year}, qui ne la précède pas"


class AverageOfOneYear(ElementRule[Indicator]):
    """A mean yearly change is for several years."""

    kind = Indicator
    code = "C147"
    severity = Severity.WARNING
    title = "Moyenne annuelle sans durée"
    explanation = (
        "La cible est une évolution annuelle moyenne, donnée pour une seule année. On ne sait pas sur combien d'années "
        "faire la moyenne."
    )
    repair = "Donner la cible pour une suite d'années : « 2023-2026: -0,5 % par an en moyenne »."
    bad = """\
indicators:
  - id: cout-unitaire
    number: "3"
    name: Coût par dossier
    orientation: fiche-1-1
    unit: "%"
    level_unit: €
    sense: down
    decimals: 1
    definition: Dépenses de gestion rapportées au nombre de dossiers
    aggregation: {over_bodies: ratio, over_time: ratio}
    targets: {2023-2025: "-1 % par an en moyenne", 2026: "-2 % par an en moyenne"}
"""
    good = bad.replace("2023-2025:", "2023-2024:").replace("2026:", "2025-2026:")

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Mean changes whose span is one year."""
        for span, target in element.targets.items():
            if span.first == span.last and isinstance(bare(target), AverageChange):
                yield ("targets", str(span)), f"la cible {span} ({target}) est une moyenne sur une seule année"


RULES: tuple[type[Rule], ...] = (OddBaseYear, RelativeWithoutBase, BaseYearTooLate, AverageOfOneYear)
