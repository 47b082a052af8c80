"""Where actions and commitments stand on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coje.appraisal.actions import Advance, CommitmentState, Progress, commitment_state, roll_up, state_of
from coje.contract.model import Action, Commitment, CommitmentBy
from small import at, records

MID_2024 = date(2024, 6, 15)
END_2024 = date(2024, 12, 31)


def said(status: str, due_year: int | None = None, **more: Any) -> dict[str, Any]:
    note = {"element": "former", "due_year": due_year, "status": status, "recorded_at": at("2024-01-10 10:00")}
    return note | more


def progress(*notes: dict[str, Any], day: date = END_2024) -> Progress:
    return Progress.of(records(progress=list(notes)).as_of(day).progress)


def advance(*notes: dict[str, Any], due: tuple[int, ...] = (2024, 2025), day: date = MID_2024) -> Advance:
    action = Action(id="former", title="Former les agents", due_years=due)
    return state_of(action, progress(*notes, day=day), day).advance


def test_nothing_said_before_the_first_due_year_is_not_due() -> None:
    assert advance(day=date(2023, 12, 31)) is Advance.NOT_DUE


def test_nothing_said_once_the_first_due_year_has_begun_is_not_started() -> None:
    assert advance(day=date(2024, 1, 1)) is Advance.NOT_STARTED


def test_nothing_said_once_a_due_year_is_over_is_late() -> None:
    assert advance(day=date(2024, 12, 30)) is Advance.NOT_STARTED
    assert advance(day=END_2024) is Advance.LATE


def test_an_action_without_due_year_is_not_due() -> None:
    assert advance(due=()) is Advance.NOT_DUE


def test_an_action_said_to_be_in_progress_is_so() -> None:
    assert advance(said("in_progress")) is Advance.IN_PROGRESS


def test_one_due_year_done_of_two_is_in_progress() -> None:
    assert advance(said("done", 2024)) is Advance.IN_PROGRESS


def test_every_due_year_done_is_done() -> None:
    assert advance(said("done", 2024), said("done", 2025)) is Advance.DONE


def test_the_whole_done_is_done_whatever_the_due_years() -> None:
    assert advance(said("done"), said("in_progress", 2024), day=END_2024) is Advance.DONE


def test_a_due_year_that_is_over_and_not_done_is_late_even_in_progress() -> None:
    assert advance(said("in_progress"), day=END_2024) is Advance.LATE


def test_a_due_year_done_in_time_is_not_late() -> None:
    assert advance(said("done", 2024), day=END_2024) is Advance.IN_PROGRESS


def test_the_late_years_are_named() -> None:
    action = Action(id="former", title="Former", due_years=(2022, 2023, 2024))
    assert state_of(action, progress(said("done", 2022)), MID_2024).late_years == (2023,)


def test_the_whole_abandoned_is_abandoned() -> None:
    assert advance(said("abandoned"), said("done", 2024), day=END_2024) is Advance.ABANDONED


def test_a_due_year_abandoned_alone_is_late_once_over() -> None:
    assert advance(said("abandoned", 2024), day=END_2024) is Advance.LATE


def test_the_last_thing_recorded_wins() -> None:
    later = said("in_progress", recorded_at=at("2024-02-01 10:00"))
    assert advance(said("done"), later) is Advance.IN_PROGRESS


def test_what_is_recorded_after_the_day_is_not_known() -> None:
    assert advance(said("done", recorded_at=at("2024-06-15 22:00"))) is Advance.NOT_STARTED
    assert advance(said("done", recorded_at=at("2024-06-15 21:59"))) is Advance.DONE


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ((Advance.ABANDONED, Advance.ABANDONED), Advance.ABANDONED),
        ((Advance.DONE, Advance.ABANDONED), Advance.DONE),
        ((Advance.DONE, Advance.LATE), Advance.LATE),
        ((Advance.DONE, Advance.NOT_DUE), Advance.IN_PROGRESS),
        ((Advance.IN_PROGRESS, Advance.NOT_STARTED), Advance.IN_PROGRESS),
        ((Advance.NOT_STARTED, Advance.NOT_DUE), Advance.NOT_STARTED),
        ((Advance.NOT_DUE, Advance.ABANDONED), Advance.NOT_DUE),
    ],
)
def test_a_commitment_stands_where_its_actions_stand(actions: tuple[Advance, ...], expected: Advance) -> None:
    assert roll_up(actions) is expected


def state(commitment: Commitment, *notes: dict[str, Any]) -> CommitmentState:
    return commitment_state(commitment, progress(*notes), END_2024)


def test_a_commitment_of_the_state_is_read_by_its_own_due_years() -> None:
    commitment = Commitment(id="former", title="Simplifier", by=CommitmentBy.STATE, due_years=(2024,))
    assert state(commitment).advance is Advance.LATE
    assert state(commitment, said("done", 2024)).advance is Advance.DONE


def test_a_commitment_with_actions_is_not_read_by_its_own_notes() -> None:
    action = Action(id="outiller", title="Outiller", due_years=(2024,))
    commitment = Commitment(id="former", title="Servir", by=CommitmentBy.FUND, actions=(action,))
    assert state(commitment, said("done")).advance is Advance.LATE
