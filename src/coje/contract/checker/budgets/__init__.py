"""Rules on the funds: printed totals, columns, nature and grouping of lines."""

from coje.contract.checker.base import Rule
from coje.contract.checker.budgets import amounts, columns, lines, subtotals, totals

RULES: tuple[type[Rule], ...] = (
    *totals.RULES,
    *subtotals.RULES,
    *lines.RULES,
    *columns.RULES,
    *amounts.RULES,
)
