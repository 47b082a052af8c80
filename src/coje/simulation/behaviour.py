"""How the bodies of a network differ, whatever the indicator: size, quality, punctuality, crises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from coje.appraisal.scales import Floats
from coje.network.bodies import Body, BodyType, Network
from coje.records.periods import MonthSpan
from coje.simulation.setting import Booleans, Setting

_PUNCTUALITY_SPREAD = 0.7


@dataclass(frozen=True)
class Behaviour:
    """The bodies that return something, in the order of the network.

    ``crises`` says how deep each is in a crisis, from 0 to 1: bodies by months
    from ``origin``.
    """

    bodies: tuple[Body, ...]
    origin: date
    quality: Floats
    drift: Floats
    lateness: Floats
    crises: Floats
    is_national: bool = False

    @cached_property
    def sizes(self) -> Floats:
        """The weight of each body; the median one when it is not known."""
        known = [body.size for body in self.bodies if body.size is not None]
        usual = float(np.median(known)) if known else 1.0
        return np.array([usual if body.size is None else body.size for body in self.bodies])

    def open_in(self, slots: Sequence[MonthSpan]) -> Booleans:
        """Whether each body exists during each slot: bodies by slots."""
        return np.array([[body.is_open_during(slot.start, slot.end) for slot in slots] for body in self.bodies], bool)

    def crises_in(self, slots: Sequence[MonthSpan]) -> Floats:
        """How deep each body is in a crisis over each slot; not at all before ``origin``."""
        counts = [(_count(self.origin, slot.start), _count(self.origin, slot.end)) for slot in slots]
        sums = [self.crises[:, max(start, 0) : max(end, 0)].sum(axis=1) / (end - start) for start, end in counts]
        return np.stack(sums, axis=1)


def behaviours(network: Network, setting: Setting) -> tuple[Behaviour, Behaviour]:
    """The behaviour of the local bodies, and that of the national body: as it is, without a crisis."""
    horizon, parameters = setting.horizon, setting.parameters
    months = _count(horizon.start, horizon.end)
    rng, bodies = setting.stream("bodies"), network.bodies
    local = Behaviour(
        bodies,
        horizon.start,
        quality=rng.normal(size=len(bodies)),
        drift=rng.normal(size=len(bodies)),
        lateness=parameters.late_rate * np.exp(_PUNCTUALITY_SPREAD * rng.normal(size=len(bodies))),
        crises=spells((len(bodies), months), parameters.crisis_rate, parameters.crisis_length, rng),
    )
    alone = (Body(network.national, network.national, BodyType.OTHER),)
    usual, calm = np.zeros(1), np.zeros((1, months))
    punctual = np.full(1, parameters.late_rate)
    return local, Behaviour(alone, horizon.start, usual, usual, punctual, calm, is_national=True)


def _count(start: date, end: date) -> int:
    """Months from a day to another."""
    return (end.year - start.year) * 12 + end.month - start.month


def spells(shape: tuple[int, int], rate: float, longest: int, rng: np.random.Generator) -> Floats:
    """Bad spells, bodies by periods: each begins at 1, at some rate, and fades over its length."""
    begins = rng.random(shape) < rate
    lengths = rng.integers(1, longest + 1, shape)
    depth, periods = np.zeros(shape), shape[1]
    for age in range(min(longest, periods)):
        left = np.where(begins & (lengths > age), 1 - age / lengths, 0.0)
        depth[:, age:] = np.maximum(depth[:, age:], left[:, : periods - age])
    return depth
