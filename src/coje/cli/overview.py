"""What a contract is and what it holds, on one screen."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table

from coje.cli.elements import SHEET_COUNTS, sheet_counts, text_of
from coje.cli.printing import details, heading, table
from coje.contract.model import CommitmentBy, Contract
from coje.contract.terms import word
from coje.reports.cells import whole
from coje.reports.phrases import long_date


def overview(contract: Contract) -> Iterator[RenderableType]:
    """The identity of a contract, the counts of what it holds, and the names to ask for."""
    yield heading(contract.title, contract.id)
    yield details(_identity(contract))
    yield details((label, whole(count)) for label, count in counts(contract).items() if count)
    if contract.axes:
        yield _axes(contract)
    if contract.funds:
        yield _funds(contract)


def _identity(contract: Contract) -> Iterator[tuple[str, str]]:
    years = contract.period.years
    yield "Nature", word(contract.kind)
    yield "Version", contract.version
    yield "Période", f"{years[0]}-{years[-1]}, à compter du {long_date(contract.period.start)}"
    yield "Vote", text_of("voted_on", contract.voted_on) or "date non donnée"
    yield "Signature", text_of("signed_on", contract.signed_on) or "date non donnée"
    yield "Empreinte", f"{contract.digest[:16]}…"


def counts(contract: Contract) -> dict[str, int]:
    """How many of each thing the contract holds, by their French name."""
    actions = list(contract.actions)
    of_state = [one for one in contract.commitments if one.by is CommitmentBy.STATE]
    every = list(contract.commitments)
    return {
        "Axes": len(contract.axes),
        "Fiches": len(list(contract.orientations)),
        "Engagements de la caisse": len(every) - len(of_state),
        "Actions": len(actions),
        "Échéances d'actions": sum(len(action.due_years) for action in actions),
        "Engagements de l'État": len(of_state),
        "Échéances de l'État": sum(len(commitment.due_years) for commitment in of_state),
        "Indicateurs": len(contract.indicators),
        "Fonds": len(contract.funds),
        "Partages de données": len(contract.data_sharing),
        "Obligations récurrentes": len(contract.obligations),
        "Clauses": len(contract.clauses),
        "Priorités, marqueurs": len(contract.groupings),
    }


def _axes(contract: Contract) -> Table:
    rows = table(("Nom", "fit"), "Axes et fiches", *SHEET_COUNTS)
    for axis in contract.axes:
        rows.add_row(axis.id, f"{axis.number} – {axis.title}", style="bold")
        for sheet in axis.orientations:
            rows.add_row(sheet.id, sheet.title, *sheet_counts(sheet, contract))
    return rows


def _funds(contract: Contract) -> Table:
    rows = table(("Nom", "fit"), "Fonds", ("Lignes", "right"))
    for fund in contract.funds:
        rows.add_row(fund.id, f"{fund.code} – {fund.name}", str(sum(1 for _ in fund.rows())))
    return rows
