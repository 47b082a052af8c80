"""Where indicators are heading, as the report tells it."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from coje.reports.annual import AnnualReport
from coje.reports.charts import chart
from coje.reports.likelihood import Likelihood, likelihood
from coje.reports.outlooks import Outlooks
from reports.setting import projected_report, report


def told(projected: AnnualReport) -> Outlooks:
    assert projected.outlooks is not None
    return projected.outlooks


@pytest.fixture(scope="module")
def projected() -> AnnualReport:
    return projected_report()


def test_the_sentence_counts_the_targets_of_the_last_year_by_their_chance(projected: AnnualReport) -> None:
    assert told(projected).sentence.replace("\u00a0", " ") == (
        "Si la tendance se prolonge, sur 1 cible projetée pour 2025 : 1 probable (80 % de chances ou plus)."
    )


def test_a_rate_that_goes_away_from_its_target_is_improbable() -> None:
    (group,) = told(projected_report(lambda rank: 70 - 0.4 * rank)).groups
    assert group.badge.word == "improbable"


def test_only_years_that_are_not_over_are_told(projected: AnnualReport) -> None:
    assert {row.year for row in told(projected).rows} == {2025}


def test_the_expected_value_is_inside_its_interval_and_beside_its_target(projected: AnnualReport) -> None:
    (row,) = told(projected).of("taux")
    assert row.low.text < row.expected.text < row.high.text
    assert (row.target, row.goal.value, row.expected.unit) == ("85\u00a0%", Decimal(85), "%")


def test_the_model_and_its_error_fit_on_one_line(projected: AnnualReport) -> None:
    (row,) = told(projected).of("taux")
    assert row.model_line.startswith("24\u00a0mois ; pente ")
    assert " ; erreur " in row.model_line


def test_what_is_not_projected_is_listed_with_its_reason(projected: AnnualReport) -> None:
    (silent,) = told(projected).unprojected
    assert (silent.reason, silent.numbers) == ("mesure annuelle : trop peu de points pour un modèle", ("2",))
    assert told(projected).of("delai") == ()


def test_without_projections_the_report_says_so() -> None:
    assert report().outlooks is None
    assert "Ce bilan est établi sans projection." in report().remarks


def test_with_projections_the_report_does_not_say_it_has_none(projected: AnnualReport) -> None:
    assert not any("sans projection" in remark for remark in projected.remarks)


def test_the_fan_of_a_chart_opens_at_the_last_result(projected: AnnualReport) -> None:
    row = projected.indicators[0]
    drawn = chart(row, told(projected).of(row.id))
    assert drawn is not None
    start, end = drawn.fan
    assert start.low == start.expected == start.high == drawn.marks[-1].y
    assert end.low < end.expected < end.high


def test_a_chart_says_the_chance_of_the_last_target_in_words_too(projected: AnnualReport) -> None:
    row = projected.indicators[0]
    drawn = chart(row, told(projected).of(row.id))
    assert drawn is not None
    assert drawn.chance.startswith("2025 : ")
    assert drawn.chance in drawn.alt
    assert "Projection : " in drawn.alt


def test_a_chart_without_projection_has_no_fan() -> None:
    drawn = chart(report().indicators[0])
    assert drawn is not None
    assert (drawn.fan, drawn.chance) == ((), "")
    assert "Projection" not in drawn.alt


@pytest.mark.parametrize(
    ("chance", "word"),
    [
        ("100", Likelihood.PROBABLE),
        ("80", Likelihood.PROBABLE),
        ("79.9", Likelihood.UNCERTAIN),
        ("20", Likelihood.IMPROBABLE),
        ("0", Likelihood.IMPROBABLE),
    ],
)
def test_a_chance_is_one_word(chance: str, word: Likelihood) -> None:
    assert likelihood(Decimal(chance)) is word


def test_reports_do_not_load_the_statistics_library() -> None:
    code = "import coje.reports.workbook, coje.reports.pdf.write, sys; sys.exit('statsmodels' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
