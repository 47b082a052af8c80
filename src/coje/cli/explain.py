"""`coje explain`: where a figure comes from, read like an invoice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click
import polars as pl
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from coje.appraisal.explanation import Explanation, explain
from coje.cli import case, inputs, records
from coje.cli.command import Command
from coje.cli.naming import indicator_named
from coje.cli.printing import details, heading, show, show_json, table
from coje.reports.cells import whole
from coje.reports.phrases import counted

EXAMPLES = {
    "coje explain contracts/cnam-2023-2027 2 --year 2024 --ledger var/demo/registre": "L'indicateur n° 2 en 2024",
    "coje explain contracts/cnam-2023-2027 prejudices-evites --as-of 2025-03-15": "Tel que connu ce jour-là",
}


@click.command(name="explain", cls=Command, examples=EXAMPLES, refuses=case.REFUSES)
@case.options
@click.argument("name", metavar="INDICATEUR", help="Nom ou numéro de l'indicateur.")
@inputs.as_json
def command(name: str, form: str, **asked: Any) -> None:
    """Dit d'où vient un chiffre.

    Résultat, cible, calcul avec les nombres en place, enregistrements (qui les a saisis, et quand), ce qui manque, ce
    qui a été écarté et pourquoi, arrondi, clause du contrat.
    """
    appraisal = case.appraised(**asked)
    explanation = explain(appraisal, indicator_named(appraisal.contract, name).id)
    if form == "json":
        show_json(case.identity(appraisal) | _data(explanation))
    else:
        show(_invoice(explanation))


def _invoice(explanation: Explanation) -> Iterator[RenderableType]:
    yield heading(explanation.title)
    yield details(
        [
            ("Résultat", explanation.result),
            ("Cible", explanation.target),
            ("État", explanation.status),
            ("Définition", explanation.definition),
            ("Clause", explanation.clause),
        ]
    )
    if explanation.steps:
        yield _calculation(explanation)
    if explanation.notes:
        yield details(("•", note) for note in explanation.notes)
    if not explanation.records.is_empty():
        yield from records.measures(explanation.records, "enregistrement retenu")
    if not explanation.unused.is_empty():
        yield _unused(explanation.unused)
    replaced = explanation.history.height - explanation.records.height - explanation.unused.height
    if replaced:
        yield Text(f"Remplacés depuis par une correction : {counted(replaced, 'enregistrement')}.")


def _calculation(explanation: Explanation) -> Table:
    rows = table("Calcul", "", ("", "right"))
    for step in explanation.steps:
        rows.add_row(step.label, step.expression, step.result)
    rows.add_row("Arrondi", explanation.rounding, explanation.result, style="bold")
    return rows


def _unused(frame: pl.DataFrame) -> Table:
    """Why records were left out, and how many for each reason."""
    title = counted(frame.height, "enregistrement écarté")
    rows = table("Motif", "Périmètre et source", ("Nombre", "right"), title=title)
    reasons = frame.group_by("why", "perimeter", "source", maintain_order=True).len()
    for why, perimeter, source, count in reasons.iter_rows():
        rows.add_row(why, " ; ".join(filter(None, (perimeter, source))), whole(count))
    return rows


def _data(explanation: Explanation) -> dict[str, Any]:
    frames = {name: getattr(explanation, name).to_dicts() for name in ("records", "unused", "history")}
    plain = {name: value for name, value in vars(explanation).items() if name not in frames}
    return plain | {"steps": [asdict(step) for step in explanation.steps]} | frames
