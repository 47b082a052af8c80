"""What the texts of a return are checked against: the contract's indicators and actions, the network's bodies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from coje.appraisal.values import plain
from coje.contract.model import Contract, Frequency, Indicator
from coje.contract.targets import Milestone
from coje.contract.units import singular
from coje.network.bodies import Body, Network
from coje.reading.checks import Columns
from coje.reading.days import read_period
from coje.records.periods import MONTHS_PER_SLOT, PeriodError

YEARS_BEFORE, YEARS_AFTER = 10, 1
"""How far from the contract's period a record may speak of: base years before, late results after."""

INDICATOR: Columns = {
    "indicator_id": pl.String,
    "reads": pl.Categorical,
    "own_unit": pl.Categorical,
    "frequency": pl.Categorical,
    "is_share": pl.Boolean,
    "indicator_problem": pl.String,
}
BODY: Columns = {
    "body_id": pl.String,
    "is_national": pl.Boolean,
    "opened_on": pl.Date,
    "closed_on": pl.Date,
    "body_problem": pl.String,
}
PERIOD: Columns = {"start": pl.Date, "end": pl.Date, "is_slot": pl.Boolean, "period_problem": pl.String}
ELEMENT: Columns = {"element_id": pl.String, "due_years": pl.List(pl.Int32), "element_problem": pl.String}

_SAME_UNITS = {"euro": "€", "eur": "€", "pour cent": "%", "pourcent": "%"}


def same_unit(written: str, declared: str) -> bool:
    """Whether two units are the same but for case and plural.

    >>> same_unit("Jours", "jour"), same_unit("euros", "€"), same_unit("k€", "€")
    (True, True, False)
    """
    return _plain_unit(written) == _plain_unit(declared)


def _plain_unit(unit: str) -> str:
    plain = singular(unit.strip().casefold())
    return _SAME_UNITS.get(plain, plain)


@dataclass(frozen=True)
class Reference:
    """A contract and a network, asked about one text at a time; each answer ends with what is wrong, if anything."""

    contract: Contract
    network: Network

    def indicator(self, text: str | None) -> tuple[Any, ...]:
        """The columns `INDICATOR`."""
        indicator = self._indicators.get((text or "").lower())
        if indicator is None:
            return None, None, None, None, None, _unknown("indicateur", text, self._indicators)
        unit = indicator.record_unit
        is_share = indicator.aggregation is not None and indicator.aggregation.scale == 100 and unit == "%"
        return indicator.id, indicator.reads, unit, str(indicator.frequency), is_share, None

    def body(self, text: str | None) -> tuple[Any, ...]:
        """The columns `BODY`."""
        written = (text or "").lower()
        if written == self.network.national:
            return written, True, None, None, None
        body = self._bodies.get(written)
        if body is None:
            return None, None, None, None, _unknown("organisme", text, [self.network.national, *self._bodies])
        return body.id, False, body.opened_on, body.closed_on, None

    def period(self, text: str | None, frequency: str | None) -> tuple[Any, ...]:
        """The columns `PERIOD`, for an indicator of that frequency."""
        if text is None:
            return None, None, None, "période à remplir"
        often = Frequency(frequency or Frequency.MONTHLY)
        try:
            span = read_period(text, often)
        except PeriodError as error:
            return None, None, None, error.reason
        first, last = self._plausible_years
        if not first <= span.start.year <= last:
            return None, None, None, f"période trop loin du contrat : attendu une année entre {first} et {last}"
        is_slot = span.months in {12, MONTHS_PER_SLOT[often]}
        return span.start, span.end, is_slot, None

    def element(self, text: str | None) -> tuple[Any, ...]:
        """The columns `ELEMENT`."""
        written = (text or "").lower()
        if written in self._elements:
            return written, list(self._elements[written]), None
        if written in self._followed_by_actions:
            return None, None, "cet engagement se suit par ses actions ; donner le statut de chacune"
        return None, None, _unknown("action", text, self._elements)

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for indicator in self.contract.indicators}

    @cached_property
    def _bodies(self) -> dict[str, Body]:
        return self.network.by_id

    @cached_property
    def _plausible_years(self) -> tuple[int, int]:
        years = self.contract.period.years
        return years[0] - YEARS_BEFORE, years[-1] + YEARS_AFTER

    @cached_property
    def _elements(self) -> dict[str, tuple[int, ...]]:
        """The due years of what progress is recorded on: actions, commitments without actions, milestones."""
        return {
            **{action.id: action.due_years for action in self.contract.actions},
            **{promise.id: promise.due_years for promise in self.contract.commitments if not promise.actions},
            **{indicator.id: () for indicator in self.contract.indicators if has_milestone(indicator)},
        }

    @cached_property
    def _followed_by_actions(self) -> frozenset[str]:
        return frozenset(commitment.id for commitment in self.contract.commitments if commitment.actions)


def has_milestone(indicator: Indicator) -> bool:
    """Whether some target of the indicator is a milestone: it is then followed by its progress."""
    return any(isinstance(plain(target), Milestone) for target in indicator.targets.values())


def _unknown(what: str, text: str | None, known: Iterable[str]) -> str:
    if text is None:
        return f"{what} à remplir"
    near = process.extractOne(text.lower(), list(known), scorer=ratio, score_cutoff=75)
    meant = f" ; voulait-on dire « {near[0]} » ?" if near else ""
    return f"pas d'{what} de ce nom{meant}"
