"""« D'où vient ce chiffre ? »: a figure read like an invoice.

An explanation gives the result, the formula with the numbers in place, the
records behind it with who entered them and when, what was missing, what was
left out and why, the rounding, and the clause of the contract.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from coje.appraisal.appraise import Appraisal
from coje.appraisal.attainment import Attainment
from coje.appraisal.figures import Figure
from coje.appraisal.selection import carries_something
from coje.appraisal.values import Value, plain
from coje.appraisal.wording import SIMULATED, amount, count, number, status_text, target_text, value_text
from coje.contract.model import Indicator, Rule
from coje.contract.targets import AverageChange
from coje.contract.units import pluralize
from coje.network.bodies import Network
from coje.records.frames import MEASURE_KEY

SHOWN = ["body", "start", "end", "value", "numerator", "denominator", "distribution", "provisional", "perimeter"]
SHOWN += ["unit", "source", "comment", "simulated", "recorded_at", "recorded_by"]


@dataclass(frozen=True)
class Step:
    """One line of the calculation: a label, the numbers in place, the result."""

    label: str
    expression: str
    result: str


@dataclass(frozen=True)
class Explanation:
    """Everything behind one figure.

    ``records`` are the rows that made it; ``unused`` the other rows known for
    that year, with a column ``why``; ``history`` every revision of them, the
    corrected ones included.
    """

    title: str
    result: str
    target: str
    status: str
    steps: tuple[Step, ...]
    clause: str
    definition: str
    rounding: str
    notes: tuple[str, ...]
    records: pl.DataFrame
    unused: pl.DataFrame
    history: pl.DataFrame


def explain(appraisal: Appraisal, indicator_id: str, year: int | None = None) -> Explanation:
    """Explain the figure of an indicator for a year (the year reported on unless given).

    ``KeyError`` when the contract has no such indicator or the year is not one of its years.
    """
    asked = appraisal.year if year is None else year
    attainment = appraisal.attainments[(indicator_id, asked)]
    indicator = appraisal.contract.indicator(indicator_id)
    years = [figure.year for figure in attainment.value.figures]
    used = _used(appraisal, indicator, attainment.value.figures)
    return Explanation(
        title=f"Indicateur {indicator.number} – {indicator.name}, année {asked}",
        result=value_text(indicator, attainment),
        target=target_text(indicator, attainment),
        status=_status_sentence(attainment),
        steps=tuple(_steps(appraisal, indicator, attainment)),
        clause=_clause(appraisal, indicator),
        definition=indicator.definition or "définition non annexée au contrat",
        rounding=_rounding(indicator, attainment.value),
        notes=tuple(_notes(appraisal, indicator, attainment)),
        records=used.select(SHOWN).sort("body", "start"),
        unused=_unused(appraisal, indicator, years, used),
        history=_of_years(appraisal.history.measures, indicator, years).select(SHOWN).sort("recorded_at"),
    )


def _status_sentence(attainment: Attainment) -> str:
    words = status_text(attainment)
    return f"{words} : {attainment.reason}" if attainment.reason else words


def _clause(appraisal: Appraisal, indicator: Indicator) -> str:
    version = f"{appraisal.contract.title}, version {appraisal.contract.version}"
    return f"{indicator.clause} – {version}" if indicator.clause else version


def _rounding(indicator: Indicator, value: Value) -> str:
    if value.exact is None or value.rounded is None:
        return "rien à arrondir"
    places = count(indicator.decimals, "décimale")
    return f"{_long(value.exact)} arrondi à {places}, demi vers le haut : {number(value.rounded)}"


def _long(value: Decimal) -> str:
    """An exact value, cut for reading after ten decimals."""
    cut = round(value, 10).normalize()
    return number(_short(cut)) + ("" if cut == value else "…")


def _steps(appraisal: Appraisal, indicator: Indicator, attainment: Attainment) -> list[Step]:
    figures = attainment.value.figures
    steps = [_figure_step(appraisal, indicator, figure) for figure in figures if figure.exact is not None]
    value = attainment.value
    if value.baseline is not None:
        steps.append(Step("Situation de départ inscrite au contrat", "", amount(value.baseline, indicator.level_unit)))
    if value.exact is None or (len(figures) < 2 and value.baseline is None):
        return steps
    start = value.baseline if value.baseline is not None else figures[-1].exact
    return [*steps, _change_step(indicator, attainment, start)]


def _change_step(indicator: Indicator, attainment: Attainment, start: Decimal | None) -> Step:
    figures, exact = attainment.value.figures, attainment.value.exact
    assert exact is not None
    is_average = isinstance(plain(attainment.target), AverageChange)
    if is_average and not indicator.level_unit:
        terms = " + ".join(number(figure.exact) for figure in figures if figure.exact is not None)
        return Step("Moyenne des évolutions annuelles", f"({terms}) / {len(figures)}", f"{_long(exact)} %")
    assert start is not None
    assert figures[0].exact is not None
    years = attainment.year - attainment.span.first + 1 if is_average else 1
    power = f" ^ (1/{years})" if years > 1 else ""
    expression = f"(({_long(figures[0].exact)} / {_long(start)}){power} − 1) × 100"
    return Step("Évolution depuis l'année de base", expression, f"{_long(exact)} %")


def _figure_step(appraisal: Appraisal, indicator: Indicator, figure: Figure) -> Step:
    assert figure.exact is not None
    label = f"Valeur nationale {figure.year}"
    if figure.declared:
        label += ", déclarée par l'organisme national"
    else:
        label += f", calculée sur {count(figure.bodies, 'organisme')}"
    return Step(label, _expression(appraisal, indicator, figure), _level(indicator, figure.exact))


def _level(indicator: Indicator, exact: Decimal) -> str:
    unit = indicator.record_unit
    return f"{_long(exact)} {pluralize(unit, exact)}" if unit else _long(exact)


def _expression(appraisal: Appraisal, indicator: Indicator, figure: Figure) -> str:
    sums, aggregation = figure.sums, indicator.aggregation
    if sums.cases is not None and aggregation is not None and aggregation.quantile is not None:
        share = number(_short(aggregation.quantile * 100))
        return f"plus petite valeur telle que {share} % des {number(Decimal(sums.cases))} cas sont à ce niveau ou moins"
    if sums.numerator is not None and sums.denominator is not None and aggregation is not None:
        scale = "" if aggregation.scale == 1 else f"{number(aggregation.scale)} × "
        return f"{scale}{number(_short(sums.numerator))} / {number(_short(sums.denominator))}"
    if sums.weighted is not None and sums.denominator is not None:
        weights = number(_short(sums.denominator))
        return f"somme des valeurs pondérées {number(_short(sums.weighted))} / somme des poids {weights}"
    rows = _used(appraisal, indicator, (figure,)).height
    last = aggregation is None or aggregation.over_time is Rule.LAST
    what = "dernière période" if last else "somme"
    return f"{what} de {count(rows, 'enregistrement')}"


def _short(value: Decimal) -> Decimal:
    """Without the zeros that storage adds."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _notes(appraisal: Appraisal, indicator: Indicator, attainment: Attainment) -> list[str]:
    notes = []
    for figure in attainment.value.figures:
        if figure.missing:
            notes.append(_missing_sentence(appraisal, figure))
        if figure.reason:
            notes.append(f"{figure.year} : {figure.reason}.")
    if attainment.value.provisional:
        notes.append("Au moins un enregistrement est provisoire.")
    if attainment.value.simulated:
        notes.append(f"{SIMULATED} : ce chiffre ne décrit aucun organisme réel.")
    if indicator.source_note:
        notes.append(f"Texte du contrat : {indicator.source_note}")
    return notes


