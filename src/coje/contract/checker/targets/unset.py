"""Years without a target that can be used, and targets without a year of the contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from coje.contract.checker.base import ElementRule, Remark, Rule, Severity
from coje.contract.model import Indicator
from coje.contract.targets import Milestone, Neutralised, NotSet, ToBeSet, bare


class YearWithoutTarget(ElementRule[Indicator]):
    """Every year of the contract has a target, or a span of years that covers it."""

    kind = Indicator
    code = "C127"
    severity = Severity.WARNING
    title = "Année sans cible"
    explanation = (
        "Une année du contrat n'a pas de cible pour cet indicateur. Le bilan de cette année-là ne pourra pas dire si "
        "le résultat est bon, et les séries de plusieurs contrats ne se compareront pas."
    )
    repair = (
        "Fixer la cible, ou écrire pourquoi il n'y en a pas : « ND », « neutralisé : motif », « à fixer avant le … »."
    )
    bad = """\
indicators:
  - id: delai-reponse
    number: "3"
    name: Délai moyen de réponse
    orientation: fiche-1-1
    unit: jour
    sense: down
    definition: Jours entre la demande et la réponse
    aggregation: {over_bodies: mean, over_time: mean}
    targets: {2024: 12 jours, 2025: 10 jours, 2026: 9 jours}
"""
    good = bad.replace("{2024:", "{2023: 15 jours, 2024:")

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Years that no key of the targets covers, in one remark."""
        years = self.contract.period.years
        bare_years = [str(year) for year in years if not any(year in span for span in element.targets)]
        if len(bare_years) == len(years):
            yield (), f"l'indicateur {element.number} n'a aucune cible"
        elif bare_years:
            yield ("targets",), f"l'indicateur {element.number} n'a pas de cible pour {', '.join(bare_years)}"


class TargetNotSet(ElementRule[Indicator]):
    """A target printed « ND » is no target."""

    kind = Indicator
    code = "C128"
    severity = Severity.WARNING
    title = "Cible non fixée"
    explanation = (
        "La cible est « ND ». En 2022, le Sénat a compté 380 sous-indicateurs de performance de l'État sans cible "
        "utilisable : aucun jugement n'est possible cette année-là."
    )
    repair = "Fixer la cible, ou convenir de la date à laquelle elle le sera (« à fixer avant le 31/03/2024 »)."
    bad = """\
indicators:
  - {id: delai-paiement, targets: {2023: ND}}
"""
    good = """\
indicators:
  - {id: delai-paiement, targets: {2023: 22 jours}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Targets that are not set."""
        for span, target in element.targets.items():
            if isinstance(bare(target), NotSet):
                yield ("targets", str(span)), f"la cible {span} n'est pas fixée"


class NeutralisedWithoutReason(ElementRule[Indicator]):
    """A neutralised target says why."""

    kind = Indicator
    code = "C129"
    severity = Severity.INFO
    title = "Cible neutralisée sans motif"
    explanation = (
        "La cible est neutralisée, sans que le contrat dise pourquoi. Quelques années plus tard, personne ne saura si "
        "c'était une crise, un changement d'outil ou un mauvais résultat."
    )
    repair = "Ajouter le motif : « neutralisé : crise sanitaire »."
    bad = """\
indicators:
  - {id: delai-paiement, targets: {2023: neutralisé}}
"""
    good = """\
indicators:
  - {id: delai-paiement, targets: {2023: "neutralisé : changement d'outil"}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Neutralised targets without a reason."""
        for span, target in element.targets.items():
            if bare(target) == Neutralised():
                yield ("targets", str(span)), f"la cible {span} est neutralisée sans motif"


