"""Orientations, commitments and actions that nobody could follow."""

from __future__ import annotations

from collections.abc import Iterator

from coje.contract.checker.base import ElementRule, Remark, Rule, Severity
from coje.contract.model import Action, Commitment, CommitmentBy, Indicator, Orientation


class OrientationWithoutCommitment(ElementRule[Orientation]):
    """An orientation holds at least one commitment."""

    kind = Orientation
    code = "C106"
    severity = Severity.WARNING
    title = "Orientation sans engagement"
    explanation = (
        "Une orientation annonce une intention ; ce sont ses engagements que l'on suit. Sans engagement, aucun bilan "
        "ne peut dire si elle a avancé."
    )
    repair = "Ajouter les engagements de l'orientation, ou la retirer."
    bad = """\
axes:
  - id: axe-1
    orientations:
      - {id: fiche-1-2, number: "1.2", title: Mieux informer}
indicators:
  - {id: taux-satisfaction, orientation: fiche-1-2}
"""
    good = """\
axes:
  - id: axe-1
    orientations:
      - id: fiche-1-2
        number: "1.2"
        title: Mieux informer
        commitments:
          - {id: etat-2, title: Publier les textes à temps, by: state, due_years: [2023]}
indicators:
  - {id: taux-satisfaction, orientation: fiche-1-2}
"""

    def look(self, element: Orientation) -> Iterator[Remark]:
        """An empty list of commitments."""
        if not element.commitments:
            yield (), f"l'orientation {element.number} ne comporte aucun engagement"


class CommitmentWithoutAction(ElementRule[Commitment]):
    """A commitment of the fund is broken down into actions."""

    kind = Commitment
    code = "C107"
    severity = Severity.WARNING
    title = "Engagement sans action"
    explanation = (
        "Les engagements de la caisse portent leurs échéances par leurs actions. Sans action, l'engagement n'a ni "
        "échéance ni livrable : on ne saura jamais dire s'il est tenu."
    )
    repair = "Ajouter au moins une action, avec son année d'échéance et son livrable."
    bad = """\
axes:
  - id: axe-1
    orientations:
      - id: fiche-1-1
        commitments:
          - {id: engagement-2, title: Répondre plus vite, by: fund}
"""
    good = """\
axes:
  - id: axe-1
    orientations:
      - id: fiche-1-1
        commitments:
          - id: engagement-2
            title: Répondre plus vite
            by: fund
            actions:
              - {id: action-2, title: Renforcer les plateformes, due_years: [2023], deliverable: Nombre de renforts}
"""

    def look(self, element: Commitment) -> Iterator[Remark]:
        """A commitment other than the State's with no action."""
        if element.by is not CommitmentBy.STATE and not element.actions:
            yield (), "cet engagement n'a aucune action ; rien ne permettra de dire s'il est tenu"


class ActionWithoutDeliverable(ElementRule[Action]):
    """An action says what will prove that it is done."""

    kind = Action
    code = "C108"
    severity = Severity.WARNING
    title = "Action sans livrable"
    explanation = (
        "Le livrable est la preuve de la réalisation. Sans lui, la caisse et l'État peuvent se contredire de bonne foi "
        "sur le même bilan."
    )
    repair = "Indiquer le document, le chiffre ou la mise en service qui prouvera que l'action est faite."
    bad = """\
axes:
  - id: axe-1
    orientations:
      - id: fiche-1-1
        commitments:
          - id: engagement-1
            actions:
              - {id: action-1, deliverable: null}
"""
    good = """\
axes:
  - id: axe-1
    orientations:
      - id: fiche-1-1
        commitments:
          - id: engagement-1
            actions:
              - {id: action-1, deliverable: Portail ouvert à tous les assurés}
"""

    def look(self, element: Action) -> Iterator[Remark]:
        """A missing deliverable."""
        if element.deliverable is None:
            yield (), "cette action n'a pas de livrable ; rien ne prouvera qu'elle est faite"


