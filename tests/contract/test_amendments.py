from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from coje.contract.amendments import Amendment, AmendmentError, amendment_text, apply, in_force, load_amendments
from coje.contract.files import ContractFileError, load
from coje.contract.model import Contract
from coje.contract.targets import parse_span, parse_target
from coje.contract.yaml.nodes import Position, tree_of

AMENDMENT = """\
id: avenant-1
title: Avenant n° 1
effective_on: 2025-01-01
signed_on: 2024-12-20
reason: Réforme du traitement des demandes
signatories:
  - {party: etat, name: Une ministre}
changes:
  - change: set
    element: delai
    field: targets.2024
    before: 22 jours
    after: 20 jours
"""


@pytest.fixture
def contract(folder: Path) -> Contract:
    return load(folder).contract


def amendment(*changes: dict[str, Any], **fields: Any) -> Amendment:
    known = {"id": "avenant-1", "title": "Avenant n° 1", "effective_on": "2025-01-01", "signed_on": "2024-12-20"}
    return Amendment.model_validate({**known, "reason": "Revoyure", "changes": changes, **fields})


def setting(element: str, field: str, before: object = None, after: object = None) -> dict[str, Any]:
    return {"change": "set", "element": element, "field": field, "before": before, "after": after}


def adding(into: str, collection: str, value: object, **place: object) -> dict[str, Any]:
    return {"change": "add", "into": into, "collection": collection, "value": value, **place}


def moving(element: str, origin: str, to: str, **place: object) -> dict[str, Any]:
    return {"change": "move", "element": element, "from": origin, "to": to, **place}


def refusal(contract: Contract, *changes: dict[str, Any]) -> str:
    with pytest.raises(AmendmentError) as error:
        apply(contract, amendment(*changes))
    return str(error.value)


def written(folder: Path, text: str, name: str = "avenant-1") -> Path:
    file = folder / "avenants" / f"{name}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    return file


def test_a_target_changes_and_the_version_says_so(contract: Contract) -> None:
    amended = apply(contract, amendment(setting("delai", "targets.2024", "22 jours", "20 jours")))
    assert amended.indicator("delai").targets[parse_span("2024")] == parse_target("20 jours")
    assert amended.version == "Avenant n° 1"
    assert amended.indicators[1:] == contract.indicators[1:]


def test_a_target_is_added_and_another_taken_away(contract: Contract) -> None:
    changes = setting("delai", "targets.2025", None, "18 jours"), setting("delai", "targets.2024", "22 jours")
    targets = apply(contract, amendment(*changes)).indicator("delai").targets
    assert {str(span): str(target) for span, target in targets.items()} == {"2023": "23 jours", "2025": "18 jours"}


@pytest.mark.parametrize("before", ["82,5 %", "82,50%", "82,50 %"])
def test_what_was_before_is_compared_as_typed_not_as_text(contract: Contract, before: str) -> None:
    amended = apply(contract, amendment(setting("satisfaction", "targets.2023", before, "83 %")))
    assert str(amended.indicator("satisfaction").targets[parse_span("2023")]) == "83 %"


def test_a_field_of_the_contract_itself_changes(contract: Contract) -> None:
    amended = apply(contract, amendment(setting("exemple", "period.end", "2028-01-01", "2029-01-01")))
    assert amended.period.end == date(2029, 1, 1)


def test_a_whole_part_is_given_where_there_was_none(contract: Contract) -> None:
    amended = apply(contract, amendment(setting("delai", "baseline", None, {"year": 2022, "value": "31,5"})))
    baseline = amended.indicator("delai").baseline
    assert baseline is not None
    assert baseline.value == Decimal("31.5")


def test_a_default_value_counts_as_what_was_before(contract: Contract) -> None:
    assert apply(contract, amendment(setting("delai", "decimals", 0, 1))).indicator("delai").decimals == 1


