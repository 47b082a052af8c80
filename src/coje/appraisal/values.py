"""From a figure to the value that a target is compared with: rounding, changes from a base year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal

from coje.appraisal.figures import Completeness, Figure, Figures, is_over
from coje.contract.model import Indicator
from coje.contract.numbers import round_half_up
from coje.contract.targets import AnyTarget, AverageChange, Conditional, Relative, Span

_FIFTEEN_PLACES = Decimal(1).scaleb(-15)


@dataclass(frozen=True, slots=True)
class Value:
    """What is compared with a target: ``rounded``, from ``exact``, made of ``figures``.

    ``baseline`` is the contract's own starting value when it served as the
    base. ``base_unknown`` says that a change could not be computed because its
    base is not known: the target is then not assessable.
    """

    exact: Decimal | None
    rounded: Decimal | None
    completeness: Completeness
    figures: tuple[Figure, ...] = ()
    baseline: Decimal | None = None
    base_unknown: bool = False
    reason: str | None = None

    @property
    def provisional(self) -> bool:
        """Whether a record in it is provisional."""
        return any(figure.provisional for figure in self.figures)

    @property
    def simulated(self) -> bool:
        """Whether a record in it is simulated."""
        return any(figure.simulated for figure in self.figures)

    @property
    def is_running_total(self) -> bool:
        """Whether it adds up a part only of a year that is not over."""
        return any(figure.is_running_total for figure in self.figures)


def plain(target: AnyTarget | None) -> AnyTarget | None:
    """The target itself, out of its condition."""
    return target.target if isinstance(target, Conditional) else target


def value_for(figures: Figures, indicator: Indicator, target: AnyTarget | None, span: Span, year: int) -> Value:
    """The value of a year, of the kind that this target is compared with."""
    return _of_kind(figures, indicator, target, span, figures.national(indicator.id, year))


def value_before(
    figures: Figures, indicator: Indicator, target: AnyTarget | None, span: Span, year: int
) -> Decimal | None:
    """The rounded value of the year before, of the same kind; nothing while it is a running total.

    The baseline stands for the figure of its year when none is known.
    """
    before = year - 1
    if isinstance(plain(target), AverageChange) and before < span.first:
        return None
    figure = figures.national(indicator.id, before)
    baseline = indicator.baseline
    if figure.exact is None and baseline and baseline.year == before:
        figure = Figure(indicator.id, before, baseline.value, Completeness.COMPLETE, declared=True)
    value = _of_kind(figures, indicator, target, span, figure)
    return None if value.is_running_total else value.rounded


def _of_kind(figures: Figures, indicator: Indicator, target: AnyTarget | None, span: Span, figure: Figure) -> Value:
    """The figure of a year as this target reads it: a level, a change from a base, a mean yearly change."""
    match plain(target):
        case Relative(base_year=base_year) if indicator.level_unit:
            return _change(figures, indicator, figure, base_year, years=1)
        case AverageChange() if indicator.level_unit:
            base_year = span.first - 1
            return _change(figures, indicator, figure, base_year, years=figure.year - base_year)
        case AverageChange():
            return _mean(figures, indicator, span, figure)
    return _value(indicator, figure.exact, (figure,), reason=figure.reason)


def _change(figures: Figures, indicator: Indicator, current: Figure, base_year: int, *, years: int) -> Value:
    """Percent change from a base year, per year when ``years`` is more than one."""
    base = figures.national(indicator.id, base_year)
    is_settled = is_over(base_year, figures.day)
    start = base.exact if is_settled else None
    baseline = None
    if start is None and indicator.baseline and indicator.baseline.year == base_year:
        start = baseline = indicator.baseline.value
    if start is None or start <= 0:
        unknown = "n'est pas connue" if is_settled else "n'est pas connue avant la fin de cette année"
        why = unknown if start is None else "est nulle ou négative"
        return Value(
            None,
            None,
            Completeness.ABSENT,
            (current,),
            base_unknown=True,
            reason=f"la valeur de l'année de base {base_year} {why}",
        )
    used = (current,) if baseline is not None else (current, base)
    if current.exact is None:
        return Value(None, None, Completeness.ABSENT, used, baseline, reason=current.reason)
    ratio = current.exact / start
    if ratio < 0:
        return Value(None, None, Completeness.ABSENT, used, baseline, reason="le niveau est négatif")
    growth = ratio if years == 1 else ratio ** (Decimal(1) / years)
    return _value(indicator, (growth - 1) * 100, used, baseline=baseline)


def _mean(figures: Figures, indicator: Indicator, span: Span, last: Figure) -> Value:
    """Mean of the yearly changes recorded from the start of the span to the year of the last."""
    used = (*(figures.national(indicator.id, each) for each in range(span.first, last.year)), last)
    missing = [figure.year for figure in used if figure.exact is None]
    if missing:
        absent = ", ".join(str(each) for each in missing)
        return Value(None, None, Completeness.ABSENT, used, reason=f"année sans donnée : {absent}")
    total = sum((figure.exact for figure in used if figure.exact is not None), Decimal(0))
    return _value(indicator, total / len(used), used)


def _value(
    indicator: Indicator,
    exact: Decimal | None,
    used: tuple[Figure, ...],
    *,
    baseline: Decimal | None = None,
    reason: str | None = None,
) -> Value:
    exact = None if exact is None else _settled(exact)
    rounded = None if exact is None else round_half_up(exact, indicator.decimals)
    return Value(exact, rounded, _completeness(exact, used), used, baseline, reason=reason or _first_reason(used))


def _settled(exact: Decimal) -> Decimal:
    """Without what 28 digits lose when a quotient is divided again: -49.49…99 is -49.5, and rounds as such."""
    cut = exact.quantize(_FIFTEEN_PLACES, context=Context(prec=60))
    return exact if cut == exact else cut


def _completeness(exact: Decimal | None, used: tuple[Figure, ...]) -> Completeness:
    if exact is None:
        return Completeness.ABSENT
    whole = all(figure.completeness is Completeness.COMPLETE for figure in used)
    return Completeness.COMPLETE if whole else Completeness.PARTIAL


def _first_reason(used: tuple[Figure, ...]) -> str | None:
    reasons: Iterator[str] = (figure.reason for figure in used if figure.reason)
    return next(reasons, None)
