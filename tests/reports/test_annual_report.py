"""The report as texts and cells, before any paper: what it says, and that it says nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from coje.reports.annual import AnnualReport
from coje.reports.cells import Amount
from coje.reports.indicators import IndicatorRow
from reports.setting import AMOUNT, DAY, DELAY, QUARTERS, RATE, REPORTING, report, whole_contract, whole_records
from small import at, contract, measure, records


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_synthesis_says_targets_actions_and_the_state_in_three_sentences() -> None:
    assert _plain(report().sentence) == (
        "À la date du 15 mars 2025, 1 des 2 indicateurs évalués pour 2024 a atteint sa cible (50,0 %) ; "
        "1 autre n'a pas pu être évalué. 1 des 2 actions est réalisée (50,0 %) et 1 est en retard. "
        "L'État n'a pas encore tenu son engagement."
    )


def test_without_records_the_synthesis_says_that_nothing_could_be_judged() -> None:
    sentence = _plain(report(known=records()).sentence)
    assert "aucun des 3 indicateurs n'a encore pu être évalué pour 2024" in sentence
    assert "Aucune des 2 actions n'est réalisée et 2 sont en retard." in sentence


def test_a_single_indicator_is_told_without_a_share_of_one() -> None:
    missed = records(measure("caisse", "2024", indicator="delai", value=26))
    assert "l'unique indicateur évalué pour 2024 n'a pas atteint sa cible" in _plain(
        report(whole_contract(DELAY), missed).sentence
    )


def test_abandoned_actions_are_left_out_of_the_actions_kept() -> None:
    known = records(progress=[{"element": "action-1", "status": "abandoned"}])
    assert "l'unique action maintenue n'est pas réalisée" in _plain(report(known=known).sentence).lower()


def test_an_empty_contract_is_told_as_such() -> None:
    empty = report(contract(axes=[], indicators=[]), records())
    assert _plain(empty.sentence) == "À la date du 15 mars 2025, le contrat ne porte ni indicateur ni action."
    assert empty.axes == empty.themes == empty.indicators == ()


def test_remarks_say_what_makes_the_shares_fragile() -> None:
    remarks = "\n".join(map(_plain, report().remarks))
    assert "Données simulées" in remarks
    assert "1 indicateur n'a pas pu être évalué : cible non fixée (ND) (1)." in remarks


def test_late_actions_of_which_nothing_was_said_are_counted() -> None:
    remarks = "\n".join(map(_plain, report(known=records()).remarks))
    assert "2 des 2 actions en retard n'ont fait l'objet d'aucun compte rendu." in remarks


def test_targets_already_met_the_year_before_are_remarked() -> None:
    known = whole_records() + records(*(measure(body, "2023", numerator=9, denominator=10) for body in ("ain",)))
    assert any("déjà satisfaite" in remark for remark in report(known=known).remarks)


def test_records_of_later_days_change_nothing() -> None:
    later = records(
        measure("caisse", "2024", indicator="delai", value=1, recorded_at=at("2025-03-16 09:00")),
        progress=[{"element": "action-2", "status": "done", "recorded_at": at("2025-04-01 09:00")}],
    )
    assert report(known=whole_records() + later) == report()


def test_the_report_is_labelled_as_soon_as_one_record_is_simulated() -> None:
    assert report().identity.label == "Données simulées"
    assert report(known=records(*QUARTERS)).identity.label == ""


def test_the_identity_carries_what_is_needed_to_make_it_again() -> None:
    about = report().identity
    assert (about.contract_id, about.version, about.year, about.day) == ("essai-2024-2025", "initiale", 2024, DAY)
    assert len(about.inputs_digest) == len(about.contract_digest) == 64
    assert about.inputs_digest != report(known=records()).identity.inputs_digest
    assert about.software.startswith("Coje ")


def test_the_day_it_is_due_and_its_readers_come_from_the_obligation() -> None:
    about = report().identity
    assert (about.due_on, about.recipients, about.clause) == (date(2025, 3, 15), "État", "Annexe 6")


def test_without_the_obligation_it_is_addressed_to_the_state_and_has_no_day() -> None:
    about = report(whole_contract(obligations=[])).identity
    assert (about.due_on, about.recipients, about.clause) == (None, "État", "")


def test_an_indicator_has_its_target_result_gap_and_status() -> None:
    row = _indicator(report(), "taux")
    assert row.now.goal.value == Decimal(80)
    assert row.now.result.value == Decimal("80.0")
    assert (row.now.badge.word, row.origin) == ("atteint", "calculé : 3 organismes")
    assert "100 × 96 / 120" in row.calculation
    assert row.sources == ("essai",)


def test_a_gap_between_percentages_is_in_points() -> None:
    assert _indicator(report(), "taux").gap.short == "0,0\u00a0pt"
    assert _indicator(report(), "delai").gap.text == "-6\u00a0jours"


@pytest.mark.parametrize("zero", ["-0", "0", "-0.0"])
def test_zero_has_no_sign(zero: str) -> None:
    assert Amount(Decimal(zero), "pt", signed=True).short in {"0\u00a0pt", "0,0\u00a0pt"}
    assert "-" not in Amount(Decimal(zero), "pt").text


def test_a_declared_figure_says_who_declares_it_and_that_it_is_provisional() -> None:
    row = _indicator(report(), "delai")
    assert row.origin == "déclaré : Caisse nationale"
    assert row.now.is_declared
    assert row.now.is_provisional
    assert not row.now.is_simulated


def test_progress_from_the_baseline_is_that_of_the_appraisal() -> None:
    assert _indicator(report(), "delai").progress.text == "40,0\u00a0%"


def test_a_target_that_is_not_a_plain_number_keeps_its_words() -> None:
    strict = next(point for point in _indicator(report(), "montant").points if point.year == 2025)
    assert strict.target == "> 10\u202f000\u202f000\u00a0€"
    assert strict.goal.value is None
    assert strict.low == strict.high == Decimal(10_000_000)


def test_missed_targets_are_ordered_by_their_distance() -> None:
    rows = sorted(report().indicators, key=lambda row: row.distance, reverse=True)
    assert [row.id for row in rows if row.distance] == ["delai"]
    assert _indicator(report(), "delai").distance == Decimal("0.3")
    assert _indicator(report(), "taux").distance == 0


def test_a_missing_body_makes_the_figure_partial_and_is_named_in_the_notes() -> None:
    known = records(*(row for row in QUARTERS if row["body"] != "allier"))
    told = report(known=known)
    assert _indicator(told, "taux").now.is_partial
    assert any("Allier" in note.text for note in told.notes if note.kind == "Donnée partielle")


def test_notes_say_why_what_is_unused_provisional_and_published() -> None:
    by_kind = {note.kind: note for note in reversed(report().notes)}
    assert by_kind["Non évalué"].text == "non évaluable : cible non fixée (ND)."
    assert by_kind["Donnée provisoire"].reference == "n° 2"
    assert by_kind["Donnée publiée"].text == "Résultat réel : 26\u00a0jours. Source : essai."
    assert by_kind["Donnée non utilisée"].text == "Périmètre différent : jeunes."
    assert by_kind["Donnée non utilisée"].records == 1
    assert by_kind["Texte du contrat"].text == "Le délai est imprimé deux fois."


def test_a_real_figure_that_no_result_takes_is_told_with_its_periods_and_source() -> None:
    known = whole_records() + records(
        measure("caisse", "2025-01", indicator="delai", value=25, source="presse"),
        measure("caisse", "2025-02", indicator="delai", value=24, source="presse"),
    )
    notes = [note for note in report(known=known).notes if note.records == 2]
    assert [note.text for note in notes if not note.year] == [
        "Résultat publié pour 2025-01 et 2025-02, qui n'entre dans aucun résultat du bilan ; source : presse."
    ]


def test_where_nothing_is_simulated_nothing_is_singled_out_as_real() -> None:
    notes = report(known=records(*QUARTERS)).notes
    assert not any(note.kind == "Donnée publiée" for note in notes)


def test_a_doubt_on_a_nameless_part_is_told_of_the_element_it_belongs_to() -> None:
    baseline = {"year": 2023, "value": 30, "source_note": "Valeur arrondie."}
    notes = report(whole_contract({**DELAY, "baseline": baseline})).notes
    assert next(note for note in notes if note.text == "Valeur arrondie.").reference == "n° 2"


def test_an_empty_record_gives_its_own_reason_among_the_unused() -> None:
    empty = measure("ain", "2024-T1", comment="panne informatique")
    notes = report(whole_contract(RATE), records(empty)).notes
    assert any(note.text == "Valeur non fournie : panne informatique." for note in notes)


def test_actions_carry_evidence_delay_and_comment() -> None:
    done, late = report().promises.actions
    assert (done.reference, done.badge.word, done.evidence) == ("action-1", "réalisé", "Note du 3 juin")
    assert (late.badge.word, late.late_years, late.due_years, late.is_reported) == (
        "en retard",
        "2024",
        "2024, 2025",
        False,
    )


def test_the_commitments_of_the_state_are_apart_with_their_last_report() -> None:
    (row,) = report().promises.state
    assert (row.title, row.badge.word, row.comment) == ("Simplifier", "en cours", "Décret en cours d'examen")


def test_a_commitment_counts_its_actions() -> None:
    fund, state = report().promises.commitments
    assert (fund.actions, fund.done, fund.late, fund.badge.word) == (2, 1, 1, "en retard")
    assert (state.is_state, state.actions, state.due_years) == (True, 0, "2025")


def test_the_schedule_tells_late_filings_and_what_comes_next() -> None:
    schedule = report().schedule
    words = [(row.title, row.due_on, row.badge.word) for row in schedule.deadlines]
    assert ("Rapport d'activité", date(2024, 3, 15), "remis en retard") in words
    assert [row.title for row in schedule.coming] == ["Bilan annuel", "Rapport d'activité"]
    assert schedule.overdue == ()
    assert next(one for one in schedule.obligations if one.title == "Bilan annuel").next_on == date(2025, 3, 15)


def test_a_document_due_and_not_filed_is_overdue_the_day_after() -> None:
    overdue = report(whole_contract(obligations=[REPORTING]), records(), day=date(2024, 3, 16)).schedule.overdue
    assert [row.due_on for row in overdue] == [date(2024, 3, 15)]


def test_the_priorities_are_the_themes_unless_others_are_chosen() -> None:
    assert [theme.summary.title for theme in report().themes] == ["Bien servir"]
    chosen = report(themes=("fiche-1", "marqueur-delais")).themes
    assert [(theme.kind, theme.summary.title) for theme in chosen] == [
        ("orientation 1.1", "Payer vite"),
        ("marqueur de réussite", "Les délais"),
    ]


def test_a_theme_gathers_what_hangs_on_its_members() -> None:
    (theme,) = report().themes
    assert [row.id for row in theme.indicators] == ["taux", "delai", "montant"]
    assert [row.id for row in theme.late] == ["action-2"]
    assert theme.summary.actions.total == 2


def test_a_theme_of_one_indicator_has_neither_sheet_nor_action() -> None:
    (theme,) = report(themes=("marqueur-delais",)).themes
    assert [row.id for row in theme.indicators] == ["delai"]
    assert theme.orientations == theme.actions == ()


def test_an_unknown_theme_is_refused_with_those_that_exist() -> None:
    with pytest.raises(ValueError, match=r"« axe-9 ».*priorite-service, marqueur-delais, fiche-1"):
        report(themes=("axe-9",))


def test_an_axis_has_the_counts_of_its_roll_up() -> None:
    (axis,) = report().axes
    assert axis.summary.number == "1"
    assert {one.badge.word: one.count for one in axis.summary.indicators.segments if one.count} == {
        "atteint": 1,
        "manqué": 1,
        "non évaluable": 1,
    }


def test_an_indicator_attached_to_no_sheet_is_in_the_report_and_in_no_axis() -> None:
    told = report(whole_contract({**AMOUNT, "orientation": None}))
    assert len(told.indicators) == 1
    assert told.axes[0].indicators == ()


def _indicator(told: AnnualReport, name: str) -> IndicatorRow:
    return next(row for row in told.indicators if row.id == name)
