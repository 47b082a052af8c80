"""Files appear whole or not at all, and are the same wherever and whenever they are made."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coje.reports.files import write_whole
from coje.reports.pdf.write import write_pdf
from coje.reports.workbook import write_workbook
from reports.setting import report

TESTS = Path(__file__).parents[1]
BUILD = """
import sys
from pathlib import Path
from coje.reports.pdf.write import write_pdf
from coje.reports.workbook import write_workbook
from reports.setting import report
folder = Path(sys.argv[1])
write_workbook(report(), folder / "bilan.xlsx")
write_pdf(report(), folder / "bilan.pdf")
"""


def test_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (_digests_of_a_process(tmp_path / name, seed) for name, seed in (("a", "1"), ("b", "2")))
    assert first == second


def test_a_file_that_was_there_is_replaced(tmp_path: Path) -> None:
    write_whole(tmp_path / "bilan.pdf", b"avant")
    write_whole(tmp_path / "bilan.pdf", b"apr\xc3\xa8s")
    assert (tmp_path / "bilan.pdf").read_bytes() == b"apr\xc3\xa8s"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_failed_write_leaves_the_file_as_it_was_and_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("plus de place")

    (tmp_path / "bilan.pdf").write_bytes(b"avant")
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="plus de place"):
        write_whole(tmp_path / "bilan.pdf", b"apres")
    assert (tmp_path / "bilan.pdf").read_bytes() == b"avant"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_path_may_be_a_text(tmp_path: Path) -> None:
    write_workbook(report(), str(tmp_path / "bilan.xlsx"))
    write_pdf(report(), str(tmp_path / "bilan.pdf"))
    assert {file.name for file in tmp_path.iterdir()} == {"bilan.xlsx", "bilan.pdf"}


def _digests_of_a_process(folder: Path, seed: str) -> dict[str, str]:
    folder.mkdir()
    environment = os.environ | {
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": str(TESTS),
        "TZ": "Asia/Tokyo" if seed == "2" else "UTC",
    }
    subprocess.run([sys.executable, "-c", BUILD, str(folder)], check=True, env=environment)
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}