def test_a_column_is_reached_by_its_id(contract: Contract) -> None:
    column = {"id": "2023", "title": "2023"}
    fund = {"id": "fnga", "code": "FNGA", "name": "Gestion", "unit": "EUR", "columns": [column], "lines": []}
    changes = adding("exemple", "funds", fund), setting("fnga", "columns.2023.title", "2023", "2023 (voté)")
    assert apply(contract, amendment(*changes)).funds[0].columns[0].title == "2023 (voté)"


def test_an_element_is_added_last_first_or_after_another(contract: Contract) -> None:
    def added(name: str, **place: object) -> dict[str, Any]:
        return adding("exemple", "indicators", {"id": name, "number": "9", "name": name}, **place)

    amended = apply(contract, amendment(added("a"), added("b", first=True), added("c", after="delai")))
    assert [indicator.id for indicator in amended.indicators] == ["b", "delai", "c", "satisfaction", "ecart", "a"]


def test_an_element_added_by_an_earlier_change_can_be_changed(contract: Contract) -> None:
    commitment = {"id": "engagement-2", "title": "Former", "by": "fund"}
    changes = (
        adding("fiche-1", "commitments", commitment),
        adding("engagement-2", "actions", {"id": "action-2", "title": "Tenir une session"}),
        setting("action-2", "due_years", [], [2025, 2026]),
    )
    actions = list(apply(contract, amendment(*changes)).actions)
    assert actions[1].due_years == (2025, 2026)


def test_an_element_is_removed_with_what_it_holds(contract: Contract) -> None:
    change = {"change": "remove", "element": "fiche-1", "before": "Répondre vite"}
    assert list(apply(contract, amendment(change)).actions) == []


def test_an_element_moves_to_another_parent(contract: Contract) -> None:
    amended = apply(contract, amendment(moving("fiche-1", "axe-1", "axe-2")))
    assert [[sheet.id for sheet in axis.orientations] for axis in amended.axes] == [[], ["fiche-1"]]


def test_an_element_moves_under_the_same_parent(contract: Contract) -> None:
    amended = apply(contract, amendment(moving("ecart", "exemple", "exemple", first=True)))
    assert [indicator.id for indicator in amended.indicators] == ["ecart", "delai", "satisfaction"]


def test_amending_leaves_the_contract_as_it_was(contract: Contract) -> None:
    digest = contract.digest
    amended = apply(contract, amendment(setting("delai", "name", "Délai de traitement", "Délai")))
    assert contract.digest == digest
    assert amended.digest != digest


def test_a_before_that_does_not_match_is_refused_with_both_values(contract: Contract) -> None:
    message = refusal(contract, setting("delai", "targets.2024", "21 jours", "20 jours"))
    assert "changement 1" in message
    assert "l'indicateur 1 « Délai de traitement », « targets.2024 »" in message
    assert "l'avenant part de « 21 jours », le contrat en vigueur dit « 22 jours »" in message


