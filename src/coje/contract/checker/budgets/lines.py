"""What binds a line: its nature, and the group inside which its credits may move."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coje.contract.checker.base import Remark, Rule, Severity
from coje.contract.checker.budgets.table import FundRule, Row, Table
from coje.contract.model import FundLine, LineKind, Nature

_REVENUE = re.compile(r"recette|produit|cotis", re.IGNORECASE)


def _nature(row: Row) -> Nature | None:
    return next((line.nature for line in row.lineage if line.nature), None)


def _spending(table: Table) -> list[Row]:
    """The lines of spending that no other line details."""
    leaves = [row for row in table.rows if row.line.kind is LineKind.LINE and (row.line.of_which or not row.line.lines)]
    revenue = _revenue_ids(table)
    return [
        row
        for row in leaves
        if not any(line.id in revenue or line.of_which for line in row.ancestors) and row.line.id not in revenue
    ]


def _revenue_ids(table: Table) -> set[str]:
    named = [row.line for row in table.rows if _is_revenue(row.line)]
    subtracted = {name for row in table.rows for name in row.line.subtracts}
    return {line.id for line in named} | {name for line in named for name in line.adds} | subtracted


def _is_revenue(line: FundLine) -> bool:
    return bool(_REVENUE.search(line.name)) or (bool(line.amounts) and max(line.amounts.values()) < 0)


class LineWithoutNature(FundRule):
    """A line of spending is binding or indicative."""

    code = "C166"
    severity = Severity.WARNING
    title = "Ligne sans caractère limitatif ni évaluatif"
    explanation = (
        "Rien ne dit si le montant de cette dépense est un plafond (limitatif) ou une prévision (évaluatif). On ne "
        "saurait pas si la dépasser demande un accord. Les recettes ne sont pas concernées ; le caractère d'une "
        "rubrique vaut pour ses lignes."
    )
    repair = "Indiquer « nature: limitative » ou « nature: evaluative » sur la ligne ou sur sa rubrique."
    bad = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-travaux, name: Travaux, amounts: {2023: 10, 2024: 10, 2025: 10, 2026: 10, total: 40}}
"""
    good = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-travaux, name: Travaux, nature: evaluative,
         amounts: {2023: 10, 2024: 10, 2025: 10, 2026: 10, total: 40}}
"""

    def look(self, table: Table) -> Iterator[Remark]:
        """Each line without a nature, or the fund when it gives none at all."""
        spending = _spending(table)
        without = [row for row in spending if _nature(row) is None]
        if without and len(without) == len(spending):
            yield (), f"le fonds {table.fund.code} ne dit d'aucune de ses lignes si elle est limitative ou évaluative"
            return
        for row in without:
            yield row.path, f"« {row.line.name} » n'est dite ni limitative ni évaluative"


class LineWithoutGroup(FundRule):
    """A binding line is in a group of fungibility, when the fund has groups."""

    code = "C167"
    severity = Severity.WARNING
    title = "Ligne limitative sans groupe de fongibilité"
    explanation = (
        "Le fonds a des groupes à l'intérieur desquels les crédits peuvent être virés, mais cette ligne limitative "
        "n'est dans aucun : on ne sait pas qui peut autoriser un virement depuis elle ou vers elle."
    )
    repair = "Indiquer le groupe dans « fungibility » ; une ligne non fongible forme un groupe à elle seule."
    bad = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-travaux, name: Travaux, nature: limitative,
         amounts: {2023: 10, 2024: 10, 2025: 10, 2026: 10, total: 40}}
"""
    good = bad.replace("nature: limitative,", "nature: limitative, fungibility: fonctionnement,")

    def look(self, table: Table) -> Iterator[Remark]:
        """Binding lines whose lineage names no group."""
        for row in _spending(table) if table.fund.groups else ():
            if _nature(row) is Nature.LIMITATIVE and not any(line.fungibility for line in row.lineage):
                yield row.path, f"« {row.line.name} » est limitative, mais n'est dans aucun groupe de fongibilité"


class UnusedGroup(FundRule):
    """A group of fungibility has lines."""

    code = "C174"
    severity = Severity.INFO
    title = "Groupe de fongibilité sans ligne"
    explanation = "Le texte prévoit ce groupe de fongibilité, mais aucune ligne du tableau n'y est rattachée."
    repair = "Rattacher les lignes du groupe ; si le tableau imprimé ne les isole pas, le dire dans « source_note »."
    bad = """\
funds:
  - id: fonds
    groups:
      - {id: investissement, name: Dépenses d'investissement}
"""
    good = """\
funds:
  - id: fonds
    groups:
      - {id: investissement, name: Dépenses d'investissement}
    lines:
      - {id: fonds-travaux, name: Travaux, nature: limitative, fungibility: investissement,
         amounts: {2023: 10, 2024: 10, 2025: 10, 2026: 10, total: 40}}
"""

    def look(self, table: Table) -> Iterator[Remark]:
        """Groups that no row names."""
        used = {row.line.fungibility for row in table.rows}
        for rank, group in enumerate(table.fund.groups):
            if group.id not in used:
                yield ("groups", rank), f"aucune ligne du fonds {table.fund.code} n'est dans le groupe « {group.name} »"


class NatureAgainstHeading(FundRule):
    """A line has the nature of its heading."""

    code = "C175"
    severity = Severity.WARNING
    title = "Caractère contraire à celui de la rubrique"
    explanation = (
        "La ligne est dite évaluative dans une rubrique limitative, ou l'inverse. Le total de la rubrique mêlerait des "
        "montants qui engagent et des prévisions."
    )
    repair = "Déplacer la ligne, ou corriger son caractère."
    bad = """\
funds:
  - id: fonds
    lines:
      - id: fonds-depenses
        lines:
          - {id: fonds-personnel, nature: evaluative}
"""
    good = """\
funds:
  - id: fonds
    lines:
      - id: fonds-depenses
        lines:
          - {id: fonds-personnel, nature: limitative}
"""

    def look(self, table: Table) -> Iterator[Remark]:
        """Rows whose nature is not that of the nearest row above that has one."""
        for row in table.rows:
            above = next((line for line in row.ancestors if line.nature), None)
            if above and row.line.nature and row.line.nature is not above.nature:
                yield (*row.path, "nature"), f"« {row.line.name} » n'a pas le caractère de sa rubrique « {above.name} »"


RULES: tuple[type[Rule], ...] = (LineWithoutNature, LineWithoutGroup, UnusedGroup, NatureAgainstHeading)
