"""Recurring obligations as rows: every date, and each obligation over the year reported on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from coje.appraisal.appraise import Appraisal
from coje.appraisal.calendar import Deadline, FilingStatus
from coje.contract.model import Obligation
from coje.reports.cells import Badge
from coje.reports.palette import filing_badge
from coje.reports.phrases import listed, short_name

SOON = timedelta(days=60)
"""What is shown as coming next."""


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One date of an obligation, and what was handed in."""

    due_on: date
    title: str
    exercise: int
    owner: str
    recipients: str
    deliverable: str
    filed_on: date | None
    document: str
    badge: Badge
    clause: str


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """An obligation: how many times it fell due for the year reported on, how it was met, when it is due next."""

    title: str
    owner: str
    clause: str
    due: int
    filed: int
    filed_late: int
    overdue: int
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The calendar of obligations as of the day of the report."""

    deadlines: tuple[DeadlineRow, ...]
    obligations: tuple[ObligationRow, ...]
    overdue: tuple[DeadlineRow, ...]
    coming: tuple[DeadlineRow, ...]
    around: tuple[int, int] | None
    """Positions of the first and the last deadline of the year reported on and of the next one."""


def schedule(appraisal: Appraisal) -> Schedule:
    """Every dated obligation of the contract, in order of date."""
    names = {party.id: short_name(party.name) for party in appraisal.contract.parties}
    rows = tuple(_deadline_row(deadline, names) for deadline in appraisal.deadlines)
    return Schedule(
        deadlines=rows,
        obligations=tuple(_obligation_rows(appraisal, names)),
        overdue=tuple(row for row in rows if row.badge.key == FilingStatus.OVERDUE),
        coming=tuple(row for row in rows if _is_soon(row, appraisal.day)),
        around=_around(rows, appraisal),
    )


def _around(rows: tuple[DeadlineRow, ...], appraisal: Appraisal) -> tuple[int, int] | None:
    kept = [rank for rank, row in enumerate(rows) if row.due_on.year in {appraisal.year, appraisal.year + 1}]
    return (kept[0], kept[-1]) if kept else None


def _is_soon(row: DeadlineRow, day: date) -> bool:
    return row.badge.key == FilingStatus.TO_COME and row.due_on <= day + SOON


def _deadline_row(deadline: Deadline, names: dict[str, str]) -> DeadlineRow:
    obligation = deadline.obligation
    return DeadlineRow(
        due_on=deadline.due_on,
        title=obligation.title,
        exercise=deadline.exercise,
        owner=names.get(obligation.owner, obligation.owner),
        recipients=listed([names.get(one, one) for one in obligation.recipients]),
        deliverable=obligation.deliverable or "",
        filed_on=deadline.filed_on,
        document=deadline.document or "",
        badge=filing_badge(deadline.status),
        clause=obligation.clause or "",
    )


def _obligation_rows(appraisal: Appraisal, names: dict[str, str]) -> Iterator[ObligationRow]:
    for obligation in appraisal.contract.obligations:
        dates = [one for one in appraisal.deadlines if one.obligation is obligation]
        yield _obligation_row(obligation, dates, appraisal, names)


def _obligation_row(
    obligation: Obligation, dates: list[Deadline], appraisal: Appraisal, names: dict[str, str]
) -> ObligationRow:
    of_year = [one.status for one in dates if one.exercise == appraisal.year]
    to_come = (one.due_on for one in dates if one.status is FilingStatus.TO_COME)
    return ObligationRow(
        title=obligation.title,
        owner=names.get(obligation.owner, obligation.owner),
        clause=obligation.clause or "",
        due=len(of_year) - of_year.count(FilingStatus.TO_COME),
        filed=of_year.count(FilingStatus.FILED),
        filed_late=of_year.count(FilingStatus.FILED_LATE),
        overdue=of_year.count(FilingStatus.OVERDUE),
        next_on=next(to_come, None),
    )
