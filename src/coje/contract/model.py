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
from enum import StrEnum
from functools import cached_property

from pydantic import Field

from coje.contract.base import Day, Element, ElementId, Path, Text
from coje.contract.funds import Column, ColumnKind, Fund, FundLine, FungibilityGroup, LineKind, Nature
from coje.contract.indicators import Aggregation, Baseline, Frequency, Indicator, Rule, Sense
from coje.contract.parties import Party, PartyRole, Period, Signatory
from coje.contract.plan import Action, Axis, Commitment, CommitmentBy, Grouping, GroupingKind, Orientation
from coje.contract.provisions import Clause, ClauseKind, DataSharing, Obligation, Scoring, ScoringItem, Source, Term

__all__ = [
    "Action",
    "Aggregation",
    "Axis",
    "Baseline",
    "Clause",
    "ClauseKind",
    "Column",
    "ColumnKind",
    "Commitment",
    "CommitmentBy",
    "Contract",
    "DataSharing",
    "Frequency",
    "Fund",
    "FundLine",
    "FungibilityGroup",
    "Grouping",
    "GroupingKind",
    "Indicator",
    "Kind",
    "LineKind",
    "Nature",
    "Obligation",
    "Orientation",
    "Party",
    "PartyRole",
    "Period",
    "Rule",
    "Scoring",
    "ScoringItem",
    "Sense",
    "Signatory",
    "Source",
    "Term",
]


class Kind(StrEnum):
    """What kind of instrument the contract is."""

    COG = "cog"
    CPG = "cpg"
    SCORING = "interessement"


class Contract(Element):
    """An objectives-and-means contract, as signed (or as amended: see ``amendments``)."""

    id: ElementId = Field(title="Identifiant", description="Celui du dossier : cnam-2023-2027.")
    kind: Kind = Field(title="Nature du contrat")
    title: Text = Field(title="Intitulé")
    version: Text = Field(default="initiale", title="Version")
    parent: ElementId | None = Field(
        default=None, title="Contrat de rattachement", description="Pour un CPG, l'identifiant de la COG qu'il décline."
    )
    period: Period = Field(title="Période")
    voted_on: Day | None = Field(default=None, title="Date du vote")
    signed_on: Day | None = Field(default=None, title="Date de signature")
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
