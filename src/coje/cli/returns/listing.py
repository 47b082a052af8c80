"""`coje returns list`: what is known of the indicators on a day, published or received."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click
import polars as pl
from rich.table import Table

from coje.cli import case, inputs, records
from coje.cli.command import Command
from coje.cli.naming import indicator_named
from coje.cli.printing import show, show_json, table
from coje.contract.model import Contract
from coje.records.frames import PARIS
from coje.reports.cells import whole
from coje.reports.notes import general_remarks
from coje.reports.phrases import short_date

EXAMPLES = {
    "coje returns list contracts/cnam-2023-2027": "Les résultats publiés, par indicateur",
    "coje returns list contracts/cnam-2023-2027 50": "Ceux d'un indicateur, un par ligne",
    "coje returns list contracts/cnam-2023-2027 --ledger var/registre --as-of 2025-03-15": "Avec les retours reçus",
}


@click.command(name="list", cls=Command, examples=EXAMPLES, refuses=case.REFUSES)
@case.known_options
@click.argument("name", metavar="[INDICATEUR]", required=False, help="Nom ou numéro de l'indicateur à détailler.")
@inputs.as_json
def command(name: str | None, form: str, **asked: Any) -> None:
    """Liste les résultats connus un jour donné, publiés ou reçus.

    Sans INDICATEUR : combien d'enregistrements, de quels organismes, sur quelles périodes. Avec INDICATEUR : chaque
    enregistrement qui tenait encore ce jour-là, avec sa source et qui l'a saisi.
    """
    appraisal = case.appraised(**asked)
    measures = appraisal.known.measures
    if name is not None:
        indicator = indicator_named(appraisal.contract, name)
        measures = measures.filter(pl.col("indicator") == indicator.id).sort("end", "body")
    if form == "json":
        show_json(measures.to_dicts())
    else:
        one_by_one = records.measures(measures, "enregistrement")
        listed = [_by_indicator(measures, appraisal.contract)] if name is None else one_by_one
        show([*general_remarks(appraisal), *listed])


def _by_indicator(measures: pl.DataFrame, contract: Contract) -> Table:
    rows = table(("N°", "right"), "Indicateur", ("Enreg.", "right"), ("Org.", "right"), "Mois", "Dernier reçu")
    summed = measures.group_by("indicator").agg(
        pl.len(), pl.col("body").n_unique(), pl.col("start").min(), pl.col("end").max(), pl.col("recorded_at").max()
    )
    by_id = {row[0]: row[1:] for row in summed.iter_rows()}
    for indicator in contract.indicators:
        if indicator.id in by_id:
            count, bodies, start, end, recorded_at = by_id[indicator.id]
            months = f"{start:%m/%Y} – {end - timedelta(days=1):%m/%Y}"
            received = short_date(recorded_at.astimezone(PARIS).date())
            rows.add_row(indicator.number, indicator.name, whole(count), whole(bodies), months, received)
    return rows
