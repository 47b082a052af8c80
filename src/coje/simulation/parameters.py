"""Every number that shapes the simulation, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameters:
    """Rates are probabilities; spreads are standard deviations.

    The levels of an indicator move on a *free scale* (log-odds for shares,
    logarithm for amounts and delays, the value itself for changes), counted
    there in *steps*: about the progress that the contract asks in a year.
    """

    ambition: float = 0.45
    """Where the network ends the year, on average over indicators, in steps beyond the target."""
    indicator_spread: float = 0.9
    """How much indicators differ in that."""
    year_spread: float = 0.5
    """How much an indicator differs from a year to another."""
    yearly_drift: float = 0.2
    """How fast indicators part from their trajectory, upwards or downwards, in steps a year."""
    band_width: float = 0.55
    """For a band or a stable target: how far from the middle, in half-widths."""
    unreachable: float = 0.975
    """Where a share settles when its target is 100 % (and its complement when the target is 0 %)."""

    share_spread: float = 0.30
    """How much bodies differ on a share, in log-odds."""
    amount_spread: float = 0.20
    """How much bodies differ on an amount or a delay, in logarithm."""
    change_spread: float = 0.6
    """How much bodies differ on a change, in steps."""
    common_quality: float = 0.5
    """Which part of that belongs to the body, whatever the indicator."""
    body_drift: float = 0.25
    """How fast a body gains or loses on the network, in body spreads a year."""
    noise: float = 0.30
    """What chance adds to a return of a body of median size, in body spreads; less for a large body."""
    seasonality: float = 0.35
    """How much worse February is than June, in body spreads."""
    caseload_season: float = 0.12
    """How much fewer cases August brings than an average month."""

    crisis_rate: float = 0.008
    """Chance that a crisis begins in a body in a month."""
    crisis_length: int = 4
    """The longest crisis, in months."""
    crisis_depth: float = 2.5
    """What a crisis costs, in body spreads."""

    yearly_cases: tuple[float, float] = (3e5, 1e7)
    """Fewest and most cases a year in a network, for an indicator that counts cases."""
    national_cases: tuple[float, float] = (1e5, 1e6)
    """The same for an indicator measured by the national body alone."""
    smallest_caseload: int = 30
    """No body counts fewer cases than that in a period."""
    unknown_level: float = 100.0
    """The level of the base year, when the contract does not print it, of a ratio."""
    unknown_total: float = 1e6
    """The same, of a sum over the network."""
    delay_shape: float = 3.5
    """Shape of the log-logistic distribution of delays: the greater, the closer they are to each other."""

    late_rate: float = 0.01
    """Chance that a return is late, for a body of ordinary punctuality."""
    late_by: tuple[float, float, float] = (0.7, 0.2, 0.1)
    """Of those, the share late by one, two and three months."""
    gap_rate: float = 0.0001
    """Chance that a body stops sending an indicator, for some periods that are never sent, at each return."""
    gap_length: int = 5
    """The longest such gap, in periods."""
    provisional_rate: float = 0.35
    """Share of the indicators measured within the year whose returns are first provisional."""
    provisional_coverage: float = 0.9
    """The least share of the cases in a provisional return."""
    correction_rate: float = 0.05
    """Chance that a return is corrected, once; and once more, at three times that rate."""
    error_spread: float = 0.35
    """How wrong a return that is replaced was, in body spreads."""

    on_time: tuple[float, float] = (0.82, 0.60)
    """Share of due years done in time, by the fund and by the State."""
    done_late: tuple[float, float] = (0.11, 0.20)
    """Share of due years done during the year after."""
    abandoned: float = 0.01
    """Share of actions given up."""
    filed_on_time: float = 0.85
    """Share of obligations filed in time."""
    never_filed: float = 0.02
    """Share of obligations never filed."""
