"""The contract: one immutable, typed document.

A contract says what was agreed: parties and period, axes > orientations >
commitments > actions, indicators with yearly targets, funds with their lines,
obligations, clauses, scoring tables. What happens later (results, votes,
movements) is never written here: those are records.

Every element that people quote has an ``id``, unique in the whole contract
(ASCII, kebab-case), so that an amendment, a record or a finding can name it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from coje.contract.base import Element, ElementId, FrozenMap, Path, Text, Year
from coje.contract.numbers import Number
from coje.contract.targets import Span, Target, TargetSpan


class Kind(StrEnum):
    """What kind of instrument the contract is."""

    COG = "cog"
    CPG = "cpg"
    SCORING = "interessement"


class PartyRole(StrEnum):
    """In what capacity a party is bound."""

    STATE = "state"
    FUND = "fund"
    BODY = "body"
    OTHER = "other"


class Party(Element):
    """Somebody bound by the contract, or named in it as an actor."""

    id: ElementId = Field(title="Identifiant")
    name: Text = Field(title="Nom")
    role: PartyRole = Field(title="Qualité")


class Signatory(Element):
    """Who signed, for which party."""

    party: ElementId = Field(title="Partie")
    name: Text = Field(title="Nom")
    title: Text | None = Field(default=None, title="Fonction")


class Period(Element):
    """A half-open period of days: ``start`` is in, ``end`` is out."""

    start: date = Field(title="Premier jour")
    end: date = Field(title="Premier jour après la période")

    @model_validator(mode="after")
    def _is_ordered(self) -> Period:
        if self.end <= self.start:
            raise ValueError("la fin de la période doit suivre son début")
        return self

    @property
    def years(self) -> range:
        """Civil years of which at least a day is in the period."""
        last = self.end.year if (self.end.month, self.end.day) > (1, 1) else self.end.year - 1
        return range(self.start.year, last + 1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


class Action(Element):
    """One row of a sheet's table: what is done, by when, and the proof of it."""

    id: ElementId = Field(title="Identifiant")
    title: Text = Field(title="Intitulé")
    due_years: tuple[Year, ...] = Field(default=(), title="Années d'échéance")
    deliverable: Text | None = Field(default=None, title="Livrable, preuve de la réalisation")
    owner: ElementId | None = Field(default=None, title="Responsable")
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
    with_parties: tuple[ElementId, ...] = Field(default=(), title="Avec")
    due_years: tuple[Year, ...] = Field(default=(), title="Années d'échéance")
    actions: tuple[Action, ...] = Field(default=(), title="Actions")
    source_note: Text | None = Field(default=None, title="Note sur la source")


class Orientation(Element):
    """A sheet (*fiche*) of the contract: its commitments and their actions."""

    id: ElementId = Field(title="Identifiant")
    number: Text = Field(title="Numéro")
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
    members: tuple[ElementId, ...] = Field(default=(), title="Éléments")
    source_note: Text | None = Field(default=None, title="Note sur la source")


class Sense(StrEnum):
    """Which way an indicator is meant to move."""

    UP = "up"
    DOWN = "down"
    STABLE = "stable"
    BAND = "band"


