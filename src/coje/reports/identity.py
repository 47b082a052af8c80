"""What a report is of: the contract and its version, the day, the digests of what it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.metadata import version

from coje.appraisal.appraise import Appraisal
from coje.appraisal.wording import SIMULATED, number
from coje.contract.model import Obligation, PartyRole
from coje.reports.phrases import listed

ANNUAL_REPORT = "bilan-annuel"
"""The obligation that this report fulfils, by its id."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The title page, and all that is needed to make the same report again."""

    contract: str
    contract_id: str
    version: str
    period: str
    year: int
    day: date
    label: str
    author: str
    recipients: str
    due_on: date | None
    clause: str
    signed_on: date | None
    contract_digest: str
    inputs_digest: str
    software: str
    measures: str
    progress: str
    filings: str
    bodies: str


def identity(appraisal: Appraisal) -> Identity:
    """The identity of the report made from an appraisal."""
    contract = appraisal.contract
    names = {party.id: party.name for party in contract.parties}
    obligation = next((one for one in contract.obligations if one.id == ANNUAL_REPORT), None)
    state = [party.id for party in contract.parties if party.role is PartyRole.STATE]
    return Identity(
        contract=contract.title,
        contract_id=contract.id,
        version=contract.version,
        period=f"{contract.period.years[0]}-{contract.period.years[-1]}",
        year=appraisal.year,
        day=appraisal.day,
        label=SIMULATED if appraisal.is_simulated else "",
        author=names.get(appraisal.network.national, appraisal.network.national),
        recipients=listed([names.get(one, one) for one in (obligation.recipients if obligation else state)]),
        due_on=_due_on(appraisal, obligation),
        clause=(obligation.clause if obligation else None) or "",
        signed_on=contract.signed_on,
        contract_digest=contract.digest,
        inputs_digest=appraisal.digest,
        software=f"Coje {version('coje')}",
        measures=_count(appraisal.known.measures.height),
        progress=_count(appraisal.known.progress.height),
        filings=_count(appraisal.known.filings.height),
        bodies=_count(len(appraisal.network.bodies)),
    )


def _due_on(appraisal: Appraisal, obligation: Obligation | None) -> date | None:
    """The day this report is due, when the contract has the obligation."""
    dates = (one.due_on for one in appraisal.deadlines if one.obligation is obligation)
    return next((day for day in dates if obligation and day.year - obligation.about == appraisal.year), None)


def _count(rows: int) -> str:
    return number(Decimal(rows))
