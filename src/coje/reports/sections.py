"""Parts of the report that read the contract across: one section per axis, one per chosen theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coje.appraisal.appraise import Appraisal
from coje.appraisal.synthesis import (
    Rollup,
    count_actions,
    count_commitments,
    count_indicators,
    of_axes,
    of_orientations,
)
from coje.contract.model import CommitmentBy, Contract, Grouping, GroupingKind
from coje.reports.indicators import IndicatorRow
from coje.reports.promises import PromiseRow, Promises
from coje.reports.sentences import part_sentence
from coje.reports.summaries import Summary, summary

GROUPING = {
    GroupingKind.PRIORITY: "priorité",
    GroupingKind.SUCCESS_MARKER: "marqueur de réussite",
    GroupingKind.THEME: "thème",
}


@dataclass(frozen=True, slots=True)
class Section:
    """An axis or a theme: how it stands, its sheets, its indicators, what is late in it."""

    id: str
    kind: str
    sentence: str
    source_note: str
    summary: Summary
    orientations: tuple[Summary, ...]
    indicators: tuple[IndicatorRow, ...]
    actions: tuple[PromiseRow, ...]
    state: tuple[PromiseRow, ...]

    @property
    def late(self) -> tuple[PromiseRow, ...]:
        """Its late actions."""
        return tuple(row for row in self.actions if row.is_late)

    @property
    def late_state(self) -> tuple[PromiseRow, ...]:
        """The State's commitments that are late in it."""
        return tuple(row for row in self.state if row.is_late)


@dataclass(frozen=True)
class Sections:
    """Makes sections out of the rows of one report."""

    appraisal: Appraisal
    indicators: tuple[IndicatorRow, ...]
    promises: Promises

    def axes(self) -> tuple[Section, ...]:
        """One section per axis, in the order of the text."""
        contract = self.appraisal.contract
        found = zip(contract.axes, of_axes(self.appraisal), strict=True)
        return tuple(self._section(f"axe {axis.number}", rollup, {axis.id}, axis.number) for axis, rollup in found)

    def themes(self, chosen: Sequence[str] = ()) -> tuple[Section, ...]:
        """The chosen themes; the contract's priorities when none is chosen."""
        groupings = self.appraisal.contract.groupings
        names = chosen or [one.id for one in groupings if one.kind is GroupingKind.PRIORITY]
        return tuple(self._theme(name) for name in names)

    def markers(self) -> tuple[Section, ...]:
        """One section per success marker of the contract."""
        groupings = self.appraisal.contract.groupings
        return tuple(self._grouping(one) for one in groupings if one.kind is GroupingKind.SUCCESS_MARKER)

    def _theme(self, name: str) -> Section:
        contract = self.appraisal.contract
        grouping = next((one for one in contract.groupings if one.id == name), None)
        if grouping is not None:
            return self._grouping(grouping)
        found = next((one for one in of_orientations(self.appraisal) if one.id == name), None)
        if found is None:
            known = ", ".join([*(one.id for one in contract.groupings), *(one.id for one in contract.orientations)])
            raise ValueError(
                f"« {name} » n'est ni un groupement ni une orientation du contrat ; choisir parmi : {known}"
            )
        number = next(one.number for one in contract.orientations if one.id == name)
        return self._section(f"orientation {number}", found, {name}, number)

    def _grouping(self, grouping: Grouping) -> Section:
        scope = scope_of(self.appraisal.contract, grouping.members)
        rollup = _rollup(self.appraisal, grouping, scope)
        return self._section(GROUPING[grouping.kind], rollup, scope, source_note=grouping.source_note or "")

    def _section(
        self, kind: str, rollup: Rollup, members: set[str], number: str = "", *, source_note: str = ""
    ) -> Section:
        contract = self.appraisal.contract
        scope = scope_of(contract, members)
        numbers = {one.id: one.number for one in contract.orientations}
        whole = summary(rollup, number)
        return Section(
            id=rollup.id,
            kind=kind,
            sentence=part_sentence(whole, self.appraisal.year),
            source_note=source_note,
            summary=whole,
            orientations=tuple(
                summary(one, numbers[one.id]) for one in of_orientations(self.appraisal) if one.id in scope
            ),
            indicators=tuple(row for row in self.indicators if row.id in scope),
            actions=tuple(row for row in self.promises.actions if row.id in scope),
            state=tuple(row for row in self.promises.state if row.id in scope),
        )


def scope_of(contract: Contract, members: Sequence[str] | set[str]) -> set[str]:
    """The ids of everything inside these elements: an axis brings its sheets, a sheet what hangs on it."""
    scope = set(members)
    for axis in contract.axes:
        for orientation in axis.orientations:
            if axis.id in scope:
                scope.add(orientation.id)
            if orientation.id in scope:
                scope.update(commitment.id for commitment in orientation.commitments)
    for commitment in contract.commitments:
        if commitment.id in scope:
            scope.update(action.id for action in commitment.actions)
    scope.update(indicator.id for indicator in contract.indicators if indicator.orientation in scope)
    return scope


def _rollup(appraisal: Appraisal, grouping: Grouping, scope: set[str]) -> Rollup:
    states = [state for state in appraisal.commitments.values() if state.commitment in scope]
    return Rollup(
        grouping.id,
        grouping.title,
        count_indicators(one for one in appraisal.of_year() if one.indicator in scope),
        count_actions(
            action
            for state in appraisal.commitments.values()
            if state.by is not CommitmentBy.STATE
            for action in state.actions
            if action.element in scope
        ),
        count_commitments(state for state in states if state.by is not CommitmentBy.STATE),
        count_commitments(state for state in states if state.by is CommitmentBy.STATE),
    )
