"""`coje show`: a contract, or one element of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from coje.cli import inputs
from coje.cli.command import Command
from coje.cli.elements import layout
from coje.cli.naming import element_named
from coje.cli.overview import overview
from coje.cli.printing import show, show_json
from coje.contract.amendments import AmendmentError
from coje.contract.files import ContractFileError
from coje.contract.obligations import RecurrenceError
from coje.library import load

EXAMPLES = {
    "coje show contracts/cnam-2023-2027": "L'identité du contrat, ses axes et ses fiches",
    "coje show contracts/cnam-2023-2027 fiche-1-1": "Une fiche : engagements, actions, indicateurs",
    "coje show contracts/cnam-2023-2027 12": "L'indicateur numéro 12 : définition et cibles",
    "coje show contracts/cnam-2023-2027 fnga": "Le tableau d'un fonds, tel qu'imprimé",
}

REFUSES = (ContractFileError, AmendmentError, RecurrenceError)


@click.command(name="show", cls=Command, examples=EXAMPLES, refuses=REFUSES)
@inputs.contract
@click.argument("name", metavar="[ÉLÉMENT]", required=False, help="Nom d'un élément, ou numéro d'un indicateur.")
@inputs.as_of
@inputs.as_json
def command(folder: Path, name: str | None, day: date, form: str) -> None:
    """Montre un contrat, ou un de ses éléments.

    Sans ÉLÉMENT : identité, nombre d'engagements, d'actions et d'indicateurs, axes, fiches et fonds. Avec ÉLÉMENT : un
    axe, une fiche, un engagement, une action, un indicateur, un fonds, une obligation…
    """
    contract = load(folder, as_of=day)
    element = contract if name is None else element_named(contract, name)
    if form == "json":
        show_json(element.model_dump())
    else:
        show(overview(contract) if name is None else layout(element, contract))
