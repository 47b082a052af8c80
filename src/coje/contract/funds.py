"""The means: national funds, their printed tables, and the groups of lines among which credits move."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Literal

from pydantic import Field

from coje.contract.base import Element, ElementId, FrozenMap, Text
from coje.contract.numbers import Number


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
    fungibility: ElementId | None = Field(
        default=None, title="Groupe de fongibilité", description="L'identifiant d'un groupe du fonds."
    )
    amounts: FrozenMap[str, Number] = Field(
        default_factory=dict,
        title="Montants",
        description="Par identifiant de colonne, tels qu'imprimés.",
        validate_default=True,
    )
    adds: tuple[ElementId, ...] = Field(
        default=(), title="Total de", description="Identifiants des lignes dont celle-ci est la somme."
    )
    subtracts: tuple[ElementId, ...] = Field(
        default=(), title="Diminué de", description="Identifiants des lignes à retrancher."
    )
    of_which: bool = Field(
        default=False,
        title="Les sous-lignes sont des « dont »",
        description="Vrai quand les sous-lignes ne détaillent qu'une partie du montant.",
    )
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

    @property
    def symbol(self) -> str:
        """The unit of amounts as people write it: ``€``, ``k€``, ``M€``."""
        return self.unit.replace("EUR", "€")

    def rows(self) -> Iterator[FundLine]:
        """Every row of the table, in printed order."""
        for line in self.lines:
            yield from line.rows()
