"""Typed targets: what a contract promises for a year, written as people write it.

Each kind of target is one small class; ``str(target)`` is its canonical text
and ``parse_target(str(target)) == target`` always holds. A text that is none of
these is refused: a target is never stored as free words.

=====================================  ==========================================
canonical text                         also read
=====================================  ==========================================
``23 jours``, ``82,5 %``               ``82,50%``, ``23``
``≥ 75 %``, ``≤ 20 jours``             ``>= 75 %``, ``au moins 75 %``, ``au plus 20 jours``
``> 10 000``, ``< 0,1 %``              ``>10 000``
``45 %-55 %``                          ``45 % - 55 %``, ``entre 45 % et 55 %``
``-5 % par rapport à 2021``            ``+10 % / base 22``, ``-15 % vs. 2021``
``-0,5 % par an en moyenne``           ``Diminution annuelle de 0,5 % en moyenne sur la période``
``au plus tard le 31/12/2025``         ``avant le 31/12/2025``, ``Rapport remis au plus tard le …``
``85 % si la réforme est votée``
``neutralisé``, ``neutralisé : motif``
``à fixer avant le 31/03/2024``        ``à définir avant le …``
``ND``                                 ``non déterminé``, ``n.d.``
=====================================  ==========================================
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from coje.contract.numbers import NUMBER_PATTERN, SPACES, format_number, parse_number

INVARIABLE_UNITS = frozenset({"%", "€", "k€", "M€", "m2", "m²", "point", "ETPMA", "ETP"})


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


def pluralize(unit: str, value: Decimal) -> str:
    """The unit as written after that number.

    >>> pluralize("jour", Decimal(23)), pluralize("%", Decimal(82))
    ('jours', '%')
    """
    first, space, rest = unit.partition(" ")
    if abs(value) < 2 or first in INVARIABLE_UNITS or first[-1] in "sxz":
        return unit
    return f"{first}s{space}{rest}"


def singular(unit: str) -> str:
    """The unit as declared, from the unit as written: ``jours`` gives ``jour``."""
    first, space, rest = unit.partition(" ")
    if first in INVARIABLE_UNITS or not first.endswith("s") or len(first) < 3:
        return unit
    return f"{first[:-1]}{space}{rest}"


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

_UNIT = r"%|[^\W\d_](?:(?!\ssi\s)(?:[^\W\d_]|[2²%/'’ -]))*?"
_QUANTITY = rf"({NUMBER_PATTERN})(?:[{SPACES}]*({_UNIT}))?"
_YEAR = r"(\d{4}|\d{2})"
_DATE = r"(\d{2}/\d{2}/\d{4})"


def _quantity(number: str, unit: str | None) -> Quantity:
    return Quantity(parse_number(number), singular(unit.strip()) if unit else None)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _date(text: str) -> date:
    day, month, year = (int(part) for part in text.split("/"))
    try:
        return date(year, month, day)
    except ValueError:
        raise TargetError(f"la date {text} n'existe pas") from None


def _date_text(day: date) -> str:
    return f"{day:%d/%m/}{day.year:04d}"


def _falling_or_rising(word: str, number: str) -> AverageChange:
    change = parse_number(number)
    return AverageChange(-change if word.lower().startswith(("dim", "bai", "réd")) else change)


_Reader: TypeAlias = Callable[..., "Unconditional"]

_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(rf"^{pattern}$", re.IGNORECASE), reader)
    for pattern, reader in (
        (r"(?:nd|n\.d\.|non déterminée?|non définie?)", lambda: NotSet()),
        (r"neutralisée?(?:\s*:\s*(\S.*))?", lambda reason: Neutralised(reason)),
        (rf"à (?:fixer|définir) avant le {_DATE}", lambda day: ToBeSet(_date(day))),
        (
            rf"(?:(\S.*?) )?(?:au plus tard|avant) le {_DATE}",
            lambda label, day: Milestone(_date(day), label),
        ),
        (
            rf"({NUMBER_PATTERN})\s*%\s*(?:par rapport à|vs\.?|/\s*base|base)\s*{_YEAR}",
            lambda change, year: Relative(parse_number(change), _year(year)),
        ),
        (rf"({NUMBER_PATTERN})\s*% par an en moyenne", lambda change: AverageChange(parse_number(change))),
        (
            rf"(diminution|baisse|réduction|hausse|augmentation) annuelle de ({NUMBER_PATTERN})\s*%"
            r" en moyenne(?: sur la période)?",
            _falling_or_rising,
        ),
        (
            rf"(?:entre )?{_QUANTITY}(?:\s*[-–]\s*| et | à ){_QUANTITY}",
            lambda low, unit, high, last: Band(_quantity(low, unit or last), _quantity(high, last or unit)),
        ),
        (rf"(?:≥|>=|au moins)\s*{_QUANTITY}", lambda number, unit: AtLeast(_quantity(number, unit))),
        (rf"(?:≤|<=|au plus)\s*{_QUANTITY}", lambda number, unit: AtMost(_quantity(number, unit))),
        (rf">\s*{_QUANTITY}", lambda number, unit: Above(_quantity(number, unit))),
        (rf"<\s*{_QUANTITY}", lambda number, unit: Below(_quantity(number, unit))),
        (_QUANTITY, lambda number, unit: Exactly(_quantity(number, unit))),
    )
)
_CONDITION = re.compile(r"^(.+?) si (\S.*)$", re.IGNORECASE)


def parse_target(text: object) -> AnyTarget:
    """Read a target; raise `TargetError` with the accepted forms when it cannot be typed.

    >>> parse_target("+10 % / base 22")
    Relative(change=Decimal('10'), base_year=2022)
    >>> str(parse_target("Diminution annuelle de 0,5% en moyenne sur la période"))
    '-0,5 % par an en moyenne'
    """
    if isinstance(text, AnyTarget):
        return text
    if isinstance(text, bool) or not isinstance(text, str | int | Decimal):
        raise TargetError(f"« {text} » n'est pas une cible")
    written = (" ".join(text.split()) if isinstance(text, str) else format_number(Decimal(text))).strip()
    target = _unconditional(written)
    if target is not None:
        return target
    condition = _CONDITION.match(written)
    inner = _unconditional(condition[1]) if condition else None
    if condition is None or inner is None:
        raise TargetError(
            f"« {written} » n'est pas une cible que l'on sait lire : attendu par exemple « 23 jours », « > 10 000 », "
            "« 45 %-55 % », « -5 % par rapport à 2021 », « -0,5 % par an en moyenne », « au plus tard le 31/12/2025 », "
            "« 85 % si … », « neutralisé », « à fixer avant le 31/03/2024 » ou « ND »"
        )
    return Conditional(inner, condition[2])


def _unconditional(text: str) -> Unconditional | None:
    for pattern, reader in _FORMS:
        match = pattern.match(text)
        if match is not None:
            return reader(*match.groups())
    return None


Target = Annotated[
    AnyTarget,
    PlainValidator(parse_target),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {
            "type": ["string", "number"],
            "title": "Cible",
            "description": "La cible telle qu'on l'écrit.",
            "examples": ["23 jours", "82,5 %", "> 10 000", "45 %-55 %", "-5 % par rapport à 2021", "ND"],
        }
    ),
]
"""A target in a contract file: its text, read by `parse_target`."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The year a target is for, or the years it spans (``2023-2027``), due in the last one."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 1945 <= self.first <= self.last <= 2100:
            raise TargetError(f"« {self} » n'est ni une année ni une suite d'années")

    @property
    def due_year(self) -> int:
        """The year at the end of which the target is due."""
        return self.last

    def __contains__(self, year: int) -> bool:
        return self.first <= year <= self.last

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def parse_span(text: object) -> Span:
    """Read ``2024`` or ``2023-2027``.

    >>> parse_span("2023-2027").due_year
    2027
    """
    if isinstance(text, Span):
        return text
    match = re.match(r"^(\d{4})(?:-(\d{4}))?$", str(text))
    if match is None:
        raise TargetError(f"« {text} » n'est ni une année (2024) ni une suite d'années (2023-2027)")
    return Span(int(match[1]), int(match[2] or match[1]))


TargetSpan = Annotated[
    Span,
    PlainValidator(parse_span),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{4})?$", "title": "Année ou suite d'années"}),
]
"""The key of a target in a contract file: a year, or a span of years."""
