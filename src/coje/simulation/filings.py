"""Filings of recurring obligations: mostly in time, some late, a few never."""

from __future__ import annotations

import numpy as np
import polars as pl

from coje.contract.model import Contract
from coje.contract.obligations import due_dates
from coje.records.frames import FILINGS
from coje.simulation.labels import labelled
from coje.simulation.setting import Setting
from coje.simulation.working_days import after, before

LATE = "Remis après l'échéance"

_EARLY, _LATE = (0, 7), (1, 28)
"""Working days before and after the due date."""


def simulated_filings(contract: Contract, setting: Setting) -> pl.DataFrame:
    """Rows of `FILINGS`, oldest recorded first, for every due date of the horizon."""
    due = [
        (obligation.id, day, f"Document simulé : {obligation.deliverable or obligation.title}")
        for obligation in contract.obligations
        for day in due_dates(obligation, setting.horizon.last_day)
        if day >= setting.horizon.start
    ]
    schema = {"obligation": pl.String, "due_on": pl.Date, "document": pl.String}
    filed = _filed(pl.DataFrame(due, schema=schema, orient="row"), setting)
    return labelled([filed], FILINGS, setting.stream("hours", "filings"))


def _filed(due: pl.DataFrame, setting: Setting) -> pl.DataFrame:
    parameters, rng = setting.parameters, setting.stream("filings")
    fate, days = rng.random(due.height), due["due_on"].to_numpy()
    is_on_time = fate < parameters.filed_on_time
    filed_on = np.where(is_on_time, before(days, *_EARLY, rng), after(days, *_LATE, rng))
    return due.with_columns(
        filed_on=pl.Series(filed_on),
        recorded_on=pl.Series(filed_on),
        comment=pl.when(pl.Series(is_on_time)).then(None).otherwise(pl.lit(LATE)),
    ).filter(pl.Series(fate < 1 - parameters.never_filed))
