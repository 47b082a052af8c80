"""`coje returns template`: the form that a body has to fill."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from coje.cli import case, inputs
from coje.cli.command import Command, Refusal
from coje.library import load
from coje.reading.template_workbook import write_workbook
from coje.reading.templates import Template, TemplateError
from coje.records.periods import months_from
from coje.reports.phrases import counted

EXAMPLES = {
    "coje returns template contracts/cnam-2023-2027 cpam-ain --from 2026-01": "Le retour de janvier 2026 de l'Ain",
    "coje returns template contracts/cnam-2023-2027 cnam --from 2025-01 --to 2025-12": "L'année de la caisse nationale",
    "coje returns template contracts/cnam-2023-2027 cpam-ain --from 2026-01 --out ain.csv": "En CSV",
}


@click.command(name="template", cls=Command, examples=EXAMPLES, refuses=(*case.REFUSES, TemplateError))
@inputs.contract
@click.argument("body", metavar="ORGANISME", help="Nom de l'organisme dans le fichier du réseau, ou caisse nationale.")
@click.option("--from", "first", metavar="MOIS", type=inputs.Month(), required=True, help="Premier mois à remplir.")
@click.option("--to", "last", metavar="MOIS", type=inputs.Month(), help="Dernier mois ; sans elle, le premier.")
@click.option(
    "--out",
    metavar="FICHIER",
    type=inputs.NEW_FILE,
    help="Fichier à écrire, en .xlsx ou en .csv ; sans elle, retour-ORGANISME-MOIS.xlsx.",
)
@inputs.network
def command(folder: Path, body: str, first: date, last: date | None, out: Path | None, network: Path | None) -> None:
    """Écrit le modèle de retour qu'un organisme doit remplir.

    Ce qui est à mesurer dans ces mois, ligne par ligne, d'après le contrat ; pour la caisse nationale, l'avancement des
    actions aussi. Le classeur explique comment le remplir.
    """
    contract = load(folder)
    end = months_from((last or first).year, (last or first).month, 1).end
    template = Template(contract, case.network_of(contract, folder, network), body, first, end)
    file = out or Path(f"retour-{body}-{first:%Y-%m}.xlsx")
    if file.exists():
        raise Refusal(f"{file} : ce fichier existe déjà, et il est peut-être rempli ; le déplacer, ou choisir --out")
    write = template.write_csv if file.suffix == ".csv" else lambda path: write_workbook(template, path)
    write(file)
    rows = [(template.measures, "mesure"), (template.progress, "action à situer")]
    click.echo(f"{template.name} : " + ", ".join(counted(len(each), noun) for each, noun in rows if each))
    click.echo(f"Modèle : {file}")
