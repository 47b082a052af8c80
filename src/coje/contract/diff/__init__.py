"""What differs between two versions of a contract, or between two contracts, and what is left of its series."""

from coje.contract.diff.comparison import diff
from coje.contract.diff.differences import Continuity, Difference, DifferenceKind

__all__ = ["Continuity", "Difference", "DifferenceKind", "diff"]
