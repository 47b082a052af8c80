"""What falls due when, and what was handed in: obligations against filings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from coje.contract.model import Contract, Obligation
from coje.contract.obligations import due_dates


class FilingStatus(StrEnum):
    """Where one dated obligation stands."""

    FILED = "filed"
    FILED_LATE = "filed_late"
    OVERDUE = "overdue"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date of an obligation, and what was filed for it."""

    obligation: Obligation
    due_on: date
    exercise: int
    filed_on: date | None
    document: str | None
    status: FilingStatus


def deadlines(contract: Contract, filings: pl.DataFrame, day: date) -> tuple[Deadline, ...]:
    """Every dated obligation of a contract, in order of date, with the filings known on the day."""
    filed = {(row["obligation"], row["due_on"]): row for row in filings.iter_rows(named=True)}
    found = (
        _deadline(obligation, due_on, filed.get((obligation.id, due_on)), day)
        for obligation in contract.obligations
        for due_on in due_dates(obligation)
    )
    return tuple(sorted(found, key=lambda deadline: (deadline.due_on, deadline.obligation.id)))


def _deadline(obligation: Obligation, due_on: date, filing: dict[str, object] | None, day: date) -> Deadline:
    filed_on = filing["filed_on"] if filing else None
    document = filing["document"] if filing else None
    assert filed_on is None or isinstance(filed_on, date)
    assert document is None or isinstance(document, str)
    return Deadline(
        obligation, due_on, due_on.year - obligation.about, filed_on, document, _status(due_on, filed_on, day)
    )


def _status(due_on: date, filed_on: date | None, day: date) -> FilingStatus:
    if filed_on is not None:
        return FilingStatus.FILED if filed_on <= due_on else FilingStatus.FILED_LATE
    return FilingStatus.OVERDUE if due_on < day else FilingStatus.TO_COME
