"""Where each indicator is heading by the end of the contract, and how likely its remaining targets are.

The rule is `docs/projection.md`. Nothing is projected without enough history:
the reason is then given instead of numbers. Statsmodels, slow to import, is
only reached from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from coje.appraisal.appraise import Appraisal
from coje.appraisal.chances import prospect
from coje.appraisal.figures import is_over
from coje.appraisal.history import HeldBack, History, Paths
from coje.appraisal.scales import Floats, Scale
from coje.appraisal.series import Series, national_series
from coje.appraisal.wording import SLOT, amount
from coje.contract.model import Frequency, Indicator
from coje.contract.numbers import round_half_up
from coje.contract.targets import AnyTarget
from coje.records.periods import MonthSpan

LEAST_SLOTS = {Frequency.MONTHLY: 18, Frequency.QUARTERLY: 8, Frequency.HALF_YEARLY: 8}
"""Usable slots from which a series is projected."""

LARGEST = 1e15
"""Paths that may go beyond by the end of the contract say that the model runs away."""


@dataclass(frozen=True, slots=True)
class Range:
    """What is expected (as likely to be exceeded as not), with the 80 % and the 95 % interval around it."""

    expected: Decimal
    low_80: Decimal
    high_80: Decimal
    low_95: Decimal
    high_95: Decimal

    @classmethod
    def of_each(cls, draws: Floats, decimals: int) -> tuple[Range, ...]:
        """Of each column of draws, rounded half up to the decimals of the indicator."""
        quantiles = np.quantile(draws, [0.5, 0.1, 0.9, 0.025, 0.975], axis=0)
        rounded = ((round_half_up(Decimal(value), decimals) for value in column) for column in quantiles.T.tolist())
        return tuple(cls(*column) for column in rounded)

    @classmethod
    def of(cls, draws: Floats, decimals: int) -> Range:
        """Of draws of one number."""
        (found,) = cls.of_each(draws[:, None], decimals)
        return found


@dataclass(frozen=True, slots=True)
class SlotOutlook:
    """One slot to come."""

    slot: MonthSpan
    range: Range


@dataclass(frozen=True, slots=True)
class YearOutlook:
    """What the figure of a year may be: ``figure`` as measured, ``value`` as compared with the target of the year.

    ``chance`` is the probability, in percent, that the target is reached;
    ``reason`` says why there is none. ``known`` of the ``slots`` of the year
    are observed.
    """

    year: int
    figure: Range
    value: Range
    target: AnyTarget | None
    chance: Decimal | None
    reason: str | None
    known: int
    slots: int


@dataclass(frozen=True, slots=True)
class Model:
    """What the projection rests on.

    ``settings`` counts those averaged; ``sloped`` and ``seasonal`` are what
    those with a slope and with a season weigh, from 0 to 1.
    """

    scale: Scale
    settings: int
    sloped: float
    seasonal: float
    held_back: HeldBack

    @classmethod
    def of(cls, history: History) -> Model:
        """The model of a history, with its error on the slots held back."""
        length = len(history.slots)
        mixture = history.mixture
        shares = mixture.share_sloped(length), mixture.share_seasonal(length)
        return cls(history.scale, len(mixture.members), *shares, history.held_back())


@dataclass(frozen=True)
class Projection:
    """Where one indicator is heading, or the ``reason`` why nothing can be said of it."""

    indicator: Indicator
    series: Series | None
    reason: str | None = None
    model: Model | None = None
    years: tuple[YearOutlook, ...] = ()
    fan: tuple[SlotOutlook, ...] = ()

    @property
    def simulated(self) -> bool:
        """Whether a record it rests on is simulated."""
        return self.series is not None and self.series.simulated


def project(appraisal: Appraisal) -> dict[str, Projection]:
    """Project every indicator to the end of the contract, by id, in the order of the text."""
    known = national_series(appraisal.figures)
    return {one.id: _projection(appraisal, one, known.get(one.id)) for one in appraisal.contract.indicators}


def _projection(appraisal: Appraisal, indicator: Indicator, series: Series | None) -> Projection:
    years = tuple(year for year in appraisal.contract.period.years if not is_over(year, appraisal.day))
    reason = _why_none(indicator, series, years, appraisal.day)
    if series is None or reason is not None:
        return Projection(indicator, series, reason)
    history = History.of(series)
    paths = Paths.of(history, years[-1])
    if np.quantile(np.abs(paths.values[:, -1]), 0.975) > LARGEST:
        return Projection(indicator, series, "la projection s'emballe : l'historique ne la contient pas")
    return Projection(indicator, series, None, Model.of(history), tuple(_years(appraisal, paths, years)), _fan(paths))


def _why_none(indicator: Indicator, series: Series | None, years: Sequence[int], day: date) -> str | None:
    """Why an indicator is not projected."""
    if not years:
        return "le contrat est arrivé à son terme"
    if indicator.frequency is Frequency.YEARLY:
        return "mesure annuelle : trop peu de points pour un modèle"
    if series is None or not series.usable:
        return "aucune valeur nationale complète dans l'année"
    known, least = len(series.usable), LEAST_SLOTS[indicator.frequency]
    if known < least:
        return f"historique trop court : {amount(Decimal(known), SLOT[indicator.frequency])}, il en faut {least}"
    last = series.usable[-1].slot
    if last.end < day - timedelta(days=365):
        return f"dernière valeur complète trop ancienne : {last}"
    if len({one.exact for one in series.usable}) == 1:
        return "série constante : rien à modéliser"
    return None


def _years(appraisal: Appraisal, paths: Paths, years: Sequence[int]) -> Iterator[YearOutlook]:
    indicator = paths.history.indicator
    levels = {year: paths.of_year(year) for year in years}
    for year in years:
        found = prospect(appraisal.figures, indicator, year, levels, appraisal.held)
        figure, value = (Range.of(draws, indicator.decimals) for draws in (levels[year], found.values))
        known, slots = paths.known(year), paths.history.per_year
        yield YearOutlook(year, figure, value, found.target, found.chance, found.reason, known, slots)


def _fan(paths: Paths) -> tuple[SlotOutlook, ...]:
    to_come = paths.values[:, len(paths.history.slots) :]
    ranges = Range.of_each(to_come, paths.history.indicator.decimals)
    return tuple(SlotOutlook(slot, one) for slot, one in zip(paths.ahead, ranges, strict=True))
