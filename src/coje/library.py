"""What a notebook asks of the rooms in one call; the rest of ``import coje`` is theirs as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from coje.contract import files
from coje.contract.amendments import in_force, load_amendments
from coje.contract.model import Contract


def load(folder: Path | str, *, as_of: date | None = None) -> Contract:
    """The contract of a folder, as signed or, with ``as_of``, as amended by that day.

    `ContractFileError` has every reason of a refusal in its ``problems``, with file and line.
    """
    contract = files.load(folder).contract
    return contract if as_of is None else in_force(contract, load_amendments(folder), as_of)
