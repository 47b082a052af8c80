from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coje.contract.amendments import Amendment, apply
from coje.contract.diff import Continuity, Difference, DifferenceKind, diff
from coje.contract.files import load
from coje.contract.model import Contract
from strategies import contracts, fewer, targets, texts, years

BUNDLED = Path(__file__).parents[2] / "contracts"


@pytest.fixture
def contract(folder: Path) -> Contract:
    return load(folder).contract


def amended(contract: Contract, *changes: dict[str, Any]) -> Contract:
    known = {"id": "avenant", "title": "Avenant", "effective_on": "2025-01-01", "reason": "Revoyure"}
    return apply(contract, Amendment.model_validate({**known, "changes": changes}))


def setting(element: str, field: str, before: object, after: object) -> dict[str, Any]:
    return {"change": "set", "element": element, "field": field, "before": before, "after": after}


def adding(into: str, collection: str, value: object) -> dict[str, Any]:
    return {"change": "add", "into": into, "collection": collection, "value": value}


def only(contract: Contract, *changes: dict[str, Any]) -> Difference:
    """The one difference that changes make."""
    (difference,) = diff(contract, amended(contract, *changes))
    return difference


def of_another_year(contract: Contract, **update: Any) -> Contract:
    """The contract of the next generation: another id, the same text but for what is updated."""
    return contract.model_copy(update={"id": "suivant", **update})


def with_first_indicator(contract: Contract, **fields: Any) -> Contract:
    first, *others = contract.indicators
    return contract.model_copy(update={"indicators": (first.model_copy(update=fields), *others)})


@given(contracts())
def test_a_contract_does_not_differ_from_itself(contract: Contract) -> None:
    assert diff(contract, contract) == []


@fewer
@given(contracts(), contracts())
def test_two_contracts_without_difference_are_equal(old: Contract, new: Contract) -> None:
    assert (diff(old, new) == []) == (old == new)


@fewer
@given(contracts(), contracts())
def test_what_is_added_one_way_is_removed_the_other(old: Contract, new: Contract) -> None:
    def ids(differences: list[Difference], kind: DifferenceKind) -> set[str]:
        return {difference.element_id for difference in differences if difference.kind is kind}

    there, back = diff(old, new), diff(new, old)
    assert ids(there, DifferenceKind.ADDED) == ids(back, DifferenceKind.REMOVED)
    assert ids(there, DifferenceKind.REMOVED) == ids(back, DifferenceKind.ADDED)


@fewer
@given(contracts(), contracts())
def test_every_difference_is_a_french_sentence(old: Contract, new: Contract) -> None:
    for difference in diff(old, new):
        assert difference.sentence[0].isupper()
        assert difference.sentence.endswith(".")
        assert "None" not in difference.sentence.replace(str(difference.before), "").replace(str(difference.after), "")


@given(contracts(), st.data())
def test_every_setting_that_is_applied_shows_up(contract: Contract, data: st.DataObject) -> None:
    assume(contract.indicators)
    indicator = data.draw(st.sampled_from(contract.indicators))
    year = data.draw(years)
    plain = indicator.plain()
    changes = {
        "name": data.draw(texts()),
        "definition": data.draw(st.none() | texts()),
        "decimals": data.draw(st.integers(0, 6)),
        f"targets.{year}": str(data.draw(targets())),
    }
    before = {
        field: plain.get("targets", {}).get(str(year)) if "." in field else getattr(indicator, field)
        for field in changes
    }
    changed = {field for field, value in changes.items() if value != before[field]}
    settings = [setting(indicator.id, field, before[field], changes[field]) for field in changed]
    shown = {(difference.element_id, difference.field) for difference in diff(contract, amended(contract, *settings))}
    assert shown == {(indicator.id, field) for field in changed}


