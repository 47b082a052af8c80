"""The real contract, in a folder of its own, with an amendment to try."""

from __future__ import annotations

import shutil
from pathlib import Path

from cli.conftest import CNAM

TEXT = """\
# Le commentaire reste.
id: avenant-1
title: Avenant n° 1
effective_on: 2025-07-01
reason: Revoyure du premier semestre 2025
changes:
  - change: set
    element: delai-instruction-c2s
    field: targets.2026
    before: {before} jours
    after: {after} jours
"""


def copied(to: Path) -> Path:
    """A copy of the contract."""
    return Path(shutil.copytree(CNAM, to / "cnam"))


def draft(to: Path, name: str = "projet.yaml", *, before: int = 19, after: int = 17, more: str = "") -> Path:
    """An amendment that asks for a shorter delay in 2026."""
    file = to / name
    file.write_text(TEXT.format(before=before, after=after) + more, encoding="utf-8")
    return file


def amended(to: Path, *, signed_on: str) -> Path:
    """A copy of the contract with the amendment, signed."""
    folder = copied(to)
    (folder / "avenants").mkdir()
    draft(folder / "avenants", more=f"signed_on: {signed_on}\n")
    return folder
