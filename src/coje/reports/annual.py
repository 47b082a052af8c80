"""The annual report (*bilan annuel*) as plain French texts and typed cells.

`AnnualReport` is made once from an `Appraisal`; the workbook and the PDF print
it and nothing else, so they cannot differ. No figure is computed here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coje.appraisal.appraise import Appraisal
from coje.appraisal.synthesis import of_contract
from coje.reports.identity import Identity, identity
from coje.reports.indicators import IndicatorRow, indicator_rows
from coje.reports.notes import Note, general_remarks, notes
from coje.reports.outlooks import NOT_PROJECTED, Outlooks, outlooks
from coje.reports.promises import Promises, promises
from coje.reports.schedule import Schedule, schedule
from coje.reports.sections import Section, Sections
from coje.reports.sentences import contract_sentence, remarks
from coje.reports.summaries import Summary, summary

if TYPE_CHECKING:
    from coje.appraisal.projection import Projection


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """Everything the report says, ready to be printed; ``outlooks`` only when projections were given."""

    identity: Identity
    sentence: str
    remarks: tuple[str, ...]
    summary: Summary
    indicators: tuple[IndicatorRow, ...]
    outlooks: Outlooks | None
    promises: Promises
    schedule: Schedule
    axes: tuple[Section, ...]
    markers: tuple[Section, ...]
    themes: tuple[Section, ...]
    notes: tuple[Note, ...]

    @property
    def title(self) -> str:
        """The title of the report."""
        return f"Bilan annuel {self.identity.year}"


def annual_report(
    appraisal: Appraisal, themes: Sequence[str] = (), projections: Mapping[str, Projection] | None = None
) -> AnnualReport:
    """Tell an appraisal as an annual report.

    ``themes`` are ids of groupings or orientations of the contract (its
    priorities unless given); ``ValueError`` when one is not in the contract.
    ``projections`` are those of `project` for the same appraisal.
    """
    rows, promised = indicator_rows(appraisal), promises(appraisal)
    whole = of_contract(appraisal)
    total = summary(whole)
    sections = Sections(appraisal, rows, promised)
    last = appraisal.contract.period.years[-1]
    silence = (NOT_PROJECTED,) if projections is None else ()
    return AnnualReport(
        identity=identity(appraisal),
        sentence=contract_sentence(total, appraisal.year, appraisal.day),
        remarks=(*general_remarks(appraisal), *remarks(whole), *silence),
        summary=total,
        indicators=rows,
        outlooks=None if projections is None else outlooks(projections, rows, last),
        promises=promised,
        schedule=schedule(appraisal),
        axes=sections.axes(),
        markers=sections.markers(),
        themes=sections.themes(themes),
        notes=notes(appraisal, rows),
    )
