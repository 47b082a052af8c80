"""Which element of one contract is which element of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from rapidfuzz import fuzz, process, utils

from coje.contract.base import Element
from coje.contract.model import (
    Action,
    Axis,
    Commitment,
    Contract,
    FundLine,
    FungibilityGroup,
    Indicator,
    Orientation,
    ScoringItem,
)
from coje.contract.terms import own_name

NEAR_SAME = 90
"""From this score of likeness (0 to 100, words in any order), two names are likely the same."""

ROOT = ""
"""The key of the contract itself, whose id may differ from one contract to the other."""

_NUMBERED = (Axis, Orientation, Commitment, Action)
"""Parts whose ids come from their rank: from one contract to another, they say nothing."""
_ROWS = (FundLine, FungibilityGroup, ScoringItem)
"""Parts whose names mean something in their own table only (« Personnel »)."""


class Link(StrEnum):
    """How two elements are known to be the same."""

    SAME_ID = "same-id"
    CONTINUES = "continues"
    NEAR_NAME = "near-name"


@dataclass(frozen=True, slots=True)
class Place:
    """An element where it stands: under a parent (by id), in one of its lists, at a rank from 0."""

    element: Element
    parent: str
    collection: str
    rank: int


@dataclass(frozen=True, slots=True)
class Pair:
    """An element that both contracts hold."""

    old: str
    new: str
    link: Link


Places: TypeAlias = Mapping[str, Place]


def places(contract: Contract) -> Places:
    """Where every element that has an id stands, by id, in the order of the text."""
    found = {}
    for element_id, path in contract.paths.items():
        *above, collection, rank = path
        parent = ROOT if not above else str(getattr(contract.at(tuple(above)), "id", ROOT))
        found[element_id] = Place(contract.at(path), parent, str(collection), int(rank))
    return found


def pairs(old: Contract, new: Contract) -> list[Pair]:
    """The pairs of two contracts: by id, then by ``continues`` of an indicator, then by near-same name."""
    pairing = _Pairing(places(old), places(new))
    pairing.take(_same_ids(pairing.old, pairing.new, is_one_contract=old.id == new.id))
    pairing.take(_continued(old.id, pairing.old, pairing.new))
    pairing.take(pairing.near_named(lambda _before, after: not isinstance(after.element, _ROWS)))
    while pairing.take(pairing.near_named(pairing.is_of_one_table)):
        pass
    return pairing.known


class _Pairing:
    """The pairs known so far, and what is left."""

    def __init__(self, old: Places, new: Places) -> None:
        self.old, self.new = dict(old), dict(new)
        self.known: list[Pair] = []
        self._parents = {(ROOT, ROOT)}

    def take(self, candidates: Iterable[Pair]) -> bool:
        """Keep the first candidate of each element; whether there was any."""
        before = len(self.known)
        for pair in list(candidates):
            if pair.old in self.old and pair.new in self.new:
                del self.old[pair.old], self.new[pair.new]
                self.known.append(pair)
                self._parents.add((pair.old, pair.new))
        return len(self.known) > before

    def near_named(self, may_pair: Callable[[Place, Place], bool]) -> Iterator[Pair]:
        """Pairs of elements of one kind whose names are near, the nearest first."""
        scored: list[tuple[float, Pair]] = []
        for new_id, place in self.new.items():
            others = {
                old_id: own_name(other.element)
                for old_id, other in self.old.items()
                if _are_alike(other, place) and may_pair(other, place)
            }
            scored += [(score, Pair(old_id, new_id, Link.NEAR_NAME)) for score, old_id in _near(place, others)]
        return (pair for _, pair in sorted(scored, key=lambda candidate: -candidate[0]))

    def is_of_one_table(self, old: Place, new: Place) -> bool:
        """Whether the parents of two elements are a pair."""
        return (old.parent, new.parent) in self._parents


def _near(place: Place, others: Mapping[str, str]) -> Iterator[tuple[float, str]]:
    found = process.extract(
        own_name(place.element),
        others,
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=NEAR_SAME,
        limit=None,
    )
    return ((score, old_id) for _, score, old_id in found)


def _are_alike(old: Place, new: Place) -> bool:
    return type(old.element) is type(new.element)


def _same_ids(old: Places, new: Places, *, is_one_contract: bool) -> Iterator[Pair]:
    for name, place in new.items():
        says_something = is_one_contract or not isinstance(place.element, _NUMBERED)
        if says_something and name in old and _are_alike(old[name], place):
            yield Pair(name, name, Link.SAME_ID)


def _continued(contract_id: str, old: Places, new: Places) -> Iterator[Pair]:
    """Indicators that name the one they continue: by id, by contract and id (``cnav-2005-2008/delai``), or by name."""
    named: dict[str | None, str] = {}
    for old_id, place in old.items():
        if isinstance(place.element, Indicator):
            named |= dict.fromkeys((place.element.name, old_id, f"{contract_id}/{old_id}"), old_id)
    for new_id, place in new.items():
        if isinstance(place.element, Indicator) and place.element.continues in named:
            yield Pair(named[place.element.continues], new_id, Link.CONTINUES)
