"""Measures: every return of every body, for every indicator of a contract."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from coje.contract.model import Contract, Indicator
from coje.contract.targets import Milestone, bare
from coje.network.bodies import Network
from coje.records.frames import MEASURES
from coje.records.periods import MonthSpan, months_from
from coje.simulation.behaviour import Behaviour, behaviours
from coje.simulation.cells import Activity, Cells
from coje.simulation.labels import labelled
from coje.simulation.returns import versions_of
from coje.simulation.scales import level
from coje.simulation.setting import Horizon, Setting
from coje.simulation.shapes import Rows
from coje.simulation.trajectories import Trajectory, ranks, trajectory_of


def simulated_measures(contract: Contract, network: Network, setting: Setting) -> pl.DataFrame:
    """Rows of `MEASURES`, oldest recorded first."""
    measured = [indicator for indicator in contract.indicators if not _is_only_a_milestone(indicator)]
    local, national = behaviours(network, setting)
    rank = ranks(measured, setting)
    frames = [
        rows
        for indicator in measured
        for rows in _returned(
            indicator,
            trajectory_of(indicator, rank[indicator.id], setting),
            local if indicator.level == "local" else national,
            setting,
        )
    ]
    return labelled(frames, MEASURES, setting.stream("hours", "measures"))


def _is_only_a_milestone(indicator: Indicator) -> bool:
    targets = [bare(target) for target in indicator.targets.values()]
    return bool(targets) and all(isinstance(target, Milestone) for target in targets)


def _returned(
    indicator: Indicator, trajectory: Trajectory, behaviour: Behaviour, setting: Setting
) -> Iterator[pl.DataFrame]:
    """The returns of the slots covered, and one of each base year before them."""
    horizon = setting.horizon
    covered = [(trajectory, _measured_slots(indicator, horizon))]
    bases = sorted(year for year in trajectory.goals.base_years if year < horizon.start.year)
    for path, slots in [*((trajectory.in_base_year(year), (months_from(year, 1, 12),)) for year in bases), *covered]:
        if slots and behaviour.bodies:
            yield _rows(indicator, Activity(indicator, path, behaviour, setting, slots).cells(), behaviour, setting)


def _measured_slots(indicator: Indicator, horizon: Horizon) -> tuple[MonthSpan, ...]:
    """The slots covered, from the first year of which the contract says something (if it is one of them)."""
    first = min((span.first for span in indicator.targets), default=0)
    slots = horizon.slots(indicator.frequency)
    return tuple(slot for slot in slots if slot.start.year >= first or first not in horizon.years)


def _rows(indicator: Indicator, cells: Cells, behaviour: Behaviour, setting: Setting) -> pl.DataFrame:
    versions = versions_of(indicator, cells, behaviour, setting)
    body, slot = versions["body"].to_numpy(), versions["slot"].to_numpy()
    chance = setting.stream("rounding", indicator.id).random(cells.free.shape)
    content = Rows(
        indicator,
        cells.shape,
        levels=level(cells.scale, cells.free[body, slot] + cells.spread * versions["error"].to_numpy()),
        cases=cells.cases[body, slot] * versions["coverage"].to_numpy(),
        chance=chance[body, slot],
    ).columns(setting.parameters)
    return versions.select(
        "recorded_on",
        "provisional",
        "comment",
        pl.lit(indicator.id).alias("indicator"),
        pl.lit(indicator.record_unit, pl.String).alias("unit"),
        pl.Series("body", [one.id for one in behaviour.bodies]).gather(body),
        pl.Series("start", [one.start for one in cells.slots], pl.Date).gather(slot),
        pl.Series("end", [one.end for one in cells.slots], pl.Date).gather(slot),
        *(pl.when("sent").then(pl.lit(column)).alias(name) for name, column in content.items()),
    )
