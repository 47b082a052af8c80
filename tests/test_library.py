"""`import coje`: cheap, whole, and as its page says."""

from __future__ import annotations

import doctest
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import polars as pl
import pytest

import coje
from small import NETWORK, contract

ROOT = Path(__file__).parents[1]
GIVEN = {"recorded_at": datetime(2025, 2, 1, tzinfo=UTC), "recorded_by": "notebook"}


def test_the_page_of_the_library_runs_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    failed, tried = doctest.testfile(str(ROOT / "docs" / "library.md"), module_relative=False, encoding="utf-8")

    assert failed == 0
    assert tried > 15


@pytest.mark.parametrize("name", coje.__all__)
def test_every_name_is_found_in_its_room(name: str) -> None:
    assert getattr(coje, name).__name__ == name
    assert name in dir(coje)


def test_an_unknown_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = coje.nothing


def test_importing_costs_nothing() -> None:
    loaded = "import coje, sys; print({'polars', 'pydantic', 'ruamel'} & set(sys.modules))"

    assert (
        subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout == "set()\n"
    )


FRAMES = {
    "polars": pl.DataFrame(
        {"indicator": ["taux"], "body": ["ain"], "period": ["2024-T1"], "numerator": [12.5], "denominator": [20]}
    ),
    "pandas": pd.DataFrame(
        {
            "indicateur": ["taux"],
            "organisme": ["ain"],
            "période": ["2024-T1"],
            "numérateur": [12.5],
            "dénominateur": [20],
        }
    ),
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_a_frame_of_either_library_and_language_becomes_records(frame: pl.DataFrame | pd.DataFrame) -> None:
    records = coje.measures(frame, contract(), NETWORK, **GIVEN)

    assert records.measures.select("indicator", "body", "start", "numerator", "denominator", "recorded_by").rows() == [
        ("taux", "ain", date(2024, 1, 1), Decimal("12.5"), Decimal(20), "notebook")
    ]


def test_a_moment_of_any_time_zone_is_kept() -> None:
    in_paris = datetime(2025, 2, 1, 0, 30, tzinfo=ZoneInfo("Europe/Paris"))

    records = coje.measures(FRAMES["polars"], contract(), NETWORK, recorded_at=in_paris, recorded_by="notebook")

    assert records.measures["recorded_at"].to_list() == [in_paris]
    assert not records.history(date(2025, 1, 31)).measures.height


def test_a_distribution_of_a_frame_keeps_its_cases() -> None:
    cases = [{"at": 3, "cases": 120}, {"at": 4, "cases": 80}]
    indicator = {"id": "delai", "number": "1", "name": "Délai", "unit": "jour"}
    quantile = {"over_bodies": "quantile", "over_time": "quantile", "quantile": "0,9"}
    frame = pl.DataFrame({"indicator": ["delai"], "body": ["ain"], "period": ["2024"], "distribution": [cases]})

    records = coje.measures(frame, contract(indicator | {"aggregation": quantile}), NETWORK, **GIVEN)

    assert records.measures["distribution"].to_list() == [cases]


def test_every_bad_cell_of_a_frame_is_told_with_its_row() -> None:
    frame = FRAMES["polars"].with_columns(body=pl.lit("aim"), period=pl.lit("2024-13"))

    with pytest.raises(coje.ReturnError) as refused:
        coje.measures(pl.concat([FRAMES["polars"], frame]), contract(), NETWORK, **GIVEN)

    assert refused.value.cells.select("row", "column").rows() == [(3, "organisme"), (3, "période")]


def test_a_frame_without_the_columns_of_a_measure_is_refused_with_those_expected() -> None:
    with pytest.raises(coje.ReturnError, match="attendu les colonnes : indicateur, organisme, période"):
        coje.measures(pl.DataFrame({"a": [1]}), contract(), NETWORK, **GIVEN)


def test_an_unknown_column_of_a_frame_is_refused() -> None:
    with pytest.raises(coje.ReturnError, match="en-tête inconnu"):
        coje.measures(FRAMES["polars"].with_columns(couleur=pl.lit("vert")), contract(), NETWORK, **GIVEN)


def test_attainments_have_one_row_an_indicator_and_year_with_exact_values() -> None:
    records = coje.measures(FRAMES["polars"], contract(), NETWORK, **GIVEN)
    appraisal = coje.appraise(contract(), NETWORK, records, date(2025, 3, 1))

    frame = coje.attainments(appraisal, 2024, 2025)

    assert frame.select("indicator", "year", "value", "completeness").rows() == [
        ("taux", 2024, Decimal("62.5"), "partial"),
        ("taux", 2025, None, "absent"),
    ]
    assert frame.to_pandas()["status"].to_list() == ["missed", "not_due"]
