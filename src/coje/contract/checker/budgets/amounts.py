"""Amounts on their own: derived columns, precision, orders of magnitude."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from coje.contract.checker.base import Remark, Rule, Severity
from coje.contract.checker.budgets.table import FundRule, Row, Table
from coje.contract.model import Column, ColumnKind
from coje.contract.numbers import format_number, round_half_up, significant_decimals

MAGNITUDE = 500
"""How many times the usual amount of its row an amount is, to be called misplaced."""

_YEAR = re.compile(r"\d{4}")


def _years(column: Column) -> list[int]:
    return [int(year) for year in _YEAR.findall(column.title)]


class WrongVariation(FundRule):
    """A printed variation is that of the amounts beside it."""

    code = "C171"
    severity = Severity.INFO
    title = "Variation imprimée contredite par les montants"
    explanation = (
        "La colonne de variation annonce deux années, et l'évolution des montants de ces deux années n'est pas celle "
        "qui est imprimée. Le plus souvent, la variation part d'une autre colonne que celle que son titre annonce."
    )
    repair = "Recalculer la variation, ou corriger le titre de la colonne."
    bad = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-depenses, amounts: {variation: 10}}
"""
    good = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-depenses, amounts: {variation: 30}}
"""

    def look(self, table: Table) -> Iterator[Remark]:
        """Each printed variation between two years that columns show."""
        for column in table.columns(ColumnKind.VARIATION):
            starts, ends = _ends(table, column)
            for row in table.rows:
                printed = row.line.amounts.get(column.id)
                changes = _changes(row, starts, ends)
                if printed is not None and changes and not any(_is_near(table, column, row, one) for one in changes):
                    computed = _percent(round_half_up(changes[0], table.decimals[column.id]))
                    hint = _real_start(table, column, row, ends)
                    message = f"{_percent(printed)} imprimés, {computed} calculés{hint}"
                    yield (*row.path, "amounts", column.id), f"« {row.line.name} », {column.title} : {message}"


def _ends(table: Table, column: Column) -> tuple[list[Column], list[Column]]:
    """The columns of the first year that a heading announces, and those of the second."""
    years = _years(column)
    if len(years) != 2:
        return [], []
    levels = table.columns(ColumnKind.YEAR, ColumnKind.REFERENCE)
    start, end = ([level for level in levels if str(year) == level.id or _years(level) == [year]] for year in years)
    return start, end


def _changes(row: Row, starts: list[Column], ends: list[Column]) -> list[Decimal]:
    """The changes, in percent, from each start to each end (none from a blank or from zero)."""
    amounts = row.line.amounts
    pairs = [(amounts.get(start.id), amounts.get(end.id)) for start in starts for end in ends]
    return [(after - before) / abs(before) * 100 for before, after in pairs if before and after is not None]


def _is_near(table: Table, column: Column, row: Row, change: Decimal) -> bool:
    return abs(change - row.line.amounts[column.id]) <= Decimal(1).scaleb(-table.decimals[column.id])


def _real_start(table: Table, column: Column, row: Row, ends: list[Column]) -> str:
    for other in table.columns(ColumnKind.YEAR, ColumnKind.REFERENCE):
        if any(_is_near(table, column, row, change) for change in _changes(row, [other], ends)):
            return f" ; c'est l'évolution depuis « {other.title} »"
    return ""


def _percent(change: Decimal) -> str:
    return f"{format_number(change.normalize(), signed=bool(change))} %"


class WrongMean(FundRule):
    """A printed mean over past years is their printed total divided by their number."""

    code = "C176"
    severity = Severity.INFO
    title = "Moyenne imprimée qui n'est pas celle du total"
    explanation = (
        "Une colonne de comparaison donne une moyenne sur plusieurs années, une autre le total des mêmes années, et "
        "l'un n'est pas l'autre divisé par le nombre d'années. La dépense n'existait peut-être pas toutes les années ; "
        "la moyenne ne se compare alors pas aux budgets annuels."
    )
    repair = "Vérifier les deux montants, ou dire sur combien d'années porte la moyenne."
    bad = """\
funds:
  - id: fonds
    columns:
      - {id: total-passe, title: Total 2018-2022, kind: reference}
      - {id: moyenne-passee, title: Moyenne 2018-2022, kind: reference}
    lines:
      - {id: fonds-recettes, amounts: {total-passe: 100, moyenne-passee: 25}}
