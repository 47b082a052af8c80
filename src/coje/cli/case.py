"""The case a command is asked about: contract in force, network, records, as known on a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

import click
import polars as pl

from coje.appraisal.appraise import Appraisal, appraise
from coje.appraisal.wording import count
from coje.cli import inputs
from coje.contract.amendments import AmendmentError
from coje.contract.files import ContractFileError
from coje.contract.model import Contract, PartyRole
from coje.contract.obligations import RecurrenceError
from coje.contract.targets import Conditional
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
    _refuse_unknown_assumptions(contract, held)
    bodies = network_of(contract, folder, network)
    records = (published_results(folder, contract, bodies) if published else Records()) + held_by(ledger)
    _tell_unknown_bodies(bodies, records)
    return appraise(contract, bodies, records, day, year=year, held=held)


def _refuse_unknown_assumptions(contract: Contract, held: Sequence[str]) -> None:
    targets = (target for indicator in contract.indicators for target in indicator.targets.values())
    known = dict.fromkeys(target.assumption for target in targets if isinstance(target, Conditional))
    for assumption in held:
        if assumption not in known:
            choices = " ; ".join(f"« {one} »" for one in known) or "aucune"
            raise click.UsageError(f"aucune cible ne dépend de « {assumption} ». Hypothèses du contrat : {choices}.")


def _tell_unknown_bodies(network: Network, records: Records) -> None:
    """Records of bodies that the network does not know enter no figure: that must not go without a word."""
    named = records.measures["body"].unique().cast(pl.String)
    unknown = sorted(set(named) - {network.national, *network.by_id})
    if unknown:
        shown = ", ".join(unknown[:5]) + (", …" if len(unknown) > 5 else "")
        click.echo(
            f"Attention : {count(len(unknown), 'organisme')} du registre ne sont pas dans le réseau ({shown}) ; leurs "
            "retours n'entrent dans aucun chiffre. Un autre réseau se donne avec --network.",
            err=True,
        )


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
