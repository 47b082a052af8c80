"""The appraisal: what a contract is worth, as known on a day.

`appraise` is a pure function of the contract in force, the network, the records
and a day. Reports, pages and exports print from the `Appraisal` it returns and
from nothing else, so they cannot differ.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl

from coje.appraisal.actions import ActionState, CommitmentState, Progress, states
from coje.appraisal.attainment import Attainment, attain
from coje.appraisal.calendar import Deadline, deadlines
from coje.appraisal.figures import Figures, is_over
from coje.contract.model import Contract
from coje.network.bodies import Network
from coje.records.frames import Records


@dataclass(frozen=True)
class Appraisal:
    """Everything that can be said of a contract on a day.

    ``year`` is the year reported on: the last one over on that day, within the
    contract. ``history`` holds every record known on the day, corrections and
    what they corrected; ``known`` only what still stood.
    """

    contract: Contract
    network: Network
    history: Records
    known: Records
    day: date
    year: int
    held: tuple[str, ...] = ()
    figures: Figures = field(repr=False, kw_only=True)
    progress: Progress = field(repr=False, kw_only=True)

    @cached_property
    def attainments(self) -> Mapping[tuple[str, int], Attainment]:
        """Every indicator against the target of every year of the contract, by (indicator, year)."""
        return {
            (indicator.id, year): attain(self.figures, indicator, year, progress=self.progress, held=self.held)
            for indicator in self.contract.indicators
            for year in self.contract.period.years
        }

    def of_year(self, year: int | None = None) -> tuple[Attainment, ...]:
        """Every indicator for a year (the year reported on unless given), in the order of the text."""
        asked = self.year if year is None else year
        return tuple(self.attainments[(indicator.id, asked)] for indicator in self.contract.indicators)

    @cached_property
    def commitments(self) -> Mapping[str, CommitmentState]:
        """Where every commitment stands, by id, in the order of the text."""
        return states(self.contract, self.progress, self.day)

    @cached_property
    def actions(self) -> Mapping[str, ActionState]:
        """Where every action stands, by id, in the order of the text."""
        return {action.element: action for state in self.commitments.values() for action in state.actions}

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """Every dated obligation, in order of date."""
        return deadlines(self.contract, self.known.filings, self.day)

    @property
    def is_simulated(self) -> bool:
        """Whether anything known on the day is simulated: every output must then say so."""
        return self.history.is_simulated

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all inputs: the contract, the network, the records known, the day, what is held."""
        digest = hashlib.sha256(self.contract.digest.encode())
        digest.update(repr((self.network, self.day, sorted(self.held))).encode())
        for frame in (self.history.measures, self.history.progress, self.history.filings):
            digest.update(_frame_bytes(frame))
        return digest.hexdigest()


def appraise(
    contract: Contract,
    network: Network,
    records: Records,
    day: date,
    *,
    year: int | None = None,
    held: Collection[str] = (),
) -> Appraisal:
    """Appraise a contract as known at the end of a day.

    ``contract`` is the contract in force that day (see `amendments.in_force`);
    ``held`` are the assumptions of conditional targets stated to hold.
    ``ValueError`` when ``year`` is not a year of the contract.
    """
    years = contract.period.years
    if year is not None and year not in years:
        raise ValueError(f"l'année {year} est hors de la période du contrat ({years[0]}-{years[-1]})")
    history = records.history(day)
    known = history.as_of(day)
    return Appraisal(
        contract,
        network,
        history,
        known,
        day,
        reported_year(contract, day) if year is None else year,
        tuple(sorted(held)),
        figures=Figures(contract, network, known.measures, day),
        progress=Progress.of(known.progress),
    )


def reported_year(contract: Contract, day: date) -> int:
    """The last year over on that day, kept within the contract's years."""
    years = contract.period.years
    last_over = day.year if is_over(day.year, day) else day.year - 1
    return min(max(last_over, years[0]), years[-1])


def _frame_bytes(frame: pl.DataFrame) -> bytes:
    """The rows of a frame as Arrow bytes that do not depend on how categories are numbered."""
    buffer = io.BytesIO()
    frame.with_columns(pl.col(pl.Categorical).cast(pl.String)).write_ipc(buffer, compression="uncompressed")
    return buffer.getvalue()
