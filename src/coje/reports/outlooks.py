"""Where indicators are heading: what each remaining year may be worth, and how likely its target is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from coje.appraisal.projection_wording import chance_text, limits, model_line, model_text
from coje.appraisal.wording import NO_BREAK_SPACE
from coje.reports.cells import Amount, Badge, percent
from coje.reports.indicators import IndicatorRow, YearPoint
from coje.reports.likelihood import IMPROBABLE_TO, PROBABLE_FROM, Likelihood, likelihood
from coje.reports.palette import likelihood_badge
from coje.reports.phrases import counted, listed

if TYPE_CHECKING:
    from coje.appraisal.projection import Projection, YearOutlook

NOT_PROJECTED = "Ce bilan est établi sans projection."

_BOUNDS: dict[str, str] = {
    Likelihood.PROBABLE: f" ({PROBABLE_FROM}{NO_BREAK_SPACE}% de chances ou plus)",
    Likelihood.IMPROBABLE: f" ({IMPROBABLE_TO}{NO_BREAK_SPACE}% ou moins)",
}


@dataclass(frozen=True, slots=True)
class OutlookRow:
    """What the result of a year to come may be, beside its target.

    Expected value and 80 % interval are those of what is compared with the
    target, or nothing; ``reason`` says why there is no chance to give.
    """

    indicator: str
    number: str
    name: str
    unit: str
    year: int
    expected: Amount
    low: Amount
    high: Amount
    target: str
    goal: Amount
    chance: Amount
    chance_text: str
    badge: Badge
    reason: str
    model_line: str
    model_text: str
    limits: str

    @property
    def is_projected(self) -> bool:
        """Whether there is something to expect."""
        return self.expected.value is not None


@dataclass(frozen=True, slots=True)
class OutlookGroup:
    """Targets of the last year that are about as likely, the likeliest first."""

    title: str
    badge: Badge
    rows: tuple[OutlookRow, ...]


@dataclass(frozen=True, slots=True)
class Unprojected:
    """A reason why nothing is projected, and the numbers of the indicators it holds for."""

    reason: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlooks:
    """Every indicator to the end of the contract."""

    year: int
    sentence: str
    rows: tuple[OutlookRow, ...]
    groups: tuple[OutlookGroup, ...]
    unprojected: tuple[Unprojected, ...]

    def of(self, indicator: str) -> tuple[OutlookRow, ...]:
        """What may be expected of one indicator, year by year."""
        return tuple(row for row in self.rows if row.indicator == indicator and row.is_projected)


def outlooks(projections: Mapping[str, Projection], rows: Sequence[IndicatorRow], year: int) -> Outlooks:
    """Tell projections beside the rows of their indicators; ``year`` is the last of the contract."""
    found = tuple(told for row in rows for told in _outlook_rows(row, projections[row.id]))
    groups = tuple(_groups([row for row in found if row.year == year and row.is_projected]))
    return Outlooks(year, _sentence(groups, year), found, groups, tuple(_unprojected(projections)))


def _outlook_rows(row: IndicatorRow, projection: Projection) -> Iterator[OutlookRow]:
    found = {outlook.year: outlook for outlook in projection.years}
    for point in row.points:
        if not point.is_over:
            yield _outlook_row(row, point, projection, found.get(point.year))


def _outlook_row(
    row: IndicatorRow, point: YearPoint, projection: Projection, outlook: YearOutlook | None
) -> OutlookRow:
    unit, value = point.result.unit, outlook.value if outlook else None
    chance = outlook.chance if outlook else None
    return OutlookRow(
        indicator=row.id,
        number=row.number,
        name=row.name,
        unit=unit or "",
        year=point.year,
        expected=Amount(value.expected if value else None, unit),
        low=Amount(value.low_80 if value else None, unit),
        high=Amount(value.high_80 if value else None, unit),
        target=point.target,
        goal=point.goal,
        chance=percent(chance),
        chance_text=chance_text(outlook) if outlook else "",
        badge=likelihood_badge(likelihood(chance)),
        reason=(outlook.reason if outlook else projection.reason) or "",
        model_line=model_line(projection),
        model_text=model_text(projection),
        limits=" ".join(limits(projection)),
    )


def _groups(rows: Sequence[OutlookRow]) -> Iterator[OutlookGroup]:
    ranked = sorted((row for row in rows if row.chance.value is not None), key=_chance, reverse=True)
    unknown = [row for row in rows if row.chance.value is None]
    for one in Likelihood:
        kept = tuple(row for row in (*ranked, *unknown) if row.badge.key == one)
        if kept:
            badge = likelihood_badge(one)
            yield OutlookGroup(counted(len(kept), f"cible {badge.word}"), badge, kept)


def _chance(row: OutlookRow) -> Decimal:
    return row.chance.value or Decimal(0)


def _unprojected(projections: Mapping[str, Projection]) -> Iterator[Unprojected]:
    """Reasons in the order of the first indicator each holds for."""
    silent = [projection for projection in projections.values() if projection.reason]
    for reason in dict.fromkeys(projection.reason for projection in silent):
        yield Unprojected(
            reason or "", tuple(projection.indicator.number for projection in silent if projection.reason == reason)
        )


def _sentence(groups: Sequence[OutlookGroup], year: int) -> str:
    known = [group for group in groups if group.badge.key != Likelihood.UNKNOWN]
    if not known:
        return f"Aucune cible de {year} ne peut être rapprochée d'une projection."
    parts = [f"{counted(len(group.rows), group.badge.word)}{_BOUNDS.get(group.badge.key, '')}" for group in known]
    total = counted(sum(len(group.rows) for group in known), "cible projetée")
    return f"Si la tendance se prolonge, sur {total} pour {year} : {listed(parts)}."
