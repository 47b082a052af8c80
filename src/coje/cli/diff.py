"""`coje diff`: what differs between two contracts, or between two days of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
from rich.console import RenderableType
from rich.text import Text

from coje.cli import inputs
from coje.cli.command import Command
from coje.cli.printing import details, heading, show, show_json
from coje.contract.amendments import AmendmentError
from coje.contract.diff import Difference, DifferenceKind, diff
from coje.contract.files import ContractFileError
from coje.contract.model import Contract
from coje.library import load

EXAMPLES = {
    "coje diff contracts/cnaf-2005-2008 contracts/cnaf-2009-2012": "D'une génération à la suivante",
    "coje diff contracts/cnam-2023-2027 --from 2023-07-19 --to 2026-01-01": "Ce que les avenants ont changé",
}

TITLES: Mapping[DifferenceKind, str] = {
    DifferenceKind.ADDED: "Ajouts",
    DifferenceKind.REMOVED: "Retraits",
    DifferenceKind.MOVED: "Déplacements",
    DifferenceKind.RENAMED: "Renommages",
    DifferenceKind.REDEFINED: "Redéfinitions",
    DifferenceKind.RETARGETED: "Cibles changées",
    DifferenceKind.CHANGED: "Autres changements",
}


@click.command(name="diff", cls=Command, examples=EXAMPLES, refuses=(ContractFileError, AmendmentError))
@click.argument("folder", metavar="CONTRAT", type=inputs.FOLDER, help="Dossier du contrat, ou du plus ancien des deux.")
@click.argument("other", metavar="[AUTRE]", type=inputs.FOLDER, required=False, help="Dossier du plus récent.")
@click.option("--from", "start", metavar="JOUR", type=inputs.Day(), help="Compare le contrat en vigueur ce jour-là…")
@click.option("--to", "end", metavar="JOUR", type=inputs.Day(), help="… à celui en vigueur ce jour-ci.")
@inputs.as_json
def command(folder: Path, other: Path | None, start: date | None, end: date | None, form: str) -> None:
    """Compare deux contrats, ou deux états d'un contrat.

    Deux dossiers : les textes signés de deux générations. Un dossier et deux jours : ce que les avenants ont changé
    entre eux. Ajouts, retraits, déplacements, cibles, définitions, et si les séries des indicateurs continuent.
    """
    if other is None and (start is None or end is None):
        raise click.UsageError("donner deux dossiers, ou un dossier avec --from et --to.")
    old = load(folder, as_of=start)
    new = load(other or folder, as_of=end)
    differences = diff(old, new)
    if form == "json":
        show_json([asdict(difference) for difference in differences])
    else:
        show(told(old, new, differences))


def told(old: Contract, new: Contract, differences: Sequence[Difference]) -> Iterator[RenderableType]:
    """Which two texts are compared, then the sentence of every difference, by kind."""
    yield details([("Avant", _named(old)), ("Après", _named(new))])
    if not differences:
        yield Text("Aucune différence.")
    for kind, title in TITLES.items():
        sentences = [difference.sentence for difference in differences if difference.kind is kind]
        if sentences:
            yield heading(f"{title} : {len(sentences)}")
            yield details(("•", sentence) for sentence in sentences)


def _named(contract: Contract) -> str:
    return f"{contract.title} (version {contract.version})"
