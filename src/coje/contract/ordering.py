"""What stays in place between two orders of the same things."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from rapidfuzz.distance import LCSseq


def kept(old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """Ranks in ``new`` to ranks in ``old`` for the longest run of items whose relative order is the same.

    >>> kept(["a", "b", "c"], ["c", "a", "x", "b"])
    {1: 0, 3: 1}
    """
    same = (code for code in LCSseq.opcodes(list(old), list(new)) if code.tag == "equal")
    return {
        code.dest_start + rank: code.src_start + rank for code in same for rank in range(code.src_end - code.src_start)
    }
