"""The kinds of targets: one small class each, whose ``str`` is the canonical text (see `targets`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias, overload

from coje.contract.numbers import format_number
from coje.contract.units import pluralize


class TargetError(ValueError):
    """The text is not a target that can be typed."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit; no unit means the indicator's own."""

    value: Decimal
    unit: str | None = None

    def text(self, *, signed: bool = False) -> str:
        """``23 jours``, ``-5 %``: the unit takes the plural from 2 upwards, as in French."""
        number = format_number(self.value, signed=signed)
        return number if self.unit is None else f"{number} {pluralize(self.unit, self.value)}"

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True)
class Exactly:
    """A value to reach; the indicator's sense says from which side."""

    quantity: Quantity

    def __str__(self) -> str:
        return str(self.quantity)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least this value, whatever the sense."""

    quantity: Quantity

    def __str__(self) -> str:
        return f"≥ {self.quantity}"


@dataclass(frozen=True, slots=True)
class AtMost:
    """At most this value, whatever the sense."""

    quantity: Quantity

    def __str__(self) -> str:
        return f"≤ {self.quantity}"


@dataclass(frozen=True, slots=True)
class Above:
    """Strictly more than this value."""

    quantity: Quantity

    def __str__(self) -> str:
        return f"> {self.quantity}"


@dataclass(frozen=True, slots=True)
class Below:
    """Strictly less than this value."""

    quantity: Quantity

    def __str__(self) -> str:
        return f"< {self.quantity}"


@dataclass(frozen=True, slots=True)
class Band:
    """Between two values, both included."""

    low: Quantity
    high: Quantity

    def __post_init__(self) -> None:
        if self.low.value > self.high.value:
            raise TargetError(f"la borne basse ({self.low}) dépasse la borne haute ({self.high})")
        if self.low.unit != self.high.unit:
            raise TargetError(f"les bornes {self.low} et {self.high} n'ont pas la même unité")

    def __str__(self) -> str:
        separator = "-" if self.low.value >= 0 else " à "
        return f"{self.low}{separator}{self.high}"


@dataclass(frozen=True, slots=True)
class Relative:
    """A change, in percent, from the value of a base year."""

    change: Decimal
    base_year: int

    def __str__(self) -> str:
        return f"{format_number(self.change, signed=True)} % par rapport à {self.base_year}"


@dataclass(frozen=True, slots=True)
class AverageChange:
    """A mean yearly change, in percent, over the years the target spans."""

    change: Decimal

    def __str__(self) -> str:
        return f"{format_number(self.change, signed=True)} % par an en moyenne"


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something done by a day (included)."""

    due_on: date
    label: str | None = None

    def __str__(self) -> str:
        label = f"{self.label} " if self.label else ""
        return f"{label}au plus tard le {_date_text(self.due_on)}"


@dataclass(frozen=True, slots=True)
class Neutralised:
    """The parties agreed not to assess that year."""

    reason: str | None = None

    def __str__(self) -> str:
        return f"neutralisé : {self.reason}" if self.reason else "neutralisé"


@dataclass(frozen=True, slots=True)
class ToBeSet:
    """A target to be agreed by a day."""

    by: date

    def __str__(self) -> str:
        return f"à fixer avant le {_date_text(self.by)}"


@dataclass(frozen=True, slots=True)
class NotSet:
    """No target that year (printed « ND »)."""

    def __str__(self) -> str:
        return "ND"


Unconditional: TypeAlias = (
    Exactly
    | AtLeast
    | AtMost
    | Above
    | Below
    | Band
    | Relative
    | AverageChange
    | Milestone
    | Neutralised
    | ToBeSet
    | NotSet
)


@dataclass(frozen=True, slots=True)
class Conditional:
    """A target that holds only under a stated assumption."""

    target: Unconditional
    assumption: str

    def __str__(self) -> str:
        return f"{self.target} si {self.assumption}"


AnyTarget: TypeAlias = Unconditional | Conditional


@overload
def bare(target: AnyTarget) -> Unconditional: ...
@overload
def bare(target: None) -> None: ...
def bare(target: AnyTarget | None) -> Unconditional | None:
    """The target without the assumption it holds under, if any."""
    return target.target if isinstance(target, Conditional) else target


def _date_text(day: date) -> str:
    return f"{day:%d/%m/}{day.year:04d}"
