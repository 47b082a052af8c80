"""A contract folder on disk: read whole or refused whole, saved without losing a comment.

Every ``*.yaml`` file at the root of the folder, in ``axes/`` and in ``fonds/``
holds some fields of the contract; lists of several files are put end to end in
the order of `document_files`. Amendments live in ``avenants/`` and results in
``results/``: they are not part of the signed document. A file elsewhere is
refused rather than passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from coje.contract.base import Path
from coje.contract.model import Contract
from coje.contract.refusals import refusals
from coje.contract.yaml.nodes import FileError, Position, Problem, Tree, nearest, read_tree, unreadable

IDENTITY_FILE = "contrat.yaml"
DOCUMENT_FOLDERS = ("axes", "fonds")
OTHER_FOLDERS = ("avenants", "results")


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
    places = (folder, *(folder / name for name in DOCUMENT_FOLDERS))
    found = [file for place in places if place.is_dir() for file in place.iterdir() if _is_read(file)]
    return sorted(found, key=lambda file: reading_order(file.relative_to(folder)))


def _is_read(file: FilePath) -> bool:
    return file.suffix == ".yaml" and not file.name.startswith(".")


def _passed_over(folder: FilePath, read: Collection[FilePath]) -> Iterator[Problem]:
    """The YAML files that nobody would read, but for hidden ones."""
    for file in sorted(folder.rglob("*.[yY]*[mM][lL]")):
        parts = file.relative_to(folder).parts
        if file in read or parts[0] in OTHER_FOLDERS or any(part.startswith(".") for part in parts):
            continue
        unread = "ce fichier ne serait pas lu : le mettre à la racine, dans axes/ ou dans fonds/"
        yield Problem(Position(file), unread if file.suffix == ".yaml" else "extension à remplacer par « .yaml »")


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
    try:
        files = document_files(folder)
        passed_over = list(_passed_over(folder, files))
    except OSError as error:
        raise ContractFileError([Problem(Position(folder), unreadable(error))]) from error
    if passed_over:
        raise ContractFileError(passed_over)
    return assemble(folder, map(read_tree, files))


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
