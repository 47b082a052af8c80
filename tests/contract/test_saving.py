from __future__ import annotations

import difflib
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from coje.contract.files import document_files, load
from coje.contract.model import Action, Axis, Contract, Fund, Indicator, Term
from coje.contract.saving import SavingError, save
from coje.contract.targets import parse_span, parse_target
from strategies import contracts, fewer

CONTRACTS = Path(__file__).parents[2] / "contracts"
BUNDLED = sorted(path.parent for path in CONTRACTS.glob("*/contrat.yaml"))


def contents(folder: Path) -> dict[str, str]:
    """Every file under a folder, by its name there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in folder.rglob("*") if path.is_file()
    }


def changed_lines(before: str, after: str) -> list[str]:
    """Removed lines after ``-``, added ones after ``+``."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[0] in "+-" and line[:3] not in {"+++", "---"}]


def save_changed(folder: Path, change: Callable[[Contract], Contract]) -> dict[str, list[str]]:
    """Save a change of the contract of a folder; the lines that differ, by file."""
    before = contents(folder)
    contract = change(load(folder).contract)
    save(contract, folder)
    assert load(folder).contract == contract
    after = contents(folder)
    return {
        name: changed_lines(before.get(name, ""), after.get(name, ""))
        for name in sorted(before | after)
        if before.get(name) != after.get(name)
    }


def with_indicators(contract: Contract, *indicators: Indicator) -> Contract:
    return contract.model_copy(update={"indicators": indicators})


def with_targets(indicator: Indicator, **targets: str) -> Indicator:
    """The same indicator with these targets, by year: ``y2023="22 jours"``."""
    read = {parse_span(year[1:]): parse_target(text) for year, text in targets.items()}
    return Indicator.model_validate({**indicator.plain(), "targets": {**indicator.targets, **read}})


