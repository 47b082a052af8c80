"""How the tests of the command line call it: in this process, in a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coje.cli.main import commands

ROOT = Path(__file__).parents[2]
CNAM = ROOT / "contracts" / "cnam-2023-2027"

Run = Callable[..., Result]


def call(*words: object, columns: int = 80) -> Result:
    """Call ``coje`` with these words; days, paths and numbers are written as text."""
    runner = CliRunner(env={"COLUMNS": str(columns)})
    return runner.invoke(commands, [str(word) for word in words], prog_name="coje", catch_exceptions=False)


@pytest.fixture
def run() -> Run:
    """The command line."""
    return call


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Simulated returns of the whole network for 2023 and 2024."""
    folder = tmp_path_factory.mktemp("cli") / "registre"
    assert call("simulate", CNAM, "--ledger", folder, "--to", "2024-12").exit_code == 0
    return folder