class Frequency(StrEnum):
    """How often the indicator is measured."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"


class Rule(StrEnum):
    """How several values become one."""

    RATIO = "ratio"
    SUM = "sum"
    LAST = "last"
    MEAN = "mean"
    QUANTILE = "quantile"


class Aggregation(Element):
    """How an indicator aggregates over bodies and over time.

    ``ratio`` divides the sum of numerators by the sum of denominators; ``sum``
    adds values; ``last`` (over time only) keeps the latest period; ``mean``
    weights values by the denominators; ``quantile`` merges distributions and
    takes the smallest value v such that a share ``quantile`` of cases is at v
    or below.
    """

    over_bodies: Rule = Field(title="Entre organismes")
    over_time: Rule = Field(title="Dans le temps")
    quantile: Number | None = Field(default=None, title="Quantile", gt=0, lt=1)
    scale: Number = Field(default=Decimal(1), title="Multiplicateur du rapport", gt=0)

    @model_validator(mode="after")
    def _is_possible(self) -> Aggregation:
        if self.over_bodies is Rule.LAST:
            raise ValueError("« last » ne vaut que dans le temps : entre organismes, choisir une autre règle")
        if (Rule.QUANTILE in (self.over_bodies, self.over_time)) != (self.quantile is not None):
            raise ValueError("« quantile » se donne avec la règle « quantile », et seulement avec elle")
        shapes = {_RECORD_SHAPE[self.over_bodies], _RECORD_SHAPE[self.over_time]} - {None}
        if len(shapes) > 1:
            raise ValueError(
                f"« {self.over_bodies} » entre organismes et « {self.over_time} » dans le temps "
                "ne lisent pas les mêmes données"
            )
        return self

    @property
    def reads(self) -> Literal["value", "fraction", "weighted", "distribution"]:
        """What a record must carry: a value, numerator and denominator, a value with its weight, or a distribution."""
        shape = _RECORD_SHAPE[self.over_bodies]
        assert shape is not None
        return shape


_RECORD_SHAPE: dict[Rule, Literal["value", "fraction", "weighted", "distribution"] | None] = {
    Rule.RATIO: "fraction",
    Rule.SUM: "value",
    Rule.LAST: None,
    Rule.MEAN: "weighted",
    Rule.QUANTILE: "distribution",
}


class Baseline(Element):
    """Where the indicator stood before the contract."""

    year: Year = Field(title="Année")
    value: Number = Field(title="Valeur")
    source_note: Text | None = Field(default=None, title="Note sur la source")


class Indicator(Element):
    """What is measured, how, and the target of each year.

    ``unit`` is the unit of the figure compared with the targets. When targets
    are changes of a level (``-5 % par rapport à 2021``) and records hold the
    level itself, ``level_unit`` names the unit of the level.
    """

    id: ElementId = Field(title="Identifiant")
    number: Text = Field(title="Numéro")
    name: Text = Field(title="Nom")
    orientation: ElementId | None = Field(default=None, title="Orientation")
    unit: Text | None = Field(default=None, title="Unité")
    level_unit: Text | None = Field(default=None, title="Unité du niveau mesuré")
    sense: Sense | None = Field(default=None, title="Sens")
    tolerance: Number | None = Field(default=None, title="Tolérance (sens « stable »)", ge=0)
    decimals: int = Field(default=0, title="Décimales", ge=0, le=6)
    frequency: Frequency = Field(default=Frequency.YEARLY, title="Périodicité")
    level: Literal["local", "national"] = Field(default="local", title="Niveau de mesure")
    aggregation: Aggregation | None = Field(default=None, title="Agrégation")
    definition: Text | None = Field(default=None, title="Définition")
    source: Text | None = Field(default=None, title="Source des données")
    owner: ElementId | None = Field(default=None, title="Responsable")
    baseline: Baseline | None = Field(default=None, title="Situation de départ")
    targets: FrozenMap[TargetSpan, Target] = Field(default_factory=dict, title="Cibles", validate_default=True)
    continues: Text | None = Field(default=None, title="Prend la suite de")
    clause: Text | None = Field(default=None, title="Référence dans le texte")
    source_note: Text | None = Field(default=None, title="Note sur la source")

    def target(self, year: int) -> Target | None:
        """The target of a civil year, a span of years answering for its last year only."""
        return next((target for span, target in self.targets.items() if span.due_year == year), None)


class Nature(StrEnum):
    """Whether a line's amount binds (*limitative*) or is indicative (*evaluative*)."""

    LIMITATIVE = "limitative"
    EVALUATIVE = "evaluative"


class LineKind(StrEnum):
    """What a printed row of a fund's table is."""

    LINE = "line"
    HEADING = "heading"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


class FundLine(Element):
    """A row of a fund's table, as printed, with the rows under it.

    ``amounts`` is keyed by column id (a year is its own id: ``2023``). The
    rows in ``lines`` add up to the amount of this one, unless ``of_which``
    says that they only detail a part of it. ``adds`` and ``subtracts`` name
    rows elsewhere in the fund that make this total.
    """

    id: ElementId = Field(title="Identifiant")
    name: Text = Field(title="Libellé")
    kind: LineKind = Field(default=LineKind.LINE, title="Type de ligne")
    nature: Nature | None = Field(default=None, title="Caractère limitatif ou évaluatif")
    fungibility: ElementId | None = Field(default=None, title="Groupe de fongibilité")
    amounts: FrozenMap[str, Number] = Field(default_factory=dict, title="Montants", validate_default=True)
    adds: tuple[ElementId, ...] = Field(default=(), title="Total de")
    subtracts: tuple[ElementId, ...] = Field(default=(), title="Diminué de")
    of_which: bool = Field(default=False, title="Les sous-lignes sont des « dont »")
    lines: tuple[FundLine, ...] = Field(default=(), title="Sous-lignes")
    source_note: Text | None = Field(default=None, title="Note sur la source")

    def rows(self) -> Iterator[FundLine]:
        """This row, then every row under it, in printed order."""
        yield self
        for line in self.lines:
            yield from line.rows()


class ColumnKind(StrEnum):
    """What a printed column of a fund's table holds."""

    YEAR = "year"
    PERIOD_TOTAL = "period-total"
    REFERENCE = "reference"
    VARIATION = "variation"


class Column(Element):
    """A column of a fund's table. The id of a year column is the year."""

    id: ElementId = Field(title="Identifiant")
    title: Text = Field(title="En-tête")
    kind: ColumnKind = Field(default=ColumnKind.YEAR, title="Type de colonne")


