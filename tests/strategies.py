"""Hypothesis strategies for contracts and their parts; every one gives valid, typed objects.

`targets` and `numbers` cover every form that a file may hold. `contracts` are
small and whole: ids are unique, references name elements that exist, and every
list of the document may be empty. Texts are any printable characters, so that
quoting and French typography are exercised.

Strategies are built once (``cache``): building them at each draw costs more
than drawing.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st

from coje.contract import model
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
    Unconditional,
)

fewer = settings(max_examples=max(settings().max_examples // 4, 1))
"""For tests of several whole contracts at once, which cost more: a quarter of the cases."""

UNITS = ("%", "jour", "jour ouvré", "mois", "m2", "k€", "bénéficiaire par ETP", "unité d'œuvre", "point")
ASSUMPTIONS = ("la réforme est votée avant le 31/12/2025", "les crédits sont ouverts")
LABELS = ("Rapport remis", "Schéma directeur, version 2,", "Bilan n° 1")
YEARS = range(2023, 2028)

years = st.sampled_from(YEARS)
days = st.dates(date(1945, 1, 1), date(2100, 12, 31))


@cache
@st.composite
def numbers(draw: st.DrawFn, minimum: int = -(10**12), maximum: int = 10**12, places: int = 4) -> Decimal:
    """An exact number with up to ``places`` decimals, trailing zeros included."""
    digits = draw(st.integers(minimum, maximum))
    return Decimal(digits).scaleb(-draw(st.integers(0, places)))


@cache
def texts(max_size: int = 30) -> st.SearchStrategy[str]:
    """Printable text, stripped and not empty; it may hold line breaks, quotes, YAML signs and no-break spaces."""
    printable = st.characters(
        exclude_categories=("Cs", "Cc", "Cf", "Cn", "Co"), include_characters="\n'\"#:-« »’é\u00a0\u202f"
    )
    return st.text(printable, min_size=1, max_size=max_size).map(str.strip).filter(bool)


@cache
def quantities(unit: st.SearchStrategy[str | None] | None = None) -> st.SearchStrategy[Quantity]:
    """A number with or without a unit."""
    return st.builds(Quantity, numbers(), unit or st.none() | st.sampled_from(UNITS))


@cache
@st.composite
def bands(draw: st.DrawFn) -> Band:
    """Two ordered bounds in one unit."""
    unit = draw(st.none() | st.sampled_from(UNITS))
    low, high = sorted((draw(numbers()), draw(numbers())))
    return Band(Quantity(low, unit), Quantity(high, unit))


@cache
def unconditional_targets() -> st.SearchStrategy[Unconditional]:
    """A target of any kind but conditional."""
    compared = (st.builds(kind, quantities()) for kind in (Exactly, AtLeast, AtMost, Above, Below))
    return st.one_of(
        *compared,
        bands(),
        st.builds(Relative, numbers(), st.integers(1945, 2100)),
        st.builds(AverageChange, numbers()),
        st.builds(Milestone, days, st.none() | st.sampled_from(LABELS)),
        st.builds(Neutralised, st.none() | st.sampled_from(ASSUMPTIONS)),
        st.builds(ToBeSet, days),
        st.just(NotSet()),
    )


@cache
def targets() -> st.SearchStrategy[AnyTarget]:
    """A target of any kind that can be written; a reason and a condition cannot be told apart, so never have both."""
    reasonless = unconditional_targets().filter(lambda target: not getattr(target, "reason", None))
    return unconditional_targets() | st.builds(Conditional, reasonless, st.sampled_from(ASSUMPTIONS))


@cache
def spans() -> st.SearchStrategy[Span]:
    """A year, or some years of the period."""
    return st.builds(Span, st.just(YEARS[0]), years) | years.map(lambda year: Span(year, year))


@cache
def aggregations() -> st.SearchStrategy[model.Aggregation]:
    """An aggregation whose two rules read the same data."""
    return st.sampled_from(
        [
            model.Aggregation(over_bodies=model.Rule.RATIO, over_time=model.Rule.LAST),
            model.Aggregation(over_bodies=model.Rule.RATIO, over_time=model.Rule.RATIO, scale=Decimal(100)),
            model.Aggregation(over_bodies=model.Rule.SUM, over_time=model.Rule.SUM),
            model.Aggregation(over_bodies=model.Rule.MEAN, over_time=model.Rule.LAST),
            model.Aggregation(over_bodies=model.Rule.QUANTILE, over_time=model.Rule.LAST, quantile=Decimal("0.9")),
        ]
    )


@cache
def indicators(
    indicator_id: str = "indicateur-1", *, parties: tuple[str, ...] = ()
) -> st.SearchStrategy[model.Indicator]:
    """An indicator of that id, owned by one of the parties or by nobody."""
    return st.builds(
        model.Indicator,
        id=st.just(indicator_id),
        number=st.integers(1, 99).map(str),
        name=texts(),
        unit=st.none() | st.sampled_from(UNITS),
        sense=st.none() | st.sampled_from(model.Sense),
        tolerance=st.none() | numbers(minimum=0, maximum=100),
        decimals=st.integers(0, 3),
        frequency=st.sampled_from(model.Frequency),
        level=st.sampled_from(["local", "national"]),
        aggregation=st.none() | aggregations(),
        definition=st.none() | texts(120),
        owner=_one_of((None, *parties)),
        baseline=st.none() | st.builds(model.Baseline, year=st.just(2022), value=numbers()),
        targets=st.dictionaries(spans(), targets(), max_size=4),
    )


@cache
def _one_of(values: tuple[str | None, ...]) -> st.SearchStrategy[str | None]:
    return st.sampled_from(values)


@cache
def _some_of(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True) if values else st.just([])


@cache
def _ranks(at_most: int) -> st.SearchStrategy[int]:
    return st.integers(0, at_most)


_YEAR_SETS = st.sets(years)
_COMMITTED = st.sampled_from(model.CommitmentBy)
_NATURES = st.none() | st.sampled_from(model.Nature)
_AMOUNTS = st.dictionaries(years.map(str), numbers(), max_size=3)
_KINDS = st.sampled_from(model.Kind)
_SOME_DAY = st.none() | days
_GLOSSARIES = st.lists(st.builds(model.Term, term=texts(), meaning=texts()), max_size=2)


@cache
@st.composite
def axes(draw: st.DrawFn, axis_id: str, parties: tuple[str, ...], indicator_ids: tuple[str, ...]) -> model.Axis:
    """An axis with its orientations, commitments and actions, named after it: ``axe-1-2-1``."""

    def action(name: str) -> model.Action:
        due_years = sorted(draw(_YEAR_SETS))
        owner = draw(_one_of((None, *parties)))
        return model.Action(
            id=name, title=draw(texts()), due_years=due_years, owner=owner, indicators=draw(_some_of(indicator_ids))
        )

    def commitment(name: str) -> model.Commitment:
        by = draw(_COMMITTED)
        return model.Commitment(id=name, title=draw(texts()), by=by, actions=tuple(map(action, _names(draw, name))))

    def orientation(name: str) -> model.Orientation:
        number = name.removeprefix("axe-").replace("-", ".")
        commitments = tuple(map(commitment, _names(draw, name)))
        return model.Orientation(id=name, number=number, title=draw(texts()), commitments=commitments)

    orientations = tuple(map(orientation, _names(draw, axis_id)))
    return model.Axis(id=axis_id, number=axis_id[-1], title=draw(texts()), orientations=orientations)


@cache
@st.composite
def funds(draw: st.DrawFn, fund_id: str) -> model.Fund:
    """A fund with a column for each year and lines of up to two levels, named after it."""
    columns = tuple(model.Column(id=str(year), title=str(year)) for year in YEARS)

    def line(name: str, depth: int = 2) -> model.FundLine:
        under = tuple(line(child, depth - 1) for child in _names(draw, name)) if depth > 1 else ()
        nature = draw(_NATURES)
        return model.FundLine(id=name, name=draw(texts()), nature=nature, amounts=draw(_AMOUNTS), lines=under)

    lines = tuple(map(line, _names(draw, fund_id)))
    return model.Fund(id=fund_id, code=fund_id.upper(), name=draw(texts()), unit="EUR", columns=columns, lines=lines)


@cache
@st.composite
def contracts(draw: st.DrawFn) -> model.Contract:
    """A small contract, whole and valid, of the years 2023 to 2027."""
    parties = ("etat", "caisse")
    indicator_ids = tuple(_names(draw, "indicateur", 3))
    return model.Contract(
        id="contrat",
        kind=draw(_KINDS),
        title=draw(texts()),
        period=model.Period(start=date(2023, 1, 1), end=date(2028, 1, 1)),
        signed_on=draw(_SOME_DAY),
        parties=tuple(model.Party(id=name, name=draw(texts()), role=model.PartyRole.FUND) for name in parties),
        axes=tuple(draw(axes(name, parties, indicator_ids)) for name in _names(draw, "axe")),
        indicators=tuple(draw(indicators(name, parties=parties)) for name in indicator_ids),
        funds=tuple(draw(funds(name)) for name in _names(draw, "fonds")),
        clauses=tuple(
            model.Clause(id=name, kind=model.ClauseKind.REVIEW, title=draw(texts()), summary=draw(texts(120)))
            for name in _names(draw, "clause")
        ),
        glossary=tuple(draw(_GLOSSARIES)),
    )


def _names(draw: st.DrawFn, prefix: str, at_most: int = 2) -> list[str]:
    return [f"{prefix}-{rank}" for rank in range(1, draw(_ranks(at_most)) + 1)]
