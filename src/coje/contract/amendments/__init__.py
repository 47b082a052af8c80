"""Amendments (*avenants*): what was agreed later, without touching the signed files."""

from coje.contract.amendments.amendment import (
    AMENDMENT_FOLDER,
    Amendment,
    AmendmentError,
    amendment_text,
    apply,
    in_force,
    load_amendments,
)
from coje.contract.amendments.drafting import changes_between

__all__ = [
    "AMENDMENT_FOLDER",
    "Amendment",
    "AmendmentError",
    "amendment_text",
    "apply",
    "changes_between",
    "in_force",
    "load_amendments",
]
