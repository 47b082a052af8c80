"""Folders that must be refused: each holds ``expected.txt``, a place and the words of its message per line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coje.contract.files import ContractFileError, load
from coje.contract.yaml.nodes import Problem

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


def test_what_is_not_a_file_is_refused_rather_than_waited_for(folder: Path) -> None:
    (folder / "dossier.yaml").mkdir()
    os.mkfifo(folder / "tuyau.yaml")
    (folder / "zero.yaml").symlink_to("/dev/zero")
    assert [problem.message for problem in problems(folder)] == ["ce n'est pas un fichier"] * 3


def test_links_that_go_round_are_refused(folder: Path) -> None:
    (folder / "un.yaml").symlink_to(folder / "deux.yaml")
    (folder / "deux.yaml").symlink_to(folder / "un.yaml")
    assert {problem.position.file.name for problem in problems(folder)} == {"un.yaml", "deux.yaml"}


@pytest.mark.parametrize("name", ["indicateurs/1.yaml", "axes/annexe/1.yaml", "Annexe.YAML", "annexe.Yml"])
def test_a_file_that_nobody_would_read_is_refused(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("indicators: []\n")
    assert [problem.position.file for problem in problems(folder)] == [folder / name]


@pytest.mark.parametrize("name", ["._contrat.yaml", ".#indicateurs.yaml", ".git/config.yaml"])
def test_hidden_files_are_not_read(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"\x00\xff")
    assert load(folder).contract.id == "exemple"


@pytest.mark.parametrize("escape", [r"\0", r"\e[31m", r"\a", r"\x85", r"\u202e", r"\u200b", r"\u00ad", r"\ufeff"])
def test_a_text_that_is_not_what_it_looks_like_is_refused(folder: Path, escape: str) -> None:
    (folder / "titre.yaml").write_text(f'clauses: ["a{escape}b"]\n"a{escape}b": 1\n')
    found = problems(folder)
    assert [(problem.position.line, problem.position.column) for problem in found] == [(1, 11), (2, 1)]
    assert all("caractère invisible (U+" in problem.message for problem in found)


def test_a_number_too_long_to_be_one_is_refused_in_few_words(folder: Path) -> None:
    (folder / "fonds").mkdir()
    (folder / "fonds/1.yaml").write_text(
        "funds: [{id: f, code: F, name: F, unit: EUR, columns: [], "
        f"lines: [{{id: a, name: A, amounts: {{2023: {'9' * 5000}, 2024: {'9' * 900}}}}}]}}]\n"
    )
    assert [problem.message[-22:] for problem in problems(folder)] == [" a plus de 20 chiffres"] * 2


def test_every_problem_of_every_file_is_listed_at_once(tmp_path: Path) -> None:
    (tmp_path / "contrat.yaml").write_text("title: un: deux\n")
    (tmp_path / "indicateurs.yaml").write_text("indicators: [\n")
    assert [problem.position.file.name for problem in problems(tmp_path)] == ["contrat.yaml", "indicateurs.yaml"]
