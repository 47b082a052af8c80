"""Every status as colour, shape and word. Colours can be told apart by colour-blind readers and in grey."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coje.appraisal.actions import Advance
from coje.appraisal.attainment import Status
from coje.appraisal.calendar import FilingStatus
from coje.appraisal.wording import ADVANCE, STATUS
from coje.reports.cells import Badge

FILING = {
    FilingStatus.FILED: "remis",
    FilingStatus.FILED_LATE: "remis en retard",
    FilingStatus.OVERDUE: "non remis",
    FilingStatus.TO_COME: "à venir",
}


class Shape(StrEnum):
    """The outline drawn beside a status."""

    CHECK = "check"
    DIAMOND = "diamond"
    UP = "up"
    DOWN = "down"
    HALF = "half"
    RING = "ring"
    DASHED = "dashed"
    BAR = "bar"
    CROSS = "cross"


@dataclass(frozen=True, slots=True)
class Look:
    """How a status is drawn: its shape, the ink of the shape and the word, and the fill behind them."""

    shape: Shape
    ink: str
    fill: str


_GOOD, _BAD = ("#00664f", "#d3ece4"), ("#a8440b", "#fbe3d3")
_BETTER, _WORSE = ("#1f5f99", "#dbe9f6"), ("#8a6100", "#fbeecb")
_PLAIN, _DIM = ("#5b6470", "#eceef1"), ("#6b5b7b", "#ece6f1")

LOOKS: dict[str, Look] = {
    Status.MET: Look(Shape.CHECK, *_GOOD),
    Status.IMPROVING: Look(Shape.UP, *_BETTER),
    Status.WORSENING: Look(Shape.DOWN, *_WORSE),
    Status.MISSED: Look(Shape.DIAMOND, *_BAD),
    Status.NOT_DUE: Look(Shape.RING, *_PLAIN),
    Status.NOT_MEASURED: Look(Shape.DASHED, *_DIM),
    Status.NOT_ASSESSABLE: Look(Shape.BAR, *_DIM),
    Advance.DONE: Look(Shape.CHECK, *_GOOD),
    Advance.IN_PROGRESS: Look(Shape.HALF, *_BETTER),
    Advance.LATE: Look(Shape.DIAMOND, *_BAD),
    Advance.NOT_STARTED: Look(Shape.DASHED, *_WORSE),
    Advance.ABANDONED: Look(Shape.CROSS, *_DIM),
    FilingStatus.FILED: Look(Shape.CHECK, *_GOOD),
    FilingStatus.FILED_LATE: Look(Shape.HALF, *_WORSE),
    FilingStatus.OVERDUE: Look(Shape.DIAMOND, *_BAD),
    FilingStatus.TO_COME: Look(Shape.RING, *_PLAIN),
}
"""The look of each status, by its value; the order is that of stacked bars, from good to unknown."""


def status_badge(status: Status) -> Badge:
    """An indicator's status."""
    return Badge(status.value, STATUS[status])


def advance_badge(advance: Advance) -> Badge:
    """The status of an action or a commitment."""
    return Badge(advance.value, ADVANCE[advance])


def filing_badge(status: FilingStatus) -> Badge:
    """Where a dated obligation stands."""
    return Badge(status.value, FILING[status])
