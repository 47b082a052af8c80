"""Bodies of a network, each with its dates of existence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field

from coje.contract.base import Day, ElementId, Text

_DEPARTMENT = re.compile(r"[0-9]{2}|2[AB]|97[1-8]")


def _department(code: str) -> str:
    if _DEPARTMENT.fullmatch(code) is None:
        raise ValueError(f"« {code} » n'est pas le code d'un département : attendu 01, 2A ou 974, entre guillemets")
    return code


Department = Annotated[str, AfterValidator(_department)]
"""The official code of a department: ``01``, ``2A``, ``974``."""

Size = Annotated[float, Field(gt=0, allow_inf_nan=False)]
"""A weight among bodies: the population served, to the order of magnitude."""


class BodyType(StrEnum):
    """What kind of body, by its acronym in the *Code de la sécurité sociale* or in usage."""

    CPAM = "cpam"
    CCSS = "ccss"
    CGSS = "cgss"
    CSS = "css"
    CARSAT = "carsat"
    CRAMIF = "cramif"
    UGECAM = "ugecam"
    DRSM = "drsm"
    CAF = "caf"
    URSSAF = "urssaf"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Body:
    """A local body. It exists from ``opened_on`` (included) to ``closed_on`` (excluded); no date means always.

    A merger is two bodies closed on the day a third one opens. ``simulated``
    says that the size is a plausible one, not a public figure.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    id: ElementId
    name: Text
    type: BodyType
    department: Department | None = None
    region: Text | None = None
    opened_on: Day | None = None
    closed_on: Day | None = None
    size: Size | None = None
    simulated: bool = False

    def __post_init__(self) -> None:
        if self.opened_on is not None and self.closed_on is not None and self.closed_on <= self.opened_on:
            raise ValueError(
                f"l'organisme « {self.id} » ferme le {self.closed_on:%d/%m/%Y}, "
                f"sans avoir existé depuis son ouverture le {self.opened_on:%d/%m/%Y}"
            )

    def is_open_during(self, start: date, end: date) -> bool:
        """Whether the body exists on at least one day of ``[start, end)``."""
        return (self.opened_on is None or self.opened_on < end) and (self.closed_on is None or self.closed_on > start)


@dataclass(frozen=True)
class Network:
    """The bodies bound by a contract, under one national body."""

    national: str
    bodies: tuple[Body, ...] = ()

    def __post_init__(self) -> None:
        for position in repeated(self.national, self.bodies):
            raise ValueError(already_given(self.bodies[position]))

    @cached_property
    def by_id(self) -> dict[str, Body]:
        """The bodies, by id."""
        return {body.id: body for body in self.bodies}


def repeated(national: str, bodies: Iterable[Body]) -> Iterator[int]:
    """Positions of the bodies whose id is already taken, by the national body or by an earlier one."""
    seen = {national}
    for position, body in enumerate(bodies):
        if body.id in seen:
            yield position
        seen.add(body.id)


def already_given(body: Body) -> str:
    """What to say of a body whose id is already taken."""
    return f"l'organisme « {body.id} » est donné deux fois dans le réseau : garder un identifiant par organisme"
