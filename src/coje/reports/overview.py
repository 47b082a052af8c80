"""The first sheet of the workbook: where the contract stands, by axis, with charts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from coje.reports.annual import AnnualReport
from coje.reports.cells import Amount
from coje.reports.palette import LOOKS
from coje.reports.styles import FONT, NAVY, Styles, number_format
from coje.reports.summaries import Bar, Summary

_CHARACTERS_PER_LINE = 190
_LINE_HEIGHT = 15
_LAST_COLUMN = 10
_CHART_ROWS = 14
_TITLE_WIDTH = 84


@dataclass(frozen=True, slots=True)
class Block:
    """A table of counts by part of the contract, and the share that sums it up."""

    title: str
    share_title: str
    bar: Callable[[Summary], Bar]
    share: Callable[[Summary], Amount]


BLOCKS = (
    Block(
        "Indicateurs",
        "Cibles atteintes (% des cibles jugées)",
        lambda part: part.indicators,
        lambda part: part.share_met,
    ),
    Block("Actions", "Actions réalisées (% hors abandons)", lambda part: part.actions, lambda part: part.share_done),
    Block(
        "Engagements de l'État",
        "Engagements tenus (% hors abandons)",
        lambda part: part.state_commitments,
        lambda part: part.state_share_done,
    ),
)


def write_overview(sheet: Worksheet, report: AnnualReport, styles: Styles) -> None:
    """The sentence, the remarks, then a table for each kind of promise, and on the next page a chart for each."""
    sheet.set_column(0, 0, 9)
    sheet.set_column(1, 1, _TITLE_WIDTH)
    sheet.set_column(2, _LAST_COLUMN, 13)
    parts = [axis.summary for axis in report.axes]
    heads = []
    row = _write_texts(sheet, report, styles)
    for block in BLOCKS:
        heads.append(row)
        row = _write_block(sheet, row, block, [*parts, report.summary], styles)
    if len(parts) > 1:
        sheet.set_h_pagebreaks([row])
        for rank, (block, head) in enumerate(zip(BLOCKS, heads, strict=True)):
            _chart(sheet, row + rank * _CHART_ROWS, head, block, parts, styles)
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(0, 2)


def _write_texts(sheet: Worksheet, report: AnnualReport, styles: Styles) -> int:
    row = 4
    strong = styles.get(bold=True, font_size=12, text_wrap=True, font_color=NAVY)
    plain = styles.get(text_wrap=True)
    ahead = [(report.outlooks.sentence, strong)] if report.outlooks else []
    for text, style in [(report.sentence, strong), *ahead, *((f"• {remark}", plain) for remark in report.remarks)]:
        sheet.merge_range(row, 0, row, _LAST_COLUMN, "", style)
        sheet.write_string(row, 0, text, style)
        sheet.set_row(row, _LINE_HEIGHT * math.ceil(len(text) / _CHARACTERS_PER_LINE) + 3)
        row += 1
    return row + 1


def _write_block(sheet: Worksheet, row: int, block: Block, parts: Sequence[Summary], styles: Styles) -> int:
    """One table, a line for each part and one for the whole; the row where the next table starts."""
    segments = block.bar(parts[-1]).segments
    heads = ["Axe", block.title, *(segment.badge.word for segment in segments), "Total", block.share_title]
    for column, head in enumerate(heads):
        sheet.write_string(row, column, head, styles.head)
    for column, segment in enumerate(segments, start=2):
        sheet.write_string(row, column, segment.badge.word, _status_head(styles, segment.badge.key))
    sheet.set_row(row, 44)
    for rank, part in enumerate(parts, start=row + 1):
        _write_part(sheet, rank, block, part, styles, is_total=part is parts[-1])
    return row + len(parts) + 2


def _status_head(styles: Styles, key: str) -> Format:
    look = LOOKS[key]
    return styles.get(bold=True, font_color=look.ink, bg_color=look.tint, text_wrap=True, valign="vcenter")


def _write_part(sheet: Worksheet, row: int, block: Block, part: Summary, styles: Styles, *, is_total: bool) -> None:
    bar, share = block.bar(part), block.share(part)
    look = {"bottom": 4, "bottom_color": "#c8ccd2", "bold": is_total, "valign": "vcenter"}
    sheet.set_row(row, 2 * _LINE_HEIGHT if len(part.title) > _TITLE_WIDTH and not is_total else _LINE_HEIGHT + 1)
    sheet.write_string(row, 0, "Total" if is_total else f"Axe {part.number}", styles.get(**look))
    sheet.write_string(row, 1, "Ensemble du contrat" if is_total else part.title, styles.get(text_wrap=True, **look))
    counts = [*(segment.count for segment in bar.segments), bar.total]
    for column, count in enumerate(counts, start=2):
        sheet.write_number(row, column, count, styles.get(num_format="0", **look))
    if share.value is not None:
        pattern = styles.get(num_format=number_format(share), **look)
        sheet.write_number(row, len(counts) + 2, float(share.value), pattern)


def _chart(sheet: Worksheet, row: int, head: int, block: Block, parts: Sequence[Summary], styles: Styles) -> None:
    """Statuses by axis, stacked, from the table whose head is at ``head``."""
    chart = styles.book.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = head + 1, head + len(parts)
    for column, segment in enumerate(block.bar(parts[-1]).segments, start=2):
        chart.add_series(
            {
                "name": [sheet.name, head, column],
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, column, last, column],
                "fill": {"color": LOOKS[segment.badge.key].surface},
                "border": {"color": "#ffffff"},
                "gap": 45,
            }
        )
    chart.set_title({"name": f"{block.title} : statuts par axe", "name_font": {"name": FONT, "size": 11}})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#dddddd"}}, "label_position": "high"})
    chart.set_legend({"position": "right"})
    chart.set_size({"width": 1180, "height": 20 * (_CHART_ROWS - 1)})
    description = f"{block.title} : barres empilées des statuts, une par axe ; les nombres sont dans le tableau."
    sheet.insert_chart(row, 0, chart, {"description": description})
