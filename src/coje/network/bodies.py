"""Bodies of a network, each with its dates of existence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Body:
    """A local body. It exists from ``opened_on`` (included) to ``closed_on`` (excluded); no date means always."""

    id: str
    name: str
    type: str
    department: str | None = None
    region: str | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    size: float | None = None
    simulated: bool = False

    def is_open_during(self, start: date, end: date) -> bool:
        """Whether the body exists on at least one day of ``[start, end)``."""
        return (self.opened_on is None or self.opened_on < end) and (self.closed_on is None or self.closed_on > start)


@dataclass(frozen=True)
class Network:
    """The bodies bound by a contract, under one national body."""

    national: str
    bodies: tuple[Body, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for body in self.bodies:
            if body.id in seen or body.id == self.national:
                raise ValueError(f"l'organisme « {body.id} » est donné deux fois dans le réseau")
            seen.add(body.id)

    @cached_property
    def by_id(self) -> dict[str, Body]:
        """The bodies, by id."""
        return {body.id: body for body in self.bodies}

    def open_during(self, start: date, end: date) -> Iterator[Body]:
        """Bodies that exist on at least one day of ``[start, end)``."""
        return (body for body in self.bodies if body.is_open_during(start, end))
