"""What differs between two versions of one element, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coje.contract.base import Element
from coje.contract.model import Column
from coje.contract.targets import AnyTarget


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field, or an entry of a map (``targets.2026``), with its typed values; ``None`` when there is none."""

    field: str
    before: object
    after: object

    @property
    def name(self) -> str:
        """The field, without the entry."""
        return self.field.partition(".")[0]


def field_changes(old: Element, new: Element) -> Iterator[FieldChange]:
    """Fields of two elements of one kind that differ, but for ids and lists of elements that have ids of their own."""
    for name in type(old).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if before == after or name == "id" or holds_identified(before) or holds_identified(after):
            continue
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from _entry_changes(name, before, after)
        else:
            yield FieldChange(name, before, after)


def plain_value(value: object) -> Any:
    """A typed value as an amendment or a program writes it: text, numbers, dates, lists and maps."""
    if isinstance(value, Element):
        return value.plain()
    if isinstance(value, tuple):
        return [plain_value(item) for item in value]
    return str(value) if isinstance(value, AnyTarget | StrEnum) else value


def holds_identified(value: object) -> bool:
    """Whether a value is a list of elements that are compared on their own (columns are not)."""
    return isinstance(value, tuple) and any(hasattr(item, "id") and not isinstance(item, Column) for item in value)


def _entry_changes(name: str, before: Mapping[object, object], after: Mapping[object, object]) -> Iterator[FieldChange]:
    for key in {**before, **after}:
        if before.get(key) != after.get(key):
            yield FieldChange(f"{name}.{key}", before.get(key), after.get(key))
