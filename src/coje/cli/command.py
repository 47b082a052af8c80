"""What every command shares: help with examples, `--debug`, refusals in French, exit codes.

Exit codes: 0 all is well, 1 findings or a refused input, 2 misuse of the
command, 3 a defect of the program.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

import click

from coje.cli.french import speak_french

_DEBUG = "coje.debug"

_SYSTEM_REASONS = {
    errno.EACCES: "les droits manquent",
    errno.EISDIR: "c'est un dossier",
    errno.ENOENT: "il n'existe pas, ou son dossier manque",
    errno.ENOSPC: "le disque est plein",
    errno.ENOTDIR: "un de ses dossiers est un fichier",
    errno.EROFS: "le disque est en lecture seule",
}


class Refusal(click.ClickException):
    """An input that is refused: the reasons, one a line, as they are."""

    exit_code: ClassVar[int] = 1

    def show(self, file: Any = None) -> None:
        """Print the reasons on standard error."""
        click.echo(self.format_message(), file=file, err=True)


class Defect(Refusal):
    """Something that should never happen."""

    exit_code: ClassVar[int] = 3


class FrenchFormatter(click.HelpFormatter):
    """Help pages with French typography."""

    def write_heading(self, heading: str) -> None:
        """A space comes before the colon."""
        self.write(f"{'':>{self.current_indent}}{heading} :\n")


class FrenchContext(click.Context):
    """What Click knows of one call. From the first one on, Click speaks French."""

    formatter_class = FrenchFormatter

    def __init__(self, *args: Any, **settings: Any) -> None:
        speak_french()
        super().__init__(*args, **settings)


class Command(click.Command):
    """A command that gives examples, and refuses in French without a traceback.

    ``examples`` are command lines, each with what it does; ``refuses`` are the
    errors of the rooms that say in French why an input is refused.
    """

    context_class = FrenchContext

    def __init__(
        self, *args: Any, examples: Mapping[str, str], refuses: tuple[type[Exception], ...] = (), **attrs: Any
    ) -> None:
        super().__init__(*args, **attrs)
        self.examples = examples
        self.refuses = refuses
        self.params.append(_debug_option())

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever goes wrong is told in French, with a traceback only under ``--debug``."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            if ctx.meta.get(_DEBUG):
                raise
            raise self._told(error) from error

    def _told(self, error: Exception) -> Refusal:
        if isinstance(error, self.refuses):
            return Refusal(str(error))
        if isinstance(error, OSError) and error.errno in _SYSTEM_REASONS:
            return Refusal(f"{error.filename} : {_SYSTEM_REASONS[error.errno]}")
        return Defect(
            f"Erreur inattendue ({type(error).__name__} : {error}). C'est un défaut de coje : "
            "relancer la commande avec --debug et signaler la trace affichée."
        )

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        del ctx
        with formatter.section("Exemples"):
            for line, purpose in self.examples.items():
                formatter.write_text(f"# {purpose}")
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


def _debug_option() -> click.Option:
    return click.Option(
        ["--debug"],
        is_flag=True,
        expose_value=False,
        callback=_remember_debug,
        help="En cas d'erreur inattendue, affiche la trace complète.",
    )


def _remember_debug(ctx: click.Context, _option: click.Parameter, value: bool) -> None:
    ctx.meta[_DEBUG] = value


class OrderedGroup(click.Group):
    """Commands in the order they are declared."""

    context_class = FrenchContext

    def __init__(self, name: str | None = None, **attrs: Any) -> None:
        super().__init__(name, subcommand_metavar="COMMANDE …", **attrs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names, in order."""
        del ctx
        return list(self.commands)


class CommandsByModule(OrderedGroup):
    """Commands that are imported only when asked for: each is ``command`` in its own module of this room."""

    def __init__(self, name: str | None = None, *, summaries: Mapping[str, str], **attrs: Any) -> None:
        stands_in = {each: click.Command(each, short_help=summary) for each, summary in summaries.items()}
        super().__init__(name, commands=stands_in, **attrs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The real command, from its module."""
        del ctx
        if cmd_name not in self.commands:
            return None
        command = import_module(f"coje.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the summaries, importing nothing."""
        del ctx
        with formatter.section("Commandes"):
            formatter.write_dl([(name, str(command.short_help)) for name, command in self.commands.items()])
