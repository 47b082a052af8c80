"""`coje amend`: an amendment tried on a contract, and put among its files when asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import RenderableType

from coje.cli import inputs
from coje.cli.command import Command, Refusal
from coje.cli.diff import told
from coje.cli.printing import details, heading, show, show_json
from coje.contract.amendments import (
    AMENDMENT_FOLDER,
    Amendment,
    AmendmentError,
    apply,
    in_force,
    load_amendments,
)
from coje.contract.checker import Finding, check
from coje.contract.checker.output import as_json, as_text
from coje.contract.diff import diff
from coje.contract.files import ContractFileError
from coje.contract.model import Contract
from coje.contract.yaml.nodes import read_tree, tree_of
from coje.library import load
from coje.reports.files import write_whole
from coje.reports.phrases import short_date

EXAMPLES = {
    "coje amend contracts/cnam-2023-2027 projet.yaml": "Ce que le projet d'avenant changerait, sans rien écrire",
    "coje amend contracts/cnam-2023-2027 projet.yaml --write": "Le verse au dossier, encore à l'état de projet",
    "coje amend contracts/cnam-2023-2027 projet.yaml --sign 2025-06-30": "Le verse au dossier, signé ce jour-là",
}


@dataclass(frozen=True)
class Trial:
    """A contract before and after an amendment, and what the rules find that they did not."""

    amendment: Amendment
    before: Contract
    after: Contract
    findings: tuple[Finding, ...]


@click.command(name="amend", cls=Command, examples=EXAMPLES, refuses=(ContractFileError, AmendmentError))
@inputs.contract
@click.argument("file", metavar="AVENANT", type=inputs.FILE, help="Fichier YAML de l'avenant.")
@click.option("--write", "write", is_flag=True, help="Copie l'avenant dans le dossier avenants du contrat.")
@click.option(
    "--sign", "signed_on", metavar="JOUR", type=inputs.Day(), help="Le copie aussi, avec cette date de signature."
)
@inputs.as_json
def command(folder: Path, file: Path, write: bool, signed_on: date | None, form: str) -> None:
    """Essaie un avenant sur un contrat, et montre ce qu'il change.

    Chaque changement dit la valeur qu'il attend : si le contrat en vigueur à la date d'effet en dit une autre,
    l'avenant est refusé, et les deux sont montrées. Les fichiers signés ne sont jamais modifiés : un avenant est un
    fichier de plus. Les observations nouvelles du contrôle vont sur la sortie d'erreur.
    """
    text = _signed(file, signed_on)
    trial = _tried(folder, file, text)
    written = _put(folder, file, trial.amendment, text) if write or signed_on else None
    if form == "json":
        show_json(_data(trial, written))
        return
    show(_lines(trial))
    click.echo(as_text(trial.findings), err=True, nl=False)
    outcome = (
        f"Avenant versé au dossier : {written}"
        if written
        else "Rien n'est écrit : --write ou --sign JOUR le verse au dossier."
    )
    click.echo(f"\n{outcome}")


def _signed(file: Path, signed_on: date | None) -> str:
    """The text of the amendment, with a date of signature when one is given."""
    draft = Amendment.read(read_tree(file), file)
    text = file.read_text(encoding="utf-8-sig")
    if signed_on is None:
        return text
    if draft.signed_on is not None:
        raise Refusal(f"{file} : cet avenant est déjà signé, le {short_date(draft.signed_on)}")
    return f"{text.rstrip()}\nsigned_on: {signed_on}\n"


def _tried(folder: Path, file: Path, text: str) -> Trial:
    """The amendment on the contract in force when it takes effect, then under those that follow."""
    amendment = Amendment.read(tree_of(text, file), file)
    others = [other for other in load_amendments(folder) if other.id != amendment.id]
    base = load(folder)
    before = in_force(base, others, amendment.effective_on)
    after = apply(before, amendment)
    in_force(base, [*others, amendment], date.max)
    known = {(finding.code, finding.element, finding.message) for finding in check(before)}
    found = (finding for finding in check(after) if (finding.code, finding.element, finding.message) not in known)
    return Trial(amendment, before, after, tuple(found))


def _put(folder: Path, file: Path, amendment: Amendment, text: str) -> Path:
    """Copy the amendment among those of the contract; no other file is written over, no other id repeated."""
    target = folder / AMENDMENT_FOLDER / file.name
    if target.exists() and not target.samefile(file):
        raise Refusal(f"{target} : ce fichier existe déjà ; donner un autre nom à l'avenant")
    for other in load_amendments(folder):
        place = other.position(())
        if other.id == amendment.id and place and not place.file.samefile(file):
            raise Refusal(f"{file} : l'identifiant « {amendment.id} » est déjà celui de {place.file}")
    target.parent.mkdir(exist_ok=True)
    write_whole(target, text.encode())
    return target


def _lines(trial: Trial) -> Iterator[RenderableType]:
    amendment = trial.amendment
    signed = f"signé le {short_date(amendment.signed_on)}" if amendment.signed_on else "projet, non signé"
    yield heading(amendment.title, amendment.id)
    yield details(
        [("Effet", f"{short_date(amendment.effective_on)} ({signed})"), ("Motif", amendment.reason)],
    )
    yield from told(trial.before, trial.after, diff(trial.before, trial.after))


def _data(trial: Trial, written: Path | None) -> dict[str, Any]:
    amendment = trial.amendment
    return {
        "amendment": amendment.id,
        "title": amendment.title,
        "effective_on": amendment.effective_on,
        "signed_on": amendment.signed_on,
        "differences": [asdict(difference) for difference in diff(trial.before, trial.after)],
        "findings": json.loads(as_json(trial.findings))["findings"],
        "written": written,
    }
