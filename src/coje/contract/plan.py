"""What is promised: axes > orientations > commitments > actions, and readings across them."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from coje.contract.base import Element, ElementId, Text, Year


class Action(Element):
    """One row of a sheet's table: what is done, by when, and the proof of it."""

    id: ElementId = Field(title="Identifiant")
    title: Text = Field(title="Intitulé")
    due_years: tuple[Year, ...] = Field(
        default=(), title="Années d'échéance", description="Les années cochées dans le tableau."
    )
    deliverable: Text | None = Field(default=None, title="Livrable, preuve de la réalisation")
    owner: ElementId | None = Field(default=None, title="Responsable", description="L'identifiant d'une partie.")
    indicators: tuple[ElementId, ...] = Field(default=(), title="Indicateurs liés")
    source_note: Text | None = Field(default=None, title="Note sur la source")


class CommitmentBy(StrEnum):
    """Who commits."""

    FUND = "fund"
    STATE = "state"
    JOINT = "joint"
    GROUP = "group"


class Commitment(Element):
    """A promise of the fund, of the State, of both branches, or of a group.

    The State's commitments carry their due years themselves; the fund's carry
    them on their actions.
    """

    id: ElementId = Field(title="Identifiant")
    title: Text = Field(title="Intitulé")
    by: CommitmentBy = Field(title="Engagement pris par")
    with_parties: tuple[ElementId, ...] = Field(
        default=(), title="Avec", description="Les identifiants des autres parties qui s'engagent."
    )
    due_years: tuple[Year, ...] = Field(
        default=(), title="Années d'échéance", description="Pour un engagement sans actions, comme ceux de l'État."
    )
    actions: tuple[Action, ...] = Field(default=(), title="Actions")
    source_note: Text | None = Field(default=None, title="Note sur la source")


class Orientation(Element):
    """A sheet (*fiche*) of the contract: its commitments and their actions."""

    id: ElementId = Field(title="Identifiant")
    number: Text = Field(title="Numéro", description="Tel qu'imprimé, entre guillemets.")
    title: Text = Field(title="Intitulé")
    clause: Text | None = Field(default=None, title="Référence dans le texte")
    commitments: tuple[Commitment, ...] = Field(default=(), title="Engagements")


class Axis(Element):
    """A strategic axis: several orientations."""

    id: ElementId = Field(title="Identifiant")
    number: Text = Field(title="Numéro")
    title: Text = Field(title="Intitulé")
    orientations: tuple[Orientation, ...] = Field(default=(), title="Orientations")


class GroupingKind(StrEnum):
    """Why elements are grouped across axes."""

    PRIORITY = "priority"
    SUCCESS_MARKER = "success-marker"
    THEME = "theme"


class Grouping(Element):
    """A cross-cutting reading of the contract: a priority, a success marker."""

    id: ElementId = Field(title="Identifiant")
    kind: GroupingKind = Field(title="Nature")
    title: Text = Field(title="Intitulé")
    members: tuple[ElementId, ...] = Field(
        default=(),
        title="Éléments",
        description="Identifiants d'axes, de fiches, d'engagements, d'actions ou d'indicateurs.",
    )
    source_note: Text | None = Field(default=None, title="Note sur la source")
