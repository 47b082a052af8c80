"""How likely the target of a year is to be reached, given what its figure may be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import numpy as np

from coje.appraisal.attainment import target_of, why_not_assessable
from coje.appraisal.bars import Bar, bar_of
from coje.appraisal.figures import Figures
from coje.appraisal.scales import Floats
from coje.appraisal.values import plain
from coje.contract.model import Indicator
from coje.contract.numbers import round_half_up
from coje.contract.targets import AnyTarget, AverageChange, Milestone, Relative, Span

Levels: TypeAlias = Mapping[int, Floats]
"""What the figure of each year to come may be, along the same paths."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What is compared with the target of a year may be worth ``values``; ``chance`` is the share that reach it."""

    target: AnyTarget | None
    values: Floats
    chance: Decimal | None = None
    reason: str | None = None


def prospect(figures: Figures, indicator: Indicator, year: int, levels: Levels, held: Collection[str]) -> Prospect:
    """What to expect of the target of a year; ``held`` are the assumptions stated to hold."""
    span, target = target_of(indicator, year)
    bar, reason = bar_of(indicator, target), _why_no_chance(indicator, span, target, year, held)
    if bar is None or reason is not None:
        return Prospect(target, levels[year], reason=reason)
    values = _compared(figures, indicator, target, span, levels)
    if values is None:
        return Prospect(target, levels[year], reason="la base de comparaison n'est pas connue, ou n'est pas positive")
    return Prospect(target, values, chance=share_passing(bar, values, indicator.decimals))


def _why_no_chance(
    indicator: Indicator, span: Span, target: AnyTarget | None, year: int, held: Collection[str]
) -> str | None:
    if isinstance(plain(target), Milestone):
        return "la cible est une échéance, non une valeur"
    if span.due_year != year:
        return f"cible à échéance de {span.due_year}"
    return why_not_assessable(indicator, target, held)


def _compared(
    figures: Figures, indicator: Indicator, target: AnyTarget | None, span: Span, levels: Levels
) -> Floats | None:
    """The kind of value that the target is compared with (`values.value_for`), along each path."""
    year = span.due_year
    match plain(target):
        case Relative(base_year=base_year) if indicator.level_unit:
            return _change(levels[year], _level(figures, indicator, base_year, levels, or_baseline=True), years=1)
        case AverageChange() if indicator.level_unit:
            base = _level(figures, indicator, span.first - 1, levels, or_baseline=True)
            return _change(levels[year], base, years=year - span.first + 1)
        case AverageChange():
            changes = [_level(figures, indicator, each, levels) for each in range(span.first, year + 1)]
            known = [change for change in changes if change is not None]
            return np.mean(np.broadcast_arrays(*known), axis=0) if len(known) == len(changes) else None
    return levels[year]


def _level(
    figures: Figures, indicator: Indicator, year: int, levels: Levels, *, or_baseline: bool = False
) -> Floats | None:
    """The figure of a year: drawn when it is to come, known else; the baseline stands for that of its year."""
    if year in levels:
        return levels[year]
    exact, baseline = figures.national(indicator.id, year).exact, indicator.baseline
    if exact is None and or_baseline and baseline is not None and baseline.year == year:
        exact = baseline.value
    return None if exact is None else np.array(float(exact))


def _change(current: Floats, base: Floats | None, *, years: int) -> Floats | None:
    """Percent change from a base, per year when ``years`` is more than one."""
    if base is None or base.min() <= 0 or current.min() < 0:
        return None
    change: Floats = ((current / base) ** (1 / years) - 1) * 100
    return change


def share_passing(bar: Bar, values: Floats, decimals: int) -> Decimal:
    """Percent of values that pass once rounded half up, to the unit."""
    tens = 10.0**decimals
    rounded, counts = np.unique(np.sign(values) * np.floor(np.abs(values) * tens + 0.5), return_counts=True)
    passing = sum(
        int(count)
        for units, count in zip(rounded, counts, strict=True)
        if bar.passes(Decimal(int(units)).scaleb(-decimals))
    )
    return round_half_up(Decimal(100 * passing) / values.size, 0)
