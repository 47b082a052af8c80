"""`coje report`: the annual report, as a workbook and a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

import coje
from coje.appraisal.appraise import Appraisal
from coje.cli import case, inputs
from coje.cli.command import Command
from coje.cli.printing import show, working
from coje.reports.annual import AnnualReport, annual_report
from coje.reports.outlooks import NOT_PROJECTED
from coje.reports.pdf.write import write_pdf
from coje.reports.workbook import write_workbook

if TYPE_CHECKING:
    from coje.appraisal.projection import Projection

EXAMPLES = {
    "coje report contracts/cnam-2023-2027 --ledger var/demo/registre --out var/demo": "Le classeur et le PDF",
    "coje report contracts/cnam-2023-2027 --as-of 2025-03-15 --only pdf": "Le PDF, tel qu'on l'aurait fait ce jour-là",
    "coje report contracts/cnam-2023-2027 --themes fiche-1-1,marqueur-fraude": "Avec d'autres thèmes",
}

WRITERS = {"xlsx": write_workbook, "pdf": write_pdf}
NAMES = {"xlsx": "Classeur", "pdf": "PDF"}


@click.command(name="report", cls=Command, examples=EXAMPLES, refuses=case.REFUSES)
@case.options
@click.option(
    "--out",
    metavar="DOSSIER",
    type=inputs.NEW_FOLDER,
    default=Path(),
    show_default="le dossier courant",
    help="Dossier où écrire, créé au besoin.",
)
@click.option(
    "--themes",
    metavar="NOMS",
    default="",
    help="Thèmes à analyser : noms de groupements ou de fiches du contrat, séparés par des virgules ; sans elle, ses "
    "priorités.",
)
@click.option(
    "--no-projection", is_flag=True, help="Sans projeter les indicateurs jusqu'à la fin du contrat : plus rapide."
)
@click.option("--only", type=click.Choice(list(WRITERS)), help="N'écrit que le classeur, ou que le PDF.")
def command(out: Path, themes: str, no_projection: bool, only: str | None, **asked: Any) -> None:
    """Écrit le bilan annuel : un classeur et un PDF.

    C'est le bilan que la caisse doit à l'État chaque 15 mars : synthèse, indicateurs et leurs projections, engagements,
    actions et livrables, thèmes choisis, notes sur les données. Deux bilans tirés des mêmes données pour le même jour
    sont identiques à l'octet près.
    """
    with working("Évaluation du contrat"):
        appraisal = case.appraised(**asked)
    projections = None if no_projection else _projected(appraisal)
    with working("Rédaction du bilan"):
        report = _told(appraisal, themes, projections)
        out.mkdir(parents=True, exist_ok=True)
        written = {form: _written(report, out, form) for form in ([only] if only else WRITERS)}
    ahead = report.outlooks.sentence if report.outlooks else NOT_PROJECTED
    show([Text("\n".join(filter(None, (report.identity.label, report.sentence, ahead))))])
    for form, file in written.items():
        click.echo(f"{NAMES[form]} : {file}")


def _projected(appraisal: Appraisal) -> dict[str, Projection]:
    """The projection of every indicator: only then is statsmodels, slow to import, looked for."""
    with working("Projection des indicateurs"):
        return coje.project(appraisal)


def _told(appraisal: Appraisal, themes: str, projections: dict[str, Projection] | None) -> AnnualReport:
    try:
        return annual_report(appraisal, [name.strip() for name in themes.split(",") if name.strip()], projections)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _written(report: AnnualReport, out: Path, form: str) -> Path:
    file = out / f"bilan-annuel-{report.identity.year}.{form}"
    WRITERS[form](report, file)
    return file
