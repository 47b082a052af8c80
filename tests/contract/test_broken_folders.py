"""Folders that must be refused: each holds ``expected.txt``, a place and the words of its message per line."""

from __future__ import annotations

from pathlib import Path

import pytest

from coje.contract.files import ContractFileError, load
from coje.contract.yaml_nodes import Problem

FOLDERS = sorted(path for path in (Path(__file__).parent / "broken").iterdir() if path.is_dir())


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(ContractFileError) as refusal:
        load(folder)
    return refusal.value.problems


def place(problem: Problem, folder: Path) -> str:
    position = problem.position
    if position.file == folder:
        return "."
    return f"{position.file.relative_to(folder)}:{position.line}:{position.column}"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_broken_folder_is_refused_with_the_place_and_the_reason(folder: Path) -> None:
    expected = [line.partition(" ") for line in (folder / "expected.txt").read_text().splitlines()]
    found = problems(folder)
    assert [place(problem, folder) for problem in found] == [where for where, _, _ in expected]
    for problem, (_, _, words) in zip(found, expected, strict=True):
        assert words in problem.message


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_message_is_french_and_reads_alone(folder: Path) -> None:
    for problem in problems(folder):
        assert not {"the", "expected", "should", "Input", "found"} & set(problem.message.split())


def test_a_file_of_more_than_five_megabytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "contrat.yaml").write_bytes(b"# \n" * 1_700_000)
    assert [problem.message for problem in problems(tmp_path)] == ["le fichier dépasse 5 Mo"]


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
def test_a_file_nested_without_end_is_refused(tmp_path: Path, opening: str) -> None:
    (tmp_path / "contrat.yaml").write_text(opening * 50_000)
    assert [problem.message for problem in problems(tmp_path)] == ["plus de 60 niveaux imbriqués"]


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    (tmp_path / "contrat.yaml").write_text("id: exemple\n")
    (tmp_path / "perdu.yaml").symlink_to(tmp_path / "nulle-part")
    assert "le fichier ne peut pas être lu" in problems(tmp_path)[0].message


def test_an_integer_too_long_to_be_a_number_stays_text(tmp_path: Path) -> None:
    (tmp_path / "contrat.yaml").write_text(f"title: {'9' * 5000}\n")
    assert "title" not in {problem.message.split(" ")[2] for problem in problems(tmp_path)}


def test_every_problem_of_every_file_is_listed_at_once(tmp_path: Path) -> None:
    (tmp_path / "contrat.yaml").write_text("title: un: deux\n")
    (tmp_path / "indicateurs.yaml").write_text("indicators: [\n")
    assert [problem.position.file.name for problem in problems(tmp_path)] == ["contrat.yaml", "indicateurs.yaml"]