def test_a_target_is_retargeted_by_year(contract: Contract) -> None:
    difference = only(contract, setting("delai", "targets.2024", "22 jours", "20 jours"))
    assert difference == Difference(
        kind=DifferenceKind.RETARGETED,
        element_id="delai",
        label="l'indicateur 1 « Délai de traitement »",
        field="targets.2024",
        before="22 jours",
        after="20 jours",
        sentence="L'indicateur 1 « Délai de traitement » : la cible 2024 passe de « 22 jours » à « 20 jours ».",
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            setting("delai", "targets.2025", None, "18 jours"),
            "la cible 2025 est désormais « 18 jours » (rien auparavant).",
        ),
        (setting("delai", "targets.2024", "22 jours", None), "la cible 2024 disparaît (auparavant « 22 jours »)."),
        (setting("delai", "frequency", "yearly", "monthly"), "« Périodicité » passe de « annuelle » à « mensuelle »."),
        (setting("delai", "decimals", 0, 1), "« Décimales » passe de « 0 » à « 1 »."),
        (setting("delai", "sense", None, "down"), "« Sens » est désormais « à la baisse » (rien auparavant)."),
        (
            setting("delai", "baseline", None, {"year": 2022, "value": "31,50"}),
            "« Situation de départ » est désormais « année : 2022, valeur : 31,50 » (rien auparavant).",
        ),
        (
            setting("action-1", "due_years", [2023, 2024], [2025]),
            "« Années d'échéance » passe de « 2023, 2024 » à « 2025 ».",
        ),
        (setting("exemple", "signed_on", None, "2023-07-19"), "« Date de signature » est désormais « 19/07/2023 »"),
        (
            adding("axe-2", "orientations", {"id": "fiche-2", "number": "2.1", "title": "Prévenir"}),
            "La fiche 2.1 « Prévenir » est ajoutée dans l'axe 2 « Soigner ».",
        ),
        (
            {"change": "remove", "element": "fiche-1", "before": "Répondre vite"},
            "est retirée, avec les 2 éléments qu'elle contient ; elle était dans l'axe 1 « Accueillir ».",
        ),
        (
            {"change": "move", "element": "fiche-1", "from": "axe-1", "to": "axe-2"},
            "est déplacée : elle était dans l'axe 1 « Accueillir », elle est dans l'axe 2 « Soigner ».",
        ),
        (
            {"change": "move", "element": "ecart", "from": "exemple", "to": "exemple", "first": True},
            "L'indicateur 3 « Écart entre caisses » passe du rang 3 au rang 1.",
        ),
        (
            adding("exemple", "glossary", {"term": "Cog", "meaning": "Convention"}),
            "« Glossaire » est désormais « Cog » (rien auparavant).",
        ),
    ],
)
def test_a_difference_is_told_in_words(contract: Contract, change: dict[str, Any], sentence: str) -> None:
    assert sentence in only(contract, change).sentence


def test_what_a_removed_element_holds_is_not_listed_again(contract: Contract) -> None:
    changes = adding("exemple", "axes", {"id": "axe-3", "number": "3", "title": "Agir", "orientations": [
        {"id": "fiche-3", "number": "3.1", "title": "Former"}]})  # fmt: skip
    assert [difference.element_id for difference in diff(contract, amended(contract, changes))] == ["axe-3"]


def test_an_element_taken_out_of_a_removed_one_is_moved(contract: Contract) -> None:
    changes = (
        {"change": "move", "element": "fiche-1", "from": "axe-1", "to": "axe-2"},
        {"change": "remove", "element": "axe-1", "before": "Accueillir"},
    )
    differences = diff(contract, amended(contract, *changes))
    assert [(difference.kind, difference.element_id) for difference in differences] == [
        (DifferenceKind.MOVED, "fiche-1"),
        (DifferenceKind.REMOVED, "axe-1"),
    ]


def test_an_indicator_renamed_under_the_same_id_goes_on(contract: Contract) -> None:
    difference = only(contract, setting("delai", "name", "Délai de traitement", "Délai de décision"))
    assert difference.kind is DifferenceKind.RENAMED
    assert difference.continuity is Continuity.CONTINUOUS
    assert (
        difference.sentence
        == "L'indicateur 1 « Délai de décision » s'appelait « Délai de traitement ». La série continue."
    )


@pytest.mark.parametrize(
    ("field", "after", "continuity"),
    [
        ("unit", "jour ouvré", Continuity.BROKEN),
        ("level", "national", Continuity.BROKEN),
        ("aggregation", {"over_bodies": "sum", "over_time": "sum"}, Continuity.BROKEN),
        ("source", "Enquête", Continuity.LIKELY),
    ],
)
def test_an_indicator_that_measures_something_else_is_redefined(
    contract: Contract, field: str, after: object, continuity: Continuity
) -> None:
    before = "local" if field == "level" else None
    difference = only(contract, setting("delai", field, before, after))
    assert (difference.kind, difference.continuity) == (DifferenceKind.REDEFINED, continuity)


@pytest.mark.parametrize("continues", ["exemple/delai", "delai", "Délai de traitement"])
def test_an_indicator_that_says_which_it_continues_is_paired_with_it(contract: Contract, continues: str) -> None:
    new = of_another_year(with_first_indicator(contract, id="duree", name="Durée", continues=continues))
    found = [item for item in diff(contract, new) if item.field in {"id", "name"} or item.field is None]
    assert [(item.kind, item.continuity, item.before, item.after) for item in found] == [
        (DifferenceKind.RENAMED, Continuity.CONTINUOUS, "delai", "duree"),
        (DifferenceKind.RENAMED, Continuity.CONTINUOUS, "Délai de traitement", "Durée"),
    ]


