"""Names that must lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

from coje.contract.base import Element, Path
from coje.contract.checker.base import Remark, Rule, Severity
from coje.contract.model import (
    Action,
    Commitment,
    Contract,
    Fund,
    FundLine,
    Grouping,
    Indicator,
    Obligation,
    ScoringItem,
    Signatory,
)
from coje.contract.spelling import perhaps_meant


class _Reference(NamedTuple):
    """A field that names elements of one family."""

    kind: type[Element]
    field: str
    family: str


_REFERENCES = (
    _Reference(Signatory, "party", "partie"),
    _Reference(Action, "owner", "partie"),
    _Reference(Action, "indicators", "indicateur"),
    _Reference(Commitment, "with_parties", "partie"),
    _Reference(Grouping, "members", "élément"),
    _Reference(Indicator, "orientation", "orientation"),
    _Reference(Indicator, "owner", "partie"),
    _Reference(Obligation, "owner", "partie"),
    _Reference(Obligation, "recipients", "partie"),
    _Reference(Obligation, "fund", "fonds"),
    _Reference(ScoringItem, "indicator", "indicateur"),
)

_FAMILIES: dict[str, Callable[[Contract], Collection[str]]] = {
    "partie": lambda contract: {party.id for party in contract.parties},
    "orientation": lambda contract: {orientation.id for orientation in contract.orientations},
    "indicateur": lambda contract: {indicator.id for indicator in contract.indicators},
    "fonds": lambda contract: {fund.id for fund in contract.funds},
    "élément": lambda contract: contract.paths,
}


class UnknownReference(Rule):
    """A name given in a field is that of an element of the right family."""

    code = "C101"
    severity = Severity.ERROR
    title = "Référence à un élément inconnu"
    explanation = (
        "Un élément en cite un autre par son identifiant (responsable, orientation, indicateur, groupe de fongibilité, "
        "lignes d'un total) et aucun élément de cette famille ne porte cet identifiant. Le suivi perdrait le lien : un "
        "indicateur sans son orientation, un total sans une de ses lignes."
    )
    repair = "Corriger l'identifiant, ou ajouter l'élément cité."
    bad = """\
indicators:
  - {id: delai-paiement, orientation: fiche-1-2}
"""
    good = """\
indicators:
  - {id: delai-paiement, orientation: fiche-1-1}
"""

    def check(self) -> Iterator[Remark]:
        """References of the whole document, then those inside each fund."""
        families = {name: list(known(self.contract)) for name, known in _FAMILIES.items()}
        for reference in _REFERENCES:
            for path, element in self.subject.all(reference.kind):
                yield from _unknown(element, path, reference.field, reference.family, families[reference.family])
        for path, fund in self.subject.all(Fund):
            yield from self._inside(fund, path)

    def _inside(self, fund: Fund, fund_path: Path) -> Iterator[Remark]:
        groups = [group.id for group in fund.groups]
        rows = [row.id for row in fund.rows()]
        for path, line in self.subject.all(FundLine):
            if path[: len(fund_path)] == fund_path:
                yield from _unknown(line, path, "fungibility", f"groupe de fongibilité du fonds {fund.code}", groups)
                yield from _unknown(line, path, "adds", f"ligne du fonds {fund.code}", rows)
                yield from _unknown(line, path, "subtracts", f"ligne du fonds {fund.code}", rows)


def _unknown(element: Element, path: Path, field: str, family: str, known: list[str]) -> Iterator[Remark]:
    given: Any = getattr(element, field)
    names = {(): given} if isinstance(given, str) else {(rank,): name for rank, name in enumerate(given or ())}
    for rank, name in names.items():
        if name not in known:
            yield (
                (*path, field, *rank),
                f"« {name} » n'est l'identifiant d'aucun élément attendu ici ({family}){perhaps_meant(name, known)}",
            )


RULES: tuple[type[Rule], ...] = (UnknownReference,)
