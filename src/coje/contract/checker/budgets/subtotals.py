"""Subtotals that do not say what they add."""

from __future__ import annotations

from collections.abc import Iterator

from coje.contract.checker.base import Remark, Rule, Severity
from coje.contract.checker.budgets.runs import Rows, with_standing
from coje.contract.checker.budgets.table import FundRule, Table, label
from coje.contract.model import FundLine, LineKind


class SubtotalOfNothing(FundRule):
    """A subtotal that names no line is the sum of those printed just before it."""

    code = "C165"
    severity = Severity.WARNING
    title = "Sous-total qui ne correspond à aucune suite de lignes"
    explanation = (
        "Le sous-total ne dit pas de quelles lignes il est la somme, et aucune suite de lignes imprimées juste avant "
        "lui ne donne ses montants dans toutes les colonnes. Une ligne manque, un libellé est décalé ou un montant est "
        "faux. La tolérance d'arrondi est celle de C161."
    )
    repair = "Nommer les lignes additionnées dans « adds », ou vérifier les montants sur le document."
    bad = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-travaux, name: Travaux, nature: limitative, fungibility: fonctionnement,
         amounts: {2023: 10, 2024: 10, 2025: 10, 2026: 10, total: 40}}
      - {id: fonds-mobilier, name: Mobilier, nature: limitative, fungibility: fonctionnement,
         amounts: {2023: 5, 2024: 5, 2025: 5, 2026: 5, total: 20}}
      - {id: fonds-equipement, name: Sous-total équipement, kind: subtotal,
         amounts: {2023: 15, 2024: 15, 2025: 16, 2026: 15, total: 61}}
"""
    good = bad.replace("2025: 16, 2026: 15, total: 61", "2025: 15, 2026: 15, total: 60")

    def look(self, table: Table) -> Iterator[Remark]:
        """Totals without lines, of their own or named, that some row precedes."""
        for row, before in with_standing(table):
            if before and _says_nothing(table, row.line):
                rows = Rows(table, before)
                if rows.fitting_last(row.line) is None:
                    yield row.path, _message(table, row.line, rows)


def _says_nothing(table: Table, line: FundLine) -> bool:
    is_total = line.kind in {LineKind.SUBTOTAL, LineKind.TOTAL} and bool(line.amounts)
    return is_total and not line.of_which and not table.terms(line)


def _message(table: Table, line: FundLine, rows: Rows) -> str:
    run = rows.nearest_last(line)
    if run is None:
        return f"« {line.name} » n'est la somme d'aucune suite de lignes imprimées avant lui"
    lines = f"de « {rows.lines[run.start].name} » à « {rows.lines[-1].name} »"
    return f"« {line.name} » serait la somme des lignes {lines}, sauf en {_except(table, line, rows, run)}"


def _except(table: Table, line: FundLine, rows: Rows, run: range) -> str:
    labels = {column.id: label(column) for column in table.fund.columns}
    gaps = {labels[column]: rows.gap(line, column, run) for column in rows.compared(line)}
    return ", ".join(f"{title} (écart de {table.text(size, signed=True)})" for title, size in gaps.items() if size)


RULES: tuple[type[Rule], ...] = (SubtotalOfNothing,)
