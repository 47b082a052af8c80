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

from coje.contract.base import FIRST_YEAR, LAST_YEAR, excerpt
from coje.contract.numbers import MAGNITUDE_PATTERN, NUMBER_PATTERN, SPACES, format_number, parse_number
from coje.contract.target_kinds import (
    Above,
    AnyTarget,
    AtLeast,
    AtMost,
    AverageChange,
    Band,
    Below,
    Conditional,
    Exactly,
    Milestone,
    Neutralised,
    NotSet,
    Quantity,
    Relative,
    TargetError,
    ToBeSet,
    Unconditional,
    bare,
)
from coje.contract.units import singular

__all__ = [
    "Above",
    "AnyTarget",
    "AtLeast",
    "AtMost",
    "AverageChange",
    "Band",
    "Below",
    "Conditional",
    "Exactly",
    "Milestone",
    "Neutralised",
    "NotSet",
    "Quantity",
    "Relative",
    "Span",
    "Target",
    "TargetError",
    "TargetSpan",
    "ToBeSet",
    "Unconditional",
    "bare",
    "parse_span",
    "parse_target",
]

_SYLLABLE = r"[^\W\d_](?:[^\W\d_]|[2²€])*"
_NOT_A_UNIT = r"(?!(?:si|s['’]ils?|ou|avant|environ|m(?:aximum|inimum|ax|in)|moins|plus)(?!\S))"
_WORD = rf"{_NOT_A_UNIT}(?:€|{_SYLLABLE})(?:[-/'’]{_SYLLABLE})*"
_UNIT = rf"%|(?!à ){_WORD}(?: {_WORD})*?"
_QUANTITY = rf"({NUMBER_PATTERN})(?:[{SPACES}]*({_UNIT}))?"
_YEAR = r"([0-9]{4}|[0-9]{2})"
_DATE = r"([0-9]{2}/[0-9]{2}/[0-9]{4})"
_LABEL = r"(?:(?!(?<!\S)si(?!\S)).)+?"


def _quantity(number: str, unit: str | None) -> Quantity:
    return Quantity(parse_number(number), singular(unit) if unit else None)


def _band(low: str, low_unit: str | None, high: str, high_unit: str | None) -> Band:
    return Band(_quantity(low, low_unit or high_unit), _quantity(high, high_unit or low_unit))


def _year(text: str) -> int:
    if len(text) == 2:
        return (2000 if text < "70" else 1900) + int(text)
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise TargetError(f"l'année {text} n'est pas entre {FIRST_YEAR} et {LAST_YEAR}")
    return year


def _date(text: str) -> date:
    day, month, year = text.split("/")
    try:
        return date(_year(year), int(month), int(day))
    except TargetError:
        raise
    except ValueError:
        raise TargetError(f"la date {text} n'existe pas") from None


def _milestone(label: str | None, day: str) -> Milestone:
    if label and _unconditional(label) is not None:
        raise TargetError(
            f"« {excerpt(label)} » et « au plus tard le {day} » : "
            "une cible est une valeur ou une échéance, pas les deux"
        )
    return Milestone(_date(day), label)


def _falling_or_rising(word: str, number: str) -> AverageChange:
    change = parse_number(number)
    return AverageChange(-change if word.lower().startswith(("dim", "bai", "réd")) else change)


_Reader: TypeAlias = Callable[..., "Unconditional"]

_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (r"(?:nd|n\.d\.|non déterminée?|non définie?)", NotSet),
        (r"neutralisée?(?:\s*:\s*(\S.*))?", Neutralised),
        (
            rf"à (?:fixer|définir|déterminer|préciser|arrêter) (?:avant|au plus tard) le {_DATE}",
            lambda day: ToBeSet(_date(day)),
        ),
        (rf"(?:({_LABEL}) )?(?:au plus tard|avant) le {_DATE}", _milestone),
        (
            rf"({NUMBER_PATTERN})\s*%\s*(?:par rapport à|vs\.?|/\s*base|base)\s*{_YEAR}",
            lambda change, year: Relative(parse_number(change), _year(year)),
        ),
        (rf"({NUMBER_PATTERN})\s*% par an en moyenne", lambda change: AverageChange(parse_number(change))),
        (
            rf"(diminution|baisse|réduction|hausse|augmentation) annuelle de ({MAGNITUDE_PATTERN})\s*%"
            r" en moyenne(?: sur la période)?",
            _falling_or_rising,
        ),
        (rf"entre {_QUANTITY} et {_QUANTITY}", _band),
        (rf"{_QUANTITY}(?:\s*[-–]\s*| à ){_QUANTITY}", _band),
        (rf"(?:≥|>=|au moins)\s*{_QUANTITY}", lambda number, unit: AtLeast(_quantity(number, unit))),
        (rf"(?:≤|<=|au plus)\s*{_QUANTITY}", lambda number, unit: AtMost(_quantity(number, unit))),
        (rf">\s*{_QUANTITY}", lambda number, unit: Above(_quantity(number, unit))),
        (rf"<\s*{_QUANTITY}", lambda number, unit: Below(_quantity(number, unit))),
        (_QUANTITY, lambda number, unit: Exactly(_quantity(number, unit))),
    )
)
_CONDITION = re.compile(r"(.+?) si (\S.*)", re.IGNORECASE)


def parse_target(text: object) -> AnyTarget:
    """Read a target; raise `TargetError` with the accepted forms when it cannot be typed, `NumberError` if too long.

    >>> parse_target("+10 % / base 22")
    Relative(change=Decimal('10'), base_year=2022)
    >>> str(parse_target("Diminution annuelle de 0,5% en moyenne sur la période"))
    '-0,5 % par an en moyenne'
    """
    if isinstance(text, AnyTarget):
        return text
    if text is None:
        raise TargetError("la cible est vide : écrire « ND » quand il n'y en a pas")
    if isinstance(text, bool) or not isinstance(text, str | int | Decimal):
        raise TargetError(f"« {excerpt(text)} » n'est pas une cible")
    written = (" ".join(text.split()) if isinstance(text, str) else format_number(Decimal(text))).strip()
    target = _unconditional(written)
    if target is not None:
        return target
    condition = _CONDITION.fullmatch(written)
    inner = _unconditional(condition[1]) if condition else None
    if condition is None or inner is None:
        raise TargetError(
            f"« {excerpt(written)} » n'est pas une cible que l'on sait lire : attendu par exemple « 23 jours », "
            "« > 10 000 », « 45 %-55 % », « -5 % par rapport à 2021 », « -0,5 % par an en moyenne », "
            "« au plus tard le 31/12/2025 », « 85 % si … », « neutralisé », « à fixer avant le 31/03/2024 » ou « ND »"
        )
    return Conditional(inner, condition[2])


def _unconditional(text: str) -> Unconditional | None:
    for pattern, reader in _FORMS:
        match = pattern.fullmatch(text)
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
        if not FIRST_YEAR <= self.first <= self.last <= LAST_YEAR:
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
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", str(text))
    if match is None or match[1] == match[2]:
        raise TargetError(f"« {excerpt(text)} » n'est ni une année (2024) ni une suite d'années (2023-2027)")
    return Span(int(match[1]), int(match[2] or match[1]))


TargetSpan = Annotated[
    Span,
    PlainValidator(parse_span),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{4})?$", "title": "Année ou suite d'années"}),
]
"""The key of a target in a contract file: a year, or a span of years."""
