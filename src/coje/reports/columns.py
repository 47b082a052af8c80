"""The columns of each sheet of the workbook: heads, widths, and what they read."""

from __future__ import annotations

from dataclasses import dataclass

from coje.reports.cells import Badge, Cell
from coje.reports.indicators import IndicatorRow, sources_text
from coje.reports.notes import Note
from coje.reports.outlooks import OutlookRow
from coje.reports.promises import CommitmentRow, PromiseRow
from coje.reports.schedule import DeadlineRow
from coje.reports.tables import Column


def _yes(value: bool) -> str:
    return "oui" if value else "non"


INDICATORS: tuple[Column[IndicatorRow], ...] = (
    Column("N°", 6, lambda row: row.number),
    Column("Indicateur", 46, lambda row: row.name),
    Column("Orientation", 11, lambda row: row.orientation),
    Column("Unité", 13, lambda row: row.unit),
    Column("Sens", 12, lambda row: row.sense),
    Column("Cible", 20, lambda row: row.now.target),
    Column("Résultat", 15, lambda row: row.now.result),
    Column("Écart à la cible", 15, lambda row: row.gap),
    Column("Statut", 14, lambda row: row.now.badge),
    Column("Complétude", 12, lambda row: row.completeness),
    Column("Provisoire", 11, lambda row: _yes(row.now.is_provisional)),
    Column("Simulé", 9, lambda row: _yes(row.now.is_simulated)),
    Column("Tendance", 12, lambda row: row.trend),
    Column("Motif", 32, lambda row: row.reason),
    Column("Progrès depuis le départ", 12, lambda row: row.progress),
    Column("Déjà atteinte l'année d'avant", 14, lambda row: row.already_met),
    Column("Origine", 26, lambda row: row.origin),
    Column("Sources", 30, sources_text),
    Column("Calcul", 70, lambda row: row.calculation),
    Column("Définition", 70, lambda row: row.definition),
    Column("Axe", 5, lambda row: row.axis),
    Column("Référence", 18, lambda row: row.clause),
)
INDICATORS_PRINTED = 14

PROJECTIONS: tuple[Column[OutlookRow], ...] = (
    Column("N°", 6, lambda row: row.number),
    Column("Indicateur", 60, lambda row: row.name),
    Column("Unité", 13, lambda row: row.unit),
    Column("Année", 8, lambda row: row.year),
    Column("Valeur attendue", 15, lambda row: row.expected),
    Column("Borne basse à 80 %", 15, lambda row: row.low),
    Column("Borne haute à 80 %", 15, lambda row: row.high),
    Column("Cible", 20, lambda row: row.target if row.goal.value is None else row.goal),
    Column("Probabilité d'atteindre la cible", 14, lambda row: row.chance),
    Column("Perspective", 14, lambda row: row.badge),
    Column("Modèle et erreur, en bref", 76, lambda row: row.model_line),
    Column("Motif d'absence de probabilité", 36, lambda row: row.reason),
    Column("Modèle et erreur", 230, lambda row: row.model_text),
    Column("Limites", 230, lambda row: row.limits),
)
PROJECTIONS_PRINTED = 12

COMMITMENTS: tuple[Column[CommitmentRow], ...] = (
    Column("Référence", 12, lambda row: row.reference),
    Column("Axe", 5, lambda row: row.axis),
    Column("Orientation", 11, lambda row: row.orientation),
    Column("Intitulé de l'orientation", 44, lambda row: row.orientation_title),
    Column("Engagement", 66, lambda row: row.title),
    Column("Pris par", 16, lambda row: row.by),
    Column("Avec", 24, lambda row: row.with_parties),
    Column("Échéances", 16, lambda row: row.due_years),
    Column("Statut", 14, lambda row: row.badge),
    Column("Actions", 9, lambda row: row.actions),
    Column("Réalisées", 10, lambda row: row.done),
    Column("En retard", 10, lambda row: row.late),
)

ACTIONS: tuple[Column[PromiseRow], ...] = (
    Column("Référence", 11, lambda row: row.reference),
    Column("Engagement", 50, lambda row: row.commitment),
    Column("Action", 64, lambda row: row.title),
    Column("Livrable, preuve de la réalisation", 62, lambda row: row.deliverable),
    Column("Échéances", 13, lambda row: row.due_years),
    Column("Statut", 14, lambda row: row.badge),
    Column("Échéances dépassées", 13, lambda row: row.late_years),
    Column("Dernier compte rendu", 13, lambda row: row.on),
    Column("Commentaire", 44, lambda row: row.comment),
    Column("Preuve", 44, lambda row: row.evidence),
    Column("Responsable", 44, lambda row: row.owner),
    Column("Axe", 5, lambda row: row.axis),
    Column("Orientation", 11, lambda row: row.orientation),
    Column("Indicateurs liés", 12, lambda row: row.indicators),
)
ACTIONS_PRINTED = 9

STATE: tuple[Column[PromiseRow], ...] = (
    Column("Référence", 12, lambda row: row.reference),
    Column("Axe", 5, lambda row: row.axis),
    Column("Orientation", 11, lambda row: row.orientation),
    Column("Engagement de l'État", 60, lambda row: row.title),
    Column("Échéances", 16, lambda row: row.due_years),
    Column("Statut", 14, lambda row: row.badge),
    Column("Échéances dépassées", 14, lambda row: row.late_years),
    Column("Dernier compte rendu", 13, lambda row: row.on),
    Column("Preuve", 26, lambda row: row.evidence),
    Column("Commentaire", 40, lambda row: row.comment),
)

DEADLINES: tuple[Column[DeadlineRow], ...] = (
    Column("Échéance", 13, lambda row: row.due_on),
    Column("Obligation", 66, lambda row: row.title),
    Column("Exercice", 10, lambda row: row.exercise),
    Column("Responsable", 28, lambda row: row.owner),
    Column("Statut", 16, lambda row: row.badge),
    Column("Remis le", 13, lambda row: row.filed_on),
    Column("Document", 50, lambda row: row.document),
    Column("Livrable", 200, lambda row: row.deliverable),
    Column("Destinataires", 70, lambda row: row.recipients),
    Column("Référence", 24, lambda row: row.clause),
)
DEADLINES_PRINTED = 7

NOTES: tuple[Column[Note], ...] = (
    Column("Nature", 20, lambda note: note.kind),
    Column("Référence", 22, lambda note: note.reference),
    Column("Élément", 62, lambda note: note.subject),
    Column("Année", 8, lambda note: note.year or None),
    Column("Note", 150, lambda note: note.text),
    Column("Enregistrements", 15, lambda note: note.records or None),
)


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One element of a chosen theme."""

    theme: str
    nature: str
    reference: str
    title: str
    expected: str
    result: Cell
    badge: Badge


THEMES: tuple[Column[ThemeLine], ...] = (
    Column("Thème", 34, lambda line: line.theme),
    Column("Nature", 20, lambda line: line.nature),
    Column("Référence", 12, lambda line: line.reference),
    Column("Intitulé", 96, lambda line: line.title),
    Column("Cible ou échéances", 24, lambda line: line.expected),
    Column("Résultat ou livrable", 90, lambda line: line.result),
    Column("Statut", 14, lambda line: line.badge),
)

ABOUT: tuple[Column[tuple[str, Cell]], ...] = (
    Column("Rubrique", 34, lambda line: line[0]),
    Column("Valeur", 90, lambda line: line[1]),
)
