from __future__ import annotations

from pathlib import Path

import pytest

from coje.contract.files import LoadedContract, document_files, load
from coje.contract.targets import NotSet, Span
from coje.contract.yaml.nodes import Position

CONTRACTS = Path(__file__).parents[2] / "contracts"
FOLDERS = sorted(path.parent for path in CONTRACTS.glob("*/contrat.yaml"))


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
    assert loaded.position(("indicators", 0, "targets", "2024")) == Position(folder / "indicateurs.yaml", 13, 13)


def test_lists_of_several_files_are_put_end_to_end_with_their_own_positions(folder: Path) -> None:
    loaded = load(folder)
    assert [axis.id for axis in loaded.contract.axes] == ["axe-1", "axe-2"]
    assert loaded.position(("axes", 1, "title")) == Position(folder / "axes/axe-2.yaml", 4, 12)


def test_a_part_that_is_not_written_is_where_its_container_is(folder: Path) -> None:
    loaded = load(folder)
    assert loaded.position(("indicators", 1, "definition")) == Position(folder / "indicateurs.yaml", 17, 5)
    assert loaded.position(("glossary",)) == Position(folder / "contrat.yaml", 1, 1)


def test_amendments_and_results_are_not_part_of_the_document(folder: Path) -> None:
    for name in ("avenants/avenant-1.yaml", "results/2023.yaml"):
        (folder / name).parent.mkdir()
        (folder / name).write_text("pas: [un, contrat\n")
    assert folder / "avenants/avenant-1.yaml" not in document_files(folder)
    assert load(folder).contract.id == "exemple"


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(folder: Path) -> None:
    expected = load(folder).contract
    for file in document_files(folder):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert load(folder).contract == expected


def test_an_empty_file_adds_nothing(folder: Path) -> None:
    (folder / "glossaire.yaml").write_text("# à venir\n")
    assert load(folder).contract.glossary == ()


def test_a_loaded_map_cannot_be_changed(folder: Path) -> None:
    targets = load(folder).contract.indicator("delai").targets
    with pytest.raises(TypeError):
        targets[Span(2023, 2023)] = NotSet()  # type: ignore[index]
