"""Due years, recurring obligations and shared deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import pairwise

from coje.contract.base import Path
from coje.contract.checker.base import ElementRule, Remark, Rule, Severity, Subject
from coje.contract.model import Action, Commitment, DataSharing, Obligation
from coje.contract.obligations import RecurrenceError, due_dates


def _due_years(subject: Subject) -> Iterator[tuple[Path, tuple[int, ...]]]:
    for path, element in [*subject.all(Action), *subject.all(Commitment), *subject.all(DataSharing)]:
        assert isinstance(element, Action | Commitment | DataSharing)
        yield (*path, "due_years"), element.due_years


class DueYearOutsidePeriod(Rule):
    """Due years are years of the contract."""

    code = "C110"
    severity = Severity.ERROR
    title = "Année d'échéance hors de la période"
    explanation = (
        "Une échéance tombe avant le début ou après la fin du contrat. Aucun bilan annuel du contrat ne la regardera."
    )
    repair = "Corriger l'année, ou reporter l'échéance à une année du contrat."
    bad = """\
data_sharing:
  - {id: partage-iban, due_years: [2027]}
"""
    good = """\
data_sharing:
  - {id: partage-iban, due_years: [2025]}
"""

    def check(self) -> Iterator[Remark]:
        """Due years of actions, commitments and data sharing."""
        years = self.contract.period.years
        for path, due_years in _due_years(self.subject):
            for rank, year in enumerate(due_years):
                if year not in years:
                    message = f"l'échéance {year} est hors de la période du contrat ({years[0]}-{years[-1]})"
                    yield (*path, rank), message


class RepeatedDueYear(Rule):
    """Due years are given once each, in order."""

    code = "C117"
    severity = Severity.WARNING
    title = "Années d'échéance répétées ou en désordre"
    explanation = (
        "Une année d'échéance est donnée deux fois, ou après une année plus tardive. Les marques imprimées dans le "
        "tableau se comptent : une marque en double fausse le compte, un désordre trahit une colonne décalée."
    )
    repair = "Donner chaque année une fois, dans l'ordre."
    bad = """\
data_sharing:
  - {id: partage-iban, due_years: [2024, 2023]}
"""
    good = """\
data_sharing:
  - {id: partage-iban, due_years: [2023, 2024]}
"""

    def check(self) -> Iterator[Remark]:
        """Due years of actions, commitments and data sharing."""
        for path, due_years in _due_years(self.subject):
            for rank, (earlier, later) in enumerate(pairwise(due_years), start=1):
                if later <= earlier:
                    yield (*path, rank), f"l'échéance {later} vient après {earlier}"


class UnreadableRecurrence(ElementRule[Obligation]):
    """A recurrence rule follows RFC 5545."""

    kind = Obligation
    code = "C112"
    severity = Severity.ERROR
    title = "Règle de récurrence illisible"
    explanation = (
        "Les dates d'une obligation se calculent à partir d'une règle écrite selon la norme RFC 5545 (RRULE). Celle-ci "
        "ne se lit pas : l'obligation n'apparaîtrait dans aucun calendrier."
    )
    repair = "Écrire la règle comme dans l'exemple ; FREQ vaut YEARLY, MONTHLY, WEEKLY ou DAILY."
    bad = """\
obligations:
  - {id: bilan-annuel, rrule: tous les 15 mars}
"""
    good = """\
obligations:
  - {id: bilan-annuel, rrule: FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15}
"""

    def look(self, element: Obligation) -> Iterator[Remark]:
        """What reading the rule raises."""
        try:
            due_dates(element, element.starts_on)
        except RecurrenceError as error:
            yield ("rrule",), str(error)


class ObligationWithoutDate(ElementRule[Obligation]):
    """A recurring obligation falls due at least once for the contract."""

    kind = Obligation
    code = "C113"
    severity = Severity.WARNING
    title = "Obligation sans date dans la période"
    explanation = (
        "La règle de récurrence ne donne aucune date au titre d'un exercice du contrat, compte tenu du décalage "
        "déclaré (« about »). L'obligation n'apparaîtrait jamais au calendrier."
    )
    repair = "Vérifier la règle, sa première date, sa dernière date et le décalage de l'exercice concerné."
    bad = """\
obligations:
  - {id: bilan-annuel, starts_on: 2030-03-15}
"""
    good = """\
obligations:
  - {id: bilan-annuel, starts_on: 2024-03-15}
"""

    def look(self, element: Obligation) -> Iterator[Remark]:
        """No date whose exercise is a year of the contract."""
        years = self.contract.period.years
        with suppress(RecurrenceError):
            if self._exercises(element).isdisjoint(years):
                yield ("rrule",), f"aucune date ne tombe au titre d'un exercice du contrat ({years[0]}-{years[-1]})"

    def _exercises(self, obligation: Obligation) -> set[int]:
        last = date(self.contract.period.years[-1] + obligation.about, 12, 31)
        return {day.year - obligation.about for day in due_dates(obligation, last)}


class SharingWithoutDueYear(ElementRule[DataSharing]):
    """A row of data sharing is due in a year."""

    kind = DataSharing
    code = "C114"
    severity = Severity.WARNING
    title = "Partage de données sans échéance datée"
    explanation = (
        "L'échéance imprimée n'est pas une date : « dès que possible » n'est jamais en retard, et le suivi commun des "
        "organismes ne peut rien en dire."
    )
    repair = "Convenir d'une année, ou d'une date à laquelle les partenaires la fixeront."
    bad = """\
data_sharing:
  - {id: partage-iban, due: Dès que possible, due_years: []}
"""
    good = """\
data_sharing:
  - {id: partage-iban, due: Fin 2024, due_years: [2024]}
"""

    def look(self, element: DataSharing) -> Iterator[Remark]:
        """No due year."""
        if not element.due_years:
            yield (), f"l'échéance « {element.due} » n'est pas une date"


RULES: tuple[type[Rule], ...] = (
    DueYearOutsidePeriod,
    UnreadableRecurrence,
    ObligationWithoutDate,
    SharingWithoutDueYear,
    RepeatedDueYear,
)
