"""Return templates: what a body has to fill for a range of months, row by row, from the contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import polars as pl
from babel.dates import format_date

from coje.contract.model import Action, Contract, Indicator
from coje.network.bodies import Network
from coje.reading.headers import MEASURES_LAYOUT
from coje.reading.measure_checks import READS
from coje.reading.reference import Reference, has_milestone
from coje.records.periods import MonthSpan, slots


class TemplateError(ValueError):
    """There is nothing to fill, or nobody to fill it."""


@dataclass(frozen=True)
class MeasureRow:
    """A measure to give: of which indicator, over which period; ``fields`` are the cells to fill, ``said`` in words."""

    indicator: Indicator
    period: MonthSpan
    fields: tuple[str, ...]
    said: str


@dataclass(frozen=True)
class ProgressRow:
    """A status to give: of an action, a State commitment or a milestone, for a due year or as a whole."""

    element: str
    number: str
    title: str
    due_year: int | None
    deliverable: str | None


@dataclass(frozen=True)
class Template:
    """What a body has to fill for the months of ``[start, end)``: the slots that end in that range.

    A local body gives what is measured locally. The national body gives what is
    measured nationally, and where actions stand.
    """

    contract: Contract
    network: Network
    body: str
    start: date
    end: date

    def __post_init__(self) -> None:
        problem = Reference(self.contract, self.network).body(self.body)[-1]
        if problem:
            raise TemplateError(f"« {self.body} » : {problem}")
        if not (self.measures or self.progress):
            raise TemplateError(f"{self.name} n'a rien à remplir pour {self.span}")

    @property
    def is_national(self) -> bool:
        """Whether the body is the national one."""
        return self.body == self.network.national

    @property
    def name(self) -> str:
        """The name of the body."""
        if not self.is_national:
            return self.network.by_id[self.body].name
        parties = {party.id: party.name for party in self.contract.parties}
        return parties.get(self.body, self.body)

    @property
    def span(self) -> str:
        """The months of the range, in words."""
        first, last = (format_date(day, "MMMM yyyy", locale="fr") for day in (self.start, self.end - timedelta(days=1)))
        return first if first == last else f"{first} – {last}"

    @cached_property
    def measures(self) -> tuple[MeasureRow, ...]:
        """The measures to give, in the order of the contract, then of time."""
        return tuple(
            MeasureRow(indicator, slot, *self._content(indicator))
            for indicator in self.contract.indicators
            if (indicator.level == "national") == self.is_national and not has_milestone(indicator)
            for slot in self._slots(indicator)
        )

    @cached_property
    def progress(self) -> tuple[ProgressRow, ...]:
        """The statuses to give, in the order of the contract; those without due year in any range."""
        return tuple(self._progress()) if self.is_national else ()

    @property
    def _years(self) -> range:
        return range(self.start.year, self.end.year + (self.end > date(self.end.year, 1, 1)))

    def _slots(self, indicator: Indicator) -> Iterator[MonthSpan]:
        body = self.network.by_id.get(self.body)
        for year in self._years:
            for slot in slots(year, indicator.frequency):
                is_open = body is None or body.is_open_during(slot.start, slot.end)
                if is_open and self.start < slot.end <= self.end:
                    yield slot

    def _content(self, indicator: Indicator) -> tuple[tuple[str, ...], str]:
        fields, said = READS[indicator.reads]
        if not self.is_national or fields == ("value",):
            return fields, said
        return tuple(dict.fromkeys(("value", *fields))), f"une valeur ; ou bien {said}"

    def _progress(self) -> Iterator[ProgressRow]:
        for orientation in self.contract.orientations:
            for commitment in orientation.commitments:
                for part in commitment.actions or (commitment,):
                    deliverable = part.deliverable if isinstance(part, Action) else None
                    for due_year in self._due_years(part.due_years):
                        yield ProgressRow(part.id, orientation.number, part.title, due_year, deliverable)
        for indicator in filter(has_milestone, self.contract.indicators):
            yield ProgressRow(indicator.id, indicator.number, indicator.name, None, None)

    def _due_years(self, due_years: tuple[int, ...]) -> list[int | None]:
        return [year for year in due_years if year in self._years] if due_years else [None]

    def write_csv(self, file: Path) -> None:
        """Write the measures to fill as a CSV file that a spreadsheet opens (progress needs the workbook)."""
        columns = {
            "n°": [row.indicator.number for row in self.measures],
            "intitulé": [row.indicator.name for row in self.measures],
            "à saisir": [row.said for row in self.measures],
            "indicateur": [row.indicator.id for row in self.measures],
            "organisme": [self.body] * len(self.measures),
            "période": [str(row.period) for row in self.measures],
            "unité": [row.indicator.record_unit for row in self.measures],
        }
        to_fill = [header for header in MEASURES_LAYOUT.headers.values() if header not in columns]
        frame = pl.DataFrame(columns).with_columns(pl.lit(None, pl.String).alias(header) for header in to_fill)
        headers = ["n°", "intitulé", "à saisir", *MEASURES_LAYOUT.headers.values()]
        frame.select(headers).write_csv(file, separator=";", include_bom=True)
