"""The bundled COG, the demonstration network and three simulated years of both."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coje.contract.files import load
from coje.contract.model import Contract
from coje.network.bodies import Network
from coje.network.files import load_network
from coje.records.frames import Records
from coje.simulation.generator import simulate

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def cog() -> Contract:
    return load(ROOT / "contracts" / "cnam-2023-2027").contract


@pytest.fixture(scope="session")
def network() -> Network:
    return load_network(ROOT / "networks" / "assurance-maladie.yaml")


@pytest.fixture(scope="session")
def three_years(cog: Contract, network: Network) -> Records:
    return simulate(cog, network, seed=1, first=date(2023, 1, 1), last=date(2025, 12, 31))
