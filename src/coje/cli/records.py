"""Records, one a line, as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl
from rich.console import RenderableType
from rich.text import Text

from coje.appraisal.wording import number
from coje.cli.printing import table
from coje.records.frames import PARIS
from coje.records.periods import MonthSpan
from coje.reports.phrases import counted, short_date

MOST = 12
"""How many records are shown; the others are counted."""

_PARTS = ("value", "numerator", "denominator")


def measures(frame: pl.DataFrame, noun: str) -> Iterator[RenderableType]:
    """The first measures under their number, and how many others there are."""
    title = counted(frame.height, noun)
    rows = table(("Organisme", "fit"), ("Période", "fit"), ("Donnée", "right"), "Source", "Saisie", title=title)
    for record in frame.head(MOST).iter_rows(named=True):
        recorded_on = short_date(record["recorded_at"].astimezone(PARIS).date())
        rows.add_row(
            record["body"],
            str(MonthSpan(record["start"], record["end"])),
            _content(record),
            " ; ".join(filter(None, (record["source"], record["perimeter"]))),
            f"{recorded_on} {record['recorded_by']}",
        )
    yield rows
    if frame.height > MOST:
        yield Text(f"… et {counted(frame.height - MOST, 'autre')} (tous avec --format json).", "dim")


def _content(record: Mapping[str, Any]) -> str:
    """What a record carries: a value with its unit and weight, a fraction, the cases of a distribution."""
    if record["distribution"] is not None:
        return counted(sum(step["cases"] for step in record["distribution"]), "cas")
    value, over, under = (None if record[name] is None else number(record[name].normalize()) for name in _PARTS)
    if value is None:
        return f"{over} / {under}" if over and under else "sans valeur"
    weight = f" (poids {under})" if under else ""
    return f"{value} {record['unit'] or ''}".strip() + weight
