"""Pages "Which records make a figure" and "The national figure of a year"."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any

from coje.contract.model import Contract, Indicator, Rule
from coje.network.bodies import Network
from oracle.known import MEASURE_KEY, PROGRESS_KEY, Row, Slot, is_over, known, slots_of, whole_year


@dataclass(frozen=True)
class Case:
    """All that an appraisal reads: nothing else may change its answer."""

    contract: Contract
    network: Network
    measures: list[Row]
    progress: list[Row]
    day: date
    holding: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        """Short enough to be read: what is not empty, one line per indicator, body and row."""
        parts = [*self.contract.indicators, *self.contract.commitments, *self.network.bodies]
        rows = [{name: one for name, one in row.items() if one} for row in (*self.measures, *self.progress)]
        return "\n".join([f"known on {self.day}, holding {set(self.holding)}", *map(str, [*parts, *rows])])

    @cached_property
    def known_measures(self) -> list[Row]:
        return known(self.measures, self.day, MEASURE_KEY)

    @cached_property
    def known_progress(self) -> list[Row]:
        return known(self.progress, self.day, PROGRESS_KEY)


@dataclass
class Figure:
    exact: Fraction | None = None
    completeness: str = "absent"
    declared: bool = False
    expected: int = 0
    missing: list[tuple[str, Slot]] = field(default_factory=list)
    used: list[Row] = field(default_factory=list)
    is_stale: bool = False
    is_running_total: bool = False

    @property
    def provisional(self) -> bool:
        return any(row["provisional"] for row in self.used)

    @property
    def simulated(self) -> bool:
        return any(row["simulated"] for row in self.used)


def national_figure(case: Case, indicator: Indicator, year: int) -> Figure:
    rows = rows_of(case, indicator)
    declared = figure_of(case, indicator, year, [case.network.national], rows)
    if declared.used:
        declared.declared = True
        return declared
    if indicator.level == "national" or indicator.aggregation is None:
        return Figure()
    return figure_of(case, indicator, year, [body.id for body in case.network.bodies], rows)


def body_figure(case: Case, indicator: Indicator, year: int, body: str) -> Figure:
    if indicator.level == "national":
        return Figure()
    return figure_of(case, indicator, year, [body], rows_of(case, indicator))


def rows_of(case: Case, indicator: Indicator) -> list[Row]:
    return [row for row in case.known_measures if row["indicator"] == indicator.id]


def figure_of(case: Case, indicator: Indicator, year: int, bodies: list[str], rows: list[Row]) -> Figure:
    usable = {
        (row["body"], (row["start"], row["end"])): row
        for row in rows
        if row["body"] in bodies and is_usable(case, indicator, year, row)
    }
    if over_time(indicator) is Rule.LAST:
        return last_figure(case, indicator, year, bodies, usable)
    return yearly_figure(case, indicator, year, bodies, usable)


def is_usable(case: Case, indicator: Indicator, year: int, row: Row) -> bool:
    period = (row["start"], row["end"])
    return (
        row["perimeter"] is None
        and row["unit"] in (None, indicator.level_unit or indicator.unit)
        and (period == whole_year(year) or period in slots_of(year, indicator.frequency))
        and is_open(case.network, row["body"], period)
        and content(case, indicator, row, is_whole_year=period == whole_year(year)) is not None
    )


def is_open(network: Network, body: str, period: Slot) -> bool:
    if body == network.national:
        return True
    for candidate in network.bodies:
        if candidate.id == body:
            opened = candidate.opened_on or date.min
            closed = candidate.closed_on or date.max
            return opened < period[1] and closed > period[0]
    return False


def over_time(indicator: Indicator) -> Rule:
    return indicator.aggregation.over_time if indicator.aggregation else Rule.LAST


def over_bodies(indicator: Indicator) -> Rule | None:
    return indicator.aggregation.over_bodies if indicator.aggregation else None


def content(case: Case, indicator: Indicator, row: Row, *, is_whole_year: bool) -> Any:
    """What the row brings: ("ratio", n, d), ("sum", v), ("mean", v, w), ("quantile", steps), or None."""
    rule = over_bodies(indicator)
    if rule is Rule.RATIO and row["numerator"] is not None and row["denominator"] is not None:
        return ("ratio", Fraction(row["numerator"]), Fraction(row["denominator"]))
    if rule is Rule.MEAN and row["value"] is not None and row["denominator"] is not None:
        return ("mean", Fraction(row["value"]), Fraction(row["denominator"]))
    if rule is Rule.QUANTILE and row["distribution"] is not None:
        return ("quantile", row["distribution"])
    if rule in (Rule.SUM, None) and row["value"] is not None:
        return ("sum", Fraction(row["value"]))
    is_alone = is_whole_year or over_time(indicator) is Rule.LAST
    if row["body"] == case.network.national and row["value"] is not None and is_alone:
        return ("sum", Fraction(row["value"]))
    return None


def yearly_figure(
    case: Case, indicator: Indicator, year: int, bodies: list[str], usable: dict[tuple[str, Slot], Row]
) -> Figure:
    figure = Figure()
    slots = slots_of(year, indicator.frequency)
    for body in bodies:
        whole = usable.get((body, whole_year(year)))
        if whole is not None:
            figure.used.append(whole)
        for slot in slots:
            is_expected = slot[1] - timedelta(days=1) <= case.day and is_open(case.network, body, slot)
            figure.expected += is_expected
            if whole is None and (body, slot) in usable:
                figure.used.append(usable[body, slot])
            elif whole is None and is_expected:
                figure.missing.append((body, slot))
    return finished(case, indicator, year, figure)


def last_figure(
    case: Case, indicator: Indicator, year: int, bodies: list[str], usable: dict[tuple[str, Slot], Row]
) -> Figure:
    figure = Figure()
    slots = slots_of(year, indicator.frequency)
    by_slot: dict[Slot, dict[str, Row]] = {slot: {} for slot in slots}
    for body in bodies:
        whole = usable.get((body, whole_year(year)))
        for slot in slots:
            row = usable.get((body, slot)) if whole is None else None
            if whole is not None and slot == slots[-1]:
                row = whole
            if row is not None:
                by_slot[slot][body] = row
    with_data = [slot for slot in slots if by_slot[slot]]
    if not with_data:
        return figure
    slot = with_data[-1]
    figure.used = list(by_slot[slot].values())
    expected = [body for body in bodies if is_open(case.network, body, slot)]
    figure.expected = len(expected)
    figure.missing = [(body, slot) for body in expected if body not in by_slot[slot]]
    figure.is_stale = is_over(year, case.day) and slot != slots[-1]
    return finished(case, indicator, year, figure)


def finished(case: Case, indicator: Indicator, year: int, figure: Figure) -> Figure:
    contents = [
        content(case, indicator, row, is_whole_year=(row["start"], row["end"]) == whole_year(year))
        for row in figure.used
    ]
    figure.exact = combined(indicator, contents)
    if not contents:
        return Figure()
    stops_early = max(row["end"] for row in figure.used) < date(year + 1, 1, 1)
    figure.is_running_total = over_time(indicator) is Rule.SUM and stops_early and not is_over(year, case.day)
    if figure.exact is not None:
        figure.completeness = "partial" if figure.missing or figure.is_stale else "complete"
    return figure


def combined(indicator: Indicator, contents: list[Any]) -> Fraction | None:
    if not contents:
        return None
    kind = contents[0][0]
    assert all(each[0] == kind for each in contents)
    if kind == "sum":
        return sum((each[1] for each in contents), Fraction(0))
    aggregation = indicator.aggregation
    assert aggregation is not None
    if kind == "quantile":
        return quantile([each[1] for each in contents], Fraction(aggregation.quantile or 0))
    below = sum((each[2] for each in contents), Fraction(0))
    if below == 0:
        return None
    if kind == "ratio":
        return Fraction(aggregation.scale) * sum((each[1] for each in contents), Fraction(0)) / below
    return sum((each[1] * each[2] for each in contents), Fraction(0)) / below


def quantile(distributions: list[list[dict[str, int]]], share: Fraction) -> Fraction | None:
    cases: dict[int, int] = {}
    for distribution in distributions:
        for step in distribution:
            cases[step["at"]] = cases.get(step["at"], 0) + step["cases"]
    total = sum(cases.values())
    if total == 0:
        return None
    return Fraction(
        min(value for value in cases if sum(cases[other] for other in cases if other <= value) >= share * total)
    )
