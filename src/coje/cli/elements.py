"""An element of a contract, laid out to be read in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import singledispatch

from rich.console import RenderableType
from rich.table import Table

from coje.appraisal.wording import display, number
from coje.cli.fund_table import FundTable
from coje.cli.printing import ColumnHead, details, heading, table
from coje.contract.base import Element
from coje.contract.model import (
    Axis,
    Commitment,
    Contract,
    Fund,
    Grouping,
    Indicator,
    Obligation,
    Orientation,
    Period,
)
from coje.contract.obligations import due_dates
from coje.contract.terms import own_name, word
from coje.reports.phrases import counted, listed, short_date, years_text


@singledispatch
def layout(element: Element, contract: Contract) -> Iterator[RenderableType]:
    """The parts to print for an element: its fields, with their French titles."""
    del contract
    yield named(element)
    yield details(fields(element))


def named(element: Element) -> RenderableType:
    """What an element is called, with its number and its id."""
    number_, name = getattr(element, "number", None), own_name(element)
    return heading(f"{number_} – {name}" if number_ else name, getattr(element, "id", ""))


def fields(element: Element, *, but: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """The French title and the text of each field that is filled in."""
    said = {"id", "number", "title", "name", *but}
    for key, field in type(element).model_fields.items():
        text = "" if key in said else text_of(key, getattr(element, key))
        if text:
            yield field.title or key, text


def text_of(key: str, value: object) -> str:
    """A field as people read it; nothing when it is empty."""
    match value:
        case tuple() if key == "due_years":
            return years_text(value)
        case tuple():
            return listed([text_of(key, item) for item in value])
        case Period(start=start, end=end):
            return f"du {short_date(start)} au {short_date(end)}, ce dernier jour exclu"
        case Element():
            return " ; ".join(f"{title.lower()} : {text}" for title, text in fields(value))
    return _word_of(value)


def _word_of(value: object) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "oui"
        case StrEnum():
            return word(value)
        case Decimal():
            return number(value)
        case date():
            return short_date(value)
    return display(str(value))


@layout.register
def _axis(axis: Axis, contract: Contract) -> Iterator[RenderableType]:
    yield named(axis)
    rows = table(("Nom", "fit"), "Fiche", *SHEET_COUNTS)
    for sheet in axis.orientations:
        rows.add_row(sheet.id, sheet.title, *sheet_counts(sheet, contract))
    yield rows


SHEET_COUNTS: tuple[ColumnHead, ...] = (("Engag.", "right"), ("Actions", "right"), ("Indic.", "right"))


def sheet_counts(sheet: Orientation, contract: Contract) -> Iterator[str]:
    """How many commitments, actions and indicators a sheet has."""
    yield str(len(sheet.commitments))
    yield str(sum(len(commitment.actions) for commitment in sheet.commitments))
    yield str(sum(indicator.orientation == sheet.id for indicator in contract.indicators))


@layout.register
def _orientation(orientation: Orientation, contract: Contract) -> Iterator[RenderableType]:
    yield named(orientation)
    rows = table(("Élément", "fit"), "Intitulé", "Échéances")
    for commitment in orientation.commitments:
        title = f"Pris par {word(commitment.by)} : {commitment.title}"
        rows.add_row(commitment.id, title, years_text(commitment.due_years), style="bold")
        for action in commitment.actions:
            rows.add_row(f"  {action.id}", action.title, years_text(action.due_years))
    yield rows
    attached = [indicator for indicator in contract.indicators if indicator.orientation == orientation.id]
    if attached:
        yield indicators_table(attached)


def indicators_table(indicators: Iterable[Indicator]) -> Table:
    """Indicators, with the targets of each year."""
    rows = table(("N°", "right"), "Indicateur", "Cibles")
    for indicator in indicators:
        targets = " · ".join(f"{span} : {display(str(target))}" for span, target in indicator.targets.items())
        rows.add_row(indicator.number, f"{indicator.name} ({indicator.id})", targets)
    return rows


@layout.register
def _commitment(commitment: Commitment, contract: Contract) -> Iterator[RenderableType]:
    del contract
    yield named(commitment)
    yield details(fields(commitment, but=["actions"]))
    rows = table(("Action", "fit"), "Intitulé et livrable", "Échéances")
    for action in commitment.actions:
        proof = f"\nLivrable : {action.deliverable}" if action.deliverable else ""
        rows.add_row(action.id, action.title + proof, years_text(action.due_years), end_section=True)
    if commitment.actions:
        yield rows


@layout.register
def _indicator(indicator: Indicator, contract: Contract) -> Iterator[RenderableType]:
    del contract
    yield named(indicator)
    yield details(fields(indicator, but=["targets"]))
    rows = table(("Année", "fit"), "Cible")
    for span, target in indicator.targets.items():
        rows.add_row(str(span), display(str(target)))
    yield rows


@layout.register
def _fund(fund: Fund, contract: Contract) -> Iterator[RenderableType]:
    del contract
    yield heading(f"{fund.code} – {fund.name}", fund.id)
    yield details(fields(fund, but=["code", "columns", "groups", "lines"]))
    yield FundTable(fund)


@layout.register
def _grouping(grouping: Grouping, contract: Contract) -> Iterator[RenderableType]:
    yield named(grouping)
    yield details(fields(grouping, but=["members"]))
    rows = table(("Élément", "fit"), "Intitulé")
    for member in grouping.members:
        path = contract.paths.get(member)
        rows.add_row(member, own_name(contract.at(path)) if path else "(inconnu du contrat)")
    yield rows


@layout.register
def _obligation(obligation: Obligation, contract: Contract) -> Iterator[RenderableType]:
    yield named(obligation)
    yield details(fields(obligation, but=["rrule", "about"]))
    dates = due_dates(obligation, contract.period.end)
    yield details([(counted(len(dates), "échéance"), ", ".join(map(short_date, dates)))])
