"""The French word of each choice that contract files write in English."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from coje.appraisal.wording import BY, SENSE
from coje.contract.model import (
    ClauseKind,
    CommitmentBy,
    Frequency,
    GroupingKind,
    Kind,
    LineKind,
    Nature,
    PartyRole,
    Rule,
    Sense,
)

WORDS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    Sense: SENSE,
    CommitmentBy: BY,
    Kind: {
        Kind.COG: "convention d'objectifs et de gestion (COG)",
        Kind.CPG: "contrat pluriannuel de gestion (CPG)",
        Kind.SCORING: "accord d'intéressement",
    },
    Frequency: {
        Frequency.MONTHLY: "mensuelle",
        Frequency.QUARTERLY: "trimestrielle",
        Frequency.HALF_YEARLY: "semestrielle",
        Frequency.YEARLY: "annuelle",
    },
    Rule: {
        Rule.RATIO: "rapport des sommes",
        Rule.SUM: "somme",
        Rule.LAST: "dernière valeur",
        Rule.MEAN: "moyenne pondérée",
        Rule.QUANTILE: "quantile des distributions réunies",
    },
    PartyRole: {
        PartyRole.STATE: "État",
        PartyRole.FUND: "caisse nationale",
        PartyRole.BODY: "organisme",
        PartyRole.OTHER: "autre",
    },
    Nature: {Nature.LIMITATIVE: "limitatif", Nature.EVALUATIVE: "évaluatif"},
    LineKind: {
        LineKind.LINE: "ligne",
        LineKind.HEADING: "rubrique",
        LineKind.SUBTOTAL: "sous-total",
        LineKind.TOTAL: "total",
    },
    GroupingKind: {
        GroupingKind.PRIORITY: "priorité",
        GroupingKind.SUCCESS_MARKER: "marqueur de réussite",
        GroupingKind.THEME: "thème",
    },
    ClauseKind: {
        ClauseKind.REVIEW: "revoyure",
        ClauseKind.REVISION: "révision",
        ClauseKind.EVALUATION: "évaluation",
        ClauseKind.DECLENSION: "déclinaison locale",
    },
}


def word(choice: StrEnum) -> str:
    """The word that users read."""
    return WORDS[type(choice)][choice]
