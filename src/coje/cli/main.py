"""The `coje` command: a table of commands, each in its own module."""

from __future__ import annotations

import sys
from importlib.metadata import version
from io import TextIOWrapper

import click

from coje.cli.command import CommandsByModule

SUMMARIES = {
    "check": "Relit le texte d'un contrat et signale ce qui cloche.",
    "show": "Montre un contrat, ou un de ses éléments.",
    "diff": "Compare deux contrats, ou deux états d'un contrat.",
    "amend": "Essaie un avenant sur un contrat, et montre ce qu'il change.",
    "returns": "Prépare, importe et liste les retours des organismes.",
    "simulate": "Écrit des retours simulés, étiquetés comme tels, pour essayer.",
    "appraise": "Évalue un contrat, tel que connu un jour donné.",
    "explain": "Dit d'où vient un chiffre, ou un statut.",
    "project": "Projette les indicateurs jusqu'à la fin du contrat.",
    "report": "Écrit le bilan annuel : un classeur et un PDF.",
    "schema": "Donne le schéma JSON des fichiers de contrat, pour l'éditeur.",
}


@click.group(cls=CommandsByModule, summaries=SUMMARIES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("coje"), message="coje %(version)s", help="Affiche la version.")
def commands() -> None:
    """Suit une convention d'objectifs et de gestion (COG), du texte signé au bilan annuel.

    Un contrat est un dossier de fichiers YAML. Ses résultats sont les retours reçus, conservés dans un registre où rien
    ne s'efface. Tout ce que coje calcule l'est tel que connu un jour donné (--as-of) et s'explique (coje explain).

    Codes de sortie : 0 tout va bien, 1 observations ou fichier refusé, 2 commande mal écrite, 3 défaut du logiciel.
    """


def run() -> None:
    """Run as the `coje` program; a terminal that lacks a character shows another one, and nothing breaks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    commands.main(prog_name="coje")
