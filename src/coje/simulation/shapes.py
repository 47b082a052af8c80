"""From levels and cases to what a record carries: a value, a fraction, a weighted value or a distribution."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from coje.appraisal.scales import Floats
from coje.contract.indicators import Indicator, Shape
from coje.records.frames import DISTRIBUTION, EXACT
from coje.simulation.parameters import Parameters

_TAIL = 0.995
"""Delays beyond that quantile are counted at it."""
_LONGEST = 1e8
"""No delay is longer, whatever its unit."""
_LARGEST_WHOLE = 2.0**62
_FINEST = 200
"""Delays are counted by the unit up to that median, by several units beyond."""


@dataclass(frozen=True)
class Rows:
    """The levels and cases of some rows, and the chance that rounds them."""

    indicator: Indicator
    shape: Shape
    levels: Floats
    cases: Floats
    chance: Floats
    """From 0 to 1: rounding up by chance keeps totals right, however small the parts."""

    def columns(self, parameters: Parameters) -> dict[str, pl.Series]:
        """The columns that this shape of record carries; the others are empty."""
        match self.shape:
            case "value":
                return {"value": _exact(self._rounded(self.levels * self.cases, self._places))}
            case "fraction":
                return {"numerator": _exact(self._numerators()), "denominator": _exact(self._whole_cases)}
            case "weighted":
                values = self._rounded(self.levels, self._places + 2)
                return {"value": _exact(values), "denominator": _exact(self._whole_cases)}
            case "distribution":
                return {"distribution": self._distributions(parameters)}

    @property
    def _whole_cases(self) -> Floats:
        return np.rint(self.cases)

    @property
    def _places(self) -> int:
        """Decimals of a level; a level that only serves to compute a change is whole."""
        return 0 if self.indicator.level_unit else min(self.indicator.decimals, 4)

    def _rounded(self, values: Floats, places: int) -> Floats:
        return np.floor(values * 10.0**places + self.chance) / 10.0**places

    def _numerators(self) -> Floats:
        assert self.indicator.aggregation is not None
        return self._rounded(self.levels * self._whole_cases / float(self.indicator.aggregation.scale), 0)

    def _distributions(self, parameters: Parameters) -> pl.Series:
        """Whole delays, log-logistic, whose quantile of the contract is the level."""
        assert self.indicator.aggregation is not None
        assert self.indicator.aggregation.quantile is not None
        quantile, shape = float(self.indicator.aggregation.quantile), parameters.delay_shape
        median = np.minimum(self.levels * (quantile / (1 - quantile)) ** (-1 / shape), _LONGEST)
        grain = max(1.0, np.ceil(float(np.max(median, initial=1.0)) / _FINEST))
        longest = float(np.max(median, initial=1.0)) * (_TAIL / (1 - _TAIL)) ** (1 / shape)
        at = np.arange(0.0, longest + grain, grain)
        below = 1 / (1 + (median[:, None] / (at + grain / 2)) ** shape)
        below[:, -1] = 1.0
        counts = np.diff(np.rint(below * self._whole_cases[:, None]), axis=1, prepend=0.0)
        return _lists(at, counts)


def _exact(values: Floats) -> pl.Series:
    """Decimals; whole numbers go through integers, which lose nothing."""
    is_whole = bool(np.all((values == np.rint(values)) & (np.abs(values) < _LARGEST_WHOLE)))
    return pl.Series(values.astype(np.int64) if is_whole else values).cast(EXACT)


def _lists(at: Floats, counts: Floats) -> pl.Series:
    """One list of (value, cases) by row, without the values that have no case."""
    row, column = np.nonzero(counts)
    long = pl.DataFrame({"row": row, "at": at[column].astype(np.int32), "cases": counts[row, column].astype(np.int64)})
    lists = long.group_by("row", maintain_order=True).agg(distribution=pl.struct("at", "cases"))
    every = pl.DataFrame({"row": np.arange(counts.shape[0])})
    return every.join(lists, on="row", how="left", maintain_order="left")["distribution"].cast(DISTRIBUTION)
