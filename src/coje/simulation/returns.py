"""What is returned of the truth, and when: late, provisional, corrected, or never."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from coje.contract.model import Indicator
from coje.simulation.behaviour import Behaviour, spells
from coje.simulation.cells import Cells
from coje.simulation.setting import Booleans, Setting
from coje.simulation.working_days import after

GAPS = (
    "Retour non transmis : changement d'outil de production",
    "Retour non transmis : requête indisponible",
    "Retour non transmis : absence du correspondant",
)
CORRECTIONS = (
    "Correction : erreur de saisie",
    "Correction : dossiers comptés deux fois",
    "Correction : périmètre des dossiers rétabli",
)
LATE = "Retour reçu hors délai"
PROVISIONAL = "Retour provisoire : dossiers encore en cours"

_NINE_DAYS = np.timedelta64(9, "D")
_DUE = (0, 8)
"""Working days from the 10th of the next month to the return: by the 25th, unless public holidays delay it."""
_UNTIL_FINAL = (20, 40)
_UNTIL_CORRECTED = (15, 85)
"""Working days from a return to the next version of it."""


def versions_of(indicator: Indicator, cells: Cells, behaviour: Behaviour, setting: Setting) -> pl.DataFrame:
    """Every row sent for an indicator: ``body`` and ``slot`` (positions), and how it was recorded.

    The last version of a cell is the truth; ``error`` (in body spreads) and
    ``coverage`` (share of the cases counted) part the earlier ones from it.
    """
    rng, parameters = setting.stream("returns", indicator.id), setting.parameters
    first = _first(cells, behaviour, setting, rng)
    sent = [first]
    if cells.slots[0].months < 12 and rng.random() < parameters.provisional_rate:
        sent = [_as_provisional(first, setting, rng), _sent_again(first, 1.0, _UNTIL_FINAL, (None,), rng)]
    for rate in (parameters.correction_rate, min(3 * parameters.correction_rate, 1.0)):
        sent.append(_sent_again(sent[-1], rate, _UNTIL_CORRECTED, CORRECTIONS, rng))
    return _with_errors(pl.concat(sent), setting, rng)


def _first(cells: Cells, behaviour: Behaviour, setting: Setting, rng: np.random.Generator) -> pl.DataFrame:
    """The first return of each body that exists in each slot, or the note that there is none."""
    body, slot = np.nonzero(cells.is_open)
    ends = np.array([each.end for each in cells.slots], dtype="datetime64[D]")[slot]
    is_late = rng.random(body.size) < behaviour.lateness[body]
    months_late = rng.choice([1, 2, 3], body.size, p=setting.parameters.late_by)
    delay = np.where(is_late, 30 * months_late, 0)
    is_gap = _gaps(cells, behaviour, setting, rng)[body, slot]
    return pl.DataFrame(
        {
            "body": body,
            "slot": slot,
            "recorded_on": after(ends + _NINE_DAYS + delay.astype("timedelta64[D]"), *_DUE, rng),
            "sent": ~is_gap,
            "provisional": np.zeros(body.size, dtype=bool),
            "coverage": np.ones(body.size),
        }
    ).with_columns(
        comment=pl.when(~pl.col("sent")).then(_one_of(GAPS, body.size, rng)).when(pl.Series(is_late)).then(pl.lit(LATE))
    )


def _gaps(cells: Cells, behaviour: Behaviour, setting: Setting, rng: np.random.Generator) -> Booleans:
    parameters = setting.parameters
    rate = 0.0 if behaviour.is_national else parameters.gap_rate
    return np.greater(spells(cells.free.shape, rate, parameters.gap_length, rng), 0)


def _as_provisional(first: pl.DataFrame, setting: Setting, rng: np.random.Generator) -> pl.DataFrame:
    coverage = pl.Series(rng.uniform(setting.parameters.provisional_coverage, 1.0, first.height))
    return first.with_columns(
        provisional="sent", coverage=coverage, comment=pl.coalesce("comment", pl.lit(PROVISIONAL))
    )


def _sent_again(
    previous: pl.DataFrame,
    rate: float,
    days: tuple[int, int],
    comments: Sequence[str | None],
    rng: np.random.Generator,
) -> pl.DataFrame:
    """Some of the returns sent, again, some days later."""
    chosen = previous.filter(pl.Series(rng.random(previous.height) < rate) & previous["sent"])
    return chosen.with_columns(
        recorded_on=pl.Series(after(chosen["recorded_on"].to_numpy(), *days, rng), dtype=pl.Date),
        provisional=pl.lit(False),
        coverage=pl.lit(1.0),
        comment=_one_of(comments, chosen.height, rng),
    )


def _one_of(comments: Sequence[str | None], count: int, rng: np.random.Generator) -> pl.Series:
    return pl.Series("comment", comments, dtype=pl.String).gather(rng.integers(0, len(comments), count))


def _with_errors(sent: pl.DataFrame, setting: Setting, rng: np.random.Generator) -> pl.DataFrame:
    """Every version but the last of each cell is a little wrong."""
    ordered = sent.sort("body", "slot", "recorded_on", maintain_order=True)
    errors = pl.Series(setting.parameters.error_spread * rng.normal(size=ordered.height))
    is_last = pl.struct("body", "slot").is_last_distinct()
    return ordered.with_columns(error=pl.when(is_last).then(0.0).otherwise(pl.lit(errors)))
