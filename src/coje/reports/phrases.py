"""Small pieces of French: dates, counts that agree, lists that end with « et »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_compact_decimal

from coje.appraisal.wording import NO_BREAK_SPACE
from coje.contract.units import pluralize
from coje.reports.cells import whole

_COMPACT_FROM = 100_000


def long_date(day: date) -> str:
    """A day in full.

    >>> long_date(date(2026, 3, 1)), long_date(date(2026, 3, 15))
    ('1er\\xa0mars\\xa02026', '15\\xa0mars\\xa02026')
    """
    text = format_date(day, "d MMMM y", locale="fr")
    return re.sub(r"^1 ", "1er ", text).replace(" ", NO_BREAK_SPACE)


def short_date(day: date) -> str:
    """A day in digits: ``15/03/2026``."""
    return f"{day:%d/%m/}{day.year:04d}"


def counted(count: int, noun: str) -> str:
    """A count and what is counted, in agreement.

    >>> counted(2, "action réalisée"), counted(0, "cible")
    ('2\\xa0actions réalisées', '0\\xa0cible')
    """
    return f"{whole(count)}{NO_BREAK_SPACE}{pluralize(noun, Decimal(count))}"


def agreed(count: int, one: str, several: str) -> str:
    """One of two words or phrases, by the count; nothing is singular in French."""
    return one if count < 2 else several


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Names in a row, the last after « et »; past ``most``, the others are counted.

    >>> listed(["a", "b", "c"]), listed(["a", "b", "c", "d"], most=2)
    ('a, b et c', 'a, b et 2\\xa0autres')
    """
    names = tuple(names)
    if most is not None and len(names) > most:
        names = (*names[:most], counted(len(names) - most, "autre"))
    return " et ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def short_name(name: str) -> str:
    """The acronym that ends a name, when there is one.

    >>> short_name("Direction de la Sécurité sociale (DSS)"), short_name("Direction du budget")
    ('DSS', 'Direction du budget')
    """
    acronym = re.search(r"\(([^()]+)\)$", name)
    return acronym[1] if acronym else name


def years_text(years: Sequence[int]) -> str:
    """Years in order, runs of three or more joined.

    >>> years_text([2023, 2025, 2026, 2027]), years_text([2023, 2024])
    ('2023, 2025-2027', '2023, 2024')
    """
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def compact(value: Decimal) -> str:
    """A number for the scale of a chart: large ones in thousands or millions.

    >>> compact(Decimal("7500000")), compact(Decimal("82.5"))
    ('7,5\\xa0M', '82,5')
    """
    if abs(value) < _COMPACT_FROM:
        return f"{value.normalize():,f}".replace(",", "\u202f").replace(".", ",")
    return format_compact_decimal(value, locale="fr", fraction_digits=2)
