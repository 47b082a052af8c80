"""A ledger on disk: a folder of numbered batches that are only ever added.

A batch is a folder (``000007``) with one Parquet file for each kind of record
it holds and their digests in ``SHA256SUMS`` (which ``sha256sum -c`` checks as
well). It is written aside, flushed to the disk, then given its number by one
rename, which fails when the number is taken: readers see the whole batch or
none of it, whoever else writes and whenever the process dies. What a dead
process leaves (``.draft-*``) is never read.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import polars as pl

from coje.records.frames import PARIS, SCHEMAS, Records, together

DIGESTS_FILE = "SHA256SUMS"
_BATCH_NAME = re.compile(r"[0-9]{6,}")
_DIGEST_LINE = re.compile(r"([0-9a-f]{64})  (\w+)\.parquet")


class LedgerError(ValueError):
    """The ledger cannot be read as it was written, or may not take what is added."""


@dataclass(frozen=True)
class Ledger:
    """The records kept in a folder, oldest first."""

    folder: Path

    def read(self) -> Records:
        """Every record, in the order of the batches; `LedgerError` names a file that is missing or altered."""
        if not self.folder.is_dir():
            raise LedgerError(f"{self.folder} : ce registre n'existe pas")
        return together(_read_batch(batch) for batch in self._batches())

    def append(self, records: Records) -> tuple[str, ...]:
        """Add one batch, whole or not at all; its files, named from the folder, once they are safe on the disk.

        Nothing is written for no record. A record older than the last one held
        is refused: it would change reports already made.
        """
        if records.is_empty:
            return ()
        kinds = {kind: frame for kind, frame in records.by_kind().items() if not frame.is_empty()}
        oldest, _ = _extent(records)
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f".draft-{uuid4().hex}"
        try:
            _write_batch(draft, kinds)
            batch = self._number(draft, oldest)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        _flush_folder(self.folder)
        return tuple(f"{batch}/{kind}.parquet" for kind in kinds)

    def _batches(self) -> list[Path]:
        """The batches in order; `LedgerError` when one of them is gone.

        A number is given only when the one before it is: up to the last one
        listed, all must be there, even those published during the listing.
        """
        numbers = (int(entry.name) for entry in os.scandir(self.folder) if _BATCH_NAME.fullmatch(entry.name))
        last, batches = max(numbers, default=0), list[Path]()
        while len(batches) < last:
            batch = self._batch(len(batches) + 1)
            if not batch.is_dir():
                raise LedgerError(
                    f"{self.folder} : il manque le lot {batch.name} (le dernier est {last:06d}), le registre n'est pas "
                    "entier ; le reprendre d'une sauvegarde, ou ôter le dossier qui n'est pas un lot"
                )
            batches.append(batch)
        return batches

    def _batch(self, number: int) -> Path:
        return self.folder / f"{number:06d}"

    def _number(self, draft: Path, oldest: datetime) -> str:
        """Give the draft the next free number; another writer may take it first, any number of times."""
        while True:
            held = self._batches()
            if held:
                _, latest_held = _extent(_read_batch(held[-1]))
                _refuse_backdating(oldest, latest_held)
            batch = self._batch(len(held) + 1)
            try:
                draft.rename(batch)
            except OSError as error:
                if error.errno not in {errno.EEXIST, errno.ENOTEMPTY}:
                    raise
            else:
                return batch.name


def _refuse_backdating(oldest: datetime, latest_held: datetime) -> None:
    if oldest < latest_held:
        raise LedgerError(
            f"enregistrement daté du {_instant(oldest)}, alors que le registre va déjà jusqu'au "
            f"{_instant(latest_held)} : antidater changerait des états déjà produits ; "
            "vérifier l'horloge de l'ordinateur, ou le choix du registre"
        )


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(PARIS):%d/%m/%Y à %H:%M:%S}"


def _extent(records: Records) -> tuple[datetime, datetime]:
    """When the oldest and the latest of these records were recorded."""
    moments = pl.concat(frame["recorded_at"] for frame in records.by_kind().values())
    oldest, latest = moments.min(), moments.max()
    if moments.has_nulls() or not isinstance(oldest, datetime) or not isinstance(latest, datetime):
        raise LedgerError("un enregistrement sans date d'enregistrement ne peut pas entrer au registre")
    return oldest, latest


def _write_batch(draft: Path, kinds: dict[str, pl.DataFrame]) -> None:
    draft.mkdir()
    digests = {kind: _write_file(draft / f"{kind}.parquet", _parquet(frame)) for kind, frame in kinds.items()}
    lines = "".join(f"{digest}  {kind}.parquet\n" for kind, digest in digests.items())
    _write_file(draft / DIGESTS_FILE, lines.encode())
    _flush_folder(draft)


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def _write_file(file: Path, content: bytes) -> str:
    """Write, flush to the disk, and give the digest of what was written."""
    with file.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    return hashlib.sha256(content).hexdigest()


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_batch(batch: Path) -> Records:
    return Records(**{kind: _read_kind(batch, kind, digest) for kind, digest in _digests(batch)})


def _digests(batch: Path) -> Iterator[tuple[str, str]]:
    file = batch / DIGESTS_FILE
    lines = _content(file).decode("ascii", errors="replace").splitlines()
    if not lines:
        raise _altered(file)
    for line in lines:
        match = _DIGEST_LINE.fullmatch(line)
        if match is None or match[2] not in SCHEMAS:
            raise _altered(file)
        yield match[2], match[1]


def _read_kind(batch: Path, kind: str, digest: str) -> pl.DataFrame:
    file = batch / f"{kind}.parquet"
    content = _content(file)
    if hashlib.sha256(content).hexdigest() != digest:
        raise _altered(file)
    frame = pl.read_parquet(BytesIO(content))
    if frame.schema != SCHEMAS[kind]:
        raise LedgerError(f"{file} : colonnes d'une autre version de Coje, ce registre ne peut pas être lu")
    return frame


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise LedgerError(f"{file} : ce fichier du registre a disparu ; le reprendre d'une sauvegarde") from None


def _altered(file: Path) -> LedgerError:
    return LedgerError(f"{file} : ce fichier du registre est tronqué ou altéré ; le reprendre d'une sauvegarde")
