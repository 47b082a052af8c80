"""A table to print: columns with their widths, rows of cells, and what to say when there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from coje.reports.cells import Cell

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its head, its width in characters, and how to read it from a row."""

    title: str
    width: int
    read: Callable[[Row], Cell]


@dataclass(frozen=True, slots=True)
class Group:
    """A head over several columns."""

    title: str
    span: int


@dataclass(frozen=True, slots=True)
class Table:
    """What a sheet prints, once its rows are read.

    The first ``frozen`` columns stay in sight; on paper, only the first
    ``printed`` ones are there (all of them when it is 0), and only
    ``printed_rows`` (first and last, from 0) when they are said.
    """

    title: str
    lead: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    groups: tuple[Group, ...] = ()
    frozen: int = 1
    printed: int = 0
    printed_rows: tuple[int, int] | None = None


def table(
    title: str,
    lead: str,
    columns: Sequence[Column[Row]],
    rows: Iterable[Row],
    *,
    empty: str,
    groups: tuple[Group, ...] = (),
    frozen: int = 1,
    printed: int = 0,
    printed_rows: tuple[int, int] | None = None,
) -> Table:
    """Read rows through columns."""
    return Table(
        title=title,
        lead=lead,
        heads=tuple(column.title for column in columns),
        widths=tuple(column.width for column in columns),
        rows=tuple(tuple(column.read(row) for column in columns) for row in rows),
        empty=empty,
        groups=groups,
        frozen=frozen,
        printed=printed or len(columns),
        printed_rows=printed_rows,
    )
