"""Small, nasty appraisals: few numbers, so that ties and zeros are common; every kind of target and record."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from coje.contract.model import (
    Action,
    Aggregation,
    Axis,
    Baseline,
    Commitment,
    CommitmentBy,
    Contract,
    Frequency,
    Indicator,
    Kind,
    Orientation,
    Party,
    PartyRole,
    Period,
    Rule,
    Sense,
)
from coje.contract.targets import (
    Above,
    AnyTarget,
    AtLeast,
    AtMost,
    AverageChange,
    Band,
    Below,
    Conditional,
    Exactly,
    Milestone,
    Neutralised,
    NotSet,
    Quantity,
    Relative,
    Span,
    ToBeSet,
)
from coje.network.bodies import Body, BodyType, Network
from oracle.figures import Case
from oracle.known import PARIS, Row, Slot, slots_of, whole_year

YEARS = (2022, 2023, 2024, 2025)
CONTRACT_PERIOD = Period(start=date(2023, 1, 1), end=date(2026, 1, 1))
NATIONAL = "caisse-nationale"
LOCAL = ("caisse-a", "caisse-b", "caisse-c")
ASSUMPTION = "la réforme est votée"

RULES = (
    (Rule.RATIO, Rule.RATIO),
    (Rule.RATIO, Rule.LAST),
    (Rule.SUM, Rule.SUM),
    (Rule.SUM, Rule.LAST),
    (Rule.MEAN, Rule.MEAN),
    (Rule.MEAN, Rule.LAST),
    (Rule.QUANTILE, Rule.QUANTILE),
    (Rule.QUANTILE, Rule.LAST),
)


def decimals_of(text: str) -> st.SearchStrategy[Decimal]:
    return st.sampled_from([Decimal(number) for number in text.split()])


numbers = decimals_of("0 1 0 2 4 10 2.5 0.5 0.05 12.345 -2 3 7 8 20 0.15 1.25 99.995 0.000001 1000000")
weights = decimals_of("1 2 3 4 7 100 0.5 0 -1")
changes = decimals_of("0 5 -5 50 -50 -0.5 100 -100")

edge_days = st.sampled_from(
    [
        date(year, month, day)
        for year in (2024, 2025, 2024, 2023)
        for month, day in ((12, 31), (1, 1), (3, 31), (6, 15), (6, 29), (9, 30), (12, 30))
    ]
)
milestone_days = st.sampled_from([date(2024, 6, 15), date(2024, 12, 31), date(2025, 6, 15)])
days = edge_days | milestone_days | st.dates(date(2023, 6, 1), date(2026, 7, 1))
openings = st.sampled_from(
    [date(2023, 1, 1), date(2024, 1, 1), date(2024, 4, 1), date(2024, 6, 15), date(2024, 7, 1), date(2024, 12, 31)]
)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    size = draw(st.sampled_from([2, 1, 3, 3, 2, 0]))
    return Network(NATIONAL, tuple(draw(bodies(name)) for name in LOCAL[:size]))


@st.composite
def bodies(draw: st.DrawFn, name: str) -> Body:
    opened, closed = None, None
    if draw(st.integers(0, 2)) == 2:
        opened = draw(st.none() | openings)
        closed = draw(st.none() | openings)
    if opened and closed and opened >= closed:
        opened, closed = (closed, opened) if closed < opened else (opened, None)
    return Body(name, name, BodyType.CPAM, opened_on=opened, closed_on=closed)


@st.composite
def indicators(draw: st.DrawFn, name: str) -> Indicator:
    level_unit = draw(st.sampled_from([None, "kWh"]))
    return Indicator(
        id=name,
        number=name,
        name=name,
        unit=draw(st.sampled_from([None, "%"])),
        level_unit=level_unit,
        sense=draw(st.sampled_from([*Sense, *Sense, None])),
        tolerance=draw(st.sampled_from([None, Decimal(0), Decimal("0.5"), Decimal(2)])),
        decimals=draw(st.integers(0, 3)),
        frequency=draw(st.sampled_from(Frequency)),
        level=draw(st.sampled_from(["local", "local", "local", "local", "national"])),
        aggregation=None if draw(st.integers(0, 6)) == 6 else draw(aggregations()),
        baseline=draw(st.builds(Baseline, year=st.sampled_from([2022, 2023]), value=numbers) | st.none()),
        targets=draw(st.dictionaries(spans, targets, min_size=2, max_size=4)),
    )


@st.composite
def aggregations(draw: st.DrawFn) -> Aggregation:
    over_bodies, over_time = draw(st.sampled_from(RULES))
    shares = st.sampled_from([Decimal("0.1"), Decimal("0.5"), Decimal("0.75"), Decimal("0.9")])
    return Aggregation(
        over_bodies=over_bodies,
        over_time=over_time,
        quantile=draw(shares) if over_bodies is Rule.QUANTILE else None,
        scale=draw(st.sampled_from([Decimal(1), Decimal(100), Decimal("0.5")])),
    )


spans = st.sampled_from(
    [
        *[Span(year, year) for year in (2024, 2023, 2025)] * 3,
        *[Span(2023, 2025), Span(2023, 2024), Span(2024, 2025), Span(2022, 2024), Span(2024, 2026)] * 2,
    ]
)
quantities = st.builds(Quantity, numbers)


def _band(numbers: tuple[Decimal, Decimal]) -> Band:
    return Band(Quantity(min(numbers)), Quantity(max(numbers)))


bases = st.sampled_from([2022, 2023, 2022, 2021])
unset = st.sampled_from([NotSet(), Neutralised(), Neutralised("épidémie"), ToBeSet(date(2024, 3, 31))])
unconditional = st.one_of(
    *[st.builds(Exactly, quantities)] * 4,
    *[st.builds(bound, quantities) for bound in (AtLeast, AtMost, Above, Below)],
    *[st.tuples(numbers, numbers).map(_band)] * 2,
    *[st.builds(Relative, changes, bases)] * 4,
    *[st.builds(AverageChange, changes)] * 3,
    *[st.builds(Milestone, milestone_days)] * 2,
    unset,
)
conditional = st.builds(Conditional, unconditional, st.sampled_from([ASSUMPTION, "les crédits sont ouverts"]))
targets: st.SearchStrategy[AnyTarget] = st.one_of(*[unconditional] * 5, conditional)


def instants(day: date) -> st.SearchStrategy[datetime]:
    """Mostly well before the day; sometimes around the midnight that ends it, in Paris and in London."""
    midnight = datetime.combine(day + timedelta(days=1), time(), PARIS).astimezone(UTC)
    tick = timedelta(microseconds=1)
    early = [datetime(2022, 1, 1, 12, tzinfo=UTC), datetime(2022, 2, 1, 12, tzinfo=UTC)]
    near = [midnight - tick, midnight, midnight + tick, datetime.combine(day + timedelta(days=1), time(), UTC)]
    return st.sampled_from([*early * 4, *near, midnight - timedelta(days=100), midnight + timedelta(days=40)])


USUAL: Row = {
    "value": None,
    "numerator": None,
    "denominator": None,
    "distribution": None,
    "provisional": False,
    "perimeter": None,
    "unit": None,
    "source": "essai",
    "comment": None,
    "simulated": False,
    "recorded_at": datetime(2022, 1, 15, tzinfo=UTC),
    "recorded_by": "essai",
}
QUIRKS: list[Row] = [
    *[{}] * 8,
    {"provisional": True},
    {"provisional": True},
    {"simulated": True},
    {"simulated": True},
    {"perimeter": "régime agricole"},
    {"unit": "%"},
    {"unit": "kWh"},
    {"unit": "kWh", "provisional": True},
]


@st.composite
def odd_rows(draw: st.DrawFn, indicator: Indicator, day: date) -> Row:
    """One record, of anybody, over any period, with any content, whenever recorded."""
    start, end = draw(periods(indicator.frequency))
    return {
        **USUAL,
        "indicator": indicator.id,
        "body": draw(st.sampled_from([*LOCAL, *LOCAL, *LOCAL, *[NATIONAL] * 4, "caisse-inconnue"])),
        "start": start,
        "end": end,
        "recorded_at": draw(instants(day)),
        **draw(st.sampled_from(QUIRKS)),
        **draw(contents(indicator)),
    }


@st.composite
def whole_returns(draw: st.DrawFn, indicator: Indicator, network: Network, year: int) -> list[Row]:
    """Every slot of a year from every body of the network, or from the national body; perhaps but for some."""
    names = [NATIONAL] if draw(st.integers(0, 5)) == 5 else [body.id for body in network.bodies]
    keys = [(body, slot) for slot in slots_of(year, indicator.frequency) for body in names]
    given = draw(st.lists(own_contents(indicator), min_size=1, max_size=3))
    forgotten = draw(st.sets(st.integers(0, max(len(keys) - 1, 0)), max_size=2)) if draw(st.booleans()) else set()
    return [
        {**USUAL, "indicator": indicator.id, "body": body, "start": start, "end": end, **given[rank % len(given)]}
        for rank, (body, (start, end)) in enumerate(keys)
        if rank not in forgotten
    ]


def periods(frequency: Frequency) -> st.SearchStrategy[Slot]:
    """Mostly slots and whole years; also what no figure of the year may use."""
    slots = [slot for year in YEARS for slot in slots_of(year, frequency)]
    last_slots = [slots_of(year, frequency)[-1] for year in YEARS]
    years = [whole_year(year) for year in YEARS]
    others = [slot for other in Frequency for slot in slots_of(2024, other)[:2]]
    odd = [
        (date(2023, 1, 1), date(2025, 1, 1)),
        (date(2024, 2, 1), date(2024, 5, 1)),
        (date(2024, 1, 15), date(2024, 2, 15)),
        (date(2024, 1, 15), date(2024, 4, 15)),
        (date(2024, 7, 1), date(2025, 7, 1)),
    ]
    return st.sampled_from([*[slots] * 4, last_slots, last_slots, *[years] * 3, [*others, *odd]]).flatmap(
        st.sampled_from
    )


def own_contents(indicator: Indicator) -> st.SearchStrategy[Row]:
    """What the aggregation reads."""
    match indicator.aggregation.over_bodies if indicator.aggregation else Rule.SUM:
        case Rule.RATIO:
            return st.fixed_dictionaries({"numerator": numbers, "denominator": weights})
        case Rule.MEAN:
            return st.fixed_dictionaries({"value": numbers, "denominator": weights})
        case Rule.QUANTILE:
            return st.fixed_dictionaries({"distribution": distributions})
    return st.fixed_dictionaries({"value": numbers})


@st.composite
def contents(draw: st.DrawFn, indicator: Indicator) -> Row:
    """Mostly what the aggregation reads; else a plain value, any mixture, or nothing."""
    kind = draw(st.integers(0, 9))
    if kind < 5:
        return draw(own_contents(indicator))
    if kind < 8:
        return {"value": draw(numbers)}
    if kind < 9:
        return draw(mixtures)
    return {"comment": "fichier non reçu"}


distributions = st.lists(
    st.fixed_dictionaries({"at": st.integers(-1, 9), "cases": st.sampled_from([1, 2, 5, 0])}), max_size=3
)
mixtures = st.fixed_dictionaries(
    {
        "value": st.none() | numbers,
        "numerator": st.none() | numbers,
        "denominator": st.none() | weights,
        "distribution": st.none() | distributions,
    }
)


def progress_rows(elements: list[str], day: date) -> st.SearchStrategy[list[Row]]:
    row = st.fixed_dictionaries(
        {
            "element": st.sampled_from(elements),
            "due_year": st.sampled_from([None, None, *YEARS]),
            "status": st.sampled_from(["not_started", "in_progress", "done", "done", "abandoned"]),
            "on": milestone_days,
            "evidence": st.none(),
            "comment": st.none(),
            "simulated": st.booleans(),
            "recorded_at": instants(day),
            "recorded_by": st.just("import"),
        }
    )
    return st.lists(row, max_size=10)


due_years = st.lists(st.sampled_from(YEARS), max_size=3, unique=True).map(tuple)


@st.composite
def commitments(draw: st.DrawFn, name: str) -> Commitment:
    actions = tuple(
        Action(id=f"{name}-{rank}", title=name, due_years=draw(due_years)) for rank in range(draw(st.integers(0, 3)))
    )
    by = draw(st.sampled_from(CommitmentBy))
    return Commitment(id=name, title=name, by=by, due_years=draw(due_years), actions=actions)


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    names = [f"indicateur-{rank}" for rank in range(draw(st.integers(1, 2)))]
    promised = tuple(draw(commitments(f"engagement-{rank}")) for rank in range(draw(st.integers(0, 2))))
    sheet = Orientation(id="fiche-1", number="1", title="Fiche", commitments=promised)
    return Contract(
        id="contrat",
        kind=Kind.COG,
        title="Contrat",
        period=CONTRACT_PERIOD,
        parties=(Party(id="caisse", name="Caisse", role=PartyRole.FUND),),
        axes=(Axis(id="axe-1", number="1", title="Axe", orientations=(sheet,)),),
        indicators=tuple(draw(indicators(name)) for name in names),
    )


@st.composite
def ledgers(draw: st.DrawFn, indicator: Indicator, network: Network, day: date) -> list[Row]:
    years = [year for year in YEARS if draw(st.integers(0, 4)) < 4]
    returned = [row for year in years for row in draw(whole_returns(indicator, network, year))]
    return returned + draw(st.lists(odd_rows(indicator, day), max_size=8))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    contract, network, day = draw(contracts()), draw(networks()), draw(days)
    rows = [row for indicator in contract.indicators for row in draw(ledgers(indicator, network, day))]
    elements = [one.id for one in (*contract.indicators, *contract.commitments, *contract.actions)]
    held = frozenset({ASSUMPTION}) if draw(st.booleans()) else frozenset()
    return Case(contract, network, rows, draw(progress_rows(elements, day)), day, held)
