"""`coje schema`: what editors read."""

from __future__ import annotations

import json
from pathlib import Path

from cli.conftest import Run


def test_the_schema_is_printed_for_whoever_asks(run: Run) -> None:
    schema = json.loads(run("schema").stdout)

    assert schema["title"] == "Fichier d'un contrat"
    assert "Indicator" in schema["$defs"]


def test_the_schema_is_written_where_asked(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "contrat.schema.json"

    assert run("schema", "--out", file).stdout == f"Schéma : {file}\n"
    assert file.read_text(encoding="utf-8") == run("schema").stdout
