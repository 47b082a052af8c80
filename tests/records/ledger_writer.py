"""A process that adds batches to a ledger and says each one once it is safe: ``ledger_writer FOLDER TAG [COUNT]``."""

import sys
from itertools import count, islice
from pathlib import Path

from coje.records.ledger import Ledger
from small import measure, progress, records

ROWS = 50


def write(folder: Path, tag: str, batches: int | None) -> None:
    for number in islice(count(), batches):
        comment = f"{tag}-{number}"
        Ledger(folder).append(
            records(
                *(measure(value=n, comment=comment) for n in range(ROWS)), progress=[progress(comment=comment)] * ROWS
            )
        )
        print(comment, flush=True)


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
