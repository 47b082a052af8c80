from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from coje.reading.problems import ReturnError
from coje.reading.returns import read_return
from coje.records.frames import MEASURES
from reading.setting import CONTRACT, FIELDS, NETWORK, RECORDED_AT, csv_file, measures, read, workbook


def one(folder: Path, *cells: object, **more: object) -> dict[str, object]:
    """The one record of a return of one row."""
    found = measures(
        csv_file(folder, [[*cells, *[None] * (len(FIELDS) - len(cells)), *more.values()]], [*FIELDS, *more])
    )
    return found.row(0, named=True)


def test_a_row_becomes_a_record_with_who_recorded_it_and_when(tmp_path: Path) -> None:
    row = one(
        tmp_path,
        *("prejudices", "cpam-ain", "2024-01", "1 234,5"),
        **{"provisoire": "oui", "source": "SNDS", "commentaire": "Estimation"},
    )
    assert row == {
        "indicator": "prejudices",
        "body": "cpam-ain",
        "start": date(2024, 1, 1),
        "end": date(2024, 2, 1),
        "value": Decimal("1234.5"),
        "numerator": None,
        "denominator": None,
        "distribution": None,
        "provisional": True,
        "perimeter": None,
        "unit": None,
        "source": "SNDS",
        "comment": "Estimation",
        "simulated": False,
        "recorded_at": RECORDED_AT,
        "recorded_by": "agent",
    }


@pytest.mark.parametrize(
    ("cells", "read_as"),
    [
        (("taux-appels", "cpam-ain", "2024-01", None, "850", "1 000"), {"numerator": 850, "denominator": 1000}),
        (
            ("cout-dossier", "cpam-ain", "T1 2024", None, "850,50 €", "12"),
            {"numerator": Decimal("850.5"), "denominator": 12},
        ),
        (("prejudices", "cpam-ain", "janvier 2024", "- 90 000 €"), {"value": -90000}),
        (("satisfaction", "cpam-ain", "2023", "7,5", None, "320"), {"value": Decimal("7.5"), "denominator": 320}),
        (
            ("delai-c2s", "cpam-ain", "2024-01", None, None, None, "3:120 4:80"),
            {"distribution": [{"at": 3, "cases": 120}, {"at": 4, "cases": 80}]},
        ),
        (("effectif", "cnam", "2023", "65 000"), {"value": 65000}),
        (("taux-appels", "cnam", "2023", "82,5 %"), {"value": Decimal("82.5"), "numerator": None}),
        (("delai-c2s", "cnam", "2023", "23 jours"), {"value": 23}),
        (("PREJUDICES", "Cpam-Ain", "01/2024", "1"), {"indicator": "prejudices", "body": "cpam-ain"}),
    ],
)
def test_each_indicator_is_read_with_what_it_needs(
    tmp_path: Path, cells: tuple[object, ...], read_as: dict[str, object]
) -> None:
    row = one(tmp_path, *cells)
    assert {name: row[name] for name in read_as} == read_as


def test_a_row_with_only_a_comment_says_why_there_is_no_figure(tmp_path: Path) -> None:
    row = one(tmp_path, "taux-appels", "cpam-ain", "2024-01", commentaire="Panne du standard")
    assert (row["numerator"], row["value"], row["comment"]) == (None, None, "Panne du standard")


def test_empty_rows_are_skipped_and_rows_left_to_fill_are_counted(tmp_path: Path) -> None:
    rows = [
        ["prejudices", "cpam-ain", "2024-01", 1],
        [],
        [None, " "],
        ["prejudices", "cpam-ain", "2024-02"],
        ["taux-appels", "cpam-ain", "2024-02"],
    ]
    found = read(csv_file(tmp_path, rows))
    assert found.records.measures.height == 1
    assert found.remarks == ("Ignoré : 2 lignes où rien n'est rempli",)


def test_a_return_where_nothing_is_filled_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReturnError, match="aucune ligne n'est remplie"):
        read(csv_file(tmp_path, [["prejudices", "cpam-ain", "2024-02"]]))


@pytest.mark.parametrize(("written", "kept"), [("€", "€"), ("euros", "€"), ("M€", "M€"), (None, None)])
def test_a_unit_is_kept_spelled_as_the_contract_does_when_it_is_the_same(
    tmp_path: Path, written: str | None, kept: str | None
) -> None:
    assert one(tmp_path, "prejudices", "cpam-ain", "2024-01", 1, unité=written)["unit"] == kept