class ActionWithoutDueYear(ElementRule[Action]):
    """An action is due in at least one year."""

    kind = Action
    code = "C109"
    severity = Severity.WARNING
    title = "Action sans année d'échéance"
    explanation = (
        "Une action sans échéance n'est jamais en retard : elle ne compte dans aucun bilan annuel, et personne n'est "
        "tenu de la commencer."
    )
    repair = "Indiquer dans « due_years » chaque année où l'action doit avoir avancé ou abouti."
    bad = """\
axes:
  - id: axe-1
    orientations:
      - id: fiche-1-1
        commitments:
          - id: engagement-1
            actions:
              - {id: action-1, due_years: []}
"""
    good = """\
axes:
  - id: axe-1
    orientations:
      - id: fiche-1-1
        commitments:
          - id: engagement-1
            actions:
              - {id: action-1, due_years: [2024, 2025]}
"""

    def look(self, element: Action) -> Iterator[Remark]:
        """No due year."""
        if not element.due_years:
            yield (), "cette action n'a aucune année d'échéance ; elle ne sera jamais en retard"


class StateCommitmentWithoutDueYear(ElementRule[Commitment]):
    """A commitment of the State is due in at least one year."""

    kind = Commitment
    code = "C111"
    severity = Severity.WARNING
    title = "Engagement de l'État sans échéance"
    explanation = (
        "Le contrat lie les deux signataires. Un engagement de l'État sans année d'échéance échappe au bilan, alors "
        "que celui de la caisse y figure chaque année."
    )
    repair = "Indiquer les années d'échéance de l'engagement, ou de chacune de ses actions."
    bad = """\
axes:
  - id: axe-1
    orientations:
      - id: fiche-1-1
        commitments:
          - {id: etat-1, due_years: []}
"""
    good = """\
axes:
  - id: axe-1
    orientations:
      - id: fiche-1-1
        commitments:
          - {id: etat-1, due_years: [2024, 2025]}
"""

    def look(self, element: Commitment) -> Iterator[Remark]:
        """Neither a due year nor an action to carry one."""
        if element.by is CommitmentBy.STATE and not element.due_years and not element.actions:
            yield (), "cet engagement de l'État n'a aucune année d'échéance"


class IndicatorWithoutOrientation(ElementRule[Indicator]):
    """An indicator measures an orientation."""

    kind = Indicator
    code = "C119"
    severity = Severity.WARNING
    title = "Indicateur sans orientation"
    explanation = (
        "Un indicateur dit si une orientation avance. Rattaché à aucune, il n'entre dans la synthèse d'aucun axe, et "
        "l'on ne sait pas ce que sa cible engage."
    )
    repair = "Indiquer dans « orientation » celle que l'indicateur mesure."
    bad = """\
indicators:
  - {id: delai-paiement, orientation: null}
"""
    good = """\
indicators:
  - {id: delai-paiement, orientation: fiche-1-1}
"""

    def look(self, element: Indicator) -> Iterator[Remark]:
        """No orientation named, in a contract that has orientations."""
        if element.orientation is None and any(self.contract.orientations):
            yield (), f"l'indicateur {element.number} n'est rattaché à aucune orientation"


class OrientationWithoutIndicator(ElementRule[Orientation]):
    """An orientation is measured by at least one indicator, or by its actions' own."""

    kind = Orientation
    code = "C120"
    severity = Severity.INFO
    title = "Orientation qu'aucun indicateur ne mesure"
    explanation = (
        "Le contrat a des indicateurs, mais aucun n'est rattaché à cette orientation, ni à l'une de ses actions. Le "
        "bilan dira ce qui a été fait, pas ce que cela a changé."
    )
    repair = "Rattacher à l'orientation un indicateur de résultat, s'il en existe un."
    bad = """\
axes:
  - id: axe-1
    orientations:
      - id: fiche-1-2
        number: "1.2"
        title: Mieux informer
        commitments:
          - {id: etat-2, title: Publier les textes à temps, by: state, due_years: [2023]}
"""
    good = OrientationWithoutCommitment.good

    def look(self, element: Orientation) -> Iterator[Remark]:
        """No indicator that names it or that one of its actions names."""
        linked = any(action.indicators for commitment in element.commitments for action in commitment.actions)
        measured = {indicator.orientation for indicator in self.contract.indicators}
        if measured and not linked and element.id not in measured:
            yield (), f"aucun indicateur ne mesure l'orientation {element.number}"


RULES: tuple[type[Rule], ...] = (
    OrientationWithoutCommitment,
    CommitmentWithoutAction,
    ActionWithoutDeliverable,
    ActionWithoutDueYear,
    StateCommitmentWithoutDueYear,
    IndicatorWithoutOrientation,
    OrientationWithoutIndicator,
)