def _missing_sentence(appraisal: Appraisal, figure: Figure) -> str:
    names = [
        appraisal.network.by_id[one.body].name if one.body in appraisal.network.by_id else one.body
        for one in figure.missing
    ]
    slots = sum(one.slots for one in figure.missing)
    listed = ", ".join(names[:10]) + (f" et {len(names) - 10} autres" if len(names) > 10 else "")
    return (
        f"{figure.year} : {count(figure.present, 'retour')} sur {count(figure.expected, 'attendu')} ; "
        f"il en manque {number(Decimal(slots))}, de {count(len(names), 'organisme')} : {listed}."
    )


def _of_years(measures: pl.DataFrame, indicator: Indicator, years: list[int]) -> pl.DataFrame:
    touches = [
        (pl.col("start") < pl.date(year + 1, 1, 1)) & (pl.col("end") > pl.date(year, 1, 1)) for year in set(years)
    ]
    return measures.filter((pl.col("indicator") == indicator.id) & pl.any_horizontal(touches or [pl.lit(False)]))


def _used(appraisal: Appraisal, indicator: Indicator, figures: tuple[Figure, ...]) -> pl.DataFrame:
    """The rows that made the figures: of the declared side or of the bodies, of the last slot when only it counts."""
    usable = appraisal.figures.usable
    made = [
        (pl.col("year") == figure.year)
        & (pl.col("declared") == figure.declared)
        & ((pl.col("over_time") != "last") | (pl.col("end") == figure.up_to))
        for figure in figures
        if figure.bodies
    ]
    return usable.filter((pl.col("indicator") == indicator.id) & pl.any_horizontal(made or [pl.lit(False)]))


