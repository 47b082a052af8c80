"""`coje report`: the annual report, as a workbook and a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.text import Text

from coje.appraisal.appraise import Appraisal
from coje.cli import case, inputs
from coje.cli.command import Command
from coje.cli.printing import show, working
from coje.reports.annual import AnnualReport, annual_report
from coje.reports.pdf.write import write_pdf
from coje.reports.workbook import write_workbook

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
@click.option("--only", type=click.Choice(list(WRITERS)), help="N'écrit que le classeur, ou que le PDF.")
def command(out: Path, themes: str, only: str | None, **asked: Any) -> None:
    """Écrit le bilan annuel : un classeur et un PDF.

    C'est le bilan que la caisse doit à l'État chaque 15 mars : synthèse, indicateurs, engagements, actions et
    livrables, thèmes choisis, notes sur les données. Deux bilans tirés des mêmes données pour le même jour sont
    identiques à l'octet près.
    """
    with working("Évaluation du contrat et rédaction du bilan"):
        report = _told(case.appraised(**asked), themes)
        out.mkdir(parents=True, exist_ok=True)
        written = {form: _written(report, out, form) for form in ([only] if only else WRITERS)}
    show([Text("\n".join(filter(None, (report.identity.label, report.sentence))))])
    for form, file in written.items():
        click.echo(f"{NAMES[form]} : {file}")


def _told(appraisal: Appraisal, themes: str) -> AnnualReport:
    try:
        return annual_report(appraisal, [name.strip() for name in themes.split(",") if name.strip()])
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _written(report: AnnualReport, out: Path, form: str) -> Path:
    file = out / f"bilan-annuel-{report.identity.year}.{form}"
    WRITERS[form](report, file)
    return file
