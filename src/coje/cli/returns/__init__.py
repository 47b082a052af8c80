"""`coje returns`: what bodies have to send, have sent, and what is known of it."""

from __future__ import annotations

import click

from coje.cli.command import OrderedGroup
from coje.cli.returns import imports, listing, progress, template


@click.group(name="returns", cls=OrderedGroup)
def command() -> None:
    """Prépare, importe et liste les retours des organismes.

    Un retour est un classeur ou un fichier CSV : un modèle à remplir (template), que l'on importe entier ou pas du tout
    dans un registre (import), d'où rien ne s'efface : une correction est une ligne de plus.
    """


for each in (template.command, imports.command, listing.command, progress.command):
    command.add_command(each)
