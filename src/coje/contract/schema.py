"""The JSON Schema of contract files, for editors: French titles and descriptions, checks while typing.

A file holds some fields of the contract, so none is required at its root.
`SCHEMA_FILE` is generated (``make generated``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from coje.contract import model
from coje.contract.terms import NOUNS, WORDS

SCHEMA_FILE = Path(__file__).with_name("contrat.schema.json")

_LISTS_OF_CHOICES: Mapping[type[StrEnum], str] = {
    model.Kind: "Nature du contrat",
    model.PartyRole: "Qualité d'une partie",
    model.CommitmentBy: "Qui s'engage",
    model.GroupingKind: "Nature d'un regroupement",
    model.Sense: "Sens d'un indicateur",
    model.Frequency: "Périodicité",
    model.Rule: "Règle d'agrégation",
    model.Nature: "Caractère d'une ligne",
    model.LineKind: "Type de ligne",
    model.ColumnKind: "Type de colonne",
    model.ClauseKind: "Nature d'une clause",
}


def schema_text() -> str:
    """The schema as its file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one file of a contract folder."""
    generated = model.Contract.model_json_schema()
    definitions = generated.pop("$defs")
    root = _described(model.Contract, generated) | {"title": "Fichier d'un contrat"}
    root.pop("required")
    for kind in [*NOUNS, *WORDS]:
        if kind.__name__ in definitions:
            definitions[kind.__name__] = _described(kind, definitions[kind.__name__])
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **root, "$defs": definitions}
    for node in _nodes(whole):
        _tidy(node)
    return whole


def _described(kind: type[Any], definition: dict[str, Any]) -> dict[str, Any]:
    """The definition under its French title and description, rather than the class name and docstring."""
    if kind in NOUNS:
        noun = NOUNS[kind]
        words = {"title": noun.name.capitalize(), "description": noun.description}
    else:
        choices = " ; ".join(f"{choice.value} : {word}" for choice, word in WORDS[kind].items())
        words = {"title": _LISTS_OF_CHOICES[kind], "description": f"{choices}."}
    return words | {key: value for key, value in definition.items() if key not in words}


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _nodes(part)


def _tidy(node: dict[str, Any]) -> None:
    """Drop what editors do not read, and refuse the keys that match no pattern."""
    for bound in ("ge", "gt", "le", "lt"):
        if isinstance(node.get(bound), int | float):
            del node[bound]
    if "default" in node and node["default"] is None:
        del node["default"]
    if "patternProperties" in node:
        node["additionalProperties"] = False
