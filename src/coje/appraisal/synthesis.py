"""The synthesis, in the terms inspectors use: shares done, shares met, what could not be assessed and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from coje.appraisal.actions import ActionState, Advance, CommitmentState, counts
from coje.appraisal.appraise import Appraisal
from coje.appraisal.attainment import Attainment, Status
from coje.appraisal.figures import Completeness
from coje.contract.model import CommitmentBy, Orientation
from coje.contract.numbers import round_half_up


@dataclass(frozen=True, slots=True)
class IndicatorCounts:
    """Indicators of one year, counted by status."""

    by_status: Mapping[Status, int]
    reasons: Mapping[str, int]
    partial: int
    already_met: int

    @property
    def total(self) -> int:
        """All indicators."""
        return sum(self.by_status.values())

    @property
    def decided(self) -> int:
        """Targets met or missed."""
        return self.by_status[Status.MET] + self.by_status[Status.MISSED]

    @property
    def not_assessed(self) -> int:
        """What could not be assessed: not measured, or not assessable."""
        return self.by_status[Status.NOT_MEASURED] + self.by_status[Status.NOT_ASSESSABLE]

    @property
    def share_met(self) -> Decimal | None:
        """Percent of targets met among those met or missed, to one decimal."""
        return share(self.by_status[Status.MET], self.decided)


@dataclass(frozen=True, slots=True)
class ActionCounts:
    """Actions (or commitments), counted by where they stand.

    ``unreported`` counts those that are late and of which nothing was ever said.
    """

    by_advance: Mapping[Advance, int]
    unreported: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_advance.values())

    @property
    def kept(self) -> int:
        """All but those abandoned."""
        return self.total - self.by_advance[Advance.ABANDONED]

    @property
    def share_done(self) -> Decimal | None:
        """Percent done among those not abandoned, to one decimal."""
        return share(self.by_advance[Advance.DONE], self.kept)


@dataclass(frozen=True, slots=True)
class Rollup:
    """A part of the contract (sheet, axis, whole) and how it stands."""

    id: str
    title: str
    indicators: IndicatorCounts
    actions: ActionCounts
    commitments: ActionCounts
    state_commitments: ActionCounts


def share(part: int, whole: int) -> Decimal | None:
    """Percent, rounded half up to one decimal; nothing of nothing is not a share.

    >>> share(1, 3), share(0, 0)
    (Decimal('33.3'), None)
    """
    return round_half_up(Decimal(part) * 100 / whole, 1) if whole else None


def count_indicators(attainments: Iterable[Attainment]) -> IndicatorCounts:
    """Count indicators of one year by status, and by reason when they could not be assessed."""
    every = tuple(attainments)
    statuses = Counter(attainment.status for attainment in every)
    unassessed = {Status.NOT_MEASURED, Status.NOT_ASSESSABLE}
    return IndicatorCounts(
        by_status={status: statuses[status] for status in Status},
        reasons=dict(Counter(one.reason or "sans motif" for one in every if one.status in unassessed).most_common()),
        partial=sum(one.is_decided and one.value.completeness is Completeness.PARTIAL for one in every),
        already_met=sum(one.status is Status.MET and bool(one.already_met) for one in every),
    )


def count_actions(actions: Iterable[ActionState]) -> ActionCounts:
    """Count actions by where they stand."""
    every = tuple(actions)
    unreported = sum(action.advance is Advance.LATE and not action.notes for action in every)
    return ActionCounts(counts(action.advance for action in every), unreported)


def count_commitments(commitments: Iterable[CommitmentState]) -> ActionCounts:
    """Count commitments by where they stand."""
    return ActionCounts(counts(commitment.advance for commitment in commitments))


def of_contract(appraisal: Appraisal) -> Rollup:
    """The whole contract, with every indicator, attached to a sheet or not."""
    contract = appraisal.contract
    return _rollup(contract.id, contract.title, appraisal, tuple(contract.orientations), appraisal.of_year())


def of_axes(appraisal: Appraisal) -> tuple[Rollup, ...]:
    """One roll-up per axis."""
    return tuple(_of(axis.id, axis.title, appraisal, axis.orientations) for axis in appraisal.contract.axes)


def of_orientations(appraisal: Appraisal) -> tuple[Rollup, ...]:
    """One roll-up per sheet."""
    return tuple(_of(one.id, one.title, appraisal, (one,)) for one in appraisal.contract.orientations)


def _of(id_: str, title: str, appraisal: Appraisal, orientations: tuple[Orientation, ...]) -> Rollup:
    inside = {orientation.id for orientation in orientations}
    attainments = tuple(
        appraisal.attainments[(indicator.id, appraisal.year)]
        for indicator in appraisal.contract.indicators
        if indicator.orientation in inside
    )
    return _rollup(id_, title, appraisal, orientations, attainments)


def _rollup(
    id_: str,
    title: str,
    appraisal: Appraisal,
    orientations: tuple[Orientation, ...],
    attainments: tuple[Attainment, ...],
) -> Rollup:
    commitments = [
        appraisal.commitments[commitment.id] for orientation in orientations for commitment in orientation.commitments
    ]
    of_state = [commitment for commitment in commitments if commitment.by is CommitmentBy.STATE]
    of_fund = [commitment for commitment in commitments if commitment.by is not CommitmentBy.STATE]
    return Rollup(
        id_,
        title,
        count_indicators(attainments),
        count_actions(action for commitment in of_fund for action in commitment.actions),
        count_commitments(of_fund),
        count_commitments(of_state),
    )