class FungibilityGroup(Element):
    """Lines among which the fund's director general may move credits."""

    id: ElementId = Field(title="Identifiant")
    name: Text = Field(title="Nom")
    clause: Text | None = Field(default=None, title="Référence dans le texte")


class Fund(Element):
    """A national fund: its table of lines by year, and what groups them."""

    id: ElementId = Field(title="Identifiant")
    code: Text = Field(title="Sigle")
    name: Text = Field(title="Nom")
    unit: Literal["EUR", "kEUR", "MEUR"] = Field(title="Unité des montants")
    decimals: int = Field(default=0, title="Décimales imprimées", ge=0, le=6)
    clause: Text | None = Field(default=None, title="Référence dans le texte")
    columns: tuple[Column, ...] = Field(title="Colonnes")
    groups: tuple[FungibilityGroup, ...] = Field(default=(), title="Groupes de fongibilité")
    lines: tuple[FundLine, ...] = Field(title="Lignes")
    source_note: Text | None = Field(default=None, title="Note sur la source")

    def rows(self) -> Iterator[FundLine]:
        """Every row of the table, in printed order."""
        for line in self.lines:
            yield from line.rows()


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
    rrule: Text = Field(title="Règle de récurrence (RRULE)")
    starts_on: date = Field(title="À partir du")
    ends_on: date | None = Field(default=None, title="Jusqu'au (inclus)")
    about: int = Field(default=0, title="Décalage de l'exercice concerné", ge=0, le=2)
    owner: ElementId = Field(title="Responsable")
    recipients: tuple[ElementId, ...] = Field(default=(), title="Destinataires")
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
    threshold: Target | None = Field(default=None, title="Seuil")
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
    published_on: date | None = Field(default=None, title="Date de publication")
    note: Text | None = Field(default=None, title="Note")


class Contract(Element):
    """An objectives-and-means contract, as signed (or as amended: see ``amendments``)."""

    id: ElementId = Field(title="Identifiant")
    kind: Kind = Field(title="Nature du contrat")
    title: Text = Field(title="Intitulé")
    version: Text = Field(default="initiale", title="Version")
    parent: ElementId | None = Field(default=None, title="Contrat de rattachement")
    period: Period = Field(title="Période")
    voted_on: date | None = Field(default=None, title="Date du vote")
    signed_on: date | None = Field(default=None, title="Date de signature")
    sources: tuple[Source, ...] = Field(default=(), title="Sources")
    parties: tuple[Party, ...] = Field(title="Parties et acteurs")
    signatories: tuple[Signatory, ...] = Field(default=(), title="Signataires")
    axes: tuple[Axis, ...] = Field(default=(), title="Axes")
    groupings: tuple[Grouping, ...] = Field(default=(), title="Priorités et marqueurs de réussite")
    indicators: tuple[Indicator, ...] = Field(default=(), title="Indicateurs")
    funds: tuple[Fund, ...] = Field(default=(), title="Fonds")
    data_sharing: tuple[DataSharing, ...] = Field(default=(), title="Partage de données")
    obligations: tuple[Obligation, ...] = Field(default=(), title="Obligations récurrentes")
    clauses: tuple[Clause, ...] = Field(default=(), title="Clauses de revoyure et de révision")
    scoring: tuple[Scoring, ...] = Field(default=(), title="Barèmes")
    glossary: tuple[Term, ...] = Field(default=(), title="Glossaire")

    @property
    def orientations(self) -> Iterator[Orientation]:
        """Every orientation, in the order of the text."""
        return (orientation for axis in self.axes for orientation in axis.orientations)

    @property
    def commitments(self) -> Iterator[Commitment]:
        """Every commitment, the fund's and the State's, in the order of the text."""
        return (commitment for orientation in self.orientations for commitment in orientation.commitments)

    @property
    def actions(self) -> Iterator[Action]:
        """Every action, in the order of the text."""
        return (action for commitment in self.commitments for action in commitment.actions)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of the whole document, in hexadecimal."""
        canonical = json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @cached_property
    def paths(self) -> Mapping[str, Path]:
        """Where each element that has an id is, by id (the first place, when an id is used twice)."""
        found: dict[str, Path] = {}
        for path, element in self.walk():
            name = getattr(element, "id", None)
            if name is not None and path and not isinstance(element, Column):
                found.setdefault(name, path)
        return found

    def at(self, path: Path) -> Element:
        """The element at a path (see `paths`)."""
        found: object = self
        for step in path:
            found = found[step] if isinstance(step, int) else getattr(found, step)  # type: ignore[index]
        assert isinstance(found, Element)
        return found

    def indicator(self, indicator_id: str) -> Indicator:
        """The indicator of that id; ``KeyError`` when there is none."""
        return self._indicators_by_id[indicator_id]

    @cached_property
    def _indicators_by_id(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for indicator in self.indicators}
