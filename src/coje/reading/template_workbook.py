"""The return template as a workbook: measures, progress, and how to fill them."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter

from coje.contract.model import Indicator
from coje.reading.fill_sheets import BLUE, FillSheet, Formats
from coje.reading.headers import MEASURES_LAYOUT
from coje.reading.measure_texts import CONTENT
from coje.reading.progress import STATUSES
from coje.reading.template_guide import write_guide
from coje.reading.templates import MeasureRow, ProgressRow, Template

_WIDTHS = {"valeur": 13, "numérateur": 13, "dénominateur": 14, "distribution": 22}
_NUMBER = {"bold": True, "font_color": BLUE}

_ANY_NUMBER = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": -(10**15),
    "maximum": 10**15,
    "error_title": "Nombre attendu",
    "error_message": "Saisir un nombre, par exemple 1 234,5.",
}
_NOT_NEGATIVE = {
    "validate": "decimal",
    "criteria": ">=",
    "value": 0,
    "error_title": "Nombre attendu",
    "error_message": "Saisir un nombre ; un dénominateur n'est jamais négatif.",
}
_ANY_DAY = {
    "validate": "date",
    "criteria": ">=",
    "value": date(2000, 1, 1),
    "input_title": "Date du statut",
    "input_message": "Par exemple 31/03/2024.",
    "error_title": "Date attendue",
    "error_message": "Saisir une date, par exemple 31/03/2024.",
}
_PAIRS = {"validate": "any", "input_title": "Distribution", "input_message": "Couples valeur:cas, comme 3:120 4:80."}


def write_workbook(template: Template, file: Path) -> None:
    """Write the template; the same template gives the same bytes."""
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        book.set_properties({"title": _title(template), "created": datetime.combine(template.start, time())})
        formats = Formats(book)
        if template.measures:
            _write_measures(template, book, formats)
        if template.progress:
            _write_progress(template, book, formats)
        write_guide(template, book, formats)


def _title(template: Template) -> str:
    return f"Retour · {template.name} · {template.span}"


def _write_measures(template: Template, book: xlsxwriter.Workbook, formats: Formats) -> None:
    used = [field for field in CONTENT if any(field in row.fields for row in template.measures)]
    fields = {MEASURES_LAYOUT.headers[field]: field for field in used}
    columns = {"n°": 6, "intitulé": 44, "période": 10, "à saisir": 20, **{header: _WIDTHS[header] for header in fields}}
    columns |= {"unité": 16, "provisoire": 11, "source": 15, "commentaire": 28, "indicateur": 26, "organisme": 20}
    sheet = FillSheet(book, formats, "Mesures", columns, frozen=3, unprinted=2)
    sheet.write_title(_title(template), "Remplir les cellules jaunes. L'onglet « Mode d'emploi » dit comment.")
    for indicator, measures in groupby(template.measures, key=lambda measure: measure.indicator):
        first = sheet.row + 1
        for measure in measures:
            sheet.next_row(starts_group=sheet.row < first)
            _write_measure(sheet, measure, fields)
            sheet.technical("organisme", template.body)
        _check_measures(sheet, first, indicator, fields)
    sheet.finish(template.contract.title)


def _write_measure(sheet: FillSheet, measure: MeasureRow, fields: dict[str, str]) -> None:
    indicator = measure.indicator
    sheet.label("n°", indicator.number, **_NUMBER)
    sheet.label("intitulé", indicator.name)
    sheet.label("période", str(measure.period), bold=True)
    sheet.technical("à saisir", measure.said)
    for header, field in fields.items():
        if field in measure.fields:
            sheet.to_fill(header, num_format=_number_format(indicator, field))
        else:
            sheet.blocked(header)
    sheet.label("unité", indicator.record_unit)
    sheet.optional("provisoire", "source", "commentaire")
    sheet.technical("indicateur", indicator.id)


def _number_format(indicator: Indicator, field: str) -> str:
    if field == "distribution":
        return "@"
    decimals = indicator.decimals if field == "value" else 2 if indicator.record_unit == "€" else 0
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _check_measures(sheet: FillSheet, first: int, indicator: Indicator, fields: dict[str, str]) -> None:
    unit = indicator.record_unit
    hint = "Saisir 82,5 pour 82,5 %." if unit == "%" else f"Unité : {unit or 'aucune'}."
    checks: dict[str, dict[str, Any]] = {
        "value": _ANY_NUMBER | {"input_title": "Valeur", "input_message": hint},
        "numerator": _ANY_NUMBER,
        "denominator": _NOT_NEGATIVE,
        "distribution": _PAIRS,
    }
    for header, field in fields.items():
        sheet.check(header, first, checks[field])
    sheet.check("provisoire", first, {"validate": "list", "source": ["oui", "non"]})


def _write_progress(template: Template, book: xlsxwriter.Workbook, formats: Formats) -> None:
    columns = {"n°": 6, "intitulé": 48, "livrable attendu": 36, "échéance": 11, "statut": 16, "au": 13}
    columns |= {"preuve": 30, "commentaire": 30, "action": 26}
    sheet = FillSheet(book, formats, "Actions", columns, frozen=2, unprinted=1)
    sheet.write_title(
        f"Avancement des actions · {template.span}",
        "Donner le statut et sa date ; ce qui n'a pas changé depuis le dernier retour peut rester vide.",
    )
    first = sheet.row + 1
    for _, statuses in groupby(template.progress, key=lambda status: status.number):
        for rank, status in enumerate(statuses):
            sheet.next_row(starts_group=rank == 0)
            _write_status(sheet, status)
    sheet.check("statut", first, {"validate": "list", "source": list(STATUSES.values())})
    sheet.check("au", first, _ANY_DAY)
    sheet.finish(template.contract.title)


def _write_status(sheet: FillSheet, status: ProgressRow) -> None:
    sheet.label("n°", status.number, **_NUMBER)
    sheet.label("intitulé", status.title)
    sheet.technical("livrable attendu", status.deliverable or "")
    sheet.label("échéance", str(status.due_year or ""), bold=True)
    sheet.to_fill("statut")
    sheet.to_fill("au", num_format="dd/mm/yyyy")
    sheet.optional("preuve", "commentaire")
    sheet.technical("action", status.element)
