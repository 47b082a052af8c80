"""Units as French writes them after a number: ``1 jour ouvré``, ``23 jours ouvrés``, ``14 m2``."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

_SINGULAR_IN_S = re.compile(
    "accès|avis|bus|cas|colis|concours|corps|cours|devis|décès|fois|frais|mois|parcours|pays|permis|processus"
    "|recours|relais|rendez-vous|repas|succès|temps|tiers|virus"
)
_SYMBOL = re.compile(r".*[^a-zà-ÿœ'’-].*|[^aeiouyà-ÿœ]*|min")
"""Signs, capitals, digits, or no vowel at all: ``%``, ``ETP``, ``m2``, ``km``."""
_PREPOSITION = re.compile("(?:à|aux?|avec|d[eu]?|des|en|hors|l[ae]?|les|par|pour|sans|sur)(?:['’].*)?")

_SYNONYMS = {"eur": "€", "pour cent": "%", "pourcent": "%"}

_WordChange: TypeAlias = Callable[[str], str]


def pluralize(unit: str, value: Decimal) -> str:
    """The unit as written after that number: words before a preposition take an s from 2 upwards.

    >>> pluralize("jour ouvré", Decimal(23)), pluralize("bénéficiaire par ETP", Decimal(2)), pluralize("%", Decimal(82))
    ('jours ouvrés', 'bénéficiaires par ETP', '%')
    """
    return unit if abs(value) < 2 else _each_noun(unit, _plural_word)


def singular(unit: str) -> str:
    """The unit as declared, from the unit as written.

    >>> singular("jours ouvrés"), singular("mois"), singular("kWh/m2")
    ('jour ouvré', 'mois', 'kWh/m2')
    """
    return _each_noun(unit, _singular_word)


def canonical(unit: str) -> str:
    """The form in which two spellings of a unit are equal.

    >>> canonical("Jours ouvrés") == canonical("jour ouvré"), canonical("m²") == canonical("m2")
    (True, True)
    >>> canonical("euros"), canonical("pour cent")
    ('€', '%')
    """
    plain = singular(unit.strip().casefold()).replace("²", "2").replace("euro", "€")
    return _SYNONYMS.get(plain, plain)


def _each_noun(unit: str, change: _WordChange) -> str:
    words = unit.split(" ")
    nouns = next((rank for rank, word in enumerate(words) if _PREPOSITION.fullmatch(word)), len(words))
    return " ".join([*map(change, words[:nouns]), *words[nouns:]])


def _plural_word(word: str) -> str:
    if _SYMBOL.fullmatch(word) or word[-1] in "sxz" or _SINGULAR_IN_S.fullmatch(f"{word}s"):
        return word
    return f"{word}s"


def _singular_word(word: str) -> str:
    if _SYMBOL.fullmatch(word) or _SINGULAR_IN_S.fullmatch(word) or not re.search("[^s]s$", word):
        return word
    return word[:-1]
