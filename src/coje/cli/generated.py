"""Rewrites every generated file of the repository (`make generated`); tests compare them with what is there."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from coje.cli.french import CATALOGUE
from coje.cli.reference import commands_page
from coje.contract.checker.catalogue import catalogue
from coje.contract.reference import reference_page
from coje.contract.schema import SCHEMA_FILE, schema_text

ROOT = Path(__file__).parents[3]


def contents() -> dict[Path, bytes]:
    """What each generated file must hold."""
    return {
        CATALOGUE.with_suffix(".mo"): _compiled(CATALOGUE),
        SCHEMA_FILE: schema_text().encode(),
        ROOT / "docs" / "commandes.md": commands_page().encode(),
        ROOT / "docs" / "fichiers-contrat.md": reference_page().encode(),
        ROOT / "docs" / "regles.md": catalogue().encode(),
    }


def _compiled(catalogue: Path) -> bytes:
    """A message catalogue as gettext reads it."""
    compiled = BytesIO()
    with catalogue.open("rb") as text:
        write_mo(compiled, read_po(text))
    return compiled.getvalue()


if __name__ == "__main__":
    for file, content in contents().items():
        file.write_bytes(content)
        print(file.relative_to(ROOT))
