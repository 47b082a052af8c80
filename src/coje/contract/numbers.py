"""Numbers as people write them in French: ``1 104 509``, ``82,50``, ``- 90 000``."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from coje.contract.base import excerpt

SPACES = " \u00a0\u202f\u2009"
MAGNITUDE_PATTERN = rf"(?:[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+|[0-9]+)(?:,[0-9]+)?"
"""A French number without a sign: thousands in groups of three or none, decimal comma."""
NUMBER_PATTERN = rf"[+\-−]?[{SPACES}]?{MAGNITUDE_PATTERN}"
"""A French number with an optional sign."""

_NUMBER = re.compile(rf"^\s*({NUMBER_PATTERN})\s*$")
_BLANKS = re.compile(rf"[{SPACES}]")


MAX_DIGITS = 20
"""More digits than that are a slip of the keyboard; up to there, sums of thousands of numbers are exact."""
_WIDE = Context(prec=60)
"""Wide enough to round any number that a record may hold."""


class NumberError(ValueError):
    """The text is not a number written the French way, or has more digits than anybody counts."""


def parse_number(text: object) -> Decimal:
    """Read a French number exactly; a dash alone is zero, as in printed accounts.

    >>> parse_number("1 104 509"), parse_number("82,50"), parse_number("- 90 000")
    (Decimal('1104509'), Decimal('82.50'), Decimal('-90000'))
    """
    if isinstance(text, bool) or not isinstance(text, str | int | Decimal):
        raise NumberError(f"« {excerpt(text)} » n'est pas un nombre")
    number = _read(text) if isinstance(text, str) else Decimal(text)
    if max(len(number.as_tuple().digits), abs(number.adjusted())) > MAX_DIGITS:
        raise NumberError(f"« {excerpt(text)} » a plus de {MAX_DIGITS} chiffres")
    return number


def _read(text: str) -> Decimal:
    if text.strip() in {"-", "–"}:
        return Decimal(0)
    match = _NUMBER.match(text)
    if match is None:
        raise NumberError(
            f"« {excerpt(text)} » n'est pas un nombre : attendu des chiffres, des espaces entre les milliers "
            "et une virgule décimale (exemple : 1 234,5)"
        )
    return Decimal(_BLANKS.sub("", match[1]).replace("−", "-").replace(",", "."))


def format_number(value: Decimal, *, signed: bool = False, space: str = " ") -> str:
    """Write a number the French way, every digit kept; the inverse of `parse_number`.

    >>> format_number(Decimal("1104509.50")), format_number(Decimal("5"), signed=True)
    ('1 104 509,50', '+5')
    """
    text = f"{value:{'+' if signed else ''},f}"
    return text.replace(",", space).replace(".", ",")


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round to ``decimals`` places, halves away from zero (the rule of every figure compared); zero has no sign.

    >>> round_half_up(Decimal("2.5"), 0), round_half_up(Decimal("-0.125"), 2), round_half_up(Decimal("-0.04"), 1)
    (Decimal('3'), Decimal('-0.13'), Decimal('0.0'))
    """
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
    return rounded if rounded else abs(rounded)


def significant_decimals(value: Decimal) -> int:
    """How many decimals a number has, without the zeros that end it.

    >>> significant_decimals(Decimal("91.50")), significant_decimals(Decimal(300))
    (1, 0)
    """
    exponent = value.normalize(_WIDE).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


Number = Annotated[
    Decimal,
    BeforeValidator(parse_number),
    PlainSerializer(format_number, return_type=str, when_used="json"),
    WithJsonSchema({"type": ["number", "string"], "title": "Nombre", "examples": [23, "82,50", "1 104 509"]}),
]
"""An exact number, written in a file as ``23``, ``91.5``, ``"82,50"`` or ``"1 104 509"``."""
