"""A contract folder on disk: read whole or refused whole, saved without losing a comment.

Every ``*.yaml`` file at the root of the folder, in ``axes/`` and in ``fonds/``
holds some fields of the contract; lists of several files are put end to end in
the order of `document_files`. Amendments live in ``avenants/`` and results in
``results/``: they are not part of the signed document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from coje.contract.base import Path
from coje.contract.model import Contract
from coje.contract.wording import refusals
from coje.contract.yaml_nodes import FileError, Position, Problem, Tree, nearest, read_tree

IDENTITY_FILE = "contrat.yaml"
DOCUMENT_FOLDERS = ("axes", "fonds")


class ContractFileError(FileError):
    """The folder cannot be read as a contract."""


@dataclass(frozen=True)
class LoadedContract:
    """A contract and where each of its parts is written."""

    contract: Contract
    folder: FilePath
    positions: Mapping[Path, Position] = field(repr=False)

    def position(self, path: Path) -> Position:
        """The place of a path, or of the nearest part that contains it."""
        return nearest(self.positions, path, self.folder / IDENTITY_FILE)


def document_files(folder: FilePath) -> list[FilePath]:
    """The files that make the document: the identity first, then the others by name."""
    return [file for file in _yaml_files(folder) if file.suffix == ".yaml"]


def _yaml_files(folder: FilePath) -> list[FilePath]:
    places = (folder, *(folder / name for name in DOCUMENT_FOLDERS))
    found = [file for place in places for file in place.glob("*.y*ml") if not file.is_dir()]
    return sorted(found, key=lambda file: reading_order(file.relative_to(folder)))


def reading_order(name: FilePath) -> tuple[bool, tuple[str, ...]]:
    """The sort key of a file, by its name in the folder."""
    return name != FilePath(IDENTITY_FILE), name.parts


def load(folder: FilePath | str) -> LoadedContract:
    """Read a contract folder.

    Raises `ContractFileError` with every problem found (YAML, unknown or
    duplicate keys, wrong types, untypable targets), each with file, line and column.
    """
    folder = FilePath(folder)
    if not (folder / IDENTITY_FILE).exists():
        message = f"il manque le fichier {IDENTITY_FILE} : ce dossier n'est pas celui d'un contrat"
        raise ContractFileError([Problem(Position(folder), message)])
    misnamed = [file for file in _yaml_files(folder) if file.suffix != ".yaml"]
    if misnamed:
        raise ContractFileError([Problem(Position(file), "extension à remplacer par « .yaml »") for file in misnamed])
    return assemble(folder, (read_tree(file) for file in document_files(folder)))


def assemble(folder: FilePath, trees: Iterable[Tree]) -> LoadedContract:
    """Put the files of a folder together into one contract; raises as `load` does."""
    merged = _merge(trees)
    if merged.problems:
        raise ContractFileError(merged.problems)
    try:
        contract = Contract.model_validate(merged.values)
    except ValidationError as error:
        raise ContractFileError(refusals(error, merged, folder / IDENTITY_FILE)) from error
    return LoadedContract(contract, folder, merged.positions)


def _merge(trees: Iterable[Tree]) -> Tree:
    merged = Tree(values={})
    for tree in trees:
        merged.problems.extend(tree.problems)
        if tree.values is None:
            continue
        if not isinstance(tree.values, dict):
            merged.problems.append(Problem(tree.positions[()], "attendu : des champs du contrat (clé : valeur)"))
            continue
        for key, value in tree.values.items():
            _merge_field(merged, tree, key, value)
    return merged


def _merge_field(merged: Tree, tree: Tree, key: str, value: Any) -> None:
    known = merged.values.get(key)
    if key not in merged.values:
        merged.values[key] = value
        shift = 0
    elif isinstance(known, list) and isinstance(value, list):
        shift = len(known)
        merged.values[key] = known + value
    else:
        first = merged.positions[(key,)]
        message = f"« {key} » est déjà donné dans {first.file.name}, ligne {first.line} : n'en garder qu'un"
        merged.problems.append(Problem(tree.positions[(key,)], message))
        return
    for path, position in tree.positions.items():
        if path[:1] != (key,):
            continue
        moved = (key, path[1] + shift, *path[2:]) if len(path) > 1 and isinstance(path[1], int) else path
        merged.positions.setdefault(moved, position)
