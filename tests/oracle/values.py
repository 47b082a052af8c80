"""Page "From the figure to the value compared with the target"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from coje.contract.model import Indicator
from coje.contract.targets import AnyTarget, AverageChange, Conditional, Relative, Span
from oracle.figures import Case, Figure, national_figure
from oracle.known import is_over


class NoBaseError(Exception):
    """The base is unknown, zero or negative: the target cannot be assessed."""


@dataclass(frozen=True)
class Value:
    rounded: Fraction | None = None
    completeness: str = "absent"
    provisional: bool = False
    simulated: bool = False
    is_running_total: bool = False


def spanning(indicator: Indicator, year: int) -> tuple[Span, AnyTarget | None]:
    """The first target due that year; else the first whose span holds it."""
    for span, target in indicator.targets.items():
        if span.due_year == year:
            return span, target
    for span, target in indicator.targets.items():
        if year in span:
            return span, target
    return Span(year, year), None


def inner(target: AnyTarget | None) -> AnyTarget | None:
    return target.target if isinstance(target, Conditional) else target


def value_of(case: Case, indicator: Indicator, span: Span, target: AnyTarget | None, year: int) -> Value:
    return converted(case, indicator, span, inner(target), year, national_figure(case, indicator, year))


def previous_value(case: Case, indicator: Indicator, span: Span, target: AnyTarget | None, year: int) -> Value:
    """The value of the year before, or the baseline when it is of that year and nothing else is."""
    before = year - 1
    if isinstance(inner(target), AverageChange) and before not in span:
        return Value()
    try:
        found = converted(case, indicator, span, inner(target), before, figure_or_baseline(case, indicator, before))
    except NoBaseError:
        return Value()
    return Value() if found.is_running_total else found


def figure_or_baseline(case: Case, indicator: Indicator, year: int) -> Figure:
    figure = national_figure(case, indicator, year)
    return baseline_of(indicator, year) if figure.exact is None else figure


def baseline_of(indicator: Indicator, year: int) -> Figure:
    if indicator.baseline is None or indicator.baseline.year != year:
        return Figure()
    return Figure(exact=Fraction(indicator.baseline.value), completeness="complete")


def converted(
    case: Case, indicator: Indicator, span: Span, target: AnyTarget | None, year: int, figure: Figure
) -> Value:
    if isinstance(target, AverageChange):
        return mean_change(case, indicator, span, year, figure)
    if isinstance(target, Relative) and indicator.level_unit is not None:
        base = base_of(case, indicator, target.base_year)
        if figure.exact is None or figure.exact < 0:
            return Value()
        return value(indicator, (figure.exact / exact(base) - 1) * 100, [figure, base])
    if figure.exact is None:
        return Value()
    return value(indicator, figure.exact, [figure])


def mean_change(case: Case, indicator: Indicator, span: Span, year: int, figure: Figure) -> Value:
    if indicator.level_unit is not None:
        base = base_of(case, indicator, span.first - 1)
        if figure.exact is None or figure.exact < 0:
            return Value()
        rate = root(figure.exact / exact(base), year - span.first + 1)
        return value(indicator, (rate - 1) * 100, [figure, base])
    figures = [national_figure(case, indicator, each) for each in range(span.first, year)] + [figure]
    if any(each.exact is None for each in figures):
        return Value()
    return value(indicator, sum((exact(each) for each in figures), Fraction(0)) / len(figures), figures)


def base_of(case: Case, indicator: Indicator, year: int) -> Figure:
    base = figure_or_baseline(case, indicator, year) if is_over(year, case.day) else baseline_of(indicator, year)
    if base.exact is None or base.exact <= 0:
        raise NoBaseError
    return base


def exact(figure: Figure) -> Fraction:
    assert figure.exact is not None
    return figure.exact


def root(number: Fraction, degree: int) -> Fraction:
    """Exact where the root is a short decimal number: many more digits than asked for, then the noise cut."""
    if degree == 1:
        return number
    with localcontext(prec=90):
        decimal = Decimal(number.numerator) / Decimal(number.denominator)
        found = decimal ** (Decimal(1) / degree) if decimal else Decimal(0)
        return Fraction(found.quantize(Decimal(1).scaleb(-45), rounding=ROUND_HALF_EVEN))


def value(indicator: Indicator, number: Fraction, figures: list[Figure]) -> Value:
    partial = any(figure.completeness == "partial" for figure in figures)
    return Value(
        rounded(number, indicator.decimals),
        "partial" if partial else "complete",
        any(figure.provisional for figure in figures),
        any(figure.simulated for figure in figures),
        any(figure.is_running_total for figure in figures),
    )


def rounded(number: Fraction, decimals: int) -> Fraction:
    """Half up, away from zero."""
    scaled = abs(number) * 10**decimals
    whole = scaled.numerator // scaled.denominator
    if scaled - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole if number >= 0 else -whole, 10**decimals)
