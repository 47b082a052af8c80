"""Whatever a file holds, it is imported whole or refused with its bad cells, and never otherwise."""

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coje.contract.numbers import format_number
from coje.reading.problems import ReturnError
from coje.records.frames import MEASURES
from reading.setting import FIELDS, measures, workbook

pytestmark = pytest.mark.slow

in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)

HEADER = (*FIELDS, "provisoire", "périmètre", "unité", "source", "commentaire")
PRINTABLE = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))
CELLS = st.one_of(
    st.sampled_from(
        ["", "taux-appels", "prejudices", "delai-c2s", "cpam-ain", "cpam-aisne", "cnam", "oui", "national"]
    ),
    st.sampled_from(["2024-01", "2024", "janvier 2024", "31/01/2024", "1 234,5", "82,5 %", "-3", "3:120 4:80", "=1+1"]),
    st.text(PRINTABLE, max_size=6),
)
GARBAGE = st.lists(st.lists(CELLS, min_size=len(HEADER), max_size=len(HEADER)), min_size=1, max_size=6)


def written(folder: Path, rows: Sequence[Sequence[str]]) -> Path:
    file = folder / "retour.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([HEADER, *rows])
    return file


def is_whole_or_refused(file: Path) -> bool:
    try:
        found = measures(file)
    except ReturnError as refusal:
        return refusal.cells.select("row", "expected").null_count().row(0) == (0, 0)
    return (
        found.schema == MEASURES
        and found.select("indicator", "body", "start", "end").null_count().sum_horizontal()[0] == 0
    )


@in_one_folder
@given(GARBAGE)
def test_any_csv_file_is_imported_whole_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    assert is_whole_or_refused(written(tmp_path, rows))


@in_one_folder
@given(GARBAGE)
def test_any_workbook_is_imported_whole_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    assert is_whole_or_refused(workbook(tmp_path, Saisie=[HEADER, *rows]))


@in_one_folder
@given(st.binary(max_size=200))
def test_any_bytes_are_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "retour"
    file.write_bytes(content)
    with pytest.raises(ReturnError):
        measures(file)


AMOUNTS = st.decimals(-(10**12), 10**12, allow_nan=False, places=4)
COUNTS = st.integers(0, 10**9)
FREE = st.text(PRINTABLE, min_size=1).map(str.strip).filter(lambda text: text and not text.startswith(("=", "#")))


@in_one_folder
@given(st.lists(st.tuples(AMOUNTS, COUNTS, COUNTS, st.booleans(), FREE), min_size=1, max_size=12))
def test_what_is_written_the_french_way_comes_back_exactly(
    tmp_path: Path, months: list[tuple[Decimal, int, int, bool, str]]
) -> None:
    rows = []
    for month, (amount, numerator, denominator, provisional, comment) in enumerate(months, start=1):
        label = ["cpam-ain", f"{month:02d}/2023"]
        tail = ["oui" if provisional else "non", "", "", "", comment]
        rows.append(["prejudices", *label, format_number(amount), "", "", "", *tail])
        rows.append(["taux-appels", *label, "", format_number(Decimal(numerator)), denominator, "", *tail])
    found = measures(written(tmp_path, rows)).select(
        "start", "value", "numerator", "denominator", "provisional", "comment"
    )
    assert found.rows() == [
        row
        for month, (amount, numerator, denominator, provisional, comment) in enumerate(months, start=1)
        for row in (
            (date(2023, month, 1), amount, None, None, provisional, comment),
            (date(2023, month, 1), None, numerator, denominator, provisional, comment),
        )
    ]