def test_what_will_enter_no_figure_is_kept_and_remarked(tmp_path: Path) -> None:
    rows = [
        ["prejudices", "cpam-ain", "2024-01", 1, "M€", None],
        ["prejudices", "cpam-ain", "2024-01", 1, None, "indépendants"],
        ["prejudices", "cpam-ain", "2024-T1", 1, None, None],
    ]
    header = ["indicateur", "organisme", "période", "valeur", "unité", "périmètre"]
    found = read(csv_file(tmp_path, rows, header))
    assert found.records.measures.select("unit", "perimeter").rows()[:2] == [("M€", None), (None, "indépendants")]
    assert found.remarks == (
        "Gardé pour mémoire, hors de tout chiffre : 1 mesure sur un autre périmètre que celui de l'indicateur",
        "Gardé pour mémoire, hors de tout chiffre : 1 mesure sur une autre unité que celle de l'indicateur",
        "Gardé pour mémoire, hors de tout chiffre : 1 mesure sur une période qui n'est ni une année, "
        "ni celle de l'indicateur",
    )


def test_said_of_the_national_body_national_is_no_other_perimeter(tmp_path: Path) -> None:
    assert one(tmp_path, "prejudices", "cnam", "2023", 1, périmètre="National")["perimeter"] is None
    assert one(tmp_path, "prejudices", "cpam-ain", "2023", 1, périmètre="National")["perimeter"] == "National"


def test_the_same_measure_on_two_perimeters_is_no_repetition(tmp_path: Path) -> None:
    rows = [["prejudices", "cpam-ain", "2024-01", 1, None], ["prejudices", "cpam-ain", "2024-01", 2, "indépendants"]]
    header = ["indicateur", "organisme", "période", "valeur", "périmètre"]
    assert measures(csv_file(tmp_path, rows, header))["value"].to_list() == [1, 2]


def test_a_numerator_above_its_denominator_may_be_explained(tmp_path: Path) -> None:
    row = one(tmp_path, "taux-appels", "cpam-ain", "2024-01", None, 12, 10, commentaire="Rattrapage de décembre")
    assert row["numerator"] == 12


def test_a_workbook_is_read_as_the_same_csv_file(tmp_path: Path) -> None:
    rows = [
        ["prejudices", "cpam-ain", date(2024, 1, 31), 1.234],
        ["taux-appels", "cpam-ain", "mars 2024", None, 850, "1 000"],
        ["effectif", "cnam", 2023, "65 000,5"],
        ["taux-appels", "cnam", "2023", "82,5 %"],
    ]
    texts = [[f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row] for row in rows]
    texts[0][3] = "1,234"
    assert measures(workbook(tmp_path, Saisie=[FIELDS, *rows])).equals(measures(csv_file(tmp_path, texts)))


def test_the_tables_of_several_sheets_come_together(tmp_path: Path) -> None:
    january, february = (["prejudices", "cpam-ain", f"2024-0{month}", month] for month in (1, 2))
    header = FIELDS[:4]
    assert measures(workbook(tmp_path, Jan=[header, january], Fév=[header, february]))["value"].to_list() == [1, 2]


def test_a_return_may_be_marked_simulated(tmp_path: Path) -> None:
    file = csv_file(tmp_path, [["prejudices", "cpam-ain", "2024-01", 1]])
    found = read_return(file, CONTRACT, NETWORK, recorded_at=RECORDED_AT, recorded_by="agent", simulated=True)
    assert found.records.is_simulated


def test_a_moment_without_time_zone_is_a_mistake_of_the_program(tmp_path: Path) -> None:
    file = csv_file(tmp_path, [["prejudices", "cpam-ain", "2024-01", 1]])
    with pytest.raises(ValueError, match="recorded_at has no time zone"):
        read_return(file, CONTRACT, NETWORK, recorded_at=RECORDED_AT.replace(tzinfo=None), recorded_by="agent")


def test_the_records_have_the_shape_of_the_ledger(tmp_path: Path) -> None:
    assert measures(csv_file(tmp_path, [["prejudices", "cpam-ain", "2024-01", 1]])).schema == MEASURES
    moment = datetime(2024, 7, 1, 9, 30, tzinfo=UTC)
    assert one(tmp_path, "prejudices", "cpam-ain", "2024-01", 1)["recorded_at"] == moment
