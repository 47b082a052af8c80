"""The report as plain data for the template: texts ready to print, positions of what is drawn."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from coje.appraisal.attainment import Status
from coje.contract.units import pluralize
from coje.reports.annual import AnnualReport
from coje.reports.cells import Amount
from coje.reports.charts import chart
from coje.reports.indicators import IndicatorRow
from coje.reports.notes import MEANS, TEXT, Note
from coje.reports.outlooks import NOT_PROJECTED, Outlooks
from coje.reports.palette import LOOKS, STATUS_ORDER, status_badge
from coje.reports.pdf.typography import typeset
from coje.reports.phrases import long_date, short_date
from coje.reports.promises import PromiseRow
from coje.reports.sections import Section

_SHOWN, _SHOWN_OF_PART = 8, 4
_SEVERAL = Decimal(2)


def payload(report: AnnualReport) -> str:
    """The report as JSON; sections name their indicators and actions by id."""
    late = [row for row in report.promises.actions if row.is_late]
    values = {
        "title": report.title,
        "identity": report.identity,
        "day": long_date(report.identity.day),
        "date": report.identity.day.timetuple()[:3],
        "sentence": report.sentence,
        "remarks": report.remarks,
        "summary": report.summary,
        "looks": LOOKS,
        "statuses": [status_badge(status) for status in STATUS_ORDER],
        "indicators": {row.id: _with_chart(row, report) for row in report.indicators},
        "outlooks": report.outlooks and _outlooks(report.outlooks),
        "not_projected": NOT_PROJECTED,
        "actions": {row.id: row for row in report.promises.actions},
        "state": {row.id: row for row in report.promises.state},
        "commitments": _commitments(report),
        "farthest": _farthest(report.indicators, _SHOWN),
        "oldest": _oldest(late),
        "late": len(late),
        "schedule": {
            "obligations": report.schedule.obligations,
            "overdue": report.schedule.overdue[-_SHOWN:],
            "overdue_count": len(report.schedule.overdue),
            "coming": report.schedule.coming,
        },
        "axes": [_section(section) for section in report.axes],
        "markers": [_section(section) for section in report.markers],
        "themes": [_section(section) for section in report.themes],
        "notes": _by_text([note for note in report.notes if note.kind not in {TEXT, MEANS}]),
        "text_notes": _by_text([note for note in report.notes if note.kind == TEXT]),
        "means_notes": sum(note.kind == MEANS for note in report.notes),
    }
    return json.dumps(_plain(values), ensure_ascii=False)


def _with_chart(row: IndicatorRow, report: AnnualReport) -> dict[str, Any]:
    ahead = report.outlooks.of(row.id) if report.outlooks else ()
    return _fields(row) | {"chart": chart(row, ahead), "units": pluralize(row.unit, _SEVERAL)}


def _outlooks(outlooks: Outlooks) -> dict[str, Any]:
    """All but the rows of the years before the last: those are drawn in the charts."""
    kept = {name: value for name, value in _fields(outlooks).items() if name != "rows"}
    return kept | {"unprojected_count": sum(len(one.numbers) for one in outlooks.unprojected)}


def _commitments(report: AnnualReport) -> list[dict[str, Any]]:
    """The fund's commitments with the ids of their actions."""
    actions: dict[str, list[str]] = {}
    for row in report.promises.actions:
        actions.setdefault(row.commitment_id, []).append(row.id)
    kept = (row for row in report.promises.commitments if not row.is_state)
    return [_fields(row) | {"actions": actions.get(row.id, [])} for row in kept]


def _section(section: Section) -> dict[str, Any]:
    return {
        "kind": section.kind,
        "sentence": section.sentence,
        "source_note": section.source_note,
        "summary": section.summary,
        "orientations": section.orientations,
        "indicators": [row.id for row in section.indicators],
        "farthest": _farthest(section.indicators, _SHOWN_OF_PART),
        "late": [row.id for row in section.late],
        "oldest": _oldest(section.late),
        "late_state": [row.id for row in section.late_state],
    }


def _farthest(rows: Sequence[IndicatorRow], most: int) -> list[str]:
    """Missed targets, the farthest first."""
    missed = (row for row in rows if row.now.badge.key == Status.MISSED)
    return [row.id for row in sorted(missed, key=lambda row: row.distance, reverse=True)[:most]]


def _oldest(rows: Sequence[PromiseRow]) -> list[str]:
    """Late actions, the longest overdue first."""
    return [row.id for row in sorted(rows, key=lambda row: row.late_years)[:_SHOWN]]


def _by_text(notes: Sequence[Note]) -> list[dict[str, str]]:
    """The same remark on several elements is printed once."""
    alike: dict[tuple[str, str], list[Note]] = {}
    for note in notes:
        alike.setdefault((note.kind, note.text), []).append(note)
    return [{"kind": kind, "elements": _elements(some), "text": text} for (kind, text), some in alike.items()]


def _elements(notes: Sequence[Note]) -> str:
    """One element by its number and name, several by their numbers, or by their names when they have none."""
    if len(notes) == 1:
        year = f"{notes[0].year}" if notes[0].year else ""
        return " – ".join(filter(None, (_numbered(notes[0]), notes[0].subject, year)))
    return ", ".join(_numbered(note) or note.subject for note in notes)


def _numbered(note: Note) -> str:
    return note.reference if note.reference[-1:].isdigit() else ""


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _plain(value: Any) -> Any:
    """Only texts, numbers, lists and mappings, with the typography of a printed page."""
    match value:
        case str():
            return typeset(str(value))
        case None | bool() | int() | float():
            return value
        case Decimal():
            return float(value)
        case date():
            return short_date(value)
        case Amount():
            return {"text": typeset(value.text), "short": typeset(value.short), "known": value.value is not None}
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
    return _plain(_fields(value))
