"""Rows of measures: what each text means."""

from __future__ import annotations

from datetime import datetime, time

import polars as pl

from coje.reading.checks import spread
from coje.reading.days import DayError, parse_day
from coje.reading.headers import plain
from coje.reading.numerals import parse_distributions, parse_numerals
from coje.reading.parts import Origin
from coje.reading.reference import BODY, INDICATOR, PERIOD, Reference, same_unit
from coje.records.frames import MEASURES, PARIS

FIGURES = ("value", "numerator", "denominator")
CONTENT = (*FIGURES, "distribution")

_YES = frozenset({"oui", "o", "vrai", "true", "1", "x", "provisoire"})
_NO = frozenset({"non", "n", "faux", "false", "0", "definitif"})


def understood(rows: pl.DataFrame, reference: Reference, origin: Origin, *, decimal_point: bool) -> pl.DataFrame:
    """The rows with, beside each text, what it means; ``x_problem`` says why the text ``x`` means nothing."""
    return _with_numbers(_with_words(rows, reference, origin), decimal_point=decimal_point)


def _with_words(rows: pl.DataFrame, reference: Reference, origin: Origin) -> pl.DataFrame:
    rows = spread(rows, ["indicator"], INDICATOR, reference.indicator)
    rows = spread(rows, ["body"], BODY, reference.body)
    rows = spread(rows, ["period", "frequency"], PERIOD, reference.period)
    rows = spread(rows, ["provisional"], {"is_provisional": pl.Boolean, "provisional_problem": pl.String}, _yes_or_no)
    rows = spread(rows, ["unit", "own_unit"], {"record_unit": pl.Categorical}, _unit)
    rows = spread(rows, ["perimeter", "is_national"], {"record_perimeter": pl.Categorical}, _perimeter)
    if origin.recorded_at is None:
        return spread(rows, ["known_on"], {"known_at": MEASURES["recorded_at"], "known_on_problem": pl.String}, _moment)
    return rows.with_columns(known_at=pl.lit(origin.recorded_at, MEASURES["recorded_at"]))


def _with_numbers(rows: pl.DataFrame, *, decimal_point: bool) -> pl.DataFrame:
    numbers = [
        parse_numerals(rows[field], decimal_point=decimal_point).select(pl.all().name.prefix(f"{field}_"))
        for field in FIGURES
    ]
    cases = parse_distributions(rows["distribution"]).alias("distribution_cases")
    rows = pl.concat([rows, *numbers, cases.to_frame()], how="horizontal")
    return spread(rows, ["value_suffix", "record_unit", "own_unit"], {"suffix_problem": pl.String}, _suffix)


def _yes_or_no(text: str | None) -> tuple[bool | None, str | None]:
    word = plain(text or "non")
    if word in _YES or word in _NO:
        return word in _YES, None
    return None, "attendu « oui » ou « non »"


def _unit(text: str | None, own_unit: str | None) -> tuple[str | None]:
    """The unit of the record: the indicator's, spelled as the contract does, or another one, kept as written."""
    return (own_unit if text and own_unit and same_unit(text, own_unit) else text,)


def _suffix(suffix: str | None, unit: str | None, own_unit: str | None) -> tuple[str | None]:
    expected = unit or own_unit
    if suffix is None or (expected and same_unit(suffix, expected)):
        return (None,)
    return (f"« {suffix} » n'est pas l'unité attendue ({expected or 'aucune'})",)


def _perimeter(text: str | None, is_national: bool | None) -> tuple[str | None]:
    """Said of the national body, « national » is no other perimeter than the indicator's own."""
    return (None if is_national and plain(text or "") == "national" else text,)


def _moment(text: str | None) -> tuple[datetime | None, str | None]:
    """The first instant, in Paris, of the day a result became known."""
    try:
        return datetime.combine(parse_day(text or ""), time(), PARIS), None
    except DayError as error:
        return None, str(error)
