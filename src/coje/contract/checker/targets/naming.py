"""A name says what is measured; the unit and the aggregation must agree with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from coje.contract.checker.base import ElementRule, Remark, Rule, Severity
from coje.contract.checker.targets.demand import quantities
from coje.contract.model import Indicator
from coje.contract.model import Rule as Way
from coje.contract.units import canonical

_MONEY = r"(?:k|m|md)?€.*|eur|keur|meur|(?:millier|million|milliard)s? d['’]€.*"
_TIME = r"(?:seconde|minute|heure|jour|semaine|mois|an|année|trimestre|min|h|j)\b.*"
_SHARE = r"%|‰|point.*|.* (?:pour|par) .*"
_BEFORE = r"(?:[^:]*:\s*|\([^)]*\)\s*)?"


class _Announced(NamedTuple):
    """What the first word of a name announces, and the units that agree, or cannot agree, with it."""

    words: re.Pattern[str]
    what: str
    agree: str

    def contradicts(self, units: list[str]) -> bool:
        """Whether no unit agrees."""
        return not any(re.fullmatch(self.agree, unit) for unit in units)


def _starting(words: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}(?:{words})(?!\w)", re.IGNORECASE)


_ANNOUNCED = (
    _Announced(_starting("taux|part|pourcentage|proportion|%"), "un taux", _SHARE),
    _Announced(_starting("nombre|effectifs?|nb"), "un nombre", rf"(?!(?:%|‰|{_MONEY})$).*"),
    _Announced(_starting("montant|coûts?|dépenses?"), "un montant", _MONEY),
    _Announced(_starting("délais?|durée|temps"), "une durée", _TIME),
)


class NameAgainstUnit(ElementRule[Indicator]):
    """A rate is in percent, a number is not, a delay is in units of time, an amount in euros."""

    kind = Indicator
    code = "C125"
    severity = Severity.WARNING
    title = "Nom et unité contradictoires"
    explanation = (
        "Le nom annonce un taux, un nombre, une durée ou un montant, et l'unité dit autre chose. Les cibles de deux "
        "lignes ont pu être échangées, ou l'indicateur a changé de nature pendant la négociation sans changer de nom."
    )
    repair = "Vérifier les cibles sur le document, puis corriger le nom ou l'unité."
    bad = """\
indicators:
  - id: delai-paiement
    name: Taux de paiements rapides
"""
    good = """\
indicators:
  - id: delai-paiement
    name: Délai de paiement
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """A first word that neither the unit nor the unit of the level agrees with."""
        units = [canonical(unit) for unit in (element.unit, element.level_unit) if unit]
        for announced in _ANNOUNCED:
            if units and announced.words.match(element.name) and announced.contradicts(units):
                yield (
                    ("unit",),
                    f"le nom « {element.name} » annonce {announced.what}, mais l'unité est « {element.unit} »",
                )


class TargetInAnotherUnit(ElementRule[Indicator]):
    """A target is counted in the unit of its indicator."""

    kind = Indicator
    code = "C126"
    severity = Severity.ERROR
    title = "Cible dans une autre unité que l'indicateur"
    explanation = (
        "La cible est écrite dans une autre unité que celle de l'indicateur. Elle serait comparée à des résultats qui "
        "ne sont pas de même nature."
    )
    repair = "Convertir la cible, ou corriger l'unité de l'indicateur."
    bad = """\
indicators:
  - {id: delai-paiement, targets: {2025: 18 heures}}
"""
    good = """\
indicators:
  - {id: delai-paiement, targets: {2025: 18 jours}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """A unit written in a target that is not the indicator's."""
        for span, target in element.targets.items():
            units = {quantity.unit for quantity in quantities(target) if quantity.unit}
            if element.unit and any(canonical(unit) != canonical(element.unit) for unit in units):
                yield ("targets", str(span)), f"la cible {span} ({target}) n'est pas en « {element.unit} »"


