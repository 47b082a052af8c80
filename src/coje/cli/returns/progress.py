"""`coje returns progress`: where each action stands, as known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click
from rich.table import Table

from coje.appraisal.actions import ActionState
from coje.appraisal.appraise import Appraisal
from coje.cli import case, inputs
from coje.cli.command import Command
from coje.cli.marks import marked
from coje.cli.printing import show, show_json, table
from coje.reports.notes import general_remarks
from coje.reports.phrases import short_date
from coje.reports.promises import PromiseRow, promises

EXAMPLES = {
    "coje returns progress contracts/cnam-2023-2027 --ledger var/registre": "Chaque action et engagement de l'État",
    "coje returns progress contracts/cnam-2023-2027 --ledger var/registre --late": "Ce qui est en retard",
}


@click.command(name="progress", cls=Command, examples=EXAMPLES, refuses=case.REFUSES)
@case.known_options
@click.option("--late", is_flag=True, help="Seulement ce qui est en retard.")
@inputs.as_json
def command(late: bool, form: str, **asked: Any) -> None:
    """Montre où en est chaque action, telle que connue un jour donné.

    Les actions de la caisse puis les engagements de l'État : échéances, état, date et preuve du dernier compte rendu.
    """
    appraisal = case.appraised(**asked)
    promised = promises(appraisal)
    rows = [row for row in (*promised.actions, *promised.state) if row.is_late or not late]
    if form == "json":
        states = _states(appraisal)
        show_json([_plain(row, states[row.id]) for row in rows])
    else:
        show([*general_remarks(appraisal), _listed(rows)])


def _states(appraisal: Appraisal) -> dict[str, ActionState]:
    """Where actions stand, and the State's commitments, which have none."""
    own = {state.commitment: state.own for state in appraisal.commitments.values() if state.own}
    return {**appraisal.actions, **own}


def _plain(row: PromiseRow, state: ActionState) -> dict[str, Any]:
    return {
        "element": row.id,
        "title": row.title,
        "status": state.advance.value,
        "late_years": state.late_years,
        "notes": [asdict(note) for note in state.notes],
    }


def _listed(rows: Sequence[PromiseRow]) -> Table:
    listed = table(("Élément", "fit"), "Intitulé", "Échéances", ("État", "fit"), "Dernier compte rendu")
    for row in rows:
        said = filter(None, (short_date(row.on) if row.on else "", row.evidence, row.comment))
        listed.add_row(row.id, row.title, row.due_years, marked(row.badge), " ; ".join(said))
    return listed
