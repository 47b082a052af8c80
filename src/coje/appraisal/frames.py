"""An appraisal as rows and as a polars frame, for machines and notebooks."""

from __future__ import annotations

from typing import Any

import polars as pl

from coje.appraisal.appraise import Appraisal
from coje.appraisal.attainment import Attainment
from coje.appraisal.wording import unit_of
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


def attainment_rows(appraisal: Appraisal, *years: int) -> list[dict[str, Any]]:
    """Every indicator of the years asked (the year reported on when none is), with the columns of `ATTAINMENTS`."""
    asked = years or (appraisal.year,)
    return [_row(appraisal, attainment) for year in asked for attainment in appraisal.of_year(year)]


def attainments(appraisal: Appraisal, *years: int) -> pl.DataFrame:
    """The same rows as a frame; ``.to_pandas()`` makes it a pandas one."""
    return pl.DataFrame(attainment_rows(appraisal, *years), schema=ATTAINMENTS)


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