class SummedRate(ElementRule[Indicator]):
    """Rates and delays are not added up."""

    kind = Indicator
    code = "C148"
    severity = Severity.WARNING
    title = "Taux ou délai que l'on additionne"
    explanation = (
        "L'agrégation additionne des pourcentages ou des durées. La somme des taux de cent caisses n'est le taux de "
        "personne : il faut rapporter la somme des numérateurs à celle des dénominateurs."
    )
    repair = "Choisir « ratio » (rapport des sommes), « mean » (moyenne pondérée) ou « quantile »."
    bad = """\
indicators:
  - {id: delai-paiement, aggregation: {over_bodies: sum, over_time: sum}}
"""
    good = """\
indicators:
  - {id: delai-paiement, aggregation: {over_bodies: ratio, over_time: ratio}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """A sum of a unit that does not add up."""
        unit = canonical(element.record_unit or "")
        ways = {element.aggregation.over_bodies, element.aggregation.over_time} if element.aggregation else set()
        if Way.SUM in ways and (unit == "%" or _ANNOUNCED[-1].words.match(element.name)):
            yield ("aggregation",), f"l'agrégation additionne des valeurs en « {unit} », qui ne s'additionnent pas"


_QUANTILE = re.compile(r"(\d+)(?:er|e|ème|ème) (décile|quartile|centile|percentile)|(médian)", re.IGNORECASE)
_PARTS = {"décile": 10, "quartile": 4, "centile": 100, "percentile": 100}


class AnnouncedQuantile(ElementRule[Indicator]):
    """A name that says decile or median is aggregated as such."""

    kind = Indicator
    code = "C149"
    severity = Severity.WARNING
    title = "Quantile annoncé, mais pas calculé"
    explanation = (
        "Le nom annonce un décile, une médiane ou un autre quantile, et l'agrégation déclarée calcule autre chose. Un "
        "neuvième décile national se lit sur la distribution de tous les dossiers, jamais sur la moyenne des déciles "
        "locaux."
    )
    repair = "Déclarer l'agrégation « quantile » avec la part annoncée, par exemple 0.9 pour le neuvième décile."
    bad = """\
indicators:
  - {id: delai-paiement, name: Délai de paiement (9e décile)}
"""
    good = """\
indicators:
  - id: delai-paiement
    name: Délai de paiement (9e décile)
    aggregation: {over_bodies: quantile, over_time: quantile, quantile: "0,9"}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """An aggregation that is not the announced quantile."""
        found = _QUANTILE.search(element.name)
        if found is None or element.aggregation is None:
            return
        announced = Decimal(found[1]) / _PARTS[found[2].lower()] if found[1] else Decimal("0.5")
        if element.aggregation.quantile != announced:
            yield ("aggregation",), f"le nom annonce « {found[0]} », mais l'agrégation ne calcule pas ce quantile"


class ScaleOfPercent(ElementRule[Indicator]):
    """A ratio in percent is multiplied by a hundred."""

    kind = Indicator
    code = "C150"
    severity = Severity.ERROR
    title = "Rapport en % sans multiplicateur 100"
    explanation = (
        "L'indicateur est un rapport exprimé en %, mais son multiplicateur n'est pas 100 : un taux de 82 % serait "
        "calculé 0,82 et déclaré loin de sa cible."
    )
    repair = "Ajouter « scale: 100 » à l'agrégation."
    bad = """\
indicators:
  - {id: taux-satisfaction, aggregation: {scale: 1}}
"""
    good = """\
indicators:
  - {id: taux-satisfaction, aggregation: {scale: 100}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """A fraction in percent with another multiplier."""
        way = element.aggregation
        in_percent = element.unit == "%" and element.level_unit in {None, "%"}
        if way and way.reads == "fraction" and in_percent and way.scale != 100:
            yield ("aggregation",), f"le rapport est en %, mais il est multiplié par {way.scale} et non par 100"


RULES: tuple[type[Rule], ...] = (NameAgainstUnit, TargetInAnotherUnit, SummedRate, AnnouncedQuantile, ScaleOfPercent)
