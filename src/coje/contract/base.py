"""What every element of a contract shares: frozen, strict about unknown keys, walkable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, Self, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WrapSerializer
from pydantic_core import PydanticKnownError

K = TypeVar("K")
V = TypeVar("V")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A text that is not empty."""

ElementId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""ASCII kebab-case name of an element, unique within its contract."""

FIRST_YEAR, LAST_YEAR = 1945, 2100
"""The years that contracts and records may speak of: those of Social Security, and no typing error."""

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _written_day(value: object) -> object:
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DAY.fullmatch(value)):
        return value
    raise PydanticKnownError("date_type")


def _of_our_times(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR + 1:
        raise ValueError(f"« {day} » : attendu une date entre {FIRST_YEAR} et {LAST_YEAR}")
    return day


Day = Annotated[date, BeforeValidator(_written_day), AfterValidator(_of_our_times)]
"""A day, written ``2025-03-15``; a bare number is not a date."""

Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
"""A civil year."""


def _plain(mapping: Mapping[Any, Any], serialize: Callable[[Any], Any]) -> Any:
    return serialize(dict(mapping))


FrozenMap = Annotated[Mapping[K, V], AfterValidator(MappingProxyType), WrapSerializer(_plain)]
"""A mapping that cannot be changed once read."""

Path: TypeAlias = tuple[str | int, ...]
"""Where an element is in the document: field names and list positions from the root."""


def excerpt(text: object, longest: int = 60) -> str:
    """A text as a message quotes it: cut when it is long.

    >>> excerpt("Convention"), excerpt("Convention", longest=5)
    ('Convention', 'Conv…')
    """
    whole = str(text)
    return whole if len(whole) <= longest else f"{whole[: longest - 1]}…"


class Element(BaseModel):
    """A part of a contract. Immutable; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with some fields replaced; what the original had computed and kept (`digest`) is left behind."""
        copied = super().model_copy(update=update, deep=deep)
        for name in vars(copied).keys() - type(self).model_fields.keys():
            del vars(copied)[name]
        return copied

    def plain(self) -> dict[str, Any]:
        """Fields that are not at their default, as plain values: text, numbers, dates, lists and maps.

        Targets and spans are their canonical text; ``model_validate`` reads the whole back.
        """
        return self.model_dump(exclude_defaults=True)

    def walk(self, path: Path = ()) -> Iterator[tuple[Path, Element]]:
        """This element and every element inside it, with their paths, in document order."""
        yield path, self
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, Element):
                yield from value.walk((*path, name))
            elif isinstance(value, tuple):
                for position, item in enumerate(value):
                    if isinstance(item, Element):
                        yield from item.walk((*path, name, position))
