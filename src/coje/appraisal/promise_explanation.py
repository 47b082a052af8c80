"""« Pourquoi en retard ? »: where an action or a commitment stands, the rule that says so, and what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from coje.appraisal.actions import ActionState, Advance
from coje.appraisal.appraise import Appraisal
from coje.appraisal.wording import ADVANCE, SIMULATED
from coje.contract.model import Action, Commitment

_FROM_ACTIONS = {
    Advance.ABANDONED: "toutes ses actions sont abandonnées",
    Advance.DONE: "toutes ses actions maintenues sont réalisées",
    Advance.LATE: "au moins une de ses actions est en retard",
    Advance.IN_PROGRESS: "aucune de ses actions n'est en retard, et au moins une est engagée ou réalisée",
    Advance.NOT_STARTED: "au moins une de ses actions devrait avoir commencé, et aucune n'est engagée",
    Advance.NOT_DUE: "aucune de ses actions n'est encore due",
}


@dataclass(frozen=True, slots=True)
class Part:
    """An action of a commitment, and where it stands."""

    id: str
    title: str
    status: str
    why: str


@dataclass(frozen=True)
class PromiseExplanation:
    """Everything behind the status of an action or of a commitment.

    ``parts`` are the actions that a commitment is read by. ``records`` are the
    rows of progress that count on the day, ``history`` every revision of them.
    """

    id: str
    title: str
    status: str
    why: str
    due_years: tuple[int, ...]
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    records: pl.DataFrame
    history: pl.DataFrame


def explain_promise(appraisal: Appraisal, element_id: str) -> PromiseExplanation:
    """Explain where an action or a commitment stands; ``KeyError`` when the contract has none of that id."""
    element = appraisal.contract.at(appraisal.contract.paths[element_id])
    if not isinstance(element, Action | Commitment):
        raise KeyError(element_id)
    actions = element.actions if isinstance(element, Commitment) else ()
    told = _of_actions(appraisal, element_id, actions) if actions else _of_own(appraisal, element)
    elements = [action.id for action in actions] or [element_id]
    of_these = pl.col("element").is_in(elements)
    records = appraisal.known.progress.filter(of_these).sort("element", "due_year", nulls_last=True)
    return PromiseExplanation(
        id=element_id,
        title=element.title,
        status=told.status,
        why=told.why,
        due_years=element.due_years,
        parts=tuple(_of_own(appraisal, action) for action in actions),
        notes=_notes(records),
        records=records,
        history=appraisal.history.progress.filter(of_these).sort("recorded_at"),
    )


def _of_actions(appraisal: Appraisal, commitment: str, actions: Sequence[Action]) -> Part:
    advance = appraisal.commitments[commitment].advance
    return Part(commitment, "", ADVANCE[advance], f"{_FROM_ACTIONS[advance]} ({len(actions)} au contrat)")


def _of_own(appraisal: Appraisal, element: Action | Commitment) -> Part:
    state = appraisal.actions.get(element.id) or appraisal.commitments[element.id].own
    assert state is not None
    return Part(element.id, element.title, ADVANCE[state.advance], _why(element, state))


def _why(element: Action | Commitment, state: ActionState) -> str:
    """The row of the table of statuses that applies (`docs/figures.md`)."""
    match state.advance:
        case Advance.ABANDONED:
            return "abandon dit par le dernier compte rendu sur l'ensemble"
        case Advance.DONE if any(note.due_year is None and note.status == "done" for note in state.notes):
            return "réalisation dite par le dernier compte rendu sur l'ensemble"
        case Advance.DONE:
            return f"toutes les échéances sont réalisées : {_listed(element.due_years)}"
        case Advance.LATE:
            is_one = len(state.late_years) == 1
            passed = "échéance passée et non réalisée" if is_one else "échéances passées et non réalisées"
            silence = "" if state.notes else " ; aucun compte rendu reçu"
            return f"{passed} : {_listed(state.late_years)}{silence}"
        case Advance.IN_PROGRESS:
            return "travail engagé d'après un compte rendu, et aucune échéance passée ne manque"
        case Advance.NOT_STARTED:
            return f"échéance de {min(element.due_years)} ouverte, et aucun compte rendu ne dit le travail engagé"
    return f"première échéance : {min(element.due_years)}" if element.due_years else "aucune échéance au contrat"


def _listed(years: Sequence[int]) -> str:
    return ", ".join(map(str, years))


def _notes(records: pl.DataFrame) -> tuple[str, ...]:
    return (f"{SIMULATED} : ces comptes rendus ne décrivent rien de réel.",) if records["simulated"].any() else ()
