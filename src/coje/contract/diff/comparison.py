"""What differs between two versions of a contract, or between two contracts.

Elements are the same when they have the same id, when an indicator says which
one it ``continues``, or when their names are near-same. What an added or
removed element holds is not listed again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from coje.contract.base import Element
from coje.contract.diff import sentences
from coje.contract.diff.differences import Continuity, Difference, DifferenceKind
from coje.contract.diff.fields import FieldChange, field_changes, plain_value
from coje.contract.diff.pairing import ROOT, Link, Pair, Place, pairs, places
from coje.contract.model import Column, Contract, Indicator
from coje.contract.ordering import kept
from coje.contract.terms import named

_CONTINUITY = {
    Link.SAME_ID: Continuity.CONTINUOUS,
    Link.CONTINUES: Continuity.CONTINUOUS,
    Link.NEAR_NAME: Continuity.LIKELY,
}
_REDEFINING = {
    "unit": Continuity.BROKEN,
    "level_unit": Continuity.BROKEN,
    "aggregation": Continuity.BROKEN,
    "level": Continuity.BROKEN,
    "definition": Continuity.LIKELY,
    "source": Continuity.LIKELY,
}
"""Fields of an indicator that say what is measured, and what is left of its series when they change."""


def diff(old: Contract, new: Contract) -> list[Difference]:
    """Every difference, in the order of the new text, then what was removed in the order of the old one.

    The names of the versions are not compared.
    """
    return list(_Comparison(old, new).differences())


class _Comparison:
    def __init__(self, old: Contract, new: Contract) -> None:
        self._contracts = old, new
        self._old, self._new = places(old), places(new)
        known = pairs(old, new)
        self._by_new = {pair.new: pair for pair in known}
        self._by_old = {pair.old: pair for pair in known}
        self._out_of_order = set(self._ranked())

    def differences(self) -> Iterator[Difference]:
        old, new = self._contracts
        yield from (
            _changed(new, new.id, change, None) for change in field_changes(old, new) if change.field != "version"
        )
        for name, place in self._new.items():
            if name in self._by_new:
                yield from self._between(self._by_new[name])
            elif place.parent == ROOT or place.parent in self._by_new:
                yield self._added(name, place)
        for name, place in self._old.items():
            if name not in self._by_old and (place.parent == ROOT or place.parent in self._by_old):
                yield self._removed(name, place)

    def _added(self, name: str, place: Place) -> Difference:
        element, parent = place.element, self._parent(1, place)
        inside = sum(1 for part in _parts(element) if part not in self._by_new)
        continuity = Continuity.BROKEN if isinstance(element, Indicator) else None
        sentence = sentences.added(element, parent, inside)
        return Difference(DifferenceKind.ADDED, name, named(element), None, None, element.plain(), sentence, continuity)

    def _removed(self, name: str, place: Place) -> Difference:
        element, parent = place.element, self._parent(0, place)
        inside = sum(1 for part in _parts(element) if part not in self._by_old)
        continuity = Continuity.BROKEN if isinstance(element, Indicator) else None
        sentence = sentences.removed(element, parent, inside)
        return Difference(
            DifferenceKind.REMOVED, name, named(element), None, element.plain(), None, sentence, continuity
        )

    def _between(self, pair: Pair) -> Iterator[Difference]:
        old, new = self._old[pair.old], self._new[pair.new]
        if pair.old != pair.new:
            continuity = _CONTINUITY[pair.link] if isinstance(new.element, Indicator) else None
            sentence = sentences.identified(new.element, pair, continuity)
            yield Difference(
                DifferenceKind.RENAMED, pair.new, named(new.element), "id", pair.old, pair.new, sentence, continuity
            )
        if not self._is_under_the_same_parent(pair):
            sentence = sentences.moved(new.element, self._parent(0, old), self._parent(1, new))
            yield Difference(
                DifferenceKind.MOVED, pair.new, named(new.element), "parent", old.parent, new.parent, sentence
            )
        elif pair.new in self._out_of_order:
            sentence = sentences.reordered(new.element, old.rank + 1, new.rank + 1)
            yield Difference(
                DifferenceKind.MOVED, pair.new, named(new.element), "rank", old.rank + 1, new.rank + 1, sentence
            )
        yield from (
            _changed(new.element, pair.new, change, pair.link) for change in field_changes(old.element, new.element)
        )

    def _parent(self, side: int, place: Place) -> Element:
        return (self._old, self._new)[side][place.parent].element if place.parent else self._contracts[side]

    def _is_under_the_same_parent(self, pair: Pair) -> bool:
        old, new = self._old[pair.old], self._new[pair.new]
        if old.collection != new.collection:
            return False
        if ROOT in {old.parent, new.parent}:
            return old.parent == new.parent
        return old.parent in self._by_old and self._by_old[old.parent].new == new.parent

    def _ranked(self) -> Iterator[str]:
        """Elements of the same list before and after that no longer stand in the same order."""
        lists: dict[tuple[str, str], list[Pair]] = defaultdict(list)
        for name, place in self._new.items():
            if name in self._by_new and self._is_under_the_same_parent(self._by_new[name]):
                lists[place.parent, place.collection].append(self._by_new[name])
        for found in lists.values():
            before = sorted(found, key=lambda pair: self._old[pair.old].rank)
            stays = kept(before, found)
            yield from (pair.new for rank, pair in enumerate(found) if rank not in stays)


def _changed(element: Element, name: str, change: FieldChange, link: Link | None) -> Difference:
    kind, continuity = _kind(element, change, link)
    sentence = sentences.changed(element, change, kind, continuity)
    before, after = plain_value(change.before), plain_value(change.after)
    return Difference(kind, name, named(element), change.field, before, after, sentence, continuity)


def _kind(element: Element, change: FieldChange, link: Link | None) -> tuple[DifferenceKind, Continuity | None]:
    if not isinstance(element, Indicator):
        return DifferenceKind.CHANGED, None
    if change.name == "targets":
        return DifferenceKind.RETARGETED, None
    if change.name == "name" and link is not None:
        return DifferenceKind.RENAMED, _CONTINUITY[link]
    if change.name in _REDEFINING:
        return DifferenceKind.REDEFINED, _REDEFINING[change.name]
    return DifferenceKind.CHANGED, None


def _parts(element: Element) -> Iterator[str]:
    """Ids of what an element holds."""
    inside = (part for path, part in element.walk() if path and not isinstance(part, Column))
    return (part.id for part in inside if hasattr(part, "id"))
