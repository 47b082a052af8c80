from __future__ import annotations

from enum import StrEnum
from types import ModuleType

import pytest

from coje.contract import funds, indicators, model, parties, plan, provisions
from coje.contract.base import Element
from coje.contract.terms import NOUNS, WORDS, named, word

MODULES: list[ModuleType] = [funds, indicators, model, parties, plan, provisions]


def defined(kind: type) -> set[type]:
    """Every class of the model of that kind."""
    found = {value for module in MODULES for value in vars(module).values() if isinstance(value, type)}
    return {value for value in found if issubclass(value, kind) and value is not kind}


def test_every_kind_of_element_has_its_noun() -> None:
    assert set(NOUNS) == defined(Element)


def test_every_choice_of_every_list_has_its_word() -> None:
    assert set(WORDS) == defined(StrEnum)
    for kind, words in WORDS.items():
        assert list(words) == list(kind)


def test_a_choice_reads_in_french() -> None:
    assert word(model.Frequency.HALF_YEARLY) == "semestrielle"


@pytest.mark.parametrize(
    ("element", "name"),
    [
        (model.Indicator(id="delai", number="12", name="Délai"), "l'indicateur 12 « Délai »"),
        (model.Orientation(id="fiche", number="1.1", title="Accueillir"), "la fiche 1.1 « Accueillir »"),
        (model.Term(term="Cog", meaning="Convention"), "l'entrée du glossaire « Cog »"),
        (model.Baseline(year=2022, value=3), "la situation de départ"),
        (model.Action(id="action", title="a" * 200), f"l'action « {'a' * 89}… »"),
    ],
)
def test_an_element_is_named_as_in_a_sentence(element: Element, name: str) -> None:
    assert named(element) == name


def test_a_participle_agrees_with_the_noun() -> None:
    assert NOUNS[model.FundLine].agree("ajouté") == "ajoutée"
    assert NOUNS[model.Fund].agree("ajouté") == "ajouté"
