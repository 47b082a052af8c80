"""Who is bound by a contract, who signed it, and for how long."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field, model_validator

from coje.contract.base import Day, Element, ElementId, Text


class PartyRole(StrEnum):
    """In what capacity a party is bound."""

    STATE = "state"
    FUND = "fund"
    BODY = "body"
    OTHER = "other"


class Party(Element):
    """Somebody bound by the contract, or named in it as an actor."""

    id: ElementId = Field(title="Identifiant")
    name: Text = Field(title="Nom")
    role: PartyRole = Field(title="Qualité")


class Signatory(Element):
    """Who signed, for which party."""

    party: ElementId = Field(title="Partie")
    name: Text = Field(title="Nom")
    title: Text | None = Field(default=None, title="Fonction")


class Period(Element):
    """A half-open period of days: ``start`` is in, ``end`` is out."""

    start: Day = Field(title="Premier jour")
    end: Day = Field(
        title="Premier jour après la période",
        description="Le 1er janvier qui suit, pour un contrat qui finit un 31 décembre.",
    )

    @model_validator(mode="after")
    def _is_ordered(self) -> Period:
        if self.end <= self.start:
            raise ValueError(
                f"la période finit le {self.end:%d/%m/%Y}, sans suivre son début, le {self.start:%d/%m/%Y}"
            )
        return self

    @property
    def years(self) -> range:
        """Civil years of which at least a day is in the period."""
        last = self.end.year if (self.end.month, self.end.day) > (1, 1) else self.end.year - 1
        return range(self.start.year, last + 1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end
