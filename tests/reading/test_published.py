from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coje.appraisal.appraise import appraise
from coje.contract.files import load
from coje.network.bodies import Network
from coje.reading.problems import ReturnError
from coje.reading.returns import published_results
from coje.records.frames import Records
from reading.setting import CONTRACT, NETWORK

CONTRACTS = Path(__file__).parents[2] / "contracts"
HEADER = "indicateur;organisme;période;valeur;unité;source;connu le\n"


def published(folder: Path, *rows: str) -> Records:
    (folder / "results").mkdir(exist_ok=True)
    (folder / "results" / "publies.csv").write_text(HEADER + "\n".join(rows), encoding="utf-8")
    return published_results(folder, CONTRACT, NETWORK)


def test_a_published_result_is_known_from_the_start_of_its_day_in_paris(tmp_path: Path) -> None:
    records = published(tmp_path, "effectif;cnam;2023;65 000;;Rapport;15/03/2024")
    assert records.measures["recorded_at"].to_list() == [datetime(2024, 3, 14, 23, tzinfo=UTC)]
    assert records.as_of(date(2024, 3, 14)).is_empty
    assert records.as_of(date(2024, 3, 15)).measures.height == 1


def test_published_results_are_in_the_order_they_became_known(tmp_path: Path) -> None:
    rows = ["effectif;cnam;2023;2;;;16/03/2024", "effectif;cnam;2022;1;;;15/03/2024"]
    assert published(tmp_path, *rows).measures["value"].to_list() == [1, 2]


def test_a_result_may_be_published_again_and_corrected(tmp_path: Path) -> None:
    records = published(tmp_path, "effectif;cnam;2023;1;;;15/03/2024", "effectif;cnam;2023;2;;;15/04/2024")
    assert records.as_of(date(2024, 4, 15)).measures["value"].to_list() == [2]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("effectif;cnam;2023;1;;;", "attendu une date"),
        ("effectif;cnam;2023;1;;;hier", "attendu une date"),
        ("effectif;cnam;2024;1;;;31/12/2023", "cette période ne commence que le 01/01/2024"),
    ],
)
def test_a_result_without_a_possible_day_is_refused(tmp_path: Path, row: str, expected: str) -> None:
    with pytest.raises(ReturnError, match=expected):
        published(tmp_path, row)


def test_a_result_given_twice_on_one_day_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReturnError, match="déjà donné ligne 2"):
        published(tmp_path, "effectif;cnam;2023;1;;;15/03/2024", "effectif;cnam;2023;2;;;15/03/2024")


def test_a_contract_without_results_has_no_record(tmp_path: Path) -> None:
    assert published_results(tmp_path, CONTRACT, NETWORK).is_empty


@pytest.mark.parametrize(
    ("folder", "national", "results"),
    [
        ("acoss-2006-2009", "acoss", 16),
        ("cnaf-2005-2008", "cnaf", 15),
        ("cnaf-2009-2012", "cnaf", 10),
        ("cnam-2023-2027", "cnam", 16),
        ("cnamts-2006-2009", "cnamts", 14),
        ("cnav-2005-2008", "cnav", 14),
    ],
)
def test_the_published_results_of_the_bundled_contracts_load_whole(folder: str, national: str, results: int) -> None:
    contract = load(CONTRACTS / folder).contract
    assert published_results(CONTRACTS / folder, contract, Network(national)).measures.height == results


def test_a_result_published_in_another_unit_is_kept_and_enters_no_figure() -> None:
    contract = load(CONTRACTS / "cnam-2023-2027").contract
    records = published_results(CONTRACTS / "cnam-2023-2027", contract, Network("cnam"))
    accounts = [row for row in records.measures.iter_rows(named=True) if row["indicator"] == "mon-espace-sante"]
    assert {(row["unit"], row["value"]) for row in accounts} >= {("compte", 24_000_000)}
    appraisal = appraise(contract, Network("cnam"), records, date(2026, 6, 1))
    assert appraisal.figures.national("mon-espace-sante", 2026).exact is None
    assert appraisal.figures.national("prejudices-evites", 2024).exact == 263_000_000