def test_an_indicator_of_another_contract_is_not_continued(contract: Contract) -> None:
    new = of_another_year(with_first_indicator(contract, id="duree", name="Durée", continues="autre/delai"))
    kinds = {item.element_id: item.kind for item in diff(contract, new)}
    assert kinds == {"duree": DifferenceKind.ADDED, "delai": DifferenceKind.REMOVED}


def test_near_same_names_make_a_likely_pair(contract: Contract) -> None:
    new = of_another_year(with_first_indicator(contract, id="duree", name="Délai de traitement :"))
    found = [(item.kind, item.field, item.continuity) for item in diff(contract, new)]
    assert found == [
        (DifferenceKind.RENAMED, "id", Continuity.LIKELY),
        (DifferenceKind.RENAMED, "name", Continuity.LIKELY),
    ]


def test_names_that_are_not_near_make_no_pair(contract: Contract) -> None:
    new = of_another_year(with_first_indicator(contract, id="satisfaction-ps", name="Satisfaction des médecins"))
    found = [(item.kind, item.element_id, item.continuity) for item in diff(contract, new)]
    assert found == [
        (DifferenceKind.ADDED, "satisfaction-ps", Continuity.BROKEN),
        (DifferenceKind.REMOVED, "delai", Continuity.BROKEN),
    ]


def test_the_nearest_of_several_names_is_taken(contract: Contract) -> None:
    names = ["Recouvrement des indus frauduleux", "Recouvrement des indus non frauduleux"]

    def generation(prefix: str) -> tuple[Any, ...]:
        base = contract.indicator("ecart")
        return tuple(
            base.model_copy(update={"id": f"{prefix}-{rank}", "name": name}) for rank, name in enumerate(names)
        )

    old = contract.model_copy(update={"indicators": generation("a")})
    new = of_another_year(contract, indicators=generation("b")[::-1])
    renamed = {item.before: item.after for item in diff(old, new) if item.field == "id"}
    assert renamed == {"a-0": "b-0", "a-1": "b-1"}


def test_numbered_parts_of_two_contracts_are_the_same_by_name_not_by_rank(contract: Contract) -> None:
    first, second = contract.axes
    swapped = (
        first.model_copy(update={"title": "Soigner", "orientations": ()}),
        second.model_copy(update={"title": "Agir"}),
    )
    found = {
        (item.kind, item.element_id, item.field) for item in diff(contract, of_another_year(contract, axes=swapped))
    }
    assert (DifferenceKind.RENAMED, "axe-1", "id") in found
    assert (DifferenceKind.ADDED, "axe-2", None) in found
    assert (DifferenceKind.REMOVED, "axe-1", None) in found


def test_rows_of_two_tables_are_not_paired_by_name(contract: Contract) -> None:
    def fund(name: str) -> dict[str, Any]:
        line = {"id": f"{name}-personnel", "name": "Personnel"}
        return {"id": name, "code": name, "name": name * 3, "unit": "EUR", "columns": [], "lines": [line]}

    old = amended(contract, adding("exemple", "funds", fund("fnga")))
    new = amended(contract, adding("exemple", "funds", fund("flca")))
    found = [(item.kind, item.element_id) for item in diff(old, new)]
    assert found == [(DifferenceKind.ADDED, "flca"), (DifferenceKind.REMOVED, "fnga")]


def test_rows_of_a_renamed_table_are_paired_by_name(contract: Contract) -> None:
    def fund(name: str) -> dict[str, Any]:
        under = {"id": f"{name}-dont", "name": "Dont primes"}
        line = {"id": f"{name}-personnel", "name": "Personnel", "lines": [under]}
        return {"id": name, "code": "FNGA", "name": "Gestion", "unit": "EUR", "columns": [], "lines": [line]}

    old = amended(contract, adding("exemple", "funds", fund("fnga")))
    new = amended(contract, adding("exemple", "funds", fund("fng")))
    found = {(item.kind, item.before, item.after) for item in diff(old, new)}
    assert found == {
        (DifferenceKind.RENAMED, "fnga", "fng"),
        (DifferenceKind.RENAMED, "fnga-personnel", "fng-personnel"),
        (DifferenceKind.RENAMED, "fnga-dont", "fng-dont"),
    }


def test_two_generations_of_a_branch_share_their_continued_indicators() -> None:
    old, new = load(BUNDLED / "cnaf-2005-2008").contract, load(BUNDLED / "cnaf-2009-2012").contract
    added = {item.element_id for item in diff(old, new) if item.kind is DifferenceKind.ADDED}
    continued = {indicator.id for indicator in new.indicators if indicator.continues}
    assert continued
    assert not continued & added


def test_the_period_is_told_with_its_days(contract: Contract) -> None:
    later = contract.period.model_copy(update={"end": date(2029, 1, 1)})
    (difference,) = diff(contract, contract.model_copy(update={"period": later}))
    assert "premier jour après la période : 01/01/2029" in difference.sentence
