"""The bundled COG État-Cnam 2023-2027 holds all of the printed text: counts and figures checked against it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from coje.contract.files import LoadedContract, load
from coje.contract.model import CommitmentBy, Contract, GroupingKind, Indicator
from coje.contract.obligations import due_dates
from coje.contract.targets import AverageChange, Relative

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "contracts" / "cnam-2023-2027"


@pytest.fixture(scope="module")
def loaded() -> LoadedContract:
    return load(FOLDER)


@pytest.fixture(scope="module")
def contract(loaded: LoadedContract) -> Contract:
    return loaded.contract


def test_it_has_6_axes_and_20_orientations(contract: Contract) -> None:
    assert len(contract.axes) == 6
    numbers = " ".join(orientation.number for orientation in contract.orientations)
    assert numbers == "1.1 1.2 1.3 2.1 2.2 2.3 2.4 3.1 3.2 3.3 4.1 4.2 4.3 4.4 5.1 5.2 6.1 6.2 6.3 6.4"


def test_it_has_68_commitments_of_the_fund_and_41_of_the_state(contract: Contract) -> None:
    by_state = [commitment.by is CommitmentBy.STATE for commitment in contract.commitments]
    assert by_state.count(False) == 68
    assert by_state.count(True) == 41


def test_it_has_238_actions_with_759_due_year_marks(contract: Contract) -> None:
    actions = list(contract.actions)
    assert len(actions) == 238
    assert sum(len(action.due_years) for action in actions) == 759


def test_the_state_commitments_have_121_due_year_marks(contract: Contract) -> None:
    of_state = [commitment for commitment in contract.commitments if commitment.by is CommitmentBy.STATE]
    assert sum(len(commitment.due_years) for commitment in of_state) == 121


@pytest.mark.parametrize(
    ("sheet", "actions", "state"),
    [
        ("fiche-1-1", 14, 2),
        ("fiche-1-2", 20, 2),
        ("fiche-1-3", 12, 1),
        ("fiche-2-1", 13, 1),
        ("fiche-2-2", 9, 5),
        ("fiche-2-3", 10, 0),
        ("fiche-2-4", 12, 2),
        ("fiche-3-1", 15, 3),
        ("fiche-3-2", 8, 6),
        ("fiche-3-3", 6, 2),
        ("fiche-4-1", 17, 4),
        ("fiche-4-2", 13, 2),
        ("fiche-4-3", 9, 0),
        ("fiche-4-4", 6, 1),
        ("fiche-5-1", 10, 2),
        ("fiche-5-2", 10, 1),
        ("fiche-6-1", 15, 1),
        ("fiche-6-2", 11, 3),
        ("fiche-6-3", 9, 1),
        ("fiche-6-4", 19, 2),
    ],
)
def test_each_sheet_has_its_rows(contract: Contract, sheet: str, actions: int, state: int) -> None:
    orientation = next(orientation for orientation in contract.orientations if orientation.id == sheet)
    assert sum(len(commitment.actions) for commitment in orientation.commitments) == actions
    assert sum(commitment.by is CommitmentBy.STATE for commitment in orientation.commitments) == state


def test_it_has_the_61_indicators_in_order_each_with_a_target_every_year(contract: Contract) -> None:
    assert [indicator.number for indicator in contract.indicators] == [str(number) for number in range(1, 62)]
    without = {
        (indicator.number, year)
        for indicator in contract.indicators
        for year in range(2023, 2028)
        if not any(year in span for span in indicator.targets)
    }
    assert without == {("28", 2023)}, "only number 28 is printed without a target, in 2023"


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("1", "23 jours | 22 jours | 20 jours | 19 jours | 18 jours"),
        ("8", "ND | 25 % | 23 % | 21 % | 20 %"),
        ("21", "6 000 | 10 000 | > 10 000 | > 10 000 | > 10 000"),
        ("43", "10,27 % | 9,73 % | 9,19 % | 8,11 % | 7,03 %"),
        ("55", "45 %-55 % | 45 %-55 % | 45 %-55 % | 45 %-55 % | 45 %-55 %"),
    ],
)
def test_targets_are_as_printed(contract: Contract, number: str, printed: str) -> None:
    indicator = _numbered(contract, number)
    written = [str(target) for target in indicator.targets.values()]
    assert [text.removesuffix(" assistants médicaux") for text in written] == printed.split(" | ")


def test_relative_targets_keep_their_printed_base_year(contract: Contract) -> None:
    bases = [target.base_year for target in _numbered(contract, "37").targets.values() if isinstance(target, Relative)]
    assert bases == [2022, 2022, 2022, 2025, 2022]


def test_number_60_is_an_average_change_over_the_period(contract: Contract) -> None:
    ((span, target),) = _numbered(contract, "60").targets.items()
    assert (str(span), target) == ("2023-2027", AverageChange(Decimal("-0.5")))


def test_three_priorities_and_seven_success_markers_group_elements_that_exist(contract: Contract) -> None:
    kinds = [grouping.kind for grouping in contract.groupings]
    assert kinds.count(GroupingKind.PRIORITY) == 3
    assert kinds.count(GroupingKind.SUCCESS_MARKER) == 7
    assert all(member in contract.paths for grouping in contract.groupings for member in grouping.members)
    assert all(grouping.members for grouping in contract.groupings)


def test_annexe_1_has_9_rows(contract: Contract) -> None:
    assert len(contract.data_sharing) == 9


def test_annexe_4_has_six_funds(contract: Contract) -> None:
    assert [fund.code for fund in contract.funds] == ["FNGA", "FNPEIS", "FNASS", "FLCA", "FAC", "FNDS"]


@pytest.mark.parametrize(
    ("line", "column", "printed"),
    [
        ("fnga-depenses-nettes", "2026", "5968920"),
        ("fnga-depenses-nettes", "2027", "5893546"),
        ("fnga-depenses-nettes", "2023", "5982977"),
    ],
)
def test_fund_lines_are_as_printed_errors_included(contract: Contract, line: str, column: str, printed: str) -> None:
    rows = {row.id: row for fund in contract.funds for row in fund.rows()}
    assert rows[line].amounts[column] == Decimal(printed)


@pytest.mark.parametrize(
    ("fund", "total", "printed"),
    [
        ("FNPEIS", "2025", "481.6"),
        ("FLCA", "2027", "130"),
        ("FAC", "2025", "259151020"),
        ("FNDS", "2023", "11500000"),
        ("FNASS", "2024", "190334.591"),
    ],
)
def test_each_fund_holds_its_printed_yearly_total(contract: Contract, fund: str, total: str, printed: str) -> None:
    of_fund = next(one for one in contract.funds if one.code == fund)
    assert Decimal(printed) in {row.amounts.get(total) for row in of_fund.rows()}


def test_every_fund_gives_every_year_of_the_contract(contract: Contract) -> None:
    for fund in contract.funds:
        assert {str(year) for year in contract.period.years} <= {column.id for column in fund.columns}, fund.code


def test_the_annual_report_is_due_each_15_march_about_the_year_before(contract: Contract) -> None:
    report = next(obligation for obligation in contract.obligations if obligation.id == "bilan-annuel")
    assert [day.isoformat() for day in due_dates(report)] == [f"{year}-03-15" for year in range(2024, 2029)]
    assert report.about == 1


@pytest.mark.parametrize(("fund", "dates"), [("fnga", 20), ("fnpeis", 20), ("fnass", 20), ("flca", 20), ("fac", 20)])
def test_each_fund_has_four_budget_dashboards_a_year(contract: Contract, fund: str, dates: int) -> None:
    dashboards = [one for one in contract.obligations if one.fund == fund and "tbb" in one.id]
    assert sum(len(due_dates(one)) for one in dashboards) == dates


def test_ids_are_used_once(contract: Contract) -> None:
    ids = [element.id for path, element in contract.walk() if hasattr(element, "id") and "columns" not in path]
    assert len(ids) == len(set(ids))


def test_every_element_has_its_place_in_a_file(loaded: LoadedContract) -> None:
    for path, _ in loaded.contract.walk():
        position = loaded.position(path)
        assert position.line >= 1
        assert position.file.is_relative_to(FOLDER)


def _numbered(contract: Contract, number: str) -> Indicator:
    return next(indicator for indicator in contract.indicators if indicator.number == number)
