"""Who is bound, and from when."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from coje.contract.checker.base import ElementRule, Remark, Rule, Severity
from coje.contract.model import Party, PartyRole


class SignedBeforeVote(Rule):
    """The contract is voted, then signed."""

    code = "C115"
    severity = Severity.ERROR
    title = "Signature antérieure au vote"
    explanation = (
        "Le conseil de la caisse se prononce sur le contrat avant sa signature. L'ordre inverse trahit une date mal "
        "saisie, ou une irrégularité que les bilans citeraient."
    )
    repair = "Vérifier les deux dates sur le document signé."
    bad = """\
voted_on: 2022-12-20
"""
    good = """\
voted_on: 2022-12-01
"""

    def check(self) -> Iterator[Remark]:
        """The two dates, when both are known."""
        voted, signed = self.contract.voted_on, self.contract.signed_on
        if voted and signed and signed < voted:
            yield ("signed_on",), f"le contrat est signé le {signed:%d/%m/%Y}, avant le vote du {voted:%d/%m/%Y}"


class SignedLate(Rule):
    """The contract is signed before its period begins."""

    code = "C116"
    severity = Severity.INFO
    title = "Contrat signé après le début de sa période"
    explanation = (
        "Les premiers mois de la période se sont écoulés avant la signature. Les cibles et les budgets de la première "
        "année ont été fixés en cours d'exercice : leur appréciation doit le dire."
    )
    repair = "Rien à corriger si les dates sont exactes ; l'expliquer dans le bilan de la première année."
    bad = """\
signed_on: 2023-07-19
"""
    good = """\
signed_on: 2022-12-15
"""

    def check(self) -> Iterator[Remark]:
        """The signature against the first day."""
        signed, start = self.contract.signed_on, self.contract.period.start
        if signed and signed > start:
            late = f"{(signed - start).days} jours après le début de sa période"
            yield ("signed_on",), f"le contrat est signé le {signed:%d/%m/%Y}, {late}"


class PartyWithoutSignatory(ElementRule[Party]):
    """Whoever is bound has signed."""

    kind = Party
    code = "C118"
    severity = Severity.WARNING
    title = "Partie engagée sans signataire"
    explanation = (
        "Le contrat nomme ses signataires, mais aucun ne signe pour cette partie, alors qu'elle est la caisse ou "
        "l'organisme engagé ; ou bien personne ne signe pour l'État."
    )
    repair = "Ajouter le signataire, ou donner à la partie la qualité « other » si elle n'est que citée."
    bad = """\
parties:
  - {id: organisme, name: Organisme local, role: body}
"""
    good = """\
parties:
  - {id: organisme, name: Organisme local, role: body}
signatories:
  - {party: etat, name: Le ministre}
  - {party: caisse, name: La directrice générale}
  - {party: organisme, name: Le directeur}
"""

    def look(self, element: Party) -> Iterator[Remark]:
        """A bound party that no signatory stands for; one authority may sign for the whole State."""
        signing = [party for party in self.contract.parties if party.id in self._signing_ids]
        stands_for = {party.role if party.role is PartyRole.STATE else party.id for party in signing}
        bound = element.role if element.role is PartyRole.STATE else element.id
        if self._signing_ids and element.role is not PartyRole.OTHER and bound not in stands_for:
            yield (), f"aucun signataire n'engage « {element.name} »"

    @cached_property
    def _signing_ids(self) -> set[str]:
        return {signatory.party for signatory in self.contract.signatories}


RULES: tuple[type[Rule], ...] = (SignedBeforeVote, SignedLate, PartyWithoutSignatory)
