"""The words of a projection: its model, its error, its limits, in French.

They can be had without statsmodels: who has a projection has loaded it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from coje.appraisal.scales import Scale
from coje.appraisal.selection import over_time
from coje.appraisal.series import Series
from coje.appraisal.wording import NO_BREAK_SPACE, SLOT, amount, number
from coje.contract.model import Indicator, Rule
from coje.contract.numbers import round_half_up

if TYPE_CHECKING:
    from coje.appraisal.projection import Model, Projection, YearOutlook

SCALE = {
    Scale.SHARE: "échelle logistique",
    Scale.AMOUNT: "échelle logarithmique",
    Scale.COUNT: "échelle des racines carrées",
    Scale.ANY: "échelle d'origine",
}


def chance_text(outlook: YearOutlook) -> str:
    """The probability of reaching the target of a year, or why there is none."""
    match outlook.chance:
        case None:
            return outlook.reason or "–"
        case chance if chance < 1:
            return f"moins de 1{NO_BREAK_SPACE}%"
        case chance if chance > 99:
            return f"plus de 99{NO_BREAK_SPACE}%"
    return amount(outlook.chance, "%")


def model_text(projection: Projection) -> str:
    """What the projection rests on, and its error on the slots held back; why there is none otherwise."""
    model, series, indicator = projection.model, projection.series, projection.indicator
    if model is None or series is None:
        return f"Pas de projection : {projection.reason}."
    seen = amount(Decimal(len(series.usable)), SLOT[indicator.frequency])
    return (
        f"Modèle : niveau, pente qui peut s'amortir et effet de saison ({SCALE[model.scale]}), moyenne de "
        f"{model.settings} réglages pondérés par leur vraisemblance sur {seen}, "
        f"de {series.usable[0].slot} à {series.usable[-1].slot} ; "
        f"la pente y pèse {_percent(model.sloped)}, la saison {_percent(model.seasonal)}. "
        f"{_error_text(indicator, model)}"
    )


def model_line(projection: Projection) -> str:
    """The same in one line: what was read, what slope and season weigh, the error (of the year before, in brackets)."""
    model, series, indicator = projection.model, projection.series, projection.indicator
    if model is None or series is None:
        return ""
    naive = number(round_half_up(Decimal(model.held_back.naive_error), indicator.decimals + 1))
    return (
        f"{amount(Decimal(len(series.usable)), SLOT[indicator.frequency])} ; "
        f"pente {_percent(model.sloped)}, saison {_percent(model.seasonal)} ; "
        f"erreur {_error(indicator, model.held_back.error)} ({naive})"
    )


def _error_text(indicator: Indicator, model: Model) -> str:
    held = model.held_back
    aside = amount(Decimal(held.known), SLOT[indicator.frequency])
    return (
        f"Erreur moyenne sur {aside} mis de côté : {_error(indicator, held.error)} "
        f"(valeur de l'année précédente : {_error(indicator, held.naive_error)}) ; "
        f"{held.inside} sur {held.known} dans l'intervalle à 80{NO_BREAK_SPACE}%."
    )


def limits(projection: Projection) -> tuple[str, ...]:
    """What must be known to read the projection, one sentence each."""
    if projection.model is None or projection.series is None:
        return ()
    return tuple(_limits(projection.indicator, projection.series, projection.model))


def _limits(indicator: Indicator, series: Series, model: Model) -> Iterator[str]:
    yield "La projection prolonge le passé : elle n'anticipe ni mesure nouvelle ni rupture."
    if model.held_back.error > model.held_back.naive_error:
        yield "Sur la période mise de côté, reprendre la valeur de l'année précédente aurait été plus juste."
    if over_time(indicator) is Rule.QUANTILE:
        yield "Le quantile de l'année est approché par la moyenne de ceux de ses périodes, pondérés par leurs cas."
    if over_time(indicator) in {Rule.RATIO, Rule.MEAN}:
        yield "Chaque période à venir pèse autant que la même période de la dernière année connue."
    if series.adds_up and any(one.coverage < 1 for one in series.usable):
        yield "Une somme à laquelle manquent de petits organismes est relevée à proportion de leur poids."
    if series.left_out:
        listed = ", ".join(f"{one.slot} ({one.reason})" for one in series.left_out)
        yield f"Périodes que le modèle n'a pas lues : {listed}."


def _error(indicator: Indicator, error: float) -> str:
    unit = indicator.record_unit
    return amount(round_half_up(Decimal(error), indicator.decimals + 1), "point" if unit == "%" else unit)


def _percent(share: float) -> str:
    return f"{number(round_half_up(Decimal(100 * share), 0))}{NO_BREAK_SPACE}%"
