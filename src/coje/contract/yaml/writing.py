"""Plain values to YAML text, in the style of contract files.

Blocks are indented by two, dashes included; short lists and maps of numbers
or codes stay on one line; long texts are folded.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.representer import SafeRepresenter

from coje.contract.yaml.nodes import resolve

WIDTH = 120
_NO_WIDTH = 10**6

_READ_AS_BOOLEAN_ELSEWHERE = re.compile(r"y|n|yes|no|on|off", re.IGNORECASE)
_BREAKS_LINES = re.compile("[\u2028\u2029]")
_READ_AS_KEY = re.compile(".*[:?]", re.DOTALL)


class Bare(str):
    """A number or a date: written without quotes, compared digit by digit."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Styled:
    """A text in the style it has in its file: ``'``, ``"``, ``>``, ``|``, or plain (empty)."""

    text: str
    style: str


def written(value: Any) -> Any:
    """A typed value of a contract as it goes into a file: text, `Bare`, bool, int, list or dict."""
    if isinstance(value, dict):
        return {Bare(key) if key.isdecimal() else key: written(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [written(item) for item in value]
    if isinstance(value, Decimal):
        return Bare(f"{value:f}")
    if isinstance(value, date):
        return Bare(value.isoformat())
    return str(value.value) if isinstance(value, Enum) else value


def block_text(mapping: dict[str, Any]) -> str:
    """Entries of a mapping, one under the other, from column 0.

    >>> print(block_text({"id": "delai", "due_years": [2023, 2024], "unit": "%"}), end="")
    id: delai
    due_years: [2023, 2024]
    unit: '%'
    """
    out = io.StringIO()
    _yaml(WIDTH).dump(_Entries(mapping), out)
    return out.getvalue()


def inline_text(value: Any, *, in_flow: bool = False) -> str:
    """A value on one line; ``in_flow`` when it stands inside brackets, where a comma needs quotes.

    >>> inline_text("Lille, Lens"), inline_text("Lille, Lens", in_flow=True), inline_text("2023")
    ('Lille, Lens', "'Lille, Lens'", '"2023"')
    """
    out = io.StringIO()
    if isinstance(value, list | dict):
        _yaml(_NO_WIDTH, flow=True).dump(value, out)
        return out.getvalue().rstrip("\n")
    if in_flow:
        _yaml(_NO_WIDTH, flow=True).dump([value], out)
        return out.getvalue().rstrip("\n")[1:-1]
    one_line = Styled(value, _quotes(value)) if type(value) is str else value
    _yaml(_NO_WIDTH).dump(one_line, out)
    return out.getvalue().removesuffix("...\n").rstrip("\n")


class _Entries(dict[str, Any]):
    """A mapping on several lines whatever it holds."""


class _Representer(SafeRepresenter):
    def represent_text(self, text: str) -> ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))

    def represent_styled(self, styled: Styled) -> ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", styled.text, style=styled.style)

    def represent_bare(self, text: Bare) -> ScalarNode:
        kind = "timestamp" if text.count("-", 1) else "float" if "." in text else "int"
        return self.represent_scalar(f"tag:yaml.org,2002:{kind}", str(text))

    def represent_values(self, values: list[Any]) -> SequenceNode:
        return self.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=_are_codes(values) or None)

    def represent_entries(self, entries: _Entries) -> MappingNode:
        return self.represent_mapping("tag:yaml.org,2002:map", dict(entries))

    def represent_fields(self, fields: dict[str, Any]) -> MappingNode:
        is_row = "id" not in fields and _are_codes(fields.values())
        return self.represent_mapping("tag:yaml.org,2002:map", fields, flow_style=is_row or None)


_Representer.add_representer(str, _Representer.represent_text)
_Representer.add_representer(Styled, _Representer.represent_styled)
_Representer.add_representer(Bare, _Representer.represent_bare)
_Representer.add_representer(list, _Representer.represent_values)
_Representer.add_representer(_Entries, _Representer.represent_entries)
_Representer.add_representer(dict, _Representer.represent_fields)


def _yaml(width: int, *, flow: bool = False) -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = _Representer
    yaml.default_flow_style = flow
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # the order of the text is kept
    yaml.width = width
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _style(text: str) -> str:
    if _BREAKS_LINES.search(text):
        return '"'
    if "\n" in text:
        return "|"
    return ">" if len(text) > WIDTH - 30 else _quotes(text)


def _quotes(text: str) -> str:
    is_value_elsewhere = resolve(text) != text or _READ_AS_BOOLEAN_ELSEWHERE.fullmatch(text)
    return '"' if is_value_elsewhere or _READ_AS_KEY.match(text) or _BREAKS_LINES.search(text) else ""


def _are_codes(values: Iterable[Any]) -> bool:
    """Whether values fit on one line: numbers, dates and codes, no phrase and nothing nested."""
    return all(isinstance(value, int | Bare) or (isinstance(value, str) and " " not in value) for value in values)
