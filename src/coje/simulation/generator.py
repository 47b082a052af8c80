"""The life of a contract, made up: returns of a network, progress of actions, filings of obligations.

The model, in one paragraph. The targets of an indicator draw a trajectory; the
network follows it a little ahead or behind, each indicator with its own merit.
Bodies part from the network by their quality, which drifts; season, crises and
chance move them from a period to the next. What they return of that is late,
provisional, corrected or missing at the rates of `Parameters`. The whole of it
is in `docs/simulation.md`.
"""

from __future__ import annotations

from datetime import date

from coje.contract.model import Contract
from coje.network.bodies import Network
from coje.records.frames import Records
from coje.simulation.filings import simulated_filings
from coje.simulation.measures import simulated_measures
from coje.simulation.parameters import Parameters
from coje.simulation.progress import simulated_progress
from coje.simulation.setting import Horizon, Setting

_USUAL = Parameters()


def simulate(
    contract: Contract,
    network: Network,
    *,
    seed: int,
    first: date,
    last: date,
    parameters: Parameters = _USUAL,
) -> Records:
    """Simulate a contract from the month of ``first`` to the month of ``last``, both included.

    The same arguments always give the same rows. Every row is labelled as
    simulated; each kind of record is sorted by the moment of recording, which
    for the last periods falls after ``last``.
    """
    setting = Setting(seed, Horizon.between(first, last), parameters)
    return Records(
        simulated_measures(contract, network, setting),
        simulated_progress(contract, setting),
        simulated_filings(contract, setting),
    )
