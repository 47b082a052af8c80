"""Columns: those of the contract's years, those that amounts are keyed by, and blank cells."""

from __future__ import annotations

from collections.abc import Iterator

from coje.contract.checker.base import Remark, Rule, Severity
from coje.contract.checker.budgets.table import FundRule, Row, Table, label
from coje.contract.model import ColumnKind, LineKind


class YearWithoutAmount(FundRule):
    """A row has an amount for every year, and over the period when that is printed."""

    code = "C168"
    severity = Severity.WARNING
    title = "Ligne sans montant pour une année"
    explanation = (
        "Une cellule est vide pour une année du contrat, ou pour son cumul. Vide ne dit pas zéro : on ne sait pas si "
        "la dépense n'est pas prévue, si elle est comprise ailleurs ou si le montant manque."
    )
    repair = "Écrire 0 si rien n'est prévu ; sinon rétablir le montant, ou dire ce que signifie le vide."
    bad = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-travaux, name: Travaux, nature: evaluative, amounts: {2023: 10, 2025: 10, 2026: 10, total: 30}}
"""
    good = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-travaux, name: Travaux, nature: evaluative,
         amounts: {2023: 10, 2024: 0, 2025: 10, 2026: 10, total: 30}}
"""

    def look(self, table: Table) -> Iterator[Remark]:
        """Blank cells of rows that are not headings, in one remark each."""
        columns = table.columns(ColumnKind.YEAR, ColumnKind.PERIOD_TOTAL)
        for row in table.rows:
            blank = [label(column) for column in columns if column.id not in row.line.amounts]
            if blank and not _is_heading(row):
                where = ", ".join(blank) if len(blank) < len(columns) else "aucune année du contrat"
                yield row.path, f"« {row.line.name} » n'a pas de montant : {where}"


def _is_heading(row: Row) -> bool:
    return row.line.kind is LineKind.HEADING or (bool(row.line.lines) and not row.line.amounts)


class YearColumns(FundRule):
    """The year columns are the years of the contract."""

    code = "C169"
    severity = Severity.ERROR
    title = "Colonnes d'années qui ne sont pas celles du contrat"
    explanation = (
        "Le tableau du fonds n'a pas de colonne pour une année du contrat, ou en a une pour une année qui n'en est "
        "pas. Le budget de cette année-là n'est pas arrêté par le contrat, ou l'est sans lui."
    )
    repair = "Ajouter la colonne, ou donner à celle qui dépasse la nature « reference »."
    bad = """\
funds:
  - id: flca
    code: FL
    name: Fonds de lutte contre les addictions
    unit: MEUR
    columns: [{id: "2023", title: "2023"}, {id: "2024", title: "2024"}, {id: "2025", title: "2025"}]
    lines:
      - {id: flca-budget, name: Budget, nature: evaluative, amounts: {2023: 130, 2024: 130, 2025: 130}}
"""
    good = """\
funds:
  - id: flca
    code: FL
    name: Fonds de lutte contre les addictions
    unit: MEUR
    columns:
      - {id: "2023", title: "2023"}
      - {id: "2024", title: "2024"}
      - {id: "2025", title: "2025"}
      - {id: "2026", title: "2026"}
    lines:
      - {id: flca-budget, name: Budget, nature: evaluative, amounts: {2023: 130, 2024: 130, 2025: 130, 2026: 130}}
"""

    def look(self, table: Table) -> Iterator[Remark]:
        """Years without a column, then year columns without a year."""
        years = [str(year) for year in self.contract.period.years]
        shown = {column.id for column in table.columns(ColumnKind.YEAR)}
        missing = [year for year in years if year not in shown]
        if missing:
            yield ("columns",), f"le fonds {table.fund.code} n'a pas de colonne pour {', '.join(missing)}"
        for rank, column in enumerate(table.fund.columns):
            if column.kind is ColumnKind.YEAR and column.id not in years:
                yield ("columns", rank), f"la colonne « {column.title} » ({column.id}) n'est pas une année du contrat"


class AmountOutsideColumns(FundRule):
    """Amounts are keyed by the columns of their fund."""

    code = "C170"
    severity = Severity.ERROR
    title = "Montant dans une colonne inconnue"
    explanation = (
        "Un montant est donné pour une colonne que le fonds ne déclare pas. Il ne figurerait dans aucun tableau et "
        "n'entrerait dans aucun total."
    )
    repair = "Corriger le nom de la colonne, ou la déclarer dans « columns »."
    bad = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-recettes, amounts: {"2027": 20}}
"""
    good = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-recettes, amounts: {"2026": 20}}
"""

    def look(self, table: Table) -> Iterator[Remark]:
        """Keys of amounts that are no column."""
        known = {column.id for column in table.fund.columns}
        for row in table.rows:
            for column in row.line.amounts.keys() - known:
                yield (
                    (*row.path, "amounts", column),
                    f"« {row.line.name} » a un montant en « {column} », colonne inconnue",
                )


RULES: tuple[type[Rule], ...] = (YearWithoutAmount, YearColumns, AmountOutsideColumns)
