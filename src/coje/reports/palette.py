"""Every status as colour, shape and word. Colours can be told apart by colour-blind readers and in grey."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coje.appraisal.actions import Advance
from coje.appraisal.attainment import Status
from coje.appraisal.calendar import FilingStatus
from coje.appraisal.wording import ADVANCE, STATUS
from coje.reports.cells import Badge
from coje.reports.likelihood import Likelihood

FILING = {
    FilingStatus.FILED: "remis",
    FilingStatus.FILED_LATE: "remis en retard",
    FilingStatus.OVERDUE: "non remis",
    FilingStatus.TO_COME: "à venir",
}

LIKELIHOOD = {
    Likelihood.PROBABLE: "probable",
    Likelihood.UNCERTAIN: "incertaine",
    Likelihood.IMPROBABLE: "improbable",
    Likelihood.UNKNOWN: "non chiffrée",
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
    """How a status is drawn: its shape, the ink of its word, the tint behind the word, the colour of its surfaces."""

    shape: Shape
    ink: str
    tint: str
    surface: str


_GOOD = ("#00573f", "#d3ece4", "#0b7a5e")
_BETTER = ("#1c5488", "#dbe9f6", "#6fb1de")
_FAIR = ("#7a5600", "#fbeecb", "#e3ae3a")
_BAD = ("#963a06", "#fbe3d3", "#c9581f")
_WAITING = ("#515a66", "#eceef1", "#d3d8de")
_UNKNOWN = ("#5d4a73", "#ece6f1", "#a899bd")
_SET_ASIDE = ("#41345a", "#e3dcea", "#6d5c8a")

LOOKS: dict[str, Look] = {
    Status.MET: Look(Shape.CHECK, *_GOOD),
    Status.IMPROVING: Look(Shape.UP, *_BETTER),
    Status.WORSENING: Look(Shape.DOWN, *_FAIR),
    Status.MISSED: Look(Shape.DIAMOND, *_BAD),
    Status.NOT_DUE: Look(Shape.RING, *_WAITING),
    Status.NOT_MEASURED: Look(Shape.DASHED, *_UNKNOWN),
    Status.NOT_ASSESSABLE: Look(Shape.BAR, *_SET_ASIDE),
    Advance.DONE: Look(Shape.CHECK, *_GOOD),
    Advance.IN_PROGRESS: Look(Shape.HALF, *_BETTER),
    Advance.NOT_STARTED: Look(Shape.DASHED, *_FAIR),
    Advance.LATE: Look(Shape.DIAMOND, *_BAD),
    Advance.NOT_DUE: Look(Shape.RING, *_WAITING),
    Advance.ABANDONED: Look(Shape.CROSS, *_SET_ASIDE),
    FilingStatus.FILED: Look(Shape.CHECK, *_GOOD),
    FilingStatus.FILED_LATE: Look(Shape.HALF, *_FAIR),
    FilingStatus.OVERDUE: Look(Shape.DIAMOND, *_BAD),
    FilingStatus.TO_COME: Look(Shape.RING, *_WAITING),
    Likelihood.PROBABLE: Look(Shape.UP, *_GOOD),
    Likelihood.UNCERTAIN: Look(Shape.HALF, *_FAIR),
    Likelihood.IMPROBABLE: Look(Shape.DOWN, *_BAD),
    Likelihood.UNKNOWN: Look(Shape.BAR, *_SET_ASIDE),
}
"""The look of each status, by its value."""

STATUS_ORDER = (
    Status.MET,
    Status.IMPROVING,
    Status.WORSENING,
    Status.MISSED,
    Status.NOT_DUE,
    Status.NOT_MEASURED,
    Status.NOT_ASSESSABLE,
)
"""Statuses of indicators along a stacked bar, from good to unknown."""

ADVANCE_ORDER = (
    Advance.DONE,
    Advance.IN_PROGRESS,
    Advance.NOT_STARTED,
    Advance.LATE,
    Advance.NOT_DUE,
    Advance.ABANDONED,
)
"""Statuses of actions along a stacked bar, from good to set aside."""


def status_badge(status: Status) -> Badge:
    """An indicator's status."""
    return Badge(status.value, STATUS[status])


def advance_badge(advance: Advance) -> Badge:
    """The status of an action or a commitment."""
    return Badge(advance.value, ADVANCE[advance])


def filing_badge(status: FilingStatus) -> Badge:
    """Where a dated obligation stands."""
    return Badge(status.value, FILING[status])


def likelihood_badge(likelihood: Likelihood) -> Badge:
    """How likely a target is."""
    return Badge(likelihood.value, LIKELIHOOD[likelihood])
