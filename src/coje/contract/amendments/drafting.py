"""The changes that lead from one version of a contract to another: the draft of an amendment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from coje.contract.amendments.changes import AddElement, Change, MoveElement, RemoveElement, SetField
from coje.contract.base import Element
from coje.contract.diff.fields import field_changes, holds_identified, plain_value
from coje.contract.diff.pairing import ROOT, places
from coje.contract.model import Contract
from coje.contract.ordering import kept
from coje.contract.terms import own_name


def changes_between(old: Contract, new: Contract) -> tuple[Change, ...]:
    """Changes that, applied in order to the old version, give the new one but for its ``version``.

    Elements are matched by id, and an id keeps its kind. Fields are set first;
    then what is new and what moves is placed, from the top down, so that a
    parent is always there; what goes is removed last.
    """
    draft = _Draft(old, new)
    return (*draft.settings(), *draft.placements(), *draft.removals())


class _Draft:
    def __init__(self, old: Contract, new: Contract) -> None:
        self._old, self._new = old, new
        self._old_places, self._new_places = places(old), places(new)
        self._stays = self._old_places.keys() & self._new_places.keys()

    def settings(self) -> Iterator[SetField]:
        """Fields of what is in both versions."""
        yield from _settings(self._old.id, self._old, self._new)
        for name, place in self._new_places.items():
            if name in self._stays:
                yield from _settings(name, self._old_places[name].element, place.element)

    def placements(self) -> Iterator[Change]:
        """What comes in or moves, each after the element that precedes it in the new version."""
        yield from self._placements_in(ROOT, self._new)
        for name, place in self._new_places.items():
            yield from self._placements_in(name, place.element)

    def removals(self) -> Iterator[RemoveElement]:
        """What goes, named by its highest part."""
        for name, place in self._old_places.items():
            if name not in self._stays and (place.parent == ROOT or place.parent in self._stays):
                yield RemoveElement(change="remove", element=name, before=own_name(place.element))

    def _placements_in(self, name: str, parent: Element) -> Iterator[Change]:
        for collection in type(parent).model_fields:
            items = getattr(parent, collection)
            if holds_identified(items):
                ids = [item.id for item in items]
                in_place = kept(self._ids_before(name, collection, ids), ids)
                for rank, item in enumerate(items):
                    if rank not in in_place:
                        where = {"after": ids[rank - 1]} if rank else {"first": True}
                        yield self._placement(self._key(name), collection, item, where)

    def _ids_before(self, parent: str, collection: str, ids: Sequence[str]) -> list[str]:
        """What a list holds once its parent is there: a new parent comes with what is new in it."""
        if parent == ROOT or parent in self._stays:
            owner = self._old if parent == ROOT else self._old_places[parent].element
            return [item.id for item in getattr(owner, collection)]
        return [name for name in ids if name not in self._stays]

    def _placement(self, into: str, collection: str, item: Any, where: dict[str, Any]) -> Change:
        if item.id in self._stays:
            origin = self._key(self._old_places[item.id].parent)
            return MoveElement.model_validate(
                {"change": "move", "element": item.id, "from": origin, "to": into, **where}
            )
        value = self._without_what_stays(item.plain())
        return AddElement(change="add", into=into, collection=collection, value=value, **where)

    def _without_what_stays(self, plain: Any) -> Any:
        """The plain value of a new element, without the elements that will be moved into it."""
        if isinstance(plain, dict):
            return {key: self._without_what_stays(value) for key, value in plain.items()}
        if isinstance(plain, tuple):
            stay = [item for item in plain if not (isinstance(item, dict) and item.get("id") in self._stays)]
            return [self._without_what_stays(item) for item in stay]
        return plain

    def _key(self, name: str) -> str:
        return self._old.id if name == ROOT else name


def _settings(name: str, old: Element, new: Element) -> Iterator[SetField]:
    for change in field_changes(old, new):
        if change.field != "version":
            before, after = plain_value(change.before), plain_value(change.after)
            yield SetField(change="set", element=name, field=change.field, before=before, after=after)
