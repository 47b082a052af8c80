"""Click's own words in French, from the catalogue shipped beside this module."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"
CATALOGUE = LOCALES / "fr" / "LC_MESSAGES" / "messages.po"


def speak_french() -> None:
    """Have gettext read this process's messages from our catalogue, whatever the language of the session."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("messages", LOCALES)
