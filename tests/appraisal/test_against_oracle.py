"""The appraisal agrees with a second, plain implementation of ``docs/figures.md`` on thousands of nasty cases."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from coje.appraisal import synthesis
from coje.appraisal.appraise import Appraisal, appraise
from coje.appraisal.attainment import Attainment
from coje.appraisal.explanation import explain
from coje.appraisal.figures import Figure
from coje.contract.model import Indicator
from coje.records.frames import MEASURES, PROGRESS, Records
from oracle import actions, attainment, figures
from oracle.cases import YEARS, cases
from oracle.figures import Case
from oracle.known import Row
from oracle.values import rounded

pytestmark = pytest.mark.slow

NOISE = Fraction(1, 10**20)
"""Relative: what 28 digits lose in a division or a root; a rounded value allows none."""

many = settings(max_examples=4 * settings().max_examples)
few = settings(max_examples=settings().max_examples)


def appraised(case: Case) -> Appraisal:
    records = Records(
        pl.DataFrame(case.measures, schema=MEASURES, orient="row"),
        pl.DataFrame(case.progress, schema=PROGRESS, orient="row"),
    )
    return appraise(case.contract, case.network, records, case.day, held=case.holding)


@many
@given(cases())
def test_everything_the_page_defines_is_said_alike(case: Case) -> None:
    check(case)


def check(case: Case) -> None:
    appraisal = appraised(case)
    for indicator in case.contract.indicators:
        for year in YEARS:
            found = appraisal.figures.national(indicator.id, year)
            check_figure(found, figures.national_figure(case, indicator, year))
        for year in case.contract.period.years:
            check_bodies(case, appraisal.figures.of_bodies(indicator.id, year), indicator, year)
            check_attainment(appraisal.attainments[indicator.id, year], attainment.attain(case, indicator, year))
    said = {commitment: str(state.advance) for commitment, state in appraisal.commitments.items()}
    assert said == {one.id: actions.commitment_status(case, one) for one in case.contract.commitments}
    said = {action: str(state.advance) for action, state in appraisal.actions.items()}
    assert said == {one.id: actions.action_status(case, one) for one in case.contract.actions}
    check_synthesis(case, appraisal)


def check_synthesis(case: Case, appraisal: Appraisal) -> None:
    counted = synthesis.of_contract(appraisal).indicators
    statuses = Counter(attainment.attain(case, one, appraisal.year).status for one in case.contract.indicators)
    assert {str(status): count for status, count in counted.by_status.items() if count} == statuses
    decided = statuses["met"] + statuses["missed"]
    share = Fraction(statuses["met"] * 100, decided) if decided else None
    assert number(counted.share_met) == (None if share is None else rounded(share, 1))
    assert (
        counted.not_assessed == statuses["not_measured"] + statuses["not_assessable"] == sum(counted.reasons.values())
    )


def check_bodies(case: Case, found: dict[str, Figure], indicator: Indicator, year: int) -> None:
    expected = {body.id: figures.body_figure(case, indicator, year, body.id) for body in case.network.bodies}
    with_records = {body: figure for body, figure in expected.items() if figure.used}
    assert set(found) == set(with_records), year
    for body, figure in with_records.items():
        check_figure(found[body], figure)


@few
@given(cases())
def test_the_records_behind_a_value_are_those_the_page_uses_and_all_others_are_listed_as_unused(case: Case) -> None:
    check_records(case)


def check_records(case: Case) -> None:
    appraisal = appraised(case)
    for indicator in case.contract.indicators:
        year = case.contract.period.years[1]
        told = explain(appraisal, indicator.id, year)
        years = {figure.year for figure in appraisal.attainments[indicator.id, year].value.figures}
        behind = [figures.national_figure(case, indicator, each) for each in years]
        used = {key(row) for figure in behind for row in figure.used}
        known = {
            key(row)
            for row in figures.rows_of(case, indicator)
            if any(row["start"] < date(each + 1, 1, 1) and row["end"] > date(each, 1, 1) for each in years)
        }
        assert sorted(key(row) for row in told.records.iter_rows(named=True)) == sorted(used)
        assert sorted(key(row) for row in told.unused.iter_rows(named=True)) == sorted(known - used)
        assert told.unused["why"].null_count() == 0


def key(row: Row) -> tuple[str, date, date, str]:
    return row["body"], row["start"], row["end"], row["perimeter"] or ""


def check_figure(figure: Figure, expected: figures.Figure) -> None:
    said: dict[str, Any] = {
        "completeness": str(figure.completeness),
        "declared": figure.declared,
        "missing": {one.body: one.slots for one in figure.missing},
        "expected": figure.expected,
        "present": figure.present,
        "bodies": figure.bodies,
        "up_to": figure.up_to,
        "provisional": figure.provisional,
        "simulated": figure.simulated,
        "is_running_total": figure.is_running_total,
    }
    page = {
        "completeness": expected.completeness,
        "declared": expected.declared,
        "missing": dict(Counter(body for body, _ in expected.missing)),
        "expected": expected.expected,
        "present": expected.expected - len(expected.missing),
        "bodies": len({row["body"] for row in expected.used}),
        "up_to": max((row["end"] for row in expected.used), default=None),
        "provisional": expected.provisional,
        "simulated": expected.simulated,
        "is_running_total": expected.is_running_total,
    }
    where = (figure.indicator, figure.year, figure)
    assert said == page, where
    assert nearly(figure.exact, expected.exact), (figure.exact, expected.exact, where)


def check_attainment(found: Attainment, expected: attainment.Attainment) -> None:
    said = {
        "status": str(found.status),
        "rounded": number(found.value.rounded),
        "completeness": str(found.value.completeness),
        "provisional": found.value.provisional and found.value.rounded is not None,
        "simulated": found.value.simulated and found.value.rounded is not None,
        "gap": number(found.gap),
        "progress": number(found.progress),
        "trend": str(found.trend),
        "already_met": found.already_met,
    }
    page = {
        "status": expected.status,
        "rounded": expected.value.rounded,
        "completeness": expected.value.completeness,
        "provisional": expected.value.provisional,
        "simulated": expected.value.simulated,
        "gap": expected.gap,
        "progress": expected.progress,
        "trend": expected.trend,
        "already_met": expected.already_met,
    }
    assert said == page, (found.indicator, found.year, found)


def number(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def nearly(value: Decimal | None, expected: Fraction | None) -> bool:
    if value is None or expected is None:
        return value is expected
    return abs(Fraction(value) - expected) <= NOISE * max(1, abs(expected))
