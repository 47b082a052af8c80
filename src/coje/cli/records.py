"""Records, one a line, as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl
from rich.console import RenderableType
from rich.text import Text

from coje.appraisal.wording import amount, number
from coje.cli.printing import table
from coje.reading.progress import STATUSES
from coje.records.frames import PARIS
from coje.records.periods import MonthSpan
from coje.reports.phrases import counted, short_date

MOST = 12
"""How many records are shown; the others are counted."""

_PARTS = ("numerator", "denominator")


def measures(frame: pl.DataFrame, noun: str) -> Iterator[RenderableType]:
    """The first measures under their number, and how many others there are."""
    title = counted(frame.height, noun)
    rows = table(("Organisme", "fit"), ("Période", "fit"), ("Donnée", "right"), "Source", "Saisie", title=title)
    for record in frame.head(MOST).iter_rows(named=True):
        rows.add_row(
            record["body"],
            str(MonthSpan(record["start"], record["end"])),
            _content(record),
            " ; ".join(filter(None, (record["source"], record["perimeter"]))),
            _entered(record),
        )
    yield rows
    yield from _others(frame)


def progress(frame: pl.DataFrame) -> Iterator[RenderableType]:
    """What was said of actions, one line for each due year or for the whole."""
    title = counted(frame.height, "compte rendu retenu")
    rows = table("Action", "Échéance", "Statut", ("Au", "fit"), "Preuve et commentaire", "Saisie", title=title)
    for record in frame.head(MOST).iter_rows(named=True):
        rows.add_row(
            record["element"],
            str(record["due_year"] or "ensemble"),
            STATUSES[record["status"]],
            short_date(record["on"]),
            " ; ".join(filter(None, (record["evidence"], record["comment"]))),
            _entered(record),
        )
    yield rows
    yield from _others(frame)


def _others(frame: pl.DataFrame) -> Iterator[RenderableType]:
    if frame.height > MOST:
        yield Text(f"… et {counted(frame.height - MOST, 'autre')} (tous avec --format json).", "dim")


def _entered(record: Mapping[str, Any]) -> str:
    """On which day it was recorded, and by whom."""
    return f"{short_date(record['recorded_at'].astimezone(PARIS).date())} {record['recorded_by']}"


def _content(record: Mapping[str, Any]) -> str:
    """What a record carries: a value with its unit and weight, a fraction, the cases of a distribution."""
    if record["distribution"] is not None:
        return counted(sum(step["cases"] for step in record["distribution"]), "cas")
    over, under = (None if record[name] is None else number(record[name].normalize()) for name in _PARTS)
    if record["value"] is None:
        return f"{over} / {under}" if over and under else "sans valeur"
    weight = f" (poids {under})" if under else ""
    return amount(record["value"].normalize(), record["unit"]) + weight