@pytest.mark.parametrize("bundled", BUNDLED, ids=lambda folder: folder.name)
def test_saving_an_unchanged_contract_leaves_every_byte(bundled: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(bundled, tmp_path / "copie")
    save(load(folder).contract, folder)
    assert contents(folder) == contents(bundled)


@settings(fewer, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=contracts(), after=contracts())
def test_any_contract_saved_over_any_other_reads_back_the_same(
    before: Contract, after: Contract, tmp_path: Path
) -> None:
    folder = tmp_path / "contrat"
    save(before, folder)
    save(after, folder)
    read = load(folder).contract
    shutil.rmtree(folder)
    assert read == after
    assert read.digest == after.digest


def test_a_new_target_changes_one_line_and_keeps_its_quotes_and_comment(folder: Path) -> None:
    def change(contract: Contract) -> Contract:
        delai, *others = contract.indicators
        return with_indicators(contract, with_targets(delai, y2023="25 jours"), *others)

    assert save_changed(folder, change) == {
        "indicateurs.yaml": ['-      2023: "23 jours"  # imprimé « 23 »', '+      2023: "25 jours"  # imprimé « 23 »']
    }


def test_a_target_written_another_way_than_its_canonical_text_is_left_alone(folder: Path) -> None:
    def change(contract: Contract) -> Contract:
        delai, satisfaction, ecart = contract.indicators
        return with_indicators(contract, delai, with_targets(satisfaction, y2024="86 %"), ecart)

    assert save_changed(folder, change) == {
        "indicateurs.yaml": [
            '-    targets: {2023: "82,50%", 2024: 84 %}',
            '+    targets: {2023: "82,50%", 2024: 86 %}',
        ]
    }


def test_a_year_is_added_after_the_others(folder: Path) -> None:
    def change(contract: Contract) -> Contract:
        delai, *others = contract.indicators
        return with_indicators(contract, with_targets(delai, y2025="20 jours"), *others)

    assert save_changed(folder, change) == {"indicateurs.yaml": ["+      2025: 20 jours"]}


def test_trailing_zeros_of_a_number_are_kept(folder: Path) -> None:
    def change(contract: Contract) -> Contract:
        delai, *others = contract.indicators
        return with_indicators(contract, delai.model_copy(update={"tolerance": Decimal("0.50")}), *others)

    assert save_changed(folder, change) == {"indicateurs.yaml": ["+    tolerance: 0.50"]}


def test_a_folded_text_stays_folded(folder: Path) -> None:
    def change(contract: Contract) -> Contract:
        delai, *others = contract.indicators
        return with_indicators(
            contract, delai.model_copy(update={"definition": "Jours : du dépôt à la décision."}), *others
        )

    assert save_changed(folder, change) == {
        "indicateurs.yaml": [
            "-      Nombre de jours du dépôt de la demande",
            "-      à la décision.",
            "+      Jours : du dépôt à la décision.",
        ]
    }


def test_a_removed_item_takes_its_own_comments_and_no_other(folder: Path) -> None:
    def change(contract: Contract) -> Contract:
        delai, _, ecart = contract.indicators
        return with_indicators(contract, delai, ecart)

    save_changed(folder, change)
    text = (folder / "indicateurs.yaml").read_text()
    assert "vont ensemble" not in text
    assert "      # 2025 et suivantes : voir l'avenant\n\n  # Ajouté en négociation\n  - id: ecart\n" in text


def test_an_added_item_goes_where_the_list_is_spaced_as_its_neighbours(folder: Path) -> None:
    added = Indicator(id="reclamations", number="4", name="Réclamations, tous canaux")

    def change(contract: Contract) -> Contract:
        delai, *others = contract.indicators
        return with_indicators(contract, delai, added, *others)

    assert save_changed(folder, change) == {
        "indicateurs.yaml": ["+  - id: reclamations", '+    number: "4"', "+    name: Réclamations, tous canaux", "+"]
    }
    assert "voir l'avenant\n\n  - id: reclamations" in (folder / "indicateurs.yaml").read_text()


def test_a_change_deep_in_an_axis_rewrites_its_line_only(folder: Path) -> None:
    def change(contract: Contract) -> Contract:
        plain = contract.plain()
        commitment = plain["axes"][0]["orientations"][0]["commitments"][0]
        commitment["actions"] = [
            Action(id="action-2", title="Former", due_years=(2024,)).plain(),
            *commitment["actions"],
        ]
        commitment["actions"][1]["due_years"] = [2023]
        return Contract.model_validate(plain)

    assert save_changed(folder, change) == {
        "axes/axe-1.yaml": [
            "-              - {id: action-1, title: Suivre les stocks, due_years: [2023, 2024]}",
            "+              - id: action-2",
            "+                title: Former",
            "+                due_years: [2024]",
            "+              - {id: action-1, title: Suivre les stocks, due_years: [2023]}",
        ]
    }


def test_a_removed_axis_takes_its_file_away(folder: Path) -> None:
    save_changed(folder, lambda contract: contract.model_copy(update={"axes": contract.axes[:1]}))
    assert not (folder / "axes/axe-2.yaml").exists()


def test_axes_put_in_another_order_read_back_in_that_order(folder: Path) -> None:
    save_changed(folder, lambda contract: contract.model_copy(update={"axes": contract.axes[::-1]}))
    assert [axis.id for axis in load(folder).contract.axes] == ["axe-2", "axe-1"]


def test_a_list_that_no_file_held_goes_to_its_standard_file(folder: Path) -> None:
    term = Term(term="Cog", meaning="Convention d'objectifs et de gestion")
    assert save_changed(folder, lambda contract: contract.model_copy(update={"glossary": (term,)})) == {
        "glossaire.yaml": ["+glossary:", "+  - term: Cog", "+    meaning: Convention d'objectifs et de gestion"]
    }


def test_a_file_with_only_a_comment_keeps_it(folder: Path) -> None:
    (folder / "glossaire.yaml").write_text("# Sigles\n")
    term = Term(term="Cog", meaning="Convention")
    save_changed(folder, lambda contract: contract.model_copy(update={"glossary": (term,)}))
    assert (folder / "glossaire.yaml").read_text().startswith("# Sigles\nglossary:\n")


def test_windows_line_ends_and_a_byte_order_mark_are_kept(folder: Path) -> None:
    file = folder / "indicateurs.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    save_changed(folder, lambda contract: with_indicators(contract, *contract.indicators[1:]))
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf# Annexe 5\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")


def test_a_file_written_as_json_stays_readable(folder: Path) -> None:
    (folder / "glossaire.yaml").write_text('{"glossary": [{"term": "Cog", "meaning": "Convention"}]}')
    term = Term(term="CPG", meaning="Contrat pluriannuel de gestion")
    save_changed(folder, lambda contract: contract.model_copy(update={"glossary": (*contract.glossary, term)}))


def test_a_new_folder_has_the_standard_files(folder: Path, tmp_path: Path) -> None:
    contract = load(folder).contract
    fund = Fund(id="fnga", code="FNGA", name="Gestion", unit="EUR", columns=(), lines=())
    save(contract.model_copy(update={"funds": (fund,)}), tmp_path / "neuf")
    assert sorted(contents(tmp_path / "neuf")) == [
        "axes/axe-1.yaml",
        "axes/axe-2.yaml",
        "contrat.yaml",
        "fonds/1-fnga.yaml",
        "indicateurs.yaml",
    ]


@pytest.mark.parametrize("ids", [("accueil", "soins"), ("soins", "accueil"), tuple(f"axe-{n}" for n in range(1, 12))])
def test_the_files_of_a_new_folder_keep_the_order_of_the_axes(
    folder: Path, tmp_path: Path, ids: tuple[str, ...]
) -> None:
    axes = tuple(Axis(id=name, number="1", title="Axe") for name in ids)
    save(load(folder).contract.model_copy(update={"axes": axes}), tmp_path / "neuf")
    assert [axis.id for axis in load(tmp_path / "neuf").contract.axes] == list(ids)


def test_a_contract_that_would_not_read_back_is_refused_and_nothing_is_written(folder: Path) -> None:
    before = contents(folder)
    contract = load(folder).contract
    broken = contract.model_copy(update={"title": "Autre", "axes": (contract.axes[0].model_copy(update={"id": "É"}),)})
    with pytest.raises(SavingError, match="rien n'a été écrit"):
        save(broken, folder)
    assert contents(folder) == before


def test_a_value_that_reading_would_change_is_refused(folder: Path) -> None:
    contract = load(folder).contract
    with pytest.raises(SavingError, match="ne se relirait pas tel quel"):
        save(contract.model_copy(update={"title": " Convention "}), folder)


def test_when_one_file_cannot_be_written_none_is(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "neuf"
    target.mkdir()
    (target / "axes").write_text("un fichier à la place du dossier\n")
    with pytest.raises(OSError, match="axes"):
        save(load(folder).contract, target)
    assert sorted(contents(target)) == ["axes"]


def test_the_permissions_of_a_file_are_kept(folder: Path) -> None:
    file = folder / "indicateurs.yaml"
    file.chmod(0o640)
    save_changed(folder, lambda contract: with_indicators(contract, *contract.indicators[1:]))
    assert file.stat().st_mode & 0o777 == 0o640
    assert file in document_files(folder)
