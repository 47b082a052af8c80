"""An appraisal as rows and as polars frames, for machines and notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import polars as pl

from coje.appraisal.actions import ActionState
from coje.appraisal.appraise import Appraisal
from coje.appraisal.attainment import Attainment
from coje.appraisal.synthesis import Rollup
from coje.appraisal.wording import unit_of
from coje.contract.model import Action, Commitment
from coje.records.frames import EXACT

ATTAINMENTS = pl.Schema(
    {
        "indicator": pl.String(),
        "number": pl.String(),
        "name": pl.String(),
        "year": pl.Int32(),
        "target": pl.String(),
        "value": EXACT,
        "unit": pl.String(),
        "status": pl.String(),
        "reason": pl.String(),
        "gap": EXACT,
        "progress": EXACT,
        "trend": pl.String(),
        "already_met": pl.Boolean(),
        "completeness": pl.String(),
        "provisional": pl.Boolean(),
        "simulated": pl.Boolean(),
    }
)
"""One row: an indicator against the target of a year, ``value`` as it is compared, ``progress`` in percent."""

PROMISES = pl.Schema(
    {
        "id": pl.String(),
        "title": pl.String(),
        "commitment": pl.String(),
        "by": pl.String(),
        "due_years": pl.List(pl.Int32()),
        "status": pl.String(),
        "late_years": pl.List(pl.Int32()),
        "on": pl.Date(),
        "evidence": pl.String(),
        "comment": pl.String(),
        "simulated": pl.Boolean(),
    }
)
"""One row: an action, or a commitment without actions; ``on`` to ``comment`` are those of the last thing said of it."""


def attainment_rows(appraisal: Appraisal, *years: int) -> list[dict[str, Any]]:
    """Every indicator of the years asked (the year reported on when none is), with the columns of `ATTAINMENTS`."""
    asked = years or (appraisal.year,)
    return [_row(appraisal, attainment) for year in asked for attainment in appraisal.of_year(year)]


def attainments(appraisal: Appraisal, *years: int) -> pl.DataFrame:
    """The same rows as a frame; ``.to_pandas()`` makes it a pandas one."""
    return pl.DataFrame(attainment_rows(appraisal, *years), schema=ATTAINMENTS)


def promise_rows(appraisal: Appraisal) -> list[dict[str, Any]]:
    """Where every action, and every commitment without actions, stands, with the columns of `PROMISES`."""
    return list(_promises(appraisal))


def promises(appraisal: Appraisal) -> pl.DataFrame:
    """The same rows as a frame."""
    return pl.DataFrame(promise_rows(appraisal), schema=PROMISES)


def commitment_rows(appraisal: Appraisal) -> list[dict[str, Any]]:
    """Where every commitment stands, in the order of the text."""
    return [
        {"id": one.id, "title": one.title, "by": one.by.value, "status": appraisal.commitments[one.id].advance.value}
        for one in appraisal.contract.commitments
    ]


def rollup_row(part: Rollup) -> dict[str, Any]:
    """How a part of the contract stands: counts by status, and the shares that sum them up, in percent."""
    row = asdict(part)
    row["indicators"]["share_met"] = part.indicators.share_met
    for promised in ("actions", "commitments", "state_commitments"):
        row[promised]["share_done"] = getattr(part, promised).share_done
    return row


def deadline_rows(appraisal: Appraisal) -> list[dict[str, Any]]:
    """Every date of every recurring obligation, and what was filed for it."""
    return [
        {
            "obligation": one.obligation.id,
            "due_on": one.due_on,
            "exercise": one.exercise,
            "status": one.status.value,
            "filed_on": one.filed_on,
            "document": one.document,
        }
        for one in appraisal.deadlines
    ]


def _promises(appraisal: Appraisal) -> Iterator[dict[str, Any]]:
    for commitment in appraisal.contract.commitments:
        state = appraisal.commitments[commitment.id]
        elements: tuple[Action | Commitment, ...] = commitment.actions or (commitment,)
        for element, own in zip(elements, state.actions or (state.own,), strict=True):
            assert own is not None
            about = {"title": element.title, "commitment": commitment.id, "by": commitment.by.value}
            yield {"id": element.id, **about, "due_years": list(element.due_years), **_standing(own)}


def _standing(state: ActionState) -> dict[str, Any]:
    latest = state.latest
    return {
        "status": state.advance.value,
        "late_years": list(state.late_years),
        "on": latest.on if latest else None,
        "evidence": latest.evidence if latest else None,
        "comment": latest.comment if latest else None,
        "simulated": any(note.simulated for note in state.notes),
    }


def _row(appraisal: Appraisal, attainment: Attainment) -> dict[str, Any]:
    indicator = appraisal.contract.indicator(attainment.indicator)
    value = attainment.value
    return {
        "indicator": indicator.id,
        "number": indicator.number,
        "name": indicator.name,
        "year": attainment.year,
        "target": None if attainment.target is None else str(attainment.target),
        "value": value.rounded,
        "unit": unit_of(indicator, attainment),
        "status": attainment.status.value,
        "reason": attainment.reason,
        "gap": attainment.gap,
        "progress": attainment.progress,
        "trend": attainment.trend.value,
        "already_met": attainment.already_met,
        "completeness": value.completeness.value,
        "provisional": value.provisional,
        "simulated": value.simulated,
    }
