"""The checks of rows of measures, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from coje.reading.checks import BadCells
from coje.reading.headers import Table
from coje.reading.measure_texts import CONTENT, FIGURES
from coje.reading.numerals import AMBIGUOUS
from coje.records.frames import PARIS

READS = {
    "value": (("value",), "une valeur"),
    "fraction": (("numerator", "denominator"), "un numérateur et un dénominateur"),
    "weighted": (("value", "denominator"), "une valeur et son poids en dénominateur"),
    "distribution": (("distribution",), "une distribution, par exemple 3:120 4:80"),
}
"""The fields that a record carries, by what the indicator's aggregation reads, and how to say it."""

_NOT_A_NUMBER = "attendu un nombre, par exemple 1 234,5"
_AMBIGUOUS = "le point sépare-t-il des milliers ou des décimales ? écrire 1234 ou 1,234"


def bad_cells(tables: Sequence[Table], rows: pl.DataFrame) -> pl.DataFrame:
    """Every bad cell of the measures, in the order of the file."""
    bad = BadCells(tables)
    dated = ["known_on"] if "known_on" in rows.columns else []
    bad.add_problems(rows, "indicator", "body", "period", "provisional", *dated)
    bad.add_formulas(rows, "perimeter", "unit", "source", "comment")
    _check_time(rows, bad)
    _check_numbers(rows, bad)
    _check_content(rows, bad)
    identified = pl.all_horizontal(pl.col("indicator_id", "body_id", "start").is_not_null())
    key = ["indicator_id", "body_id", "start", "end", "record_perimeter", *dated]
    bad.add_repetitions(rows, "period", key, identified)
    return bad.cells()


def _check_time(rows: pl.DataFrame, bad: BadCells) -> None:
    known_on = pl.col("known_at").dt.convert_time_zone(PARIS.key).dt.date()
    begins = pl.col("start").dt.strftime("%d/%m/%Y")
    bad.add(rows, "period", pl.col("start") > known_on, pl.format("cette période ne commence que le {}", begins))
    not_open = (pl.col("opened_on") >= pl.col("end")) | (pl.col("closed_on") <= pl.col("start"))
    bad.add(rows, "body", not_open, "cet organisme n'existe pas sur la période")


def _check_numbers(rows: pl.DataFrame, bad: BadCells) -> None:
    for field in FIGURES:
        text = pl.col(field)
        reason = pl.when(text.str.contains(AMBIGUOUS)).then(pl.lit(_AMBIGUOUS)).otherwise(pl.lit(_NOT_A_NUMBER))
        bad.add(rows, field, text.is_not_null() & pl.col(f"{field}_number").is_null(), reason)
    for field in ("numerator", "denominator"):
        bad.add(rows, field, pl.col(f"{field}_suffix") != "€", "attendu un nombre sans unité")
    bad.add(rows, "value", pl.col("suffix_problem").is_not_null(), pl.col("suffix_problem"))
    unread = pl.col("distribution").is_not_null() & pl.col("distribution_cases").is_null()
    bad.add(rows, "distribution", unread, "attendu des couples valeur:nombre de cas, par exemple 3:120 4:80")
    numerator, denominator = pl.col("numerator_number"), pl.col("denominator_number")
    bad.add(rows, "denominator", denominator < 0, "un dénominateur n'est jamais négatif")
    too_high = pl.col("is_share") & (numerator > denominator) & pl.col("comment").is_null()
    reason = pl.format(
        "dépasse le dénominateur ({}) alors que l'indicateur est en % ; corriger, ou l'expliquer en commentaire",
        pl.col("denominator"),
    )
    bad.add(rows, "numerator", too_high, reason)


def _check_content(rows: pl.DataFrame, bad: BadCells) -> None:
    """Each row carries what its indicator reads and nothing else, or nothing at all and the reason in a comment.

    The national body may also declare a plain value, whatever the indicator reads.
    """
    given = {field: pl.col(field).is_not_null() for field in CONTENT}
    declared = pl.col("is_national") & given["value"] & ~pl.any_horizontal(given[field] for field in CONTENT[1:])
    measured = ~declared & pl.any_horizontal(given.values())
    wanted = {
        field: pl.col("reads").is_in([reads for reads, (fields, _) in READS.items() if field in fields])
        for field in CONTENT
    }
    said = pl.col("reads").replace_strict({reads: words for reads, (_, words) in READS.items()}, return_dtype=pl.String)
    in_excess = {field: given[field] & ~wanted[field] for field in CONTENT}
    for field in CONTENT:
        to_empty = pl.format("à laisser vide : cet indicateur se lit avec {}", said)
        bad.add(rows, field, measured & in_excess[field], to_empty)
        lacking = measured & wanted[field] & ~given[field] & ~pl.any_horizontal(in_excess.values())
        bad.add(rows, field, lacking, pl.format("à remplir : cet indicateur se lit avec {}", said))
