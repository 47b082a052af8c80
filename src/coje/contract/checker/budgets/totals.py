"""Printed totals against the sum of their lines, column by column, and of their years."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from coje.contract.checker.base import Remark, Rule, Severity
from coje.contract.checker.budgets.runs import fitting_run
from coje.contract.checker.budgets.table import FundRule, Row, Table, label, total
from coje.contract.model import Column, ColumnKind


class TotalOfLines(FundRule):
    """A printed total is the sum of its lines, every year and over the period."""

    code = "C161"
    severity = Severity.ERROR
    title = "Total qui n'est pas la somme de ses lignes"
    explanation = (
        "Le total imprimé n'est pas la somme des lignes qui le composent (sous-lignes, lignes ajoutées, lignes "
        "retranchées). C'est le total qui est voté et exécuté : l'une des lignes, ou lui, est faux. Quand les montants "
        "sont arrondis à l'impression, un écart que l'arrondi explique n'est pas signalé : une demi-unité de la "
        "dernière décimale imprimée dans la colonne, par montant comparé. Un cumul laissé vide vaut la somme de ses "
        "années."
    )
    repair = (
        "Vérifier chaque ligne sur le document ; si l'erreur est imprimée, la garder et le dire dans « source_note »."
    )
    bad = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-net, amounts: {2025: 310, total: 1185}}
"""
    good = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-net, amounts: {2025: 300, total: 1175}}
"""
    kinds: ClassVar[tuple[ColumnKind, ...]] = (ColumnKind.YEAR, ColumnKind.PERIOD_TOTAL)

    def look(self, table: Table) -> Iterator[Remark]:
        """Every printed total, in every column of the kinds looked at."""
        for row in table.rows:
            if table.terms(row.line):
                for column in table.columns(*self.kinds):
                    yield from _compare(table, row, column)


def _compare(table: Table, row: Row, column: Column) -> Iterator[Remark]:
    printed, computed = row.line.amounts.get(column.id), table.computed(row.line, column.id)
    if printed is None or computed is None:
        return
    if abs(printed - computed) > table.tolerance(column.id, len(table.terms(row.line))):
        gap = _gap(table, printed, computed, "la somme de ses lignes est")
        hint = _explanation(table, row, column, printed - computed)
        yield (*row.path, "amounts", column.id), f"« {row.line.name} », {label(column)} : {gap}{hint}"


def _explanation(table: Table, row: Row, column: Column, gap: Decimal) -> str:
    same = [term for _, term in table.terms(row.line) if abs(table.value(term, column.id) or 0) == abs(gap)]
    if len(same) == 1:
        return f" ; l'écart est le montant de « {same[0].name} »"
    run = fitting_run(table, row)
    return f" ; c'est en revanche la somme des lignes de « {run[0].name} » à « {run[-1].name} »" if run else ""


def _gap(table: Table, printed: Decimal, computed: Decimal, words: str) -> str:
    gap = table.text(printed - computed, signed=True)
    return f"{table.text(printed)} imprimés, mais {words} {table.text(computed)} (écart de {gap})"


class ReferenceTotal(TotalOfLines):
    """So is a total in a column that only serves for comparison."""

    code = "C163"
    severity = Severity.WARNING
    title = "Total d'une colonne de comparaison qui n'est pas la somme de ses lignes"
    explanation = (
        "Dans une colonne de comparaison (exécution passée, moyenne), le total imprimé n'est pas la somme de ses "
        "lignes. Rien n'est voté sur cette colonne, mais les évolutions annoncées en partent."
    )
    bad = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-recettes, amounts: {2022: 30}}
"""
    good = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-recettes, amounts: {2022: 20}}
"""
    kinds = (ColumnKind.REFERENCE,)


class TotalOfYears(FundRule):
    """A printed total over the period is the sum of the years."""

    code = "C162"
    severity = Severity.ERROR
    title = "Cumul de la période différent de la somme des années"
    explanation = (
        "Le montant de la colonne de cumul n'est pas la somme des montants des années. Le contrat annonce un effort "
        "sur la période que ses propres budgets annuels ne font pas. La tolérance d'arrondi est celle de C161."
    )
    repair = "Vérifier les années et le cumul ; si l'erreur est imprimée, la garder et le dire dans « source_note »."
    bad = """\
funds:
  - id: fonds
    lines:
      - id: fonds-depenses
        lines:
          - {id: fonds-personnel, amounts: {total: 838}}
          - {id: fonds-achats, amounts: {total: 417}}
"""
    good = """\
funds:
  - id: fonds
    lines:
      - id: fonds-depenses
        lines:
          - {id: fonds-personnel, amounts: {total: 828}}
          - {id: fonds-achats, amounts: {total: 427}}
"""

    def look(self, table: Table) -> Iterator[Remark]:
        """Every row with a printed total over the period and at least a year."""
        years = table.columns(ColumnKind.YEAR)
        for row in table.rows:
            for column in table.columns(ColumnKind.PERIOD_TOTAL):
                printed = row.line.amounts.get(column.id)
                computed = total((1, row.line.amounts.get(year.id)) for year in years)
                if printed is None or computed is None:
                    continue
                if abs(printed - computed) > table.tolerance(column.id, len(years)):
                    gap = _gap(table, printed, computed, "la somme des années est")
                    yield (*row.path, "amounts", column.id), f"« {row.line.name} », {label(column)} : {gap}"


class PartsBeyondWhole(FundRule):
    """The parts detailed under a row do not exceed it."""

    code = "C164"
    severity = Severity.ERROR
    title = "« Dont » supérieur à l'ensemble"
    explanation = (
        "Les lignes « dont » ne détaillent qu'une partie de la ligne qui les porte : leur somme ne peut pas la "
        "dépasser. La tolérance d'arrondi est celle de C161."
    )
    repair = "Vérifier les montants, ou le rattachement des lignes « dont »."
    bad = """\
funds:
  - id: fonds
    lines:
      - id: fonds-recettes
        of_which: true
        lines:
          - id: fonds-cessions
            name: Recettes de cessions
            amounts: {2023: 15, 2024: 15, 2025: 25, 2026: 15, total: 70}
"""
    good = bad.replace("2025: 25, 2026: 15, total: 70", "2025: 15, 2026: 15, total: 60")

    def look(self, table: Table) -> Iterator[Remark]:
        """Every row detailed by parts, in every column of amounts."""
        for row in table.rows:
            for column in table.columns(ColumnKind.YEAR, ColumnKind.PERIOD_TOTAL, ColumnKind.REFERENCE):
                whole = row.line.amounts.get(column.id)
                parts = total((1, table.value(part, column.id)) for part in row.line.lines)
                if not row.line.of_which or whole is None or parts is None:
                    continue
                if abs(parts) - abs(whole) > table.tolerance(column.id, len(row.line.lines)):
                    yield (
                        (*row.path, "amounts", column.id),
                        f"« {row.line.name} », {label(column)} : les « dont » font {table.text(parts)}, "
                        f"l'ensemble {table.text(whole)}",
                    )


RULES: tuple[type[Rule], ...] = (TotalOfLines, TotalOfYears, ReferenceTotal, PartsBeyondWhole)