def test_a_change_whose_start_was_changed_before_it_is_refused(contract: Contract) -> None:
    change = setting("delai", "targets.2024", "22 jours", "20 jours")
    assert "changement 2" in refusal(contract, change, change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            setting("delais", "name", "x", "y"),
            "« delais » n'est pas dans le contrat en vigueur ; vouliez-vous dire « delai » ?",
        ),
        (setting("delai", "cible", 1, 2), "« cible » n'est pas un champ de l'indicateur 1"),
        (setting("delai", "id", "delai", "delais"), "un identifiant ne change pas"),
        (setting("delai", "name.court", None, "x"), "« name.court » ne mène à rien"),
        (setting("delai", "baseline.value", None, 3), "le champ « year » manque"),
        (setting("delai", "targets.2024", None, "20 jours"), "part de rien, le contrat en vigueur dit « 22 jours »"),
        (
            setting("delai", "targets.2026", "20 jours", "19 jours"),
            "part de « 20 jours », le contrat en vigueur dit rien",
        ),
        (setting("delai", "targets.2024", "22 jours", "mieux"), "« mieux » n'est pas une cible que l'on sait lire"),
        (setting("delai", "name", "Délai de traitement"), "le champ « name » manque"),
        (
            setting("action-1", "due_years", [2023], [2025]),
            "part de « [2023] », le contrat en vigueur dit « [2023, 2024] »",
        ),
        (adding("exemple", "indicateurs", {}), "« indicateurs » n'est pas une liste d'éléments de ce contrat"),
        (adding("delai", "targets", {}), "« targets » n'est pas une liste d'éléments de l'indicateur 1"),
        (adding("exemple", "indicators", {"id": "n"}), "le champ « number » manque ; le champ « name » manque"),
        (adding("axe-2", "orientations", {"id": "delai", "number": "2", "title": "D"}), "« delai » est déjà pris"),
        (
            adding("axe-2", "orientations", {"id": "o", "number": "2", "title": "D"}, after="fiche-1"),
            "« fiche-1 » n'est pas dans",
        ),
        (
            {"change": "remove", "element": "delai", "before": "Délai"},
            "retire « Délai », le contrat en vigueur dit « Délai de",
        ),
        (
            {"change": "remove", "element": "exemple", "before": "x"},
            "le contrat lui-même ne peut être ni retiré ni déplacé",
        ),
        (moving("fiche-1", "axe-2", "axe-1"), "le prend dans « axe-2 », le contrat en vigueur le met dans « axe-1 »"),
        (moving("fiche-1", "axe-1", "delai"), "l'indicateur 1 « Délai de traitement » ne reçoit pas la fiche 1.1"),
        (moving("axe-1", "exemple", "fiche-1"), "l'axe 1 « Accueillir » ne peut pas être mis dans ce qu'il contient"),
    ],
)
def test_a_change_that_does_not_fit_is_refused_with_the_reason(
    contract: Contract, change: dict[str, Any], message: str
) -> None:
    assert message in refusal(contract, change)


def test_nothing_is_applied_when_one_change_is_refused(contract: Contract) -> None:
    digest = contract.digest
    refusal(contract, setting("delai", "decimals", 0, 1), setting("inconnu", "name", "x", "y"))
    assert contract.digest == digest


def test_a_period_made_impossible_is_refused(contract: Contract) -> None:
    message = refusal(contract, setting("exemple", "period.end", "2028-01-01", "2020-01-01"))
    assert "la période finit le 01/01/2020, sans suivre son début, le 01/01/2023" in message


def test_amendments_are_read_from_their_folder(folder: Path) -> None:
    written(folder, AMENDMENT)
    (read,) = load_amendments(folder)
    assert read.title == "Avenant n° 1"
    assert read.position(("changes", 0, "field")) == Position(folder / "avenants/avenant-1.yaml", 11, 12)
    assert str(apply(load(folder).contract, read).indicator("delai").targets[parse_span("2024")]) == "20 jours"


def test_a_refused_change_of_a_file_says_its_line(folder: Path) -> None:
    file = written(folder, AMENDMENT.replace("22 jours", "21 jours"))
    with pytest.raises(AmendmentError) as error:
        apply(load(folder).contract, *load_amendments(folder))
    assert str(error.value).startswith(f"{file}:12:13 Avenant n° 1, changement 1 : ")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (AMENDMENT.replace("reason: Réforme du traitement des demandes\n", ""), "1:1 le champ « reason » manque"),
        (
            AMENDMENT.replace("change: set", "change: modifier"),
            "9:5 « change » : « modifier » n'est pas admis ; choisir parmi set",
        ),
        (AMENDMENT.replace("  - change: set\n    element", "  - element"), "9:5 le champ « change » manque"),
        (AMENDMENT.replace("field: targets.2024", "champ: targets.2024"), "9:5 le champ « field » manque"),
        (AMENDMENT.replace("2025-01-01", "janvier 2025"), "3:15 « effective_on » : attendu une date"),
        (AMENDMENT + "    first: true\n", "14:12 le champ « first » n'existe pas ici"),
        ("- avenant\n", "1:1 "),
    ],
)
def test_a_broken_amendment_is_refused_with_its_place(folder: Path, text: str, problem: str) -> None:
    file = written(folder, text)
    with pytest.raises(ContractFileError) as error:
        load_amendments(folder)
    assert f"{file}:{problem}" in str(error.value)


