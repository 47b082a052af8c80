"""`coje explain`: where a figure or a status comes from, read like an invoice."""

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
from coje.appraisal.promise_explanation import PromiseExplanation, explain_promise
from coje.appraisal.wording import display
from coje.cli import case, inputs, records
from coje.cli.command import Command
from coje.cli.naming import explained_named
from coje.cli.printing import details, heading, show, show_json, table
from coje.contract.model import Indicator
from coje.reports.cells import whole
from coje.reports.phrases import counted, years_text

EXAMPLES = {
    "coje explain contracts/cnam-2023-2027 2 --year 2024 --ledger var/demo/registre": "L'indicateur n° 2 en 2024",
    "coje explain contracts/cnam-2023-2027 prejudices-evites --as-of 2025-03-15": "Tel que connu ce jour-là",
    "coje explain contracts/cnam-2023-2027 action-1-1-1-1 --ledger var/demo/registre": "Pourquoi une action en est là",
}


@click.command(name="explain", cls=Command, examples=EXAMPLES, refuses=case.REFUSES)
@case.options
@click.argument("name", metavar="NOM", help="Nom ou numéro d'un indicateur, nom d'une action ou d'un engagement.")
@inputs.as_json
def command(name: str, form: str, **asked: Any) -> None:
    """Dit d'où vient un chiffre, ou un statut.

    D'un indicateur : résultat, cible, calcul avec les nombres en place, enregistrements (qui les a saisis, et quand),
    ce qui manque, ce qui a été écarté et pourquoi, arrondi, clause du contrat. D'une action ou d'un engagement :
    statut, règle qui le donne, comptes rendus retenus.
    """
    appraisal = case.appraised(**asked)
    element = explained_named(appraisal.contract, name)
    if isinstance(element, Indicator):
        explanation = explain(appraisal, element.id)
        data, parts = _data(explanation), _invoice(explanation)
    else:
        promise = explain_promise(appraisal, element.id)
        data, parts = _promise_data(promise), _promise(promise)
    if form == "json":
        show_json(case.identity(appraisal) | data)
    else:
        show(parts)


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
    yield from _replaced(explanation.history.height - explanation.records.height - explanation.unused.height)


def _promise(explanation: PromiseExplanation) -> Iterator[RenderableType]:
    yield heading(explanation.title, explanation.id)
    facts = {"État": explanation.status, "Pourquoi": explanation.why, "Échéances": years_text(explanation.due_years)}
    yield details((label, display(text)) for label, text in facts.items() if text)
    if explanation.parts:
        rows = table("Action", "État", "Pourquoi")
        for part in explanation.parts:
            rows.add_row(f"{part.title} ({part.id})", part.status, display(part.why))
        yield rows
    if explanation.notes:
        yield details(("•", note) for note in explanation.notes)
    if not explanation.records.is_empty():
        yield from records.progress(explanation.records)
    yield from _replaced(explanation.history.height - explanation.records.height)


def _replaced(count: int) -> Iterator[RenderableType]:
    if count:
        yield Text(f"Remplacés depuis par une correction : {counted(count, 'enregistrement')}.")


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
    return _plain(explanation, "steps", ("records", "unused", "history"))


def _promise_data(explanation: PromiseExplanation) -> dict[str, Any]:
    return _plain(explanation, "parts", ("records", "history"))


def _plain(explanation: Explanation | PromiseExplanation, lines: str, frames: tuple[str, ...]) -> dict[str, Any]:
    """Every field: ``lines`` as objects, the rows of ``frames`` as well."""
    rows = {name: getattr(explanation, name).to_dicts() for name in frames}
    return vars(explanation) | {lines: [asdict(line) for line in getattr(explanation, lines)]} | rows
