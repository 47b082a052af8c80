"""The demonstration network holds what its header says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from coje.network.bodies import BodyType, Network
from coje.network.files import load_network


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network(Path(__file__).parents[2] / "networks" / "assurance-maladie.yaml")


def test_it_has_131_bodies_of_the_types_announced(network: Network) -> None:
    assert Counter(body.type for body in network.bodies) == {
        BodyType.CPAM: 100,
        BodyType.CCSS: 2,
        BodyType.CGSS: 4,
        BodyType.CSS: 1,
        BodyType.CARSAT: 15,
        BodyType.CRAMIF: 1,
        BodyType.UGECAM: 8,
    }


def test_each_of_the_101_departments_has_its_body(network: Network) -> None:
    departments = Counter(body.department for body in network.bodies if body.department)
    assert len(departments) == 101
    assert {code: count for code, count in departments.items() if count > 1} == {"59": 4, "62": 2, "64": 2, "76": 2}


def test_weights_add_up_to_the_population_of_france(network: Network) -> None:
    served = sum(body.size or 0 for body in network.bodies if body.department)
    assert served == pytest.approx(67_900_000, rel=0.01)


def test_a_weight_that_is_not_public_is_marked(network: Network) -> None:
    shared = {body.id for body in network.bodies if body.department in {"59", "62", "64", "76"}}
    regional = {body.id for body in network.bodies if body.department is None}
    assert {body.id for body in network.bodies if body.simulated} == shared | regional


def test_every_body_has_a_region_and_a_weight(network: Network) -> None:
    assert all(body.region and body.size for body in network.bodies)