class SetTooLate(ElementRule[Indicator]):
    """A target to be set is set before its year begins."""

    kind = Indicator
    code = "C130"
    severity = Severity.WARNING
    title = "Cible à fixer trop tard"
    explanation = (
        "La cible doit être fixée à une date où son année est déjà entamée. Une cible connue après coup n'oriente plus "
        "l'action ; elle enregistre le résultat."
    )
    repair = "Avancer la date avant le 1er janvier de l'année de la cible."
    bad = """\
indicators:
  - {id: delai-paiement, targets: {2025: à fixer avant le 30/06/2025}}
"""
    good = """\
indicators:
  - {id: delai-paiement, targets: {2025: à fixer avant le 31/12/2024}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Dates later than the first day of the target's first year."""
        for span, target in element.targets.items():
            plain = bare(target)
            if isinstance(plain, ToBeSet) and plain.by > date(span.first, 1, 1):
                yield (
                    ("targets", str(span)),
                    f"la cible {span} peut n'être fixée que le {plain.by:%d/%m/%Y}, en cours d'année",
                )


class TargetOutsidePeriod(ElementRule[Indicator]):
    """Targets are for years of the contract."""

    kind = Indicator
    code = "C138"
    severity = Severity.ERROR
    title = "Cible hors de la période"
    explanation = (
        "La cible est donnée pour une année qui n'est pas du contrat. Aucun bilan annuel du contrat ne la regardera : "
        "c'est d'ordinaire une faute de frappe, ou une colonne décalée."
    )
    repair = "Corriger l'année, ou retirer la cible."
    bad = """\
indicators:
  - {id: delai-paiement, targets: {2027: 15 jours}}
"""
    good = """\
indicators:
  - {id: delai-paiement, targets: {2026: 15 jours}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Spans that are not inside the period."""
        years = self.contract.period.years
        for span in element.targets:
            if span.first not in years or span.last not in years:
                yield (
                    ("targets", str(span)),
                    f"la cible {span} est hors de la période du contrat ({years[0]}-{years[-1]})",
                )


class TwoTargetsForOneYear(ElementRule[Indicator]):
    """One target falls due in a year."""

    kind = Indicator
    code = "C145"
    severity = Severity.ERROR
    title = "Deux cibles pour la même année"
    explanation = (
        "Deux cibles échoient la même année, l'une pour l'année et l'autre pour une suite d'années qui s'y termine. Un "
        "résultat pourrait atteindre l'une et manquer l'autre."
    )
    repair = "Garder une seule cible par année d'échéance, ou créer un second indicateur."
    bad = """\
indicators:
  - {id: delai-paiement, targets: {2023-2026: 16 jours}}
"""
    good = """\
indicators:
  - {id: delai-paiement, targets: {2026: 16 jours}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Spans of several years that end in the year of another target."""
        due = Counter(span.due_year for span in element.targets)
        for span in element.targets:
            if due[span.due_year] > 1 and span.first != span.last:
                yield ("targets", str(span)), f"la cible {span} échoit en {span.due_year}, qui a déjà une autre cible"


class MilestoneOfAnotherYear(ElementRule[Indicator]):
    """A milestone falls in the year of its target."""

    kind = Indicator
    code = "C146"
    severity = Severity.ERROR
    title = "Jalon daté d'une autre année que sa cible"
    explanation = (
        "La cible d'une année est un jalon daté d'une autre année. Le bilan de l'année annoncée ne pourrait pas dire "
        "s'il est franchi."
    )
    repair = "Corriger la date du jalon, ou l'inscrire à son année."
    bad = """\
indicators:
  - {id: delai-paiement, targets: {2023: Rapport remis au plus tard le 31/12/2024}}
"""
    good = """\
indicators:
  - {id: delai-paiement, targets: {2023: Rapport remis au plus tard le 31/12/2023}}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """Milestones due outside the years of their target."""
        for span, target in element.targets.items():
            plain = bare(target)
            if isinstance(plain, Milestone) and plain.due_on.year not in span:
                yield ("targets", str(span)), f"le jalon de {span} est daté du {plain.due_on:%d/%m/%Y}"


RULES: tuple[type[Rule], ...] = (
    YearWithoutTarget,
    TargetNotSet,
    NeutralisedWithoutReason,
    SetTooLate,
    TargetOutsidePeriod,
    TwoTargetsForOneYear,
    MilestoneOfAnotherYear,
)
