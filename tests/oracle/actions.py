"""Page "Actions and commitments"."""

from __future__ import annotations

from coje.contract.model import Action, Commitment
from oracle.figures import Case
from oracle.known import is_over, is_to_come


def commitment_status(case: Case, commitment: Commitment) -> str:
    if not commitment.actions:
        return action_status(case, commitment)
    statuses = [action_status(case, action) for action in commitment.actions]
    kept = [status for status in statuses if status != "abandoned"]
    if not kept:
        return "abandoned"
    if all(status == "done" for status in kept):
        return "done"
    if "late" in kept:
        return "late"
    if "in_progress" in kept or "done" in kept:
        return "in_progress"
    return "not_started" if "not_started" in kept else "not_due"


def action_status(case: Case, element: Action | Commitment) -> str:
    said: dict[int | None, str] = {
        row["due_year"]: row["status"] for row in case.known_progress if row["element"] == element.id
    }
    whole = said.get(None)
    done = [year for year in element.due_years if whole == "done" or said.get(year) == "done"]
    if whole == "abandoned":
        return "abandoned"
    if whole == "done" or (element.due_years and len(done) == len(element.due_years)):
        return "done"
    if any(is_over(year, case.day) and year not in done for year in element.due_years):
        return "late"
    if "in_progress" in said.values() or "done" in said.values():
        return "in_progress"
    if not element.due_years or is_to_come(min(element.due_years), case.day):
        return "not_due"
    return "not_started"
