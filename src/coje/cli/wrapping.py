"""French texts on a terminal: no line is cut after « or n°, before » : ; ? ! %, or within a number.

Rich cuts a line at any space, no-break ones included: while it lays texts out,
the spaces to keep are characters that it takes for letters.
"""

from __future__ import annotations

import re
from typing import Any

from rich.console import Console
from rich.text import Text

_KEPT = re.compile(r"(?<=[«°§]) | (?=[»:;?!%€])|[\u00a0\u202f]")
_LETTERS = {" ": "\ue000", "\u00a0": "\ue001", "\u202f": "\ue002"}
_SPACES = str.maketrans({letter: space for space, letter in _LETTERS.items()})


class UncutConsole(Console):
    """A terminal that keeps together what French typography does; what it prints goes through `restored`."""

    def render_str(self, text: str, **style: Any) -> Text:
        """Lay out a text."""
        return super().render_str(_held(text), **style)


def held(part: object) -> object:
    """A part to print, ready for an `UncutConsole`."""
    if isinstance(part, Text):
        part = part.copy()
        part.plain = _held(part.plain)
    return part


def restored(printed: str) -> str:
    """What was laid out, with its own spaces."""
    return printed.translate(_SPACES)


def _held(text: str) -> str:
    return _KEPT.sub(lambda space: _LETTERS[space[0]], text)
