"""YAML 1.2 read fast, exactly, and with the place of every value.

The C parser of ruamel.yaml gives nodes; scalars are resolved here by the YAML
1.2 core schema, except that a number with a decimal point becomes a `Decimal`.
Duplicate keys, aliases and tags are refused: a contract is read as it looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from coje.contract.base import Path

MAX_BYTES = 5_000_000

_INTEGER = re.compile(r"^[-+]?\d+$")
_DECIMAL = re.compile(r"^[-+]?(?:\d+\.\d*|\.\d+)$")
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
    tree = Tree()
    if file.stat().st_size > MAX_BYTES:
        tree.problems.append(Problem(Position(name), f"le fichier dépasse {MAX_BYTES // 1_000_000} Mo"))
        return tree
    try:
        node = YAML(typ="safe", pure=False).compose(file.read_bytes().decode("utf-8"))
    except UnicodeDecodeError:
        tree.problems.append(Problem(Position(name), "le fichier n'est pas en UTF-8 : le réenregistrer dans ce codage"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = Position(name, mark.line + 1, mark.column + 1) if mark else Position(name)
        tree.problems.append(Problem(position, f"YAML illisible ici : {error.problem or error.context}"))
    except YAMLError as error:
        tree.problems.append(Problem(Position(name), f"YAML illisible : {error}"))
    else:
        if node is not None:
            tree.values = _Builder(name, tree).build(node, ())
    return tree


class _Builder:
    """Turns nodes into plain values, noting positions and problems."""

    def __init__(self, name: FilePath, tree: Tree) -> None:
        self._name = name
        self._tree = tree
        self._seen: set[int] = set()

    def build(self, node: Node, path: Path) -> Any:
        self._tree.positions[path] = self._position(node)
        if id(node) in self._seen:
            return self._refuse(node, "les alias YAML (« * ») ne sont pas admis : recopier la valeur")
        self._seen.add(id(node))
        if not str(node.tag or "").startswith("tag:yaml.org,2002:"):
            return self._refuse(node, f"l'étiquette YAML « {node.tag} » n'est pas admise")
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.build(item, (*path, position)) for position, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        return resolve(node.value) if node.style is None or node.style == "" else node.value

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._refuse(key_node, "une clé doit être un mot")
                continue
            key = str(key_node.value)
            if key in values:
                self._refuse(key_node, f"la clé « {key} » est donnée deux fois : n'en garder qu'une")
                continue
            values[key] = self.build(value_node, (*path, key))
            if not isinstance(value_node, ScalarNode):
                self._tree.positions[(*path, key)] = self._position(key_node)
        return values

    def _position(self, node: Node) -> Position:
        mark = node.start_mark
        return Position(self._name, mark.line + 1, mark.column + 1)

    def _refuse(self, node: Node, message: str) -> None:
        self._tree.problems.append(Problem(self._position(node), message))


def resolve(text: str) -> str | int | Decimal | bool | None:
    """A plain scalar by the YAML 1.2 core schema, decimals exact; dates stay text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return Decimal(text)
    return text
