"""The page of all commands, from their own help."""

from __future__ import annotations

from collections.abc import Iterator

import click

from coje.cli.main import commands

_HEAD = """\
# Les commandes

Page écrite par `make generated` d'après l'aide de chaque commande (`coje COMMANDE --help`) : ne pas la modifier.

Les données vont sur la sortie standard, les constats et les erreurs sur la sortie d'erreur.
"""


def walk(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[click.Context]:
    """A command and every command under it, each in its context, in order."""
    ctx = command.context_class(command, info_name=name, parent=parent, terminal_width=80, **command.context_settings)
    yield ctx
    if isinstance(command, click.Group):
        for each in command.list_commands(ctx):
            under = command.get_command(ctx, each)
            assert under is not None
            yield from walk(under, each, ctx)


def commands_page() -> str:
    """The page, in Markdown."""
    return "\n".join([_HEAD, *(_section(ctx) for ctx in walk(commands, "coje"))])


def _section(ctx: click.Context) -> str:
    return f"## {ctx.command_path}\n\n```\n{ctx.get_help()}\n```\n"
