"""What an indicator cannot be read without."""

from __future__ import annotations

from collections.abc import Iterator

from coje.contract.checker.base import ElementRule, Remark, Rule, Severity
from coje.contract.model import Frequency, Indicator


class IndicatorWithoutSense(ElementRule[Indicator]):
    """An indicator says which way it is meant to move."""

    kind = Indicator
    code = "C121"
    severity = Severity.ERROR
    title = "Indicateur sans sens"
    explanation = (
        "Sans le sens attendu, on ne sait pas si dépasser la cible est un succès ou un échec. Le Sénat a compté 257 "
        "sous-indicateurs de performance de l'État dans ce cas en 2022."
    )
    repair = "Indiquer dans « sense » : up (hausse), down (baisse), stable ou band (fourchette)."
    bad = """\
indicators:
  - {id: delai-paiement, sense: null}
"""
    good = """\
indicators:
  - {id: delai-paiement, sense: down}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """No sense."""
        if element.sense is None:
            yield (), f"l'indicateur {element.number} n'a pas de sens (hausse, baisse, stabilité ou fourchette)"


class IndicatorWithoutUnit(ElementRule[Indicator]):
    """An indicator says what it is counted in."""

    kind = Indicator
    code = "C122"
    severity = Severity.ERROR
    title = "Indicateur sans unité"
    explanation = (
        "Sans unité, « 20 » peut être des jours ou des jours ouvrés, un nombre ou un pourcentage. Résultats et cibles "
        "ne peuvent être comparés que s'ils se comptent dans la même unité."
    )
    repair = "Indiquer l'unité au singulier : jour, %, bénéficiaire, €."
    bad = """\
indicators:
  - {id: delai-paiement, unit: null, targets: {2023: 22, 2024: 20, 2025: 18, 2026: 16}}
"""
    good = """\
indicators:
  - {id: delai-paiement, unit: jour, targets: {2023: 22, 2024: 20, 2025: 18, 2026: 16}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """No unit."""
        if element.unit is None:
            yield (), f"l'indicateur {element.number} n'a pas d'unité"


class IndicatorWithoutDefinition(ElementRule[Indicator]):
    """An indicator says how it is computed."""

    kind = Indicator
    code = "C123"
    severity = Severity.WARNING
    title = "Indicateur sans définition"
    explanation = (
        "Les inspections reprochent régulièrement aux contrats de ne pas annexer le mode de calcul de leurs "
        "indicateurs. Sans définition, deux organismes calculent deux choses différentes sous le même nom, et la "
        "mesure peut changer en cours de contrat sans que rien ne le montre."
    )
    repair = "Dire en une ou deux phrases ce qui est compté, de quand à quand, et ce qui est exclu."
    bad = """\
indicators:
  - {id: delai-paiement, definition: null}
"""
    good = """\
indicators:
  - {id: delai-paiement, definition: Jours entre la demande complète et le paiement}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """No definition."""
        if element.definition is None:
            yield (), f"l'indicateur {element.number} n'a pas de définition ; son mode de calcul n'est pas écrit"


class IndicatorWithoutAggregation(ElementRule[Indicator]):
    """An indicator says how local figures make the national one, and months the year.

    A figure measured once a year for the whole country needs no rule.
    """

    kind = Indicator
    code = "C124"
    severity = Severity.WARNING
    title = "Indicateur sans règle d'agrégation"
    explanation = (
        "Rien ne dit comment les chiffres des organismes font celui du pays, ni comment ceux des mois font celui de "
        "l'année. La moyenne de taux locaux n'est pas le taux national : il faut convenir de la règle."
    )
    repair = (
        "Renseigner « aggregation » : ratio (rapport des sommes), sum (somme), mean (moyenne pondérée), quantile, "
        "ou last (dernière valeur, dans le temps)."
    )
    bad = """\
indicators:
  - {id: delai-paiement, aggregation: null}
"""
    good = """\
indicators:
  - {id: delai-paiement, aggregation: {over_bodies: mean, over_time: mean}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """No aggregation of what is measured locally, or several times a year."""
        is_whole = element.level == "national" and element.frequency is Frequency.YEARLY
        if element.aggregation is None and not is_whole:
            yield (), f"rien ne dit comment l'indicateur {element.number} s'agrège entre organismes et dans le temps"


class LateBaseline(ElementRule[Indicator]):
    """The starting point is before the first year of the contract."""

    kind = Indicator
    code = "C151"
    severity = Severity.WARNING
    title = "Situation de départ prise pendant le contrat"
    explanation = (
        "La situation de départ date d'une année du contrat. Les progrès déjà faits cette année-là, ou ses retards, "
        "disparaîtraient de l'appréciation."
    )
    repair = "Donner la valeur d'une année antérieure au contrat, ou expliquer pourquoi il n'y en a pas."
    bad = """\
indicators:
  - {id: delai-paiement, baseline: {year: 2023}}
"""
    good = """\
indicators:
  - {id: delai-paiement, baseline: {year: 2022}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """A baseline of the first year or later."""
        first = self.contract.period.years[0]
        if element.baseline and element.baseline.year >= first:
            yield ("baseline",), f"la situation de départ est de {element.baseline.year} ; le contrat débute en {first}"


RULES: tuple[type[Rule], ...] = (
    IndicatorWithoutSense,
    IndicatorWithoutUnit,
    IndicatorWithoutDefinition,
    IndicatorWithoutAggregation,
    LateBaseline,
)
