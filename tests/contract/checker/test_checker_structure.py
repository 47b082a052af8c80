"""Rules on the structure, beyond their examples."""

from __future__ import annotations

import pytest
from checker_fragments import fund, messages

from coje.contract.checker.structure.duplicates import folded, is_nearly


def actions(*titles: str) -> str:
    rows = "\n".join(
        f"              - {{id: autre-{rank}, title: {title}, due_years: [2024], deliverable: Livrable}}"
        for rank, title in enumerate(titles)
    )
    return f"""\
axes:
  - id: axe-1
    orientations:
      - id: fiche-1-1
        commitments:
          - id: engagement-1
            actions:
{rows}
"""


@pytest.mark.parametrize(
    ("fragment", "message"),
    [
        (
            "signatories: [{party: caise, name: X}]",
            "« caise » n'est l'identifiant d'aucun élément attendu",
        ),
        ("indicators: [{id: delai-paiement, owner: fonds}]", "« fonds » n'est l'identifiant d'aucun élément attendu"),
        ("obligations: [{id: bilan-annuel, fund: fnga}]", "« fnga » n'est l'identifiant d'aucun élément attendu"),
        ("obligations: [{id: bilan-annuel, recipients: [etat, dss]}]", "« dss » n'est l'identifiant d'aucun élément"),
        ("groupings: [{id: g, kind: theme, title: G, members: [nulle-part]}]", "« nulle-part » n'est l'identifiant"),
        (
            "scoring: [{id: bareme-2024, items: [{id: points-delai, indicator: delai}]}]",
            "« delai » n'est",
        ),
    ],
)
def test_every_reference_is_looked_up_in_its_family(fragment: str, message: str) -> None:
    found = messages(fragment, "C101")
    assert len(found) == 1
    assert found[0].startswith(message)


def test_the_nearest_known_name_is_offered() -> None:
    assert messages("signatories: [{party: caise, name: X}]", "C101")[0].endswith("; vouliez-vous dire « caisse » ?")


def test_a_grouping_may_hold_elements_of_any_family() -> None:
    members = "[axe-1, fiche-1-1, action-1, delai-paiement, fonds-personnel, caisse]"
    assert messages(f"groupings: [{{id: g, kind: theme, title: G, members: {members}}}]", "C101") == []


def test_a_total_may_only_name_rows_of_its_own_fund() -> None:
    lines = "[{id: autre-t, name: T, kind: total, adds: [fonds-personnel], amounts: {2023: 1}}]"
    assert messages(fund("unit: EUR", lines), "C101") == [
        "« fonds-personnel » n'est l'identifiant d'aucun élément attendu ici (ligne du fonds AU)"
    ]


def test_a_group_of_fungibility_is_that_of_the_fund() -> None:
    lines = "[{id: autre-t, name: T, fungibility: fonctionnement, amounts: {2023: 1}}]"
    assert len(messages(fund("unit: EUR", lines), "C101")) == 1


@pytest.mark.parametrize(
    ("obligation", "element"),
    [
        ("contrat-exemple", "le contrat « Convention d'exemple 2023-2026 »"),
        ("delai-paiement", "l'indicateur 1 « Délai moyen de paiement »"),
        ("fonds-achats", "la ligne « Achats »"),
    ],
)
def test_an_id_is_that_of_one_element_whatever_its_kind(obligation: str, element: str) -> None:
    fragment = (
        f"obligations: [{{id: {obligation}, title: Rapport, rrule: FREQ=YEARLY, starts_on: 2024-06-01, owner: etat}}]"
    )
    assert messages(fragment, "C102") == [f"l'identifiant « {obligation} » est déjà pris par {element}"]


def test_columns_of_two_funds_may_share_their_ids() -> None:
    assert messages(fund("unit: EUR"), "C102") == []


def test_two_columns_of_a_fund_may_not() -> None:
    fragment = fund("unit: EUR").replace("{id: cumul,", '{id: "2026",')
    assert messages(fragment, "C102") == ["l'identifiant « 2026 » est déjà pris par la colonne « 2026 »"]


def test_texts_are_compared_without_case_accents_nor_punctuation() -> None:
    assert messages(actions("Élargir l'accès !", "elargir l’ACCÈS"), "C104") == ["même texte que autre-0"]


def test_the_fund_and_the_state_may_promise_the_same() -> None:
    fragment = """\
axes:
  - id: axe-1
    orientations:
      - id: fiche-1-1
        commitments:
          - {id: etat-2, title: Payer plus vite, by: state, due_years: [2024]}
"""
    assert messages(fragment, "C104") == []


def test_lines_under_two_headings_may_have_the_same_name() -> None:
    one = "{id: autre-%s, name: Rubrique %s, kind: heading, lines: [{id: autre-%s1, name: Divers}]}"
    both = ", ".join(one.replace("%s", letter) for letter in "ab")
    assert messages(fund("unit: EUR", f"[{both}]"), "C104") == []


