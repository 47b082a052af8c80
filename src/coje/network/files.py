"""A network on disk: one YAML file with the national body and the local ones, read whole or refused whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath

from pydantic import Field, ValidationError

from coje.contract.base import Element, ElementId
from coje.contract.refusals import refusals
from coje.contract.yaml.nodes import FileError, Position, Problem, Tree, nearest, read_tree
from coje.network.bodies import Body, Network, already_given, repeated


class NetworkFileError(FileError):
    """The file cannot be read as a network."""


class NetworkFile(Element):
    """What a network file holds."""

    national: ElementId = Field(title="Caisse nationale")
    bodies: tuple[Body, ...] = Field(title="Organismes")


def load_network(path: FilePath | str) -> Network:
    """Read a network file.

    Raises `NetworkFileError` with every problem found (YAML, unknown keys,
    wrong types, a body given twice, closed before it opens), each with its line.
    """
    path = FilePath(path)
    tree = read_tree(path)
    if not tree.problems and not isinstance(tree.values, dict):
        message = "attendu : « national » (la caisse nationale) et « bodies » (la liste des organismes)"
        tree.problems.append(Problem(Position(path), message))
    if tree.problems:
        raise NetworkFileError(tree.problems)
    try:
        content = NetworkFile.model_validate(tree.values)
    except ValidationError as error:
        raise NetworkFileError(refusals(error, tree, path)) from error
    problems = list(_repetitions(content, tree, path))
    if problems:
        raise NetworkFileError(problems)
    return Network(content.national, content.bodies)


def _repetitions(content: NetworkFile, tree: Tree, path: FilePath) -> Iterator[Problem]:
    for position in repeated(content.national, content.bodies):
        place = nearest(tree.positions, ("bodies", position, "id"), path)
        yield Problem(place, already_given(content.bodies[position]))
