"""The case a command is asked about: contract in force, network, records, as known on a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

import click

from coje.appraisal.appraise import Appraisal, appraise
from coje.cli import inputs
from coje.contract.amendments import AmendmentError
from coje.contract.files import ContractFileError
from coje.contract.model import Contract, PartyRole
from coje.contract.obligations import RecurrenceError
from coje.library import load
from coje.network.bodies import Network
from coje.network.files import NetworkFileError, load_network
from coje.reading.problems import ReturnError
from coje.reading.returns import published_results
from coje.records.frames import Records
from coje.records.ledger import Ledger, LedgerError

REFUSES = (ContractFileError, AmendmentError, RecurrenceError, NetworkFileError, LedgerError, ReturnError)
"""What the rooms may refuse in a case."""

F = TypeVar("F", bound=Callable[..., Any])

_KNOWN = (inputs.contract, inputs.as_of, inputs.network, inputs.ledger, inputs.published, inputs.held)


def known_options(command: F) -> F:
    """The argument and the options that say what is known of a contract, on which day."""
    return _decorated(command, _KNOWN)


def options(command: F) -> F:
    """The same, with the year: together they are the ``**asked`` of `appraised`."""
    return _decorated(command, (*_KNOWN, inputs.year))


def _decorated(command: F, options: Sequence[Callable[[F], F]]) -> F:
    return reduce(lambda decorated, option: option(decorated), reversed(options), command)


def appraised(
    folder: Path,
    *,
    day: date,
    network: Path | None,
    ledger: Path | None,
    published: bool,
    held: Sequence[str],
    year: int | None = None,
) -> Appraisal:
    """The appraisal of the contract in force that day, from the records then known."""
    contract = load(folder, as_of=day)
    years = contract.period.years
    if year is not None and year not in years:
        raise click.UsageError(f"l'année {year} est hors de la période du contrat ({years[0]}-{years[-1]}).")
    bodies = network_of(contract, folder, network)
    records = published_results(folder, contract, bodies) if published else Records()
    return appraise(contract, bodies, records + held_by(ledger), day, year=year, held=held)


def identity(appraisal: Appraisal) -> dict[str, Any]:
    """What every answer to a machine begins with: of which text, known on which day, made up or not."""
    return {
        "contract": appraisal.contract.id,
        "version": appraisal.contract.version,
        "as_of": appraisal.day,
        "simulated": appraisal.is_simulated,
        "digest": appraisal.digest,
        "held": appraisal.held,
    }


def network_of(contract: Contract, folder: Path, file: Path | None) -> Network:
    """The network asked for, else the one found beside the contracts, else the fund alone."""
    if file is not None:
        return load_network(file)
    funds = [party.id for party in contract.parties if party.role is PartyRole.FUND]
    beside = folder.resolve().parent.parent / "networks"
    found = (load_network(each) for each in sorted(beside.glob("*.yaml")))
    return next((network for network in found if network.national in funds), Network(funds[0] if funds else ""))


def held_by(ledger: Path | None) -> Records:
    """What a ledger holds; nothing without one."""
    return Ledger(ledger).read() if ledger else Records()
