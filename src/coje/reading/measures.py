"""Tables of measures read into records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from coje.reading.checks import stacked
from coje.reading.headers import Table
from coje.reading.measure_checks import bad_cells
from coje.reading.measure_texts import CONTENT, FIGURES, understood
from coje.reading.parts import Origin, Part
from coje.reading.problems import counted
from coje.reading.reference import Reference
from coje.records.frames import MEASURES


def read_measures(tables: Sequence[Table], reference: Reference, origin: Origin) -> Part:
    """The measures of some tables, in the order of the file; published results, in the order they became known."""
    rows = stacked(tables)
    filled = rows.filter(pl.any_horizontal(pl.col(*CONTENT, "comment").is_not_null()))
    decimal_point = any(table.from_workbook for table in tables)
    read = understood(filled, reference, origin, decimal_point=decimal_point)
    return Part(
        records=_records(read, origin),
        bad_cells=bad_cells(tables, read),
        unfilled=rows.height - filled.height,
        remarks=tuple(_remarks(read)),
    )


def _records(rows: pl.DataFrame, origin: Origin) -> pl.DataFrame:
    columns = {
        "indicator": pl.col("indicator_id"),
        "body": pl.col("body_id"),
        "start": pl.col("start"),
        "end": pl.col("end"),
        **{field: pl.col(f"{field}_number") for field in FIGURES},
        "distribution": pl.col("distribution_cases"),
        "provisional": pl.col("is_provisional"),
        "perimeter": pl.col("record_perimeter"),
        "unit": pl.col("record_unit"),
        "source": pl.col("source"),
        "comment": pl.col("comment"),
        "simulated": pl.lit(origin.simulated),
        "recorded_at": pl.col("known_at"),
        "recorded_by": pl.lit(origin.recorded_by),
    }
    found = rows.select(column.cast(MEASURES[name]).alias(name) for name, column in columns.items())
    return found if found["recorded_at"].is_sorted() else found.sort("recorded_at", maintain_order=True)


def _remarks(rows: pl.DataFrame) -> Iterator[str]:
    """What is kept and will enter no figure (docs/figures.md)."""
    unused = {
        "un autre périmètre que celui de l'indicateur": pl.col("record_perimeter").is_not_null(),
        "une autre unité que celle de l'indicateur": pl.col("record_unit").is_not_null()
        & pl.col("record_unit").ne_missing(pl.col("own_unit")),
        "une période qui n'est ni une année, ni celle de l'indicateur": ~pl.col("is_slot"),
    }
    counts = rows.select(where.sum().alias(what) for what, where in unused.items()).row(0, named=True)
    for what, count in counts.items():
        if count:
            yield f"Gardé pour mémoire, hors de tout chiffre : {counted(count, 'mesure')} sur {what}"
