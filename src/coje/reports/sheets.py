"""The sheets of the workbook, as tables."""

from __future__ import annotations

from collections.abc import Iterator

from coje.reports.annual import AnnualReport
from coje.reports.cells import Cell
from coje.reports.columns import (
    ABOUT,
    ACTIONS,
    ACTIONS_PRINTED,
    COMMITMENTS,
    DEADLINES,
    DEADLINES_PRINTED,
    INDICATORS,
    INDICATORS_PRINTED,
    NOTES,
    PROJECTIONS,
    PROJECTIONS_PRINTED,
    STATE,
    THEMES,
    ThemeLine,
)
from coje.reports.indicators import IndicatorRow, YearPoint
from coje.reports.outlooks import NOT_PROJECTED
from coje.reports.phrases import listed, long_date
from coje.reports.promises import PromiseRow
from coje.reports.tables import Column, Group, Table, table


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
    yield _projections(report)
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
        f"Chaque date d'obligation du contrat, et ce qui a été remis ; à l'impression, {year} et {year + 1} seulement.",
        DEADLINES,
        report.schedule.deadlines,
        empty="Le contrat ne porte aucune obligation datée.",
        printed=DEADLINES_PRINTED,
        printed_rows=report.schedule.around,
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


def _projections(report: AnnualReport) -> Table:
    told = report.outlooks
    return table(
        "Projections",
        told.sentence if told else NOT_PROJECTED,
        PROJECTIONS,
        told.rows if told else (),
        empty="Aucun indicateur n'est projeté." if told else NOT_PROJECTED,
        frozen=2,
        printed=PROJECTIONS_PRINTED,
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
