"""Texts as a French page prints them, with the characters that the typeface has."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import fontpkg_source_sans_3 as typeface
from fontTools.ttLib import TTFont

from coje.appraisal.wording import NO_BREAK_SPACE, display

FONTS = Path(typeface.ROOT) / "files"
UPRIGHT = FONTS / "SourceSans3[wght].ttf"
MISSING = "□"
_BOUND = re.compile("([<>≤≥]) ")
_MINUS = re.compile(r"(?<![^\s(])-(?=\d)")


def typeset(text: str) -> str:
    """Curly apostrophes, true minus signs, no-break spaces, and a box for a character that cannot be printed.

    >>> typeset("l'action de 1 234 élèves 😀")
    'l’action de 1\u202f234\xa0élèves □'
    """
    whole = _uncovered().sub(_stand_in, unicodedata.normalize("NFC", text))
    signed = _MINUS.sub("−", _BOUND.sub(rf"\1{NO_BREAK_SPACE}", whole))
    return display(signed.replace("'", "’"))


@cache
def _uncovered() -> re.Pattern[str]:
    """Characters that the typeface does not have."""
    with TTFont(UPRIGHT, lazy=True) as font:
        known = "".join(map(chr, font.getBestCmap()))
    return re.compile(f"[^{re.escape(known)}]")


def _stand_in(match: re.Match[str]) -> str:
    """Nothing for a mark that has no width, a space for a break, a box for a letter."""
    character = match[0]
    if unicodedata.category(character) == "Cf":
        return ""
    return " " if character.isspace() else MISSING
