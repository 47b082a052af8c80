"""Real figures among simulated ones: those that make a result, and those that no result could take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from coje.appraisal.appraise import Appraisal
from coje.records.frames import MEASURE_KEY
from coje.records.periods import MonthSpan
from coje.reports.phrases import listed


@dataclass(frozen=True, slots=True)
class SetAside:
    """Real records of an indicator that enter no result, alike but for their period."""

    indicator: str
    records: int
    text: str


def sources_of_results(appraisal: Appraisal) -> dict[tuple[str, int], str]:
    """Where the real national figures come from, by indicator and year."""
    rows = (
        appraisal.figures.usable.filter(~pl.col("simulated") & pl.col("declared"))
        .group_by(pl.col("indicator").cast(pl.String), "year")
        .agg(pl.col("source").cast(pl.String).drop_nulls().unique().sort())
    )
    return {(indicator, year): listed(sources) for indicator, year, sources in rows.iter_rows()}


def set_aside(appraisal: Appraisal) -> Iterator[SetAside]:
    """Real records of other years that no rule of aggregation can take: another perimeter, unit or period.

    Those of the year reported on are in the explanation of its figures.
    """
    usable = appraisal.figures.usable.select(MEASURE_KEY)
    first, after = pl.date(appraisal.year, 1, 1), pl.date(appraisal.year + 1, 1, 1)
    elsewhere = (pl.col("end") <= first) | (pl.col("start") >= after)
    real = appraisal.known.measures.filter(~pl.col("simulated"), elsewhere)
    alike = ["indicator", "perimeter", "unit", "source"]
    groups = (
        real.join(usable, on=MEASURE_KEY, how="anti", nulls_equal=True)
        .group_by(alike, maintain_order=True)
        .agg("start", "end")
        .with_columns(pl.col(alike).cast(pl.String))
    )
    own_units = {one.id: one.record_unit for one in appraisal.contract.indicators}
    for row in groups.iter_rows(named=True):
        periods = [str(MonthSpan(*span)) for span in zip(row["start"], row["end"], strict=True)]
        details = [
            f"Résultat publié pour {listed(periods)}, qui n'entre dans aucun résultat du bilan",
            f"périmètre : {row['perimeter']}" if row["perimeter"] else "",
            f"unité : {row['unit']}" if row["unit"] and row["unit"] != own_units.get(row["indicator"]) else "",
            f"source : {row['source']}" if row["source"] else "",
        ]
        yield SetAside(row["indicator"], len(periods), f"{' ; '.join(filter(None, details))}.")
