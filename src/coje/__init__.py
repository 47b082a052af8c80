"""Coje runs objectives-and-means contracts: ``import coje`` gives in a notebook what the command line does.

Each name is looked for in its room when it is first asked for: ``import coje`` itself costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coje.appraisal.appraise import Appraisal as Appraisal
    from coje.appraisal.appraise import appraise as appraise
    from coje.appraisal.explanation import Explanation as Explanation
    from coje.appraisal.explanation import explain as explain
    from coje.appraisal.frames import attainments as attainments
    from coje.appraisal.frames import promises as promises
    from coje.appraisal.projection import project as project
    from coje.appraisal.promise_explanation import explain_promise as explain_promise
    from coje.contract.amendments import in_force as in_force
    from coje.contract.amendments import load_amendments as load_amendments
    from coje.contract.checker import Finding as Finding
    from coje.contract.checker import check as check
    from coje.contract.diff import diff as diff
    from coje.contract.files import ContractFileError as ContractFileError
    from coje.contract.model import Contract as Contract
    from coje.library import load as load
    from coje.network.bodies import Network as Network
    from coje.network.files import load_network as load_network
    from coje.reading.frames import measures as measures
    from coje.reading.problems import ReturnError as ReturnError
    from coje.reading.returns import published_results as published_results
    from coje.reading.returns import read_return as read_return
    from coje.records.frames import Records as Records
    from coje.records.ledger import Ledger as Ledger
    from coje.reports.annual import annual_report as annual_report
    from coje.reports.pdf.write import write_pdf as write_pdf
    from coje.reports.workbook import write_workbook as write_workbook
    from coje.simulation.generator import simulate as simulate

_ROOMS = {
    "coje.appraisal.appraise": ("Appraisal", "appraise"),
    "coje.appraisal.explanation": ("Explanation", "explain"),
    "coje.appraisal.frames": ("attainments", "promises"),
    "coje.appraisal.projection": ("project",),
    "coje.appraisal.promise_explanation": ("explain_promise",),
    "coje.contract.amendments": ("in_force", "load_amendments"),
    "coje.contract.checker": ("Finding", "check"),
    "coje.contract.diff": ("diff",),
    "coje.contract.files": ("ContractFileError",),
    "coje.contract.model": ("Contract",),
    "coje.library": ("load",),
    "coje.network.bodies": ("Network",),
    "coje.network.files": ("load_network",),
    "coje.reading.frames": ("measures",),
    "coje.reading.problems": ("ReturnError",),
    "coje.reading.returns": ("published_results", "read_return"),
    "coje.records.frames": ("Records",),
    "coje.records.ledger": ("Ledger",),
    "coje.reports.annual": ("annual_report",),
    "coje.reports.pdf.write": ("write_pdf",),
    "coje.reports.workbook": ("write_workbook",),
    "coje.simulation.generator": ("simulate",),
}
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'coje' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
