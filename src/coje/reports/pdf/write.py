"""The annual report as an accessible PDF (PDF/UA-1), set by Typst."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

import typst

from coje.reports.annual import AnnualReport
from coje.reports.files import write_whole
from coje.reports.pdf.payload import payload
from coje.reports.pdf.typography import FONTS

TEMPLATES = Path(__file__).parent


def write_pdf(report: AnnualReport, path: Path | str) -> None:
    """Write the report as PDF; the same report gives the same bytes."""
    content = typst.compile(
        str(TEMPLATES / "main.typ"),
        root=str(TEMPLATES),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)]),
        sys_inputs={"report": payload(report)},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=datetime.combine(report.identity.day, time(), UTC),
    )
    write_whole(Path(path), content)
