"""`coje returns import`: files into the ledger, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from getpass import getuser
from pathlib import Path

import click
import polars as pl
from rich.console import RenderableType
from rich.text import Text

from coje.cli import case, inputs
from coje.cli.clock import now, today
from coje.cli.command import Command
from coje.cli.printing import details, each, show, show_json, table
from coje.contract.model import Contract
from coje.library import load
from coje.network.bodies import Network
from coje.reading.problems import SHOWN, ReturnError
from coje.reading.returns import Return, read_return
from coje.records.frames import Records, together
from coje.records.ledger import Ledger
from coje.reports.cells import whole
from coje.reports.phrases import counted

EXAMPLES = {
    "coje returns import contracts/cnam-2023-2027 retour-cpam-ain-2026-01.xlsx --ledger var/registre": "Un retour",
    "coje returns import contracts/cnam-2023-2027 *.xlsx --ledger var/registre --by m.durand": "Plusieurs, d'un coup",
    "coje returns import contracts/cnam-2023-2027 ain.csv --ledger var/registre --errors var": "Toutes les erreurs",
}


@click.command(name="import", cls=Command, examples=EXAMPLES, refuses=case.REFUSES)
@inputs.contract
@click.argument(
    "files", metavar="FICHIER…", type=inputs.FILE, nargs=-1, required=True, help="Retours remplis, .xlsx ou .csv."
)
@click.option(
    "--ledger", metavar="REGISTRE", type=inputs.NEW_FOLDER, required=True, help="Dossier du registre, créé au besoin."
)
@click.option(
    "--by",
    metavar="NOM",
    default=getuser,
    show_default="l'utilisateur de la session",
    help="Qui enregistre ces retours.",
)
@click.option(
    "--errors",
    metavar="DOSSIER",
    type=inputs.NEW_FOLDER,
    help="Dossier où écrire, en CSV, toutes les cellules refusées.",
)
@inputs.network
@inputs.as_json
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    files: Sequence[Path],
    ledger: Path,
    by: str,
    errors: Path | None,
    network: Path | None,
    form: str,
) -> None:
    """Importe des retours dans le registre, tous ou aucun.

    Mesures et avancement des actions, en classeur ou en CSV, avec des dates et des nombres écrits à la française. À la
    première cellule fausse, rien n'est enregistré, et toutes les cellules fausses sont montrées.
    """
    contract = load(folder, as_of=today())
    bodies, moment = case.network_of(contract, folder, network), now()
    outcomes = [
        _read(file, contract, bodies, recorded_at=moment, recorded_by=by) for file in each(files, "Lecture des retours")
    ]
    refused = [outcome for outcome in outcomes if isinstance(outcome, ReturnError)]
    if refused:
        _tell_refusal(refused, errors, form)
        ctx.exit(1)
    accepted = [outcome for outcome in outcomes if isinstance(outcome, Return)]
    records = together(one.records for one in accepted)
    Ledger(ledger).append(records)
    _tell(records, [remark for one in accepted for remark in one.remarks], ledger, form)


def _read(
    file: Path, contract: Contract, network: Network, *, recorded_at: datetime, recorded_by: str
) -> Return | ReturnError:
    try:
        return read_return(file, contract, network, recorded_at=recorded_at, recorded_by=recorded_by)
    except ReturnError as error:
        return error


def _tell(records: Records, remarks: Sequence[str], ledger: Path, form: str) -> None:
    counts = {kind: frame.height for kind, frame in records.by_kind().items()}
    if form == "json":
        show_json({"imported": counts, "remarks": remarks, "refused": []})
        return
    rows = [(label, whole(counts[kind])) for kind, label in _LABELS.items() if counts[kind]]
    show([details([*rows, *(("Remarque", remark) for remark in remarks)])])
    click.echo(f"Registre : {ledger}")


_LABELS = {"measures": "Mesures enregistrées", "progress": "Suivis d'actions enregistrés"}


def _tell_refusal(refused: Sequence[ReturnError], errors: Path | None, form: str) -> None:
    if form == "json":
        plain = [{"reason": _reason(error), "cells": error.cells.to_dicts()} for error in refused]
        show_json({"imported": {}, "remarks": [], "refused": plain})
    else:
        for error in refused:
            click.echo(_reason(error), err=True)
            show(_bad_cells(error.cells), to_stderr=True)
    if errors is not None:
        errors.mkdir(parents=True, exist_ok=True)
        for rank, error in enumerate(refused, start=1):
            error.write_csv(errors / f"erreurs-{rank}.csv")
        click.echo(f"Toutes les cellules refusées : {errors}", err=True)


def _reason(error: ReturnError) -> str:
    return str(error).splitlines()[0]


def _bad_cells(cells: pl.DataFrame) -> Iterator[RenderableType]:
    """The first bad cells, one a row, and how many others there are."""
    if cells.is_empty():
        return
    sheets = [] if cells["sheet"].is_null().all() else ["Feuille"]
    rows = table(*sheets, ("Ligne", "right"), "Colonne", "Lu", "Ce qu'il faut")
    for cell in cells.head(SHOWN).iter_rows(named=True):
        place = (*(cell["sheet"] for _ in sheets), str(cell["row"]), cell["column"] or "")
        rows.add_row(*place, cell["text"] or "(vide)", cell["expected"])
    yield rows
    if cells.height > SHOWN:
        yield Text(f"… et {counted(cells.height - SHOWN, 'autre')} ; --errors DOSSIER les écrit toutes.")
