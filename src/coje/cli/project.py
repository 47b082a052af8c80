"""`coje project`: where indicators are heading by the end of the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

import click
from rich.console import RenderableType
from rich.text import Text

from coje.appraisal.projection import Model, Projection, YearOutlook, project
from coje.appraisal.projection_wording import chance_text, limits, model_text
from coje.appraisal.wording import display, number
from coje.cli import case, inputs
from coje.cli.command import Command
from coje.cli.elements import named
from coje.cli.naming import indicator_named
from coje.cli.printing import NARROWEST_NAME, WIDEST_TARGET, ColumnHead, details, show, show_json, table, working
from coje.reports.notes import general_remarks
from coje.reports.phrases import compact, listed

EXAMPLES = {
    "coje project contracts/cnam-2023-2027 --ledger var/demo/registre": "Chaque indicateur, en fin de contrat",
    "coje project contracts/cnam-2023-2027 2 --ledger var/demo/registre": "Un indicateur, année par année",
}


@click.command(name="project", cls=Command, examples=EXAMPLES, refuses=case.REFUSES)
@case.known_options
@click.argument("name", metavar="[INDICATEUR]", required=False, help="Nom ou numéro de l'indicateur à détailler.")
@inputs.as_json
def command(name: str | None, form: str, **asked: Any) -> None:
    """Projette les indicateurs jusqu'à la fin du contrat.

    D'après l'historique infra-annuel : valeur attendue, intervalle à 80 % et probabilité d'atteindre chaque cible qui
    reste. Avec INDICATEUR : le modèle, son erreur sur les périodes mises de côté, et ses limites. Sans historique
    suffisant, rien n'est projeté, et la raison est dite.
    """
    appraisal = case.appraised(**asked)
    chosen = indicator_named(appraisal.contract, name).id if name else None
    with working("Projection des indicateurs"):
        projections = project(appraisal)
    if form == "json":
        kept = projections.values() if chosen is None else [projections[chosen]]
        show_json(case.identity(appraisal) | {"projections": [_plain(projection) for projection in kept]})
    else:
        parts = _detail(projections[chosen]) if chosen else _overview(projections)
        show([*general_remarks(appraisal), *parts])


def _overview(projections: Mapping[str, Projection]) -> Iterator[RenderableType]:
    projected = [projection for projection in projections.values() if projection.years]
    if projected:
        yield Text(f"À la fin de {projected[0].years[-1].year} :")
        rows = table(("N°", "right"), "Indicateur", *_COLUMNS)
        rows.columns[1].min_width, rows.columns[4].max_width = NARROWEST_NAME, WIDEST_TARGET
        for projection in projected:
            rows.add_row(projection.indicator.number, projection.indicator.name, *_cells(projection.years[-1], compact))
        yield rows
    silent = [projection.indicator.number for projection in projections.values() if not projection.years]
    if silent:
        yield Text(f"Sans projection : n° {listed(silent)} (« coje project CONTRAT NUMÉRO » dit pourquoi).")


def _detail(projection: Projection) -> Iterator[RenderableType]:
    yield named(projection.indicator)
    if projection.years:
        rows = table(("Année", "fit"), *_COLUMNS)
        for outlook in projection.years:
            rows.add_row(str(outlook.year), *_cells(outlook, number))
        yield rows
    yield Text(model_text(projection))
    yield details(("•", limit) for limit in limits(projection))


_COLUMNS: tuple[ColumnHead, ...] = (("Attendu", "right"), ("À 80 %", "fit"), "Cible", ("Probabilité", "fit"))


def _cells(outlook: YearOutlook, written: Callable[[Decimal], str]) -> tuple[str, str, str, str]:
    found = outlook.value
    target = "–" if outlook.target is None else display(str(outlook.target))
    interval = f"{written(found.low_80)} à {written(found.high_80)}"
    return written(found.expected), interval, target, chance_text(outlook)


def _plain(projection: Projection) -> dict[str, Any]:
    return {
        "indicator": projection.indicator.id,
        "reason": projection.reason,
        "simulated": projection.simulated,
        "model": None if projection.model is None else _model(projection.model),
        "limits": limits(projection),
        "years": [
            {
                "year": outlook.year,
                "target": None if outlook.target is None else str(outlook.target),
                "chance": outlook.chance,
                "reason": outlook.reason,
                "value": asdict(outlook.value),
                "figure": asdict(outlook.figure),
                "known_slots": outlook.known,
                "slots": outlook.slots,
            }
            for outlook in projection.years
        ],
    }


def _model(model: Model) -> dict[str, Any]:
    held = model.held_back
    return {
        "scale": model.scale,
        "settings": model.settings,
        "sloped": model.sloped,
        "seasonal": model.seasonal,
        "held_back": [str(slot) for slot in held.slots],
        "error": held.error,
        "naive_error": held.naive_error,
        "inside_80": held.inside,
        "known": held.known,
    }
