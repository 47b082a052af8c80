"""Times of a call: the median of several runs after a warm-up, wall and CPU."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """Median seconds of several runs."""

    wall: float
    cpu: float


def measure(call: Callable[[], object], *, runs: int = 5) -> Times:
    """Run once to warm up, then ``runs`` times."""
    call()
    walls, cpus = [], []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        call()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return Times(statistics.median(walls), statistics.median(cpus))


def against(call: Callable[[], object], floor: Callable[[], object], *, runs: int = 7) -> tuple[Times, Times, float]:
    """Both in turn, pair by pair, so that the machine's drift touches both; the ratio is the median of pairs (wall)."""
    call(), floor()
    pairs = []
    for _ in range(runs):
        pairs.append((measure_once(call), measure_once(floor)))
    ours, theirs = (
        Times(statistics.median(one.wall for one in side), statistics.median(one.cpu for one in side))
        for side in zip(*pairs, strict=True)
    )
    return ours, theirs, statistics.median(one.wall / other.wall for one, other in pairs)


def measure_once(call: Callable[[], object]) -> Times:
    """One run, no warm-up."""
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return Times(time.perf_counter() - wall, time.process_time() - cpu)


def line(what: str, figure: str, aim: str) -> None:
    """One printed result."""
    print(f"{what:<58} {figure:<34} but : {aim}")
