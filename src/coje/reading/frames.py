"""A frame of measures, from a notebook, checked as a return is and made into records."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from coje.contract.model import Contract
from coje.network.bodies import Network
from coje.reading.headers import MEASURES_LAYOUT, find_header
from coje.reading.measures import read_measures
from coje.reading.parts import Origin
from coje.reading.problems import BAD_CELLS, ReturnError
from coje.reading.reference import Reference
from coje.reading.sheets import Sheet
from coje.records.frames import Records

if TYPE_CHECKING:
    import pandas as pd

    AnyFrame: TypeAlias = pl.DataFrame | pd.DataFrame

_NAME = "tableau"


def measures(
    frame: AnyFrame,
    contract: Contract,
    network: Network,
    *,
    recorded_at: datetime,
    recorded_by: str,
    simulated: bool = False,
) -> Records:
    """The measures of a polars or pandas frame; `ReturnError` lists every bad cell, and nothing is kept.

    Columns are the headers of a return (``indicateur``, ``organisme``,
    ``période``, ``valeur``...) or the fields of a record (``indicator``,
    ``body``, ``period``, ``value``...). Row 2 is the first row of the frame.
    """
    header = find_header(_sheet(pl.DataFrame(frame)), (MEASURES_LAYOUT,))
    if header is None:
        expected = ", ".join(MEASURES_LAYOUT.required_headers)
        raise ReturnError(_NAME, f"attendu les colonnes : {expected}")
    problems = pl.DataFrame(list(header.problems()), schema=BAD_CELLS)
    if not problems.is_empty():
        raise ReturnError.of_cells(_NAME, problems)
    part = read_measures([header.table()], Reference(contract, network), Origin(recorded_by, recorded_at, simulated))
    if not part.bad_cells.is_empty():
        raise ReturnError.of_cells(_NAME, part.bad_cells)
    return Records(measures=part.records)


def _sheet(frame: pl.DataFrame) -> Sheet:
    """The frame as texts, under a row of headers."""
    texts = frame.select(_text(name, kind) for name, kind in frame.schema.items())
    headers = [MEASURES_LAYOUT.headers.get(name, name) for name in frame.columns]
    first = pl.DataFrame([headers], schema=dict.fromkeys(frame.columns, pl.String), orient="row")
    return Sheet(pl.concat([first, texts]), from_workbook=True)


def _text(name: str, kind: pl.DataType) -> pl.Expr:
    """A column as texts; a distribution as its pairs ``value:cases``."""
    if isinstance(kind, pl.List):
        step = pl.element().struct
        return pl.col(name).list.eval(pl.format("{}:{}", step.field("at"), step.field("cases"))).list.join(" ")
    return pl.col(name).cast(pl.String)
