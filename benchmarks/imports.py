"""A million measures imported from CSV and from XLSX: read, validated cell by cell, and kept in a ledger.

The floors are what the same files cost to read bare: polars reading the CSV and
writing Parquet, fastexcel reading the sheet. The same CSV with a bad cell in
every hundredth row is refused, each of them listed.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import fastexcel
import numpy as np
import polars as pl
import xlsxwriter

from benchmarks.measuring import Times, line, measure_once
from coje.contract.files import load
from coje.contract.model import Contract
from coje.network.bodies import Body, Network
from coje.reading.problems import ReturnError
from coje.reading.returns import read_return
from coje.records.ledger import Ledger

CONTRACT = Path(__file__).parents[1] / "contracts" / "cnam-2023-2027"
NETWORK = Network("cnam", tuple(Body(f"organisme-{rank}", f"Organisme {rank}", "cpam") for rank in range(131)))
MONTHS = [f"{month:02d}/{year}" for year in range(2013, 2026) for month in range(1, 13)]
RECORDED_AT = datetime(2026, 3, 15, tzinfo=UTC)


def returns(contract: Contract, rows: int) -> pl.DataFrame:
    """As many rows of a national return, one for each indicator, body and month, in French."""
    fractions = [one.id for one in contract.indicators if one.aggregation and one.aggregation.reads == "fraction"]
    bodies = [body.id for body in NETWORK.bodies]
    keys = pl.DataFrame({"indicateur": fractions}).join(pl.DataFrame({"organisme": bodies}), how="cross")
    keys = keys.join(pl.DataFrame({"période": MONTHS}), how="cross").head(rows)
    random = np.random.default_rng(2023)
    denominators = random.integers(1_000, 1_000_000, keys.height)
    numerators = (denominators * random.random(keys.height)).round(1)
    return keys.with_columns(pl.Series("numérateur", numerators), pl.Series("dénominateur", denominators))


def in_french(frame: pl.DataFrame) -> pl.DataFrame:
    """The numbers with a decimal comma."""
    return frame.with_columns(pl.col("numérateur").cast(pl.String).str.replace(".", ",", literal=True))


def write_workbook(frame: pl.DataFrame, file: Path) -> None:
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((frame.columns, *frame.iter_rows())):
            sheet.write_row(number, 0, row)


class Import:
    """The import of a file into a new ledger each time."""

    def __init__(self, contract: Contract, folder: Path) -> None:
        self._contract = contract
        self._ledgers = (Ledger(folder / f"registre-{rank}") for rank in count())

    def __call__(self, file: Path) -> int:
        """How many measures were kept."""
        found = read_return(file, self._contract, NETWORK, recorded_at=RECORDED_AT, recorded_by="mesure")
        next(self._ledgers).append(found.records)
        return found.records.measures.height

    def refused(self, file: Path) -> int:
        """How many bad cells were listed."""
        try:
            self(file)
        except ReturnError as refusal:
            return refusal.cells.height
        raise AssertionError("the file was not refused")


def speed(what: str, rows: int, ours: Times, floor: Times, aim: str) -> None:
    pace = f"{rows / ours.wall:,.0f} lignes/s, {rows / ours.cpu:,.0f} par s de processeur".replace(",", " ")
    line(what, f"{pace}, {ours.cpu / floor.cpu:.1f} × la lecture nue", aim)


def main(rows: int = 1_000_000) -> None:
    contract = load(CONTRACT).contract
    frame = returns(contract, rows)
    with TemporaryDirectory() as name:
        folder = Path(name)
        good, bad, book, parquet = (folder / file for file in ("bon.csv", "faux.csv", "bon.xlsx", "nu.parquet"))
        in_french(frame).write_csv(good, separator=";")
        wrong = pl.when(pl.int_range(pl.len()) % 100 == 0).then(pl.lit("n.c.")).otherwise("numérateur")
        in_french(frame).with_columns(wrong.alias("numérateur")).write_csv(bad, separator=";")
        write_workbook(frame, book)
        keep = Import(contract, folder)
        assert keep(good) == keep(book) == frame.height, "every row was kept"
        assert keep.refused(bad) == len(range(0, frame.height, 100)), "every bad cell was listed"
        csv_floor = measure_once(lambda: pl.read_csv(good, separator=";").write_parquet(parquet))
        xlsx_floor = measure_once(lambda: fastexcel.read_excel(book).load_sheet(0).to_polars())
        speed("Importer un CSV", frame.height, measure_once(lambda: keep(good)), csv_floor, "200 000 lignes/s")
        speed("Refuser un CSV", frame.height, measure_once(lambda: keep.refused(bad)), csv_floor, "200 000 lignes/s")
        speed("Importer un XLSX", frame.height, measure_once(lambda: keep(book)), xlsx_floor, "80 000 lignes/s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    main(parser.parse_args().rows)
