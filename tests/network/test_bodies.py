from __future__ import annotations

from datetime import date

import pytest

from coje.network.bodies import Body, BodyType, Network

SPRING = (date(2024, 3, 1), date(2024, 6, 1))


def body(name: str, opened_on: date | None = None, closed_on: date | None = None) -> Body:
    return Body(name, name, BodyType.CPAM, opened_on=opened_on, closed_on=closed_on)


@pytest.mark.parametrize(
    ("opened_on", "closed_on", "is_open"),
    [
        (None, None, True),
        (date(2024, 5, 31), None, True),
        (date(2024, 6, 1), None, False),
        (None, date(2024, 3, 2), True),
        (None, date(2024, 3, 1), False),
        (date(2024, 4, 2), date(2024, 4, 3), True),
    ],
)
def test_a_body_is_open_during_a_period_when_it_exists_on_one_of_its_days(
    opened_on: date | None, closed_on: date | None, is_open: bool
) -> None:
    assert body("cpam", opened_on, closed_on).is_open_during(*SPRING) is is_open


def test_a_merger_inside_a_period_leaves_three_bodies_open_during_it() -> None:
    merged_on = date(2024, 4, 1)
    network = Network(
        "cnam", (body("nord", closed_on=merged_on), body("sud", closed_on=merged_on), body("tout", merged_on))
    )
    assert {one.id for one in network.bodies if one.is_open_during(*SPRING)} == {"nord", "sud", "tout"}
    assert {one.id for one in network.bodies if one.is_open_during(date(2024, 5, 1), date(2024, 6, 1))} == {"tout"}


def test_a_body_that_closes_on_the_day_it_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="ferme le 01/04/2024"):
        body("cpam", date(2024, 4, 1), date(2024, 4, 1))


@pytest.mark.parametrize("name", ["cpam", "cnam"])
def test_an_id_already_taken_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"« {name} » est donné deux fois"):
        Network("cnam", (body("cpam"), body(name)))


def test_a_body_is_found_by_its_id() -> None:
    assert Network("cnam", (body("cpam"),)).by_id["cpam"].name == "cpam"
