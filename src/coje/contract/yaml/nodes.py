"""YAML 1.2 read fast, exactly, and with the place of every value.

Scalars are resolved by the YAML 1.2 core schema, except that a number with a
decimal point becomes a `Decimal` and a date stays text. Duplicate keys are refused.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

from coje.contract.base import Path
from coje.contract.yaml.events import Mark, Node, compose

MAX_BYTES = 5_000_000

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    "|[\U000e0001-\U000e007f]"
)
"""Control and format characters: a text that holds one is not what it looks like."""
_INTEGER = re.compile(r"[-+]?[0-9]{1,1000}")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)")
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file; line and column count from 1."""

    file: FilePath
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Why a file is refused, and where."""

    position: Position
    message: str

    def __str__(self) -> str:
        return f"{self.position} {self.message}"


class FileError(ValueError):
    """A file, or a folder of files, is refused; ``problems`` says every reason, with file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(positions: Mapping[Path, Position], path: Path, otherwise: FilePath) -> Position:
    """The place of a path, or of the nearest part that contains it, or else the start of a file.

    Steps that are not written (the kind of a change, in an amendment) are passed over.
    """
    known: Path = ()
    for step in path:
        if (*known, step) in positions:
            known = (*known, step)
    return positions.get(known) or Position(otherwise)


@dataclass(slots=True)
class Tree:
    """Plain values of one file, with the position of each by path, and what is wrong with it."""

    values: Any = None
    positions: dict[Path, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_tree(file: FilePath, *, shown_as: FilePath | None = None) -> Tree:
    """Read one YAML file; problems are collected, never raised.

    ``shown_as`` is the name of the file in positions and messages.
    """
    name = shown_as or file
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return _refused(name, "ce n'est pas un fichier")
        if status.st_size > MAX_BYTES:
            return _refused(name, f"le fichier dépasse {MAX_BYTES // 1_000_000} Mo")
        content = file.read_bytes()
    except OSError as error:
        return _refused(name, unreadable(error))
    try:
        return tree_of(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _refused(name, "le fichier n'est pas en UTF-8 : le réenregistrer dans ce codage", line)


def tree_of(text: str, name: FilePath) -> Tree:
    """Read the text of a file of that name; problems are collected, never raised."""
    tree = Tree()
    builder = _Builder(name, tree)
    node = compose(text, builder.refuse)
    if node is not None:
        tree.values = builder.build(node, ())
    return tree


def unreadable(error: OSError) -> str:
    """Why a file or a folder cannot be read."""
    known = {FileNotFoundError: "il n'existe pas", PermissionError: "le droit de le lire manque"}
    return f"le fichier ne peut pas être lu ({known.get(type(error), error.strerror)})"


def _refused(name: FilePath, message: str, line: int = 1) -> Tree:
    return Tree(problems=[Problem(Position(name, line), message)])


class _Builder:
    """Turns nodes into plain values, noting positions and problems."""

    def __init__(self, name: FilePath, tree: Tree) -> None:
        self._name = name
        self._tree = tree

    def build(self, node: Node, path: Path) -> Any:
        self._tree.positions[path] = self._position(node.start)
        if node.kind == "mapping":
            return self._mapping(node, path)
        if node.kind == "sequence":
            return [self.build(item, (*path, position)) for position, item in enumerate(node.children)]
        self._check_is_visible(node)
        return node.text if node.style else resolve(node.text)

    def refuse(self, mark: Mark, message: str) -> None:
        self._tree.problems.append(Problem(self._position(mark), message))

    def _mapping(self, node: Node, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in node.pairs:
            self._check_is_visible(key)
            if key.kind != "scalar":
                self.refuse(key.start, "une clé doit être un mot")
            elif key.text in values:
                self.refuse(key.start, f"la clé « {key.text} » est donnée deux fois : n'en garder qu'une")
            else:
                values[key.text] = self.build(value, (*path, key.text))
                if value.kind != "scalar":
                    self._tree.positions[(*path, key.text)] = self._position(key.start)
        return values

    def _check_is_visible(self, node: Node) -> None:
        found = _INVISIBLE.search(node.text)
        if found is not None:
            self.refuse(node.start, f"caractère invisible (U+{ord(found[0]):04X}) dans ce texte : l'effacer")

    def _position(self, mark: Mark) -> Position:
        return Position(self._name, mark[0] + 1, mark[1] + 1)


def resolve(text: str) -> str | int | Decimal | bool | None:
    """A plain scalar by the YAML 1.2 core schema, decimals exact; dates stay text.

    >>> resolve("82.50"), resolve("2023"), resolve("2023-07-14"), resolve("~")
    (Decimal('82.50'), 2023, '2023-07-14', None)
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text
