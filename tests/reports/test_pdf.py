"""The PDF, read back: what it says on each page, and that nothing in a contract can break it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from pdfplumber.pdf import PDF

from coje.contract.model import Contract
from coje.reports.annual import AnnualReport
from coje.reports.pdf.typography import typeset
from coje.reports.pdf.write import write_pdf
from reports.setting import QUARTERS, RATE, projected_report, report, whole_contract
from small import contract, measure, records
from strategies import contracts

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2019": "'"})


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "bilan.pdf"
    write_pdf(report(), path)
    return path


@pytest.fixture(scope="module")
def pages(file: Path) -> list[str]:
    return _pages(file)


def test_the_title_page_says_what_it_is_and_of_when(pages: list[str]) -> None:
    for text in ("Bilan annuel 2024", "Contrat d'essai", "À la date du 15 mars 2025", "Caisse nationale"):
        assert text in pages[0]


def test_the_title_page_carries_version_digest_and_software(pages: list[str]) -> None:
    about = report().identity
    for text in ("essai-2024-2025, version initiale", about.inputs_digest, about.software, "15/03/2025 (Annexe 6)"):
        assert text in pages[0]


def test_the_title_page_lists_every_part_with_its_page(pages: list[str]) -> None:
    assert "Où en est le contrat" in pages[0]
    assert "Axe 1 – Servir" in pages[0]
    assert "Annexe C – Notes sur les données" in pages[0]


def test_the_second_page_has_the_sentence_and_the_key_figures(pages: list[str]) -> None:
    flat = " ".join(pages[1].split())
    assert report().sentence.translate(_SPACES) in flat
    assert flat.count("50,0 %") >= 3
    assert "1 sur 2, en 2024" in flat


def test_every_page_says_that_data_are_simulated_and_of_when_they_are(pages: list[str]) -> None:
    assert all("Données simulées" in page and "à la date du 15 mars 2025" in page for page in pages[1:])


def test_real_data_carry_no_label(tmp_path: Path) -> None:
    real = _printed(report(known=records(*QUARTERS)), tmp_path)
    assert not any("simulées" in page for page in real)


def test_pages_are_numbered_and_carry_the_digest(pages: list[str]) -> None:
    total, digest = len(pages), report().identity.inputs_digest[:12]
    for number, page in enumerate(pages[1:], start=2):
        assert f"{number} / {total}" in page
        assert digest in page


def test_where_the_trend_leads_is_told_with_chance_interval_model_and_error(tmp_path: Path) -> None:
    text = " ".join(" ".join(_printed(projected_report(), tmp_path)).split())
    assert "Si la tendance se prolonge" in text
    assert "24 mois ; pente" in text
    assert "Sans projection : 1" in text
    assert "2025 : " in text
    assert "de chances" in text


def test_without_projections_the_pdf_says_so(pages: list[str]) -> None:
    assert sum("Ce bilan est établi sans projection." in page for page in pages) >= 1


def test_the_same_projections_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_pdf(projected_report(), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_an_axis_has_its_indicators_and_what_is_late_in_it(pages: list[str]) -> None:
    axis = next(page for page in pages[1:] if page.count("Axe 1 – Servir") and "Actions en retard" in page)
    assert "Délai de paiement" in axis
    assert "26 jours pour une cible de 20 jours" in axis
    assert "Former" in axis


def test_states_and_actions_are_listed_with_their_status(pages: list[str]) -> None:
    whole = " ".join(" ".join(pages).split())
    assert "Simplifier 2025 en cours" in whole
    assert "Outiller 2024 réalisé" in whole


def test_annexes_give_every_year_and_the_notes(pages: list[str]) -> None:
    whole = " ".join(" ".join(pages).split())
    assert "Périmètre différent : jeunes." in whole
    assert "Le délai est imprimé deux fois." in whole
    assert "> 10 000 000 €" in whole


def test_it_is_tagged_titled_and_french(file: Path) -> None:
    with pdfplumber.open(file) as pdf:
        catalog = pdf.doc.catalog
        assert pdf.metadata["Title"] == "Bilan annuel 2024 – Contrat d’essai"
        assert pdf.metadata["Author"] == "Caisse nationale"
        assert catalog["Lang"] in {b"fr-FR", b"fr"}
        assert catalog["MarkInfo"]["Marked"] is True


def test_figures_are_told_in_words_and_tables_have_heads(file: Path) -> None:
    with pdfplumber.open(file) as pdf:
        elements = list(_elements(pdf))
    alternatives = [one["alt_text"] for one in elements if one["type"] == "Figure"]
    assert all(alternatives)
    assert any(text.startswith("Indicateur 2, Délai de paiement. Cibles\u00a0: 20\u00a0jours") for text in alternatives)
    assert {"TH", "H1", "H2", "TOC"} <= {one["type"] for one in elements}


def test_the_day_of_creation_is_that_of_the_report(file: Path) -> None:
    with pdfplumber.open(file) as pdf:
        assert pdf.metadata["CreationDate"].startswith("D:20250315")


def test_typst_markup_in_a_contract_is_printed_literally(tmp_path: Path) -> None:
    markup = '#panic() *gras* _it_ `code` $x^2$ @ref <label> // fin #include "a" \\ [b] ~ -- {{ }} %s = Titre'
    printed = _printed(report(whole_contract({**RATE, "name": markup}, title=f"= {markup}")), tmp_path)
    assert f"= {markup}" in " ".join(printed[0].split())
    assert any(f"1 {markup}" in " ".join(page.split()) for page in printed)


def test_a_character_that_the_typeface_lacks_becomes_a_box(tmp_path: Path) -> None:
    told = report(whole_contract({**RATE, "name": "Taux 😀 中 \u200bfin\u2028de\u0001 ligne"}))
    assert any("Taux □ □ fin de□ ligne" in " ".join(page.split()) for page in _printed(told, tmp_path))


def test_texts_are_set_as_a_french_page_prints_them() -> None:
    assert typeset("l'Ondam : -3 % (-1) de 2023-2027 > 10 000 e\u0301") == (
        "l’Ondam\u00a0: −3\u00a0% (−1) de 2023-2027\u00a0>\u00a010\u202f000\u00a0é"
    )


def test_an_empty_contract_says_so_in_every_part(tmp_path: Path) -> None:
    whole = " ".join(_printed(report(contract(axes=[], indicators=[]), records()), tmp_path))
    for text in (
        "le contrat ne porte ni indicateur ni action",
        "Le contrat ne porte aucun axe.",
        "Aucun thème n'a été choisi pour ce bilan.",
        "Le contrat ne porte aucun engagement de l'État.",
        "Le contrat ne porte aucune obligation datée.",
        "Le contrat ne porte aucun indicateur.",
        "Aucune note sur les données.",
    ):
        assert text in whole


def test_a_contract_without_records_prints_its_targets(tmp_path: Path) -> None:
    whole = " ".join(" ".join(_printed(report(known=records()), tmp_path)).split())
    assert "cible : 20 jours" in whole
    assert "non mesuré" in whole


def test_an_indicator_without_a_number_has_words_instead_of_a_chart(tmp_path: Path) -> None:
    milestone = {**RATE, "targets": {"2024": "au plus tard le 31/12/2024"}}
    whole = " ".join(_printed(report(whole_contract(milestone), records()), tmp_path))
    assert "Aucun chiffre à tracer." in whole


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(any_contract=contracts())
def test_any_contract_can_be_printed(tmp_path: Path, any_contract: Contract) -> None:
    known = records(measure("caisse", "2024", indicator="indicateur-1", value=5))
    write_pdf(report(any_contract, known), tmp_path / "bilan.pdf")
    with pdfplumber.open(tmp_path / "bilan.pdf") as pdf:
        assert len(pdf.pages) > 5


def _printed(told: AnnualReport, folder: Path) -> list[str]:
    path = folder / "bilan.pdf"
    write_pdf(told, path)
    return _pages(path)


def _pages(path: Path) -> list[str]:
    with pdfplumber.open(path) as pdf:
        return [page.extract_text().translate(_SPACES) for page in pdf.pages]


def _elements(pdf: PDF) -> Iterator[dict[str, Any]]:
    waiting = list(pdf.structure_tree)
    while waiting:
        one = waiting.pop()
        yield {"alt_text": None} | one
        waiting.extend(one.get("children", []))
