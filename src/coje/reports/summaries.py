"""How a part of the contract stands, as bars of statuses and shares: the contract, an axis, a sheet, a theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coje.appraisal.actions import Advance
from coje.appraisal.attainment import Status
from coje.appraisal.synthesis import ActionCounts, Rollup
from coje.reports.cells import Amount, Badge, percent
from coje.reports.palette import ADVANCE_ORDER, STATUS_ORDER, advance_badge, status_badge


@dataclass(frozen=True, slots=True)
class Segment:
    """How many have a status."""

    badge: Badge
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """Counts by status, in reading order, empty ones included."""

    segments: tuple[Segment, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(segment.count for segment in self.segments)

    def count(self, key: Status | Advance) -> int:
        """How many have that status."""
        return next((segment.count for segment in self.segments if segment.badge.key == key), 0)


@dataclass(frozen=True, slots=True)
class Summary:
    """A part of the contract and how it stands."""

    id: str
    number: str
    title: str
    indicators: Bar
    actions: Bar
    commitments: Bar
    state_commitments: Bar
    share_met: Amount
    share_done: Amount
    state_share_done: Amount


def summary(rollup: Rollup, number: str = "") -> Summary:
    """Print a roll-up of the appraisal; no figure is computed here."""
    return Summary(
        id=rollup.id,
        number=number,
        title=rollup.title,
        indicators=status_bar(rollup.indicators.by_status),
        actions=advance_bar(rollup.actions),
        commitments=advance_bar(rollup.commitments),
        state_commitments=advance_bar(rollup.state_commitments),
        share_met=percent(rollup.indicators.share_met),
        share_done=percent(rollup.actions.share_done),
        state_share_done=percent(rollup.state_commitments.share_done),
    )


def status_bar(by_status: Mapping[Status, int]) -> Bar:
    """Indicators by status."""
    return Bar(tuple(Segment(status_badge(status), by_status[status]) for status in STATUS_ORDER))


def advance_bar(counts: ActionCounts) -> Bar:
    """Actions or commitments by where they stand."""
    return Bar(tuple(Segment(advance_badge(advance), counts.by_advance[advance]) for advance in ADVANCE_ORDER))
