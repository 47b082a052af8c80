"""What the chart of an indicator shows: targets as steps, results as marks, on a scale of round numbers.

Positions are shares of the drawing, from 0 (left, bottom) to 1 (right, top).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from coje.reports.cells import Amount
from coje.reports.indicators import IndicatorRow, YearPoint
from coje.reports.outlooks import OutlookRow
from coje.reports.phrases import compact, listed

_ROUND_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_INTERVALS = 4
_NEAR_TOP, _NEAR_BOTTOM = 0.78, 0.25
_COMPACT_FROM = 100_000


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale."""

    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """The target of a year, over the whole year; a band when ``low`` is not ``high``."""

    left: float
    right: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Mark:
    """The result of a year, in the middle of it."""

    x: float
    y: float
    key: str
    label: str
    is_label_above: bool
    is_focus: bool
    is_over: bool
    is_partial: bool
    is_provisional: bool
    is_declared: bool


@dataclass(frozen=True, slots=True)
class FanPoint:
    """What a year to come may be: the expected value and the 80 % interval; the last result, where the fan opens."""

    x: float
    low: float
    expected: float
    high: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything to draw, and the same in words for those who do not see it."""

    years: tuple[str, ...]
    focus: int
    ticks: tuple[Tick, ...]
    steps: tuple[Step, ...]
    marks: tuple[Mark, ...]
    fan: tuple[FanPoint, ...]
    chance: str
    alt: str


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to positions."""

    low: Decimal
    high: Decimal
    step: Decimal

    @classmethod
    def of(cls, values: Sequence[Decimal]) -> Scale:
        """A scale of about four intervals of a round width that holds every value, with room around."""
        low, high = min(values), max(values)
        margin = (high - low) / 8 or abs(low) / 10 or Decimal(1)
        low, high = max(low - margin, Decimal(0)) if low >= 0 else low - margin, high + margin
        step = _round_step((high - low) / _INTERVALS)
        return cls(_to(low, step, ROUND_FLOOR), _to(high, step, ROUND_CEILING), step)

    def at(self, value: Decimal) -> float:
        """The position of a value."""
        return float((value - self.low) / (self.high - self.low))

    def ticks(self) -> tuple[Tick, ...]:
        """Every round number of the scale, both ends included."""
        count = int((self.high - self.low) / self.step)
        values = (self.low + self.step * rank for rank in range(count + 1))
        return tuple(Tick(self.at(value), compact(value)) for value in values)


def _round_step(width: Decimal) -> Decimal:
    power = Decimal(1).scaleb(width.adjusted())
    return next(step for one in _ROUND_STEPS if (step := one * power) >= width)


def _to(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding) * step


def chart(row: IndicatorRow, ahead: Sequence[OutlookRow] = ()) -> Chart | None:
    """The chart of an indicator and of its years ``ahead``; nothing when there is no number to draw."""
    values = [*_known(row), *(one.value for each in ahead for one in (each.low, each.high) if one.value is not None)]
    if not values:
        return None
    scale, width = Scale.of(values), 1 / len(row.points)
    ranked = tuple(enumerate(row.points))
    return Chart(
        years=tuple(str(point.year) for point in row.points),
        focus=row.points.index(row.now),
        ticks=scale.ticks(),
        steps=tuple(
            Step(rank * width, (rank + 1) * width, scale.at(point.low), scale.at(point.high))
            for rank, point in ranked
            if point.low is not None and point.high is not None
        ),
        marks=tuple(
            _mark(point, (rank + 0.5) * width, scale, is_focus=point is row.now)
            for rank, point in ranked
            if point.result.value is not None
        ),
        fan=tuple(_fan(row, ahead, scale)),
        chance=_chance(ahead),
        alt=_in_words(row, ahead),
    )


def _known(row: IndicatorRow) -> list[Decimal]:
    return [one for point in row.points for one in (point.low, point.high, point.result.value) if one is not None]


def _fan(row: IndicatorRow, ahead: Sequence[OutlookRow], scale: Scale) -> Iterator[FanPoint]:
    """From the result of the year before, when it is known, through the years ahead."""
    values = {each.year: (each.low.value, each.expected.value, each.high.value) for each in ahead}
    first = min(values, default=None)
    for rank, point in enumerate(row.points):
        known = (point.result.value,) * 3 if first == point.year + 1 else (None,) * 3
        low, expected, high = values.get(point.year, known)
        if low is not None and expected is not None and high is not None:
            yield FanPoint((rank + 0.5) / len(row.points), scale.at(low), scale.at(expected), scale.at(high))


def _chance(ahead: Sequence[OutlookRow]) -> str:
    """How likely the last target is, when that can be said."""
    if not ahead or ahead[-1].chance.value is None:
        return ""
    return f"{ahead[-1].year} : {ahead[-1].chance_text} de chances"


def _mark(point: YearPoint, x: float, scale: Scale, *, is_focus: bool) -> Mark:
    assert point.result.value is not None
    y = scale.at(point.result.value)
    return Mark(
        x=x,
        y=y,
        key=point.badge.key,
        label=_label(point.result),
        is_label_above=_is_label_above(y, None if point.low is None else scale.at(point.low)),
        is_focus=is_focus,
        is_over=point.is_over,
        is_partial=point.is_partial,
        is_provisional=point.is_provisional,
        is_declared=point.is_declared,
    )


def _is_label_above(y: float, goal: float | None) -> bool:
    """Away from the line of the target, when there is room."""
    if y > _NEAR_TOP:
        return False
    return y < _NEAR_BOTTOM or goal is None or y >= goal


def _label(amount: Amount) -> str:
    assert amount.value is not None
    return compact(amount.value) if abs(amount.value) >= _COMPACT_FROM else amount.short


def _in_words(row: IndicatorRow, ahead: Sequence[OutlookRow]) -> str:
    targets = [f"{point.target} en {point.year}" for point in row.points if point.low is not None]
    results = [_result_in_words(point) for point in row.points if point.result.value is not None]
    return (
        f"Indicateur {row.number}, {row.name}. "
        f"Cibles : {listed(targets) or 'aucune'}. Résultats : {listed(results) or 'aucun'}."
        f"{_ahead_in_words(ahead)}"
    )


def _result_in_words(point: YearPoint) -> str:
    return f"{point.result.text} en {point.year} ({point.badge.word})"


def _ahead_in_words(ahead: Sequence[OutlookRow]) -> str:
    if not ahead:
        return ""
    years = [f"{each.expected.text} en {each.year} (de {each.low.text} à {each.high.text})" for each in ahead]
    return f" Projection : {listed(years)}. {_chance(ahead)}".rstrip() + "."
