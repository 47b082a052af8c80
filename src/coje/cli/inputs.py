"""What users type: days, years, folders, and the options that several commands share."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import click

from coje.cli.clock import today


class Day(click.ParamType[date]):
    """A day, as ``2025-03-15`` or ``15/03/2025``."""

    name = "jour"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day, or say what was expected."""
        if isinstance(value, date):
            return value
        try:
            return _day_of(value.strip())
        except ValueError:
            self.fail(f"« {value} » n'est pas une date ; attendu 2025-03-15 ou 15/03/2025.", param, ctx)


def _day_of(text: str) -> date:
    french = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    if french:
        day, month, year = map(int, french.groups())
        return date(year, month, day)
    return date.fromisoformat(text)


class Month(click.ParamType[date]):
    """A month, as ``2025-03``: its first day."""

    name = "mois"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the month, or say what was expected."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(f"{value.strip()}-01")
        except ValueError:
            self.fail(f"« {value} » n'est pas un mois ; attendu par exemple 2025-03.", param, ctx)


class WholeNumber(click.ParamType[int]):
    """A whole number that is not negative: a year, a seed."""

    def __init__(self, name: str, example: int) -> None:
        self.name = name
        self.example = example

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read the number, or say what was expected."""
        if isinstance(value, int):
            return value
        if not re.fullmatch("[0-9]{1,9}", value.strip()):
            self.fail(f"« {value} » n'est pas un nombre entier ; attendu par exemple {self.example}.", param, ctx)
        return int(value)


def _named(name: str, kind: click.Path) -> click.Path:
    """A kind of path, by its French name: Click looks for it too early, before it speaks French."""
    kind.name = name
    return kind


FOLDER = _named("dossier", click.Path(exists=True, file_okay=False, path_type=Path))
FILE = _named("fichier", click.Path(exists=True, dir_okay=False, path_type=Path))
NEW_FILE = _named("fichier", click.Path(dir_okay=False, path_type=Path))
NEW_FOLDER = _named("dossier", click.Path(file_okay=False, path_type=Path))

contract = click.argument("folder", metavar="CONTRAT", type=FOLDER, help="Dossier du contrat, avec son contrat.yaml.")

as_of = click.option(
    "--as-of",
    "day",
    metavar="JOUR",
    type=Day(),
    default=today,
    show_default="aujourd'hui",
    help="Jour dont on prend la connaissance : contrat alors en vigueur, retours alors reçus.",
)
year = click.option(
    "--year",
    metavar="ANNÉE",
    type=WholeNumber("année", 2025),
    help="Année évaluée ; sans elle, la dernière année achevée du contrat.",
)
as_json = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text pour lire, json pour une machine (nombres exacts en texte, dates ISO).",
)
network = click.option(
    "--network",
    metavar="FICHIER",
    type=FILE,
    help="Fichier du réseau d'organismes. Sans elle : celui du dossier networks, voisin du dossier contracts, dont la "
    "caisse nationale est partie au contrat ; à défaut, la caisse nationale seule.",
)
ledger = click.option("--ledger", metavar="REGISTRE", type=FOLDER, help="Dossier du registre des retours.")
published = click.option(
    "--no-published",
    "published",
    flag_value=False,
    default=True,
    help="Laisse de côté les résultats publiés livrés avec le contrat.",
)
held = click.option(
    "--held",
    metavar="HYPOTHÈSE",
    multiple=True,
    help="Tient pour vraie l'hypothèse d'une cible sous condition, écrite comme dans le contrat ; à répéter au besoin.",
)
