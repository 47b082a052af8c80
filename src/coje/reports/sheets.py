"""The sheets of the workbook, as tables: which columns each one has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coje.reports.annual import AnnualReport
from coje.reports.cells import Badge, Cell
from coje.reports.indicators import IndicatorRow, YearPoint, sources_text
from coje.reports.notes import Note
from coje.reports.phrases import listed, long_date
from coje.reports.promises import CommitmentRow, PromiseRow
from coje.reports.schedule import DeadlineRow
from coje.reports.tables import Column, Group, Table, table

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

COMMITMENTS: tuple[Column[CommitmentRow], ...] = (
    Column("Référence", 12, lambda row: row.reference),
    Column("Axe", 5, lambda row: row.axis),
    Column("Orientation", 11, lambda row: row.orientation),
    Column("Intitulé de l'orientation", 44, lambda row: row.orientation_title),
    Column("Engagement", 52, lambda row: row.title),
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
    Column("Engagement", 32, lambda row: row.commitment),
    Column("Action", 42, lambda row: row.title),
    Column("Livrable, preuve de la réalisation", 36, lambda row: row.deliverable),
    Column("Échéances", 13, lambda row: row.due_years),
    Column("Statut", 14, lambda row: row.badge),
    Column("Échéances dépassées", 13, lambda row: row.late_years),
    Column("Dernier compte rendu", 13, lambda row: row.on),
    Column("Commentaire", 34, lambda row: row.comment),
    Column("Preuve", 26, lambda row: row.evidence),
    Column("Responsable", 26, lambda row: row.owner),
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
    Column("Obligation", 46, lambda row: row.title),
    Column("Exercice", 10, lambda row: row.exercise),
    Column("Responsable", 28, lambda row: row.owner),
    Column("Statut", 16, lambda row: row.badge),
    Column("Remis le", 13, lambda row: row.filed_on),
    Column("Document", 34, lambda row: row.document),
    Column("Livrable", 100, lambda row: row.deliverable),
    Column("Destinataires", 36, lambda row: row.recipients),
    Column("Référence", 24, lambda row: row.clause),
)
DEADLINES_PRINTED = 7

NOTES: tuple[Column[Note], ...] = (
    Column("Nature", 20, lambda note: note.kind),
    Column("Référence", 22, lambda note: note.reference),
    Column("Élément", 46, lambda note: note.subject),
    Column("Année", 8, lambda note: note.year or None),
    Column("Note", 90, lambda note: note.text),
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
    Column("Thème", 32, lambda line: line.theme),
    Column("Nature", 20, lambda line: line.nature),
    Column("Référence", 12, lambda line: line.reference),
    Column("Intitulé", 56, lambda line: line.title),
    Column("Cible ou échéances", 24, lambda line: line.expected),
    Column("Résultat ou livrable", 36, lambda line: line.result),
    Column("Statut", 14, lambda line: line.badge),
)

ABOUT: tuple[Column[tuple[str, Cell]], ...] = (
    Column("Rubrique", 34, lambda line: line[0]),
    Column("Valeur", 90, lambda line: line[1]),
)


def tables(report: AnnualReport) -> Iterator[Table]:
    """Every sheet but the synthesis, in order."""
    year, promised = report.identity.year, report.promises
    yield table(
        "Indicateurs",
        f"Cible et résultat de {year} pour chaque indicateur, avec le calcul et ses sources.",
        INDICATORS,
        report.indicators,
        empty="Le contrat ne porte aucun indicateur.",
        frozen=2,
        printed=INDICATORS_PRINTED,
    )
    yield _trajectories(report)
    yield table(
        "Engagements",
        "Tous les engagements du contrat, et où en sont leurs actions.",
        COMMITMENTS,
        promised.commitments,
        empty="Le contrat ne porte aucun engagement.",
    )
    yield table(
        "Actions et livrables",
        "Chaque action, sa preuve attendue, ses échéances et ce qui en est connu.",
        ACTIONS,
        promised.actions,
        empty="Le contrat ne porte aucune action.",
        printed=ACTIONS_PRINTED,
    )
    yield table(
        "Engagements de l'État",
        "Ce que l'État a promis, et où il en est.",
        STATE,
        promised.state,
        empty="Le contrat ne porte aucun engagement de l'État.",
    )
    yield table(
        "Thèmes choisis",
        "Les thèmes analysés dans l'année : indicateurs, actions et engagements de l'État qui s'y rattachent.",
        THEMES,
        _theme_lines(report),
        empty="Aucun thème n'a été choisi.",
    )
    yield table(
        "Calendrier",
        "Chaque date d'obligation du contrat, et ce qui a été remis.",
        DEADLINES,
        report.schedule.deadlines,
        empty="Le contrat ne porte aucune obligation datée.",
        printed=DEADLINES_PRINTED,
    )
    yield table(
        "Notes sur les données",
        "Données partielles, provisoires, publiées ou non utilisées, motifs de non-évaluation, doutes sur le texte.",
        NOTES,
        report.notes,
        empty="Aucune note.",
    )
    yield table("À propos", "Ce qu'il faut pour refaire ce bilan à l'identique.", ABOUT, _about(report), empty="")


def _trajectories(report: AnnualReport) -> Table:
    years = [point.year for point in report.indicators[0].points] if report.indicators else []
    columns: list[Column[IndicatorRow]] = [
        Column("N°", 6, lambda row: row.number),
        Column("Indicateur", 44, lambda row: row.name),
        Column("Unité", 12, lambda row: row.unit),
        Column("Départ", 11, lambda row: row.baseline),
    ]
    for rank in range(len(years)):
        columns += _year_columns(rank)
    return table(
        "Trajectoires",
        "Cible, résultat et statut de chaque année, côte à côte.",
        columns,
        report.indicators,
        empty="Le contrat ne porte aucun indicateur.",
        groups=(Group("", 4), *(Group(str(year), 3) for year in years)),
        frozen=2,
    )


def _year_columns(rank: int) -> list[Column[IndicatorRow]]:
    return [
        Column("Cible", 14, lambda row: _goal(row.points[rank])),
        Column("Résultat", 14, lambda row: row.points[rank].result),
        Column("Statut", 14, lambda row: row.points[rank].badge),
    ]


def _goal(point: YearPoint) -> Cell:
    """A target that is a plain number is written as one."""
    return point.target if point.goal.value is None else point.goal


def _theme_lines(report: AnnualReport) -> Iterator[ThemeLine]:
    for theme in report.themes:
        name = theme.summary.title
        for row in theme.indicators:
            result = row.now.result
            yield ThemeLine(name, "indicateur", row.number, row.name, row.now.target, result, row.now.badge)
        for action in theme.actions:
            yield _promise_line(name, "action", action)
        for commitment in theme.state:
            yield _promise_line(name, "engagement de l'État", commitment)


def _promise_line(theme: str, nature: str, row: PromiseRow) -> ThemeLine:
    return ThemeLine(theme, nature, row.reference, row.title, row.due_years, row.deliverable, row.badge)


def _about(report: AnnualReport) -> list[tuple[str, Cell]]:
    about = report.identity
    themes = listed([theme.summary.title for theme in report.themes])
    return [
        ("Document", f"{report.title} – {about.contract}"),
        ("Données", about.label or "Données déclarées et publiées"),
        ("Version du contrat", f"{about.contract_id}, version {about.version}"),
        ("Année du bilan", about.year),
        ("À la date du", about.day),
        ("Établi par", about.author),
        ("Destinataires", about.recipients),
        ("Dû le", long_date(about.due_on) if about.due_on else ""),
        ("Référence", about.clause),
        ("Thèmes choisis", themes or "aucun"),
        ("Empreinte des données (SHA-256)", about.inputs_digest),
        ("Empreinte du contrat (SHA-256)", about.contract_digest),
        ("Logiciel", about.software),
        ("Organismes du réseau", about.bodies),
        ("Mesures connues", about.measures),
        ("Comptes rendus d'avancement connus", about.progress),
        ("Remises de documents connues", about.filings),
    ]


def _yes(value: bool) -> str:
    return "oui" if value else "non"
