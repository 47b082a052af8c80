"""Columns of numbers as people type them: decimal comma, spaces between thousands, a unit behind."""

from __future__ import annotations

import polars as pl

from coje.contract.numbers import SPACES
from coje.records.frames import DISTRIBUTION, EXACT

_PLAIN = r"^[+-]?[0-9]+(?:[.,][0-9]+)?$"
_TYPED = (
    rf"^(?<sign>[+\-−])?[{SPACES}]*(?<whole>[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+|[0-9]+)(?<fraction>[.,][0-9]+)?"
    rf"[{SPACES}]*(?<suffix>[^0-9.,;:+\-−{SPACES}eE].*|[eE](?:[^0-9+\-].*)?)?$"
)
AMBIGUOUS = rf"^[+\-−]?[{SPACES}]*[1-9][0-9]{{0,2}}\.[0-9]{{3}}(?:[^0-9]|$)"
"""``1.234`` may be one and a bit, or one thousand two hundred and thirty-four."""

_PAIR = r"([0-9]+) ?: ?([0-9]+)"
_DISTRIBUTION = rf"^{_PAIR}(?:\s+{_PAIR})*$"


def parse_numerals(texts: pl.Series, *, decimal_point: bool = False) -> pl.DataFrame:
    """The ``number`` in each text and the ``suffix`` behind it (``%``, ``jours``); no number when it cannot be read.

    Numbers are exact to the millionth; digits beyond are rounded. A point is
    read as a decimal point, except where it may separate thousands (unless
    ``decimal_point`` says that it never does).

    >>> parse_numerals(pl.Series(["- 90 000", "82,5 %", "1.5", "1.234"])).rows()
    [(Decimal('-90000.000000'), None), (Decimal('82.500000'), '%'), (Decimal('1.500000'), None), (None, None)]
    """
    known = texts.str.contains(_PLAIN)
    if not decimal_point:
        known &= ~texts.str.contains(AMBIGUOUS)
    number = _exact(texts.str.replace(",", ".", literal=True).set(~known, None))
    suffix = pl.Series("suffix", [None], pl.String).new_from_index(0, len(texts))
    others = (~known).arg_true()
    if len(others):
        typed = _typed(texts.gather(others), decimal_point=decimal_point)
        number, suffix = number.scatter(others, typed["number"]), suffix.scatter(others, typed["suffix"])
    return pl.DataFrame({"number": number, "suffix": suffix})


def _typed(texts: pl.Series, *, decimal_point: bool) -> pl.DataFrame:
    parts = texts.str.extract_groups(_TYPED).struct.unnest()
    sign = pl.when(pl.col("sign").is_in(["-", "−"])).then(pl.lit("-")).otherwise(pl.lit(""))
    whole = pl.col("whole").str.replace_all(rf"[{SPACES}]", "")
    fraction = pl.col("fraction").str.replace(",", ".", literal=True).fill_null("")
    parts = parts.select(pl.concat_str(sign, whole, fraction).alias("number"), pl.col("suffix").str.strip_chars())
    if not decimal_point:
        parts = parts.with_columns(pl.when(~texts.str.contains(AMBIGUOUS)).then("number"))
    return parts.with_columns(_exact(parts["number"]))


def _exact(texts: pl.Series) -> pl.Series:
    return texts.cast(EXACT, strict=False)


def parse_distributions(texts: pl.Series) -> pl.Series:
    """The cases at each value, by value, from ``3:120 4:80``; none when the text says something else.

    >>> parse_distributions(pl.Series(["4:80 3:120", "3:1 3:2"])).to_list()
    [[{'at': 3, 'cases': 120}, {'at': 4, 'cases': 80}], None]
    """
    rows = pl.DataFrame({"text": texts}).with_row_index("place")
    pairs = (
        rows.filter(pl.col("text").str.contains(_DISTRIBUTION))
        .select("place", pair=pl.col("text").str.extract_all(_PAIR))
        .explode("pair")
        .with_columns(pl.col("pair").str.extract_groups(_PAIR).struct.rename_fields(["at", "cases"]))
        .unnest("pair")
        .with_columns(pl.col("at").cast(pl.Int32, strict=False), pl.col("cases").cast(pl.Int64, strict=False))
    )
    sound = pl.col("at").is_not_null() & pl.col("at").is_unique() & pl.col("cases").is_not_null()
    read = (
        pairs.sort("place", "at")
        .group_by("place")
        .agg(pl.struct("at", "cases").alias("distribution"), sound=sound.all())
        .filter("sound")
    )
    return rows.join(read, on="place", how="left", maintain_order="left")["distribution"].cast(DISTRIBUTION)
