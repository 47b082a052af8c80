"""From what a user types to the element of the contract that it names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import click

from coje.contract.base import Element
from coje.contract.model import Action, Commitment, Contract, Indicator, Orientation


def indicator_named(contract: Contract, name: str) -> Indicator:
    """The indicator of that id or number; refused with the nearest ids when there is none."""
    for indicator in contract.indicators:
        if name in {indicator.id, indicator.number}:
            return indicator
    raise _unknown("indicateur", name, (indicator.id for indicator in contract.indicators))


def explained_named(contract: Contract, name: str) -> Indicator | Action | Commitment:
    """What can be explained under that name: an indicator by its id or number, an action or a commitment by its id."""
    elements: tuple[Indicator | Action | Commitment, ...]
    elements = (*contract.indicators, *contract.actions, *contract.commitments)
    for element in elements:
        if name in {element.id, getattr(element, "number", None)}:
            return element
    raise _unknown("indicateur, d'action ni d'engagement", name, (element.id for element in elements))


def element_named(contract: Contract, name: str) -> Element:
    """The element of that id, else the indicator of that number, else the sheet of that number (``1.1``)."""
    if name in contract.paths:
        return contract.at(contract.paths[name])
    numbered: tuple[Indicator | Orientation, ...] = (*contract.indicators, *contract.orientations)
    for element in numbered:
        if element.number == name:
            return element
    raise _unknown("élément", name, contract.paths)


def _unknown(what: str, name: str, known: Iterable[str]) -> click.UsageError:
    near = get_close_matches(name, known)
    advice = f"vouliez-vous {' ou '.join(near)} ?" if near else "« coje show CONTRAT » montre les noms."
    return click.UsageError(f"le contrat n'a pas d'{what} « {name} » ; {advice}")
