"""The French sentence of each difference between two contracts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from coje.contract.base import Element, excerpt
from coje.contract.diff.differences import Continuity, DifferenceKind
from coje.contract.diff.fields import FieldChange
from coje.contract.diff.pairing import Link, Pair
from coje.contract.model import Contract
from coje.contract.numbers import format_number
from coje.contract.terms import NOUNS, named, own_name, word

_LONGEST_VALUE = 120

_SERIES = {
    None: "",
    Continuity.CONTINUOUS: " La série continue.",
    Continuity.LIKELY: " La série continue sans doute : à vérifier.",
    Continuity.BROKEN: " La série est rompue.",
}
_REASONS = {
    Link.SAME_ID: "même identifiant",
    Link.CONTINUES: "suite déclarée",
    Link.NEAR_NAME: "intitulés presque identiques",
}


def added(element: Element, parent: Element, inside: int) -> str:
    """``La fiche 1.1 « … » est ajoutée dans l'axe 1 « … », avec les 3 éléments qu'elle contient.``"""
    return f"{_subject(element)} est {_agree(element, 'ajouté')}{_within(parent)}{_inside(element, inside)}."


def removed(element: Element, parent: Element, inside: int) -> str:
    """``L'action « … » est retirée ; elle était dans l'engagement « … ».``"""
    place = "" if isinstance(parent, Contract) else f" ; {_pronoun(element)} était dans {named(parent)}"
    return f"{_subject(element)} est {_agree(element, 'retiré')}{_inside(element, inside)}{place}."


def moved(element: Element, before: Element, after: Element) -> str:
    """``La fiche 1.1 « … » est déplacée : elle était dans l'axe 1 « … », elle est dans l'axe 2 « … ».``"""
    it = _pronoun(element)
    places = f"{it} était dans {_own(before)}, {it} est dans {_own(after)}"
    return f"{_subject(element)} est {_agree(element, 'déplacé')} : {places}."


def reordered(element: Element, before: int, after: int) -> str:
    """``L'indicateur 12 « … » passe du rang 12 au rang 1.``"""
    return f"{_subject(element)} passe du rang {before} au rang {after}."


def identified(element: Element, pair: Pair, continuity: Continuity | None) -> str:
    """``L'indicateur 12 « … » change d'identifiant : « a » devient « b » (suite déclarée). La série continue.``"""
    change = f"« {pair.old} » devient « {pair.new} » ({_REASONS[pair.link]})"
    return f"{_subject(element)} change d'identifiant : {change}.{_SERIES[continuity]}"


def changed(element: Element, change: FieldChange, kind: DifferenceKind, continuity: Continuity | None) -> str:
    """``L'indicateur 12 « … » : la cible 2026 passe de « 20 jours » à « 19 jours ».``"""
    if kind is DifferenceKind.RENAMED:
        return f"{_subject(element)} s'appelait {_shown(change.before)}.{_SERIES[continuity]}"
    entry = change.field.partition(".")[2]
    if kind is DifferenceKind.RETARGETED:
        what = f"la cible {entry}"
    else:
        title = type(element).model_fields[change.name].title
        what = f"« {title} », {entry}," if entry else f"« {title} »"
    return f"{_subject(element)} : {what} {_passage(change)}.{_SERIES[continuity]}"


def _passage(change: FieldChange) -> str:
    if change.before in (None, ()):
        return f"est désormais {_shown(change.after)} (rien auparavant)"
    if change.after in (None, ()):
        return f"disparaît (auparavant {_shown(change.before)})"
    return f"passe de {_shown(change.before)} à {_shown(change.after)}"


def _subject(element: Element) -> str:
    name = named(element)
    return name[0].upper() + name[1:]


def _agree(element: Element, participle: str) -> str:
    return NOUNS[type(element)].agree(participle)


def _pronoun(element: Element) -> str:
    return "elle" if NOUNS[type(element)].feminine else "il"


def _within(parent: Element) -> str:
    return "" if isinstance(parent, Contract) else f" dans {named(parent)}"


def _own(parent: Element) -> str:
    return "le contrat" if isinstance(parent, Contract) else named(parent)


def _inside(element: Element, count: int) -> str:
    if not count:
        return ""
    what = "l'élément" if count == 1 else f"les {count} éléments"
    return f", avec {what} qu'{_pronoun(element)} contient"


def _shown(value: object) -> str:
    return f"« {excerpt(_text(value), _LONGEST_VALUE)} »"


def _text(value: object) -> str:
    if isinstance(value, StrEnum):
        return word(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Decimal):
        return format_number(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    return _fields_text(value) if isinstance(value, Element) else str(value)


def _fields_text(element: Element) -> str:
    """An element by its name, or else by what it holds: ``année : 2021, valeur : 31``."""
    fields = type(element).model_fields
    filled = {name: getattr(element, name) for name in fields if getattr(element, name) is not None}
    return own_name(element) or ", ".join(
        f"{str(fields[name].title).lower()} : {_text(value)}" for name, value in filled.items()
    )
