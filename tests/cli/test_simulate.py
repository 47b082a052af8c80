"""`coje simulate`: a ledger of labelled, seeded returns."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import CNAM, Run
from coje.records.ledger import Ledger

SHORT = ("--to", "2023-02")


def test_the_ledger_written_is_simulated_whole_and_says_so(run: Run, tmp_path: Path) -> None:
    written = run("simulate", CNAM, "--ledger", tmp_path / "registre", *SHORT)
    records = Ledger(tmp_path / "registre").read()

    assert written.exit_code == 0
    assert "Données simulées" in written.stdout
    assert records.measures["simulated"].all()
    assert records.measures["end"].max().isoformat() <= "2023-03-01"


def test_the_same_seed_gives_the_same_returns_and_another_seed_others(run: Run, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        run("simulate", CNAM, "--ledger", tmp_path / name, "--seed", seed, *SHORT)
    first, same, other = (Ledger(tmp_path / name).read().measures for name in "abc")

    assert first.equals(same)
    assert not first.equals(other)


def test_simulated_returns_do_not_mix_with_those_of_a_ledger(run: Run, ledger: Path) -> None:
    before = Ledger(ledger).read().measures.height

    refused = run("simulate", CNAM, "--ledger", ledger, *SHORT)

    assert refused.exit_code == 1
    assert "ce registre n'est pas vide" in refused.stderr
    assert Ledger(ledger).read().measures.height == before


@pytest.mark.parametrize("month", ["2023", "mars 2023", "2023-13"])
def test_a_month_is_refused_with_an_example(run: Run, tmp_path: Path, month: str) -> None:
    refused = run("simulate", CNAM, "--ledger", tmp_path, "--to", month)

    assert refused.exit_code == 2
    assert "n'est pas un mois ; attendu par exemple 2025-03." in " ".join(refused.stderr.split())


def test_the_ledger_to_write_must_be_named(run: Run) -> None:
    assert "il manque l'option '--ledger'" in run("simulate", CNAM).stderr
