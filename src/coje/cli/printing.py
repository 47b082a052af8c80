"""How commands print: data on standard output, findings on standard error, JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar

import click
from rich import box
from rich.console import Console, RenderableType
from rich.progress import track
from rich.table import Table
from rich.text import Text

from coje.cli.wrapping import UncutConsole, held, restored

T = TypeVar("T")

ColumnHead: TypeAlias = str | tuple[str, Literal["left", "right", "fit"]]
"""The header of a column; ``right`` is for numbers, ``fit`` for what must not wrap."""

NARROWEST_NAME, WIDEST_TARGET = 18, 12
"""In a table of indicators: the least room left to a name, the most given to a target."""


def console(*, to_stderr: bool = False) -> Console:
    """A terminal that prints texts as they are: nothing in them is markup."""
    return UncutConsole(stderr=to_stderr, highlight=False, markup=False, emoji=False)


def show(parts: Iterable[RenderableType], *, to_stderr: bool = False) -> None:
    """Print on standard output (or error), a blank line between parts; nothing when one cannot be made."""
    out = console(to_stderr=to_stderr)
    with out.capture() as printed:
        for position, part in enumerate(tuple(parts)):
            if position:
                out.print()
            out.print(held(part))
    click.echo(restored(printed.get()), err=to_stderr, nl=False, color=out.is_terminal)


def working(what: str) -> AbstractContextManager[object]:
    """While a long work lasts, say so on a terminal (and only there)."""
    return console(to_stderr=True).status(f"{what}…")


def each(things: Sequence[T], what: str) -> Iterable[T]:
    """Things one after the other, with a progress bar on a terminal (and only there)."""
    terminal = console(to_stderr=True)
    return track(things, what, console=terminal, transient=True, disable=not terminal.is_terminal)


def show_json(value: Any) -> None:
    """Print JSON: exact numbers as text (``"82.5"``), dates as ISO."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> Any:
    match value:
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
        case Path():
            return str(value)
        case Mapping():
            return dict(value)
    raise TypeError(f"{type(value).__name__} is not data")


def table(*columns: ColumnHead, title: str | None = None) -> Table:
    """An empty table."""
    grid = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        collapse_padding=True,
        pad_edge=False,
        show_edge=False,
    )
    for column in columns:
        header, side = column if isinstance(column, tuple) else (column, "left")
        grid.add_column(header, justify="right" if side == "right" else "left", no_wrap=side != "left")
    return grid


def details(pairs: Iterable[tuple[str, str]]) -> Table:
    """Labels and their texts, side by side."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", max_width=28)
    grid.add_column(overflow="fold")
    for label, text in pairs:
        grid.add_row(label, text)
    return grid


def heading(text: str, name: str = "") -> Text:
    """A title, and the id that names the thing."""
    return Text.assemble((text, "bold"), (f"  {name}" if name else "", "dim"))