def _unused(appraisal: Appraisal, indicator: Indicator, years: list[int], used: pl.DataFrame) -> pl.DataFrame:
    """Rows known for the years that did not enter the figures, each with the reason."""
    key = MEASURE_KEY
    figures, own = appraisal.figures, pl.col("indicator") == indicator.id
    left = (
        _of_years(appraisal.known.measures, indicator, years)
        .join(used, on=key, how="anti", nulls_equal=True)
        .join(figures.usable.filter(own).select(*key, is_usable=True), on=key, how="left", nulls_equal=True)
        .join(figures.eligible.filter(own).select(*key, is_eligible=True), on=key, how="left", nulls_equal=True)
    )
    return left.select(*SHOWN, _why_unused(appraisal, indicator).alias("why")).sort("body", "start")


def _why_unused(appraisal: Appraisal, indicator: Indicator) -> pl.Expr:
    known_bodies = [appraisal.network.national, *appraisal.network.by_id]
    own_unit = indicator.record_unit or ""
    is_local = pl.col("body").cast(pl.String) != appraisal.network.national
    return (
        pl.when(pl.col("is_usable") & is_local & pl.lit(indicator.aggregation is None))
        .then(pl.lit("pas de règle pour agréger les valeurs des organismes"))
        .when(pl.col("is_usable"))
        .then(pl.lit("valeur nationale déclarée, ou période plus récente retenue"))
        .when(pl.col("is_eligible"))
        .then(pl.lit("détail d'une année donnée aussi en entier"))
        .when(pl.col("perimeter").is_not_null())
        .then(pl.lit("périmètre différent"))
        .when(~carries_something())
        .then(pl.lit("valeur non fournie"))
        .when(pl.col("unit").cast(pl.String) != own_unit)
        .then(pl.lit("unité différente"))
        .when(pl.col("body").cast(pl.String).is_in(known_bodies).not_())
        .then(pl.lit("organisme inconnu du réseau"))
        .when(is_local & pl.lit(indicator.level == "national"))
        .then(pl.lit("indicateur mesuré au niveau national"))
        .when(_is_closed(appraisal.network))
        .then(pl.lit("organisme fermé pendant toute la période"))
        .otherwise(pl.lit("période ou contenu que la règle d'agrégation ne lit pas"))
    )


def _is_closed(network: Network) -> pl.Expr:
    """Records of a body over a period on no day of which it exists."""
    body, first, last = pl.col("body").cast(pl.String), date.min, date.max
    return pl.any_horizontal(
        pl.lit(False),
        *(
            (body == one.id)
            & ((pl.col("end") <= (one.opened_on or first)) | (pl.col("start") >= (one.closed_on or last)))
            for one in network.bodies
            if one.opened_on or one.closed_on
        ),
    )
