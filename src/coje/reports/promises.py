"""Actions and commitments as rows: what was promised, for when, where it stands and what proves it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coje.appraisal.actions import ActionState, Advance
from coje.appraisal.appraise import Appraisal
from coje.contract.model import Action, Axis, Commitment, CommitmentBy, Orientation
from coje.contract.terms import word
from coje.reports.cells import Badge
from coje.reports.palette import advance_badge
from coje.reports.phrases import listed, short_name, years_text

_RANK = re.compile(r"[0-9]+(?:-[0-9]+)+$")


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """An action, or a commitment that has no action of its own."""

    id: str
    reference: str
    axis: str
    orientation: str
    commitment_id: str
    commitment: str
    title: str
    deliverable: str
    owner: str
    due_years: str
    late_years: str
    badge: Badge
    on: date | None
    evidence: str
    comment: str
    indicators: str
    is_reported: bool

    @property
    def is_late(self) -> bool:
        """Whether a year is over without it being done."""
        return self.badge.key == Advance.LATE


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A commitment, and where its actions stand."""

    id: str
    reference: str
    axis: str
    orientation: str
    orientation_title: str
    title: str
    by: str
    is_state: bool
    with_parties: str
    badge: Badge
    actions: int
    done: int
    late: int
    due_years: str


@dataclass(frozen=True, slots=True)
class Promises:
    """Everything promised, in the order of the text."""

    actions: tuple[PromiseRow, ...]
    commitments: tuple[CommitmentRow, ...]
    state: tuple[PromiseRow, ...]


def promises(appraisal: Appraisal) -> Promises:
    """Every action, every commitment, and the State's own commitments."""
    return Promises(
        actions=tuple(_action_rows(appraisal)),
        commitments=tuple(_commitment_rows(appraisal)),
        state=tuple(_state_rows(appraisal)),
    )


def reference(element_id: str) -> str:
    """The number printed in the text, when the id ends with it.

    >>> reference("action-1-2-10-3"), reference("plan-relation-service")
    ('1.2.10.3', 'plan-relation-service')
    """
    rank = _RANK.search(element_id)
    return rank[0].replace("-", ".") if rank else element_id


def _places(appraisal: Appraisal) -> Iterator[tuple[Axis, Orientation, Commitment]]:
    for axis in appraisal.contract.axes:
        for orientation in axis.orientations:
            for commitment in orientation.commitments:
                yield axis, orientation, commitment


def _action_rows(appraisal: Appraisal) -> Iterator[PromiseRow]:
    for axis, orientation, commitment in _places(appraisal):
        if commitment.by is not CommitmentBy.STATE:
            for action in commitment.actions:
                yield _promise_row(appraisal, axis, orientation, commitment, action, appraisal.actions[action.id])


def _state_rows(appraisal: Appraisal) -> Iterator[PromiseRow]:
    for axis, orientation, commitment in _places(appraisal):
        if commitment.by is CommitmentBy.STATE:
            state = appraisal.commitments[commitment.id]
            own = state.own or ActionState(commitment.id, state.advance)
            yield _promise_row(appraisal, axis, orientation, commitment, commitment, own)


def _promise_row(
    appraisal: Appraisal,
    axis: Axis,
    orientation: Orientation,
    commitment: Commitment,
    element: Action | Commitment,
    state: ActionState,
) -> PromiseRow:
    latest = state.latest
    action = element if isinstance(element, Action) else None
    return PromiseRow(
        id=element.id,
        reference=reference(element.id),
        axis=axis.number,
        orientation=orientation.number,
        commitment_id=commitment.id,
        commitment=commitment.title,
        title=element.title,
        deliverable=(action.deliverable if action else None) or "",
        owner=_names(appraisal, (action.owner,) if action and action.owner else ()),
        due_years=years_text(element.due_years),
        late_years=years_text(state.late_years),
        badge=advance_badge(state.advance),
        on=latest.on if latest else None,
        evidence=(latest.evidence if latest else None) or "",
        comment=(latest.comment if latest else None) or "",
        indicators=_indicator_numbers(appraisal, action),
        is_reported=bool(state.notes),
    )


def _commitment_rows(appraisal: Appraisal) -> Iterator[CommitmentRow]:
    for axis, orientation, commitment in _places(appraisal):
        state = appraisal.commitments[commitment.id]
        advances = [action.advance for action in state.actions]
        years = {*commitment.due_years, *(year for action in commitment.actions for year in action.due_years)}
        yield CommitmentRow(
            id=commitment.id,
            reference=reference(commitment.id),
            axis=axis.number,
            orientation=orientation.number,
            orientation_title=orientation.title,
            title=commitment.title,
            by=word(commitment.by),
            is_state=commitment.by is CommitmentBy.STATE,
            with_parties=_names(appraisal, commitment.with_parties),
            badge=advance_badge(state.advance),
            actions=len(advances),
            done=advances.count(Advance.DONE),
            late=advances.count(Advance.LATE),
            due_years=years_text(sorted(years)),
        )


def _names(appraisal: Appraisal, parties: tuple[str, ...]) -> str:
    known = {party.id: short_name(party.name) for party in appraisal.contract.parties}
    return listed([known.get(party, party) for party in parties])


def _indicator_numbers(appraisal: Appraisal, action: Action | None) -> str:
    known = {indicator.id: indicator.number for indicator in appraisal.contract.indicators}
    return ", ".join(known.get(one, one) for one in action.indicators) if action else ""
