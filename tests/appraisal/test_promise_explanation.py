"""« Pourquoi en retard ? »: the rule behind each status, and the reports it rests on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coje.appraisal.appraise import appraise
from coje.appraisal.promise_explanation import PromiseExplanation, explain_promise
from small import NETWORK, at, contract, records

MID_2024, END_2025 = date(2024, 6, 15), date(2025, 12, 31)


def said(status: str, due_year: int | None = None, element: str = "action-2", **more: Any) -> dict[str, Any]:
    note = {"element": element, "due_year": due_year, "status": status, "recorded_at": at("2024-01-10 10:00")}
    return note | more


def explained(*notes: dict[str, Any], element: str = "action-2", day: date = MID_2024) -> PromiseExplanation:
    return explain_promise(appraise(contract(), NETWORK, records(progress=list(notes)), day), element)


@pytest.mark.parametrize(
    ("notes", "day", "status", "why"),
    [
        ([], date(2023, 12, 31), "non dû", "première échéance : 2024"),
        ([], MID_2024, "non commencé", "échéance de 2024 ouverte, et aucun compte rendu ne dit le travail engagé"),
        ([], date(2024, 12, 31), "en retard", "échéance passée et non réalisée : 2024 ; aucun compte rendu reçu"),
        (
            [said("in_progress")],
            END_2025,
            "en retard",
            "échéances passées et non réalisées : 2024, 2025",
        ),
        (
            [said("done", 2024)],
            MID_2024,
            "en cours",
            "travail engagé d'après un compte rendu, et aucune échéance passée ne manque",
        ),
        (
            [said("done", 2024), said("done", 2025)],
            MID_2024,
            "réalisé",
            "toutes les échéances sont réalisées : 2024, 2025",
        ),
        ([said("done")], MID_2024, "réalisé", "réalisation dite par le dernier compte rendu sur l'ensemble"),
        ([said("abandoned")], MID_2024, "abandonné", "abandon dit par le dernier compte rendu sur l'ensemble"),
    ],
)
def test_each_status_says_the_rule_that_gives_it(notes: list[dict[str, Any]], day: date, status: str, why: str) -> None:
    found = explained(*notes, day=day)
    assert (found.status, found.why) == (status, why)


def test_a_commitment_is_explained_by_its_actions() -> None:
    found = explained(said("done", element="action-1"), element="engagement-1", day=date(2024, 12, 31))
    assert found.why == "au moins une de ses actions est en retard (2 au contrat)"
    assert [(part.id, part.status) for part in found.parts] == [("action-1", "réalisé"), ("action-2", "en retard")]
    assert found.records["element"].to_list() == ["action-1"]


def test_a_commitment_of_the_state_is_explained_by_its_own_due_years() -> None:
    found = explained(element="etat-1", day=END_2025)
    assert (found.status, found.due_years, found.parts) == ("en retard", (2025,), ())


def test_a_correction_shows_in_the_history_and_not_in_the_records() -> None:
    found = explained(said("done", 2024), said("in_progress", 2024, recorded_at=at("2024-02-01 10:00")))
    assert found.records["status"].to_list() == ["in_progress"]
    assert found.history["status"].to_list() == ["done", "in_progress"]


def test_simulated_reports_are_said_to_be() -> None:
    assert "Données simulées" in explained(said("done", simulated=True)).notes[0]
    assert explained(said("done")).notes == ()


def test_an_indicator_is_no_promise() -> None:
    with pytest.raises(KeyError):
        explained(element="taux")