def test_a_text_said_three_times_is_found_twice() -> None:
    assert messages(actions("Ouvrir", "Ouvrir", "Ouvrir"), "C104") == ["même texte que autre-0"] * 2


@pytest.mark.parametrize(
    ("one", "other", "nearly"),
    [
        ("Réduire les délais de paiement", "Réduire le délai de paiement", False),
        ("Réduire le délai de paiement", "Réduire le délais de paiements", True),
        ("Taux de recouvrement des indus frauduleux", "Taux de recouvrement des indus non frauduleux", False),
        ("Prestations en nature", "Prestations en espèces", False),
        ("Échanges avec la Cnaf", "Échanges avec la Cnav", False),
        ("Renforcer le contrôle interne", "Renforcer le contrôle externe", False),
        ("Bilan de la campagne 2024", "Bilan de la campagne 2025", False),
        ("Déployer la plateforme", "Déployer la platefrome", True),
    ],
)
def test_nearly_the_same_means_a_typing_error(one: str, other: str, *, nearly: bool) -> None:
    assert is_nearly(folded(one), folded(other)) is nearly


def test_acronyms_that_differ_by_a_letter_are_not_nearly_the_same() -> None:
    fragment = "glossary: [{term: Anact, meaning: agence}, {term: Aract, meaning: association}]"
    assert messages(fragment, "C105") == []


def test_what_others_do_needs_no_action_of_the_fund() -> None:
    assert messages("parties: [{id: tiers, name: Tiers, role: other}]", "C118") == []


def test_one_authority_signs_for_the_whole_state() -> None:
    assert messages("parties: [{id: dss, name: Direction de la sécurité sociale, role: state}]", "C118") == []


def test_nobody_signing_for_the_state_is_found() -> None:
    assert messages("signatories: [{party: caisse, name: Y}]", "C118") == ["aucun signataire n'engage « État »"]


def test_a_contract_without_known_signatories_is_not_judged() -> None:
    assert messages("signatories: []", "C118") == []


def test_a_joint_commitment_without_action_is_found() -> None:
    fragment = """\
axes:
  - id: axe-1
    orientations:
      - id: fiche-1-1
        commitments:
          - {id: engagement-9, title: Échanger avec une autre branche, by: joint, with_parties: [etat]}
"""
    assert len(messages(fragment, "C107")) == 1


def test_indicators_of_a_contract_without_orientation_are_attached_to_nothing() -> None:
    fragment = "axes: []\nindicators: [{id: delai-paiement, orientation: null}]"
    assert messages(fragment, "C119") == []


def test_an_action_that_names_an_indicator_measures_its_orientation() -> None:
    fragment = actions("Ouvrir").replace("Livrable}", "Livrable, indicators: [delai-paiement]}")
    elsewhere = """\
indicators:
  - {id: delai-paiement, orientation: fiche-2}
  - {id: taux-satisfaction, orientation: fiche-2}
"""
    assert messages(fragment + elsewhere, "C120") == []
    assert messages(elsewhere, "C120") == ["aucun indicateur ne mesure l'orientation 1.1"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY",
        "FREQ=YEARLY;INTERVAL=0",
        "FREQ=YEARLY;INTERVAL=-1",
        "FREQ=YEARLY;BYDAY=XX",
        "FREQ=YEARLY;FOO=1",
        "DTSTART:20240101 RRULE:FREQ=DAILY",
        "FREQ=YEARLY;UNTIL=20250101T000000Z",
    ],
)
def test_a_recurrence_that_cannot_be_read_is_found_once(rule: str) -> None:
    fragment = f'obligations: [{{id: bilan-annuel, rrule: "{rule}"}}]'
    assert len(messages(fragment, "C112")) == 1
    assert messages(fragment, "C113") == []


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("starts_on: 2026-03-15, about: 0", False),
        ("starts_on: 2027-03-15, about: 1", False),
        ("starts_on: 2027-03-15, about: 0", True),
        ("starts_on: 2028-03-15, about: 2", False),
        ("starts_on: 2020-03-15, ends_on: 2022-12-31, about: 0", True),
        ("starts_on: 2020-03-15, ends_on: 2023-12-31, about: 0", False),
        ('rrule: "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"', True),
        ('starts_on: 2020-03-15, rrule: "FREQ=YEARLY;COUNT=3", about: 0', True),
    ],
)
def test_an_obligation_falls_due_for_a_year_of_the_contract(fields: str, *, found: bool) -> None:
    assert bool(messages(f"obligations: [{{id: bilan-annuel, {fields}}}]", "C113")) is found


def test_due_years_given_twice_are_found() -> None:
    assert messages("data_sharing: [{id: partage-iban, due_years: [2024, 2024]}]", "C117") == [
        "l'échéance 2024 vient après 2024"
    ]
