"""Where actions and commitments stand on a day. The rule is `docs/figures.md`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import polars as pl

from coje.appraisal.figures import is_over
from coje.contract.model import Action, Commitment, CommitmentBy, Contract


class Advance(StrEnum):
    """Where an action or a commitment stands."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    LATE = "late"
    NOT_STARTED = "not_started"
    NOT_DUE = "not_due"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class ProgressNote:
    """The last thing known of an action, for a due year or as a whole."""

    due_year: int | None
    status: str
    on: date
    evidence: str | None
    comment: str | None
    simulated: bool


@dataclass(frozen=True, slots=True)
class ActionState:
    """Where an action (or a commitment without actions) stands, and what says so."""

    element: str
    advance: Advance
    late_years: tuple[int, ...] = ()
    notes: tuple[ProgressNote, ...] = ()

    @property
    def latest(self) -> ProgressNote | None:
        """The most recent note."""
        return max(self.notes, key=lambda note: note.on, default=None)


@dataclass(frozen=True, slots=True)
class CommitmentState:
    """Where a commitment stands, from its actions or from its own due years."""

    commitment: str
    by: CommitmentBy
    advance: Advance
    actions: tuple[ActionState, ...] = ()
    own: ActionState | None = None


@dataclass(frozen=True)
class Progress:
    """Progress known on a day, by element."""

    notes: Mapping[str, tuple[ProgressNote, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, known: pl.DataFrame) -> Progress:
        """From the progress rows already reduced by ``as_of``."""
        notes: dict[str, list[ProgressNote]] = {}
        for row in known.iter_rows(named=True):
            note = ProgressNote(
                row["due_year"], row["status"], row["on"], row["evidence"], row["comment"], row["simulated"]
            )
            notes.setdefault(row["element"], []).append(note)
        return cls({element: tuple(each) for element, each in notes.items()})

    def done_on(self, element: str, due_year: int) -> date | None:
        """The day an element was done for a due year, by the notes on that year and on the whole."""
        about = (note for note in self.notes.get(element, ()) if note.due_year in {None, due_year})
        return min((note.on for note in about if note.status == "done"), default=None)


def state_of(element: Action | Commitment, progress: Progress, day: date) -> ActionState:
    """Where an action stands on a day, by its own due years."""
    notes = progress.notes.get(element.id, ())
    by_year = {note.due_year: note.status for note in notes}
    whole = by_year.get(None)
    undone = [year for year in element.due_years if whole != "done" and by_year.get(year) != "done"]
    late = tuple(year for year in undone if is_over(year, day))
    return ActionState(element.id, _advance(element.due_years, whole, undone, late, by_year.values(), day), late, notes)


def _advance(
    due_years: Sequence[int],
    whole: str | None,
    undone: Sequence[int],
    late: Sequence[int],
    statuses: Iterable[str],
    day: date,
) -> Advance:
    if whole == "abandoned":
        return Advance.ABANDONED
    if whole == "done" or (due_years and not undone):
        return Advance.DONE
    if late:
        return Advance.LATE
    if any(status in {"done", "in_progress"} for status in statuses):
        return Advance.IN_PROGRESS
    return Advance.NOT_STARTED if due_years and min(due_years) <= day.year else Advance.NOT_DUE


def roll_up(advances: Iterable[Advance]) -> Advance:
    """Where a commitment stands, from where its actions stand.

    >>> roll_up([Advance.DONE, Advance.ABANDONED]), roll_up([Advance.DONE, Advance.NOT_DUE])
    (<Advance.DONE: 'done'>, <Advance.IN_PROGRESS: 'in_progress'>)
    """
    kept = {advance for advance in advances if advance is not Advance.ABANDONED}
    if not kept:
        return Advance.ABANDONED
    if kept == {Advance.DONE}:
        return Advance.DONE
    if Advance.LATE in kept:
        return Advance.LATE
    if kept & {Advance.DONE, Advance.IN_PROGRESS}:
        return Advance.IN_PROGRESS
    return Advance.NOT_STARTED if Advance.NOT_STARTED in kept else Advance.NOT_DUE


def commitment_state(commitment: Commitment, progress: Progress, day: date) -> CommitmentState:
    """Where a commitment stands on a day."""
    if not commitment.actions:
        own = state_of(commitment, progress, day)
        return CommitmentState(commitment.id, commitment.by, own.advance, own=own)
    actions = tuple(state_of(action, progress, day) for action in commitment.actions)
    return CommitmentState(commitment.id, commitment.by, roll_up(action.advance for action in actions), actions)


def states(contract: Contract, progress: Progress, day: date) -> dict[str, CommitmentState]:
    """Where every commitment stands on a day, in the order of the text."""
    return {commitment.id: commitment_state(commitment, progress, day) for commitment in contract.commitments}


def counts(advances: Iterable[Advance]) -> dict[Advance, int]:
    """How many of each, every status present, in reading order."""
    counted = Counter(advances)
    return {advance: counted[advance] for advance in Advance}
