from __future__ import annotations

from pathlib import Path

import pytest

from coje.contract.files import LoadedContract, document_files, load
from coje.contract.targets import NotSet, Span
from coje.contract.yaml_nodes import Position

CONTRACTS = Path(__file__).parents[2] / "contracts"
FOLDERS = sorted(path.parent for path in CONTRACTS.glob("*/contrat.yaml"))

FILES = {
    "contrat.yaml": """\
id: exemple
kind: cog
title: Convention d'exemple
period: {start: 2023-01-01, end: 2028-01-01}
parties:
  - id: etat
    name: État
    role: state
""",
    "axes/axe-1.yaml": """\
# Premier axe
axes:
  - id: axe-1
    number: "1"
    title: Accueillir
    orientations:
      - id: fiche-1
        number: "1.1"
        title: Répondre vite
        commitments:
          - id: engagement-1
            title: Tenir les délais
            by: fund
            actions:
              - {id: action-1, title: Suivre les stocks, due_years: [2023, 2024]}
""",
    "axes/axe-2.yaml": """\
axes:
  - id: axe-2
    number: "2"
    title: Soigner
""",
    "indicateurs.yaml": """\
indicators:
  - id: delai
    number: "1"
    name: Délai de traitement
    targets:
      2023: 23 jours
      2024: 22 jours
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def pointed(loaded: LoadedContract, position: Position) -> str:
    """The text from a position to the end of its line."""
    return position.file.read_text().splitlines()[position.line - 1][position.column - 1 :]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_element_of_a_bundled_contract_is_found_at_its_line(folder: Path) -> None:
    loaded = load(folder)
    for element_id, path in loaded.contract.paths.items():
        assert element_id in pointed(loaded, loaded.position(path))


def test_a_value_is_found_at_its_line_and_column(folder: Path) -> None:
    loaded = load(folder)
    action = ("axes", 0, "orientations", 0, "commitments", 0, "actions", 0)
    assert pointed(loaded, loaded.position((*action, "due_years", 1))) == "2024]}"
    assert pointed(loaded, loaded.position(("indicators", 0, "targets", "2024"))) == "22 jours"
    assert loaded.position(("indicators", 0, "targets", "2024")) == Position(folder / "indicateurs.yaml", 7, 13)


def test_lists_of_several_files_are_put_end_to_end_with_their_own_positions(folder: Path) -> None:
    loaded = load(folder)
    assert [axis.id for axis in loaded.contract.axes] == ["axe-1", "axe-2"]
    assert loaded.position(("axes", 1, "title")) == Position(folder / "axes/axe-2.yaml", 4, 12)


def test_a_part_that_is_not_written_is_where_its_container_is(folder: Path) -> None:
    loaded = load(folder)
    assert loaded.position(("indicators", 0, "definition")) == Position(folder / "indicateurs.yaml", 2, 5)
    assert loaded.position(("glossary",)) == Position(folder / "contrat.yaml", 1, 1)


def test_amendments_and_results_are_not_part_of_the_document(folder: Path) -> None:
    for name in ("avenants/avenant-1.yaml", "results/2023.yaml"):
        (folder / name).parent.mkdir()
        (folder / name).write_text("pas: [un, contrat\n")
    assert folder / "avenants/avenant-1.yaml" not in document_files(folder)
    assert load(folder).contract.id == "exemple"


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(folder: Path) -> None:
    expected = load(folder).contract
    for name, text in FILES.items():
        (folder / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load(folder).contract == expected


def test_an_empty_file_adds_nothing(folder: Path) -> None:
    (folder / "glossaire.yaml").write_text("# à venir\n")
    assert load(folder).contract.glossary == ()


def test_a_loaded_map_cannot_be_changed(folder: Path) -> None:
    targets = load(folder).contract.indicator("delai").targets
    with pytest.raises(TypeError):
        targets[Span(2023, 2023)] = NotSet()  # type: ignore[index]
