"""`coje schema`: the JSON Schema of contract files, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from coje.cli.command import Command
from coje.cli.inputs import NEW_FILE
from coje.contract.schema import schema_text

EXAMPLES = {
    "coje schema --out contrat.schema.json": "Écrit le schéma dans un fichier",
    "coje schema": "L'affiche",
}


@click.command(name="schema", cls=Command, examples=EXAMPLES)
@click.option("--out", metavar="FICHIER", type=NEW_FILE, help="Fichier à écrire ; sans elle, la sortie standard.")
def command(out: Path | None) -> None:
    """Donne le schéma JSON des fichiers de contrat, pour l'éditeur.

    Un éditeur qui lit ce schéma aide à la saisie : titres en français, choix possibles, fautes soulignées. En tête d'un
    fichier YAML : « # yaml-language-server: $schema=contrat.schema.json ».
    """
    if out is None:
        click.echo(schema_text(), nl=False)
    else:
        out.write_text(schema_text(), encoding="utf-8")
        click.echo(f"Schéma : {out}")
