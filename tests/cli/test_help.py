"""Help is French everywhere, whatever the command, and every command gives an example that works."""

from __future__ import annotations

import re
import shlex

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from coje.cli.command import Command
from coje.cli.french import CATALOGUE
from coje.cli.main import SUMMARIES, commands
from coje.cli.reference import walk

CONTEXTS = {ctx.command_path: ctx for ctx in walk(commands, "coje")}
COMMANDS = {path: ctx for path, ctx in CONTEXTS.items() if not isinstance(ctx.command, click.Group)}


@pytest.mark.parametrize("path", CONTEXTS)
def test_help_has_a_text_and_speaks_of_every_option(path: str) -> None:
    command = CONTEXTS[path].command

    assert command.help
    assert all(getattr(parameter, "help", None) for parameter in command.get_params(CONTEXTS[path]))


@pytest.mark.parametrize("path", CONTEXTS)
def test_help_holds_in_eighty_columns(path: str) -> None:
    lines = CONTEXTS[path].get_help().splitlines()

    assert max(len(line) for line in lines if not line.lstrip().startswith("coje ")) <= 80


@pytest.mark.parametrize("path", CONTEXTS)
def test_help_holds_none_of_the_english_words_of_click(path: str) -> None:
    assert "Utilisation :" in CONTEXTS[path].get_help()
    assert not re.search(r"Usage:|Show this|\[default|Commands:|ARGS", CONTEXTS[path].get_help())


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_gives_examples_of_itself(path: str) -> None:
    command = COMMANDS[path].command

    assert isinstance(command, Command)
    assert command.examples
    assert all(f"{line} ".startswith(f"{path} ") for line in command.examples)


@pytest.mark.parametrize("path", COMMANDS)
def test_the_options_of_an_example_exist(path: str) -> None:
    ctx = COMMANDS[path]
    known = {name for parameter in ctx.command.get_params(ctx) for name in parameter.opts}
    examples = ctx.command.examples  # type: ignore[attr-defined]

    assert {word for line in examples for word in shlex.split(line) if word.startswith("--")} <= known


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_summary_of_a_command_is_the_first_sentence_of_its_help(name: str) -> None:
    help_text = CONTEXTS[f"coje {name}"].command.help or ""

    assert help_text.split("\n\n")[0] == SUMMARIES[name]


def test_every_message_of_click_has_its_french() -> None:
    with CATALOGUE.open("rb") as file:
        french = read_po(file)
    folder = click.__path__[0]
    messages = {message for _, _, message, _, _ in extract_from_dir(folder, [("**.py", "python")])}

    assert {message for message in messages if not (message in french and french[message].string)} == set()  # type: ignore[operator]
