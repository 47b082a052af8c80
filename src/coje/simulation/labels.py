"""What every simulated row says of itself: simulated, by whom, at what moment."""

from __future__ import annotations

import numpy as np
import polars as pl

from coje.simulation.working_days import office_instants

SOURCE = "données simulées"
RECORDED_BY = "simulation"


def labelled(frames: list[pl.DataFrame], schema: pl.Schema, rng: np.random.Generator) -> pl.DataFrame:
    """Rows of several frames in the shape of records, oldest recorded first.

    Each frame has ``recorded_on`` (a day); the columns of the schema that it
    lacks are empty.
    """
    if not frames:
        return pl.DataFrame(schema=schema)
    rows = pl.concat(frames, how="diagonal")
    rows = rows.with_columns(
        simulated=True,
        source=pl.lit(SOURCE),
        recorded_by=pl.lit(RECORDED_BY),
        recorded_at=office_instants(rows["recorded_on"], rng),
    )
    columns = [
        pl.col(name).cast(dtype) if name in rows.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in schema.items()
    ]
    return rows.select(columns).sort("recorded_at", maintain_order=True)
