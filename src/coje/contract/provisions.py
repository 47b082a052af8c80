"""What else the text provides: data sharing, recurring obligations, clauses, glossary, scoring, sources."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from coje.contract.base import Day, Element, ElementId, Text, Year
from coje.contract.indicators import Sense
from coje.contract.numbers import Number
from coje.contract.parties import Period
from coje.contract.targets import Target


class DataSharing(Element):
    """A row of the data-sharing table (« dites-le-nous une fois », annexe 1)."""

    id: ElementId = Field(title="Identifiant")
    purpose: Text = Field(title="Finalité")
    title: Text = Field(title="Axe de travail")
    description: Text | None = Field(default=None, title="Action")
    producers: tuple[Text, ...] = Field(title="Producteurs de la donnée")
    consumers: tuple[Text, ...] = Field(title="Consommateurs de la donnée")
    due: Text = Field(title="Échéance, telle qu'imprimée")
    due_years: tuple[Year, ...] = Field(default=(), title="Années d'échéance")
    source_note: Text | None = Field(default=None, title="Note sur la source")


class Obligation(Element):
    """Something due again and again: its dates are a rule (RFC 5545), not a list.

    ``about`` is the number of years between the exercise it speaks of and the
    year it falls due (0: the same year, 1: the year before, ...).
    """

    id: ElementId = Field(title="Identifiant")
    title: Text = Field(title="Intitulé")
    rrule: Text = Field(
        title="Règle de récurrence (RRULE)", description="Par exemple FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15."
    )
    starts_on: Day = Field(title="À partir du")
    ends_on: Day | None = Field(default=None, title="Jusqu'au (inclus)")
    about: int = Field(
        default=0,
        title="Décalage de l'exercice concerné",
        description="0 : l'année même de l'échéance ; 1 : la précédente.",
        ge=0,
        le=2,
    )
    owner: ElementId = Field(title="Responsable")
    recipients: tuple[ElementId, ...] = Field(
        default=(), title="Destinataires", description="Identifiants des parties destinataires."
    )
    deliverable: Text | None = Field(default=None, title="Livrable")
    fund: ElementId | None = Field(default=None, title="Fonds")
    clause: Text | None = Field(default=None, title="Référence dans le texte")
    source_note: Text | None = Field(default=None, title="Note sur la source")


class ClauseKind(StrEnum):
    """What a clause lets the parties do."""

    REVIEW = "review"
    REVISION = "revision"
    EVALUATION = "evaluation"
    DECLENSION = "declension"


class Clause(Element):
    """A review or revision clause, in our own words."""

    id: ElementId = Field(title="Identifiant")
    kind: ClauseKind = Field(title="Nature")
    title: Text = Field(title="Intitulé")
    summary: Text = Field(title="Résumé")
    window: Period | None = Field(default=None, title="Période d'application")
    clause: Text | None = Field(default=None, title="Référence dans le texte")


class Term(Element):
    """An entry of the contract's glossary."""

    term: Text = Field(title="Terme")
    meaning: Text = Field(title="Signification")


class ScoringItem(Element):
    """One scored row: its indicator, target, threshold and points."""

    id: ElementId = Field(title="Identifiant")
    name: Text = Field(title="Nom")
    indicator: ElementId | None = Field(default=None, title="Indicateur")
    sense: Sense = Field(title="Sens")
    unit: Text = Field(title="Unité")
    target: Target = Field(title="Cible")
    threshold: Target | None = Field(
        default=None, title="Seuil", description="La valeur en deçà de laquelle la ligne ne rapporte rien."
    )
    points: Number = Field(title="Points", ge=0)
    rule: Literal["linear", "steps", "milestone", "yes-no"] = Field(default="linear", title="Règle de conversion")
    source_note: Text | None = Field(default=None, title="Note sur la source")


class Scoring(Element):
    """A scoring table: points per item, adding up to ``total_points``."""

    id: ElementId = Field(title="Identifiant")
    title: Text = Field(title="Intitulé")
    year: Year = Field(title="Année")
    total_points: Number = Field(title="Total des points", gt=0)
    items: tuple[ScoringItem, ...] = Field(title="Lignes")


class Source(Element):
    """The public document that the content was taken from."""

    title: Text = Field(title="Document")
    published_on: Day | None = Field(default=None, title="Date de publication")
    note: Text | None = Field(default=None, title="Note")
