"""How cells of the workbook look: number formats by unit, colours by status, one format object for each look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from coje.reports.cells import Amount

FONT = "Calibri"
NAVY, WHITE, ORANGE, GREY = "#1b2a49", "#ffffff", "#a8440b", "#5b6470"
DATE_FORMAT = "dd/mm/yyyy"


@dataclass(frozen=True)
class Styles:
    """Formats of one workbook, made when first asked for."""

    book: Workbook
    made: dict[str, Format] = field(default_factory=dict)

    def get(self, **properties: Any) -> Format:
        """The format with these properties."""
        key = repr(sorted(properties.items()))
        if key not in self.made:
            base = {"font_name": FONT, "font_size": 10, "valign": "top"}
            self.made[key] = self.book.add_format(base | properties)
        return self.made[key]

    @property
    def text(self) -> Format:
        """A text in a table."""
        return self.get(text_wrap=True, bottom=4, bottom_color="#c8ccd2")

    def number(self, pattern: str) -> Format:
        """A number or a date in a table."""
        return self.get(num_format=pattern, align="right", indent=1, bottom=4, bottom_color="#c8ccd2")

    @property
    def badge(self) -> Format:
        """A status in a table, before its colour."""
        return self.get(text_wrap=True, bold=True, bottom=4, bottom_color="#c8ccd2")

    def tint(self, ink: str, fill: str) -> Format:
        """What a status adds to its cell; a conditional format says nothing of fonts and borders."""
        key = f"tint {ink} {fill}"
        if key not in self.made:
            self.made[key] = self.book.add_format({"font_color": ink, "bg_color": fill})
        return self.made[key]

    @property
    def head(self) -> Format:
        """The head of a column."""
        return self.get(
            bold=True, font_color=WHITE, bg_color=NAVY, text_wrap=True, valign="vcenter", border=1, border_color=WHITE
        )

    @property
    def group(self) -> Format:
        """A head over several columns."""
        return self.get(bold=True, font_color=NAVY, align="center", bg_color="#dfe4ee", border=1, border_color=WHITE)


def number_format(amount: Amount) -> str:
    """The pattern of an amount: its decimals, and its unit when that is a symbol (a percent stays the number it is).

    >>> from decimal import Decimal
    >>> number_format(Amount(Decimal("82.50"), "%")), number_format(Amount(Decimal("3"), "jour", signed=True))
    ('#,##0.00" %"', '+#,##0;-#,##0;0')
    """
    pattern = "#,##0" + (f".{'0' * amount.decimals}" if amount.decimals else "")
    unit = f'" {amount.symbol}"' if amount.symbol and '"' not in amount.symbol else ""
    if not amount.signed:
        return f"{pattern}{unit}"
    zero = pattern.removeprefix("#,##")
    return f"+{pattern}{unit};-{pattern}{unit};{zero}{unit}"
