"""What is measured, how it aggregates, and the target of each year."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from coje.contract.base import Element, ElementId, FrozenMap, Text, Year
from coje.contract.numbers import Number
from coje.contract.targets import Target, TargetSpan


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


Shape: TypeAlias = Literal["value", "fraction", "weighted", "distribution"]
"""What a record carries: a value, numerator and denominator, a value with its weight, or a distribution."""


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
    quantile: Number | None = Field(
        default=None, title="Quantile", description="Entre 0 et 1 : 0.9 pour le neuvième décile.", gt=0, lt=1
    )
    scale: Number = Field(
        default=Decimal(1), title="Multiplicateur du rapport", description="100 pour un taux en pour cent.", gt=0
    )

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
    def reads(self) -> Shape:
        """What a record must carry."""
        shape = _RECORD_SHAPE[self.over_bodies]
        assert shape is not None
        return shape


_RECORD_SHAPE: dict[Rule, Shape | None] = {
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
    number: Text = Field(title="Numéro", description="Tel qu'imprimé, entre guillemets.")
    name: Text = Field(title="Nom")
    orientation: ElementId | None = Field(
        default=None, title="Orientation", description="L'identifiant de la fiche de rattachement."
    )
    unit: Text | None = Field(
        default=None, title="Unité", description="Au singulier ; celle de la valeur comparée aux cibles."
    )
    level_unit: Text | None = Field(
        default=None,
        title="Unité du niveau mesuré",
        description="Quand les cibles sont des évolutions et que l'on mesure un niveau.",
    )
    sense: Sense | None = Field(
        default=None, title="Sens", description="Le sens dans lequel l'indicateur doit évoluer."
    )
    tolerance: Number | None = Field(
        default=None,
        title="Tolérance (sens « stable »)",
        description="Écart admis quand l'indicateur doit rester stable.",
        ge=0,
    )
    decimals: int = Field(
        default=0,
        title="Décimales",
        description="Nombre de décimales auquel la valeur et la cible sont comparées.",
        ge=0,
        le=6,
    )
    frequency: Frequency = Field(default=Frequency.YEARLY, title="Périodicité")
    level: Literal["local", "national"] = Field(default="local", title="Niveau de mesure")
    aggregation: Aggregation | None = Field(default=None, title="Agrégation")
    definition: Text | None = Field(default=None, title="Définition")
    source: Text | None = Field(default=None, title="Source des données")
    owner: ElementId | None = Field(default=None, title="Responsable")
    baseline: Baseline | None = Field(default=None, title="Situation de départ")
    targets: FrozenMap[TargetSpan, Target] = Field(
        default_factory=dict,
        title="Cibles",
        description="Une cible par année, ou pour plusieurs années : 2023-2027.",
        validate_default=True,
    )
    continues: Text | None = Field(
        default=None, title="Prend la suite de", description="Identifiant ou nom de l'indicateur du contrat précédent."
    )
    clause: Text | None = Field(default=None, title="Référence dans le texte")
    source_note: Text | None = Field(default=None, title="Note sur la source")

    @property
    def record_unit(self) -> str | None:
        """The unit that records are in, unless they say otherwise: of the level, when targets are changes of it."""
        return self.level_unit or self.unit

    @property
    def reads(self) -> Shape:
        """What a record must carry: what the aggregation reads, a value without one."""
        return self.aggregation.reads if self.aggregation else "value"

    def target(self, year: int) -> Target | None:
        """The target of a civil year, a span of years answering for its last year only."""
        return next((target for span, target in self.targets.items() if span.due_year == year), None)
