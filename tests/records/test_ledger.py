import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from polars.testing import assert_frame_equal

from coje.records.frames import Records
from coje.records.ledger import Ledger, LedgerError
from records.ledger_writer import ROWS
from small import RECORDED_AT, filing, measure, progress, records

TESTS = Path(__file__).parents[1]


def writer(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "records.ledger_writer", str(folder), *arguments]
    return subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, text=True)


def batches_by_comment(ledger: Records) -> tuple[Counter[str], Counter[str]]:
    return Counter(ledger.measures["comment"]), Counter(ledger.progress["comment"])


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "registre")


def test_what_is_added_is_read_back_in_order_with_every_kind(ledger: Ledger) -> None:
    first = records(
        measure(value=10, distribution=[{"at": 3, "cases": 120}]),
        measure(value=11),
        progress=[progress()],
        filings=[filing()],
    )
    second = records(measure(value=12, recorded_at=RECORDED_AT + timedelta(days=1)))
    ledger.append(first)
    ledger.append(second)
    for kind, frame in (first + second).by_kind().items():
        assert_frame_equal(ledger.read().by_kind()[kind], frame)


def test_the_files_added_are_named_and_only_the_kinds_present_are_written(ledger: Ledger) -> None:
    assert ledger.append(records(measure(value=1), progress=[progress()])) == (
        "000001/measures.parquet",
        "000001/progress.parquet",
    )
    assert ledger.append(records(filings=[filing()])) == ("000002/filings.parquet",)
    assert sorted(file.name for file in (ledger.folder / "000002").iterdir()) == ["SHA256SUMS", "filings.parquet"]


def test_adding_nothing_writes_nothing(ledger: Ledger) -> None:
    assert ledger.append(Records()) == ()
    assert not ledger.folder.exists()


def test_a_ledger_that_does_not_exist_is_not_an_empty_one(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="registre : ce registre n'existe pas"):
        ledger.read()


def test_an_earlier_record_than_the_last_held_is_refused_and_nothing_is_written(ledger: Ledger) -> None:
    ledger.append(records(measure(value=1)))
    with pytest.raises(
        LedgerError, match=r"daté du 01/02/2025 à 10:59:59, alors que .* jusqu'au 01/02/2025 à 11:00:00"
    ):
        ledger.append(records(measure(value=2), measure(value=3, recorded_at=RECORDED_AT - timedelta(seconds=1))))
    assert ledger.read().measures["value"].to_list() == [1]
    assert [entry.name for entry in ledger.folder.iterdir()] == ["000001"]


def test_the_last_record_held_counts_whatever_its_kind(ledger: Ledger) -> None:
    ledger.append(records(measure(value=1), filings=[filing(recorded_at=RECORDED_AT + timedelta(days=1))]))
    with pytest.raises(LedgerError, match="antidater"):
        ledger.append(records(measure(value=2)))


def test_a_record_of_the_same_instant_may_follow(ledger: Ledger) -> None:
    ledger.append(records(measure(value=1)))
    ledger.append(records(measure(value=2)))
    assert ledger.read().measures["value"].to_list() == [1, 2]


def test_a_record_without_its_moment_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="sans date d'enregistrement"):
        ledger.append(records(measure(value=1), measure(value=2, recorded_at=None)))


@pytest.mark.parametrize("file", ["measures.parquet", "SHA256SUMS"])
@pytest.mark.parametrize("damage", ["truncated", "emptied", "one bit"])
def test_a_damaged_file_is_named(ledger: Ledger, file: str, damage: str) -> None:
    ledger.append(records(measure(value=1)))
    damaged = ledger.folder / "000001" / file
    content = damaged.read_bytes()
    flipped = bytes([content[10] ^ 1])
    kept = {"truncated": content[:-7], "emptied": b"", "one bit": content[:10] + flipped + content[11:]}
    damaged.write_bytes(kept[damage])
    with pytest.raises(LedgerError, match=r"000001/\w+(.parquet)? : ce fichier du registre est tronqué ou altéré"):
        ledger.read()


@pytest.mark.parametrize("file", ["measures.parquet", "SHA256SUMS"])
def test_a_file_that_is_gone_is_named(ledger: Ledger, file: str) -> None:
    ledger.append(records(measure(value=1)))
    (ledger.folder / "000001" / file).unlink()
    with pytest.raises(LedgerError, match=f"000001/{file} : ce fichier du registre a disparu"):
        ledger.read()


def test_a_batch_that_is_gone_is_named(ledger: Ledger) -> None:
    for value in range(3):
        ledger.append(records(measure(value=value)))
    (ledger.folder / "000002").rename(ledger.folder / "copie")
    with pytest.raises(LedgerError, match="il manque le lot 000002"):
        ledger.read()
    with pytest.raises(LedgerError, match="il manque le lot 000002"):
        ledger.append(records(measure(value=9)))


def test_digests_are_those_of_sha256sum(ledger: Ledger) -> None:
    ledger.append(records(measure(value=1), progress=[progress()]))
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=ledger.folder / "000001", check=True)


def test_leftovers_of_a_dead_process_and_other_files_are_not_read(ledger: Ledger) -> None:
    ledger.append(records(measure(value=1)))
    leftover = ledger.folder / ".draft-1234"
    leftover.mkdir()
    (leftover / "measures.parquet").write_bytes(b"PAR1")
    (ledger.folder / "lisez-moi.txt").write_text("Registre des retours", encoding="utf-8")
    assert ledger.read().measures["value"].to_list() == [1]


def test_a_folder_named_as_a_date_is_not_taken_for_millions_of_batches(ledger: Ledger) -> None:
    ledger.append(records(measure(value=1)))
    (ledger.folder / "20240315").mkdir()
    with pytest.raises(LedgerError, match=r"il manque le lot 000002 \(le dernier est 20240315\).* ôter le dossier"):
        ledger.read()


@pytest.mark.slow
def test_concurrent_writers_lose_nothing_and_readers_see_whole_batches(ledger: Ledger) -> None:
    ledger.append(records(*([measure(value=0, comment="first")] * ROWS), progress=[progress(comment="first")] * ROWS))
    processes = [writer(ledger.folder, tag, "15") for tag in ("a", "b", "c", "d")]
    while any(process.poll() is None for process in processes):
        measures, progresses = batches_by_comment(ledger.read())
        assert measures == progresses
        assert set(measures.values()) == {ROWS}
    said = {comment for process in processes for comment in process.communicate()[0].split()}
    assert [process.returncode for process in processes] == [0] * 4
    assert set(ledger.read().measures["comment"]) == said | {"first"}
    assert sorted(entry.name for entry in ledger.folder.iterdir()) == [f"{number:06d}" for number in range(1, 62)]


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_whole_batches_and_all_it_was_told_were_safe(ledger: Ledger) -> None:
    random, safe = Random(7), set[str]()
    for turn in range(6):
        process = writer(ledger.folder, f"turn{turn}")
        assert process.stdout is not None
        safe.add(process.stdout.readline().strip())
        time.sleep(random.uniform(0, 0.05))
        process.kill()
        safe.update(process.communicate()[0].split())
        measures, progresses = batches_by_comment(ledger.read())
        assert measures == progresses
        assert set(measures.values()) == {ROWS}
        assert safe <= set(measures)
    ledger.append(records(measure(value=0, comment="after")))
    assert "after" in set(ledger.read().measures["comment"])
