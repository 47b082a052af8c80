"""Progress of actions, of the State's commitments and of milestones: begun, done, done late, given up."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from coje.contract.model import Action, CommitmentBy, Contract
from coje.contract.targets import Milestone, bare
from coje.records.frames import PROGRESS
from coje.simulation.labels import labelled
from coje.simulation.setting import Days, Setting
from coje.simulation.working_days import after

EVIDENCE = "Pièce simulée"
LATE = "Fait après l'échéance"
NOT_STARTED = "Pas encore commencé"
ABANDONED = "Abandonné en cours de contrat"

_SHAPE = pl.Schema({name: PROGRESS[name] for name in ("element", "due_year", "status", "on", "evidence", "comment")})
_MARK = {"element": pl.String, "due_year": pl.Int32, "deliverable": pl.String, "by_state": pl.Boolean}

_UNTIL_RECORDED = (0, 9)
_AT_LEAST = 15
"""Days between the note that something is begun and the note that it is done."""
_NEVER_BEGUN = 0.3
"""Share of what is not done that is not even begun."""
_AROUND_MILESTONE = (-60, 25)


def simulated_progress(contract: Contract, setting: Setting) -> pl.DataFrame:
    """Rows of `PROGRESS`, oldest recorded first; nothing happens before the signature, nor after the horizon."""
    rng, begins = setting.stream("progress"), _begins(contract, setting)
    marks = _marks(contract, setting)
    steps = _steps(_fates(marks, begins, setting, rng))
    steps = _without_abandoned(steps, _abandoned(marks, begins, setting, rng))
    rows = pl.concat([steps, _milestones(contract, rng)]).filter(
        pl.col("on").is_between(begins, setting.horizon.last_day)
    )
    recorded_on = after(rows["on"].to_numpy(), *_UNTIL_RECORDED, rng)
    recorded = rows.with_columns(recorded_on=pl.Series(recorded_on, dtype=pl.Date))
    return labelled([recorded], PROGRESS, setting.stream("hours", "progress"))


def _begins(contract: Contract, setting: Setting) -> date:
    return max(contract.signed_on or contract.period.start, setting.horizon.start)


def _marks(contract: Contract, setting: Setting) -> pl.DataFrame:
    """The due years of the horizon, by element."""
    marks = [
        (
            element.id,
            year,
            element.deliverable if isinstance(element, Action) else None,
            commitment.by is CommitmentBy.STATE,
        )
        for commitment in contract.commitments
        for element in (commitment.actions or (commitment,))
        for year in element.due_years
        if year in setting.horizon.years
    ]
    return pl.DataFrame(marks, schema=_MARK, orient="row")


def _fates(marks: pl.DataFrame, begins: date, setting: Setting, rng: np.random.Generator) -> pl.DataFrame:
    """What becomes of each due year: when it is begun and done, if ever, in time or not."""
    by_state = marks["by_state"].cast(pl.Int8).to_numpy()
    fate, on_time = rng.random(marks.height), np.array(setting.parameters.on_time)[by_state]
    is_on_time = fate < on_time
    is_done = fate < on_time + np.array(setting.parameters.done_late)[by_state]
    done_on = np.where(is_on_time, *_days_done(marks, begins, rng))
    begun_on = np.minimum(_in_year(marks, 10, 200, rng), done_on - np.timedelta64(_AT_LEAST, "D"))
    is_begun = is_done | (rng.random(marks.height) >= _NEVER_BEGUN)
    return marks.with_columns(
        begun_on=pl.Series(begun_on, dtype=pl.Date),
        is_begun=pl.Series(is_begun, dtype=pl.Boolean),
        done_on=pl.Series(done_on, dtype=pl.Date),
        is_done=pl.Series(is_done, dtype=pl.Boolean),
        is_late=pl.Series(~is_on_time, dtype=pl.Boolean),
    )


def _steps(fates: pl.DataFrame) -> pl.DataFrame:
    """The rows of each due year: begun (or not), then done."""
    is_begun = pl.col("is_begun")
    begun = _shaped(
        fates,
        status=pl.when(is_begun).then(pl.lit("in_progress")).otherwise(pl.lit("not_started")),
        on=pl.col("begun_on"),
        comment=pl.when(~is_begun).then(pl.lit(NOT_STARTED)),
    )
    done = _shaped(
        fates.filter("is_done"),
        status=pl.lit("done"),
        on=pl.col("done_on"),
        evidence=pl.concat_str(pl.lit(EVIDENCE), "deliverable", separator=" : ", ignore_nulls=True),
        comment=pl.when("is_late").then(pl.lit(LATE)),
    )
    return pl.concat([begun, done])


def _shaped(frame: pl.DataFrame, **columns: pl.Expr) -> pl.DataFrame:
    """Rows in the shape of progress; what is not given is empty."""
    empty = {name: pl.lit(None) for name in _SHAPE if name not in frame.columns}
    return frame.with_columns(**(empty | columns)).select(pl.col(name).cast(dtype) for name, dtype in _SHAPE.items())


def _days_done(marks: pl.DataFrame, begins: date, rng: np.random.Generator) -> tuple[Days, Days]:
    """The day each due year would be done in time (mostly in autumn), and late."""
    ends = _first_day(marks, later=1) - np.timedelta64(1, "D")
    before_end = np.rint(300 * rng.beta(1.2, 2.5, marks.height)).astype("timedelta64[D]")
    soonest = np.minimum(np.datetime64(begins) + np.timedelta64(2 * _AT_LEAST, "D"), ends)
    in_time: Days = np.maximum(ends - before_end, soonest)
    return in_time, _in_year(marks, 20, 270, rng, later=1)


def _first_day(marks: pl.DataFrame, later: int = 0) -> Days:
    years: Days = (marks["due_year"].to_numpy() - 1970 + later).astype("datetime64[Y]").astype("datetime64[D]")
    return years


def _in_year(marks: pl.DataFrame, first: int, last: int, rng: np.random.Generator, later: int = 0) -> Days:
    days = rng.integers(first, last, marks.height, endpoint=True)
    drawn: Days = _first_day(marks, later) + days.astype("timedelta64[D]")
    return drawn


def _abandoned(marks: pl.DataFrame, begins: date, setting: Setting, rng: np.random.Generator) -> pl.DataFrame:
    """A few elements given up as a whole, on some day of the horizon."""
    elements = marks.select("element").unique(maintain_order=True)
    days = max((setting.horizon.last_day - begins).days, 1)
    on = np.datetime64(begins) + rng.integers(0, days, elements.height).astype("timedelta64[D]")
    rows = elements.with_columns(on=pl.Series(on, dtype=pl.Date))
    chosen = rows.filter(pl.Series(rng.random(rows.height) < setting.parameters.abandoned, dtype=pl.Boolean))
    return _shaped(chosen, status=pl.lit("abandoned"), comment=pl.lit(ABANDONED))


def _without_abandoned(steps: pl.DataFrame, abandoned: pl.DataFrame) -> pl.DataFrame:
    """Nothing is noted of an element after it is given up."""
    given_up = abandoned.select("element", given_up="on")
    before = steps.join(given_up, on="element", how="left", maintain_order="left").filter(
        pl.col("given_up").is_null() | (pl.col("on") < pl.col("given_up"))
    )
    return pl.concat([before.drop("given_up"), abandoned])


def _milestones(contract: Contract, rng: np.random.Generator) -> pl.DataFrame:
    """Milestones among the targets, done around their day."""
    due = [
        (indicator.id, target.due_on)
        for indicator in contract.indicators
        for target in map(bare, indicator.targets.values())
        if isinstance(target, Milestone)
    ]
    marks = pl.DataFrame(due, schema={"element": pl.String, "on": pl.Date}, orient="row")
    moved = marks.with_columns(on=pl.Series(_around(marks["on"].to_numpy(), rng), dtype=pl.Date))
    return _shaped(moved, status=pl.lit("done"), evidence=pl.lit(EVIDENCE))


def _around(days: Days, rng: np.random.Generator) -> Days:
    around: Days = days + rng.integers(*_AROUND_MILESTONE, days.size, endpoint=True).astype("timedelta64[D]")
    return around
