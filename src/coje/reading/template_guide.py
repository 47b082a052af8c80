"""The last sheet of a return template: how to fill it, and what each indicator means."""

from __future__ import annotations

from typing import Any

import xlsxwriter

from coje.contract.model import Indicator
from coje.reading.fill_sheets import BLUE, LINE, THIN, Formats, height_of, print_on_a4
from coje.reading.measure_checks import READS
from coje.reading.templates import Template

_STEPS = {
    "Remplir les cellules jaunes.": "Les cellules grises restent vides : l'indicateur de la ligne n'en a pas besoin.",
    "Écrire les nombres comme d'habitude.": "1 234,5 ou 1234,5. Un taux de 82,5 % se saisit 82,5, sans le signe %.",
    "Écrire une distribution en couples valeur:cas.": "3:120 4:80 dit 120 cas à 3 jours et 80 cas à 4 jours.",
    "Dire pourquoi un chiffre manque.": "Laisser ses cellules vides et écrire la raison en commentaire.",
    "Signaler un chiffre provisoire.": "Choisir « oui » en colonne provisoire ; le chiffre définitif suivra.",
    "Corriger.": "Renvoyer la ligne avec le bon chiffre : il remplace l'ancien, qui reste dans l'historique.",
    "Renvoyer le fichier tel quel.": "Si une cellule est fausse, rien n'est importé et la liste des erreurs revient.",
}
_COLUMNS = {"n°": 6, "Indicateur": 44, "Unité": 16, "Se saisit avec": 26, "Définition": 64, "Source des données": 34}


def write_guide(template: Template, book: xlsxwriter.Workbook, formats: Formats) -> None:
    """Write the sheet « Mode d'emploi »."""
    sheet = book.add_worksheet("Mode d'emploi")
    sheet.hide_gridlines(2)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, "Mode d'emploi", formats(bold=True, font_size=15, font_color=BLUE))
    for row, (what, how) in enumerate(_STEPS.items(), start=2):
        sheet.write_string(row, 0, str(row - 1), formats(bold=True, font_color=BLUE))
        sheet.write_string(row, 1, what, formats(bold=True, text_wrap=True))
        sheet.merge_range(row, 2, row, 5, how, formats())
        sheet.set_row(row, height_of(what, _COLUMNS["Indicateur"]))
    _write_definitions(template, sheet, len(_STEPS) + 3, formats)
    sheet.protect()
    print_on_a4(sheet, template.contract.title)


def _write_definitions(template: Template, sheet: Any, row: int, formats: Formats) -> None:
    for position, (header, width) in enumerate(_COLUMNS.items()):
        sheet.set_column(position, position, width)
        sheet.write_string(row, position, header, formats(bold=True, font_color="white", bg_color=BLUE))
    for indicator in dict.fromkeys(measure.indicator.id for measure in template.measures):
        row += 1
        _write_definition(sheet, row, template.contract.indicator(indicator), formats)


def _write_definition(sheet: Any, row: int, indicator: Indicator, formats: Formats) -> None:
    _, said = READS[indicator.reads]
    texts = (indicator.number, indicator.name, indicator.record_unit, said, indicator.definition, indicator.source)
    cell = formats(text_wrap=True, valign="top", bottom=THIN, bottom_color=LINE)
    for position, text in enumerate(texts):
        sheet.write_string(row, position, text or "", cell)
    widths = _COLUMNS.values()
    sheet.set_row(row, max(height_of(text or "", width) for text, width in zip(texts, widths, strict=True)))
