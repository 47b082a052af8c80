"""What a difference between two contracts is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DifferenceKind(StrEnum):
    """What happened to an element."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"
    RETARGETED = "retargeted"
    RENAMED = "renamed"
    REDEFINED = "redefined"


class Continuity(StrEnum):
    """Whether the results of an indicator before and after can be put in one series."""

    CONTINUOUS = "continuous"
    LIKELY = "likely"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference, with plain values, and the French sentence that tells it.

    ``element_id`` is the new one, or the old one of what was removed. ``field``
    is dotted for an entry of a map; ``id``, ``parent`` or ``rank`` when the
    element itself took another id or place. ``continuity`` is given when what
    an indicator measures may not be the same.
    """

    kind: DifferenceKind
    element_id: str
    label: str
    field: str | None
    before: object
    after: object
    sentence: str
    continuity: Continuity | None = None
