"""The benchmarks still start: each module imports, and `make bench` knows them all."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"
MODULES = sorted(file.stem for file in FOLDER.glob("*.py") if file.stem not in {"__init__", "__main__", "measuring"})


@pytest.mark.parametrize("name", MODULES)
def test_a_benchmark_has_something_to_run(name: str) -> None:
    assert callable(import_module(f"benchmarks.{name}").main)


@pytest.mark.parametrize("name", MODULES)
def test_make_bench_runs_it(name: str) -> None:
    assert name in (FOLDER / "__main__.py").read_text(encoding="utf-8")