"""
    good = bad.replace("moyenne-passee: 25}", "moyenne-passee: 20}")

    def look(self, table: Table) -> Iterator[Remark]:
        """Every row with both amounts, for every mean that has a total of the same years."""
        references = table.columns(ColumnKind.REFERENCE)
        means = [column for column in references if "moyenne" in column.title.casefold()]
        for mean in means:
            count = _years_covered(mean)
            for whole in references:
                if count and whole not in means and _years(whole) == _years(mean):
                    yield from _means(table, whole, mean, count)


def _years_covered(column: Column) -> int:
    """How many years a heading announces by the first and the last; 0 when it does not."""
    match _years(column):
        case [first, last] if first < last:
            return last - first + 1
    return 0


def _means(table: Table, whole: Column, mean: Column, count: int) -> Iterator[Remark]:
    for row in table.rows:
        total, printed = row.line.amounts.get(whole.id), row.line.amounts.get(mean.id)
        if total is not None and printed is not None and not _is_mean(total, count, printed):
            share = table.text(round_half_up(total / count, significant_decimals(printed)))
            real = next((years for years in range(2, count) if _is_mean(total, years, printed)), None)
            hint = f" ; c'est la moyenne sur {real} ans" if real else ""
            message = f"{table.text(printed)} imprimés, mais {table.text(total)} sur {count} ans font {share}{hint}"
            yield (*row.path, "amounts", mean.id), f"« {row.line.name} », {mean.title} : {message}"


def _is_mean(total: Decimal, years: int, printed: Decimal) -> bool:
    """Whether the total makes that mean, to its last digit; a lost decimal comma is for `OtherMagnitude` to say."""
    last_digit = Decimal(1).scaleb(-significant_decimals(printed))
    return any(abs(total / years * scale - printed) <= last_digit for scale in (1, 1000, Decimal("0.001")))


class TooManyDecimals(FundRule):
    """An amount has no more decimals than the fund prints."""

    code = "C172"
    severity = Severity.WARNING
    title = "Montant plus précis que le tableau"
    explanation = (
        "Le montant a plus de décimales que le fonds n'en imprime. Il a été saisi dans une autre unité que celle du "
        "tableau, ou les décimales déclarées sont fausses : l'arrondi des totaux en dépend."
    )
    repair = "Vérifier le montant et son unité, ou corriger « decimals »."
    bad = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-travaux, name: Travaux, nature: evaluative,
         amounts: {2023: "1,5", 2024: 2, 2025: 2, 2026: 2, total: "7,5"}}
"""
    good = """\
funds:
  - id: fonds
    decimals: 1
    lines:
      - {id: fonds-travaux, name: Travaux, nature: evaluative,
         amounts: {2023: "1,5", 2024: 2, 2025: 2, 2026: 2, total: "7,5"}}
"""

    def look(self, table: Table) -> Iterator[Remark]:
        """Amounts with significant decimals beyond the declared ones, variations apart."""
        percents = {column.id for column in table.columns(ColumnKind.VARIATION)}
        for row in table.rows:
            for column, amount in row.line.amounts.items():
                if column not in percents and significant_decimals(amount) > table.fund.decimals:
                    printed = f"que le tableau n'en imprime ({table.fund.decimals})"
                    message = f"« {row.line.name} » : {table.text(amount)} a plus de décimales {printed}"
                    yield (*row.path, "amounts", column), message


class OtherMagnitude(FundRule):
    """The amounts of a row are of the same order."""

    code = "C173"
    severity = Severity.WARNING
    title = "Montant d'un autre ordre de grandeur que ses voisins"
    explanation = (
        f"Le montant vaut plus de {MAGNITUDE} fois le montant habituel de sa ligne (la médiane des autres). Une "
        "virgule a d'ordinaire été perdue, ou le montant est dans une autre unité que le tableau."
    )
    repair = "Vérifier la virgule et l'unité ; si l'erreur est imprimée, la garder et le dire dans « source_note »."
    bad = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-travaux, name: Travaux, nature: evaluative,
         amounts: {2022: 10000, 2023: 10, 2024: 10, 2025: 10, 2026: 10, total: 40}}
"""
    good = """\
funds:
  - id: fonds
    lines:
      - {id: fonds-travaux, name: Travaux, nature: evaluative,
         amounts: {2022: 10, 2023: 10, 2024: 10, 2025: 10, 2026: 10, total: 40}}
"""

    def look(self, table: Table) -> Iterator[Remark]:
        """Amounts far above the median of the other amounts of their row."""
        columns = table.columns(ColumnKind.YEAR, ColumnKind.PERIOD_TOTAL, ColumnKind.REFERENCE)
        titles = {column.id: column.title for column in columns}
        for row in table.rows:
            sizes = {name: abs(size) for name, size in row.line.amounts.items() if name in titles and size}
            for column, size in sizes.items():
                others = [other for name, other in sizes.items() if name != column]
                if len(others) >= 2 and size > MAGNITUDE * median(others):
                    yield (
                        (*row.path, "amounts", column),
                        f"« {row.line.name} », {titles[column]} : {table.text(size)}, contre "
                        f"{table.text(median(others))} d'ordinaire sur la ligne",
                    )


RULES: tuple[type[Rule], ...] = (WrongVariation, TooManyDecimals, OtherMagnitude, WrongMean)
