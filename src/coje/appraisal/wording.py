"""The words people read for each status, and figures as they are written in French."""

from __future__ import annotations

from decimal import Decimal

from coje.appraisal.actions import Advance
from coje.appraisal.attainment import Attainment, Status, Trend
from coje.appraisal.figures import Completeness
from coje.appraisal.values import plain
from coje.contract.model import Frequency, Indicator
from coje.contract.numbers import format_number
from coje.contract.targets import AverageChange, Relative
from coje.contract.units import pluralize

STATUS = {
    Status.MET: "atteint",
    Status.MISSED: "manqué",
    Status.IMPROVING: "en progrès",
    Status.WORSENING: "en recul",
    Status.NOT_DUE: "non dû",
    Status.NOT_MEASURED: "non mesuré",
    Status.NOT_ASSESSABLE: "non évaluable",
}

ADVANCE = {
    Advance.DONE: "réalisé",
    Advance.IN_PROGRESS: "en cours",
    Advance.LATE: "en retard",
    Advance.NOT_STARTED: "non commencé",
    Advance.NOT_DUE: "non dû",
    Advance.ABANDONED: "abandonné",
}

TREND = {
    Trend.IMPROVING: "en progrès",
    Trend.WORSENING: "en recul",
    Trend.STABLE: "stable",
    Trend.UNKNOWN: "inconnue",
}

COMPLETENESS = {
    Completeness.COMPLETE: "complet",
    Completeness.PARTIAL: "partiel",
    Completeness.ABSENT: "absent",
}

SLOT = {
    Frequency.MONTHLY: "mois",
    Frequency.QUARTERLY: "trimestre",
    Frequency.HALF_YEARLY: "semestre",
    Frequency.YEARLY: "année",
}

SIMULATED = "Données simulées"

THIN_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"


def number(value: Decimal, *, signed: bool = False) -> str:
    """A number for display: narrow no-break spaces between thousands.

    >>> number(Decimal("1234.5")) == "1\\u202f234,5"
    True
    """
    return format_number(value, signed=signed, space=THIN_SPACE)


def amount(value: Decimal | None, unit: str | None, *, signed: bool = False) -> str:
    """A number with its unit, or a dash when there is none."""
    if value is None:
        return "–"
    if unit is None:
        return number(value, signed=signed)
    return f"{number(value, signed=signed)}{NO_BREAK_SPACE}{pluralize(unit, value)}"


def count(number_of: int, thing: str) -> str:
    """How many of a thing, agreed as in French.

    >>> count(1, "organisme"), count(131, "organisme")
    ('1 organisme', '131 organismes')
    """
    return f"{number(Decimal(number_of))} {pluralize(thing, Decimal(number_of))}"


def unit_of(indicator: Indicator, attainment: Attainment) -> str | None:
    """The unit of the value that is compared: a change is in percent, whatever the level is in."""
    return "%" if isinstance(plain(attainment.target), Relative | AverageChange) else indicator.unit


def value_text(indicator: Indicator, attainment: Attainment) -> str:
    """The value compared with the target, with its unit."""
    return amount(attainment.value.rounded, unit_of(indicator, attainment))


def target_text(indicator: Indicator, attainment: Attainment) -> str:
    """The target as written in the contract, with the indicator's unit when it gives none."""
    target = attainment.target
    if target is None:
        return "–"
    quantity = getattr(target, "quantity", None)
    text = str(target)
    if quantity is not None and quantity.unit is None and indicator.unit:
        text = f"{text} {pluralize(indicator.unit, quantity.value)}"
    return display(text)


def display(text: str) -> str:
    """French typography for a short text: no-break spaces before units and between thousands."""
    spaced = []
    for position, character in enumerate(text):
        before, after = text[position - 1 : position], text[position + 1 : position + 2]
        if character == " " and before.isdigit() and after.isdigit():
            spaced.append(THIN_SPACE)
        elif character == " " and (before.isdigit() or after in {"%", "€", ":", ";", "»", "?", "!"} or before == "«"):
            spaced.append(NO_BREAK_SPACE)
        else:
            spaced.append(character)
    return "".join(spaced)


def status_text(attainment: Attainment) -> str:
    """The status in words, with what makes it fragile."""
    words = [STATUS[attainment.status]]
    if attainment.is_decided and attainment.value.completeness is Completeness.PARTIAL:
        words.append("partiel")
    if attainment.is_decided and attainment.value.provisional:
        words.append("provisoire")
    return words[0] if len(words) == 1 else f"{words[0]} ({', '.join(words[1:])})"
