"""Days and periods as people write them, or as a spreadsheet rewrites them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from babel.dates import get_month_names

from coje.contract.model import Frequency
from coje.reading.headers import plain
from coje.records.periods import MonthSpan, PeriodError, parse_period, slot_of

_MONTHS = {
    plain(name): number
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, locale="fr").items()
}
_NAME = r"(?P<name>[^\W\d_]{3,})\.?"
_DAY = re.compile(rf"(?P<day>[0-9]{{1,2}}|1er)[ /.-](?:(?P<month>[0-9]{{1,2}})|{_NAME})[ /.-](?P<year>[0-9]{{4}})")
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?: 00:00:00)?(?P<name>)")
_MONTH = re.compile(rf"(?:(?P<month>[0-9]{{1,2}})[/-]|{_NAME}[ -])(?P<year>[0-9]{{4}})")
_PART = re.compile(
    r"(?:(?P<rank>[1-4])(?:er|e|ème|nd)? (?P<kind>trimestre|semestre)|(?P<letter>[ts])(?P<digit>[1-4]))"
    r"[ -](?P<year>[0-9]{4})"
)
_YEARS = re.compile(r"([0-9]{4})-([0-9]{4})")


class DayError(ValueError):
    """The text is not a day."""


def parse_day(text: str) -> date:
    """Read ``31/03/2024``, ``31 mars 2024`` or ``2024-03-31`` (what a date cell of a workbook becomes).

    >>> parse_day("1er avril 2024")
    datetime.date(2024, 4, 1)
    """
    match = _match_day(text)
    if match is None:
        raise DayError("attendu une date, par exemple 31/03/2024")
    try:
        return date(int(match["year"]), _month(match), int(match["day"].removesuffix("er")))
    except ValueError:
        raise DayError("cette date n'existe pas") from None


def read_period(text: str, frequency: Frequency) -> MonthSpan:
    """Read a period written freely: ``2024-03``, ``03/2024``, ``mars 2024``, ``T1 2024``, ``1er semestre 2024``.

    A day stands for the slot of the indicator's frequency that it begins or
    ends; any other day is refused.

    >>> str(read_period("mars 2024", Frequency.YEARLY)), str(read_period("31/03/2024", Frequency.QUARTERLY))
    ('2024-03', '2024-T1')
    """
    if _match_day(text):
        return _slot_bounded_by(text, frequency)
    return parse_period(_canonical(text))


def _slot_bounded_by(text: str, frequency: Frequency) -> MonthSpan:
    try:
        day = parse_day(text)
    except DayError as error:
        raise PeriodError(text, str(error)) from None
    slot = slot_of(day, frequency)
    if day not in {slot.start, slot.end - timedelta(days=1)}:
        raise PeriodError(
            text, f"cette date ne dit pas la période (premier ou dernier jour) ; écrire par exemple {slot}"
        )
    return slot


def _canonical(text: str) -> str:
    written = text.lower()
    if match := _PART.fullmatch(written):
        letter = (match["kind"] or match["letter"])[0].upper()
        return f"{match['year']}-{letter}{match['rank'] or match['digit']}"
    if (match := _MONTH.fullmatch(written)) and (month := _month(match)):
        return f"{match['year']}-{month:02d}"
    return _YEARS.sub(r"\1/\2", text)


def _match_day(text: str) -> re.Match[str] | None:
    match = _ISO_DAY.fullmatch(text) or _DAY.fullmatch(text.lower())
    return match if match and (match["month"] or _month(match)) else None


def _month(match: re.Match[str]) -> int:
    """The number of the month; 0 when its name is no month."""
    parts = match.groupdict()
    return int(parts["month"]) if parts["month"] else _MONTHS.get(plain(parts["name"]), 0)