def test_two_places_for_one_element_are_refused() -> None:
    with pytest.raises(ValueError, match="n'en garder qu'une"):
        amendment(adding("exemple", "indicators", {}, after="delai", first=True))


def test_two_amendments_of_the_same_id_are_refused(folder: Path) -> None:
    written(folder, AMENDMENT)
    written(folder, AMENDMENT, "avenant-2")
    with pytest.raises(ContractFileError, match="l'identifiant d'avenant « avenant-1 » est déjà pris"):
        load_amendments(folder)


def test_a_folder_without_amendments_has_none(folder: Path) -> None:
    assert load_amendments(folder) == ()


def test_the_text_of_an_amendment_reads_back() -> None:
    changes = (
        setting("delai", "targets.2024", "22 jours", "20 jours"),
        moving("fiche-1", "axe-1", "axe-2"),
        adding("exemple", "indicators", {"id": "n", "number": "9", "name": "N"}, first=True),
        {"change": "remove", "element": "ecart", "before": "Écart entre caisses"},
    )
    draft = amendment(*changes, signed_on=None)
    read = Amendment.read(tree_of(amendment_text(draft), Path("avenant.yaml")), Path("avenant.yaml"))
    assert read.changes == draft.changes
    assert (read.id, read.effective_on, read.signed_on) == (draft.id, draft.effective_on, None)


def three_amendments() -> list[Amendment]:
    """Given out of order; the third is not signed."""
    return [
        amendment(
            setting("delai", "targets.2024", "20 jours", "19 jours"), id="b", title="B", effective_on="2026-01-01"
        ),
        amendment(
            setting("delai", "targets.2024", "22 jours", "20 jours"), id="a", title="A", effective_on="2025-01-01"
        ),
        amendment(setting("delai", "targets.2024", "19 jours", "1 jour"), id="c", title="C", signed_on=None),
    ]


@pytest.mark.parametrize(
    ("day", "version", "target"),
    [
        (date(2024, 12, 31), "initiale", "22 jours"),
        (date(2025, 1, 1), "A", "20 jours"),
        (date(2025, 12, 31), "A", "20 jours"),
        (date(2026, 1, 1), "B", "19 jours"),
        (date(2030, 1, 1), "B", "19 jours"),
    ],
)
def test_the_contract_in_force_holds_the_amendments_effective_by_that_day(
    contract: Contract, day: date, version: str, target: str
) -> None:
    current = in_force(contract, three_amendments(), day)
    assert current.version == version
    assert str(current.indicator("delai").targets[parse_span("2024")]) == target


def test_amendments_of_the_same_day_apply_in_the_order_of_their_ids(contract: Contract) -> None:
    second = amendment(setting("n", "name", "N", "Nouveau"), id="avenant-2", title="Avenant n° 2")
    first = amendment(adding("exemple", "indicators", {"id": "n", "number": "9", "name": "N"}))
    assert in_force(contract, [second, first], date(2025, 1, 1)).indicator("n").name == "Nouveau"


def test_an_amendment_signed_late_is_in_force_from_its_effective_date(contract: Contract) -> None:
    late = amendment(signed_on="2025-06-30")
    assert in_force(contract, [late], date(2025, 2, 1)).version == "Avenant n° 1"


def test_a_copy_forgets_what_the_original_had_computed(contract: Contract) -> None:
    digest, paths = contract.digest, contract.paths
    copy = contract.model_copy(update={"indicators": ()})
    assert copy.digest != digest
    assert len(copy.paths) == len(paths) - 3
