"""`coje appraise`: what a contract is worth on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from coje.appraisal.appraise import Appraisal
from coje.appraisal.attainment import Attainment, Status
from coje.appraisal.figures import Completeness
from coje.appraisal.frames import attainment_rows, commitment_rows, deadline_rows, promise_rows, rollup_row
from coje.appraisal.synthesis import of_axes, of_contract, of_orientations
from coje.appraisal.wording import STATUS, amount, target_text, unit_of
from coje.cli import case, inputs
from coje.cli.command import Command
from coje.cli.marks import marked
from coje.cli.printing import NARROWEST_NAME, WIDEST_TARGET, details, heading, show, show_json, table
from coje.reports.cells import Amount
from coje.reports.notes import general_remarks
from coje.reports.palette import status_badge
from coje.reports.phrases import listed, long_date
from coje.reports.sentences import contract_sentence, remarks
from coje.reports.summaries import Bar, summary

EXAMPLES = {
    "coje appraise contracts/cnam-2023-2027 --ledger var/demo/registre": "Chaque indicateur, tel que connu aujourd'hui",
    "coje appraise contracts/cnam-2023-2027 --as-of 15/03/2025 --summary": "La synthèse, telle que connue ce jour-là",
    "coje appraise contracts/cnam-2023-2027 --year 2024 --format json": "Une année, pour une machine",
}


@click.command(name="appraise", cls=Command, examples=EXAMPLES, refuses=case.REFUSES)
@case.options
@click.option("--summary", "brief", is_flag=True, help="La synthèse seule : phrase, nombres, résultats manquants.")
@inputs.as_json
def command(brief: bool, form: str, **asked: Any) -> None:
    """Évalue un contrat, tel que connu un jour donné.

    Chaque indicateur face à sa cible de l'année : atteint, manqué, en progrès, en recul, non dû, non mesuré ou non
    évaluable. Un résultat partiel (des retours d'organismes manquent) ou absent est signalé comme tel.
    """
    appraisal = case.appraised(**asked)
    if form == "json":
        show_json(_data(appraisal))
    else:
        show((*_head(appraisal), *(_summary(appraisal) if brief else [_indicators(appraisal)])))


def _head(appraisal: Appraisal) -> Iterator[RenderableType]:
    contract = appraisal.contract
    yield heading(contract.title)
    known = f"Année {appraisal.year}, telle que connue le {long_date(appraisal.day)} (version {contract.version})."
    yield Text("\n".join((known, *general_remarks(appraisal))))


def _indicators(appraisal: Appraisal) -> Table:
    rows = table(("N°", "right"), "Indicateur", "Cible", ("Valeur", "right"), ("Écart", "right"), ("État", "fit"))
    rows.columns[1].min_width, rows.columns[2].max_width = NARROWEST_NAME, WIDEST_TARGET
    for attainment in appraisal.of_year():
        indicator = appraisal.contract.indicator(attainment.indicator)
        rows.add_row(
            indicator.number,
            indicator.name,
            target_text(indicator, attainment),
            Amount(attainment.value.rounded, unit_of(indicator, attainment)).short,
            amount(attainment.gap, None, signed=bool(attainment.gap)),
            _state(attainment),
        )
    return rows


def _state(attainment: Attainment) -> Text:
    """The status, and under it whether the data are partial or provisional."""
    fragile = (("partiel", _is_partial(attainment)), ("provisoire", attainment.value.provisional))
    return marked(status_badge(attainment.status), *(word for word, holds in fragile if holds))


def _summary(appraisal: Appraisal) -> Iterator[RenderableType]:
    whole = of_contract(appraisal)
    total = summary(whole)
    yield Text(contract_sentence(total, appraisal.year, appraisal.day))
    yield details(
        (label, _counts(bar))
        for label, bar in (
            ("Indicateurs", total.indicators),
            ("Actions", total.actions),
            ("Engagements de la caisse", total.commitments),
            ("Engagements de l'État", total.state_commitments),
        )
        if bar.total
    )
    notes = remarks(whole)
    if notes:
        yield Text("\n".join(notes))
    gaps = [(label, numbers) for label, numbers in _gaps(appraisal) if numbers]
    if gaps:
        yield details(gaps)


def _counts(bar: Bar) -> str:
    return " · ".join(f"{segment.badge.word} {segment.count}" for segment in bar.segments if segment.count)


def _gaps(appraisal: Appraisal) -> Iterator[tuple[str, str]]:
    """The indicators whose figure is partial, and those that could not be assessed, by number."""
    every = appraisal.of_year()
    yield "Résultats partiels", _numbers(appraisal, (one for one in every if _is_partial(one)))
    for status in (Status.NOT_MEASURED, Status.NOT_ASSESSABLE):
        label = STATUS[status].capitalize()
        yield label, _numbers(appraisal, (one for one in every if one.status is status))


def _is_partial(attainment: Attainment) -> bool:
    return attainment.value.completeness is Completeness.PARTIAL


def _numbers(appraisal: Appraisal, attainments: Iterable[Attainment]) -> str:
    return listed([appraisal.contract.indicator(one.indicator).number for one in attainments])


def _data(appraisal: Appraisal) -> dict[str, Any]:
    return case.identity(appraisal) | {
        "year": appraisal.year,
        "synthesis": rollup_row(of_contract(appraisal)),
        "axes": [rollup_row(part) for part in of_axes(appraisal)],
        "orientations": [rollup_row(part) for part in of_orientations(appraisal)],
        "indicators": attainment_rows(appraisal),
        "commitments": commitment_rows(appraisal),
        "promises": promise_rows(appraisal),
        "deadlines": deadline_rows(appraisal),
    }
