"""What a cell of a report may hold: texts, dates, numbers, and two small things with a meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from coje.appraisal.wording import amount, number

_LONGEST_SYMBOL = 2
"""Units up to that length (``%``, ``€``, ``m2``) are written after every number; longer ones are said once."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A status: the word people read, and the key of its colour and shape (see `palette`)."""

    key: str
    word: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, or nothing; its digits are those of the appraisal."""

    value: Decimal | None
    unit: str | None = None
    signed: bool = False

    @property
    def text(self) -> str:
        """With its unit in full: ``23 jours``."""
        return self._written(self.unit)

    @property
    def short(self) -> str:
        """With its unit when it is a symbol: ``82,5 %``, ``23``."""
        return self._written(self.symbol)

    def _written(self, unit: str | None) -> str:
        """Nothing is neither more nor less than nothing: zero has no sign."""
        value = self.value if self.value or self.value is None else abs(self.value)
        return amount(value, unit, signed=self.signed and bool(value))

    @property
    def symbol(self) -> str | None:
        """The unit, when it is short enough to follow every number."""
        return self.unit if self.unit and len(self.unit) <= _LONGEST_SYMBOL else None

    @property
    def decimals(self) -> int:
        """Digits after the comma."""
        exponent = self.value.as_tuple().exponent if self.value is not None else 0
        return max(-exponent, 0) if isinstance(exponent, int) else 0


Cell: TypeAlias = str | int | Decimal | date | Badge | Amount | None
"""Something that is written in a table."""


def percent(share: Decimal | None) -> Amount:
    """A share of the appraisal, as an amount in percent."""
    return Amount(share, "%")


def whole(count: int) -> str:
    """A count, with its thousands set apart."""
    return number(Decimal(count))
