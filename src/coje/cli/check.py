"""`coje check`: what the rules find in the text of a contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from coje.cli.command import Command
from coje.cli.inputs import FOLDER
from coje.cli.printing import show, table
from coje.contract.checker import RULES, Finding, Severity, check
from coje.contract.checker.catalogue import explain
from coje.contract.checker.output import as_json, as_sarif, as_text
from coje.contract.files import ContractFileError, load
from coje.reports.phrases import counted, listed

EXAMPLES = {
    "coje check contracts/cnam-2023-2027": "Chaque observation, avec son fichier et sa ligne",
    "coje check contracts/cnam-2023-2027 --summary": "Le nombre d'observations par règle",
    "coje check --explain C131": "Ce que dit une règle, et comment réparer",
    "coje check contracts/cnam-2023-2027 --format sarif": "Pour une forge logicielle ou un éditeur",
}

MACHINE_FORMATS: Mapping[str, Callable[[Sequence[Finding]], str]] = {"json": as_json, "sarif": as_sarif}


@click.command(name="check", cls=Command, examples=EXAMPLES, refuses=(ContractFileError,))
@click.argument("folder", metavar="[CONTRAT]", type=FOLDER, required=False, help="Dossier du contrat.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *MACHINE_FORMATS]),
    default="text",
    show_default=True,
    help="text pour lire, json ou sarif (2.1.0) pour une machine.",
)
@click.option("--explain", "code", metavar="RÈGLE", help="Explique une règle, par son code, sans rien contrôler.")
@click.option("--summary", "brief", is_flag=True, help="Compte les observations par règle, sans les lister.")
@click.pass_context
def command(ctx: click.Context, folder: Path | None, form: str, code: str | None, brief: bool) -> None:
    """Relit le texte d'un contrat et signale ce qui cloche.

    Références inconnues, doublons, cibles moins ambitieuses que l'année d'avant, totaux imprimés qui ne sont pas la
    somme de leurs lignes… Les observations vont sur la sortie d'erreur ; le code de sortie est 1 dès qu'il y en a une.
    """
    if code is not None:
        show([Text(_explained(code))])
        return
    if folder is None:
        raise click.UsageError("il manque le dossier du contrat à contrôler, ou --explain avec le code d'une règle.")
    findings = check(load(folder))
    _print(findings, form, brief=brief)
    ctx.exit(1 if findings else 0)


def _explained(code: str) -> str:
    try:
        return explain(code)
    except KeyError:
        first, last = RULES[0].code, RULES[-1].code
        message = f"la règle « {code} » n'existe pas ; les codes vont de {first} à {last} (voir docs/regles.md)."
        raise click.UsageError(message) from None


def _print(findings: Sequence[Finding], form: str, *, brief: bool) -> None:
    if form in MACHINE_FORMATS:
        click.echo(MACHINE_FORMATS[form](findings), nl=False)
        return
    if brief and findings:
        show([_by_rule(findings)])
    elif findings:
        click.echo(as_text(findings), err=True, nl=False)
    click.echo(_total(findings), err=bool(findings) and not brief)


def _by_rule(findings: Sequence[Finding]) -> Table:
    counts = Counter(finding.code for finding in findings)
    rows = table(("Règle", "fit"), ("Gravité", "fit"), "Ce qu'elle dit", ("Nombre", "right"))
    for rule in RULES:
        if counts[rule.code]:
            rows.add_row(rule.code, rule.severity.label, rule.title, str(counts[rule.code]))
    return rows


def _total(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    parts = [counted(counts[severity], severity.label) for severity in Severity if counts[severity]]
    return f"{listed(parts)}." if parts else "Aucune observation."
