"""The French words for the parts of a contract and for the choices that files write in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coje.contract import model
from coje.contract.base import Element, excerpt

_LONGEST_NAME = 90


@dataclass(frozen=True)
class Noun:
    """What a kind of element is called, with its article, and what it is."""

    article: str
    name: str
    description: str
    feminine: bool = False

    @property
    def definite(self) -> str:
        """``l'indicateur``, ``la ligne``."""
        space = "" if self.article == "l'" else " "
        return f"{self.article}{space}{self.name}"

    def agree(self, participle: str) -> str:
        """The participle in the gender of the noun: ``ajouté``, ``ajoutée``."""
        return f"{participle}e" if self.feminine else participle


NOUNS: Mapping[type[Element], Noun] = {
    model.Contract: Noun("le", "contrat", "Ce qui a été convenu : parties, période, engagements, indicateurs, moyens."),
    model.Party: Noun("la", "partie", "Une partie au contrat, ou un acteur qu'il nomme.", feminine=True),
    model.Signatory: Noun("le", "signataire", "Qui a signé, pour quelle partie."),
    model.Period: Noun("la", "période", "Du premier jour au dernier jour exclu.", feminine=True),
    model.Source: Noun("la", "source", "Le document public d'où vient le contenu.", feminine=True),
    model.Axis: Noun("l'", "axe", "Un axe stratégique : plusieurs fiches."),
    model.Orientation: Noun(
        "la", "fiche", "Une orientation du contrat : ses engagements et leurs actions.", feminine=True
    ),
    model.Commitment: Noun("l'", "engagement", "Une promesse de la caisse, de l'État ou d'un groupe, et ses actions."),
    model.Action: Noun("l'", "action", "Ce qui est fait, pour quand, et ce qui le prouve.", feminine=True),
    model.Grouping: Noun("le", "regroupement", "Une lecture transversale : priorité, marqueur de réussite ou thème."),
    model.Indicator: Noun("l'", "indicateur", "Ce qui est mesuré, comment, et la cible de chaque année."),
    model.Aggregation: Noun(
        "l'", "agrégation", "Comment les valeurs se réunissent entre organismes et dans le temps.", feminine=True
    ),
    model.Baseline: Noun("la", "situation de départ", "La valeur de l'indicateur avant le contrat.", feminine=True),
    model.Fund: Noun("le", "fonds", "Un fonds national : son tableau de lignes par année, tel qu'imprimé."),
    model.Column: Noun(
        "la", "colonne", "Une colonne du tableau ; l'identifiant d'une colonne d'année est l'année.", feminine=True
    ),
    model.FungibilityGroup: Noun(
        "le", "groupe de fongibilité", "Des lignes entre lesquelles le directeur général peut déplacer des crédits."
    ),
    model.FundLine: Noun("la", "ligne", "Une ligne du tableau d'un fonds, avec ses sous-lignes.", feminine=True),
    model.DataSharing: Noun(
        "le", "partage de données", "Une ligne du tableau « dites-le-nous une fois » : qui produit, qui consomme."
    ),
    model.Obligation: Noun(
        "l'", "obligation", "Ce qui est dû à intervalles réguliers : une règle, non une liste de dates.", feminine=True
    ),
    model.Clause: Noun("la", "clause", "Une clause de revoyure, de révision, d'évaluation, résumée.", feminine=True),
    model.Term: Noun(
        "l'", "entrée du glossaire", "Un terme ou un sigle du contrat et sa signification.", feminine=True
    ),
    model.Scoring: Noun("le", "barème", "Un barème : des points par ligne, dont la somme est le total."),
    model.ScoringItem: Noun("la", "ligne de barème", "Un indicateur noté : cible, seuil et points.", feminine=True),
}
"""Every kind of element; a test keeps the list whole."""

WORDS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    model.Kind: {
        model.Kind.COG: "convention d'objectifs et de gestion (COG)",
        model.Kind.CPG: "contrat pluriannuel de gestion (CPG)",
        model.Kind.SCORING: "accord d'intéressement",
    },
    model.PartyRole: {
        model.PartyRole.STATE: "État",
        model.PartyRole.FUND: "caisse nationale",
        model.PartyRole.BODY: "organisme",
        model.PartyRole.OTHER: "autre",
    },
    model.CommitmentBy: {
        model.CommitmentBy.FUND: "la caisse",
        model.CommitmentBy.STATE: "l'État",
        model.CommitmentBy.JOINT: "plusieurs branches",
        model.CommitmentBy.GROUP: "un groupe",
    },
    model.GroupingKind: {
        model.GroupingKind.PRIORITY: "priorité",
        model.GroupingKind.SUCCESS_MARKER: "marqueur de réussite",
        model.GroupingKind.THEME: "thème",
    },
    model.Sense: {
        model.Sense.UP: "à la hausse",
        model.Sense.DOWN: "à la baisse",
        model.Sense.STABLE: "stable",
        model.Sense.BAND: "dans une fourchette",
    },
    model.Frequency: {
        model.Frequency.MONTHLY: "mensuelle",
        model.Frequency.QUARTERLY: "trimestrielle",
        model.Frequency.HALF_YEARLY: "semestrielle",
        model.Frequency.YEARLY: "annuelle",
    },
    model.Rule: {
        model.Rule.RATIO: "rapport des sommes",
        model.Rule.SUM: "somme",
        model.Rule.LAST: "dernière valeur",
        model.Rule.MEAN: "moyenne pondérée",
        model.Rule.QUANTILE: "quantile des distributions réunies",
    },
    model.Nature: {model.Nature.LIMITATIVE: "limitatif", model.Nature.EVALUATIVE: "évaluatif"},
    model.LineKind: {
        model.LineKind.LINE: "ligne",
        model.LineKind.HEADING: "rubrique",
        model.LineKind.SUBTOTAL: "sous-total",
        model.LineKind.TOTAL: "total",
    },
    model.ColumnKind: {
        model.ColumnKind.YEAR: "année",
        model.ColumnKind.PERIOD_TOTAL: "total de la période",
        model.ColumnKind.REFERENCE: "référence",
        model.ColumnKind.VARIATION: "variation",
    },
    model.ClauseKind: {
        model.ClauseKind.REVIEW: "revoyure",
        model.ClauseKind.REVISION: "révision",
        model.ClauseKind.EVALUATION: "évaluation",
        model.ClauseKind.DECLENSION: "déclinaison locale",
    },
}
"""Every choice of every list of choices; a test keeps the list whole."""


def word(choice: StrEnum) -> str:
    """The French word of a choice.

    >>> word(model.Sense.DOWN)
    'à la baisse'
    """
    return WORDS[type(choice)][choice]


def own_name(element: Element) -> str:
    """The name, title or term that an element carries; empty when it has none."""
    return next((str(getattr(element, key)) for key in ("name", "title", "term") if hasattr(element, key)), "")


def named(element: Element) -> str:
    """The element as a sentence names it: ``l'indicateur 12 « Délai d'instruction »``."""
    name = own_name(element)
    number = getattr(element, "number", "")
    return " ".join(
        filter(None, [NOUNS[type(element)].definite, number, f"« {excerpt(name, _LONGEST_NAME)} »" if name else ""])
    )
