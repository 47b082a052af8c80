"""Two years of a small contract, told as a report: a target met, one missed, one that cannot be judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from coje.appraisal.appraise import appraise
from coje.appraisal.projection import project
from coje.contract.model import Contract, Frequency
from coje.records.frames import Records
from coje.records.periods import slots
from coje.reports.annual import AnnualReport, annual_report
from small import NETWORK, RATE, contract, measure, records

DAY = date(2025, 3, 15)

DELAY = {
    "id": "delai",
    "number": "2",
    "name": "Délai de paiement",
    "orientation": "fiche-1",
    "unit": "jour",
    "sense": "down",
    "level": "national",
    "source_note": "Le délai est imprimé deux fois.",
    "baseline": {"year": 2023, "value": 30},
    "targets": {"2024": "20 jours", "2025": "18 jours"},
}
AMOUNT = {
    "id": "montant",
    "number": "3",
    "name": "Montant des préjudices évités",
    "orientation": "fiche-1",
    "unit": "€",
    "sense": "up",
    "level": "national",
    "targets": {"2024": "ND", "2025": "> 10 000 000 €"},
}
OBLIGATION = {
    "id": "bilan-annuel",
    "title": "Bilan annuel",
    "rrule": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15",
    "starts_on": "2025-03-15",
    "ends_on": "2026-03-15",
    "about": 1,
    "owner": "caisse",
    "recipients": ["etat"],
    "clause": "Annexe 6",
}
REPORTING = {**OBLIGATION, "id": "rapport", "title": "Rapport d'activité", "starts_on": "2024-03-15"}
GROUPINGS = [
    {"id": "priorite-service", "kind": "priority", "title": "Bien servir", "members": ["axe-1"]},
    {"id": "marqueur-delais", "kind": "success-marker", "title": "Les délais", "members": ["delai"]},
]

QUARTERS = [
    measure(body, f"2024-T{quarter}", numerator=8, denominator=10)
    for body in ("ain", "aisne", "allier")
    for quarter in (1, 2, 3, 4)
]
RESULTS = (
    *QUARTERS,
    measure("caisse", "2024", indicator="delai", value=26, provisional=True),
    measure("caisse", "2024", indicator="montant", value=1234567, simulated=True),
    measure("ain", "2024-T1", numerator=1, denominator=2, perimeter="jeunes"),
)
PROGRESS = [
    {"element": "action-1", "due_year": 2024, "status": "done", "evidence": "Note du 3 juin"},
    {"element": "etat-1", "status": "in_progress", "comment": "Décret en cours d'examen"},
]
FILINGS = [{"obligation": "rapport", "due_on": date(2024, 3, 15), "filed_on": date(2024, 4, 2), "document": "r.xlsx"}]


def whole_contract(*indicators: Mapping[str, Any], **fields: Any) -> Contract:
    """The small contract with three indicators, obligations and groupings."""
    extra = {"obligations": [OBLIGATION, REPORTING], "groupings": GROUPINGS}
    return contract(*(indicators or (RATE, DELAY, AMOUNT)), **(extra | fields))


def whole_records() -> Records:
    """Results of 2024 with what makes them fragile, progress and filings."""
    return records(*RESULTS, progress=PROGRESS, filings=FILINGS)


def report(
    of: Contract | None = None, known: Records | None = None, *, day: date = DAY, themes: Sequence[str] = ()
) -> AnnualReport:
    """The report of the small contract on 15 March 2025, unless told otherwise."""
    appraisal = appraise(of or whole_contract(), NETWORK, whole_records() if known is None else known, day)
    return annual_report(appraisal, themes)


def projected_report(shape: Callable[[int], float] = lambda rank: 60.0 + rank) -> AnnualReport:
    """The same with two years of months for the rate (near ``shape``, in percent), projected to 2025."""
    monthly = RATE | {"frequency": "monthly"}
    spans = [slot for year in (2023, 2024) for slot in slots(year, Frequency.MONTHLY)]
    rows = [
        measure("caisse", str(span), numerator=round(shape(rank) + rank % 3, 2), denominator=100)
        for rank, span in enumerate(spans)
    ]
    period = {"start": "2023-01-01", "end": "2026-01-01"}
    appraisal = appraise(whole_contract(monthly, DELAY, period=period), NETWORK, records(*rows), DAY)
    return annual_report(appraisal, projections=project(appraisal))
