"""Subtotals that do not say what they add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coje.contract.checker.base import Remark, Rule, Severity
from coje.contract.checker.budgets.runs import collapsed, fits, gap, nearest_run
from coje.contract.checker.budgets.table import FundRule, Row, Table, label
from coje.contract.model import ColumnKind, FundLine, LineKind


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
        for row in table.rows:
            if _says_nothing(table, row) and not _fits_before(table, row):
                yield row.path, _message(table, row)


def _says_nothing(table: Table, row: Row) -> bool:
    is_total = row.line.kind in {LineKind.SUBTOTAL, LineKind.TOTAL} and bool(row.line.amounts)
    return is_total and not row.line.of_which and not table.terms(row.line) and bool(collapsed(table, row.before))


def _fits_before(table: Table, row: Row) -> bool:
    standing = collapsed(table, row.before)
    return any(fits(table, row.line, standing[start:]) for start in range(len(standing)))


def _message(table: Table, row: Row) -> str:
    run = nearest_run(table, row)
    if run is None:
        return f"« {row.line.name} » n'est la somme d'aucune suite de lignes imprimées avant lui"
    lines = f"de « {run[0].name} » à « {run[-1].name} »"
    return f"« {row.line.name} » serait la somme des lignes {lines}, sauf en {_except(table, row, run)}"


def _except(table: Table, row: Row, run: Sequence[FundLine]) -> str:
    columns = table.columns(ColumnKind.YEAR, ColumnKind.PERIOD_TOTAL, ColumnKind.REFERENCE)
    gaps = {label(column): gap(table, row.line, run, column.id) for column in columns if column.id in row.line.amounts}
    return ", ".join(f"{title} (écart de {table.text(size, signed=True)})" for title, size in gaps.items() if size)


RULES: tuple[type[Rule], ...] = (SubtotalOfNothing,)
