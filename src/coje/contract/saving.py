"""Saving a contract: only what changed is written, and all of it or nothing.

In a folder that already holds a contract, each value goes back to the file it
came from, and the rest of that file keeps its comments, order and quotes. In a
new folder the files are those of `standard_layout`.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from coje.contract.files import IDENTITY_FILE, ContractFileError, assemble, document_files, load, reading_order
from coje.contract.model import Contract
from coje.contract.ordering import kept
from coje.contract.yaml.edits import edited, identity
from coje.contract.yaml.events import Node, compose
from coje.contract.yaml.nodes import read_tree, tree_of
from coje.contract.yaml.writing import block_text, written

_FILES_OF_LISTS = {
    "indicators": "indicateurs.yaml",
    "obligations": "obligations.yaml",
    "clauses": "clauses.yaml",
    "data_sharing": "partage-donnees.yaml",
    "glossary": "glossaire.yaml",
    "scoring": "baremes.yaml",
}
_BYTE_ORDER_MARK = "\ufeff"

Fields: TypeAlias = dict[str, Any]
Texts: TypeAlias = dict[str, str | None]


class SavingError(ValueError):
    """The contract cannot be written so that it reads back the same; nothing was written."""


def save(contract: Contract, folder: Path | str) -> None:
    """Write a contract into a folder, each file at once; a contract that did not change writes nothing.

    Raises `SavingError`, and leaves the folder as it was, when the files would
    not read back as this very contract; `ContractFileError` when the folder
    holds files that cannot be read.
    """
    folder = Path(folder)
    texts = _changed(contract, folder) if (folder / IDENTITY_FILE).exists() else _new(contract)
    if texts:
        _check(contract, folder, texts)
        _write({folder / name: text for name, text in texts.items()})


def standard_layout(fields: Fields) -> dict[str, Fields]:
    """The files of a new folder, by name, and the fields of the contract that each holds."""
    layout: dict[str, Fields] = {IDENTITY_FILE: {}}
    for key, value in fields.items():
        if key == "axes":
            layout |= _one_file_each("axes", key, value, [axis["id"] for axis in value])
        elif key == "funds":
            names = [f"{rank:0{len(str(len(value)))}}-{fund['id']}" for rank, fund in enumerate(value, start=1)]
            layout |= _one_file_each("fonds", key, value, names)
        else:
            layout.setdefault(_FILES_OF_LISTS.get(key, IDENTITY_FILE), {})[key] = value
    return layout


def _one_file_each(folder: str, key: str, items: list[Fields], names: list[str]) -> dict[str, Fields]:
    """A file per item; names take a rank when their own order would not be that of the text."""
    if sorted(f"{name}.yaml" for name in names) != [f"{name}.yaml" for name in names]:
        names = [f"{rank:0{len(str(len(names)))}}-{name}" for rank, name in enumerate(names, start=1)]
    return {f"{folder}/{name}.yaml": {key: [item]} for name, item in zip(names, items, strict=True)}


def _new(contract: Contract) -> Texts:
    return {name: block_text(fields) for name, fields in standard_layout(written(contract.plain())).items()}


@dataclass(frozen=True)
class _File:
    """A file of the folder as it is: its text, its root node, and its share of the contract."""

    name: str
    text: str
    root: Node | None
    fields: Fields

    @property
    def keys(self) -> list[str]:
        """Every field the file names, even with nothing in it."""
        return [key.text for key, _ in self.root.pairs] if self.root else []


def _changed(contract: Contract, folder: Path) -> Texts:
    """The new text of each file that changes; ``None`` for a file to remove."""
    old, new = written(load(folder).contract.plain()), written(contract.plain())
    files = {file.name: file for file in _read(folder, old)}
    shares = _shares(list(files.values()), old, new)
    for name, fields in standard_layout(_absent(files.values(), new)).items():
        shares.setdefault(name, {}).update(fields)
    return {
        name: _new_text(files[name], share) if name in files else block_text(share)
        for name, share in shares.items()
        if name not in files or share != files[name].fields
    }


def _read(folder: Path, fields: Fields) -> Iterator[_File]:
    """The files of a folder; a list that several of them hold is parted by the number of items in each."""
    read: Counter[str] = Counter()
    for path in document_files(folder):
        text = path.read_bytes().decode()
        root = compose(text.removeprefix(_BYTE_ORDER_MARK), lambda _mark, _message: None)
        share: Fields = {}
        for key, node in root.pairs if root else ():
            value = fields.get(key.text)
            if isinstance(value, list):
                start = read[key.text]
                read[key.text] += len(node.children)
                value = value[start : read[key.text]]
            if key.text in fields:
                share[key.text] = value
        yield _File(path.relative_to(folder).as_posix(), text, root, share)


def _absent(files: Iterable[_File], new: Fields) -> Fields:
    held = {key for file in files for key in file.keys}
    return {key: value for key, value in new.items() if key not in held}


def _shares(files: list[_File], old: Fields, new: Fields) -> dict[str, Fields]:
    """What each file is to hold of the new contract, among the fields it names."""
    shares: dict[str, Fields] = {file.name: {} for file in files}
    for key, value in new.items():
        holders = [file for file in files if key in file.keys]
        parts = _parted(holders, key, old.get(key, []), value) if len(holders) > 1 else [value]
        for file, part in zip(holders, parts, strict=False):
            if part != []:
                shares[file.name][key] = part
    return shares


def _parted(files: list[_File], key: str, old: list[Any], new: list[Any]) -> list[list[Any]]:
    """A list shared out again: each item in its file, an added or moved one in the file of the item before it."""
    homes = [rank for rank, file in enumerate(files) for _ in file.fields.get(key, [])]
    stays = kept([identity(item) for item in old], [identity(item) for item in new])
    home = homes[min(stays.values())] if stays else 0
    parts: list[list[Any]] = [[] for _ in files]
    for rank, item in enumerate(new):
        home = homes[stays[rank]] if rank in stays else home
        parts[home].append(item)
    return parts


def _new_text(file: _File, share: Fields) -> str | None:
    stays = [key for key in file.keys if key in share or key not in file.fields]
    if not stays and not share:
        return None
    if file.root is None:
        return file.text + block_text(share)
    if not stays or file.root.flow:
        return block_text(share)
    text = file.text.removeprefix(_BYTE_ORDER_MARK)
    return file.text[: len(file.text) - len(text)] + edited(text, file.root, file.fields, share)


def _check(contract: Contract, folder: Path, texts: Texts) -> None:
    """Raise unless the folder with these texts reads back as the contract."""
    present = {path.relative_to(folder).as_posix(): path for path in document_files(folder)}
    names = sorted(
        (name for name in present | texts if texts.get(name, "") is not None),
        key=lambda name: reading_order(Path(name)),
    )
    trees = (tree_of(texts[name] or "", folder / name) if name in texts else read_tree(present[name]) for name in names)
    try:
        read = assemble(folder, trees).contract
    except ContractFileError as error:
        raise SavingError(f"le contrat n'est pas valide, rien n'a été écrit :\n{error}") from error
    if read != contract or read.digest != contract.digest:
        raise SavingError("le contrat ne se relirait pas tel quel, rien n'a été écrit")


def _write(texts: Mapping[Path, str | None]) -> None:
    drafts = {path: path.with_name(f".{path.name}.tmp") for path, text in texts.items() if text is not None}
    try:
        for path, draft in drafts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes((texts[path] or "").encode())
            if path.exists():
                shutil.copymode(path, draft)
        for path, draft in drafts.items():
            os.replace(draft, path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    for path in texts.keys() - drafts.keys():
        path.unlink()
