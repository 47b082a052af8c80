"""`coje simulate`: made-up returns, labelled as such, to try the rest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from coje.appraisal.wording import SIMULATED
from coje.cli import case, inputs
from coje.cli.command import Command, Refusal
from coje.cli.printing import details, show, working
from coje.contract.model import Contract
from coje.library import load
from coje.records.frames import Records
from coje.records.ledger import Ledger
from coje.reports.cells import whole
from coje.simulation.generator import simulate

EXAMPLES = {
    "coje simulate contracts/cnam-2023-2027 --ledger var/registre": "Trois ans de retours de tout le réseau",
    "coje simulate contracts/cnam-2023-2027 --ledger var/essai --to 2023-12 --seed 7": "Une année, un autre tirage",
}

USUAL_YEARS = 3


@click.command(name="simulate", cls=Command, examples=EXAMPLES, refuses=case.REFUSES)
@inputs.contract
@inputs.network
@click.option(
    "--ledger",
    metavar="REGISTRE",
    type=inputs.NEW_FOLDER,
    required=True,
    help="Dossier du registre à écrire : neuf, pour que rien de simulé ne se mêle à de vrais retours.",
)
@click.option(
    "--seed",
    metavar="NOMBRE",
    type=inputs.WholeNumber("nombre", 2023),
    default=2023,
    show_default=True,
    help="Graine du tirage : la même donne les mêmes retours.",
)
@click.option(
    "--from", "first", metavar="MOIS", type=inputs.Month(), help="Premier mois ; sans elle, le début du contrat."
)
@click.option("--to", "last", metavar="MOIS", type=inputs.Month(), help="Dernier mois ; sans elle, le 36e du contrat.")
def command(folder: Path, network: Path | None, ledger: Path, seed: int, first: date | None, last: date | None) -> None:
    """Écrit des retours simulés, étiquetés comme tels, pour essayer.

    Résultats de chaque organisme, avancement des actions, remises d'obligations : avec des retards, des corrections et
    des trous, comme dans la vie. Tout ce qui en est tiré porte la mention « Données simulées ».
    """
    contract = load(folder)
    if ledger.is_dir() and not Ledger(ledger).read().is_empty:
        raise Refusal(f"{ledger} : ce registre n'est pas vide ; simuler dans un dossier neuf")
    with working("Simulation des retours"):
        records = simulate(
            contract,
            case.network_of(contract, folder, network),
            seed=seed,
            first=first or contract.period.start,
            last=last or _usual_end(contract),
        )
        Ledger(ledger).append(records)
    show([details(_counts(records, ledger, seed))])


def _usual_end(contract: Contract) -> date:
    """The last month of the third year, or of the contract when it is shorter."""
    years = contract.period.years
    return date(years[:USUAL_YEARS][-1], 12, 1)


def _counts(records: Records, ledger: Path, seed: int) -> list[tuple[str, str]]:
    return [
        (SIMULATED, f"graine {seed}, dans {ledger}"),
        ("Mesures", whole(records.measures.height)),
        ("Suivis d'actions", whole(records.progress.height)),
        ("Remises", whole(records.filings.height)),
    ]
